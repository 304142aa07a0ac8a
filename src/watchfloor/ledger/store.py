"""The record: an append-only database of documents and statements, and what it knew on any day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, func, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import schema
from watchfloor.ledger.agreement import TerritoryOf
from watchfloor.ledger.clearance import below
from watchfloor.ledger.clusters import cluster, itself
from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.connect import connect, damaged, transaction
from watchfloor.ledger.origins import by_publication
from watchfloor.terms import TLP, Document, Event, Reading, Statement, Turn, View, digest

_SHORTEST_PREFIX = 4


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
    """An append-only record in one SQLite file; a context manager.

    Of several readings of one document the last recorded rules, the others stay in the file. All methods raise
    LedgerError for faults of the file: busy, corrupted, disk, disk-full, no-permission.
    """

    def __init__(self, path: Path, engine: Engine, territory_of: TerritoryOf) -> None:
        self.path = path
        self._engine = engine
        self._territory_of = territory_of

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, wait_seconds: float = 10.0, territory_of: TerritoryOf = itself
    ) -> Self:
        """Open a ledger, and make it where it is missing unless told not to.

        wait_seconds: how long to wait for another program that is writing.
        territory_of: the key that a key acts for on a day (an office-holder's country), for gathering events.
        Raises LedgerError: not-found, no-folder, not-a-ledger, newer-schema, corrupted, no-permission, busy, disk.
        """
        return cls(path, connect(path, create=create, wait_seconds=wait_seconds), territory_of)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, reading: Reading, *, recorded: datetime, correction: bool = False) -> Recorded:
        """Add a reading, all of it or nothing.

        A reading that says what the last one of its document said adds nothing; so does one that has lost the date. One
        that says something else (a newer coder, a date for an undated document) is added and rules from now on.
        recorded: the moment of recording, with a time zone.
        correction: let another publication date replace the recorded one; the old one stays in the file.
        Raises LedgerError("ledger.conflict") where the publication date is another one and this is no correction.
        """
        if recorded.tzinfo is None:
            raise ValueError("the moment of recording needs a time zone")
        new = reading.document
        ids = {statement.id for statement in reading.statements}
        with transaction(self._engine, self.path, write=True) as connection:
            last = connection.execute(_ruling().where(schema.document.c.id == new.id)).one_or_none()
            old = set(connection.scalars(_statement_ids(last.n))) if last else set()
            if last and not correction:
                if last.known and not new.published.upper:
                    return Recorded(document=new.id, new=0, known=len(ids))
                if last.known and last.published != new.published.text:
                    raise _dates_disagree(last, new)
            if last is None or last.reading != _digest(reading):
                _insert(connection, reading, recorded.astimezone(UTC).isoformat())
        return Recorded(document=new.id, new=len(ids - old), known=len(ids & old))

    def view(self, as_of: date, *, tlp: str = TLP[-1]) -> View:
        """Return what was known on a day: documents published by then, their statements, and the events they report.

        tlp: documents above this level are left out, as if they had never been read.
        A document whose date is partial is known on its last possible day; an undated one is in no view. The same
        ledger content gives the same view in whatever order it was recorded.
        """
        known = _ruling().where(schema.document.c.known <= as_of)
        with self._snapshot() as connection:
            documents = _documents(connection, known)
            statements = _statements(connection, known)
        documents, statements = below(documents, statements, tlp)
        events = cluster(statements, documents, territory_of=self._territory_of)
        return View(as_of=as_of, documents=documents, statements=statements, events=events)

    def documents(self) -> tuple[Document, ...]:
        """Return every document, the undated last."""
        with self._snapshot() as connection:
            return _documents(connection, _ruling())

    def counts(self) -> Counts:
        """Return how much the ledger holds, the undated included."""
        ruling = _ruling().subquery()
        with self._snapshot() as connection:

            def count(table: Any, *where: Any) -> int:
                return connection.scalar(select(func.count()).select_from(table).join(ruling).where(*where)) or 0

            by_kind = select(schema.statement.c.kind, func.count()).join(ruling).group_by(schema.statement.c.kind)
            return Counts(
                documents=connection.scalar(select(func.count()).select_from(ruling)) or 0,
                undated=connection.scalar(select(func.count(1)).where(ruling.c.known.is_(None))) or 0,
                turns=count(schema.turn),
                statements={row[0]: row[1] for row in connection.execute(by_kind.order_by(schema.statement.c.kind))},
                proposals=count(schema.statement, schema.statement.c.proposal),
                refused=count(schema.refused),
            )

    def find(self, prefix: str, *, as_of: date = date.max) -> Statement | Event | Document:
        """Return the one document, statement or event whose id begins with a prefix of at least four characters.

        as_of: the day for which events are gathered; documents and statements are found whenever they are known.
        Raises LedgerError("ledger.unknown-id") for none, LedgerError("ledger.ambiguous-id") for several.
        """
        with self._snapshot() as connection:
            documents, statements = _documents(connection, _ruling()), _statements(connection, _ruling())
        events = self.view(as_of).events
        nouns: tuple[Statement | Event | Document, ...] = (*documents, *statements, *events)
        found = {noun.id: noun for noun in nouns if noun.id.startswith(prefix)}
        if len(prefix) < _SHORTEST_PREFIX or not found:
            hint = f"give at least {_SHORTEST_PREFIX} characters of an id that `watchfloor ledger` shows"
            raise LedgerError("ledger.unknown-id", f"nothing has the id {prefix!r}", where=str(self.path), hint=hint)
        if len(found) > 1 and prefix not in found:
            ids = ", ".join(sorted(found)[:5])
            raise LedgerError(
                "ledger.ambiguous-id", f"{len(found)} ids begin with {prefix!r}", where=str(self.path), hint=ids
            )
        return found.get(prefix) or next(iter(found.values()))

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        try:
            with transaction(self._engine, self.path) as connection:
                yield connection
        except ValueError as error:  # a row that is no noun
            raise damaged(self.path, f"the file is damaged: {error}") from error


def _ruling() -> Select[Any]:
    """Select the last recorded row of each document."""
    last = select(func.max(schema.document.c.n)).group_by(schema.document.c.id)
    return select(schema.document).where(schema.document.c.n.in_(last))


def _documents(connection: Connection, wanted: Select[Any]) -> tuple[Document, ...]:
    turns: dict[int, list[Turn]] = {}
    ns = wanted.with_only_columns(schema.document.c.n)
    for n, *said in connection.execute(
        select(schema.turn).where(schema.turn.c.document.in_(ns)).order_by(schema.turn.c.n)
    ):
        turns.setdefault(n, []).append(Turn(n=said[0], speaker=said[1], start=said[2], end=said[3]))
    found = [_document(row, turns.get(row.n, ())) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=by_publication))


def _document(row: Row[Any], turns: Sequence[Turn]) -> Document:
    bare = decode(Document, {**row.payload, "text": row.text, "lines": row.lines})
    return replace(bare, turns=tuple(turns))


def _statements(connection: Connection, wanted: Select[Any]) -> tuple[Statement, ...]:
    ruling = wanted.with_only_columns(schema.document.c.n, schema.document.c.known, schema.document.c.id).subquery()
    ordered = (
        select(schema.statement.c.payload)
        .join(ruling, schema.statement.c.document == ruling.c.n)
        .order_by(ruling.c.known.is_(None), ruling.c.known, ruling.c.id, schema.statement.c.n)
    )
    return tuple(decode(Statement, payload) for payload in connection.scalars(ordered))


def _statement_ids(n: int) -> Select[Any]:
    return select(schema.statement.c.id).where(schema.statement.c.document == n)


def _digest(reading: Reading) -> str:
    bare = replace(reading, document=replace(reading.document, path=""))
    return digest(json.dumps(encode(bare), ensure_ascii=False, sort_keys=True))


def _dates_disagree(last: Row[Any], new: Document) -> LedgerError:
    return LedgerError(
        "ledger.conflict",
        f"the document {last.title!r} is recorded as published {last.published}, and now as {new.published}",
        where=new.path,
        hint="read it with the recorded date, or say that this is a correction",
    )


def _insert(connection: Connection, reading: Reading, recorded: str) -> None:
    new = reading.document
    times = {"first": new.published.lower, "last": new.published.upper, "known": new.published.upper}
    payload = encode(replace(new, text="", turns=(), lines=()))
    row = {"id": new.id, "reading": _digest(reading), "title": new.title, "published": new.published.text, **times}
    row |= {"recorded": recorded, "text": new.text, "lines": encode(new.lines), "payload": payload}
    n = connection.execute(schema.document.insert().returning(schema.document.c.n), row).scalar_one()
    parts = {
        schema.turn: [encode(turn) for turn in new.turns],
        schema.statement: [_statement_row(each, new, recorded) for each in reading.statements],
        schema.refused: [encode(each) for each in reading.refused],
    }
    for table, rows in parts.items():
        if rows:
            connection.execute(table.insert(), [{"n": i, **row, "document": n} for i, row in enumerate(rows, 1)])


def _statement_row(statement: Statement, document: Document, recorded: str) -> dict[str, Any]:
    when = statement.when
    return {
        "id": statement.id,
        "kind": statement.kind,
        "event": statement.event,
        "factuality": statement.factuality,
        "happened": when.text if when else None,
        "first": when.lower if when else None,
        "last": when.upper if when else None,
        "known": document.published.upper,
        "recorded": recorded,
        "proposal": statement.proposal,
        "payload": encode(statement),
    }
