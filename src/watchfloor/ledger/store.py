"""The record: an append-only database of documents and statements, and what it knew on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, func, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import copies, journal, review, rows, search, stores, verify, withdrawal
from watchfloor.ledger.agreement import TerritoryOf
from watchfloor.ledger.clearance import below
from watchfloor.ledger.clusters import cluster, itself
from watchfloor.ledger.codec import Json, decode_field
from watchfloor.ledger.memory import Memory
from watchfloor.ledger.stores import schema
from watchfloor.terms import RIGHTS, TLP, Decision, Document, Event, Reading, Statement, View

Noun = TypeVar("Noun", bound=Statement | Event | Document)

_SHORTEST_PREFIX = 4
_ALLOWED: Mapping[str, tuple[str | None, ...]] = {"tlp": TLP, "rights": RIGHTS, "grade": (None, *"ABCDEF")}
#: What of a document may be corrected without reading it again.
METADATA = ("title", "publisher", "authors", "published", "url", "language", "derives_from", "grade", "tlp", "rights")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What recording a reading did: the document's id, statements added, statements that were there already."""

    document: str
    new: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the ledger holds; `undated` documents enter no as-of view, `proposals` are among the statements."""

    documents: int
    undated: int
    turns: int
    statements: Mapping[str, int]  #: by kind
    proposals: int
    refused: int


class Ledger:
    """An append-only record in a SQLite file or a PostgreSQL database; a context manager.

    Of several readings of one document the last recorded rules, the others stay. All methods raise LedgerError for
    faults of the place: busy, corrupted, disk, disk-full, no-permission, unreachable.
    """

    def __init__(self, store: stores.Store, territory_of: TerritoryOf) -> None:
        self._store = store
        self._territory_of = territory_of
        self._memory = Memory(territory_of)

    @classmethod
    def open(
        cls, place: Path | str, *, create: bool = True, wait_seconds: float = 10.0, territory_of: TerritoryOf = itself
    ) -> Self:
        """Open a ledger, make it where it is missing unless told not to, and migrate one of an older version.

        place: a file, or the address of a PostgreSQL database (`postgresql://…`).
        wait_seconds: how long to wait for another program that is writing.
        territory_of: the key that a key acts for on a day (an office-holder's country), for gathering events.
        Raises LedgerError: not-found, no-folder, not-a-ledger, newer-schema, corrupted, no-permission, busy, disk,
        bad-address, missing-extra, unreachable.
        """
        return cls(stores.connect(place, create=create, wait_seconds=wait_seconds), territory_of)

    @property
    def where(self) -> str:
        """Return the file or the address, without its password."""
        return self._store.where

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        moment, new = _moment(recorded), reading.document
        ids = {statement.id for statement in reading.statements}
        with self._store.transaction(write=True) as connection:
            self._refuse_withdrawn(connection, new.id)
            last = connection.execute(rows.last_of(new.id)).one_or_none()
            old = rows.ids(connection, last.n) if last else set()
            if last and not correction:
                if last.known and not new.published.upper:
                    return Recorded(document=new.id, new=0, known=len(ids))
                if last.known and last.published != new.published.text:
                    raise _dates_disagree(last, new)
            if last is None or last.reading != rows.reading_digest(reading):
                _enter(connection, reading, moment, "correction" if last and correction else "reading")
        return Recorded(document=new.id, new=len(ids - old), known=len(ids & old))

    def correct(self, document: str, changes: Mapping[str, Json], *, why: str, recorded: datetime) -> Document:
        """Record other metadata of a document and return it as it is now; what was recorded before stays.

        changes: new values as plain JSON by field, e.g. {"published": "2020-05"}; see METADATA. Times in the statements
        stay as they were read: where another date of publication moves them, read the file again with `correction`.
        Raises LedgerError: unknown-id, withdrawn, wrong-value.
        """
        moment = _moment(recorded)
        with self._write() as connection:
            self._refuse_withdrawn(connection, document)
            last = connection.execute(rows.last_of(document)).one_or_none()
            if last is None:
                raise self._unknown(document)
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
            self._refuse_withdrawn(connection, document)
            if connection.execute(rows.last_of(document)).one_or_none() is None:
                raise self._unknown(document)
            withdrawal.withdraw(connection, document, recorded=_moment(recorded), why=why)
        self._memory = Memory(self._territory_of)
        self._store.scrub()

    def decide(self, decision: Decision) -> None:
        """Record a decision; the same one twice is one.

        Raises LedgerError `ledger.unknown-id` where what it is about was never recorded, `ledger.wrong-value` for an
        edit to a value that the field cannot have.
        """
        with self._write() as connection:
            if connection.scalar(select(schema.decision.c.n).where(schema.decision.c.id == decision.id)):
                return
            self._check(connection, decision)
            moment = _moment(decision.recorded)
            row = {"id": decision.id, "recorded": moment, "payload": review.payload(decision)}
            n = connection.execute(schema.decision.insert().returning(schema.decision.c.n), row).scalar_one()
            journal.enter(connection, "decision", n, moment, decision.why)

    # --- asking -------------------------------------------------------------------

    def view(self, as_of: date, *, tlp: str = TLP[-1], recorded_by: datetime | None = None) -> View:
        """Return what was known on a day: documents published by then, their statements, and the events they report.

        tlp: documents above this level are left out, as if they had never been read.
        recorded_by: leave out what was recorded, corrected or decided after this moment: what the desk itself knew.
        A document whose date is partial is known on its last possible day; an undated one is in no view, nor is a
        withdrawn one. The same ledger content gives the same view in whatever order it was recorded.
        """
        moment = None if recorded_by is None else _moment(recorded_by)
        with self._read() as connection:
            ruling = _ruling(connection, moment)
            read = self._memory.readings(connection, list(ruling.values()))
            decisions = review.standing(_decisions(connection, moment))
        known = [each for each in read if each[0].published.upper and each[0].published.upper <= as_of]
        read_by_then = tuple(document for document, _ in known)
        said = tuple(chain.from_iterable(statements for _, statements in known))
        documents, said = below(read_by_then, said, tlp)
        statements = review.corrected(said, decisions)
        if moment is None and len(documents) == len(read_by_then):
            events = self._memory.events(as_of, ruling, decisions)
        else:  # what is left out must not have been there when events were gathered
            events = cluster(statements, documents, territory_of=self._territory_of, decisions=decisions)
        return View(as_of=as_of, documents=documents, statements=statements, events=events)

    def documents(self) -> tuple[Document, ...]:
        """Return every document that was not withdrawn, the undated last."""
        with self._read() as connection:
            read = self._memory.readings(connection, list(_ruling(connection).values()))
        return tuple(document for document, _ in read)

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision in the order of recording, the undone among them."""
        with self._read() as connection:
            return _decisions(connection)

    def counts(self) -> Counts:
        """Return how much the ledger holds, the undated included."""
        ruling = rows.ruling().subquery()
        with self._read() as connection:

            def count(table: Any, *where: Any) -> int:
                joined = select(func.count()).select_from(table).join(ruling, table.c.document == ruling.c.n)
                return connection.scalar(joined.where(*where)) or 0

            said = schema.statement.c
            by_kind = select(said.kind, func.count()).join(ruling, said.document == ruling.c.n).group_by(said.kind)
            return Counts(
                documents=connection.scalar(select(func.count()).select_from(ruling)) or 0,
                undated=connection.scalar(select(func.count()).where(ruling.c.known.is_(None))) or 0,
                turns=count(schema.turn),
                statements={row[0]: row[1] for row in connection.execute(by_kind.order_by(said.kind))},
                proposals=count(schema.statement, said.proposal),
                refused=count(schema.refused),
            )

    def find(self, prefix: str, *, as_of: date = date.max) -> Statement | Event | Document:
        """Return the one document, statement or event whose id begins with a prefix of at least four characters.

        as_of: the day for which events are gathered; documents and statements are found whenever they are known.
        Raises LedgerError: unknown-id for none, ambiguous-id for several, withdrawn.
        """
        with self._read() as connection:
            read = self._memory.readings(connection, list(_ruling(connection).values()))
            decisions = review.standing(_decisions(connection))
        statements = review.corrected(chain.from_iterable(said for _, said in read), decisions)
        nouns: tuple[Statement | Event | Document, ...] = (
            *(document for document, _ in read), *statements, *self.view(as_of).events,
        )  # fmt: skip
        return self._one(prefix, nouns)

    def document(self, prefix: str) -> Document:
        """Return the one document whose id begins with a prefix of at least four characters; raises as `find` does."""
        return self._one(prefix, self.documents())

    def search(
        self, words: str, *, as_of: date = date.max, limit: int = 20, tlp: str = TLP[-1]
    ) -> tuple[search.Hit, ...]:
        """Return the passages that hold all words, or phrases in double quotes, best first; see `search.search`."""
        with self._read() as connection:
            return search.search(connection, words, as_of=as_of, limit=limit, tlp=tlp)

    def verify(self) -> tuple[verify.Fault, ...]:
        """Return everything that is wrong with the record: chain, spans, ids, derived columns, search index."""
        return verify.verify(self._store)

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
    def _read(self) -> Iterator[Connection]:
        with self._sound(), self._store.transaction() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._store.transaction(write=True) as connection:
            yield connection

    def _one(self, prefix: str, nouns: Sequence[Noun]) -> Noun:
        long = len(prefix) >= _SHORTEST_PREFIX
        found = {noun.id: noun for noun in nouns if long and noun.id.startswith(prefix)}
        if len(found) > 1 and prefix not in found:
            ids = ", ".join(sorted(found)[:5])
            what = f"{len(found)} ids begin with {prefix!r}"
            raise LedgerError("ledger.ambiguous-id", what, where=self.where, hint=ids)
        if not found:
            with self._read() as connection:
                gone = _withdrawn(connection, prefix) if long else None
            raise self._unknown(prefix) if gone is None else self._was_withdrawn(gone)
        return found.get(prefix) or next(iter(found.values()))

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:  # a row that is no noun
            raise stores.damaged(self.where, f"the record is damaged: {error}") from error

    def _check(self, connection: Connection, decision: Decision) -> None:
        table = schema.decision if decision.kind == "undo" else schema.statement
        found: dict[str, Any] = {}
        for id in decision.on:
            row = connection.execute(select(table).where(table.c.id == id).limit(1)).one_or_none()
            if row is None:
                raise self._unknown(id)
            found[id] = row
        for row in found.values() if decision.field is not None else ():
            (statement,) = decode_field(Reading, "statements", [row.payload])
            with self._refusing():
                review.edited(statement, decision.field or "", decision.value)

    def _changed(self, said: Document, changes: Mapping[str, Json]) -> Document:
        for field, value in changes.items():
            if field not in METADATA:
                raise self._wrong(f"{field!r} cannot be corrected; one of {', '.join(METADATA)} can")
            if field in _ALLOWED and value not in _ALLOWED[field]:
                raise self._wrong(f"{value!r} is no {field}; one of {', '.join(filter(None, _ALLOWED[field]))} is")
            with self._refusing():
                said = replace(said, **{field: decode_field(Document, field, value)})
        return said

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:
            raise self._wrong(str(error)) from error

    def _wrong(self, what: str) -> LedgerError:
        return LedgerError(
            "ledger.wrong-value", what, where=self.where, hint="nothing was recorded; give another value"
        )

    def _unknown(self, id: str) -> LedgerError:
        hint = f"give at least {_SHORTEST_PREFIX} characters of an id that `watchfloor ledger` shows"
        return LedgerError("ledger.unknown-id", f"nothing has the id {id!r}", where=self.where, hint=hint)

    def _refuse_withdrawn(self, connection: Connection, id: str) -> None:
        gone = connection.execute(select(schema.withdrawal).where(schema.withdrawal.c.document == id)).one_or_none()
        if gone is not None:
            raise self._was_withdrawn(gone)

    def _was_withdrawn(self, gone: Row[Any]) -> LedgerError:
        what = f"the document {gone.document} was withdrawn on {gone.recorded[:10]}: {gone.why}"
        return LedgerError("ledger.withdrawn", what, where=self.where, hint="its text was erased and cannot come back")


def _moment(recorded: datetime) -> str:
    if recorded.tzinfo is None:
        raise ValueError("the moment of recording needs a time zone")
    return recorded.astimezone(UTC).isoformat()


def _enter(connection: Connection, reading: Reading, recorded: str, kind: str, why: str = "") -> None:
    n = rows.insert(connection, reading, recorded)
    search.index(connection, n, reading.document.text)
    journal.enter(connection, kind, n, recorded, why)


def _ruling(connection: Connection, recorded_by: str | None = None) -> dict[str, int]:
    """Map the documents to the rows that rule."""
    row = schema.document.c
    return {id: n for n, id in connection.execute(rows.ruling(recorded_by).with_only_columns(row.n, row.id))}


def _decisions(connection: Connection, recorded_by: str | None = None) -> tuple[Decision, ...]:
    wanted = select(schema.decision.c.payload).order_by(schema.decision.c.n)
    if recorded_by is not None:
        wanted = wanted.where(schema.decision.c.recorded <= recorded_by)
    return tuple(review.from_payload(payload) for payload in connection.scalars(wanted))


def _withdrawn(connection: Connection, prefix: str) -> Row[Any] | None:
    """Return the withdrawal of the document, or of the statement's document, whose id begins so."""
    said = select(schema.document.c.id).join(schema.statement, schema.statement.c.document == schema.document.c.n)
    of_statement = said.where(schema.statement.c.id.startswith(prefix, autoescape=True))
    gone = schema.withdrawal.c.document
    wanted = gone.startswith(prefix, autoescape=True) | gone.in_(of_statement)
    return connection.execute(select(schema.withdrawal).where(wanted)).first()


def _dates_disagree(last: Row[Any], new: Document) -> LedgerError:
    return LedgerError(
        "ledger.conflict",
        f"the document {last.title!r} is recorded as published {last.published}, and now as {new.published}",
        where=new.path,
        hint="read it with the recorded date, or say that this is a correction",
    )
