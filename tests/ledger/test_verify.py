"""What `verify` must find: any change of what was recorded, made behind the ledger's back."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.ledger.nouns import NOW, document, reading, says

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger
from watchfloor.terms import Decision, Reading

TEXT = "The envoys of both sides met in the old mill.\nGrain was sent to the north."


def fill(ledger: Ledger) -> Reading:
    said = document(TEXT)
    first = says(said, "CONSULT", "RUS", "SRB", "2020-05-01", span=(0, 45))
    made = Reading(document=said, statements=(first, says(said, "AID", "RUS", "", "2020-04", span=(46, 74))))
    gone = reading("A text to be withdrawn.")
    for each in (made, replace(made, statements=made.statements[:1]), made, gone):
        ledger.record(each, recorded=NOW)
    ledger.decide(Decision(kind="accept", on=(first.id,), author="A", why="", recorded=NOW))
    ledger.withdraw(gone.document.id, why="asked", recorded=NOW)
    ledger.correct(said.id, {"title": "Another title"}, why="misprint", recorded=NOW)
    return made


def test_a_sound_record_has_no_faults(ledger: Ledger) -> None:
    fill(ledger)
    assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("order", "where"),
    [
        ("update document set text = replace(text, 'mill', 'mall') where n = 3", "document 3"),
        ("update document set recorded = '2023-01-01T00:00:00+00:00' where n = 1", "document 1"),
        ("update document set title = 'x' where n = 1", "document 1"),
        ("update document set known = '2020-05-16' where n = 1", "document 1"),
        ("update document set payload = '{}' where n = 1", "document 1"),
        ("update statement set event = 'AID' where document = 1 and n = 1", "statement 1.1"),
        ("update statement set payload = replace(payload, 'RUS', 'USA') where document = 1 and n = 1", "document 1"),
        ("delete from statement where document = 2", "document 2"),
        ("delete from document where n = 2", "document 2"),
        ("update withdrawal set why = 'another reason'", "withdrawal 1"),
        ("update document set text = 'A text' where n = 4", "document 4"),
        ("update decision set payload = replace(payload, 'accept', 'reject')", "decision 1"),
        ("delete from decision", "decision 1"),
        ("update entry set digest = 'x' where n = 2", "entry 2"),
        ("update entry set chain = 'x' where n = 2", "entry 2"),
        ("delete from entry where n = 3", "entry 4"),
        ("delete from entry where n = (select max(n) from entry)", "document 5"),
        ("update passage set \"end\" = 9999 where n = 1", "passage 1"),
        ("insert into passage select 999, document, start, \"end\" from passage where n = 1", "passage 999"),
    ],
)  # fmt: skip
def test_whatever_is_changed_is_found(tmp_path: Path, order: str, where: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        fill(ledger)
    raw = sqlite3.connect(path)
    for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        raw.execute(f"drop trigger {name}")
    raw.execute(order)
    raw.commit()
    raw.close()
    with Ledger.open(path) as ledger:
        assert where in {fault.where for fault in ledger.verify()}


def test_a_byte_that_is_flipped_anywhere_in_the_words_is_found(tmp_path: Path) -> None:
    path, chance = tmp_path / "ledger.db", random.Random(3)
    with Ledger.open(path) as ledger:
        fill(ledger)
    whole = path.read_bytes()
    places = [at for at in range(len(whole)) if whole[at : at + 4] in (b"mill", b'RUS"', b"CONS", b"2020")]
    assert len(places) > 20
    for at in chance.sample(places, 20):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with suppress(LedgerError), Ledger.open(path) as ledger:
            assert ledger.verify() != (), whole[at - 20 : at + 20]


def test_a_citation_that_is_not_in_the_text_is_a_fault(ledger: Ledger) -> None:
    said = document(TEXT)
    lie = says(said, "AID", "RUS", "SRB")
    lie = replace(lie, citation=replace(lie.citation, exact="They never met."))
    ledger.record(Reading(document=said, statements=(lie,)), recorded=NOW)
    assert [fault.where for fault in ledger.verify()] == ["statement 1.1"]


def test_a_backup_is_the_record_and_can_be_restored(ledger: Ledger, tmp_path: Path) -> None:
    made = fill(ledger)
    ledger.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db", create=False) as copy:
        assert copy.view(date.max) == ledger.view(date.max)
        assert copy.decisions() == ledger.decisions()
        assert copy.verify() == ()
        assert len(copy.search("grain")) == 1
        assert copy.record(reading("A new text."), recorded=NOW).new == 1
        assert copy.record(made, recorded=NOW).new == 0
        assert copy.verify() == ()
    with pytest.raises(LedgerError, match=r"ledger\.exists"):
        ledger.backup(tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


def test_a_record_is_restored_only_where_nothing_is(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "copy.db") as copy:
        fill(copy)
        view = copy.view(date.max)
    ledger.restore(tmp_path / "copy.db")
    assert ledger.view(date.max) == view
    assert ledger.verify() == ()
    assert ledger.record(reading("A new text."), recorded=NOW).new == 1
    with pytest.raises(LedgerError, match=r"ledger\.exists"):
        ledger.restore(tmp_path / "copy.db")
