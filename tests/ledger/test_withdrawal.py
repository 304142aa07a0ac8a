from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.ledger.nouns import NOW, document, reading, says

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger
from watchfloor.terms import Reading

WORDS = "Zanzibarian emissaries quarrelled about marzipan"


def told(n: int = 1) -> Reading:
    said = document(f"{WORDS} {n}.", title=f"Note {n}", authors=("A clerk",))
    return Reading(
        document=said,
        statements=(says(said, "CONSULT", "TZA,the emissaries", "RUS", "2020-05-01", lemmas=("marzipan",)),),
    )


def test_a_withdrawn_document_is_in_no_view_no_search_and_no_list(ledger: Ledger) -> None:
    one, two = told(1), told(2)
    for each in (one, two):
        ledger.record(each, recorded=NOW)
    ledger.withdraw(one.document.id, why="the publisher asked", recorded=NOW + timedelta(days=1))
    for moment in (None, NOW):
        view = ledger.view(date.max, recorded_by=moment)
        assert view.documents == (two.document,)
        assert view.statements == two.statements
        assert [event.statements for event in view.events] == [(two.statements[0].id,)]
    assert [hit.document for hit in ledger.search("marzipan")] == [two.document.id]
    assert ledger.documents() == (two.document,)
    assert ledger.counts().documents == 1
    assert ledger.verify() == ()


def test_every_reading_of_it_is_erased_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        made = told()
        ledger.record(made, recorded=NOW)
        ledger.record(replace(made, statements=()), recorded=NOW)
        other = told(2)
        ledger.record(other, recorded=NOW)
        assert any(b"emissaries" in file.read_bytes() for file in tmp_path.iterdir())
        ledger.withdraw(made.document.id, why="asked", recorded=NOW)
        ledger.withdraw(other.document.id, why="asked", recorded=NOW)
        for file in tmp_path.iterdir():
            assert not any(word in file.read_bytes().lower() for word in (b"emissaries", b"quarrel", b"marzipan"))


def test_hash_reason_and_shells_stay(ledger: Ledger) -> None:
    made = told()
    ledger.record(made, recorded=NOW)
    ledger.withdraw(made.document.id, why="the publisher asked", recorded=NOW)
    for id in (made.document.id, made.statements[0].id, made.statements[0].id[:8]):
        with pytest.raises(LedgerError, match=r"2024-01-02: the publisher asked \[ledger\.withdrawn\]"):
            ledger.find(id)
    with ledger._store.transaction() as connection:
        ((payload,),) = connection.exec_driver_sql("select payload from statement").all()
        ((sha,),) = connection.exec_driver_sql("select sha256 from withdrawal").all()
    assert "TZA" in str(payload)
    assert "emissaries" not in str(payload)
    assert len(sha) == 64


def test_it_cannot_be_read_corrected_or_withdrawn_again(ledger: Ledger) -> None:
    made = told()
    ledger.record(made, recorded=NOW)
    ledger.withdraw(made.document.id, why="asked", recorded=NOW)
    with pytest.raises(LedgerError, match=r"ledger\.withdrawn"):
        ledger.record(made, recorded=NOW, correction=True)
    with pytest.raises(LedgerError, match=r"ledger\.withdrawn"):
        ledger.correct(made.document.id, {"title": "x"}, why="", recorded=NOW)
    with pytest.raises(LedgerError, match=r"ledger\.withdrawn"):
        ledger.withdraw(made.document.id, why="again", recorded=NOW)
    with pytest.raises(LedgerError, match=r"ledger\.unknown-id"):
        ledger.withdraw("nothing", why="", recorded=NOW)


def test_a_correction_is_recorded_and_what_was_said_before_can_be_seen(ledger: Ledger) -> None:
    made, later = reading("A text."), NOW + timedelta(days=1)
    ledger.record(made, recorded=NOW)
    id = made.document.id
    changed = ledger.correct(id, {"published": "2020-06", "tlp": "amber"}, why="misprint", recorded=later)
    assert (changed.published.text, changed.tlp) == ("2020-06", "amber")
    assert ledger.view(date(2020, 6, 29)).documents == ()
    assert ledger.view(date(2020, 6, 30)).documents == (changed,)
    assert ledger.view(date(2020, 5, 15), recorded_by=NOW).documents == (made.document,)
    assert ledger.view(date.max, recorded_by=NOW - timedelta(days=1)).documents == ()
    assert ledger.view(date.max).statements == made.statements
    assert ledger.correct(id, {"tlp": "amber"}, why="the same", recorded=later) == changed
    assert ledger.verify() == ()


@pytest.mark.parametrize("changes", [{"text": "other"}, {"published": "soon"}, {"title": 3}, {"tlp": "purple"}])
def test_a_correction_to_what_cannot_be_is_refused(ledger: Ledger, changes: dict[str, object]) -> None:
    made = reading("A text.")
    ledger.record(made, recorded=NOW)
    with pytest.raises(LedgerError, match=r"ledger\.wrong-value"):
        ledger.correct(made.document.id, changes, why="", recorded=NOW)
    assert ledger.documents() == (made.document,)
