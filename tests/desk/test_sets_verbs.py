"""The commands on event sets, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from watchfloor.cli import cli
from watchfloor.ledger.sets import engine
from watchfloor.ledger.sets.columns import EVENT
from watchfloor.ledger.sets.importing import COLUMNS

OWN = """date,actor,recipient,event,published
2020-05-15,Serbia,Kosovo,ACCUSE,2020-05-16
2020-05,RUS-MIL,SRB,AID,
2020-06-02,Kosovo; Serbia,EU,CONSULT,2020-06-03
someday,SRB,XKX,AID,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "campaign.yaml").write_text("campaign: none\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--desk", str(folder), "sets", *words], catch_exceptions=False)


def imported(folder: Path, *words: str) -> Result:
    return run(folder, "import", str(folder / "own.csv"), "--as", "own", *words)


def test_import_says_what_was_kept_and_where_the_rest_is(folder: Path) -> None:
    told = imported(folder)
    assert told.exit_code == 0
    assert "own: csv, 4 rows read, 3 kept, 1 rejected; 2020-05-01 to 2020-06-02" in told.stdout
    assert str(folder / "sets" / "own" / "rejected.csv") in told.stdout.replace("\n", "")
    assert "no event sets" not in run(folder, "list").stdout
    (listed,) = (json.loads(line) for line in run(folder, "list", "--json").stdout.splitlines())
    assert (listed["set"]["kept"], listed["set"]["rejected"], listed["set"]["tlp"]) == (3, 1, "clear")


def test_show_and_monthly_answer_as_of_a_day(folder: Path) -> None:
    imported(folder)
    table = run(folder, "show", "own", "--as-of", "2020-05-31").stdout
    assert "2 events" in table
    assert "2020-05-31*" in table
    rows = [json.loads(line) for line in run(folder, "show", "own", "--actor", "Kosovo", "--json").stdout.splitlines()]
    assert [(row["actors"], row["category"], row["lower"], row["set"]) for row in rows] == [
        (["XKX", "SRB"], "CONSULT", "2020-06-02", "own")
    ]
    months = csv.DictReader(io.StringIO(run(folder, "monthly", "own", "--recipient", "SRB", "--csv").stdout))
    assert [(row["month"], row["actor"], row["material_cooperation"]) for row in months] == [("2020-05", "RUS", "1")]
    assert "4 lines" in run(folder, "monthly", "own").stdout


def test_what_is_printed_as_json_keeps_to_the_schema(folder: Path) -> None:
    schema = json.loads(files("watchfloor.show").joinpath("sets.schema.json").read_text(encoding="utf-8"))
    told = [imported(folder, "--json"), run(folder, "list", "--json"), run(folder, "show", "own", "--json"),
            run(folder, "monthly", "own", "--json")]  # fmt: skip
    lines = [json.loads(line) for one in told for line in one.stdout.splitlines()]
    assert len(lines) == 1 + 1 + 3 + 4
    for line in lines:
        assert [error.message for error in Draft202012Validator(schema).iter_errors(line)] == []
    assert list(EVENT) == list(COLUMNS)


def test_parquet_verify_and_remove(folder: Path) -> None:
    imported(folder)
    path = folder / "some.parquet"
    assert "1 event, " in run(folder, "show", "own", "--category", "aid", "--parquet", str(path)).stdout
    assert path.read_bytes()[:4] == b"PAR1"
    assert run(folder, "verify", "own").stdout == "own: no faults\n"
    (folder / "sets" / "own" / "events-2020.parquet").write_bytes(b"PAR1")
    broken = run(folder, "verify", "own")
    assert (broken.exit_code, "its bytes have changed" in broken.stdout) == (1, True)
    assert run(folder, "remove", "own").stdout == "removed: own, 3 events\n"
    assert "no event sets" in run(folder, "list").stdout


def test_a_marked_set_is_withheld_until_asked_for(folder: Path) -> None:
    imported(folder, "--tlp", "amber", "--licence", "by hand")
    told = run(folder, "show", "own")
    assert (told.exit_code, "ledger.set-withheld" in told.stderr) == (1, True)
    assert "3 events" in run(folder, "show", "own", "--tlp", "amber").stdout


def test_a_mapping_goes_with_csv_only(folder: Path) -> None:
    told = imported(folder, "--format", "icews", "--mapping", "m.yaml")
    assert (told.exit_code, "--mapping goes with --format csv" in told.stderr) == (2, True)


def test_without_the_extra_the_error_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda package: None)
    told = imported(folder)
    assert told.exit_code == 1
    assert "ledger.missing-extra" in told.stderr
    assert "pip install 'watchfloor[sets]'" in told.stderr
    assert not list((folder / "sets").glob("[!.]*"))


def test_outside_a_desk_nothing_is_made(tmp_path: Path) -> None:
    told = run(tmp_path, "list")
    assert (told.exit_code, "desk.not-a-desk" in told.stderr) == (1, True)
