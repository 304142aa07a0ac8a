"""What a person decides about a binding stands above what the matchers say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.campaign import bind, cover
from watchfloor.terms import Binding, Campaign, Decision, Event, View
from watchfloor.world import World

Decided = Callable[..., Binding | None]


def decision(kind: str, value: str, event: Event, *, author: str = "Ann", hour: int = 1) -> Decision:
    moment = datetime(2020, 6, 1, hour, tzinfo=UTC)
    return Decision(kind=kind, on=event.statements[:1], author=author, why="seen", recorded=moment, value=value)


@pytest.fixture
def decided(view: Callable[..., View], act: Any, campaign: Campaign, world: World) -> Decided:
    def of(said: Any, *what: tuple[str, str]) -> Binding | None:
        seen = view(said)
        (event,) = seen.events
        ruled = tuple(decision(kind, value, event, hour=n) for n, (kind, value) in enumerate(what))
        return next(iter(bind(replace(seen, overrules=ruled), campaign, world)), None)

    return of


def test_what_a_person_unbound_is_bound_no_more_and_why_says_by_whom(decided: Decided, act: Any) -> None:
    said = act("AID", "ITA", "MLT", words="port fee")
    found = decided(said, ("unbind", "lever/ports"), ("unbind", "step/fee-paid.met"))
    assert found is not None
    assert (found.levers, found.steps) == ((), ())
    assert found.contests == ("malta",)
    assert next(why for why in found.why if "decision" in why).endswith("unbound from lever/ports by Ann: seen")
    assert not [why for why in found.why if "campaign.yaml" in why]


def test_what_a_person_bound_is_bound_whatever_the_matchers_say(decided: Decided, act: Any) -> None:
    said = act("CONSULT", "FRA", "DEU")
    assert decided(said) is None
    found = decided(said, ("bind", "lever/ports"), ("bind", "step/survey.lost"), ("bind", "indicator/berth"))
    assert found is not None
    assert (found.levers, found.steps, found.indicators) == (("ports",), (("survey", "lost"),), ("berth",))


def test_the_later_of_two_decisions_about_one_thing_counts(decided: Decided, act: Any) -> None:
    said = act("AID", "ITA", "MLT", words="port")
    back = decided(said, ("unbind", "lever/ports"), ("bind", "lever/ports"))
    gone = decided(said, ("bind", "lever/ports"), ("unbind", "lever/ports"))
    assert back is not None
    assert gone is not None
    assert (back.levers, gone.levers) == (("ports",), ())


def test_a_person_settles_a_direction_or_takes_it_away(decided: Decided, act: Any) -> None:
    torn = act("RETREAT", "ITA GRC", "MLT", words="fare")
    found = decided(torn)
    assert found is not None
    assert found.pulls == ()
    for side in ("Italy", "Greece"):
        found = decided(torn, ("bind", f"favours/{side}"))
        assert found is not None
        assert {pull.favours for pull in found.pulls} == {side}
        assert not [why for why in found.why if "both ways" in why]
    found = decided(act("RETREAT", "ITA", "MLT", words="fare"), ("unbind", "favours/Greece"))
    assert found is not None
    assert (found.favours, found.pulls) == (None, ())


def test_a_person_puts_an_event_into_a_contest_or_takes_it_out(decided: Decided, act: Any) -> None:
    assert decided(act("AID", "ITA", "MLT"), ("unbind", "contest/malta")) is None
    found = decided(act("AID", "ITA", "MLT", words="port"), ("unbind", "contest/malta"))
    assert found is not None
    assert (found.contests, found.pulls) == ((), ())
    assert not [why for why in found.why if "direction rule" in why]
    found = decided(act("AID", "ITA", "MLT"), ("bind", "contest/cyprus"), ("bind", "favours/Italy"))
    assert found is not None
    assert found.contests == ("malta", "cyprus")
    assert {pull.contest for pull in found.pulls} == {"malta", "cyprus"}


@pytest.mark.parametrize(
    "value", ["", "ports", "lever/", "levers/ports", "step/talks", "step/talks.done", "lever/a.met"]
)
def test_a_decision_names_what_it_binds_to(value: str, view: Callable[..., View], act: Any) -> None:
    (event,) = view(act("AID", "ITA")).events
    with pytest.raises(ValueError, match="write one of lever/KEY"):
        decision("bind", value, event)


def test_reviewers_who_disagree_are_a_gap(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT", words="port"))
    (event,) = seen.events
    one, other = decision("bind", "lever/ports", event), decision("unbind", "lever/ports", event, author="Bo", hour=2)
    for ruled, told in (((one,), 0), ((one, other), 1)):
        made = assess(replace(seen, overrules=ruled), campaign, world, since=date(2020, 1, 1))
        gaps = [gap for gap in made.gaps if gap.kind == "review"]
        assert len(gaps) == told
        assert all("Ann, Bo" in gap.text and gap.events == (event.id,) for gap in gaps)


def test_a_decision_about_what_the_file_no_longer_has_is_told(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT"))
    gone, there = (decision("unbind", f"lever/{key}", seen.events[0]) for key in ("rails", "ports"))
    seen = replace(seen, overrules=(gone, there))
    assert cover(campaign, seen, bind(seen, campaign, world)).orphans == ("lever/rails",)


def test_of_two_sides_said_to_gain_the_one_that_is_left_gains(decided: Decided, act: Any) -> None:
    found = decided(act("RETREAT", "ITA GRC", "MLT", words="fare"), ("unbind", "favours/Italy"))
    assert found is not None
    assert {pull.favours for pull in found.pulls} == {"Greece"}
