"""A ledger in one SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from watchfloor.errors import LedgerError
from watchfloor.ledger.stores import schema
from watchfloor.ledger.stores.connect import READ, RESTORE, to_json

_PERMISSION = "ledger.no-permission", "check the permissions of the file and of its folder"
_BUSY = "ledger.busy", "wait until it has finished, then try again"
_BEGIN = {"read": "begin deferred", "write": "begin immediate"}

#: What each primary result code of SQLite means to the user: what, then code and hint.
_FAULTS = {
    sqlite3.SQLITE_BUSY: ("another program is writing to the ledger", *_BUSY),
    sqlite3.SQLITE_LOCKED: ("another program is writing to the ledger", *_BUSY),
    sqlite3.SQLITE_NOTADB: ("this is no ledger", "ledger.not-a-ledger", "name another file, or move this one away"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "ledger.corrupted", RESTORE),
    sqlite3.SQLITE_FULL: ("the disk is full; nothing was recorded", "ledger.disk-full", "make room, then try again"),
    sqlite3.SQLITE_IOERR: ("the disk does not read or write", "ledger.disk", "check space, quota and the disk"),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", *_PERMISSION),
    sqlite3.SQLITE_READONLY: ("the file cannot be written", *_PERMISSION),
    sqlite3.SQLITE_PERM: ("the file cannot be written", *_PERMISSION),
}


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file; see `connect.Kind`."""

    path: Path
    wait_seconds: float

    @property
    def where(self) -> str:
        """Return the path."""
        return str(self.path)

    def engine(self) -> Engine:
        """Return an engine on the file."""
        engine = create_engine(
            URL.create("sqlite", database=str(self.path)),
            connect_args={"timeout": self.wait_seconds, "isolation_level": None},
            json_serializer=to_json,
        )
        event.listen(engine, "connect", _settings)
        event.listen(engine, "begin", _begin)
        return engine

    def check_place(self, *, create: bool) -> None:
        """Raise LedgerError where the file cannot be there or be made."""
        try:
            if self.path.is_dir():
                raise LedgerError("ledger.not-a-ledger", "this is a folder", where=self.where, hint="name a file in it")
            if not self.path.parent.is_dir():
                hint = "make a desk: watchfloor init DIR"
                raise LedgerError(
                    "ledger.no-folder", "the folder does not exist", where=str(self.path.parent), hint=hint
                )
            if not create and not self.path.exists():
                raise LedgerError("ledger.not-found", "there is no ledger yet", where=self.where, hint=READ)
        except PermissionError as error:
            raise self._fault(sqlite3.SQLITE_CANTOPEN) from error

    def fault(self, error: BaseException) -> LedgerError | None:
        """Return what a result code means to the user."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, sqlite3.Error):
            return None
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return self._fault(code) if code in _FAULTS else None

    def number(self, connection: Connection) -> int:
        """Return what the file's head says."""
        ours = connection.exec_driver_sql("pragma application_id").scalar_one() == schema.APPLICATION
        return int(connection.exec_driver_sql("pragma user_version").scalar_one()) if ours else 0

    def mark(self, connection: Connection, number: int) -> None:
        """Write application and layout into the file's head."""
        connection.exec_driver_sql(f"pragma application_id = {schema.APPLICATION}")
        connection.exec_driver_sql(f"pragma user_version = {number}")

    def settle(self, engine: Engine) -> None:
        """Let one write while others read."""
        with engine.connect() as connection:
            connection.execution_options(begin=None)
            if connection.exec_driver_sql("pragma journal_mode").scalar_one() != "wal":
                with suppress(OperationalError):  # in use at this moment: the next to open it will switch
                    connection.exec_driver_sql("pragma journal_mode = wal")

    def scrub(self, engine: Engine) -> None:
        """Write the log into the file, where erased pages are overwritten, and empty it."""
        with engine.connect() as connection:
            connection.execution_options(begin=None)
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")

    def _fault(self, result: int) -> LedgerError:
        what, code, hint = _FAULTS[result]
        return LedgerError(code, what, where=self.where, hint=hint)


def _settings(connection: Any, _record: object) -> None:
    # FULL: what was acknowledged survives a power cut, not only a killed process. What is withdrawn is overwritten.
    for setting in ("foreign_keys = on", "synchronous = full", "secure_delete = on"):
        connection.execute(f"pragma {setting}")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "read")
    if mode is not None:
        connection.exec_driver_sql(_BEGIN[mode])
