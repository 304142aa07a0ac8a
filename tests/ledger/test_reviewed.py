"""What people decided stands through every re-reading; nothing is lost, and what is in doubt is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import Fresh
from tests.ledger.nouns import NOW, document, entity, event_statements, says

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger, encode
from watchfloor.terms import Decision, Document, Entity, Reading, Statement, When

TEXT = "Envoys of Norway met colleagues in Helsinki. Norway lent Finland two ferries in May."
NOTE = document(TEXT, "2021-06-01", id="f" * 16)
FIRST, SECOND = (0, 44), (45, len(TEXT))


def loan(when: str | None = "2021-05", *, said: Document = NOTE, coder: str = "one", **more: Any) -> Statement:
    """Make the statement of the second sentence; its id changes with the coder."""
    made = says(said, "AID", "NOR", "FIN", when, span=SECOND, coder=coder, **more)
    return replace(made, id=f"{coder}-{made.id}"[:20])


def read(ledger: Ledger, *statements: Statement, said: Document = NOTE, after: int = 0) -> Any:
    return ledger.record(Reading(document=said, statements=statements), recorded=NOW + timedelta(hours=after))


def decide(ledger: Ledger, kind: str, *on: str, after: int = 1, **more: Any) -> Decision:
    made = Decision(kind=kind, on=on, author="An editor", why="", recorded=NOW + timedelta(hours=after), **more)
    ledger.decide(made)
    return made


def statements(ledger: Ledger, **more: Any) -> tuple[Statement, ...]:
    return tuple(ledger.view(date.max, **more).statements)


def looks(ledger: Ledger) -> list[tuple[str, str]]:
    return [(each.statement.id, each.look) for each in ledger.carried() if each.look]


# --- a newer coder ----------------------------------------------------------------


def test_an_accepted_statement_keeps_its_id_and_its_fields_when_a_newer_coder_says_the_same(ledger: Ledger) -> None:
    old, new = loan(proposal=True), loan(coder="two", p=0.4, proposal=True)
    read(ledger, old)
    decide(ledger, "accept", old.id)
    made = read(ledger, new, after=2)
    assert statements(ledger) == (replace(old, proposal=False),)
    assert (made.carried, made.look, looks(ledger)) == (1, 0, [])


def test_an_edit_stays_although_the_newer_coder_repeats_the_fault(ledger: Ledger) -> None:
    old = loan("2020-05")
    read(ledger, old)
    decide(ledger, "edit", old.id, field="when", value="2021-05")
    read(ledger, loan("2020-05", coder="two"), after=2)
    assert statements(ledger) == (replace(old, when=When("2021-05")),)
    assert looks(ledger) == []


def test_what_the_newer_coder_says_otherwise_is_listed_and_does_not_rule(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    made = read(ledger, loan("2021-04", coder="two", factuality="planned"), after=2)
    assert statements(ledger) == (old,)
    assert looks(ledger) == [(old.id, "the newer reading says otherwise: when, factuality")]
    assert (made.carried, made.look) == (1, 1)
    decide(ledger, "accept", old.id, after=3)
    assert looks(ledger) == []
    assert statements(ledger) == (old,)


def test_the_same_id_with_another_time_does_not_slip_under_a_review(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    read(ledger, replace(old, when=When("2021-04")), after=2)
    assert statements(ledger) == (old,)
    assert looks(ledger) == [(old.id, "the newer reading says otherwise: when")]


def test_giving_up_a_review_lets_the_newer_reading_rule(ledger: Ledger) -> None:
    old, new = loan(), loan("2021-04", coder="two")
    read(ledger, old)
    yes = decide(ledger, "accept", old.id)
    read(ledger, new, after=2)
    decide(ledger, "undo", yes.id, after=3)
    assert statements(ledger) == (new,)
    assert ledger.carried() == ()


def test_an_accepted_statement_stands_alone_where_the_newer_coder_files_nothing(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    read(ledger, after=2)
    assert statements(ledger) == (old,)
    assert [event.statements for event in ledger.view(date.max).events] == [(old.id,)]
    assert looks(ledger) == []


def test_a_rejected_statement_does_not_come_back_under_another_id(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "reject", old.id)
    read(ledger, loan(coder="two"), after=2)
    assert statements(ledger) == ()
    assert looks(ledger) == []


def test_another_claim_about_the_words_of_a_rejected_one_stands_and_is_listed(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "reject", old.id)
    other = says(NOTE, "AID", "SWE", "FIN", "2021-05", span=SECOND, coder="two")
    read(ledger, other, after=2)
    assert statements(ledger) == (other,)
    assert looks(ledger) == [(old.id, "the newer reading says otherwise: actors")]


def test_what_stood_beside_a_reviewed_statement_is_not_what_it_has_become(ledger: Ledger) -> None:
    old = loan()
    beside = says(NOTE, "AID", "SWE", "FIN", "2021-05", span=SECOND)
    read(ledger, old, beside)
    decide(ledger, "accept", old.id)
    read(ledger, beside, after=2)
    assert set(statements(ledger)) == {old, beside}


def test_a_merge_survives_where_both_are_said_again_and_is_listed_where_one_is_not(ledger: Ledger) -> None:
    old, talk = loan(), says(NOTE, "CONSULT", "NOR", "FIN", "2021-05", span=FIRST)
    read(ledger, old, talk)
    decide(ledger, "merge", old.id, talk.id)
    read(ledger, loan(coder="two"), talk, after=2)
    assert [set(event.statements) for event in ledger.view(date.max).events] == [{old.id, talk.id}]
    read(ledger, talk, after=3)
    assert [event.statements for event in ledger.view(date.max).events] == [(talk.id,)]
    assert looks(ledger) == [(old.id, "the newer reading does not have it")]


def test_what_the_desk_knew_before_the_newer_reading_is_as_it_was(ledger: Ledger) -> None:
    old = loan(proposal=True)
    read(ledger, old)
    decide(ledger, "accept", old.id, after=2)
    read(ledger, loan("2021-04", coder="two"), after=4)
    assert statements(ledger, recorded_by=NOW + timedelta(hours=1)) == (old,)
    assert statements(ledger, recorded_by=NOW + timedelta(hours=3)) == (replace(old, proposal=False),)
    assert statements(ledger, recorded_by=NOW + timedelta(hours=5)) == statements(ledger)


def test_a_corrected_date_takes_reviewed_statements_with_it(ledger: Ledger) -> None:
    old = loan(proposal=True)
    read(ledger, old)
    decide(ledger, "accept", old.id)
    ledger.correct(NOTE.id, {"published": "2021-06-03"}, why="misprint", recorded=NOW + timedelta(hours=2))
    assert ledger.view(date(2021, 6, 2)).statements == ()
    assert statements(ledger) == (replace(old, proposal=False),)


# --- a newer text -----------------------------------------------------------------


def moved(text: str) -> Document:
    return document(text, "2021-06-01", id=NOTE.id)


def test_words_that_moved_are_found_again(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    said = moved(f"A headline\n\n{TEXT}")
    read(ledger, said=said, after=2)
    (found,) = statements(ledger)
    assert (found.id, found.citation.exact) == (old.id, old.citation.exact)
    assert said.text[found.citation.start : found.citation.end] == old.citation.exact
    assert ledger.verify() == ()


def test_words_that_are_gone_are_listed_and_cite_nothing(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    read(ledger, said=moved("Nothing of the kind."), after=2)
    assert statements(ledger) == ()
    assert looks(ledger) == [(old.id, "its words are no longer in the text")]


def test_of_words_said_twice_the_same_time_is_meant(ledger: Ledger) -> None:
    said = moved("No. Norway paid. No. Norway paid. No.")
    places = [(4, 16), (21, 33)]
    old = [says(said, "AID", "NOR", "FIN", f"2021-0{n}", span=span) for n, span in enumerate(places, 1)]
    read(ledger, *old, said=said)
    decide(ledger, "accept", old[1].id)
    read(ledger, said=moved("Maybe. Norway paid. Or. Norway paid. No."), after=2)
    (found,) = statements(ledger)
    assert found.citation.start == 24


# --- added and resolved -----------------------------------------------------------


def added(said: Document = NOTE, span: tuple[int, int] = SECOND, **fields: Any) -> dict[str, Any]:
    party = [encode(entity("NOR"))]
    told = {"kind": "event", "event": "AID", "actors": party, "factuality": "happened"} | fields
    return {"citation": {"document": said.id, "start": span[0], "end": span[1]}, **told}


def test_a_statement_added_by_hand_is_one_among_others(ledger: Ledger) -> None:
    read(ledger)
    made = decide(ledger, "add", "hand-made-1", value=added())
    (found,) = statements(ledger)
    assert (found.id, found.citation.exact, found.coder) == ("hand-made-1", TEXT[45:], "by hand")
    assert len(ledger.view(date.max).events) == 1
    assert ledger.find("hand-made") == found
    assert ledger.verify() == ()
    decide(ledger, "edit", "hand-made-1", field="contexts", value=["economic"], after=2)
    assert statements(ledger)[0].contexts == ("economic",)
    decide(ledger, "undo", made.id, after=3)
    assert statements(ledger) == ()


def test_an_added_statement_outlives_a_newer_reading_and_gives_way_to_none_beside_it(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "add", "hand-made-1", value=added(actors=[encode(entity("SWE"))]))
    assert {each.id for each in statements(ledger)} == {old.id, "hand-made-1"}
    read(ledger, old, said=moved(f"A headline\n\n{TEXT}"), after=2)
    cited = {each.id: each.citation.exact for each in statements(ledger)}
    assert cited["hand-made-1"] == TEXT[45:]


def test_a_newer_coder_that_now_sees_what_a_person_added_does_not_double_it(ledger: Ledger) -> None:
    read(ledger)
    decide(ledger, "add", "hand-made-1", value=added(recipients=[encode(entity("FIN"))], when="2021-05"))
    read(ledger, loan(coder="two"), after=2)
    assert [each.id for each in statements(ledger)] == ["hand-made-1"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (added(span=(0, 9999)), "wrong-value"),
        (added(event="PARTY"), "wrong-value"),
        (added(mode="by-sea"), "wrong-value"),
        (added(contexts=["weather"]), "wrong-value"),
        (added(actors=[]), "wrong-value"),
        (added(kind="rumour"), "wrong-value"),
        ({"kind": "event"}, "wrong-value"),
        (added(document("Another text.")), "unknown-id"),
    ],
)
def test_what_cannot_be_added_is_refused(ledger: Ledger, value: Any, code: str) -> None:
    read(ledger)
    with pytest.raises(LedgerError, match=code):
        decide(ledger, "add", "hand-made-1", value=value)
    assert ledger.decisions() == ()


def test_an_edit_to_what_plover_does_not_know_is_refused(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    for field, value in (("event", "PARTY"), ("mode", "by-sea"), ("contexts", ["weather"]), ("credibility", 7)):
        with pytest.raises(LedgerError, match="wrong-value"):
            decide(ledger, "edit", old.id, field=field, value=value)
    decide(ledger, "edit", old.id, field="event", value="CONSULT")
    decide(ledger, "edit", old.id, field="mode", value="visit", after=2)  # a mode of the category as edited
    assert [(each.event, each.mode) for each in statements(ledger)] == [("CONSULT", "visit")]


def test_a_mode_goes_with_its_category(ledger: Ledger) -> None:
    old = loan(mode="economic")
    read(ledger, old)
    decide(ledger, "edit", old.id, field="event", value="CONSULT")
    assert statements(ledger)[0].mode is None


UNKNOWN = Entity(key=None, name="the Harbour  Board")


def test_a_name_is_resolved_in_one_statement_or_in_all_of_the_desk(ledger: Ledger) -> None:
    one = replace(loan(), actors=(UNKNOWN,))
    two = replace(
        says(NOTE, "CONSULT", "FIN", "NOR", "2021-05", span=FIRST), place=replace(UNKNOWN, name="The harbour board")
    )
    read(ledger, one, two)
    here = decide(ledger, "resolve", one.id, field="the Harbour Board", value="FIN-GOV")
    assert [each.actors[0].key for each in statements(ledger)] == ["FIN-GOV", "FIN"]
    everywhere = decide(ledger, "resolve", field="the Harbour Board", value="NOR-GOV", after=2)
    assert [each.actors[0].key for each in statements(ledger)] == ["NOR-GOV", "FIN"]
    assert statements(ledger)[1].place == Entity(key="NOR-GOV", name="The harbour board")
    later = document("The Harbour Board thanked Norway.", "2021-06-02")
    said = replace(says(later, "SUPPORT", "FIN", "NOR", "2021-06"), actors=(UNKNOWN,))
    ledger.record(Reading(document=later, statements=(said,)), recorded=NOW + timedelta(hours=3))
    assert statements(ledger)[-1].actors[0].key == "NOR-GOV"
    decide(ledger, "undo", everywhere.id, after=4)
    assert statements(ledger)[0].actors[0].key == "FIN-GOV"
    decide(ledger, "undo", here.id, after=5)
    assert statements(ledger)[0].actors == (UNKNOWN,)


def test_a_name_resolved_everywhere_leaves_other_documents_as_they_are_remembered(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    before = ledger.view(date.max)
    decide(ledger, "resolve", field="nobody here", value="FIN")
    assert ledger.view(date.max) == before


def test_what_is_decided_about_a_withdrawn_document_is_gone_with_it(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "accept", old.id)
    decide(ledger, "add", "hand-made-1", value=added())
    ledger.withdraw(NOTE.id, why="asked", recorded=NOW + timedelta(hours=2))
    assert statements(ledger) == ()
    assert ledger.verify() == ()
    for id in (old.id, "hand-made-1"):
        with pytest.raises(LedgerError, match="withdrawn"):
            decide(ledger, "reject", id, after=3)


def test_a_backup_holds_every_decision(ledger: Ledger, tmp_path: Path) -> None:
    old = loan(proposal=True)
    read(ledger, old)
    decide(ledger, "accept", old.id)
    decide(ledger, "add", "hand-made-1", value=added(span=FIRST))
    read(ledger, loan("2021-04", coder="two"), after=2)
    ledger.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert copy.view(date.max) == ledger.view(date.max)
        assert copy.carried() == ledger.carried()
        assert copy.verify() == ()


def test_a_rejected_statement_is_out_of_the_view_and_still_found(ledger: Ledger) -> None:
    old = loan()
    read(ledger, old)
    decide(ledger, "reject", old.id)
    assert statements(ledger) == ()
    assert ledger.find(old.id) == old


# --- whatever happens -------------------------------------------------------------

#: One sentence, read by coders that differ in what they file of it.
readings = st.lists(event_statements(NOTE), max_size=3, unique_by=lambda each: each.id)
kinds = st.sampled_from(["accept", "reject", "edit"])


@settings(max_examples=40, deadline=None)
@given(older=readings, newer=readings, data=st.data())
def test_no_reading_ever_changes_what_a_person_has_reviewed(
    fresh: Fresh, older: list[Statement], newer: list[Statement], data: st.DataObject
) -> None:
    with fresh() as place, Ledger.open(place) as ledger:
        read(ledger, *older)
        for n, each in enumerate(older):
            kind = data.draw(kinds)
            more = {"field": "when", "value": "1999"} if kind == "edit" else {}
            decide(ledger, kind, each.id, after=n + 1, **more)
        before = ledger.view(date.max)
        read(ledger, *newer, after=10)
        after = {each.id: each for each in statements(ledger)}
        assert all(after[each.id] == each for each in before.statements)
        gone = {each.id for each in older} - {each.id for each in before.statements}
        assert not gone & set(after)
        filed = {each.id for each in newer}
        hidden = {each.now.id for each in ledger.carried() if each.now is not None}
        assert filed <= set(after) | hidden | gone, "what the newer coder files stands, or a review stands for it"
        read(ledger, *older, after=11)
        assert set(statements(ledger)) == set(before.statements)
        assert ledger.verify() == ()


def test_moments_compare_in_any_time_zone(ledger: Ledger) -> None:
    old = loan(proposal=True)
    read(ledger, old)
    east = datetime.fromisoformat("2024-01-02T06:04:05+02:00")  # an hour after NOW
    ledger.decide(Decision(kind="accept", on=(old.id,), author="A", why="", recorded=east))
    read(ledger, after=2)
    assert statements(ledger) == (replace(old, proposal=False),)
