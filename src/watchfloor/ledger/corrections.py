"""Every change of the record after a first reading, in the order of recording."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, Row, select

from watchfloor.ledger import rows
from watchfloor.ledger.stores import schema
from watchfloor.terms import Correction, Decision, Document, When

#: Fields of a document that a correction may change.
METADATA = ("title", "publisher", "authors", "published", "url", "language", "derives_from", "grade", "tlp", "rights")


def corrections(connection: Connection, decisions: tuple[Decision, ...]) -> tuple[Correction, ...]:
    """Return corrections of metadata, withdrawals, and what reviewers decided about single statements."""
    entered = connection.execute(
        select(schema.entry).where(schema.entry.c.kind.in_(("correction", "withdrawal"))).order_by(schema.entry.c.n)
    )
    found = [_changed(connection, e) if e.kind == "correction" else _gone(connection, e) for e in entered.all()]
    found += _decided(connection, decisions)
    return tuple(sorted(found, key=lambda one: one.recorded))


def _changed(connection: Connection, entry: Row[tuple[object, ...]]) -> Correction:
    now = rows.reading(connection, entry.row).document
    before_it = schema.document.c.n < entry.row
    last = select(schema.document.c.n).where(schema.document.c.id == now.id, before_it)
    n = connection.scalar(last.order_by(schema.document.c.n.desc()).limit(1))
    before = rows.reading(connection, n).document if n is not None else now
    values = ((name, _words(getattr(before, name)), _words(getattr(now, name))) for name in METADATA)
    changes = tuple((name, old, new) for name, old, new in values if old != new)
    return _correction("correction", entry.recorded, now, entry.why, changes=changes)


def _gone(connection: Connection, entry: Row[tuple[object, ...]]) -> Correction:
    id = connection.scalar(select(schema.withdrawal.c.document).where(schema.withdrawal.c.n == entry.row))
    document = rows.reading(connection, connection.execute(rows.last_of(str(id))).one().n).document
    return _correction("withdrawal", entry.recorded, document, entry.why)


def _decided(connection: Connection, decisions: tuple[Decision, ...]) -> Iterator[Correction]:
    """Yield decisions on statements of documents that stand; what was undone is told by the undoing."""
    for decision in decisions:
        for id in decision.on:
            found = select(schema.statement.c.document).where(schema.statement.c.id == id)
            n = connection.scalar(found.order_by(schema.statement.c.document.desc()).limit(1))
            if n is not None:
                document = rows.reading(connection, n).document
                change = (decision.field, "", _words(decision.value)) if decision.field else None
                yield Correction(
                    kind=decision.kind, recorded=decision.recorded, document=document.id, title=document.title,
                    tlp=document.tlp, changes=(change,) if change else (), statement=id, why=decision.why,
                )  # fmt: skip


def _correction(
    kind: str, recorded: str, document: Document, why: str, changes: tuple[tuple[str, str, str], ...] = ()
) -> Correction:
    return Correction(
        kind=kind, recorded=datetime.fromisoformat(recorded), document=document.id, title=document.title,
        tlp=document.tlp, changes=changes, why=why,
    )  # fmt: skip


def _words(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, tuple | list):
        return ", ".join(map(_words, value)) or "nothing"
    return value.text if isinstance(value, When) else str(value)
