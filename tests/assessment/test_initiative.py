from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from watchfloor.terms import Assessment

Assessed = Callable[..., Assessment]


def counts(assessment: Assessment) -> dict[str, tuple[int, int]]:
    return {i.side: (i.initiated, i.answered) for i in assessment.initiative}


def test_without_an_act_there_is_no_share(assessed: Assessed, act: Any) -> None:
    assert assessed().initiative == ()
    assert assessed(act("CONSULT", "MLT", "ITA")).initiative == ()


def test_an_act_of_one_side_counts_for_it(assessed: Assessed, act: Any) -> None:
    found = assessed(act("AID", "ITA", "MLT"), act("AID", "eni", "MLT"), act("AID", "GRC", "MLT"))
    assert counts(found) == {"Italy": (2, 0), "Greece": (1, 0)}
    italy, greece = found.initiative
    assert (italy.share, greece.share) == pytest.approx((2 / 3, 1 / 3))
    assert italy.low < italy.share < italy.high
    assert (italy.low, italy.high) == pytest.approx((1 - greece.high, 1 - greece.low))


def test_a_shared_act_counts_for_nobody(assessed: Assessed, act: Any) -> None:
    assert assessed(act("CONSULT", "ITA GRC", "MLT")).initiative == ()


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
    when: str, known: str, counts: bool, assessed: Assessed, act: Any
) -> None:
    assert bool(assessed(act("AID", "ITA", "MLT", when=when, known=known)).initiative) == counts


@pytest.mark.parametrize("factuality", ["planned", "denied", "hypothetical", "did-not-happen"])
def test_what_was_not_done_or_tried_does_not_count(factuality: str, assessed: Assessed, act: Any) -> None:
    assert assessed(act("AID", "ITA", "MLT", factuality=factuality)).initiative == ()


def test_an_attempt_is_an_act(assessed: Assessed, act: Any) -> None:
    assert counts(assessed(act("AID", "ITA", "MLT", factuality="attempted"))) == {"Italy": (1, 0), "Greece": (0, 0)}


def test_what_a_source_calls_an_answer_is_one(assessed: Assessed, act: Any) -> None:
    found = assessed(act("AID", "ITA", "MLT"), act("AID", "GRC", "MLT", answers="in response"))
    assert counts(found) == {"Italy": (1, 0), "Greece": (0, 1)}


@pytest.mark.parametrize(
    ("when", "answered"), [("2020-03-31", 1), ("2020-04-01", 0), ("2020-03-01", 0), ("2020-02-28", 0)]
)
def test_tit_for_tat_within_a_month_is_an_answer(when: str, answered: int, assessed: Assessed, act: Any) -> None:
    expelled = act("SANCTION", "ITA", "GRC MLT", when="2020-03-01")
    found = assessed(expelled, act("SANCTION", "GRC", "ITA MLT", when=when))
    assert counts(found)["Greece"] == (1 - answered, answered)


def test_an_answer_may_follow_an_act_from_before_the_window(assessed: Assessed, act: Any) -> None:
    expelled = act("SANCTION", "ITA", "GRC MLT", when="2019-12-20")
    found = assessed(expelled, act("SANCTION", "GRC", "ITA MLT", when="2020-01-05"), act("AID", "ITA", "MLT"))
    assert counts(found) == {"Italy": (1, 0), "Greece": (0, 1)}
