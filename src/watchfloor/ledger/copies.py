"""Backups: the whole record as one SQLite file, and such a file as a record again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from watchfloor.errors import LedgerError
from watchfloor.ledger import search, stores
from watchfloor.ledger.stores import schema

_BATCH = 1000


def backup(store: stores.Store, to: Path) -> None:
    """Write a copy of the record as a SQLite file; it appears whole or not at all.

    Raises LedgerError `ledger.exists` where something is there already, `ledger.no-folder`.
    """
    if to.exists():
        raise LedgerError("ledger.exists", "there is a file already", where=str(to), hint="name another file")
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with stores.connect(part, create=True, wait_seconds=0).closing() as copy:
            transfer(store, copy)
        part.replace(to)
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def restore(file: Path, store: stores.Store) -> None:
    """Fill an empty record from a backup.

    Raises LedgerError `ledger.exists` where the record holds something already.
    """
    with stores.connect(file, create=False, wait_seconds=10).closing() as copy:
        transfer(copy, store)


def transfer(source: stores.Store, target: stores.Store) -> None:
    """Copy every row of one record into another that is empty, all or nothing."""
    with source.transaction() as read, target.transaction(write=True) as write:
        if write.execute(select(schema.entry.c.n).limit(1)).one_or_none() is not None:
            raise LedgerError(
                "ledger.exists", "the ledger holds something already", where=target.where, hint="name an empty one"
            )
        for table in schema.metadata.sorted_tables:
            if table.name not in ("layout", "passage"):
                for batch in read.execution_options(yield_per=_BATCH).execute(select(table)).mappings().partitions():
                    write.execute(insert(table), [dict(row) for row in batch])
        for row in write.execute(select(schema.document.c.n, schema.document.c.text)).all():
            search.index(write, row.n, row.text)
        _count_on(write)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers."""
    if connection.dialect.name == "postgresql":
        for table in ("document", "withdrawal", "decision", "forecast", "resolution"):
            last = f"select setval(pg_get_serial_sequence('{table}', 'n'), coalesce(max(n), 0) + 1, false) from {table}"
            connection.execute(text(last))
