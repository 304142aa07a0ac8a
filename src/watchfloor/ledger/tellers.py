"""What was gathered last, brought up to date when documents or decisions have changed, and kept for other programs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from watchfloor.ledger import keeping, stores
from watchfloor.ledger.agreement import TerritoryOf
from watchfloor.ledger.clusters import Teller
from watchfloor.ledger.gathered import NOTHING, Gathered, Kept, Source, equal, follow
from watchfloor.ledger.verify import Fault
from watchfloor.terms import Statement

#: From so many new values on, they are put out of the collector's sight.
_VERY_MANY = 500_000

Place = Callable[[str], tuple[str, int] | None]


class Tellers:
    """The tellers of a ledger's events: of all that rules, and of the last part of it that was asked for.

    world: digest of all that `territory_of` answers from; None where that is not known, and nothing can be kept.
    """

    def __init__(self, store: stores.Store, territory_of: TerritoryOf, world: str | None) -> None:
        self._store, self._territory_of = store, territory_of
        self._method = None if world is None else keeping.method(world)
        self._whole: Teller | None = None
        self._part: Teller | None = None
        self._kept: dict[str, Kept] | None = None

    def whole(self, sources: Sequence[Source], place: Place) -> Teller:
        """Return what tells the events of all documents.

        place: returns a statement's document and its number there, if it has one.
        """
        old = self._gathered()
        if self._whole is None or not _same(old, sources):
            new = old
            if not _same(old, sources):
                kept = self._kept_documents()
                before = dict(kept)
                new = self._followed(old, sources, kept)
                self._save(new, before, kept)
            self._whole = self._teller(new, sources, place)
        return self._whole

    def part(self, sources: Sequence[Source], place: Place) -> Teller:
        """Return what tells the events of some documents, as if there were no others."""
        if self._part is None or not _same(self._part.gathered, sources):
            kept = dict(self._kept_documents())
            self._part = self._teller(self._followed(self._gathered(), sources, kept), sources, place)
        return self._part

    def faults(self, sources: Sequence[Source]) -> Iterator[Fault]:
        """Yield what is wrong with what is kept: it cannot be read, or documents as they are give something else."""
        if self._method is None:
            return
        with self._store.transaction() as connection:
            try:
                kept = keeping.read(connection, self._method)
            except ValueError as error:
                yield Fault(where="gathered", what=f"what was gathered is damaged ({error}); it will be made anew")
                return
        if kept is not None and _same(kept, sources) and not equal(kept, self._followed(NOTHING, sources, {})):
            yield Fault(where="gathered", what="the events that are kept are not those that the statements give")

    def _gathered(self) -> Gathered:
        if self._whole is not None:
            return self._whole.gathered
        found = None
        if self._method is not None:
            with self._store.transaction() as connection:
                found = keeping.load(connection, self._method)
        return found or NOTHING

    def _kept_documents(self) -> dict[str, Kept]:
        if self._kept is None:
            self._kept = {}
            if self._method is not None:
                with self._store.transaction() as connection:
                    self._kept = keeping.load_kept(connection, self._method)
        return self._kept

    def _followed(self, old: Gathered, sources: Sequence[Source], kept: dict[str, Kept]) -> Gathered:
        with _nothing_to_collect():
            return follow(old, sources, kept, self._territory_of)

    def _save(self, new: Gathered, before: dict[str, Kept], kept: dict[str, Kept]) -> None:
        if self._method is not None and len(new.home) >= keeping.WORTH:
            changed = [id for id in {**before, **kept} if before.get(id) is not kept.get(id)]
            keeping.save(self._store, self._method, new, kept, changed)

    def _teller(self, gathered: Gathered, sources: Sequence[Source], place: Place) -> Teller:
        statements: dict[str, Callable[[], Sequence[Statement]]] = {each.id: each.statements for each in sources}
        return Teller(gathered, lambda id: statements[id](), place, self._territory_of)


def _same(gathered: Gathered, sources: Sequence[Source]) -> bool:
    """Tell whether documents, in order of publication, are those that were gathered."""
    held = ((each.names.id, each.by) for each in gathered.documents)
    return len(gathered.documents) == len(sources) and all(
        before == (each.id, each.by) for before, each in zip(held, sources, strict=True)
    )


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
