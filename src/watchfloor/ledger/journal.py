"""The journal: every act of recording in order, each with the hash of the one before."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Row, select

from watchfloor.ledger import rows
from watchfloor.ledger.stores import schema


def enter(connection: Connection, kind: str, row: int, recorded: str, why: str = "") -> None:
    """Add an entry for a row that was just recorded, inside the same transaction.

    kind: reading, correction, withdrawal, decision, forecast or resolution; row: its number in the table of that kind.
    """
    last = connection.execute(select(schema.entry).order_by(schema.entry.c.n.desc()).limit(1)).one_or_none()
    n, before = (last.n + 1, last.chain) if last is not None else (1, "")
    made = {"n": n, "kind": kind, "row": row, "recorded": recorded, "why": why}
    made["digest"] = content(connection, kind, row)
    connection.execute(schema.entry.insert(), made | {"chain": link(before, made)})


def link(before: str, entry: dict[str, Any]) -> str:
    """Return the chain's hash at an entry: of the hash before it and of all that the entry says."""
    said = (before, *(str(entry[name]) for name in ("n", "kind", "row", "recorded", "why", "digest")))
    return _sha256("\x1f".join(said))


def content(connection: Connection, kind: str, row: int) -> str:
    """Return the hash of what was recorded, as it stands in the tables now."""
    if kind in ("reading", "correction"):
        return _sha256(rows.canonical(rows.reading(connection, row)))
    table = schema.metadata.tables[kind]
    found = connection.execute(select(table).where(table.c.n == row)).one()
    said = [repr(_plain(found))]
    if kind == "withdrawal":  # with what is left of every reading
        left = select(schema.document.c.n).where(schema.document.c.id == found.document).order_by(schema.document.c.n)
        said += [rows.canonical(rows.reading(connection, n)) for n in connection.scalars(left).all()]
    return _sha256("\x1f".join(said))


def _plain(row: Row[Any]) -> list[tuple[str, object]]:
    return [(name, row._mapping[name]) for name in row._fields]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
