"""Gathering step by step, in any order, ends where gathering all at once ends."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.nouns import NOW, corpora

from watchfloor.ledger import Ledger
from watchfloor.ledger.agreement import Fact, facts
from watchfloor.ledger.clusters import Teller, cluster, itself
from watchfloor.ledger.gathering import Gathering
from watchfloor.ledger.origins import origins
from watchfloor.terms import Decision, Reading, View

DAYS = [date(2020, 4, 10), date(2020, 4, 30), date(2020, 12, 31), date.max]


def ready(corpus: list[Reading]) -> list[Fact]:
    documents = [each.document for each in corpus]
    return list(facts((s for each in corpus for s in each.statements), documents, origins(documents), itself))


@settings(deadline=None, max_examples=200)
@given(corpus=corpora, data=st.data())
def test_facts_that_come_and_go_in_any_order_are_gathered_as_if_all_at_once(
    corpus: list[Reading], data: st.DataObject
) -> None:
    known = data.draw(st.permutations(ready(corpus)))
    staying = [fact for fact in known if data.draw(st.booleans())]
    gathering, teller_days = Gathering(), data.draw(st.sampled_from(DAYS))
    teller = Teller(gathering)
    for fact in known:
        gathering.update([fact])
        if data.draw(st.booleans()):
            teller.events(teller_days)
    for fact in known:
        if fact not in staying:
            gathering.update([], [fact])
    whole = Gathering()
    whole.update(staying)
    for day in DAYS:
        assert teller.events(day) == Teller(whole).events(day)
    left = Gathering()
    left.update([fact for fact in staying if fact.known <= DAYS[1]])
    assert Teller(left).events(date.max) == Teller(whole).events(DAYS[1])


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
    assert Teller(Gathering()).events(date.max) == ()
