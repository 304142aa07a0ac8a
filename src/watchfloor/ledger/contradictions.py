"""What sources say that cannot all be right, kept side by side and never settled here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from watchfloor.ledger.agreement import Fact, days_apart, likeness, modes_differ, parties_fit, places_differ, times_meet
from watchfloor.ledger.words import numbers
from watchfloor.terms import Contradiction

#: Days further apart are two events; reports of longer times are too vague to contradict.
_NEAR_DAYS = 10
_VAGUE_DAYS = 31
#: How much of the words two events must share to be one that is told in two ways.
_SHARED, _SHARE = 3, 1 / 2
#: Numbers nearer than this share of the greater are one, rounded.
_ROUNDING = 0.05


def contradictions(groups: Sequence[Sequence[Fact]]) -> Mapping[int, tuple[Contradiction, ...]]:
    """Map the number of a group of facts to the contradictions that touch it.

    Inside a group, statements of different documents may name other numbers of the same thing, or one says that it
    happened and the other that it did not. Between two groups of the same parties and words, of which no document
    tells both, either the day differs (by ten days at most; numbers are then compared too) or the place does. Each
    pair of sayings is told once.
    """
    found: defaultdict[int, list[Contradiction]] = defaultdict(list)
    for n, group in enumerate(groups):
        found[n] += _once(_inside(group))
    for n, m in _neighbours(groups):
        told = _once(_between(groups[n], groups[m]))
        found[n] += told
        found[m] += told
    return {n: tuple(told) for n, told in found.items()}


def _once(told: Iterator[Contradiction]) -> list[Contradiction]:
    return list({(each.field, *each.says): each for each in reversed(list(told))}.values())[::-1]


def _inside(group: Sequence[Fact]) -> Iterator[Contradiction]:
    for first, second in combinations(group, 2):
        if first.document == second.document:
            continue
        said = (first.statement.factuality or "happened", second.statement.factuality or "happened")
        if "happened" in said and {"did-not-happen", "denied"} & set(said):
            yield _contradiction("factuality", first, second, said)
        yield from _counts(first, second)


def _counts(first: Fact, second: Fact) -> Iterator[Contradiction]:
    """Compare the numbers of the same thing, where each counts it once."""
    some, others = numbers(first.statement.citation.exact), numbers(second.statement.citation.exact)
    for a in some:
        same = [b for b in others if a.counts_the_same(b)]
        if len(same) == 1 and sum(same[0].counts_the_same(each) for each in some) == 1:
            b = same[0]
            if abs(a.value - b.value) > _ROUNDING * max(a.value, b.value):
                yield _contradiction("number", first, second, (a.text, b.text))


def _neighbours(groups: Sequence[Sequence[Fact]]) -> Iterator[tuple[int, int]]:
    """Pair the groups of one category and a common party that have statements of near, narrow times."""
    shelves: defaultdict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for n, group in enumerate(groups):
        fact = min(group, key=lambda fact: fact.ends - fact.begins)
        if (fact.ends - fact.begins).days < _VAGUE_DAYS:
            for label in fact.labels:
                shelf = (fact.statement.event or "", label)
                shelves[shelf].append((fact.begins.toordinal(), fact.ends.toordinal(), n))
    pairs: set[tuple[int, int]] = set()
    for shelf_of in shelves.values():
        shelf_of.sort()
        for i, (_, upper, n) in enumerate(shelf_of):
            for lower, _, m in shelf_of[i + 1 :]:
                if lower > upper + _NEAR_DAYS:
                    break
                pairs.add((min(n, m), max(n, m)))
    yield from sorted(pairs)


def _between(group: Sequence[Fact], other: Sequence[Fact]) -> Iterator[Contradiction]:
    if not {fact.document for fact in group}.isdisjoint(fact.document for fact in other):
        return
    for first in group:
        for second in other:
            shared, share = likeness(first, second)
            if shared < _SHARED or share < _SHARE or modes_differ(first, second) or parties_fit(first, second) < 2:
                continue
            apart, elsewhere = days_apart(first, second), places_differ(first, second)
            if apart and apart <= _NEAR_DAYS and not elsewhere:
                yield _contradiction("when", first, second, (first.when.text, second.when.text))
                yield from _counts(first, second)
            if elsewhere and not apart and times_meet(first, second):
                yield _contradiction("place", first, second, (_place(first), _place(second)))


def _contradiction(field: str, first: Fact, second: Fact, says: tuple[str, str]) -> Contradiction:
    if (second.known, second.statement.id) < (first.known, first.statement.id):
        first, second, says = second, first, (says[1], says[0])
    return Contradiction(field=field, first=first.statement.id, second=second.statement.id, says=says)


def _place(fact: Fact) -> str:
    return fact.place.entity.name if fact.place else ""
