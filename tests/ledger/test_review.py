from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.ledger.nouns import NOW, document, entity, says

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger
from watchfloor.ledger.review import regrouped, standing
from watchfloor.terms import Decision, Reading, When

ONE = document("Moscow flew doctors and masks to Belgrade.", "2020-04-06")
TWO = document("Russian planes with army doctors and masks landed in Serbia.", "2020-04-09")
A = says(ONE, "AID", "RUS", "SRB", "2020-04-03")
B = says(TWO, "AID", "RUS", "SRB", "2020-04-03")


def decide(kind: str, *on: str, after: int = 1, **more: Any) -> Decision:
    return Decision(kind=kind, on=on, author="An editor", why="", recorded=NOW + timedelta(hours=after), **more)


def events(ledger: Ledger, **more: Any) -> list[tuple[str, ...]]:
    return [event.statements for event in ledger.view(date.max, **more).events]


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    ledger.record(Reading(document=ONE, statements=(A,)), recorded=NOW)
    ledger.record(Reading(document=TWO, statements=(B,)), recorded=NOW)
    assert events(ledger) == [(A.id, B.id)]
    return ledger


def test_a_rejected_statement_is_gone_until_the_rejection_is_undone(told: Ledger) -> None:
    no = decide("reject", A.id)
    told.decide(no)
    assert events(told) == [(B.id,)]
    assert told.view(date.max).statements == (B,)
    told.decide(decide("undo", no.id))
    assert events(told) == [(A.id, B.id)]
    assert told.decisions()[0] == no
    assert told.verify() == ()


def test_undoing_an_undoing_brings_the_decision_back(told: Ledger) -> None:
    no = decide("reject", A.id)
    undo = decide("undo", no.id)
    for each in (no, undo, decide("undo", undo.id)):
        told.decide(each)
    assert events(told) == [(B.id,)]


def test_an_edit_changes_the_field_and_the_events_with_it(told: Ledger) -> None:
    told.decide(decide("edit", A.id, field="recipients", value=[{"key": "BIH", "name": "Bosnia"}]))
    told.decide(decide("edit", B.id, field="when", value="2020-04-02", after=2))
    view = told.view(date.max)
    assert [s.recipients for s in view.statements] == [(replace(entity("BIH"), name="Bosnia"),), (entity("SRB"),)]
    assert view.statements[1].when == When("2020-04-02")
    assert events(told) == [(B.id,), (A.id,)]


def test_an_accepted_proposal_is_a_fact(ledger: Ledger) -> None:
    guess = replace(A, proposal=True)
    ledger.record(Reading(document=ONE, statements=(guess,)), recorded=NOW)
    assert events(ledger) == []
    ledger.decide(decide("accept", A.id))
    assert events(ledger) == [(A.id,)]


def test_events_are_split_and_merged(told: Ledger) -> None:
    apart = decide("split", B.id)
    told.decide(apart)
    assert events(told) == [(A.id,), (B.id,)]
    told.decide(decide("merge", B.id, A.id, after=2))
    assert events(told) == [(A.id, B.id)]


def test_what_the_desk_knew_at_a_moment_leaves_out_later_decisions(told: Ledger) -> None:
    told.decide(decide("reject", A.id))
    assert events(told, recorded_by=NOW) == [(A.id, B.id)]


def test_a_decision_twice_is_one(told: Ledger) -> None:
    for _ in range(2):
        told.decide(decide("reject", A.id))
    assert len(told.decisions()) == 1


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (decide("reject", "nothing"), "unknown-id"),
        (decide("undo", A.id), "unknown-id"),
        (decide("edit", A.id, field="citation", value=None), "wrong-value"),
        (decide("edit", A.id, field="when", value="soon"), "wrong-value"),
        (decide("edit", A.id, field="factuality", value="maybe"), "wrong-value"),
    ],
)
def test_what_cannot_be_decided_is_refused(told: Ledger, decision: Decision, code: str) -> None:
    with pytest.raises(LedgerError, match=code):
        told.decide(decision)
    assert told.decisions() == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "shrug"}, {"on": ()}, {"kind": "merge"}, {"kind": "edit"}, {"field": "when"}, {"author": " "},
        {"recorded": NOW.replace(tzinfo=None)},
    ],
)  # fmt: skip
def test_half_a_decision_is_none(fields: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"kind": "reject", "on": ("a",), "author": "A", "why": "", "recorded": NOW}
    Decision(**whole)
    with pytest.raises(ValueError, match=r".+"):
        Decision(**whole | fields)


def test_regrouping_keeps_every_id_once() -> None:
    groups = [["a", "b"], ["c"], ["d"]]
    found = regrouped(groups, [decide("split", "a", "d"), decide("merge", "b", "c", "zzz")])
    assert sorted(map(sorted, found)) == [["a", "d"], ["b", "c"]]
    assert standing([decide("reject", "a"), decide("undo", decide("reject", "a").id)]) == ()


def test_decisions_to_bind_are_part_of_the_view_until_undone_and_change_nothing_that_was_read(told: Ledger) -> None:
    before = told.view(date.max)
    bind = decide("unbind", A.id, value="lever/aid")
    told.decide(bind)
    after = told.view(date.max)
    assert after.overrules == (bind,)
    assert replace(after, overrules=()) == before
    told.decide(decide("undo", bind.id, after=2))
    assert told.view(date.max).overrules == ()
    with pytest.raises(LedgerError, match="nothing has the id"):
        told.decide(decide("bind", "nobody", value="lever/aid"))
