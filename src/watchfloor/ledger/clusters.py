"""Events: what happened, gathered from every statement that reports it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from watchfloor.ledger.agreement import Party, Report, TerritoryOf, report
from watchfloor.ledger.contradictions import inside, once
from watchfloor.ledger.gathered import NOTHING, Gathered, Pair, Source, follow, numbered, vagueness
from watchfloor.ledger.lazily import Lazily
from watchfloor.ledger.pairing import Ints
from watchfloor.ledger.review import regrouped
from watchfloor.terms import Contradiction, Decision, Document, Entity, Event, Statement, digest

#: The more decisive factuality of an event's statements rules; of equal ones the latest known.
_DECISIVE = {"happened": 5, "did-not-happen": 5, "denied": 4, "attempted": 3, "planned": 2, "hypothetical": 1}

#: Of what ids are made.
_HEXADECIMAL, _DIGITS = frozenset("0123456789abcdef"), 16


def itself(key: str, on: date) -> str | None:
    """Take every key to act for itself alone."""
    return key


def cluster(
    statements: Iterable[Statement],
    documents: Iterable[Document],
    *,
    territory_of: TerritoryOf = itself,
    decisions: Sequence[Decision] = (),
) -> tuple[Event, ...]:
    """Return the events that the statements report, in order of time.

    Every event statement that is no proposal and whose document is dated belongs to exactly one event; see `Gathering`.
    Neither the order of the arguments nor anything learned later changes what is gathered: it only joins or founds.
    What people merged and split comes last.

    decisions: standing ones; see `review`.
    """
    documents = tuple(documents)
    of: dict[str, list[Statement]] = {document.id: [] for document in documents}
    for statement in statements:
        of.setdefault(statement.citation.document, []).append(statement)
    sources = [
        Source(document.id, known, "", partial(_itself, document), partial(of.__getitem__, document.id))
        for document in documents
        if (known := document.published.upper) is not None
    ]
    place = {each.id: (id, n) for id, said in of.items() for n, each in enumerate(said)}
    teller = Teller(follow(NOTHING, sources, {}, territory_of), of.__getitem__, place.get, territory_of)
    return tuple(teller.events(date.max, decisions))


def _itself(document: Document) -> Document:
    return document


class Teller:
    """Tells groups of facts as events, each when it is first asked for, and remembers those told."""

    def __init__(
        self,
        gathered: Gathered,
        statements: Callable[[str], Sequence[Statement]],
        place: Callable[[str], tuple[str, int] | None],
        territory_of: TerritoryOf,
    ) -> None:
        """Take how to find the statements of a document, and of a statement its document and its number there."""
        self.gathered, self._statements, self._place, self._territory_of = gathered, statements, place, territory_of
        self.told: dict[tuple[int, int], Event] = {}  #: by first fact and number of facts
        self.inside: dict[int, list[Pair]] = {}  #: by the first fact of a group
        first = np.flatnonzero(np.diff(np.maximum.accumulate(gathered.group), prepend=-1))
        for pair in gathered.inside:
            self.inside.setdefault(int(first[gathered.group[pair[0]]]), []).append(pair)

    def events(self, as_of: date, decisions: Sequence[Decision] = ()) -> Lazily[Event]:
        """Return the events that were known on a day, in order of time.

        An event's id is the digest of what its first statement says (category, actors, recipients, time, place): it
        stays when statements join. Events that say the same but may not be one are numbered in order of being known.
        """
        grouped = self._grouped(as_of, decisions)
        return Lazily(len(grouped.order), grouped.event)

    def named(self, prefix: str, as_of: date, decisions: Sequence[Decision] = ()) -> tuple[Event, ...]:
        """Return the events known on a day whose ids begin so, in order of time."""
        grouped = self._grouped(as_of, decisions)
        return tuple(grouped.event(n) for n in grouped.named(prefix))

    def _grouped(self, as_of: date, decisions: Sequence[Decision]) -> _Grouped:
        documents = bisect_right([each.known for each in self.gathered.documents], as_of.toordinal())
        known = int(np.searchsorted(self.gathered.home, documents))
        return _Grouped(self, *self._regrouped(self.gathered.group[:known], decisions))

    def report(self, fact: int) -> Report:
        """Return a fact with what its event is told from."""
        filed = self.gathered.documents[int(self.gathered.home[fact])]
        return report(self.statement(fact), date.fromordinal(filed.known), filed.origin, self._territory_of)

    def statement(self, fact: int) -> Statement:
        """Return the statement that makes a fact."""
        filed = self.gathered.documents[int(self.gathered.home[fact])]
        return self._statements(filed.names.id)[int(self.gathered.place[fact])]

    def _regrouped(self, group: Ints, decisions: Sequence[Decision]) -> tuple[Ints, frozenset[int]]:
        """Return the groups of known facts as people merged and split them, and the first facts of those they made."""
        deciding = [decision for decision in decisions if decision.kind in ("merge", "split")]
        on = self._facts(dict.fromkeys(id for decision in deciding for id in decision.on), len(group))
        if not on:
            return group, frozenset()
        touched = [np.flatnonzero(group == n) for n in np.unique(group[on])]
        number = {self.statement(int(fact)).id: int(fact) for facts in touched for fact in facts}
        ids = [[self.statement(int(fact)).id for fact in facts] for facts in touched]
        made = [sorted(number[id] for id in some) for some in regrouped(ids, deciding)]
        group = group.copy()
        for n, facts in enumerate(made, int(group.max()) + 1):
            group[facts] = n
        return numbered(group), frozenset(facts[0] for facts in made)

    def _facts(self, ids: Iterable[str], known: int) -> list[int]:
        """Return the numbers of the facts that statements make, as far as they are known."""
        documents = {each.names.id: n for n, each in enumerate(self.gathered.documents)}
        found = []
        for document, place in filter(None, map(self._place, ids)):
            if document in documents:
                first, last = np.searchsorted(self.gathered.home, [documents[document], documents[document] + 1])
                found += [int(first) + int(n) for n in np.flatnonzero(self.gathered.place[first:last] == place)]
        return [fact for fact in found if fact < known]


class _Grouped:
    """Known facts in groups, and the order in which their events are told."""

    def __init__(self, teller: Teller, group: Ints, made: frozenset[int]) -> None:
        told = teller.gathered
        self._teller, self._group, self._made = teller, group, made
        self._by_group = np.argsort(group, kind="stable")
        self._first = np.searchsorted(group[self._by_group], np.arange(int(group.max(initial=-1)) + 2))
        founders = self._by_group[self._first[:-1]]
        self._ids = _each_its_own(told.said[founders])
        precise = np.lexsort((told.vague[: len(group)], group))[self._first[:-1]]
        known = np.array([each.known for each in told.documents] or [0])[told.home[founders]]
        self.order = np.lexsort((self._ids, known, told.lower[precise]))
        self._disputes = self._disputed()

    def event(self, n: int) -> Event:
        """Return the event of a number in order of time."""
        n = int(self.order[n])
        facts = self._facts(n)
        event = self._told(n, facts)
        return (
            replace(event, contradictions=(*event.contradictions, *told)) if (told := self._disputes.get(n)) else event
        )

    def named(self, prefix: str) -> list[int]:
        """Return the numbers, in order of time, of the events whose ids begin so."""
        if not set(prefix) <= _HEXADECIMAL or len(prefix) > _DIGITS:
            return []
        first, last = (np.uint64(int(prefix.ljust(_DIGITS, digit), 16)) for digit in "0f")
        ids = self._ids[self.order]
        return [int(n) for n in np.flatnonzero((ids >= first) & (ids <= last))]

    def _told(self, n: int, facts: Ints) -> Event:
        key, id = (int(facts[0]), len(facts)), f"{int(self._ids[n]):016x}"
        if self._made:
            return self._teller.told.get(key) or self._tell(id, facts)
        if key not in self._teller.told:
            self._teller.told[key] = self._tell(id, facts)
        return self._teller.told[key]

    def _tell(self, id: str, facts: Ints) -> Event:
        reports = [self._teller.report(int(fact)) for fact in facts]
        if int(facts[0]) in self._made:
            return _event(id, reports, once(inside(reports)))
        here = set(map(int, facts))
        pairs = self._teller.inside.get(int(facts[0]), ())
        return _event(id, reports, once(each for a, b, told in pairs if b in here for each in told))

    def _facts(self, group: int) -> Ints:
        facts: Ints = self._by_group[self._first[group] : self._first[group + 1]]
        return facts

    def _disputed(self) -> Mapping[int, tuple[Contradiction, ...]]:
        """Map the number of a group to what contradicts it in other groups.

        A document that tells both speaks of two events, except where one of them is denied.
        """
        between: dict[tuple[int, int], list[Pair]] = {}
        denied = self._teller.gathered.denied
        for a, b, told in self._teller.gathered.between:
            if b >= len(self._group) or self._group[a] == self._group[b]:
                continue
            first, second = (a, b) if self._group[a] < self._group[b] else (b, a)
            n, m = int(self._group[first]), int(self._group[second])
            if denied[a] or denied[b] or self._told_apart(n, m):
                between.setdefault((n, m), []).append((first, second, told))
        found: dict[int, tuple[Contradiction, ...]] = {}
        for pair in sorted(between):
            told = tuple(once(each for *_, some in sorted(between[pair], key=_places) for each in some))
            for n in pair:
                found[n] = (*found.get(n, ()), *told)
        return found

    def _told_apart(self, n: int, m: int) -> bool:
        home = self._teller.gathered.home
        return not len(np.intersect1d(home[self._facts(n)], home[self._facts(m)]))


def _places(pair: Pair) -> tuple[int, int]:
    return pair[:2]


def _each_its_own(ids: Ints) -> Ints:
    """Number the later ones of those that are the same: their ids are digests of the id and the number."""
    _, of, times = np.unique(ids, return_inverse=True, return_counts=True)
    seen: Counter[int] = Counter()
    own = ids.copy()
    for n in np.flatnonzero(times[of] > 1):
        id = int(ids[n])
        seen[id] += 1
        if seen[id] > 1:
            own[n] = int(digest(f"{id:016x}", str(seen[id])), 16)
    return own


def _event(id: str, group: Sequence[Report], disputes: Sequence[Contradiction]) -> Event:
    first = group[0]
    actors = _each_once(party for fact in group for party in fact.actors)
    # Where one report has A meet B and another B meet A, both act and neither is acted upon.
    acting = {entity.label for entity in actors} if len(group) > 1 else set()
    recipients = _each_once(party for fact in group for party in fact.recipients)
    return Event(
        id=id,
        event=first.statement.event or "",
        mode=next((fact.statement.mode for fact in group if fact.statement.mode), None),
        contexts=tuple(dict.fromkeys(context for fact in group for context in fact.statement.contexts)),
        actors=actors,
        recipients=tuple(entity for entity in recipients if entity.label not in acting),
        place=_most_precise([fact.place for fact in group if fact.place]),
        when=min((fact.when for fact in group), key=vagueness),
        factuality=_factuality(group),
        known=first.known,
        statements=tuple(fact.statement.id for fact in group),
        origins=tuple(dict.fromkeys(fact.origin for fact in group)),
        contradictions=tuple(disputes),
    )


def _each_once(parties: Iterable[Party]) -> tuple[Entity, ...]:
    # A country stays beside the minister who acts for it: each is as some source says it.
    named: dict[str, Entity] = {}
    for party in parties:
        named.setdefault(party.label, party.entity)
    return tuple(named.values())


def _most_precise(places: Sequence[Party]) -> Entity | None:
    """Return the first place that holds no other of them."""
    holding = {place.parent for place in places}
    return next((place.entity for place in places if place.label not in holding), None)


def _factuality(group: Sequence[Report]) -> str:
    said = [fact.statement.factuality or "happened" for fact in group]
    return max(reversed(said), key=_DECISIVE.__getitem__)
