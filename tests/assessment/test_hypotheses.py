from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.assessment import assess
from watchfloor.assessment.hypotheses import AGAINST, diagnosticity, inconsistency, least
from watchfloor.campaign import parse
from watchfloor.terms import RATINGS, Matrix, View, Weighed
from watchfloor.world import World

PAGE = Path(__file__).parents[2] / "docs" / "method" / "hypotheses.md"
INQUIRY = """
hypotheses:
  fares:
    question: "Why did the fares fall?"
    hypotheses: {rival: A rival line came, fuel: Fuel is cheap, subsidy: Somebody pays}
    evidence:
      ship: {when: {event: COOPERATE, actor: MLT, words: [ship]}, rates: {rival: CC, subsidy: I}}
      levy: {when: {event: SANCTION, actor: GRC, words: [levy]}, rates: {fuel: II, subsidy: C}}
      grant: {when: {event: AID, actor: ITA, words: [grant]}, rates: {rival: I, subsidy: CC}}
      spring: {when: {event: RETREAT, words: [spring]}, rates: {rival: C, fuel: C, subsidy: C}}
"""


@pytest.fixture
def matrix(view: Callable[..., View], text: str, world: World) -> Callable[..., Matrix]:
    def of(*acts: Any, inquiry: str = INQUIRY) -> Matrix:
        campaign = parse(text + inquiry, world, name="campaign.yaml")
        (found,) = assess(view(*acts), campaign, world, since=date(2020, 1, 1)).matrices
        return found

    return of


@pytest.fixture
def known(act: Any) -> tuple[Any, ...]:
    return (
        act("COOPERATE", "MLT", words="ship", documents="d1"),
        act("SANCTION", "GRC", "MLT", words="levy", documents="d1"),
        act("AID", "ITA", "MLT", words="grant", documents="d1 d2"),
    )


def test_the_example_of_the_page(matrix: Callable[..., Matrix], known: tuple[Any, ...]) -> None:
    found = matrix(*known)
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    cells = " | ".join(f"**{score:.2f}**" for _, score in found.scores)
    assert f"| **inconsistency** | | {cells} | |" in page
    for row in found.rows:
        rates = " | ".join(rating for _, rating in row.rates)
        credence = f"{row.credence:.2f}" if row.events else "–"
        assert f"| {credence} | {rates} | {row.diagnosticity:.2f} |" in page
    assert found.best == ("subsidy",)
    assert found.hinges == (("levy", ("fuel",)), ("grant", ("rival",)))


def test_what_was_not_seen_counts_for_nothing_and_nothing_seen_gives_no_verdict(matrix: Callable[..., Matrix]) -> None:
    found = matrix()
    assert [row.events for row in found.rows] == [()] * 4
    assert (found.best, found.hinges) == ((), ())
    assert {score for _, score in found.scores} == {0.0}


def test_evidence_that_agrees_with_all_alike_gives_no_verdict(matrix: Callable[..., Matrix], act: Any) -> None:
    found = matrix(act("RETREAT", "GRC", words="spring"))
    assert found.rows[3].events
    assert found.rows[3].diagnosticity == 0.0
    assert found.best == ()


def test_a_hypothesis_not_rated_is_neutral(matrix: Callable[..., Matrix]) -> None:
    assert dict(matrix().rows[0].rates) == {"rival": "CC", "fuel": "N", "subsidy": "I"}


def test_evidence_may_be_named_by_the_id_of_an_event_or_of_a_statement(
    matrix: Callable[..., Matrix], view: Callable[..., View], known: tuple[Any, ...]
) -> None:
    event = view(*known).events[2]
    for id in (event.id[:8], event.statements[0]):
        by_hand = INQUIRY.replace("{event: AID, actor: ITA, words: [grant]}", "{event: AID, words: [never]}")
        chosen = by_hand.replace("words: [never]}", f"words: [never]}}, events: [{id}]")
        assert matrix(*known, inquiry=chosen).rows[2].events == (event.id,)


def test_an_id_too_short_names_nothing(matrix: Callable[..., Matrix], known: tuple[Any, ...]) -> None:
    chosen = INQUIRY.replace("rates: {rival: I", "events: [s0], rates: {rival: I")
    assert matrix(*known, inquiry=chosen).rows[2].events == matrix(*known).rows[2].events


rows = st.lists(
    st.builds(
        lambda rates, credence, seen: Weighed(
            evidence="e", text="", events=("x",) if seen else (), rates=tuple(zip("abc", rates, strict=True)),
            credence=credence, diagnosticity=diagnosticity(rates),
        ),
        st.tuples(*[st.sampled_from(RATINGS)] * 3), st.floats(0.1, 1.0), st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(rows)
def test_agreeing_evidence_never_changes_what_stands_first(found: list[Weighed]) -> None:
    kept = [row for row in found if row.events and any(rating in AGAINST for _, rating in row.rates)]
    assert least(found, "abc") == least(kept, "abc")


@given(rows, st.floats(0.1, 1.0))
def test_more_against_a_hypothesis_never_lowers_its_score(found: list[Weighed], credence: float) -> None:
    rates = (("a", "I"), ("b", "N"), ("c", "N"))
    more = Weighed(evidence="m", text="", events=("x",), rates=rates, credence=credence, diagnosticity=0.25)
    assert inconsistency([*found, more], "a") == pytest.approx(inconsistency(found, "a") + credence)
