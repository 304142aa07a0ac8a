"""Readings as rows of the tables, and rows as nouns again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Subquery, Table, func, select

from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.stores import schema
from watchfloor.terms import Document, Reading, Refused, Statement, Turn, digest

Wanted = Select[Any]


def ruling(recorded_by: str | None = None) -> Select[Any]:
    """Select the last recorded row of each document that was not withdrawn.

    recorded_by: leave out what was recorded later than this moment (ISO 8601, UTC).
    """
    last = select(func.max(schema.document.c.n)).group_by(schema.document.c.id)
    if recorded_by is not None:
        last = last.where(schema.document.c.recorded <= recorded_by)
    withdrawn = select(schema.withdrawal.c.document)
    return select(schema.document).where(schema.document.c.n.in_(last), schema.document.c.id.not_in(withdrawn))


def last_of(id: str) -> Select[Any]:
    """Select the last recorded row of one document, withdrawn or not."""
    return select(schema.document).where(schema.document.c.id == id).order_by(schema.document.c.n.desc()).limit(1)


def readings(connection: Connection, wanted: Wanted) -> Iterator[tuple[int, Document, tuple[Statement, ...]]]:
    """Yield the number, document and statements of selected rows of `document`, in their order."""
    ns = wanted.with_only_columns(schema.document.c.n).subquery()
    turns: dict[int, list[Turn]] = {}
    for n, *said in _parts(connection, ns, schema.turn):
        turns.setdefault(n, []).append(Turn(n=said[0], speaker=said[1], start=said[2], end=said[3]))
    statements: dict[int, list[Statement]] = {}
    for n, payload in _parts(connection, ns, schema.statement, schema.statement.c.payload):
        statements.setdefault(n, []).append(decode(Statement, payload))
    for row in connection.execute(wanted.order_by(schema.document.c.n)):
        yield row.n, _document(row, turns.get(row.n, ())), tuple(statements.get(row.n, ()))


def reading(connection: Connection, n: int) -> Reading:
    """Return the reading that a row of `document` began."""
    ((_, said, found),) = readings(connection, select(schema.document).where(schema.document.c.n == n))
    refused = select(schema.refused).where(schema.refused.c.document == n).order_by(schema.refused.c.n)
    return Reading(
        document=said,
        statements=found,
        refused=tuple(Refused(start=r.start, end=r.end, reason=r.reason) for r in connection.execute(refused)),
    )


def insert(connection: Connection, new: Reading, recorded: str) -> int:
    """Add a reading and return its number.

    recorded: the moment, as ISO 8601 in UTC.
    """
    n = int(
        connection.execute(
            schema.document.insert().returning(schema.document.c.n), document_row(new, recorded)
        ).scalar_one()
    )
    said = new.document
    parts: dict[Any, list[dict[str, Any]]] = {
        schema.turn: [encode(turn) for turn in said.turns],
        schema.statement: [statement_row(each, said, recorded) for each in new.statements],
        schema.refused: [encode(each) for each in new.refused],
    }
    for table, rows in parts.items():
        if rows:
            connection.execute(table.insert(), [{"n": i, **row, "document": n} for i, row in enumerate(rows, 1)])
    return n


def document_row(new: Reading, recorded: str) -> dict[str, Any]:
    """Return the columns of a reading's document."""
    said = new.document
    return {
        "id": said.id,
        "reading": reading_digest(new),
        "title": said.title,
        "published": said.published.text,
        "first": said.published.lower,
        "last": said.published.upper,
        "known": said.published.upper,
        "recorded": recorded,
        "text": said.text,
        "lines": encode(said.lines),
        "payload": encode(replace(said, text="", turns=(), lines=())),
    }


def statement_row(statement: Statement, said: Document, recorded: str) -> dict[str, Any]:
    """Return the columns of a statement."""
    when = statement.when
    return {
        "id": statement.id,
        "kind": statement.kind,
        "event": statement.event,
        "factuality": statement.factuality,
        "happened": when.text if when else None,
        "first": when.lower if when else None,
        "last": when.upper if when else None,
        "known": said.published.upper,
        "recorded": recorded,
        "proposal": statement.proposal,
        "payload": encode(statement),
    }


def reading_digest(new: Reading) -> str:
    """Return a digest of what a reading says; where its file lay is no part of it."""
    return digest(canonical(replace(new, document=replace(new.document, path=""))))


def canonical(noun: object) -> str:
    """Return a noun as JSON that is the same for equal nouns."""
    return json.dumps(encode(noun), ensure_ascii=False, sort_keys=True)


def _parts(connection: Connection, ns: Subquery, table: Table, *columns: Column[Any]) -> Iterable[Any]:
    """Select what belongs to documents: the document's number, and the columns named, else all others."""
    wanted = select(table.c.document, *columns) if columns else select(table)
    joined = wanted.join(ns, ns.c.n == table.c.document)
    return connection.execute(joined.order_by(table.c.document, table.c.n))


def _document(row: Row[Any], turns: Iterable[Turn]) -> Document:
    bare = decode(Document, {**row.payload, "text": row.text, "lines": row.lines})
    return replace(bare, turns=tuple(turns))


def ids(connection: Connection, n: int) -> set[str]:
    """Return the ids of the statements of one reading."""
    return set(connection.scalars(select(schema.statement.c.id).where(schema.statement.c.document == n)))
