"""What an open ledger remembers: rows never change, so only new ones are read, and events only gathered on."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import Connection, func, select

from watchfloor.ledger import review, rows
from watchfloor.ledger.agreement import Fact, TerritoryOf, facts
from watchfloor.ledger.clusters import Teller
from watchfloor.ledger.gathering import Gathering
from watchfloor.ledger.origins import Origins, by_publication
from watchfloor.ledger.reviewed import Carried, Reviewed, Version
from watchfloor.ledger.stores import schema
from watchfloor.terms import Decision, Document, Event, Statement

#: From so many missing rows on, a range of them is read instead of each by its number.
_MANY = 200
#: So many values fit into one question to the database.
_VARIABLES = 1000
#: From so many new values on, they are put out of the collector's sight.
_VERY_MANY = 500_000

Said = tuple[Document, tuple[Statement, ...]]
#: The row of a reading and the decisions that touch it.
By = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A document as it is gathered: by which reading, origin and decisions, and the facts that came of it."""

    by: tuple[By, str]
    facts: tuple[Fact, ...]


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep Python from looking for garbage among many new values that all stay: it would walk them again and again.

    Where they are very many, it is not to walk them later either.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _VERY_MANY:
            gc.freeze()
        if was:
            gc.enable()


class Memory:
    """Readings by the number of their row, and the events of all that ruled when last asked; for one thread."""

    def __init__(self, territory_of: TerritoryOf) -> None:
        self._territory_of = territory_of
        self._read: dict[int, Said] = {}
        self._home: dict[str, str] = {}  # statement -> document
        self._names: dict[int, frozenset[str]] = {}
        self._standing: dict[str, tuple[By, tuple[Statement, ...]]] = {}
        self._held: dict[str, _Held] = {}
        self._order: list[tuple[str, int]] = []  # documents and rows, as their origins were found
        self._origins = Origins()
        self._gathering = Gathering()
        self._teller = Teller(self._gathering)

    def readings(self, connection: Connection, numbers: Sequence[int]) -> list[Said]:
        """Return documents with their statements, as recorded, in order of publication."""
        missing = [n for n in numbers if n not in self._read]
        if missing:
            n = schema.document.c.n
            wanted = n.in_(missing) if len(missing) < _MANY else n.between(min(missing), max(missing))
            with _nothing_to_collect():
                self._remember(connection, select(schema.document).where(wanted))
        return sorted((self._read[n] for n in numbers), key=lambda said: by_publication(said[0]))

    def _remember(self, connection: Connection, wanted: rows.Wanted) -> None:
        for n, said, statements in rows.readings(connection, wanted):
            self._read[n] = (said, statements)
            self._home.update((statement.id, said.id) for statement in statements)

    def reviewed(
        self, connection: Connection, ruling: Mapping[str, int], decisions: Sequence[Decision], moment: str | None
    ) -> Reviewed:
        """Return what was decided, ready to be applied to the documents.

        ruling: the row of each document, all of them remembered. decisions: standing ones. moment: as of the record.
        """
        homes = self._homes(connection, decisions)
        about: dict[str, list[Decision]] = {}
        for decision in decisions:
            for home in dict.fromkeys(homes[id] for id in decision.on if id in homes):
                about.setdefault(home, []).append(decision)
        everywhere = [each for each in decisions if each.kind == "resolve" and not each.on]
        return Reviewed(about, everywhere, self._versions(connection, [id for id in about if id in ruling], moment))

    def standing(self, said: Document, ruling: Mapping[str, int], reviewed: Reviewed) -> tuple[Statement, ...]:
        """Return the statements of a document as people have decided on them."""
        n = ruling[said.id]
        about = reviewed.about(said.id, lambda: self._names_of(n))
        by = n, tuple(decision.id for decision in about)
        held = self._standing.get(said.id)
        if held is None or held[0] != by:
            held = self._standing[said.id] = (by, reviewed.of(said, self._read[n][1], about))
        return held[1]

    def carried(self, said: Document, ruling: Mapping[str, int], reviewed: Reviewed) -> tuple[Carried, ...]:
        """Return what became of the reviewed statements of a document that was read anew since."""
        n = ruling[said.id]
        about = reviewed.about(said.id, lambda: self._names_of(n))
        return reviewed.carried(said, self._read[n][1], about) if about else ()

    def events(
        self, as_of: date, ruling: Mapping[str, int], reviewed: Reviewed, decisions: Sequence[Decision]
    ) -> tuple[Event, ...]:
        """Return the events that were known on a day.

        ruling: the row of each document, all of them remembered. decisions: standing ones.
        """
        with _nothing_to_collect():
            self._follow(ruling, reviewed)
            return self._teller.events(as_of, decisions)

    def _follow(self, ruling: Mapping[str, int], reviewed: Reviewed) -> None:
        dated = sorted(
            (self._read[n] for n in ruling.values() if self._read[n][0].published.upper is not None),
            key=lambda said: by_publication(said[0]),
        )
        self._find_origins([(said, ruling[said.id]) for said, _ in dated])
        come: list[Fact] = []
        gone = [self._held.pop(id).facts for id in list(self._held) if id not in self._origins.of]
        for said, _ in dated:
            statements = self.standing(said, ruling, reviewed)
            by = self._standing[said.id][0], self._origins.of[said.id]
            held = self._held.get(said.id)
            if held is not None and held.by == by:
                continue
            if held is not None:
                gone.append(held.facts)
            made = tuple(facts(statements, [said], self._origins.of, self._territory_of))
            self._held[said.id] = _Held(by, made)
            come += made
        self._gathering.update(come, chain.from_iterable(gone))

    def _find_origins(self, documents: Sequence[tuple[Document, int]]) -> None:
        """Add what was published after all that is known already, else begin anew."""
        order = [(document.id, n) for document, n in documents]
        if order[: len(self._order)] != self._order:
            self._origins, self._order = Origins(), []
        for document, _ in documents[len(self._order) :]:
            self._origins.add(document)
        self._order = order

    def _homes(self, connection: Connection, decisions: Iterable[Decision]) -> Mapping[str, str]:
        """Map the statements that were decided on to their documents."""
        for each in decisions:
            if each.kind == "add":
                self._home[each.on[0]] = each.value["citation"]["document"]
        missing = {id for each in decisions for id in each.on if id not in self._home}
        for few in _few(sorted(missing)):
            said, found = schema.statement.c, schema.document.c
            wanted = select(said.id, found.id).join(schema.document, said.document == found.n).where(said.id.in_(few))
            self._home.update((id, home) for id, home in connection.execute(wanted))
        return self._home

    def _versions(
        self, connection: Connection, documents: Sequence[str], moment: str | None
    ) -> Mapping[str, list[Version]]:
        """Return the readings of those documents that were read more than once."""
        row = schema.document.c
        often = select(row.id).group_by(row.id).having(func.count() > 1)
        several = sorted(set(documents).intersection(connection.scalars(often)) if documents else ())
        found: dict[str, list[Version]] = {}
        for few in _few(several):
            wanted = select(row.n, row.recorded).where(row.id.in_(few)).order_by(row.n)
            rows_ = [(n, at) for n, at in connection.execute(wanted) if moment is None or at <= moment]
            self.readings(connection, [n for n, _ in rows_])
            for n, at in rows_:
                said, statements = self._read[n]
                made = Version(recorded=at, document=said, statements={each.id: each for each in statements})
                found.setdefault(said.id, []).append(made)
        return found

    def _names_of(self, n: int) -> frozenset[str]:
        if n not in self._names:
            said = self._read[n][1]
            self._names[n] = frozenset(review.folded(each.name) for one in said for each in review.entities(one))
        return self._names[n]


def _few(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in parts that fit into one question to the database."""
    return (ids[n : n + _VARIABLES] for n in range(0, len(ids), _VARIABLES))
