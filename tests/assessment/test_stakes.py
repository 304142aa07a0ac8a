from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.campaign import parse
from watchfloor.errors import CampaignError
from watchfloor.terms import SoWhat, View, word_for
from watchfloor.world import World

So = Callable[..., dict[str, list[tuple[str, str]]]]


@pytest.fixture
def touched(view: Callable[..., View], text: str, world: World) -> So:
    more = (
        text.replace("{two-lines: More than one line sails}", "{two-lines: Two lines, cheap-fares: Low fares}")
        .replace("harms: [two-lines]}", "harms: [two-lines], helps: [cheap-fares]}")
        .replace("malta: {in: MLT,", "malta: {stakes: {two-lines: Greece, cheap-fares: Italy}, in: MLT,")
        .replace("survey:\n    for: MLT", "survey:\n    for: MLT\n    opposes: [sole-operator]")
    )

    def of(*acts: Any) -> dict[str, list[tuple[str, str]]]:
        made = assess(view(*acts), parse(more, world, name="campaign.yaml"), world, since=date(2020, 1, 1))
        found: dict[str, list[tuple[str, str]]] = {}
        for one in made.so_what:
            assert one.events
            assert one.stakeholder == "islanders"
            found.setdefault(one.about, []).append((one.interest, one.way))
        return found

    return of


def test_an_objective_that_advances_harms_and_helps(touched: So, act: Any) -> None:
    found = touched(act("AID", "ITA", "CYP", words="port"))
    assert found["objective/sole-operator"] == [("two-lines", "harms"), ("cheap-fares", "helps")]


def test_one_that_is_set_back_does_the_opposite(touched: So, act: Any) -> None:
    found = touched(act("RETREAT", "ITA", "CYP", words="fare"))
    assert found["objective/sole-operator"] == [("two-lines", "helps"), ("cheap-fares", "harms")]


@pytest.mark.parametrize(("when", "told"), [("2020-03-01", True), ("2019-03-01", False)])
def test_a_step_that_turned_in_the_window_touches_what_its_objectives_touch(
    when: str, told: bool, touched: So, act: Any
) -> None:
    found = touched(act("COOPERATE", "MLT", words="survey", when=when))
    assert found.get("step/survey", []) == [("two-lines", "helps"), ("cheap-fares", "harms")] * told


def test_a_contest_touches_the_interests_staked_on_its_sides(touched: So, act: Any) -> None:
    found = touched(*[act("AID", "ITA", "MLT", when=f"2020-03-0{n}") for n in range(1, 6)])
    assert found["contest/malta"] == [("two-lines", "harms"), ("cheap-fares", "helps")]


def test_what_is_said_of_a_contest_carries_its_probability_and_its_word(
    view: Callable[..., View], act: Any, text: str, world: World
) -> None:
    staked = text.replace("malta: {in: MLT,", "malta: {stakes: {two-lines: Greece}, in: MLT,")
    seen = view(*[act("AID", "ITA", "MLT", when=f"2020-03-0{n}") for n in range(1, 6)])
    made = assess(seen, parse(staked, world, name="campaign.yaml"), world, since=date(2020, 1, 1))
    found: list[SoWhat] = [one for one in made.so_what if one.about == "contest/malta"]
    assert found[0].p == made.standings[0].p_gaining
    assert found[0].p is not None
    assert found[0].finding == f"it is {word_for(found[0].p)} that Italy is gaining in Malta"


def test_an_interest_is_staked_on_a_side_that_contends(text: str, world: World) -> None:
    third = text.replace("  Greece: [", "  Spain: [ESP]\n  Greece: [").replace(
        "malta: {in: MLT,", "malta: {stakes: {two-lines: Spain}, in: MLT,"
    )
    with pytest.raises(CampaignError, match="no side of the contest"):
        parse(third, world, name="campaign.yaml")


def test_a_side_is_named_with_its_article(view: Callable[..., View], act: Any, text: str, world: World) -> None:
    western = re.sub(r"\bItaly\b", "West", text)
    made = assess(
        view(act("AID", "ITA", "CYP", words="port")),
        parse(western, world, name="campaign.yaml"), world, since=date(2020, 1, 1),
    )  # fmt: skip
    (found,) = {one.finding for one in made.so_what if one.about == "objective/sole-operator"}
    assert found.startswith("the West's objective “")
