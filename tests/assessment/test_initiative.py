from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment.initiative import MIN_ACTS, Act, acts
from watchfloor.campaign.binding import bind_sights
from watchfloor.campaign.sight import sights
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]
Done = Callable[..., tuple[Act, ...]]


@pytest.fixture
def done(view: Callable[..., View], campaign: Campaign, world: World) -> Done:
    def of(*some: Any) -> tuple[Act, ...]:
        known = view(*some)
        seen = {sight.event.id: sight for sight in sights(known, campaign, world)}
        statements = {statement.id: statement for statement in known.statements}
        bindings = bind_sights(seen.values(), campaign)
        return acts(bindings, seen, statements, campaign, since=date(2020, 1, 1), as_of=known.as_of)

    return of


def counts(found: tuple[Act, ...]) -> dict[str, tuple[int, int]]:
    """Return how many acts of each side initiate and answer."""
    return {
        side: tuple(sum(act.side == side and act.answer is answer for act in found) for answer in (False, True))  # type: ignore[misc]
        for side in ("Italy", "Greece")
    }


def test_without_an_act_there_is_no_share(assessed: Assessed, act: Any) -> None:
    assert assessed().initiative == ()
    assert assessed(*[act("CONSULT", "MLT", "ITA")] * MIN_ACTS).initiative == ()


def test_an_act_of_one_side_counts_for_it(assessed: Assessed, act: Any) -> None:
    found = assessed(*[act("AID", "ITA", "MLT")] * 2, *[act("AID", "eni", "MLT")] * 2, act("AID", "GRC", "MLT"))
    italy, greece = found.initiative
    assert (italy.initiated, italy.answered, greece.initiated, greece.answered) == (4, 0, 1, 0)
    assert (italy.share, greece.share) == pytest.approx((4 / 5, 1 / 5))
    assert italy.low < italy.share < italy.high
    assert (italy.low, italy.high) == pytest.approx((1 - greece.high, 1 - greece.low))
    assert (len(italy.events), len(greece.events)) == (4, 1)


def test_of_few_acts_no_share_is_given_and_a_gap_says_so(assessed: Assessed, act: Any) -> None:
    few = assessed(*[act("AID", "ITA", "MLT")] * (MIN_ACTS - 1))
    assert few.initiative == ()
    (gap,) = [gap for gap in few.gaps if gap.kind == "few-acts"]
    assert gap.text == "not enough acts to tell who sets the pace: 4, and at least 5 are needed"
    assert len(gap.events) == MIN_ACTS - 1
    enough = assessed(*[act("AID", "ITA", "MLT")] * MIN_ACTS)
    assert "few-acts" not in {gap.kind for gap in enough.gaps}
    assert "few-acts" not in {gap.kind for gap in assessed().gaps}


@pytest.mark.parametrize(
    ("recipient", "place", "counted"),
    [("FRA", "", 0), ("FRA", "MLT", 1), ("MLT-GOV", "", 1), ("FRA", "DEU", 0), ("", "", 0)],
)
def test_an_act_that_does_not_play_in_the_theatre_is_none(
    recipient: str, place: str, counted: int, done: Done, act: Any
) -> None:
    assert counts(done(act("AGREE", "ITA", recipient, place=place, words="port"))) == {
        "Italy": (counted, 0), "Greece": (0, 0),
    }  # fmt: skip


def test_an_act_outside_the_theatre_may_be_answered_in_it(done: Done, act: Any) -> None:
    outside = act("AGREE", "ITA", "GRC", when="2020-03-01", words="port")
    assert counts(done(outside, act("SANCTION", "GRC", "ITA MLT", when="2020-03-09"))) == {
        "Italy": (0, 0), "Greece": (0, 1),
    }  # fmt: skip


def test_a_shared_act_counts_for_nobody(done: Done, act: Any) -> None:
    assert done(act("CONSULT", "ITA GRC", "MLT")) == ()


@pytest.mark.parametrize(
    ("when", "known", "counts"),
    [
        ("2019-12-31", "2020-02-01", False),
        ("2020-01-10", "2020-02-01", True),
        ("2019-12/2020-02", "2020-02-01", True),
        ("2019-12/2020-02", "2020-01-01", False),
        ("XXXX", "2020-02-01", True),
        ("XXXX", "2019-12-01", False),
        ("2020-01-01/..", "2020-02-01", True),
    ],
)
def test_an_act_counts_if_it_fell_in_the_window_or_may_have_and_was_first_known_in_it(
    when: str, known: str, counts: bool, done: Done, act: Any
) -> None:
    assert bool(done(act("AID", "ITA", "MLT", when=when, known=known))) == counts


@pytest.mark.parametrize("factuality", ["planned", "denied", "hypothetical", "did-not-happen"])
def test_what_was_not_done_or_tried_does_not_count(factuality: str, done: Done, act: Any) -> None:
    assert done(act("AID", "ITA", "MLT", factuality=factuality)) == ()


def test_an_attempt_is_an_act(done: Done, act: Any) -> None:
    assert counts(done(act("AID", "ITA", "MLT", factuality="attempted"))) == {"Italy": (1, 0), "Greece": (0, 0)}


def test_what_a_source_calls_an_answer_is_one(done: Done, act: Any) -> None:
    found = done(act("AID", "ITA", "MLT"), act("AID", "GRC", "MLT", answers="in response"))
    assert counts(found) == {"Italy": (1, 0), "Greece": (0, 1)}
    reply = found[1].reply
    assert reply is not None
    assert (reply.event, reply.mark, reply.to) == (found[1].event, "in response", None)


def test_an_answer_is_shown_with_what_binds_it_to_the_latest_act_it_can_answer(done: Done, act: Any) -> None:
    first = act("SANCTION", "ITA", "GRC MLT", when="2020-03-01")
    second = act("ACCUSE", "ITA", "GRC MLT", when="2020-03-10")
    timed = done(first, second, act("SANCTION", "GRC", "ITA MLT", when="2020-03-20"))
    assert timed[2].reply is not None
    assert (timed[2].reply.mark, timed[2].reply.to) == (None, timed[1].event)
    late = done(first, act("SANCTION", "GRC", "ITA MLT", when="2020-05-01", answers="in retaliation"))
    assert late[1].reply is not None
    assert (late[1].reply.mark, late[1].reply.to) == ("in retaliation", late[0].event)


def test_replies_stand_with_their_side(assessed: Assessed, act: Any) -> None:
    italy, greece = assessed(
        *[act("AID", "ITA", "MLT", when=f"2020-03-0{n}") for n in range(1, 6)],
        act("AID", "GRC", "MLT", answers="in response"),
    ).initiative
    assert (italy.replies, len(greece.replies), greece.answered) == ((), 1, 1)


@pytest.mark.parametrize(
    ("when", "answered"), [("2020-03-31", 1), ("2020-04-01", 0), ("2020-03-01", 0), ("2020-02-28", 0)]
)
def test_tit_for_tat_within_a_month_is_an_answer(when: str, answered: int, done: Done, act: Any) -> None:
    expelled = act("SANCTION", "ITA", "GRC MLT", when="2020-03-01")
    found = done(expelled, act("SANCTION", "GRC", "ITA MLT", when=when))
    assert counts(found)["Greece"] == (1 - answered, answered)


def test_an_answer_may_follow_an_act_from_before_the_window(done: Done, act: Any) -> None:
    expelled = act("SANCTION", "ITA", "GRC MLT", when="2019-12-20")
    found = done(expelled, act("SANCTION", "GRC", "ITA MLT", when="2020-01-05"), act("AID", "ITA", "MLT"))
    assert counts(found) == {"Italy": (1, 0), "Greece": (0, 1)}
