"""A person's word against a binding, from the command line; nothing is read here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.nouns import document, says

from watchfloor.cli import cli
from watchfloor.desk import Desk
from watchfloor.terms import Reading

CAMPAIGN = """
campaign: T
theatre: [SRB]
sides:
  Russia: [RUS]
  West: [USA]
levers:
  doctors: {of: Russia, matches: {event: AID, actor: RUS}}
  planes: {of: Russia}
contests:
  serbia: {in: SRB, between: [Russia, West]}
"""
SAID = document("Moscow flew doctors and masks to Belgrade.", "2020-04-06")
AID = says(SAID, "AID", "RUS", "SRB", "2020-04-03")


@pytest.fixture
def desk(tmp_path: Path) -> str:
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    with Desk(tmp_path).ledger(create=True) as ledger:
        ledger.record(Reading(document=SAID, statements=(AID,)), recorded=datetime(2020, 6, 1, tzinfo=UTC))
    return str(tmp_path)


def run(desk: str, *args: str) -> str:
    done = CliRunner().invoke(cli, ("--desk", desk, *args))
    return done.output


def test_why_shows_the_matcher_and_what_a_person_decided_against_it(desk: str) -> None:
    assert "bound: campaign.yaml:8: lever doctors by actor RUS" in run(desk, "why", AID.id)
    run(desk, "decide", "unbind", AID.id, "lever/doctors", "--author", "Ann", "--why", "a sale")
    run(desk, "decide", "bind", AID.id, "lever/planes", "--author", "Ann")
    told = run(desk, "why", AID.id)
    assert "lever doctors by" not in told
    assert "unbound from lever/doctors by Ann: a sale" in told
    assert "bound to lever/planes by Ann" in told
    run(desk, "decide", "undo", "--author", "Ann")
    assert "bound: decision" in run(desk, "why", AID.id)
    assert "bound to lever/planes" not in run(desk, "why", AID.id)


def test_what_the_campaign_does_not_have_is_refused_with_the_nearest(desk: str) -> None:
    told = run(desk, "decide", "bind", AID.id, "lever/plans")
    assert "desk.wrong-target" in told
    assert "did you mean 'lever/planes'?" in told
    assert "write one of lever/KEY" in run(desk, "decide", "bind", AID.id, "planes")
    assert run(desk, "decide", "list").strip() == ""


def test_a_campaign_with_errors_hides_no_sentence(desk: str) -> None:
    (Path(desk) / "campaign.yaml").write_text("campaign: T\n", encoding="utf-8")
    told = run(desk, "why", AID.id)
    assert "Moscow flew doctors" in told
    assert "no binding is shown" in told
