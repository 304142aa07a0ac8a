from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.campaign import parse
from watchfloor.terms import View
from watchfloor.world import World

CALM = """
assumptions:
  calm:
    text: The harbour stays open
    underlies: [survey, malta]
    when: {event: COOPERATE, actor: MLT, words: [harbour]}
    against: {event: PROTEST, place: MLT, words: [harbour]}
"""


@pytest.mark.parametrize(
    ("spoken", "state", "said"),
    [
        ("", "unsupported", "nothing known speaks for it"),
        ("for", "supported", None),
        ("against", "contradicted", "what is known speaks against it"),
        ("for against", "contested", "for it and against it"),
    ],
)
def test_an_assumption_stands_by_what_is_known(
    spoken: str, state: str, said: str | None, view: Callable[..., View], act: Any, text: str, world: World
) -> None:
    acts = {
        "for": act("COOPERATE", "MLT", words="harbour"),
        "against": act("PROTEST", "MLT", words="harbour", place="MLT"),
    }
    seen = view(*(acts[word] for word in spoken.split()))
    made = assess(seen, parse(text + CALM, world, name="campaign.yaml"), world, since=date(2020, 1, 1))
    (found,) = made.assumptions
    assert (found.state, found.underlies) == (state, ("survey", "malta"))
    assert len(found.events) + len(found.against) == len(spoken.split())
    gaps = [gap for gap in made.gaps if gap.kind == "assumption"]
    assert len(gaps) == (said is not None)
    if said is not None:
        assert "The harbour stays open" in gaps[0].text
        assert said in gaps[0].text
        assert gaps[0].events == (*found.events, *found.against)
