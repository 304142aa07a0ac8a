"""What is missing, out of time or torn gives an explicit "not known" or a message, never a number from nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment import assess, compare
from watchfloor.errors import AssessmentError
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]


def test_before_the_first_document_nothing_is_known(campaign: Campaign, world: World) -> None:
    empty = View(as_of=date(2020, 5, 15), documents=(), statements=(), events=())
    found = assess(empty, campaign, world, since=date(2020, 1, 1))
    assert not any(standing.enough for standing in found.standings)
    assert {standing.balance for standing in found.standings} == {None}
    assert {progress.state for progress in found.processes} == {"unknown"}
    assert {objective.state for objective in found.objectives} == {"not known"}
    assert (found.initiative, found.so_what, found.estimates, found.bindings) == ((), (), (), ())
    assert compare(found, found, empty) == ()


def test_a_contest_without_events_is_told_as_stale_and_has_no_number(assessed: Assessed, act: Any) -> None:
    found = assessed(act("AID", "ITA", "MLT"))
    cyprus = next(standing for standing in found.standings if standing.contest == "cyprus")
    assert (cyprus.enough, cyprus.balance, cyprus.gaining, cyprus.word) == (False, None, None, None)
    assert [gap.text for gap in found.gaps if gap.about == "cyprus"] == ["nothing is known of this contest"]


@pytest.mark.parametrize("when", ["0001-01-01", "1815-06-09", "1969-12-31", "18XX", "../1950"])
def test_an_event_before_the_epoch_is_weighed_as_any_other(when: str, assessed: Assessed, act: Any) -> None:
    found = assessed(act("AID", "ITA", "MLT", when=when), act("AID", "ITA", "MLT", when="2020-03-01"))
    malta = next(standing for standing in found.standings if standing.contest == "malta")
    assert malta.enough
    assert {moved.event for moved in malta.moved} == {binding.event for binding in found.bindings}


@pytest.mark.parametrize("day", ["0001-01-01", "1950-01-01", "9999-12-31"])
def test_any_day_may_be_asked_about(day: str, campaign: Campaign, world: World) -> None:
    empty = View(as_of=date.fromisoformat(day), documents=(), statements=(), events=())
    assert assess(empty, campaign, world, since=empty.as_of).as_of == empty.as_of


def test_an_event_bound_both_ways_is_shown_and_not_scored(assessed: Assessed, act: Any) -> None:
    found = assessed(act("RETREAT", "ITA GRC", "MLT", words="fare"))
    (binding,) = found.bindings
    assert binding.contests == ("malta",)
    assert (binding.pulls, binding.favours) == ((), None)
    assert any("bound both ways (Greece, Italy)" in why for why in binding.why)
    assert not any(standing.moved for standing in found.standings)


def test_a_window_that_begins_after_its_end_is_refused(assessed: Assessed) -> None:
    with pytest.raises(AssessmentError, match="after its end"):
        assessed(since="2021-01-01")
