from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.errors import AssessmentError
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]


def test_a_window_that_begins_after_its_end_is_refused(
    view: Callable[..., View], campaign: Campaign, world: World
) -> None:
    with pytest.raises(AssessmentError, match="begins on 2020-05-16") as caught:
        assess(view(), campaign, world, since=date(2020, 5, 16))
    assert caught.value.hint


def test_the_same_question_has_the_same_answer(assessed: Assessed, act: Any) -> None:
    acts = [act("AID", "ITA", "MLT", words="port fee"), act("SANCTION", "MLT", "GRC", when="2020-02")]
    assert assessed(*acts) == assessed(*acts)


def test_every_line_rests_on_events_of_the_view(assessed: Assessed, view: Callable[..., View], act: Any) -> None:
    acts = [
        act("AID", "ITA", "MLT", words="port fee"),
        act("SANCTION", "MLT", "GRC", when="2020-02"),
        act("COOPERATE", "MLT", words="survey"),
        act("AGREE", "MLT ITA", words="berth"),
    ]
    known = {event.id for event in view(*acts).events}
    found = assessed(*acts)
    cited = [
        *(binding.event for binding in found.bindings),
        *(moved.event for standing in found.standings for moved in standing.moved),
        *(id for use in found.levers for id in use.events),
        *(id for progress in found.processes for id in progress.events),
        *(id for objective in found.objectives for id in objective.events),
        *(id for _, ids in found.indicators for id in ids),
        *(id for initiative in found.initiative for id in initiative.events),
        *(id for gap in found.gaps for id in gap.events),
    ]
    assert set(cited) == known
    assert found.indicators == (("berth", (view(*acts).events[3].id,)),)
