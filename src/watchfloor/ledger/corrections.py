"""Every change of the record after a first reading, in the order of recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from watchfloor.ledger import rows
from watchfloor.ledger.stores import schema
from watchfloor.terms import TLP, Correction, Decision, Document, When

#: So many values fit into one question to the database.
_VARIABLES = 1000
#: Fields of a document that a correction may change.
METADATA = ("title", "publisher", "authors", "published", "url", "language", "derives_from", "grade", "tlp", "rights")


def corrections(connection: Connection, decisions: tuple[Decision, ...]) -> tuple[Correction, ...]:
    """Return corrections of metadata, withdrawals, and what reviewers decided about single statements.

    decisions: standing ones.
    """
    entered = connection.execute(
        select(schema.entry).where(schema.entry.c.kind.in_(("correction", "withdrawal"))).order_by(schema.entry.c.n)
    )
    found = [_changed(connection, e) if e.kind == "correction" else _gone(connection, e) for e in entered.all()]
    found += _decided(connection, decisions)
    names = _names(connection)
    marked = (replace(one, title=names[one.document].title, tlp=names[one.document].tlp or TLP[0]) for one in found)
    return tuple(sorted(marked, key=lambda one: one.recorded))


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
    """Yield the decisions that changed what was read, statement by statement: an acceptance changes nothing."""
    changing = [each for each in decisions if each.kind not in ("accept", "add")]
    ids = sorted({id for each in changing for id in each.on})
    said = select(schema.statement.c.id, schema.document.c.id).join(schema.document)
    homes: dict[str, str] = {}
    for n in range(0, len(ids), _VARIABLES):
        found = connection.execute(said.where(schema.statement.c.id.in_(ids[n : n + _VARIABLES])))
        homes.update((id, home) for id, home in found)
    for decision in changing:
        change = ((decision.field, "", _words(decision.value)),) if decision.field else ()
        for id in decision.on:
            if id in homes:
                yield Correction(
                    kind=decision.kind, recorded=decision.recorded, document=homes[id], title="", tlp=TLP[0],
                    changes=change, statement=id, why=decision.why,
                )  # fmt: skip


def _names(connection: Connection) -> dict[str, Row[Any]]:
    """Map documents to their title and TLP mark as they are now: what is closed now was never said aloud."""
    row = schema.document.c
    last = select(func.max(row.n)).group_by(row.id)
    wanted = select(row.id, row.title, row.payload["tlp"].as_string().label("tlp")).where(row.n.in_(last))
    return {one.id: one for one in connection.execute(wanted)}


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
