"""A ledger in a PostgreSQL database; needs the extra `[server]`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from watchfloor.errors import LedgerError
from watchfloor.ledger.stores import schema
from watchfloor.ledger.stores.connect import RESTORE, to_json

_BUSY = ("another program is writing to the ledger", "ledger.busy", "wait until it has finished, then try again")
_DENIED = ("the database refuses this user", "ledger.no-permission", "check user, password and what is granted")

#: What SQLSTATEs, or the classes they begin with, mean to the user: what, then code and hint.
_FAULTS = {
    "55P03": _BUSY,
    "40": _BUSY,
    "28": _DENIED,
    "42501": _DENIED,
    "53100": ("the disk is full; nothing was recorded", "ledger.disk-full", "make room, then try again"),
    "58": ("the server's disk does not read or write", "ledger.disk", "check space, quota and the disk"),
    "XX": ("the database is damaged", "ledger.corrupted", RESTORE),
    "3D000": ("there is no such database", "ledger.not-found", "make it: createdb NAME"),
}
_UNREACHABLE = (
    "the database server cannot be reached",
    "ledger.unreachable",
    "check the address in WATCHFLOOR_LEDGER and whether the server runs",
)


@dataclass(frozen=True, slots=True)
class Postgres:
    """A database by its address; see `connect.Kind`."""

    url: URL
    wait_seconds: float

    @classmethod
    def at(cls, address: str, wait_seconds: float) -> Postgres:
        """Return the database at an address.

        Raises LedgerError: bad-address, missing-extra.
        """
        try:
            url = make_url(address)
            if url.get_backend_name() not in ("postgresql", "postgres"):
                raise ArgumentError(url.drivername)
        except (ArgumentError, ValueError) as error:
            raise LedgerError(
                "ledger.bad-address",
                "this is no address of a PostgreSQL database",
                where="WATCHFLOOR_LEDGER",
                hint="write it as postgresql://USER:PASSWORD@HOST:5432/DATABASE",
            ) from error
        if find_spec("psycopg") is None:
            hint = "pip install 'watchfloor[server]'"
            raise LedgerError("ledger.missing-extra", "PostgreSQL needs psycopg", where=_shown(url), hint=hint)
        return cls(url.set(drivername="postgresql+psycopg"), wait_seconds)

    @property
    def where(self) -> str:
        """Return the address without its password and settings."""
        return _shown(self.url)

    def engine(self) -> Engine:
        """Return an engine on the database: a reader sees one moment, writers go one after the other."""
        engine = create_engine(self.url, json_serializer=to_json, isolation_level="REPEATABLE READ")
        milliseconds = max(1, round(self.wait_seconds * 1000))

        def settle(connection: Any, _record: object) -> None:
            connection.execute(f"set lock_timeout = {milliseconds}")
            connection.commit()

        event.listen(engine, "connect", settle)
        event.listen(engine, "begin", _begin)
        return engine

    def check_place(self, *, create: bool) -> None:
        """Leave it to the server to say what is wrong."""

    def fault(self, error: BaseException) -> LedgerError | None:
        """Return what a SQLSTATE means to the user."""
        if not isinstance(error, DBAPIError):
            return None
        state = getattr(error.orig, "sqlstate", None) or ""
        found = _FAULTS.get(state) or _FAULTS.get(state[:2])
        if found is None and isinstance(error, OperationalError) and (not state or state[:2] in ("08", "57")):
            found = _UNREACHABLE
        if found is None:
            return None
        what, code, hint = found
        return LedgerError(code, what, where=self.where, hint=hint)

    def number(self, connection: Connection) -> int:
        """Return what the table `layout` says."""
        return connection.scalar(select(func.max(schema.layout.c.schema))) or 0

    def mark(self, connection: Connection, number: int) -> None:
        """Do nothing: the table `layout` says it all."""

    def settle(self, engine: Engine) -> None:
        """Do nothing: readers and writers do not hinder each other."""

    def scrub(self, engine: Engine) -> None:
        """Take the erased rows out of the tables and their indexes."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT", begin=None) as connection:
            connection.exec_driver_sql("vacuum document, statement, passage, passage_words")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("begin") == "write":
        # The lock comes before the snapshot: a writer must see what the one before it wrote.
        connection.exec_driver_sql("set transaction isolation level read committed")
        connection.exec_driver_sql("select pg_advisory_xact_lock(hashtext('watchfloor ' || current_schema()))")


def _shown(url: URL) -> str:
    return url.set(password=None, query={}).render_as_string(hide_password=True)
