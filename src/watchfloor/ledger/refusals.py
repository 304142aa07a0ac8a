"""What the ledger says when it will not: errors that more than one of its modules raises."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from watchfloor.errors import LedgerError
from watchfloor.ledger.stores import schema

#: No shorter beginning of an id is looked up.
SHORTEST_PREFIX = 4


def unknown_id(where: str, id: str) -> LedgerError:
    """Return the error for an id that nothing has."""
    hint = f"give at least {SHORTEST_PREFIX} characters of an id that `watchfloor ledger` shows"
    return LedgerError("ledger.unknown-id", f"nothing has the id {id!r}", where=where, hint=hint)


def wrong_value(where: str, what: str) -> LedgerError:
    """Return the error for a value that something recorded cannot have."""
    return LedgerError("ledger.wrong-value", what, where=where, hint="nothing was recorded; give another value")


def was_withdrawn(where: str, gone: Row[Any]) -> LedgerError:
    """Return the error for a document that was withdrawn; gone: the row that says so."""
    what = f"the document {gone.document} was withdrawn on {gone.recorded[:10]}: {gone.why}"
    return LedgerError("ledger.withdrawn", what, where=where, hint="its text was erased and cannot come back")


def refuse_withdrawn(connection: Connection, where: str, document: str) -> None:
    """Raise LedgerError `ledger.withdrawn` where a document was withdrawn."""
    wanted = select(schema.withdrawal).where(schema.withdrawal.c.document == document)
    gone = connection.execute(wanted).one_or_none()
    if gone is not None:
        raise was_withdrawn(where, gone)
