from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watchfloor.campaign import bind, cover
from watchfloor.terms import Campaign, View
from watchfloor.world import World


def test_without_a_view_only_what_the_file_defines_is_told(campaign: Campaign) -> None:
    found = cover(campaign)
    assert dict(found.defines)["levers"] == 1
    assert dict(found.defines)["processes"] == 6
    assert (found.events, found.silent) == (0, ())


def test_events_bound_to_nothing_and_matchers_that_never_spoke_are_named(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT", words="port fee"), act("AID", "FRA", "DEU"))
    found = cover(campaign, seen, bind(seen, campaign, world))
    assert (found.events, found.bound) == (2, 1)
    assert found.unbound == (seen.events[1].id,)
    assert ("levers", "ports") not in found.silent
    assert ("processes", "fee-paid.met") not in found.silent
    assert ("contests", "malta") not in found.silent
    assert {("contests", "cyprus"), ("processes", "survey.lost"), ("indicators", "berth")} <= set(found.silent)
    assert not [key for _, key in found.silent if key.startswith("licence")]
