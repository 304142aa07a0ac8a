"""Gathering facts into events, and keeping the outcome while facts come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import chain

from watchfloor.ledger.agreement import Fact, Place, agree, likeness
from watchfloor.ledger.contradictions import NEAR_DAYS, NEAR_KNOWN, STORY_DAYS, conflicts, denies, near_in_time
from watchfloor.terms import Contradiction

Likeness = tuple[int, float]
#: A month, counted from year 0; None stands for times longer than that.
Month = int | None
Shelf = tuple[str, str, Month]


class Gathering:
    """Facts in groups, each of which reports one event.

    In order of being known, a fact joins the most alike group of facts known before it with all of which it agrees,
    else it founds one. So what a group holds up to any day does not depend on what is known later. Whatever the order
    in which facts are added or removed, the groups are those that the facts would form if they had come all at once:
    only facts that a change can reach are looked at again.
    """

    def __init__(self) -> None:
        self.groups: dict[Fact, list[Fact]] = {}  #: the group of each fact, in order of being known
        self.conflicts: dict[Fact, dict[Fact, tuple[Contradiction, ...]]] = {}
        self._agreeing: dict[Fact, dict[Fact, Likeness]] = {}
        self._words: defaultdict[Shelf, dict[str, list[Fact]]] = defaultdict(dict)
        self._days: defaultdict[tuple[str, str, date], list[Fact]] = defaultdict(list)
        self._sides: defaultdict[tuple[str, str, int, bool], list[Fact]] = defaultdict(list)
        self._same: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._months = (0, -1)  # the first and the last on the shelves

    def update(self, come: Iterable[Fact], gone: Iterable[Fact] = ()) -> None:
        """Take facts in and out."""
        stale: set[Fact] = set()
        for fact in gone:
            stale |= self._drop(fact)
        for fact in come:
            self._compare(fact)
            self._file(fact)
            stale.add(fact)
        queue = [(fact.at, fact) for fact in stale if fact in self._agreeing]
        queued = {fact for _, fact in queue}
        heapify(queue)
        while queue:
            _, fact = heappop(queue)
            queued.remove(fact)
            for other in self._settle(fact) - queued:
                heappush(queue, (other.at, other))
                queued.add(other)

    def _settle(self, fact: Fact) -> set[Fact]:
        """Put a fact where it belongs and return the later ones that this may move."""
        before, after = self.groups.get(fact), self._best(fact)
        if after is None:  # it founds a group, or goes on leading its own
            after = before if before is not None and before[0] is fact else []
        if after is before:
            return set()
        touched = set(after) | {fact}
        if before is not None:
            before.remove(fact)
            touched.update(before)
        insort(after, fact, key=_at)
        self.groups[fact] = after
        return self._later(fact, touched)

    def _best(self, fact: Fact) -> list[Fact] | None:
        """Return the most alike group, of equal ones the earliest, all of whose earlier facts agree with a fact."""
        found: dict[Place, tuple[list[Fact], list[Likeness]]] = {}
        for other, alike in self._agreeing[fact].items():
            if other.at < fact.at:
                group = self.groups[other]
                found.setdefault(group[0].at, (group, []))[1].append(alike)
        fitting = {
            founder: (max(alike), group)
            for founder, (group, alike) in found.items()
            if len(alike) == bisect_left(group, fact.at, key=_at)
        }
        best = max((alike for alike, _ in fitting.values()), default=None)
        return next((group for _, (alike, group) in sorted(fitting.items(), key=_founder) if alike == best), None)

    def _later(self, fact: Fact, touched: Iterable[Fact]) -> set[Fact]:
        return {other for each in touched for other in self._agreeing.get(each, ()) if other.at > fact.at}

    def _compare(self, fact: Fact) -> None:
        """Find the facts that agree with a new one, and those that contradict it."""
        self._agreeing[fact] = {}
        for other in self._near(fact):
            if agree(fact, other):
                self._agreeing[fact][other] = self._agreeing[other][fact] = likeness(fact, other)
            if told := conflicts(fact, other):
                self.conflicts.setdefault(fact, {})[other] = self.conflicts.setdefault(other, {})[fact] = told

    def _near(self, fact: Fact) -> set[Fact]:
        """Return the facts worth comparing: all words are the same, or a party and a day, or a party and two words."""
        category, day = fact.statement.event or "", fact.when.day
        found = set(self._same.get((category, " ".join(fact.words)), ()))
        for label in fact.labels:
            for other_day in _near_days(day):
                found.update(self._days.get((category, label, other_day), ()))
            found.update(other for other in self._other_side(fact, category, label) if near_in_time(fact, other))
            met: Counter[Fact] = Counter()
            for month in self._around(fact):
                shelf = self._words.get((category, label, month))
                if shelf is not None:
                    met.update(chain.from_iterable(shelf[word] for word in fact.content if word in shelf))
            found.update(other for other, times in met.items() if times > 1)
        return found

    def _other_side(self, fact: Fact, category: str, label: str) -> Iterator[Fact]:
        """Yield what was done where the fact denies, and what was denied where it happened, known at about the time."""
        side = not denies(fact)
        if side and fact.statement.factuality not in (None, "happened"):
            return
        for month in (_month(fact.known, days) for days in (-NEAR_KNOWN, 0, NEAR_KNOWN)):
            yield from self._sides.get((category, label, month, side), ())

    def _around(self, fact: Fact) -> Iterator[Month]:
        first, last = self._months
        yield None
        yield from range(max(first, _month(fact.begins, -NEAR_DAYS)), min(last, _month(fact.ends, NEAR_DAYS)) + 1)

    def _places(self, fact: Fact) -> Iterator[dict[str, list[Fact]]]:
        months: Iterable[Month] = [None] if fact.vague else range(_month(fact.begins), _month(fact.ends) + 1)
        return (self._words[fact.statement.event or "", label, month] for month in months for label in fact.labels)

    def _file(self, fact: Fact) -> None:
        if not fact.vague:
            low, high = _month(fact.begins), _month(fact.ends)
            first, last = self._months
            self._months = (low, high) if last < first else (min(first, low), max(last, high))
        for shelf in self._places(fact):
            for word in fact.content:
                shelf.setdefault(word, []).append(fact)
        for list_ in self._lists(fact):
            list_.append(fact)

    def _lists(self, fact: Fact) -> Iterator[list[Fact]]:
        category, day = fact.statement.event or "", fact.when.day
        yield self._same[category, " ".join(fact.words)]
        yield from (self._days[category, label, day] for label in fact.labels if day is not None)
        if denies(fact) or fact.statement.factuality in (None, "happened"):
            month = _month(fact.known)
            yield from (self._sides[category, label, month, denies(fact)] for label in fact.labels)

    def _drop(self, fact: Fact) -> set[Fact]:
        """Take a fact out and return the later ones that this may move."""
        for shelf in self._places(fact):
            for word in fact.content:
                shelf[word].remove(fact)
        for list_ in self._lists(fact):
            list_.remove(fact)
        group = self.groups.pop(fact)
        group.remove(fact)
        stale = self._later(fact, [fact, *group])
        for other in self._agreeing.pop(fact):
            del self._agreeing[other][fact]
        for other in self.conflicts.pop(fact, ()):
            del self.conflicts[other][fact]
        return stale


def _at(fact: Fact) -> Place:
    return fact.at


def _founder(item: tuple[Place, object]) -> Place:
    return item[0]


def _near_days(day: date | None) -> Iterator[date]:
    if day is not None:
        ordinal = day.toordinal()
        first, last = max(1, ordinal - STORY_DAYS), min(date.max.toordinal(), ordinal + STORY_DAYS)
        yield from map(date.fromordinal, range(first, last + 1))


def _month(day: date, and_days: int = 0) -> int:
    near = max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + and_days))
    there = day if and_days == 0 else date.fromordinal(near)
    return there.year * 12 + there.month
