"""Checks every invariant of the record and says what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import forecasts, journal, review, rows, stores, withdrawal
from watchfloor.ledger.stores import schema
from watchfloor.terms import Decision, Document, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: where in the record, and what."""

    where: str  #: table and number of the row
    what: str


def verify(store: stores.Store) -> tuple[Fault, ...]:
    """Return everything that is wrong with a record, in the order of the journal.

    The hash chain over all that was recorded, each row against its hash, citations against the text they cite, columns
    against what they were derived from, ids that lead nowhere, words of withdrawn documents, the search index, and the
    database's own check of its file.
    """
    try:
        with store.transaction() as connection:
            return tuple(_faults(connection))
    except LedgerError as error:
        if error.code != "ledger.corrupted":
            raise
        return (Fault(where=store.where, what=error.what),)


def _faults(connection: Connection) -> Iterator[Fault]:
    yield from _file(connection)
    yield from _chain(connection)
    gone = set(connection.scalars(select(schema.withdrawal.c.document)))
    for row in connection.execute(select(schema.document).order_by(schema.document.c.n)).all():
        yield from _reading(connection, row, row.id in gone)
    yield from _decisions(connection)
    for where, what in forecasts.faults(connection):
        yield Fault(where=where, what=what)
    yield from _index(connection)


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.exec_driver_sql("pragma integrity_check"):
        if found != "ok":
            yield Fault(where="file", what=found)
    for table, n, parent, _ in connection.exec_driver_sql("pragma foreign_key_check"):
        yield Fault(where=f"{table} {n}", what=f"belongs to a row of {parent} that is not there")


def _chain(connection: Connection) -> Iterator[Fault]:
    before, expected = "", 1
    entered: dict[str, set[int]] = {}
    for entry in connection.execute(select(schema.entry).order_by(schema.entry.c.n)).all():
        where = f"entry {entry.n}"
        if entry.n != expected:
            yield Fault(where=where, what=f"the journal has no entry {expected}")
        if journal.link(before, entry._asdict()) != entry.chain:
            yield Fault(where=where, what="the hash chain is broken here")
        before, expected = entry.chain, entry.n + 1
        kind = "document" if entry.kind in ("reading", "correction") else entry.kind
        entered.setdefault(kind, set()).add(entry.row)
        yield from _entered(connection, entry)
    for kind in ("document", "withdrawal", "decision", "forecast", "resolution"):
        there = set(connection.scalars(select(schema.metadata.tables[kind].c.n)))
        for n in sorted(there - entered.get(kind, set())):
            yield Fault(where=f"{kind} {n}", what="the journal does not know it")
        for n in sorted(entered.get(kind, set()) - there):
            yield Fault(where=f"{kind} {n}", what="the journal knows it, and it is not there")


def _entered(connection: Connection, entry: Row[Any]) -> Iterator[Fault]:
    kind = "document" if entry.kind in ("reading", "correction") else entry.kind
    table = schema.metadata.tables.get(kind)
    row = None if table is None else connection.execute(select(table).where(table.c.n == entry.row)).one_or_none()
    if row is None:
        return
    where = f"{kind} {entry.row}"
    if row.recorded != entry.recorded:
        yield Fault(where=where, what="the moment of recording is not that of the journal")
    if kind == "document":
        erased = select(schema.withdrawal.c.n).where(schema.withdrawal.c.document == row.id)
        if connection.scalar(erased) is not None:
            return
    with suppress(ValueError):  # what cannot be read is told by its own row
        if journal.content(connection, entry.kind, entry.row) != entry.digest:
            yield Fault(where=where, what="it is not what was recorded")


def _reading(connection: Connection, row: Row[Any], withdrawn: bool) -> Iterator[Fault]:
    where = f"document {row.n}"
    try:
        reading = rows.reading(connection, row.n)
    except ValueError as error:
        yield Fault(where=where, what=f"it cannot be read: {error}")
        return
    if withdrawn and (row.text or any(withdrawal.shell(each) != each for each in reading.statements)):
        yield Fault(where=where, what="it was withdrawn, and words of it are still there")
    for name, value in rows.document_row(reading, row.recorded).items():
        if row._mapping[name] != value and not (withdrawn and name == "reading"):
            yield Fault(where=where, what=f"the column {name} is not what the document says")
    stored = select(schema.statement).where(schema.statement.c.document == row.n).order_by(schema.statement.c.n)
    for each, statement in zip(connection.execute(stored), reading.statements, strict=True):
        yield from _statement(each, statement, reading.document, row.recorded, withdrawn)


def _statement(row: Row[Any], statement: Statement, said: Document, recorded: str, withdrawn: bool) -> Iterator[Fault]:
    where = f"statement {row.document}.{row.n}"
    cited = statement.citation
    if cited.document != said.id:
        yield Fault(where=where, what=f"it cites a document {cited.document} that it does not belong to")
    elif not withdrawn and said.text[cited.start : cited.end] != cited.exact:
        yield Fault(where=where, what="the text does not hold the words it cites")
    for name, value in rows.statement_row(statement, said, recorded).items():
        if row._mapping[name] != value:
            yield Fault(where=where, what=f"the column {name} is not what the statement says")


def _decisions(connection: Connection) -> Iterator[Fault]:
    there = set(connection.scalars(select(schema.statement.c.id)))
    taken = set(connection.scalars(select(schema.decision.c.id)))
    for row in connection.execute(select(schema.decision).order_by(schema.decision.c.n)).all():
        where = f"decision {row.n}"
        try:
            decision = review.from_payload(row.payload)
            if decision.kind == "add":
                there.update(decision.on)
                yield from _added(connection, decision, where)
        except ValueError as error:
            yield Fault(where=where, what=f"it cannot be read: {error}")
            continue
        if decision.id != row.id:
            yield Fault(where=where, what="its id is not that of what was decided")
        for id in decision.on:
            if id not in (taken if decision.kind == "undo" else there):
                yield Fault(where=where, what=f"it is about {id}, which is not there")


def _added(connection: Connection, decision: Decision, where: str) -> Iterator[Fault]:
    cited = decision.value["citation"]
    readings = connection.execute(select(schema.document).where(schema.document.c.id == cited["document"])).all()
    withdrawn = select(schema.withdrawal.c.n).where(schema.withdrawal.c.document == cited["document"])
    if not readings:
        yield Fault(where=where, what=f"it cites {cited['document']}, which is not there")
    elif connection.scalar(withdrawn) is None and all(cited["end"] > len(row.text) for row in readings):
        yield Fault(where=where, what="it cites words outside of the text")


def _index(connection: Connection) -> Iterator[Fault]:
    passages = select(schema.passage, schema.document.c.text).join(
        schema.document, schema.document.c.n == schema.passage.c.document
    )
    for row in connection.execute(passages):
        if not 0 <= row.start < row.end <= len(row.text):
            yield Fault(where=f"passage {row.n}", what="it lies outside its text")
    column = "rowid" if connection.dialect.name == "sqlite" else "n"
    lost = f"select n from passage where n not in (select {column} from passage_words)"
    for (n,) in connection.exec_driver_sql(lost):
        yield Fault(where=f"passage {n}", what="the search index does not know it")
