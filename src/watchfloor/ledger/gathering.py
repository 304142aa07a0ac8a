"""Gathering facts into events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
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
    else it founds one. So what a group holds up to any day does not depend on what is known later, and a fact is moved
    only by facts that agree with it, or with one that does, and so on.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.groups: dict[Fact, list[Fact]] = {}  #: the group of each fact, in order of being known
        self.conflicts: list[tuple[Fact, Fact, tuple[Contradiction, ...]]] = []  #: the earlier known first
        self.agreeing: list[tuple[Fact, Fact]] = []  #: the earlier known first
        self._words: defaultdict[Shelf, dict[str, list[Fact]]] = defaultdict(dict)
        self._days: defaultdict[tuple[str, str, date], list[Fact]] = defaultdict(list)
        self._sides: defaultdict[tuple[str, str, int, bool], list[Fact]] = defaultdict(list)
        self._same: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._months = (0, -1)  # the first and the last on the shelves
        for fact in sorted(facts, key=_at):
            group = self._best(fact, self._compared(fact)) or []
            group.append(fact)
            self.groups[fact] = group
            self._file(fact)

    def _best(self, fact: Fact, agreeing: Iterable[tuple[Fact, Likeness]]) -> list[Fact] | None:
        """Return the most alike group, of equal ones the earliest, all of whose facts agree with a fact."""
        found: dict[Place, tuple[list[Fact], list[Likeness]]] = {}
        for other, alike in agreeing:
            group = self.groups[other]
            found.setdefault(group[0].at, (group, []))[1].append(alike)
        whole = ((max(alike), founder) for founder, (group, alike) in found.items() if len(alike) == len(group))
        best = min(whole, key=lambda each: ((-each[0][0], -each[0][1]), each[1]), default=None)
        return None if best is None else found[best[1]][0]

    def _compared(self, fact: Fact) -> Iterator[tuple[Fact, Likeness]]:
        """Yield the earlier facts that agree with a new one, and note those that contradict it."""
        for other in sorted(self._near(fact), key=_at):
            if agree(fact, other):
                self.agreeing.append((other, fact))
                yield other, likeness(fact, other)
            if told := conflicts(fact, other):
                self.conflicts.append((other, fact, told))

    def _near(self, fact: Fact) -> set[Fact]:
        """Return the facts worth comparing: all words are the same, or a party and a day, or a party and two words.

        `marks.near` asks the same of arrays, less exactly.
        """
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
            # One who spans two months is met twice for each word.
            found.update(other for other, times in met.items() if times > 1 and len(fact.content & other.content) > 1)
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

    def _file(self, fact: Fact) -> None:
        category, day = fact.statement.event or "", fact.when.day
        months: Iterable[Month] = [None] if fact.vague else range(_month(fact.begins), _month(fact.ends) + 1)
        if not fact.vague:
            low, high = _month(fact.begins), _month(fact.ends)
            first, last = self._months
            self._months = (low, high) if last < first else (min(first, low), max(last, high))
        for month in months:
            for label in fact.labels:
                shelf = self._words[category, label, month]
                for word in fact.content:
                    shelf.setdefault(word, []).append(fact)
        self._same[category, " ".join(fact.words)].append(fact)
        for label in fact.labels:
            if day is not None:
                self._days[category, label, day].append(fact)
            if denies(fact) or fact.statement.factuality in (None, "happened"):
                self._sides[category, label, _month(fact.known), denies(fact)].append(fact)


def _at(fact: Fact) -> Place:
    return fact.at


def _near_days(day: date | None) -> Iterator[date]:
    if day is not None:
        ordinal = day.toordinal()
        first, last = max(1, ordinal - STORY_DAYS), min(date.max.toordinal(), ordinal + STORY_DAYS)
        yield from map(date.fromordinal, range(first, last + 1))


def _month(day: date, and_days: int = 0) -> int:
    near = max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + and_days))
    there = day if and_days == 0 else date.fromordinal(near)
    return there.year * 12 + there.month
