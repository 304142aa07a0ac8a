"""The second example desk: another campaign and region, the same methods; found-pacific.json only grows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.example.evaluate import Finding, Known, findings

from watchfloor.desk import Desk
from watchfloor.world import World

HERE = Path(__file__).parent
EXPECTED = findings(HERE.parents[1] / "examples" / "pacific" / "expected.yaml")
FOUND = json.loads((HERE / "found-pacific.json").read_text(encoding="utf-8"))
missing = pytest.mark.xfail(strict=True, raises=AssertionError, reason="not yet found")


@pytest.fixture(scope="module")
def known(pacific: Desk, world: World) -> Known:
    return Known(pacific, world, pacific.campaign())


@pytest.mark.parametrize(
    "finding", [pytest.param(f, id=f.id, marks=() if f.id in FOUND else missing) for f in EXPECTED]
)
def test_the_desk_finds_what_an_analyst_finds(known: Known, finding: Finding) -> None:
    assert known.holds(finding), finding


def test_all_findings_are_asked_and_found_ones_are_among_them() -> None:
    assert len(EXPECTED) == 32
    assert set(FOUND) <= {finding.id for finding in EXPECTED}
    assert sorted(set(FOUND)) == FOUND


def test_it_needs_nothing_but_its_campaign_and_documents(pacific: Desk) -> None:
    assert {path.name for path in pacific.folder.iterdir()} <= {
        "campaign.yaml", "sources", "expected.yaml", "ledger.db", "ledger.db-wal", "ledger.db-shm",
    }  # fmt: skip


def test_before_the_first_document_nothing_is_known(pacific: Desk) -> None:
    first = date(2022, 4, 21)
    view, now = pacific.assess(first, first - timedelta(days=90))
    assert view.documents == ()
    assert all(
        (s.enough, s.balance, s.gaining, s.stances, s.moved) == (False, None, None, (), ()) for s in now.standings
    )
    assert {p.state for p in now.processes} == {"unknown"}
    assert {u.state for u in now.levers} == {"idle"}
    assert {o.state for o in now.objectives} == {"not known"}
    assert now.initiative == ()
