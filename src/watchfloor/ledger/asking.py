"""Asking the record: what it knew on any day, what is in it, whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Row, func, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import corrections, deciding, forecasts, review, rows, search, stores, verify
from watchfloor.ledger.agreement import TerritoryOf
from watchfloor.ledger.clearance import below
from watchfloor.ledger.clusters import itself
from watchfloor.ledger.lazily import Lazily, chained
from watchfloor.ledger.memory import Memory
from watchfloor.ledger.refusals import SHORTEST_PREFIX, unknown_id, was_withdrawn
from watchfloor.ledger.reviewed import Carried, Reviewed
from watchfloor.ledger.said import Said
from watchfloor.ledger.stores import schema
from watchfloor.terms import TLP, Correction, Decision, Document, Event, Forecast, Resolution, Statement, View

Noun = TypeVar("Noun", bound=Statement | Event | Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much the ledger holds; `undated` documents enter no as-of view, `proposals` are among the statements."""

    documents: int
    undated: int
    turns: int
    statements: Mapping[str, int]  #: by kind
    proposals: int
    refused: int


class Asking:
    """A record that is open to questions, in a SQLite file or a PostgreSQL database; a context manager."""

    def __init__(self, store: stores.Store, territory_of: TerritoryOf, world: str | None) -> None:
        self._store = store
        self._new_memory = partial(Memory, store, territory_of, world)
        self._memory = self._new_memory()

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        create: bool = True,
        wait_seconds: float = 10.0,
        territory_of: TerritoryOf = itself,
        world: str | None = None,
    ) -> Self:
        """Open a ledger, make it where it is missing unless told not to, and migrate one of an older version.

        place: a file, or the address of a PostgreSQL database (`postgresql://…`).
        wait_seconds: how long to wait for another program that is writing.
        territory_of: the key that a key acts for on a day (an office-holder's country), for gathering events.
        world: digest of all that `territory_of` answers from; without it no other program can use what was gathered.
        Raises LedgerError: not-found, no-folder, not-a-ledger, newer-schema, corrupted, no-permission, busy, disk,
        bad-address, missing-extra, unreachable.
        """
        store = stores.connect(place, create=create, wait_seconds=wait_seconds)
        return cls(store, territory_of, "" if territory_of is itself else world)

    @property
    def where(self) -> str:
        """Return the file or the address, without its password."""
        return self._store.where

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def view(self, as_of: date, *, tlp: str = TLP[-1], recorded_by: datetime | None = None) -> View:
        """Return what was known on a day: documents published by then, their statements, and the events they report.

        tlp: documents above this level are left out, as if they had never been read.
        recorded_by: leave out what was recorded, corrected or decided after this moment: what the desk itself knew.
        A document whose date is partial is known on its last possible day; an undated one is in no view, nor is a
        withdrawn one. The same ledger content gives the same view in whatever order it was recorded.
        """
        if tlp not in TLP:
            raise ValueError(f"no TLP level is called {tlp!r}")
        moment = None if recorded_by is None else review.moment_of(recorded_by)
        with self._read() as connection:
            read, decisions, reviewed = self._state(connection, moment)
        known = [each for each in read if each.known is not None and each.known <= as_of]
        documents: Sequence[Document] = Lazily(len(known), lambda n: known[n].document)
        cleared = documents if tlp == TLP[-1] else below(documents, tlp)
        if len(cleared) < len(documents):  # what is left out must not have been there when events were gathered
            left = {each.id: each for each in cleared}
            known, documents = [each for each in known if each.id in left], cleared
            events = self._memory.events_of(known, left, reviewed).events(as_of, decisions)
        elif moment is not None:
            events = self._memory.events_of(read, {}, reviewed).events(as_of, decisions)
        else:
            events = self._memory.events(read, reviewed).events(as_of, decisions)
        statements = chained([self._memory.standing(each, reviewed) for each in known])
        overrules = tuple(each for each in decisions if each.kind in ("bind", "unbind"))
        return View(as_of=as_of, documents=documents, statements=statements, events=events, overrules=overrules)

    def documents(self) -> tuple[Document, ...]:
        """Return every document that was not withdrawn, the undated last."""
        with self._read() as connection:
            read = self._memory.readings(connection, list(_ruling(connection).values()))
        return tuple(each.document for each in read)

    def decisions(self, *, recorded_by: datetime | None = None) -> tuple[Decision, ...]:
        """Return every decision in the order of recording, the undone among them."""
        with self._read() as connection:
            return deciding.decisions(connection, None if recorded_by is None else review.moment_of(recorded_by))

    def corrections(self, *, tlp: str = TLP[-1]) -> tuple[Correction, ...]:
        """Return every change of the record after a first reading, in order; of documents above a level none."""
        with self._read() as connection:
            every = corrections.corrections(connection, review.standing(deciding.decisions(connection)))
        return tuple(one for one in every if TLP.index(one.tlp) <= TLP.index(tlp))

    def statements(self, document: str) -> Sequence[Statement]:
        """Return the statements of one document as people have decided on them; none of one that is not there."""
        with self._read() as connection:
            read, _, reviewed = self._state(connection, document=document)
        return chained([self._memory.standing(each, reviewed) for each in read])

    def rejected(self, document: str | None = None) -> tuple[Statement, ...]:
        """Return the statements that people rejected, as they were read, in order of publication.

        document: the id of one; all of them where it is None.
        """
        with self._read() as connection:
            read, _, reviewed = self._state(connection, document=document)
        return tuple(each for said in read for each in self._memory.rejected(said, reviewed))

    def carried(self, document: str | None = None) -> tuple[Carried, ...]:
        """Return what became of reviewed statements whose documents were read anew since, in order of publication.

        document: the id of one; all of them where it is None.
        """
        with self._read() as connection:
            read, _, reviewed = self._state(connection, document=document)
        return tuple(each for said in read for each in self._memory.carried(said, reviewed))

    def forecasts(self, *, recorded_by: datetime | None = None) -> tuple[Forecast, ...]:
        """Return every forecast in the order of recording."""
        with self._read() as connection:
            return forecasts.forecasts(connection, None if recorded_by is None else review.moment_of(recorded_by))

    def resolutions(self, *, recorded_by: datetime | None = None) -> tuple[Resolution, ...]:
        """Return every resolution in the order of recording, those of questions opened again among them."""
        with self._read() as connection:
            return forecasts.resolutions(connection, None if recorded_by is None else review.moment_of(recorded_by))

    def counts(self) -> Counts:
        """Return how much the ledger holds, the undated included."""
        ruling = rows.ruling().subquery()
        with self._read() as connection:

            def count(table: Any, *where: Any) -> int:
                joined = select(func.count()).select_from(table).join(ruling, table.c.document == ruling.c.n)
                return connection.scalar(joined.where(*where)) or 0

            said = schema.statement.c
            by_kind = select(said.kind, func.count()).join(ruling, said.document == ruling.c.n).group_by(said.kind)
            return Counts(
                documents=connection.scalar(select(func.count()).select_from(ruling)) or 0,
                undated=connection.scalar(select(func.count()).where(ruling.c.known.is_(None))) or 0,
                turns=count(schema.turn),
                statements={row[0]: row[1] for row in connection.execute(by_kind.order_by(said.kind))},
                proposals=count(schema.statement, said.proposal),
                refused=count(schema.refused),
            )

    def above(self, tlp: str) -> int:
        """Return how many documents there are above a TLP level."""
        level = func.coalesce(schema.document.c.payload["tlp"].as_string(), TLP[0])
        ruling = rows.ruling().where(level.not_in(TLP[: TLP.index(tlp) + 1])).subquery()
        with self._read() as connection:
            return connection.scalar(select(func.count()).select_from(ruling)) or 0

    def find(
        self, prefix: str, *, as_of: date = date.max, recorded_by: datetime | None = None
    ) -> Statement | Event | Document:
        """Return the one document, statement or event whose id begins with a prefix of at least four characters.

        A statement that was rejected, or that stands in another's place, is found as it was read or reviewed.
        as_of: the day for which events are gathered; documents and statements are found whenever they are known.
        Raises LedgerError: unknown-id for none, ambiguous-id for several, withdrawn.
        """
        if len(prefix) < SHORTEST_PREFIX:
            raise unknown_id(self.where, prefix)
        moment = None if recorded_by is None else review.moment_of(recorded_by)
        with self._read() as connection:
            read, decisions, reviewed = self._state(connection, moment)
            homes = self._memory.homes(connection, prefix)
        at = [each for each in read if each.id in homes]
        teller = self._memory.events(read, reviewed) if moment is None else self._memory.events_of(read, {}, reviewed)
        nouns: tuple[Statement | Event | Document, ...] = (
            *(each.document for each in read if each.id.startswith(prefix)),
            *chain.from_iterable(each.statements for each in at),
            *(each.statement for said in at for each in self._memory.carried(said, reviewed)),
            *chain.from_iterable(self._memory.standing(each, reviewed) for each in at),
            *teller.named(prefix, as_of, decisions),
        )
        return self._one(prefix, nouns)

    def document(self, prefix: str) -> Document:
        """Return the one document whose id begins with a prefix of at least four characters; raises as `find` does."""
        return self._one(prefix, self.documents())

    def search(
        self, words: str, *, as_of: date = date.max, limit: int = 20, tlp: str = TLP[-1]
    ) -> tuple[search.Hit, ...]:
        """Return the passages that hold all words, or phrases in double quotes, best first; see `search.search`."""
        with self._read() as connection:
            return search.search(connection, words, as_of=as_of, limit=limit, tlp=tlp)

    def verify(self) -> tuple[verify.Fault, ...]:
        """Return everything that is wrong: chain, spans, ids, derived columns, search index, gathered events."""
        found = verify.verify(self._store)
        if found:
            return found
        with self._read() as connection:
            read, _, reviewed = self._state(connection)
        return tuple(self._memory.faults(read, reviewed))

    # --- inside -------------------------------------------------------------------

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._sound(), self._store.transaction() as connection:
            yield connection

    def _state(
        self, connection: Connection, moment: str | None = None, *, document: str | None = None
    ) -> tuple[list[Said], tuple[Decision, ...], Reviewed]:
        """Return the readings that rule, decisions that stand, and what they do."""
        ruling = _ruling(connection, moment)
        if document is not None:
            ruling = {id: n for id, n in ruling.items() if id == document}
        read = self._memory.readings(connection, list(ruling.values()))
        decisions = review.standing(deciding.decisions(connection, moment))
        return read, decisions, self._memory.reviewed(connection, ruling, decisions, moment)

    def _one(self, prefix: str, nouns: Sequence[Noun]) -> Noun:
        long = len(prefix) >= SHORTEST_PREFIX
        found = {noun.id: noun for noun in nouns if long and noun.id.startswith(prefix)}
        if len(found) > 1 and prefix not in found:
            ids = ", ".join(sorted(found)[:5])
            what = f"{len(found)} ids begin with {prefix!r}"
            raise LedgerError("ledger.ambiguous-id", what, where=self.where, hint=ids)
        if not found:
            with self._read() as connection:
                gone = _withdrawn(connection, prefix) if long else None
            raise unknown_id(self.where, prefix) if gone is None else was_withdrawn(self.where, gone)
        return found.get(prefix) or next(iter(found.values()))

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:  # a row that is no noun
            raise stores.damaged(self.where, f"the record is damaged: {error}") from error


def _ruling(connection: Connection, recorded_by: str | None = None) -> dict[str, int]:
    """Map the documents to the rows that rule."""
    row = schema.document.c
    return {id: n for n, id in connection.execute(rows.ruling(recorded_by).with_only_columns(row.n, row.id))}


def _withdrawn(connection: Connection, prefix: str) -> Row[Any] | None:
    """Return the withdrawal of the document, or of the statement's document, whose id begins so."""
    said = select(schema.document.c.id).join(schema.statement, schema.statement.c.document == schema.document.c.n)
    of_statement = said.where(schema.statement.c.id.startswith(prefix, autoescape=True))
    gone = schema.withdrawal.c.document
    wanted = gone.startswith(prefix, autoescape=True) | gone.in_(of_statement)
    return connection.execute(select(schema.withdrawal).where(wanted)).first()
