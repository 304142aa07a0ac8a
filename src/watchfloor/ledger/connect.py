"""Opening the database file: settings, transactions, and what its faults mean to the user."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError, OperationalError

from watchfloor import __version__
from watchfloor.errors import LedgerError
from watchfloor.ledger import schema

_PERMISSION = "ledger.no-permission", "check the permissions of the file and of its folder"
_BUSY = "ledger.busy", "wait until it has finished, then try again"
_RESTORE = "take it from a backup, or move it away and read the sources again"
_READ = "read a document: watchfloor read FILE"

#: What each primary result code of SQLite means to the user: what, then code and hint.
_FAULTS = {
    sqlite3.SQLITE_BUSY: ("another program is writing to the ledger", *_BUSY),
    sqlite3.SQLITE_LOCKED: ("another program is writing to the ledger", *_BUSY),
    sqlite3.SQLITE_NOTADB: ("this is no ledger", "ledger.not-a-ledger", "name another file, or move this one away"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "ledger.corrupted", _RESTORE),
    sqlite3.SQLITE_FULL: ("the disk is full; nothing was recorded", "ledger.disk-full", "make room, then try again"),
    sqlite3.SQLITE_IOERR: ("the disk does not read or write", "ledger.disk", "check space, quota and the disk"),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", *_PERMISSION),
    sqlite3.SQLITE_READONLY: ("the file cannot be written", *_PERMISSION),
    sqlite3.SQLITE_PERM: ("the file cannot be written", *_PERMISSION),
}


def connect(path: Path, *, create: bool, wait_seconds: float) -> Engine:
    """Return an engine on a ledger of the present schema, made if it is missing and `create` is set.

    Raises LedgerError: not-found, no-folder, not-a-ledger, newer-schema, corrupted, no-permission, busy, disk.
    """
    _check_place(path, create=create)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": wait_seconds, "isolation_level": None},
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    try:
        with faults(path):
            _prepare(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn faults of the database file into LedgerErrors; anything else is a bug and passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code not in _FAULTS:
            raise
        raise _fault(code, path) from error


def damaged(path: Path, what: str) -> LedgerError:
    """Return the error of a file whose content makes no sense."""
    return LedgerError("ledger.corrupted", what, where=str(path), hint=_RESTORE)


def _fault(result: int, path: Path) -> LedgerError:
    what, code, hint = _FAULTS[result]
    return LedgerError(code, what, where=str(path), hint=hint)


@contextmanager
def transaction(engine: Engine, path: Path, *, write: bool = False) -> Iterator[Connection]:
    """Open one transaction: a snapshot for reading, or the only writer's; all of it or nothing."""
    with faults(path), engine.connect() as connection:
        connection.execution_options(begin="immediate" if write else "deferred")
        with connection.begin():
            yield connection


def _check_place(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise LedgerError("ledger.not-a-ledger", "this is a folder", where=str(path), hint="name a file in it")
        if not path.parent.is_dir():
            hint = "make a desk: watchfloor init DIR"
            raise LedgerError("ledger.no-folder", "the folder does not exist", where=str(path.parent), hint=hint)
        if not create and not path.exists():
            raise LedgerError("ledger.not-found", "there is no ledger yet", where=str(path), hint=_READ)
    except PermissionError as error:
        raise _fault(sqlite3.SQLITE_CANTOPEN, path) from error


def _settle(connection: Any, _record: object) -> None:
    # FULL: what was acknowledged survives a power cut, not only a killed process.
    for setting in ("foreign_keys = on", "synchronous = full"):
        connection.execute(f"pragma {setting}")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "deferred")
    if mode is not None:
        connection.exec_driver_sql(f"begin {mode}")


def _prepare(engine: Engine, path: Path, *, create: bool) -> None:
    with transaction(engine, path) as connection:
        fresh = _is_empty(connection)
        if not fresh:
            _check_schema(connection, path)
    if fresh and not create:
        raise LedgerError("ledger.not-a-ledger", "the file is empty", where=str(path), hint=_READ)
    if fresh:
        with transaction(engine, path, write=True) as connection:
            if _is_empty(connection):  # nobody else has made it meanwhile
                schema.build(connection, __version__)
    with engine.connect() as connection:
        connection.execution_options(begin=None)
        if connection.exec_driver_sql("pragma journal_mode").scalar_one() != "wal":
            with suppress(OperationalError):  # in use at this moment: the next to open it will switch
                connection.exec_driver_sql("pragma journal_mode = wal")


def _is_empty(connection: Connection) -> bool:
    return not connection.exec_driver_sql("select 1 from sqlite_master limit 1").first()


def _check_schema(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("pragma application_id").scalar_one() != schema.APPLICATION:
        raise _fault(sqlite3.SQLITE_NOTADB, path)
    number = connection.exec_driver_sql("pragma user_version").scalar_one()
    if number > schema.SCHEMA:
        wanted = select(schema.layout.c.watchfloor).where(schema.layout.c.schema == number)
        version = connection.execute(wanted).scalar() or "the latest version"
        raise LedgerError(
            "ledger.newer-schema",
            f"the ledger has schema {number}; watchfloor {__version__} knows schemas up to {schema.SCHEMA}",
            where=str(path),
            hint=f"install watchfloor {version} or newer",
        )
