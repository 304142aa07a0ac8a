from __future__ import annotations

from watchfloor.terms import CREDIBILITY
from watchfloor.world import admiralty


def test_both_axes_are_whole_and_apart() -> None:
    assert "".join(admiralty.reliability()) == "ABCDEF"
    assert list(admiralty.credibility()) == list(CREDIBILITY)
    assert admiralty.reliability()["F"] == admiralty.credibility()[6] == "cannot be judged"
    assert admiralty.credibility()[1] == "confirmed by other sources"
