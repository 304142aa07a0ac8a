from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]


def test_where_nothing_speaks_an_objective_is_not_known(assessed: Assessed) -> None:
    (found,) = assessed().objectives
    assert (found.state, found.events, found.steps) == ("not known", (), ())


@pytest.mark.parametrize(
    ("acts", "state", "way"),
    [
        ([("AID", "ITA", "MLT", "port")], "advancing", "harms"),
        ([("RETREAT", "ITA", "MLT", "fare")], "set back", "helps"),
        ([("AID", "ITA", "MLT", "port"), ("RETREAT", "ITA", "CYP", "fare")], "holding", None),
    ],
)
def test_levers_carry_the_objectives_they_serve_and_objectives_touch_interests(
    acts: list[tuple[str, str, str, str]], state: str, way: str | None, assessed: Assessed, act: Any
) -> None:
    found = assessed(*[act(event, a, b, words=words) for event, a, b, words in acts])
    assert found.objectives[0].state == state
    assert [(s.stakeholder, s.interest, s.way) for s in found.so_what] == [("islanders", "two-lines", way)] * (
        way is not None
    )
    assert all(s.events for s in found.so_what)


def test_what_happens_elsewhere_does_not_bear_on_an_objective(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "CYP", words="port"))
    there = replace(campaign, objectives=(replace(campaign.objectives[0], in_=("MLT",)),))
    since = seen.as_of.replace(month=1, day=1)
    assert assess(seen, campaign, world, since=since).objectives[0].state == "advancing"
    assert assess(seen, there, world, since=since).objectives[0].state == "not known"


def test_an_objective_names_the_contests_in_which_its_levers_were_at_work(assessed: Assessed, act: Any) -> None:
    assert assessed(act("AID", "ITA", "CYP", words="port")).objectives[0].contests == ("cyprus",)
    assert assessed(act("AID", "ITA", "CYP", words="loan")).objectives[0].contests == ()


@pytest.mark.parametrize(
    ("said", "turn", "when", "state"),
    [
        ("serves", "COOPERATE", "2020-03-01", "advancing"),
        ("opposes", "COOPERATE", "2020-03-01", "set back"),
        ("serves", "REJECT", "2020-03-01", "set back"),
        ("opposes", "REJECT", "2020-03-01", "advancing"),
        ("serves", "COOPERATE", "2019-03-01", "holding"),
    ],
)
def test_steps_that_turned_in_the_window_carry_them_too(
    said: str, turn: str, when: str, state: str, view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    bears: dict[str, Any] = {said: ("sole-operator",)}
    steps = tuple(replace(step, **bears) if step.key == "survey" else step for step in campaign.processes)
    seen = view(act(turn, "MLT", words="survey", when=when))
    since = seen.as_of.replace(month=1, day=1)
    (found,) = assess(seen, replace(campaign, processes=steps), world, since=since).objectives
    assert (found.state, found.steps) == (state, ("survey",))
