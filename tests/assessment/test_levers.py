from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from watchfloor.terms import Assessment, LeverUse

Assessed = Callable[..., Assessment]


def ports(assessment: Assessment) -> LeverUse:
    return assessment.levers[0]


def test_every_lever_is_told_in_every_territory(assessed: Assessed) -> None:
    assert [(use.lever, use.territory, use.state) for use in assessed().levers] == [
        ("ports", "MLT", "idle"),
        ("ports", "CYP", "idle"),
    ]


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ("a", "strengthened"),
        ("f", "eroded"),
        ("af", "used"),
        ("aaf", "strengthened"),
        ("aff", "eroded"),
        ("p", "used"),
        ("t", "tried and failed"),
        ("ta", "strengthened"),
    ],
)
def test_a_lever_fares_as_most_of_its_events(kinds: str, state: str, assessed: Assessed, act: Any) -> None:
    made = {
        "a": act("AID", "ITA", "MLT", words="port"),
        "f": act("RETREAT", "ITA", "MLT", words="fare"),
        "p": act("AGREE", "ITA", words="port", place="MLT"),
        "t": act("AID", "ITA", "MLT", words="port", factuality="attempted"),
    }
    assert ports(assessed(*[made[kind] for kind in kinds])).state == state


def test_what_happened_or_was_known_before_the_window_leaves_a_lever_idle(assessed: Assessed, act: Any) -> None:
    old = act("AID", "ITA", "MLT", words="port", when="2019-12-31")
    vague = act("AID", "ITA", "MLT", words="port", when="2019-12/2020-01", known="2020-01-01")
    assert ports(assessed(old, vague)).state == "idle"


def test_what_happened_elsewhere_is_not_told_here(assessed: Assessed, act: Any) -> None:
    here, there = assessed(act("AID", "ITA", "CYP", words="port")).levers
    assert (here.state, here.events) == ("idle", ())
    assert (there.state, len(there.events)) == ("strengthened", 1)
