"""Gathering step by step, in any order, ends where gathering all at once ends."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.nouns import NOW, corpora

from watchfloor.ledger import Ledger, cluster
from watchfloor.ledger.clusters import Teller, itself
from watchfloor.ledger.gathered import NOTHING, Gathered, Kept, Source, follow
from watchfloor.terms import Decision, Event, Reading, View

DAYS = [date(2020, 4, 10), date(2020, 4, 30), date(2020, 12, 31), date.max]


def source(made: Reading, by: str = "") -> Source:
    known = made.document.published.upper
    assert known is not None
    return Source(made.document.id, known, by, lambda: made.document, lambda: made.statements)


def told(gathered: Gathered, corpus: list[Reading], day: date) -> list[Event]:
    of = {each.document.id: each.statements for each in corpus}
    return list(Teller(gathered, of.__getitem__, lambda id: None, itself).events(day))


def at_once(corpus: list[Reading]) -> list[Event]:
    return list(cluster([s for each in corpus for s in each.statements], [each.document for each in corpus]))


@settings(deadline=None, max_examples=200)
@given(corpus=corpora, data=st.data())
def test_documents_that_come_go_and_change_in_any_order_are_gathered_as_if_all_at_once(
    corpus: list[Reading], data: st.DataObject
) -> None:
    dated = [each for each in corpus if each.document.published.upper is not None]
    kept: dict[str, Kept] = {}
    gathered, here = NOTHING, dict[str, tuple[Reading, str]]()
    for n, each in enumerate(data.draw(st.permutations(dated + dated[:2]))):
        if each.document.id in here and data.draw(st.booleans()):
            del here[each.document.id]
        else:
            shorter = replace(each, statements=each.statements[: data.draw(st.integers(1, 4))])
            here[each.document.id] = shorter, str(n)
        if data.draw(st.booleans()):
            gathered = follow(gathered, [source(*made) for made in here.values()], kept, itself)
    gathered = follow(gathered, [source(*made) for made in here.values()], kept, itself)
    left = [made for made, _ in here.values()]
    assert told(gathered, left, date.max) == at_once(left)
    for day in DAYS:
        known = [each for each in left if (each.document.published.upper or date.max) <= day]
        assert told(gathered, left, day) == at_once(known)


@settings(deadline=None, max_examples=15)
@given(corpus=corpora, data=st.data())
def test_a_ledger_asked_after_every_change_says_what_one_asked_at_the_end_says(
    corpus: list[Reading], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger.open(path) as asked:
            for each in corpus:
                asked.record(each, recorded=NOW)
                asked.view(data.draw(st.sampled_from(DAYS)))
                for statement in each.statements:
                    kind = data.draw(st.sampled_from(["accept", "reject", "split", None]))
                    if kind:
                        decision = Decision(kind=kind, on=(statement.id,), author="A", why="", recorded=NOW)
                        asked.decide(decision)
                        if data.draw(st.booleans()):
                            undo = Decision(kind="undo", on=(decision.id,), author="A", why="", recorded=NOW)
                            asked.decide(undo)
                        asked.view(data.draw(st.sampled_from(DAYS)))
            if data.draw(st.booleans()):
                asked.withdraw(corpus[0].document.id, why="", recorded=NOW)
            again = replace(corpus[-1], statements=corpus[-1].statements[:1])
            if data.draw(st.booleans()) and len(corpus) > 1:
                asked.record(again, recorded=NOW + timedelta(days=1))
            warm = [asked.view(day) for day in DAYS]
        with Ledger.open(path) as ledger:
            assert warm == [ledger.view(day) for day in DAYS]
            assert warm == [from_nothing(ledger, day) for day in DAYS]


def from_nothing(ledger: Ledger, day: date) -> View:
    """Return a view whose events are gathered without anything remembered."""
    return ledger.view(day, recorded_by=NOW + timedelta(days=2))


def test_nothing_is_gathered_from_nothing() -> None:
    assert cluster([], []) == ()
