"""`watchfloor ledger`: the record as a table, narrowed down, and as a file."""

from __future__ import annotations

import csv
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import NOW, document, says

from watchfloor.cli import cli
from watchfloor.ledger import Ledger
from watchfloor.terms import Decision, Reading

CAMPAIGN = """
campaign: Grain
theatre: [SRB]
sides: {East: [RUS], West: [DEU]}
levers:
  grain: {of: East, text: Grain, matches: [{event: AID, actor: RUS, words: [grain]}]}
"""
FIRST = document("Russia sent grain to Serbia. Germany met Serbia in Belgrade. A judge may be sent.", "2021-05-10")
LATER = document("The Russian army shelled a mill.", "2021-06-10")
AID = says(FIRST, "AID", "RUS", "SRB", "2021-05-02", span=(0, 28), lemmas=("send", "grain"))
MET = says(FIRST, "CONSULT", "DEU,SRB", "", "2021-04", span=(29, 60), place="SRB")
MAYBE = says(FIRST, "AID", "the old court", "SRB", span=(61, 81), proposal=True)
SHELLED = says(LATER, "ASSAULT", "RUS-MIL", "the old mill", "2021-06-09")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    with Ledger.open(folder / "ledger.db") as ledger:
        ledger.record(Reading(document=FIRST, statements=(AID, MET, MAYBE)), recorded=NOW)
        ledger.record(Reading(document=LATER, statements=(SHELLED,)), recorded=NOW + timedelta(days=5))
        ledger.decide(Decision(kind="accept", on=(MET.id,), author="A", why="", recorded=NOW + timedelta(days=9)))
    return folder


def shown(desk: Path, *options: str) -> list[dict[str, Any]]:
    lines = run("--desk", desk, "ledger", "--as-of", "2021-12-31", *options, "--json").output.splitlines()
    return [next(value for name, value in json.loads(line).items() if name in ("event", "statement")) for line in lines]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", "CONSULT AID ASSAULT"),
        ("--actor RUS", "AID ASSAULT"),
        ("--actor RUS-MIL", "ASSAULT"),
        ("--actor RUS --actor DEU", "CONSULT AID ASSAULT"),
        ("--recipient SRB", "AID"),
        ("--category AID --category CONSULT", "CONSULT AID"),
        ("--place SRB", "CONSULT"),
        ("--lever grain", "AID"),
        ("--lever none-such", ""),
        ("--from 2021-05-01", "AID ASSAULT"),
        ("--to 2021-04-15", "CONSULT"),
        ("--from 2021-05-02 --to 2021-05-02", "AID"),
        ("--known-from 2021-05-11", "ASSAULT"),
        ("--known-to 2021-05-11", "CONSULT AID"),
        ("--reviewed", "CONSULT"),
        (f"--document {LATER.id[:6]}", "ASSAULT"),
        ("--recorded-by 2024-01-03", "CONSULT AID"),
        ("--recorded-by 2024-01-02T03:04", ""),
        ("--reviewed --recorded-by 2024-01-03", ""),
    ],
)
def test_events_are_narrowed_down(desk: Path, options: str, found: str) -> None:
    assert [each["event"] for each in shown(desk, *options.split())] == found.split()


def test_proposals_and_kinds_show_statements(desk: Path) -> None:
    assert [each["id"] for each in shown(desk, "--proposals")] == [MAYBE.id]
    assert [each["id"] for each in shown(desk, "--kind", "event", "--actor", "RUS")] == [AID.id, SHELLED.id]
    assert "A judge may be sent." in run("--desk", desk, "ledger", "--proposals", "--as-of", "2021-12-31").output


def test_the_table_says_how_much_it_shows(desk: Path) -> None:
    told = run("--desk", desk, "ledger", "--as-of", "2021-12-31", "--actor", "DEU").output
    assert "CONSULT" in told
    assert "1 shown; as of 2021-12-31: 2 of 2 documents, 4 statements, 3 events" in told


def test_a_csv_file_holds_a_row_for_each_event(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    result = run("--desk", desk, "ledger", "--as-of", "2021-12-31", "--lever", "grain", "--csv", file)
    assert result.output == f"{file}: 1 rows\n"
    with file.open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["event"], row["actors"], row["first"], row["levers"]) == ("AID", "RUS", "2021-05-02", "grain")
    assert (row["statements"], row["documents"]) == (AID.id, FIRST.id)


def test_a_file_where_there_is_no_folder_is_an_error(desk: Path, tmp_path: Path) -> None:
    result = run("--desk", desk, "ledger", "--csv", tmp_path / "none" / "events.csv")
    assert (result.exit_code, "desk.cannot-write" in result.output) == (1, True)


@pytest.mark.parametrize("kind", [[], ["--kind", "event"]])
def test_a_parquet_file_holds_lists_and_days(desk: Path, tmp_path: Path, kind: list[str]) -> None:
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / "events.parquet"
    run("--desk", desk, "ledger", "--as-of", "2021-12-31", "--actor", "RUS", "--parquet", file, *kind)
    rows = duckdb.sql(f"select event, actors, known from '{file}' order by event").fetchall()
    assert rows == [("AID", ["RUS"], FIRST.published.upper), ("ASSAULT", ["RUS-MIL"], LATER.published.upper)]


def test_parquet_without_its_extra_says_how_to_get_it(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setattr("watchfloor.ledger.sets.engine.find_spec", lambda name: None)
    result = run("--desk", desk, "ledger", "--parquet", "events.parquet")
    assert result.exit_code == 1
    assert "watchfloor[sets]" in result.output


@pytest.mark.parametrize("options", [["--from", "May"], ["--recorded-by", "2021-05-10T99"], ["--kind", "rumour"]])
def test_what_cannot_be_asked_is_a_usage_error(desk: Path, options: list[str]) -> None:
    assert run("--desk", desk, "ledger", *options).exit_code == 2


def test_assess_and_why_answer_as_of_a_moment_of_recording(desk: Path) -> None:
    assert run("--desk", desk, "why", SHELLED.id, "--as-of", "2021-12-31").exit_code == 0
    earlier = run("--desk", desk, "why", SHELLED.id, "--as-of", "2021-12-31", "--recorded-by", "2024-01-03")
    assert "ledger.unknown-id" in earlier.output
    one = run("--desk", desk, "assess", "--json", "--as-of", "2021-12-31", "--tlp", "red")
    other = run(
        "--desk", desk, "assess", "--json", "--as-of", "2021-12-31", "--tlp", "red", "--recorded-by", "2024-01-03"
    )
    assert (SHELLED.id in one.output, SHELLED.id in other.output, AID.id in other.output) == (True, False, True)


def test_of_very_many_the_table_shows_the_latest_and_says_so(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchfloor.show.ROWS", 2)
    told = run("--desk", desk, "ledger", "--as-of", "2021-12-31").output
    assert [each for each in ("CONSULT", "AID", "ASSAULT") if each in told] == ["AID", "ASSAULT"]
    assert "the latest 2 of 3 shown (all: --json, --csv or --parquet FILE); as of" in told
    assert len(shown(desk)) == 3
