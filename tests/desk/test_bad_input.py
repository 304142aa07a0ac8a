"""Bad input ends in one clear message: what, where, what to do next; never in a traceback or a half-written file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchfloor.cli import cli

CAMPAIGN = """campaign: A test
theatre: [MLT]
sides: {Italy: [ITA], Greece: [GRC]}
contests: {malta: {in: MLT, between: [Italy, Greece]}}
"""


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    run("init", folder)
    return folder


def refused(desk: Path, path: Path, code: str) -> str:
    result = run("--desk", desk, "read", path, "--published", "2021-05-10")
    assert result.exit_code == 1
    assert f"[{code}]" in result.output
    assert "hint:" in result.output
    return result.output


def test_an_empty_file(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    refused(desk, path, "reading.empty")


def test_a_binary_file(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8)
    refused(desk, path, "reading.binary")


def test_ten_megabytes(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_text("The minister of Norway visited Finland. " * 262_144, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    assert "MB" in refused(desk, path, "reading.too-large")


def test_a_line_of_two_megabytes_without_a_sentence_is_listed_as_refused(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("x" * 2_000_000, encoding="utf-8")
    result = run("--desk", desk, "read", path, "--published", "2021-05-10", "--json")
    assert result.exit_code == 0
    assert '"refused": [{"start": 0' in result.stdout


def test_an_unknown_encoding(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    path.write_bytes(bytes((i * 37 + 129) % 128 + 128 for i in range(4000)))
    result = run("--desk", desk, "read", path, "--published", "2021-05-10")
    assert result.exit_code in (0, 1)
    if result.exit_code:
        assert "[reading." in result.output


def test_a_western_encoding_is_read(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(
        "Le ministre visita Besançon. The mayor of Besançon met the envoy of Côte d’Ivoire.\n".encode("cp1252")
    )
    assert run("--desk", desk, "read", path, "--published", "2021-05-10").exit_code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; tests/reading/text simulates the refusal")
def test_a_file_that_may_not_be_read(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text", encoding="utf-8")
    path.chmod(0)
    refused(desk, path, "reading.no-permission")


def test_a_folder(desk: Path, tmp_path: Path) -> None:
    refused(desk, tmp_path, "reading.is-folder")


def test_two_dates_that_disagree_are_both_named(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "dated.txt"
    path.write_text("---\npublished: 2020-01-02\n---\nNorway thanked Finland.\n", encoding="utf-8")
    output = refused(desk, path, "reading.two-dates")
    assert "2020-01-02" in output
    assert "2021-05-10" in output


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CAMPAIGN + "theatre: [CYP]\n", ("campaign.yaml:5:1", "[campaign.duplicate-key]")),
        (CAMPAIGN.replace("theatre: [MLT]", "theatre: [NO]"), ("campaign.yaml:2:11", "NOR")),
        (CAMPAIGN.replace("GRC", "GRX"), ("campaign.yaml:3:", "GRX")),
        (CAMPAIGN + "levres: {}\n", ("campaign.yaml:5:1", "levers")),
        (CAMPAIGN + "processes: {a: {requires: [b]}, b: {requires: [a]}}\n", ("[campaign.cycle]",)),
        (CAMPAIGN + "processes: {a: {met: {event: MEETING}}}\n", ("campaign.yaml:5:", "MEETING")),
    ],
    ids=["duplicate key", "NO as a country", "unknown actor", "unknown key", "cycle", "unknown category"],
)
def test_a_wrong_campaign_file_says_where(desk: Path, text: str, says: tuple[str, ...]) -> None:
    (desk / "campaign.yaml").write_text(text, encoding="utf-8")
    result = run("--desk", desk, "check")
    assert result.exit_code == 1
    for part in says:
        assert part in result.output


def test_all_errors_of_a_campaign_file_come_at_once(desk: Path) -> None:
    (desk / "campaign.yaml").write_text(CAMPAIGN.replace("GRC", "GRX").replace("[MLT]", "[NO]"), encoding="utf-8")
    result = run("--desk", desk, "check")
    assert result.output.count("[campaign.") == 2


def test_a_ledger_of_a_newer_schema_names_the_version_to_install(desk: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Norway thanked Finland.\n", encoding="utf-8")
    run("--desk", desk, "read", note, "--published", "2021-05-10")
    with sqlite3.connect(desk / "ledger.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    result = run("--desk", desk, "ledger")
    assert result.exit_code == 1
    assert "[ledger.newer-schema]" in result.output
    assert "install" in result.output


def test_a_file_that_is_no_ledger(desk: Path) -> None:
    (desk / "ledger.db").write_bytes(b"this is a letter, not a ledger" * 100)
    result = run("--desk", desk, "ledger")
    assert result.exit_code == 1
    assert "[ledger." in result.output


def test_a_desk_without_a_ledger_says_to_read_something(desk: Path) -> None:
    result = run("--desk", desk, "assess")
    assert result.exit_code == 1
    assert "watchfloor read" in result.output


def test_markup_in_a_document_shows_as_text_on_the_site(desk: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(
        "---\ntitle: <script>alert(1)</script>\npublished: 2021-05-10\nrights: own\n---\n"
        "Italy signed an agreement on ferries with Malta on 3 May 2021, <b>the minister</b> said.\n",
        encoding="utf-8",
    )
    run("--desk", desk, "read", note)
    assert run("--desk", desk, "publish", "--to", tmp_path / "site", "--as-of", "2021-06-01").exit_code == 0
    for page in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")
