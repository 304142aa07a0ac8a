"""What an open ledger remembers: rows never change, so only new ones are read, and events only gathered on."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import Connection, select

from watchfloor.ledger import review, rows
from watchfloor.ledger.agreement import Fact, TerritoryOf, facts
from watchfloor.ledger.clusters import Teller
from watchfloor.ledger.gathering import Gathering
from watchfloor.ledger.origins import Origins, by_publication
from watchfloor.ledger.stores import schema
from watchfloor.terms import Decision, Document, Event, Statement

#: From so many missing rows on, a range of them is read instead of each by its number.
_MANY = 200
#: From so many new values on, they are put out of the collector's sight.
_VERY_MANY = 500_000

Said = tuple[Document, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A document as it is gathered: by which reading, origin and decisions, and the facts that came of it."""

    by: tuple[int, str, tuple[str, ...]]
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

    def events(self, as_of: date, ruling: Mapping[str, int], decisions: Sequence[Decision]) -> tuple[Event, ...]:
        """Return the events that were known on a day.

        ruling: the row of each document, all of them remembered. decisions: standing ones.
        """
        with _nothing_to_collect():
            self._follow(ruling, decisions)
            return self._teller.events(as_of, decisions)

    def _follow(self, ruling: Mapping[str, int], decisions: Sequence[Decision]) -> None:
        dated = sorted(
            (self._read[n] for n in ruling.values() if self._read[n][0].published.upper is not None),
            key=lambda said: by_publication(said[0]),
        )
        self._find_origins([(said, ruling[said.id]) for said, _ in dated])
        decided = self._decided(decisions)
        come: list[Fact] = []
        gone = [self._held.pop(id).facts for id in list(self._held) if id not in self._origins.of]
        for said, statements in dated:
            about = decided.get(said.id, [])
            by = ruling[said.id], self._origins.of[said.id], tuple(decision.id for decision in about)
            held = self._held.get(said.id)
            if held is not None and held.by == by:
                continue
            if held is not None:
                gone.append(held.facts)
            made = tuple(facts(review.corrected(statements, about), [said], self._origins.of, self._territory_of))
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

    def _decided(self, decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
        """Map documents to the decisions about single statements of theirs."""
        found: dict[str, list[Decision]] = {}
        for decision, home in self._homes(decisions):
            found.setdefault(home, []).append(decision)
        return found

    def _homes(self, decisions: Iterable[Decision]) -> Iterator[tuple[Decision, str]]:
        for decision in decisions:
            if decision.kind in ("accept", "edit", "reject"):
                homes = dict.fromkeys(self._home[id] for id in decision.on if id in self._home)
                yield from ((decision, home) for home in homes)
