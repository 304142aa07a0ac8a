"""Whether the desk finds what a careful analyst finds; found.json lists what it does, and only grows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.example.evaluate import KINDS, Finding, Known, findings

from watchfloor.desk import Desk
from watchfloor.world import World

HERE = Path(__file__).parent
EXPECTED = findings(HERE.parents[1] / "examples" / "balkans" / "expected.yaml")
FOUND = json.loads((HERE / "found.json").read_text(encoding="utf-8"))
missing = pytest.mark.xfail(strict=True, raises=AssertionError, reason="not yet found")


@pytest.fixture(scope="module")
def known(example: Desk, world: World) -> Known:
    return Known(example, world, example.campaign())


@pytest.mark.parametrize(
    "finding", [pytest.param(f, id=f.id, marks=() if f.id in FOUND else missing) for f in EXPECTED]
)
def test_the_desk_finds_what_an_analyst_finds(known: Known, finding: Finding) -> None:
    assert known.holds(finding), finding


def test_all_findings_are_asked_and_found_ones_are_among_them() -> None:
    assert len(EXPECTED) == 44
    assert set(FOUND) <= {finding.id for finding in EXPECTED}
    assert sorted(set(FOUND)) == FOUND


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_fail(known: Known, kind: str) -> None:
    """Each expectation is turned into one that cannot be right, and is refused."""
    wrong: dict[str, dict[str, Any]] = {
        "standing": {"gaining": "Atlantis"}, "step": {"state": "finished"}, "lever": {"used_in": "ATL"},
        "event": {"event": "CONSULT", "when": "1999"}, "contradiction": {"field": "number", "values": ["one", "two"]},
        "origin": {"documents": 1, "origins": 9}, "gap": {"indicator": "seen"}, "change": {"to": "finished"},
    }  # fmt: skip
    some = next(finding for finding in EXPECTED if finding.kind == kind)
    turned = Finding(id="X", as_of=some.as_of, kind=kind, about=some.about, expect=wrong[kind], because=some.because)
    assert not known.holds(turned)
