from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from watchfloor.campaign import bind
from watchfloor.terms import Binding, Campaign, Matcher, Pull, View
from watchfloor.world import World

Bind = Callable[[Any], Binding | None]


@pytest.fixture
def bound(view: Callable[..., View], campaign: Campaign, world: World) -> Bind:
    return lambda act: next(iter(bind(view(act), campaign, world)), None)


def pull(toward: str, sign: int, favours: str, contest: str = "malta") -> Pull:
    return Pull(contest=contest, toward=toward, sign=sign, favours=favours)


def pulls(binding: Binding | None) -> tuple[Pull, ...]:
    assert binding is not None
    return binding.pulls


@pytest.mark.parametrize(("actor", "recipient"), [("MLT", "ITA"), ("ITA", "MLT"), ("MLT-MIL", "eni"), ("MLT ITA", "")])
def test_cooperation_moves_the_country_toward_the_side(actor: str, recipient: str, bound: Bind, act: Any) -> None:
    assert pulls(bound(act("CONSULT", actor, recipient))) == (pull("Italy", 1, "Italy"),)


@pytest.mark.parametrize(("actor", "recipient"), [("MLT", "ITA"), ("ITA", "MLT")])
def test_conflict_moves_it_away_and_the_other_side_gains(actor: str, recipient: str, bound: Bind, act: Any) -> None:
    assert pulls(bound(act("SANCTION", actor, recipient))) == (pull("Italy", -1, "Greece"),)


def test_an_act_of_no_score_has_no_direction_and_a_request_for_help_is_no_conflict(bound: Bind, act: Any) -> None:
    assert bound(act("REQUEST", "MLT", "ITA")) is None
    assert pulls(bound(act("REQUEST", "MLT", "ITA", mode="assist"))) == (pull("Italy", 1, "Italy"),)


def test_a_conflict_that_both_wage_together_has_no_direction(bound: Bind, act: Any) -> None:
    assert bound(act("SANCTION", "MLT ITA", "FRA")) is None


def test_an_act_of_a_third_upon_both_has_no_direction(bound: Bind, act: Any) -> None:
    assert bound(act("AID", "FRA", "MLT ITA")) is None


def test_an_act_with_both_sides_moves_toward_both_and_favours_neither(bound: Bind, act: Any) -> None:
    binding = bound(act("CONSULT", "MLT ITA GRC"))
    assert pulls(binding) == (pull("Italy", 1, "Italy"), pull("Greece", 1, "Greece"))
    assert binding is not None
    assert binding.favours is None


def test_a_forced_concession_counts_for_whom_the_matcher_favours(bound: Bind, act: Any) -> None:
    binding = bound(act("RETREAT", "eni", "MLT", words="fare"))
    assert pulls(binding) == (pull("Greece", 1, "Greece"),)
    assert binding is not None
    assert binding.favours == "Greece"


def test_an_event_bound_both_ways_has_no_direction_and_says_so(bound: Bind, act: Any) -> None:
    binding = bound(act("RETREAT", "ITA GRC", "MLT", words="fare"))
    assert binding is not None
    assert (binding.favours, binding.pulls, binding.contests) == (None, (), ("malta",))
    assert "bound both ways (Greece, Italy): no direction" in binding.why


@pytest.mark.parametrize("factuality", ["planned", "hypothetical", "denied", "did-not-happen"])
def test_what_was_not_done_or_tried_is_shown_not_scored(factuality: str, bound: Bind, act: Any) -> None:
    binding = bound(act("CONSULT", "MLT", "ITA", factuality=factuality))
    assert binding is not None
    assert (binding.contests, binding.pulls) == (("malta",), ())


def test_a_lever_used_in_a_country_bears_on_its_contest_without_direction(bound: Bind, act: Any) -> None:
    binding = bound(act("AGREE", "ITA", words="port", place="CYP"))
    assert binding is not None
    assert (binding.contests, binding.pulls) == (("cyprus",), ())


def test_an_act_with_a_company_plays_in_its_country_though_the_company_does_not_act_for_it(
    view: Callable[..., View], campaign: Campaign, world: World, act: Any
) -> None:
    over_bulgaria = replace(campaign, contests=(replace(campaign.contests[0], key="bulgaria", in_=("BGR",)),))
    conceded, met = bind(
        view(act("RETREAT", "eni", "bulgargaz", words="fare"), act("AID", "ITA", "bulgargaz", words="port")),
        over_bulgaria,
        world,
    )
    assert conceded.pulls == (pull("Greece", 1, "Greece", "bulgaria"),)
    assert (met.contests, met.pulls) == (("bulgaria",), ())


def test_a_body_on_a_side_brings_its_home_into_nothing(
    view: Callable[..., View], campaign: Campaign, world: World, act: Any
) -> None:
    over_serbia = replace(campaign, contests=(replace(campaign.contests[0], key="serbia", in_=("SRB",)),))
    (binding,) = bind(view(act("AID", "ITA", "serbian-orthodox-church", words="port")), over_serbia, world)
    assert (binding.levers, binding.contests) == (("ports",), ())


def test_one_act_may_bear_on_several_contests(bound: Bind, act: Any) -> None:
    binding = bound(act("CONSULT", "ITA", "MLT CYP"))
    assert pulls(binding) == (pull("Italy", 1, "Italy"), pull("Italy", 1, "Italy", "cyprus"))


def test_a_conflict_with_one_side_is_no_stance_toward_the_other_that_it_favours(
    view: Callable[..., View], campaign: Campaign, world: World, act: Any
) -> None:
    refusal = Matcher(event=("REJECT",), actor=("Italy",), favours="Greece")
    levers = tuple(replace(lever, matches=(refusal,)) for lever in campaign.levers)
    binding = next(iter(bind(view(act("REJECT", "ITA", "MLT")), replace(campaign, levers=levers), world)))
    assert pulls(binding) == (pull("Italy", -1, "Greece"),)
