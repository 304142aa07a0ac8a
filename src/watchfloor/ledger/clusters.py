"""Events: what happened, gathered from every statement that reports it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, product

from watchfloor.ledger.agreement import Fact, Party, TerritoryOf, agree, facts, likeness, order
from watchfloor.ledger.contradictions import contradictions
from watchfloor.ledger.origins import origins
from watchfloor.ledger.review import regrouped
from watchfloor.terms import Contradiction, Decision, Document, Entity, Event, Statement, When, digest

#: The more decisive factuality of an event's statements rules; of equal ones the latest known.
_DECISIVE = {"happened": 5, "did-not-happen": 5, "denied": 4, "attempted": 3, "planned": 2, "hypothetical": 1}
#: What a group is filed under.
Key = tuple[str, ...]


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

    Every event statement that is no proposal and whose document is dated belongs to exactly one event. Statements are
    taken in order of being known, each joining the most alike event with all of whose statements it agrees, else
    founding one: so neither the order of the arguments nor anything learned later changes what is gathered here, and
    what was learned later only joins or founds. What people merged and split comes last.

    decisions: standing ones; see `review`.

    An event's id is the digest of what its first statement says (category, actors, recipients, time, place): it stays
    when statements join. Events that say the same but may not be one are numbered in order of being known.
    """
    documents = tuple(documents)
    origin_of = origins(documents)
    groups = _regrouped(_gather(facts(statements, documents, origin_of, territory_of)), decisions)
    disputes = contradictions(groups)
    seen: Counter[str] = Counter()
    events: list[Event] = []
    for n, group in enumerate(groups):
        id = _said(group[0])
        seen[id] += 1
        events.append(_event(digest(id, str(seen[id])) if seen[id] > 1 else id, group, disputes.get(n, ())))
    return tuple(sorted(events, key=lambda event: (event.when.lower or date.max, event.known, event.id)))


def _regrouped(groups: list[list[Fact]], decisions: Sequence[Decision]) -> list[list[Fact]]:
    if not any(decision.kind in ("merge", "split") for decision in decisions):
        return groups
    facts = {fact.statement.id: fact for group in groups for fact in group}
    found = regrouped(([fact.statement.id for fact in group] for group in groups), decisions)
    return sorted(
        (sorted((facts[id] for id in group), key=order) for group in found), key=lambda group: order(group[0])
    )


def _gather(ordered: Iterable[Fact]) -> list[list[Fact]]:
    groups: list[list[Fact]] = []
    filed: defaultdict[Key, set[int]] = defaultdict(set)
    for fact in ordered:
        one, two = _one_in_common(fact), _two_in_common(fact)
        met = Counter(chain.from_iterable(filed.get(key, ()) for key in two))
        candidates = {n for n, times in met.items() if times > 1}.union(*(filed.get(key, ()) for key in one))
        fitting = [n for n in candidates if all(agree(fact, member) for member in groups[n])]
        best = max(fitting, key=lambda n: (max(likeness(fact, member) for member in groups[n]), -n), default=None)
        if best is None:
            best = len(groups)
            groups.append([])
        groups[best].append(fact)
        for key in (*one, *two):
            filed[key].add(best)
    return groups


# Only facts that may agree are compared: all their words are the same, or a party and a day, or a party and two words.


def _one_in_common(fact: Fact) -> list[Key]:
    category, day = fact.statement.event or "", fact.when.day
    return [(category, *fact.words), *((category, label, day.isoformat()) for label in fact.labels if day)]


def _two_in_common(fact: Fact) -> list[Key]:
    return list(product((fact.statement.event or "",), fact.labels, fact.content))


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
