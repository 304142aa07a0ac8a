from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from tests.ledger.conftest import Fresh
from tests.ledger.nouns import NOW, corpora, full_readings, reading, says

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger, Recorded
from watchfloor.ledger.stores.schema import APPEND_ONLY
from watchfloor.terms import Decision, Forecast, Reading, Refused, Resolution, View

ENOUGH = settings(max_examples=25, deadline=None)


def raw(ledger: Ledger, order: str, *, keys: bool = False) -> list[Any]:
    """Carry out an order of SQL behind the ledger's back and return what it finds, or the names of its columns."""
    with ledger._store.engine.begin() as connection:
        found = connection.exec_driver_sql(order)
        if keys:
            return list(found.keys())
        return [tuple(row) for row in found] if found.returns_rows else []


def views(fresh: Fresh, corpus: list[Reading], days: list[date]) -> list[View]:
    """Record readings in the order given into a new ledger and return its views."""
    with fresh() as place, Ledger.open(place) as ledger:
        for each in corpus:
            ledger.record(each, recorded=NOW)
        return [ledger.view(day) for day in days]


DAYS = [date(2020, 4, 9), date(2020, 4, 10), date(2020, 4, 30), date(2020, 5, 1), date(2020, 12, 31), date.max]


@ENOUGH
@given(corpus=corpora, data=st.data())
def test_neither_the_order_of_recording_nor_recording_twice_changes_a_view(
    fresh: Fresh, corpus: list[Reading], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(corpus)) + data.draw(st.lists(st.sampled_from(corpus), max_size=3))
    assert views(fresh, again, DAYS) == views(fresh, corpus, DAYS)


@ENOUGH
@given(corpus=corpora, day=st.sampled_from(DAYS))
def test_a_document_published_later_changes_no_earlier_view(fresh: Fresh, corpus: list[Reading], day: date) -> None:
    published = [each for each in corpus if each.document.published.upper and each.document.published.upper <= day]
    (view,) = views(fresh, corpus, [day])
    assert [view] == views(fresh, published, [day])
    assert {each.id for each in view.documents} == {each.document.id for each in published}


@ENOUGH
@given(made=full_readings())
def test_what_is_recorded_comes_back_exactly(fresh: Fresh, made: Reading) -> None:
    with fresh() as place, Ledger.open(place) as ledger:
        ledger.record(made, recorded=NOW)
        assert ledger.documents() == (made.document,)
        view = ledger.view(date.max)
        assert view.statements == (made.statements if made.document.published.upper else ())


def test_a_record_outlives_the_program(place: Path | str) -> None:
    with Ledger.open(place) as ledger:
        ledger.record(reading("A text."), recorded=NOW)
        before = ledger.view(date.max)
    with Ledger.open(place, create=False) as ledger:
        assert ledger.view(date.max) == before


def test_reading_the_same_file_twice_adds_nothing_and_says_so(ledger: Ledger) -> None:
    made = reading("A text.")
    assert ledger.record(made, recorded=NOW) == Recorded(document=made.document.id, new=1, known=0)
    other_path = replace(made, document=replace(made.document, path="copies/other.txt"))
    assert ledger.record(other_path, recorded=NOW) == Recorded(document=made.document.id, new=0, known=1)
    assert ledger.counts().documents == 1
    assert ledger.counts().statements == {"event": 1}


def test_as_of_does_not_know_what_was_published_later(ledger: Ledger) -> None:
    ledger.record(reading("A text.", "2020-05-15"), recorded=NOW)
    assert ledger.view(date(2020, 5, 14)).statements == ()
    assert len(ledger.view(date(2020, 5, 15)).events) == 1


def test_a_partial_publication_date_is_known_on_its_last_day(ledger: Ledger) -> None:
    ledger.record(reading("A text.", "2020-05"), recorded=NOW)
    assert ledger.view(date(2020, 5, 30)).documents == ()
    assert len(ledger.view(date(2020, 5, 31)).documents) == 1


@pytest.mark.parametrize("published", ["XXXX", "XXXX-05-06", "2020-05-06/.."])
def test_an_undated_document_is_kept_but_is_in_no_view(ledger: Ledger, published: str) -> None:
    made = reading("A text.", published)
    ledger.record(made, recorded=NOW)
    assert ledger.view(date.max) == View(as_of=date.max, documents=(), statements=(), events=())
    assert ledger.documents() == (made.document,)
    assert ledger.counts().undated == 1
    assert ledger.find(made.statements[0].id) == made.statements[0]


def test_a_date_given_later_brings_the_document_into_the_views(ledger: Ledger) -> None:
    undated, dated = reading("A text.", "XXXX-05-06", id="a" * 16), reading("A text.", "2020-05-06", id="a" * 16)
    for each in (undated, dated, undated):
        ledger.record(each, recorded=NOW)
    assert ledger.view(date(2020, 5, 6)).documents == (dated.document,)
    assert ledger.counts().documents == 1


def test_another_publication_date_is_refused_with_both_unless_it_is_a_correction(ledger: Ledger) -> None:
    first, second = reading("A text.", "2020-05-06", id="a" * 16), reading("A text.", "2020-06-05", id="a" * 16)
    ledger.record(first, recorded=NOW)
    with pytest.raises(LedgerError, match=r"2020-05-06.*2020-06-05.*\[ledger\.conflict\]"):
        ledger.record(second, recorded=NOW)
    assert ledger.documents() == (first.document,)
    ledger.record(second, recorded=NOW, correction=True)
    assert ledger.documents() == (second.document,)


def test_a_newer_coder_replaces_what_the_older_one_said_and_both_stay_in_the_file(ledger: Ledger) -> None:
    old = reading("A text.")
    newer = says(old.document, "AGREE", "RUS", "SRB", "2020-04", coder="two")
    ledger.record(old, recorded=NOW)
    new = Reading(document=old.document, statements=(*old.statements, newer))
    assert ledger.record(new, recorded=NOW) == Recorded(document=old.document.id, new=1, known=1)
    ledger.record(Reading(document=old.document, statements=(newer,)), recorded=NOW)
    assert ledger.view(date.max).statements == (newer,)
    assert raw(ledger, "select count(*) from statement") == [(4,)]


def test_counts_say_how_much_there_is(ledger: Ledger) -> None:
    made = reading("A text.")
    more = (says(made.document, "AID", "RUS", kind="judgement"), says(made.document, "AID", "CHN", proposal=True))
    full = replace(made, statements=made.statements + more, refused=(Refused(start=0, end=3, reason="a table"),))
    ledger.record(full, recorded=NOW)
    counts = ledger.counts()
    assert (counts.documents, counts.undated, counts.turns, counts.proposals, counts.refused) == (1, 0, 1, 1, 1)
    assert counts.statements == {"event": 2, "judgement": 1}


def test_anything_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    made = reading("A text.")
    ledger.record(made, recorded=NOW)
    (event,) = ledger.view(date.max).events
    assert ledger.find(event.id[:6]) == event
    assert ledger.find(made.document.id[:6]) == made.document
    assert ledger.find(made.statements[0].id[:6]) == made.statements[0]


@pytest.mark.parametrize(
    ("prefix", "code"), [("zzzz", "unknown-id"), ("abc", "unknown-id"), ("", "unknown-id"), ("abcd", "ambiguous-id")]
)
def test_an_id_of_nothing_or_of_several_is_an_error(ledger: Ledger, prefix: str, code: str) -> None:
    for id in ("abcd0", "abcd1"):
        ledger.record(reading("A text.", id=id), recorded=NOW)
    with pytest.raises(LedgerError, match=code):
        ledger.find(prefix)


def test_a_whole_id_is_found_though_it_begins_another(ledger: Ledger) -> None:
    made = [reading("A text.", id=id) for id in ("abcd", "abcd1")]
    for each in made:
        ledger.record(each, recorded=NOW)
    assert ledger.find("abcd") == made[0].document


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("order", ["update {} set {} = {}", "delete from {}"])
def test_no_row_can_be_changed_or_deleted(ledger: Ledger, table: str, order: str) -> None:
    full = replace(reading("A text."), refused=(Refused(start=0, end=3, reason="a table"),))
    ledger.record(full, recorded=NOW)
    ledger.record(reading("B text."), recorded=NOW)
    ledger.decide(Decision(kind="accept", on=(full.statements[0].id,), author="A", why="", recorded=NOW))
    ledger.withdraw(reading("B text.").document.id, why="asked to", recorded=NOW)
    ledger.forecast(Forecast(question="q", author="A", p=0.5, made=NOW.date(), recorded=NOW, why="so"))
    ledger.resolve(Resolution(question="q", outcome="yes", on=NOW.date(), author="A", recorded=NOW, why="so"))
    column = raw(ledger, f"select * from {table}", keys=True)[0]
    with pytest.raises(DBAPIError, match="append-only"):
        raw(ledger, order.format(table, column, column))


def test_the_moment_of_recording_is_kept_in_utc_and_needs_a_zone(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="zone"):
        ledger.record(reading("A text."), recorded=datetime(2020, 1, 1))
    ledger.record(reading("A text."), recorded=datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=2))))
    assert raw(ledger, "select distinct recorded from statement") == [("2019-12-31T22:00:00+00:00",)]


def test_a_reading_that_cannot_be_stored_leaves_nothing_behind(ledger: Ledger) -> None:
    made = reading("A text.")
    twice = replace(made, statements=made.statements * 2)
    with pytest.raises(Exception, match=r"(?i)unique"):
        ledger.record(twice, recorded=NOW)
    assert ledger.counts().documents == 0
    assert ledger.record(made, recorded=NOW).new == 1


def test_what_is_queried_stands_in_columns(ledger: Ledger) -> None:
    ledger.record(reading("A text.", "2020-05"), recorded=datetime(2020, 6, 1, tzinfo=UTC))
    (row,) = raw(
        ledger,
        "select kind, event, factuality, happened, cast(first as varchar), cast(last as varchar), "
        "cast(known as varchar), proposal from statement",
    )
    dates = ("2020-04-01", "2020-04-30", "2020-05-31")
    assert row == ("event", "AID", "happened", "2020-04", *dates, False)
