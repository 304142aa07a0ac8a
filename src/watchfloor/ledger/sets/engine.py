"""DuckDB, which reads and asks event sets; needs the extra `[sets]`."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import LedgerError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: What an import or a question may take of the memory; beyond it DuckDB goes to disk.
MEMORY = "800MB"
EXTRA = "pip install 'watchfloor[sets]'"


def require(package: str, need: str) -> None:
    """Raise LedgerError `ledger.missing-extra` where a package of the extra is not installed."""
    if find_spec(package) is None:
        raise LedgerError("ledger.missing-extra", f"{need} need {package}", where="sets", hint=EXTRA)


@contextmanager
def engine(folder: Path | None = None) -> Iterator[DuckDBPyConnection]:
    """Open a DuckDB that fetches nothing from outside; with a folder it keeps its tables there, else in memory.

    Raises LedgerError: missing-extra, disk-full, disk.
    """
    require("duckdb", "event sets")
    import duckdb

    with ExitStack() as stack:
        try:
            connection = stack.enter_context(_asking().cursor() if folder is None else _connected(folder))
            yield connection
        except duckdb.Error as error:
            fault = _fault(error, folder)
            if fault is None:
                raise
            raise fault from error


@cache
def _asking() -> DuckDBPyConnection:
    """Return the engine that answers questions: opening one takes as long as an answer."""
    return _connected(None)


def _connected(folder: Path | None) -> DuckDBPyConnection:
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY, "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    }  # fmt: skip
    if folder is not None:
        config["temp_directory"] = str(folder / "spill")
    connection = duckdb.connect(":memory:" if folder is None else str(folder / "work.duckdb"), config=config)
    connection.execute("set enable_progress_bar = false")
    return connection


def no_room(where: object) -> LedgerError:
    """Return the error of a full disk."""
    return LedgerError(
        "ledger.disk-full", "the disk is full; nothing was imported", where=str(where), hint="make room, then try again"
    )


def disk(error: OSError, where: object) -> LedgerError:
    """Return what a fault of the file system means to the user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return no_room(where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        hint = "check its permissions"
        return LedgerError("ledger.no-permission", "it may not be read or written", where=str(where), hint=hint)
    hint = "check space, quota and the disk"
    return LedgerError("ledger.disk", error.strerror or str(error), where=str(where), hint=hint)


def quoted(text: object) -> str:
    """Return a text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"


def _fault(error: Exception, folder: Path | None) -> LedgerError | None:
    """Return what a fault of DuckDB means to the user; None where it is a bug."""
    import duckdb

    text = str(error)
    if "No space left" in text:
        return no_room(folder or "sets")
    disks = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException) or "Could not write file" in text
    if not disks:
        return None
    hint = "check space, quota and the disk; `watchfloor sets verify` says whether a set is whole"
    return LedgerError("ledger.disk", text.splitlines()[0], where=str(folder or "sets"), hint=hint)
