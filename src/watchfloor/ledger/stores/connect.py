"""Opening a ledger wherever it lies, its transactions, and the way from an older layout to the present one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, inspect, select

from watchfloor import __version__
from watchfloor.errors import LedgerError
from watchfloor.ledger.stores import schema

RESTORE = "restore a backup, or move it away and read the sources again"
READ = "read a document: watchfloor read FILE"


class Kind(Protocol):
    """What SQLite and PostgreSQL do each in their own way."""

    @property
    def where(self) -> str:
        """Return what the user calls the place; no password in it."""

    def engine(self) -> Engine:
        """Return an engine that opens transactions as `begin` in the execution options says: read or write."""

    def check_place(self, *, create: bool) -> None:
        """Raise LedgerError where nothing can be opened or made."""

    def fault(self, error: BaseException) -> LedgerError | None:
        """Return what an error of the database means to the user; None where it is a bug."""

    def number(self, connection: Connection) -> int:
        """Return the number of the layout of tables that are there; 0 where they are another program's."""

    def mark(self, connection: Connection, number: int) -> None:
        """Mark the database as a ledger of a layout."""

    def settle(self, engine: Engine) -> None:
        """Do what is to be done outside of any transaction once the tables are there."""

    def scrub(self, engine: Engine) -> None:
        """Overwrite what was erased, outside of any transaction."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database that holds a ledger of the present layout."""

    kind: Kind
    engine: Engine

    @property
    def where(self) -> str:
        """Return what the user calls the place."""
        return self.kind.where

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """Open one transaction: a snapshot for reading, or the only writer's; all of it or nothing."""
        with faults(self.kind), self.engine.connect() as connection:
            connection.execution_options(begin="write" if write else "read")
            with connection.begin():
                yield connection

    def scrub(self) -> None:
        """Make sure that what was erased is not left in a log beside the database."""
        with faults(self.kind):
            self.kind.scrub(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def closing(self) -> Iterator[Store]:
        """Let go of the database in the end."""
        try:
            yield self
        finally:
            self.close()


def connect(place: Path | str, *, create: bool, wait_seconds: float) -> Store:
    """Return a store of the present layout, made if it is missing and `create` is set, migrated if it is older.

    place: a file, or the address of a PostgreSQL database (`postgresql://…`).
    Raises LedgerError: not-found, no-folder, not-a-ledger, newer-schema, corrupted, no-permission, busy, disk,
    bad-address, missing-extra, unreachable.
    """
    kind = _kind(place, wait_seconds)
    kind.check_place(create=create)
    engine = kind.engine()
    try:
        with faults(kind):
            _prepare(Store(kind, engine), create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(kind, engine)


def damaged(where: str, what: str) -> LedgerError:
    """Return the error of a ledger whose content makes no sense."""
    return LedgerError("ledger.corrupted", what, where=where, hint=RESTORE)


@contextmanager
def faults(kind: Kind) -> Iterator[None]:
    """Turn faults of the database into LedgerErrors; anything else is a bug and passes."""
    try:
        yield
    except LedgerError:
        raise
    except Exception as error:
        fault = kind.fault(error)
        if fault is None:
            raise
        raise fault from error


def to_json(value: object) -> str:
    """Return JSON as it is stored: short, in its own letters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _kind(place: Path | str, wait_seconds: float) -> Kind:
    if isinstance(place, str) and "://" in place:
        from watchfloor.ledger.stores.postgres import Postgres

        return Postgres.at(place, wait_seconds)
    from watchfloor.ledger.stores.sqlite import Sqlite

    return Sqlite(Path(place), wait_seconds)


def _prepare(store: Store, *, create: bool) -> None:
    with store.transaction() as connection:
        number = _layout(store, connection)
    if number == 0 and not create:
        raise LedgerError("ledger.not-a-ledger", "it holds nothing", where=store.where, hint=READ)
    if number < schema.SCHEMA:
        with store.transaction(write=True) as connection:
            number = _layout(store, connection)  # another program may have done it meanwhile
            if number == 0:
                schema.make(connection)
            if number < schema.SCHEMA:
                _migrate(connection, number)
                connection.execute(schema.layout.insert().values(schema=schema.SCHEMA, watchfloor=__version__))
                store.kind.mark(connection, schema.SCHEMA)
    store.kind.settle(store.engine)


def _migrate(connection: Connection, number: int) -> None:
    from watchfloor.ledger.stores.migrations import stamp, upgrade

    if number == 0:
        stamp(connection, schema.SCHEMA)
        return
    upgrade(connection, number)


def _layout(store: Store, connection: Connection) -> int:
    """Return the number of the layout found, 0 for an empty database; raise for another's and for a newer one."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    number = store.kind.number(connection) if "layout" in tables else 0
    if number == 0:
        hint = "name another place, or move this away"
        raise LedgerError("ledger.not-a-ledger", "this is no ledger", where=store.where, hint=hint)
    if number > schema.SCHEMA:
        wanted = select(schema.layout.c.watchfloor).where(schema.layout.c.schema == number)
        version = connection.execute(wanted).scalar() or "the latest version"
        raise LedgerError(
            "ledger.newer-schema",
            f"the ledger has schema {number}; watchfloor {__version__} knows schemas up to {schema.SCHEMA}",
            where=store.where,
            hint=f"install watchfloor {version} or newer",
        )
    return number
