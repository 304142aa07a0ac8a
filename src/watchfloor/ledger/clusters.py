"""Events: what happened, gathered from every statement that reports it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from watchfloor.ledger.agreement import Fact, Party, Place, TerritoryOf, facts
from watchfloor.ledger.contradictions import denies, inside, once
from watchfloor.ledger.gathering import Gathering
from watchfloor.ledger.origins import origins
from watchfloor.ledger.review import regrouped
from watchfloor.terms import Contradiction, Decision, Document, Entity, Event, Statement, When, digest

#: The more decisive factuality of an event's statements rules; of equal ones the latest known.
_DECISIVE = {"happened": 5, "did-not-happen": 5, "denied": 4, "attempted": 3, "planned": 2, "hypothetical": 1}


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
    gathering = Gathering()
    gathering.update(facts(statements, documents, origins(documents), territory_of))
    return Teller(gathering).events(date.max, decisions)


class Teller:
    """Tells the groups of a gathering as events, and remembers those that stay as they are."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._told: dict[tuple[Fact, ...], Event] = {}

    def events(self, as_of: date, decisions: Sequence[Decision] = ()) -> tuple[Event, ...]:
        """Return the events that were known on a day, in order of time.

        An event's id is the digest of what its first statement says (category, actors, recipients, time, place): it
        stays when statements join. Events that say the same but may not be one are numbered in order of being known.
        """
        groups = _regrouped(_known(self._gathering.groups.values(), as_of), decisions)
        disputes = _disputes(groups, self._gathering)
        seen: Counter[str] = Counter()
        told: dict[tuple[Fact, ...], Event] = {}
        events: list[Event] = []
        for n, group in enumerate(groups):
            event = self._told.get(group) or _event(_said(group[0]), group, once(inside(group)))
            told[group] = event
            seen[event.id] += 1
            if seen[event.id] > 1:
                event = replace(event, id=digest(event.id, str(seen[event.id])))
            if n in disputes:
                event = replace(event, contradictions=(*event.contradictions, *disputes[n]))
            events.append(event)
        self._told = told
        return tuple(sorted(events, key=_by_time))


def _known(groups: Iterable[list[Fact]], as_of: date) -> list[tuple[Fact, ...]]:
    """Return each group once, as far as it was known on a day, in order of being known."""
    whole = {id(group): group for group in groups}.values()
    known = (
        tuple(group) if group[-1].known <= as_of else tuple(fact for fact in group if fact.known <= as_of)
        for group in whole
    )
    return sorted(filter(None, known), key=_first)


def _regrouped(groups: list[tuple[Fact, ...]], decisions: Sequence[Decision]) -> list[tuple[Fact, ...]]:
    if not any(decision.kind in ("merge", "split") for decision in decisions):
        return groups
    known = {fact.statement.id: fact for group in groups for fact in group}
    found = regrouped(([fact.statement.id for fact in group] for group in groups), decisions)
    return sorted((tuple(sorted((known[id] for id in group), key=_at)) for group in found), key=_first)


def _disputes(groups: Sequence[tuple[Fact, ...]], gathering: Gathering) -> Mapping[int, tuple[Contradiction, ...]]:
    """Map the number of a group to what contradicts it in other groups.

    A document that tells both speaks of two events, except where one of them is denied.
    """
    group_of = {fact: n for n, group in enumerate(groups) for fact in group}
    between: dict[tuple[int, int], list[tuple[Fact, Fact]]] = {}
    for first in sorted((fact for fact in gathering.conflicts if fact in group_of), key=_at):
        for second in sorted((other for other in gathering.conflicts[first] if other in group_of), key=_at):
            n, m = group_of[first], group_of[second]
            if n < m and (denies(first) or denies(second) or _told_apart(groups[n], groups[m])):
                between.setdefault((n, m), []).append((first, second))
    found: dict[int, tuple[Contradiction, ...]] = {}
    for pair in sorted(between):
        told = once(each for first, second in between[pair] for each in gathering.conflicts[first][second])
        for n in pair:
            found[n] = (*found.get(n, ()), *told)
    return found


def _told_apart(group: Sequence[Fact], other: Sequence[Fact]) -> bool:
    return {fact.document for fact in group}.isdisjoint(fact.document for fact in other)


def _at(fact: Fact) -> Place:
    return fact.at


def _first(group: Sequence[Fact]) -> Place:
    return group[0].at


def _by_time(event: Event) -> tuple[date, date, str]:
    return event.when.lower or date.max, event.known, event.id


def _said(fact: Fact) -> str:
    return digest(
        fact.statement.event or "",
        *(",".join(sorted(party.label for party in parties)) for parties in (fact.actors, fact.recipients)),
        fact.when.text,
        fact.place.label if fact.place else "",
    )


def _event(id: str, group: Sequence[Fact], disputes: Sequence[Contradiction]) -> Event:
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
        when=min((fact.when for fact in group), key=_vagueness),
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


def _vagueness(when: When) -> tuple[int, bool]:
    return when.length_days or date.max.toordinal(), not when.exact


def _factuality(group: Sequence[Fact]) -> str:
    said = [fact.statement.factuality or "happened" for fact in group]
    return max(reversed(said), key=_DECISIVE.__getitem__)
