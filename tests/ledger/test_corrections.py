from __future__ import annotations

from datetime import timedelta

from tests.ledger.nouns import NOW, reading

from watchfloor.ledger import Ledger
from watchfloor.terms import Decision

DAY = timedelta(days=1)


def test_a_change_of_metadata_says_what_stood_before_and_why(ledger: Ledger) -> None:
    one = reading("Chad met Niger.", published="2020-05-02")
    ledger.record(one, recorded=NOW)
    assert ledger.corrections() == ()
    ledger.correct(one.document.id, {"published": "2020-05-01", "grade": "B"}, why="misprint", recorded=NOW + DAY)
    (found,) = ledger.corrections()
    assert found.kind == "correction"
    assert found.changes == (("published", "2020-05-02", "2020-05-01"), ("grade", "nothing", "B"))
    assert (found.why, found.recorded) == ("misprint", NOW + DAY)


def test_a_withdrawal_keeps_title_and_reason(ledger: Ledger) -> None:
    one = reading("Chad met Niger.", title="A note")
    ledger.record(one, recorded=NOW)
    ledger.withdraw(one.document.id, why="the publisher asked", recorded=NOW + DAY)
    (found,) = ledger.corrections()
    assert (found.kind, found.title, found.why) == ("withdrawal", "A note", "the publisher asked")


def test_a_decision_names_its_statement(ledger: Ledger) -> None:
    one = reading("Chad met Niger.")
    ledger.record(one, recorded=NOW)
    id = one.statements[0].id
    ledger.decide(Decision(kind="reject", on=(id,), author="AB", why="irony", recorded=NOW + DAY))
    (found,) = ledger.corrections()
    assert (found.kind, found.statement, found.why) == ("reject", id, "irony")


def test_what_is_above_the_level_leaves_no_trace(ledger: Ledger) -> None:
    one = reading("Chad met Niger.", tlp="red")
    ledger.record(one, recorded=NOW)
    ledger.correct(one.document.id, {"title": "A secret"}, why="misprint", recorded=NOW + DAY)
    assert ledger.corrections(tlp="amber") == ()
    assert len(ledger.corrections(tlp="red")) == 1
