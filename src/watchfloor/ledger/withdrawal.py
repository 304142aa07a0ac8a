"""Withdrawing a document: its words are erased, its hash, the reason and the shells of its statements stay."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from watchfloor.ledger import journal, keeping, search
from watchfloor.ledger.codec import decode, encode
from watchfloor.ledger.stores import schema
from watchfloor.terms import Entity, Statement


def withdraw(connection: Connection, id: str, *, recorded: str, why: str) -> None:
    """Erase the text of every reading of a document, inside the caller's transaction."""
    readings = connection.execute(select(schema.document).where(schema.document.c.id == id)).all()
    row = {"document": id, "recorded": recorded, "why": why, "sha256": text_hash(readings[-1].text)}
    n = connection.execute(schema.withdrawal.insert().returning(schema.withdrawal.c.n), row).scalar_one()
    for reading in readings:
        _erase(connection, reading)
    keeping.forget(connection)
    journal.enter(connection, "withdrawal", n, recorded, why)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, as a withdrawal keeps it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shell(statement: Statement) -> Statement:
    """Return what stays of a statement whose document was withdrawn: what was coded, not one word of the text."""
    return Statement(
        id=statement.id,
        kind=statement.kind,
        citation=replace(statement.citation, exact="", prefix="", suffix=""),
        hearsay=statement.hearsay,
        proposal=statement.proposal,
        event=statement.event,
        mode=statement.mode,
        contexts=statement.contexts,
        actors=_keyed(statement.actors),
        recipients=_keyed(statement.recipients),
        place=next(iter(_keyed((statement.place,) if statement.place else ())), None),
        when=statement.when,
        factuality=statement.factuality,
        coder=statement.coder,
        p=statement.p,
    )


def _keyed(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    # A name is as the text wrote it; a key is ours.
    return tuple(replace(entity, name=entity.key) for entity in entities if entity.key is not None)


def _erase(connection: Connection, reading: Row[Any]) -> None:
    search.forget(connection, reading.n, reading.text)
    connection.execute(update(schema.document).where(schema.document.c.n == reading.n).values(text="", lines=[]))
    said = select(schema.statement).where(schema.statement.c.document == reading.n)
    shells = [{"at": row.n, "shell": encode(shell(decode(Statement, row.payload)))} for row in connection.execute(said)]
    if shells:
        here = schema.statement.c.document == reading.n, schema.statement.c.n == bindparam("at")
        connection.execute(update(schema.statement).where(*here).values(payload=bindparam("shell")), shells)
