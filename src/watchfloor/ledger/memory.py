"""What an open ledger remembers: rows never change, so only new ones are read, and events only gathered on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection, func, select

from watchfloor.ledger import review, stores
from watchfloor.ledger.agreement import TerritoryOf
from watchfloor.ledger.clusters import Teller
from watchfloor.ledger.gathered import Source
from watchfloor.ledger.reviewed import Carried, Reviewed, Version
from watchfloor.ledger.said import Said, by_publication, readings
from watchfloor.ledger.stores import schema
from watchfloor.ledger.tellers import Tellers
from watchfloor.ledger.verify import Fault
from watchfloor.terms import Decision, Document, Statement, digest

#: So many values fit into one question to the database.
_VARIABLES = 1000

#: The row of a reading and the decisions that touch it.
By = tuple[int, tuple[str, ...]]


class Memory:
    """Readings by the number of their row, and the events of all that ruled when last asked; for one thread.

    world: digest of all that `territory_of` answers from; None where that is not known.
    """

    def __init__(self, store: stores.Store, territory_of: TerritoryOf, world: str | None) -> None:
        self._where = store.where
        self._tellers = Tellers(store, territory_of, world)
        self._read: dict[int, Said] = {}
        self._home: dict[str, str] = {}  # statement that was decided on -> document
        self._names: dict[int, frozenset[str]] = {}
        self._standing: dict[str, tuple[By, Sequence[Statement]]] = {}

    def readings(self, connection: Connection, numbers: Sequence[int]) -> list[Said]:
        """Return documents with their statements, as recorded, in order of publication."""
        missing = [n for n in numbers if n not in self._read]
        if missing:
            self._read.update((each.n, each) for each in readings(connection, missing, self._where))
        return sorted((self._read[n] for n in numbers), key=by_publication)

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

    def standing(self, said: Said, reviewed: Reviewed) -> Sequence[Statement]:
        """Return the statements of a document as people have decided on them."""
        about = self._about(said, reviewed)
        by = said.n, tuple(decision.id for decision in about)
        held = self._standing.get(said.id)
        if held is None or held[0] != by:
            statements = reviewed.of(said.document, said.statements, about) if about else said.statements
            held = self._standing[said.id] = (by, statements)
        return held[1]

    def carried(self, said: Said, reviewed: Reviewed) -> tuple[Carried, ...]:
        """Return what became of the reviewed statements of a document that was read anew since."""
        about = self._about(said, reviewed)
        return reviewed.carried(said.document, said.statements, about) if about else ()

    def rejected(self, said: Said, reviewed: Reviewed) -> tuple[Statement, ...]:
        """Return the statements of a document that people rejected, as they were read."""
        about = self._about(said, reviewed)
        return reviewed.rejected(said.document, said.statements, about) if about else ()

    def events(self, read: Sequence[Said], reviewed: Reviewed) -> Teller:
        """Return what tells the events of all documents that rule, in order of publication."""
        return self._tellers.whole(self._sources(read, reviewed), self._place(read, reviewed))

    def events_of(self, read: Sequence[Said], taken: Mapping[str, Document], reviewed: Reviewed) -> Teller:
        """Return what tells the events of some documents, in order of publication, as if there were no others.

        taken: by id the documents that are to be taken otherwise than they were recorded.
        """
        sources = [
            replace(
                each,
                by=f"{each.by} {taken[each.id].derives_from or ''}",
                document=partial(taken.__getitem__, each.id),
            )
            if each.id in taken
            else each
            for each in self._sources(read, reviewed)
        ]
        return self._tellers.part(sources, self._place(read, reviewed))

    def faults(self, read: Sequence[Said], reviewed: Reviewed) -> Iterator[Fault]:
        """Yield what is wrong with what is kept of the events of all documents that rule."""
        return self._tellers.faults(self._sources(read, reviewed))

    def _sources(self, read: Iterable[Said], reviewed: Reviewed) -> list[Source]:
        return [
            Source(
                said.id, said.known, self._by(said, reviewed), said.the_document, partial(self.standing, said, reviewed)
            )
            for said in read
            if said.known is not None
        ]

    def _by(self, said: Said, reviewed: Reviewed) -> str:
        about = self._about(said, reviewed)
        return f"{said.n} {digest(*(decision.id for decision in about))}" if about else str(said.n)

    def _about(self, said: Said, reviewed: Reviewed) -> tuple[Decision, ...]:
        return reviewed.about(said.id, partial(self._names_of, said.n))

    def _place(self, read: Iterable[Said], reviewed: Reviewed) -> Callable[[str], tuple[str, int] | None]:
        by_id = {said.id: said for said in read}

        def place(id: str) -> tuple[str, int] | None:
            said = by_id.get(self._home.get(id, ""))
            statements = self.standing(said, reviewed) if said is not None else ()
            return next(((each.citation.document, n) for n, each in enumerate(statements) if each.id == id), None)

        return place

    def homes(self, connection: Connection, prefix: str) -> set[str]:
        """Return the ids of the documents with a statement, of whatever reading or by hand, whose id begins so."""
        said, found = schema.statement.c, schema.document.c
        wanted = select(found.id).join(schema.statement, said.document == found.n).distinct()
        recorded = connection.scalars(wanted.where(said.id.startswith(prefix, autoescape=True)))
        return {*recorded, *(home for id, home in self._home.items() if id.startswith(prefix))}

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
                said = self._read[n]
                made = Version(
                    recorded=at, document=said.document, statements={each.id: each for each in said.statements}
                )
                found.setdefault(said.id, []).append(made)
        return found

    def _names_of(self, n: int) -> frozenset[str]:
        if n not in self._names:
            said = self._read[n].statements
            self._names[n] = frozenset(review.folded(each.name) for one in said for each in review.entities(one))
        return self._names[n]


def _few(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield ids in parts that fit into one question to the database."""
    return (ids[n : n + _VARIABLES] for n in range(0, len(ids), _VARIABLES))
