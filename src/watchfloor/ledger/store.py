"""The record: an append-only database of documents and statements, and what it knew on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import copies, deciding, forecasts, journal, review, rows, search, withdrawal
from watchfloor.ledger.asking import Asking, Counts
from watchfloor.ledger.codec import Json, decode_field
from watchfloor.ledger.corrections import METADATA
from watchfloor.ledger.refusals import refuse_withdrawn, unknown_id, wrong_value
from watchfloor.ledger.stores import schema
from watchfloor.terms import RIGHTS, TLP, Decision, Document, Forecast, Reading, Resolution

__all__ = ["METADATA", "Counts", "Ledger", "Recorded"]

_ALLOWED: Mapping[str, tuple[str | None, ...]] = {"tlp": TLP, "rights": RIGHTS, "grade": (None, *"ABCDEF")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What recording a reading did.

    Reviewed statements of an older reading are carried over; of some the newer one says otherwise, or nothing.
    """

    document: str
    new: int  #: statements added
    known: int  #: statements that were there already
    carried: int = 0  #: reviewed statements that the newer reading does not hold as they were
    look: int = 0  #: those among them that a person should look at again


class Ledger(Asking):
    """An append-only record in a SQLite file or a PostgreSQL database; a context manager.

    Of several readings of one document the last recorded rules, the others stay. All methods raise LedgerError for
    faults of the place: busy, corrupted, disk, disk-full, no-permission, unreachable.
    """

    # --- writing ------------------------------------------------------------------

    def record(self, reading: Reading, *, recorded: datetime, correction: bool = False) -> Recorded:
        """Add a reading, all of it or nothing.

        A reading that says what the last one of its document said adds nothing; so does one that has lost the date. One
        that says something else (a newer coder, a date for an undated document) is added and rules from now on.
        recorded: the moment of recording, with a time zone.
        correction: let another publication date replace the recorded one; the old one stays in the record.
        Raises LedgerError `ledger.conflict` where the publication date is another one and this is no correction,
        `ledger.withdrawn` where the document was withdrawn.
        """
        moment, new = review.moment_of(recorded), reading.document
        ids = {statement.id for statement in reading.statements}
        with self._store.transaction(write=True) as connection:
            refuse_withdrawn(connection, self.where, new.id)
            last = connection.execute(rows.last_of(new.id)).one_or_none()
            old = rows.ids(connection, last.n) if last else set()
            if last and not correction:
                if last.known and not new.published.upper:
                    return Recorded(document=new.id, new=0, known=len(ids))
                if last.known and last.published != new.published.text:
                    raise _dates_disagree(last, new)
            if last is None or last.reading != rows.reading_digest(reading):
                _enter(connection, reading, moment, "correction" if last and correction else "reading")
        carried = self.carried(new.id) if last is not None else ()
        look = sum(bool(each.look) for each in carried)
        return Recorded(document=new.id, new=len(ids - old), known=len(ids & old), carried=len(carried), look=look)

    def correct(self, document: str, changes: Mapping[str, Json], *, why: str, recorded: datetime) -> Document:
        """Record other metadata of a document and return it as it is now; what was recorded before stays.

        changes: new values as plain JSON by field, e.g. {"published": "2020-05"}; see METADATA. Times in the statements
        stay as they were read: where another date of publication moves them, read the file again with `correction`.
        Raises LedgerError: unknown-id, withdrawn, wrong-value.
        """
        moment = review.moment_of(recorded)
        with self._write() as connection:
            refuse_withdrawn(connection, self.where, document)
            last = connection.execute(rows.last_of(document)).one_or_none()
            if last is None:
                raise unknown_id(self.where, document)
            reading = rows.reading(connection, last.n)
            changed = self._changed(reading.document, changes)
            if changed != reading.document:
                _enter(connection, replace(reading, document=changed), moment, "correction", why)
        return changed

    def withdraw(self, document: str, *, why: str, recorded: datetime) -> None:
        """Erase the text of a document for good; its hash, the reason and the shells of its statements stay.

        From then on the document is in no view, in no search and in nothing published, and cannot be read again.
        Raises LedgerError: unknown-id, withdrawn.
        """
        with self._write() as connection:
            refuse_withdrawn(connection, self.where, document)
            if connection.execute(rows.last_of(document)).one_or_none() is None:
                raise unknown_id(self.where, document)
            withdrawal.withdraw(connection, document, recorded=review.moment_of(recorded), why=why)
        self._memory = self._new_memory()
        self._store.scrub()

    def decide(self, decision: Decision) -> None:
        """Record a decision; the same one twice is one.

        Raises LedgerError `ledger.unknown-id` where what it is about was never recorded, `ledger.withdrawn` where its
        document was withdrawn, `ledger.wrong-value` for a value that the field cannot have.
        """
        with self._write() as connection:
            if connection.scalar(select(schema.decision.c.n).where(schema.decision.c.id == decision.id)):
                return
            deciding.refuse(connection, decision, self.where)
            moment = review.moment_of(decision.recorded)
            row = {"id": decision.id, "recorded": moment, "payload": review.payload(decision)}
            n = connection.execute(schema.decision.insert().returning(schema.decision.c.n), row).scalar_one()
            journal.enter(connection, "decision", n, moment, decision.why)

    def forecast(self, forecast: Forecast) -> bool:
        """Record a forecast and tell whether it was new; raises LedgerError `ledger.resolved`."""
        with self._write() as connection:
            return forecasts.add(connection, forecast, self.where)

    def resolve(self, resolution: Resolution) -> None:
        """Record how a question came out; raises LedgerError `ledger.resolved`, `ledger.wrong-value`."""
        with self._write() as connection:
            forecasts.resolve(connection, resolution, self.where)

    def backup(self, to: Path) -> None:
        """Write a copy of the record as a SQLite file, while others read and write.

        Raises LedgerError `ledger.exists` where something is there already.
        """
        copies.backup(self._store, to)

    def restore(self, file: Path) -> None:
        """Fill this record, which must hold nothing yet, from a backup.

        Raises LedgerError `ledger.exists` where it holds something.
        """
        copies.restore(file, self._store)

    # --- inside -------------------------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._store.transaction(write=True) as connection:
            yield connection

    def _changed(self, said: Document, changes: Mapping[str, Json]) -> Document:
        for field, value in changes.items():
            if field not in METADATA:
                raise wrong_value(self.where, f"{field!r} cannot be corrected; one of {', '.join(METADATA)} can")
            if field in _ALLOWED and value not in _ALLOWED[field]:
                allowed = ", ".join(filter(None, _ALLOWED[field]))
                raise wrong_value(self.where, f"{value!r} is no {field}; one of {allowed} is")
            with self._refusing():
                said = replace(said, **{field: decode_field(Document, field, value)})
        return said

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise wrong_value(self.where, str(error)) from error


def _enter(connection: Connection, reading: Reading, recorded: str, kind: str, why: str = "") -> None:
    n = rows.insert(connection, reading, recorded)
    search.index(connection, n, reading.document.text)
    journal.enter(connection, kind, n, recorded, why)


def _dates_disagree(last: Row[Any], new: Document) -> LedgerError:
    return LedgerError(
        "ledger.conflict",
        f"the document {last.title!r} is recorded as published {last.published}, and now as {new.published}",
        where=new.path,
        hint="read it with the recorded date, or say that this is a correction",
    )
