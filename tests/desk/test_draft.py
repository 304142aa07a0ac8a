"""`watchfloor campaign draft` on what a desk holds; nothing is read here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.ledger.nouns import document, says

import watchfloor.show
from watchfloor.cli import cli
from watchfloor.desk import Desk
from watchfloor.terms import Reading

SAID = {
    f"Doctors came on day {day}.": says(document(f"Doctors came on day {day}."), "AID", *parties, f"2020-04-{day:02}")
    for day, parties in enumerate([("RUS", "SRB"), ("RUS", "MKD"), ("USA", "SRB"), ("USA", "MKD")], start=3)
}


def run(*args: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, args)
    return done.exit_code, done.stdout, done.stderr


def desk(folder: Path, *, empty: bool = False) -> str:
    (folder / "campaign.yaml").write_text("campaign: T\ntheatre: [SRB]\nsides: {A: [RUS]}\n", encoding="utf-8")
    with Desk(folder).ledger(create=True) as ledger:
        for text, said in {} if empty else SAID.items():
            made = Reading(document=document(text), statements=(said,))
            ledger.record(made, recorded=datetime(2020, 6, 1, tzinfo=UTC))
    return str(folder)


def test_a_draft_of_what_the_desk_has_read_is_a_campaign_that_check_accepts(tmp_path: Path) -> None:
    folder = desk(tmp_path)
    code, text, _ = run("--desk", folder, "campaign", "draft")
    assert code == 0
    (tmp_path / "campaign.yaml").write_text(text, encoding="utf-8")
    code, told, wrong = run("--desk", folder, "check")
    assert code == 0, wrong + text
    assert "4 of 4 events bind" in told + wrong
    assert "Warning" not in told
    checked = json.loads(run("--desk", folder, "check", "--json")[1])
    schema = Path(watchfloor.show.__file__).with_name("check.schema.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(schema)).validate(checked)
    assert checked["coverage"]["bound"] == 4


def test_an_empty_desk_has_nothing_to_draft_from(tmp_path: Path) -> None:
    code, _, told = run("--desk", desk(tmp_path, empty=True), "campaign", "draft")
    assert code == 1
    assert "desk.nothing-to-draft" in told


def test_a_source_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    code, _, told = run("campaign", "draft", str(tmp_path / "none.txt"))
    assert code == 1
    assert "none.txt" in told or "nothing-to-draft" in told
