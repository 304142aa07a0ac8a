"""The three clocks, with decisions and corrections: what is read or decided later changes no earlier view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import Fresh
from tests.ledger.nouns import NOW, corpora

from watchfloor.ledger import Ledger
from watchfloor.terms import Decision, Reading, View

ENOUGH = settings(max_examples=10, deadline=None, print_blob=False)
DAYS = [date(2020, 4, 10), date(2020, 5, 1), date.max]
Step = Reading | Decision


@st.composite
def decisions(draw: st.DrawFn, corpus: list[Reading]) -> list[Decision]:
    """Draw decisions about what a corpus says, an hour after another."""
    ids = [each.id for made in corpus for each in made.statements]
    found: list[Decision] = []
    for hour in range(draw(st.integers(0, 4)) if ids else 0):
        recorded = NOW + timedelta(days=1, hours=hour)
        kind = draw(st.sampled_from(["accept", "reject", "edit", "split", "merge", "undo"]))
        if kind == "undo" and found:
            on: list[str] = [draw(st.sampled_from(found)).id]
        else:
            kind = "reject" if kind == "undo" or (kind == "merge" and len(ids) < 2) else kind
            most = 1 if kind in ("accept", "reject", "edit") else 3
            on = draw(st.lists(st.sampled_from(ids), min_size=1 + (kind == "merge"), max_size=most, unique=True))
        more = {"field": "factuality", "value": "planned"} if kind == "edit" else {}
        found.append(Decision(kind=kind, on=tuple(on), author="A", why="", recorded=recorded, **more))
    return found


def take(ledger: Ledger, step: Step, at: datetime) -> datetime:
    """Record a reading at a moment, or a decision at its own, and return the moment."""
    if isinstance(step, Reading):
        ledger.record(step, recorded=at)
        return at
    ledger.decide(step)
    return step.recorded


def views(fresh: Fresh, steps: list[Step]) -> list[View]:
    with fresh() as place, Ledger.open(place) as ledger:
        for step in steps:
            take(ledger, step, NOW)
        return [ledger.view(day) for day in DAYS]


def known(corpus: list[Reading], day: date) -> Iterator[Reading]:
    return (each for each in corpus if each.document.published.upper and each.document.published.upper <= day)


@ENOUGH
@given(corpus=corpora, data=st.data())
def test_neither_the_order_of_reading_nor_reading_twice_changes_a_view_that_was_decided_on(
    fresh: Fresh, corpus: list[Reading], data: st.DataObject
) -> None:
    decided = data.draw(decisions(corpus))
    again = [*data.draw(st.permutations(corpus)), *corpus[:2]]
    assert views(fresh, [*again, *decided]) == views(fresh, [*corpus, *decided])


@ENOUGH
@given(corpus=corpora, data=st.data())
def test_what_is_published_later_changes_no_earlier_view_that_was_decided_on(
    fresh: Fresh, corpus: list[Reading], data: st.DataObject
) -> None:
    day = data.draw(st.sampled_from(DAYS[:-1]))
    earlier = list(known(corpus, day))
    decided = data.draw(decisions(earlier))
    n = DAYS.index(day)
    assert views(fresh, [*corpus, *decided])[n] == views(fresh, [*earlier, *decided])[n]


@ENOUGH
@given(corpus=corpora, data=st.data())
def test_what_the_desk_knew_at_a_moment_is_what_it_said_then(
    fresh: Fresh, corpus: list[Reading], data: st.DataObject
) -> None:
    anew = [replace(each, statements=each.statements[:1]) for each in corpus[:2] if each.document.published.upper]
    day, told = data.draw(st.sampled_from(DAYS)), list[tuple[datetime, View]]()
    with fresh() as place:
        with Ledger.open(place) as ledger:
            for n, each in enumerate(corpus):
                told.append((take(ledger, each, NOW + timedelta(minutes=n)), ledger.view(day)))
            for decision in data.draw(decisions(corpus)):
                told.append((take(ledger, decision, NOW), ledger.view(day)))
            for n, each in enumerate(anew):
                told.append((take(ledger, each, NOW + timedelta(days=2, minutes=n)), ledger.view(day)))
        with Ledger.open(place) as ledger:
            for moment, said in data.draw(st.permutations(told))[:4]:
                assert ledger.view(day, recorded_by=moment) == said
