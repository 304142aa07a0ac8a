"""Every way out of a desk obeys the TLP marks of its documents; docs/reference/ledger.md lists the ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.nouns import document, says

from watchfloor.cli import cli
from watchfloor.desk import Desk
from watchfloor.terms import Decision, Reading

OPEN = document("Norway lent Finland two ferries on 4 May 2021.", "2021-05-10", id="a" * 16, title="Ferries")
LENT = says(OPEN, "AID", "NOR", "FIN", "2021-05-04")
SEALED = document(
    "Norway sold Finland a bathyscaphe on 6 May 2021.", "2021-05-12", id="b" * 16, title="Whispered", tlp="red"
)
SOLD = says(SEALED, "COOPERATE", "NOR", "FIN", "2021-05-06")
#: A document that was open when it was first read, and closed since.
CLOSED = document("Finland thanked Norway for a periscope.", "2021-05-13", id="c" * 16, title="Murmured")
THANKED = says(CLOSED, "SUPPORT", "FIN", "NOR", "2021-05")
#: None of this may leave the desk below TLP:RED.
SECRETS = (
    "bathyscaphe",
    "Whispered",
    SEALED.id,
    SOLD.id,
    "periscope",
    "Murmured",
    "Mumbled",
    CLOSED.id,
    THANKED.id,
    "hush",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tlp") / "desk"
    CliRunner().invoke(cli, ["init", str(folder)])
    now = datetime.now(UTC) - timedelta(days=1)
    with Desk(folder).ledger(create=True) as ledger:
        for said, told in ((OPEN, LENT), (SEALED, SOLD), (CLOSED, THANKED)):
            ledger.record(Reading(document=said, statements=(told,)), recorded=now)
        ledger.correct(CLOSED.id, {"title": "Mumbled"}, why="hush", recorded=now + timedelta(hours=1))
        for each in (LENT, SOLD, THANKED):
            why = "" if each is LENT else "hush"
            made = Decision(kind="accept", on=(each.id,), author="A", why=why, recorded=now + timedelta(hours=2))
            ledger.decide(made)
        bound = {"kind": "bind", "author": "A", "why": "hush", "value": "lever/hush"}
        ledger.decide(Decision(on=(SOLD.id,), recorded=now + timedelta(hours=2), **bound))
        closed = ledger.correct(CLOSED.id, {"tlp": "red"}, why="hush", recorded=now + timedelta(hours=3))
        newer = replace(THANKED, id="newer", coder="two")
        ledger.record(Reading(document=closed, statements=(newer,)), recorded=now + timedelta(hours=4))
    return folder


def run(desk: Path, *arguments: object) -> str:
    result = CliRunner().invoke(cli, ["--desk", str(desk), *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("command", [("assess",), ("assess", "--json")])
def test_an_assessment_holds_nothing_above_its_level(desk: Path, command: tuple[str, ...]) -> None:
    said = run(desk, *command, "--as-of", "2021-06-01")
    assert not [secret for secret in SECRETS if secret in said]
    assert SOLD.id in run(desk, "assess", "--json", "--as-of", "2021-06-01", "--tlp", "red")


def test_a_publication_holds_nothing_above_its_level(desk: Path, tmp_path: Path) -> None:
    run(desk, "publish", "--to", tmp_path / "site", "--as-of", "2021-06-01")
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    assert any(b"ferries" in file.read_bytes() for file in files)
    leaks = [(file.name, s) for file in files for s in SECRETS if s.encode() in file.read_bytes() or s in file.name]
    assert leaks == []


def test_an_export_holds_nothing_above_its_level(desk: Path, tmp_path: Path) -> None:
    run(desk, "review", "--export", tmp_path / "clear.jsonl")
    written = (tmp_path / "clear.jsonl").read_text(encoding="utf-8")
    assert "ferries" in written
    assert not [secret for secret in SECRETS if secret in written]
    run(desk, "review", "--export", tmp_path / "red.jsonl", "--tlp", "red")
    assert "bathyscaphe" in (tmp_path / "red.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [("ledger", "--json"), ("ledger", "--kind", "event", "--json"), ("search", "Norway", "--json")],
    ids=" ".join,
)
def test_json_of_the_record_holds_nothing_above_its_level_and_says_so(desk: Path, command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, ["--desk", str(desk), *command])
    assert result.exit_code == 0
    assert result.stdout
    assert not [secret for secret in SECRETS if secret in result.stdout]
    assert "2 document(s) above TLP:CLEAR are left out" in result.stderr
    whole = CliRunner().invoke(cli, ["--desk", str(desk), *command, "--tlp", "red"])
    assert len(whole.stdout) > len(result.stdout)
    assert whole.stderr == ""


def rows(file: Path) -> str:
    if file.suffix == ".csv":
        return file.read_text(encoding="utf-8")
    duckdb = pytest.importorskip("duckdb")
    return str(duckdb.sql(f"select * from '{file}'").fetchall())


@pytest.mark.parametrize("option", ["csv", "parquet"])
def test_files_of_the_record_hold_nothing_above_their_level(desk: Path, tmp_path: Path, option: str) -> None:
    clear, red = tmp_path / f"clear.{option}", tmp_path / f"red.{option}"
    run(desk, "ledger", "--kind", "event", f"--{option}", clear)
    run(desk, "ledger", "--kind", "event", f"--{option}", red, "--tlp", "red")
    assert not [secret for secret in SECRETS if secret in rows(clear)]
    assert "ferries" in rows(clear)
    assert "bathyscaphe" in rows(red)


def test_the_screen_shows_the_desk_to_itself(desk: Path) -> None:
    assert "bathyscaphe" in run(desk, "search", "bathyscaphe")
    assert "nothing found" in run(desk, "search", "bathyscaphe", "--tlp", "amber")
