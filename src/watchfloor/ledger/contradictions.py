"""What sources say that cannot all be right, kept side by side and never settled here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

from watchfloor.ledger.agreement import (
    Fact,
    Report,
    days_apart,
    likeness,
    modes_differ,
    of_one_story,
    parties_fit,
    places_differ,
    times_meet,
)
from watchfloor.ledger.words import numbers
from watchfloor.terms import Contradiction

#: Days further apart are two events; reports of longer times are too vague to contradict.
NEAR_DAYS = 10
#: Days between two reports of one act, as dated by two sources that tell one story; and between their publications.
STORY_DAYS, NEAR_KNOWN = 3, 31
#: How much of the words two events must share to be one that is told in two ways.
_SHARED, _SHARE = 3, 1 / 2
#: Numbers nearer than this share of the greater are one, rounded.
_ROUNDING = 0.05


def conflicts(first: Fact, second: Fact) -> tuple[Contradiction, ...]:
    """Return what two facts say that cannot both be right, should they be of two groups.

    One says that it happened and the other that it did not; or the parties are the same, and the day, the place or a
    number differs. Most of the words are the same, or what stands around them is of one story and the days are near
    each other; only in one story may both day and place differ, or numbers where times are vague.
    """
    if first.document == second.document:
        return _denied_there(first, second)
    if modes_differ(first, second):
        return ()
    if _denied(first, second):
        said = (first.statement.factuality or "happened", second.statement.factuality or "happened")
        of_one = near_in_time(first, second) and times_meet(first, second) and parties_fit(first, second) > 0
        return (_contradiction("factuality", first, second, said),) if of_one and _one_story(first, second) else ()
    if parties_fit(first, second) < 2:
        return ()
    if days_apart(first, second) or places_differ(first, second):
        return () if first.vague or second.vague else tuple(_elsewhen(first, second))
    return tuple(_counts(first, second)) if times_meet(first, second) and _one_story(first, second) else ()


def _denied_there(first: Fact, second: Fact) -> tuple[Contradiction, ...]:
    """Return that one document reports both an act and that it is denied, of the very same parties."""
    said = (first.statement.factuality or "happened", second.statement.factuality or "happened")
    if set(said) != {"happened", "denied"} or modes_differ(first, second) or parties_fit(first, second) < 2:
        return ()
    return (_contradiction("factuality", first, second, said),) if times_meet(first, second) else ()


def denies(fact: Report) -> bool:
    """Tell whether a fact says that something did not happen."""
    return fact.statement.factuality in ("did-not-happen", "denied")


def near_in_time(first: Fact, second: Fact) -> bool:
    """Tell whether two facts became known within a month."""
    return abs((first.known - second.known).days) <= NEAR_KNOWN


def _denied(first: Fact, second: Fact) -> bool:
    done = [fact.statement.factuality in (None, "happened") for fact in (first, second)]
    return any(done) and (denies(first) or denies(second))


def _elsewhen(first: Fact, second: Fact) -> Iterator[Contradiction]:
    apart, elsewhere = days_apart(first, second) or 0, places_differ(first, second)
    shared, share = likeness(first, second)
    alike = shared >= _SHARED and share >= _SHARE and not (apart and elsewhere)
    if apart > NEAR_DAYS or not (alike or _one_story(first, second)):
        return
    if apart:
        yield _contradiction("when", first, second, (first.when.text, second.when.text))
        yield from _counts(first, second)
    if elsewhere and (apart or times_meet(first, second)):
        yield _contradiction("place", first, second, (_place(first), _place(second)))


def _one_story(first: Fact, second: Fact) -> bool:
    one, other = (fact.statement.factuality or "happened" for fact in (first, second))
    return (
        (one == other or denies(first) or denies(second))  # what is planned for another day was not done on this one
        and (days_apart(first, second) or 0) <= STORY_DAYS
        and near_in_time(first, second)
        and of_one_story(first, second)
    )


def inside(group: Sequence[Report]) -> Iterator[Contradiction]:
    """Yield what reports of one group, of different documents, say that cannot both be right; see `within`."""
    return chain.from_iterable(within(first, second) for first, second in combinations(group, 2))


def within(first: Report, second: Report) -> tuple[Contradiction, ...]:
    """Return what two reports of one event, of different documents, say that cannot both be right.

    They name other numbers of the same thing, or one says that it happened and the other that it did not.
    """
    if first.document == second.document:
        return ()
    counts = tuple(_counts(first, second))
    said = (first.statement.factuality or "happened", second.statement.factuality or "happened")
    if "happened" in said and {"did-not-happen", "denied"} & set(said):
        return (_contradiction("factuality", first, second, said), *counts)
    return counts


def once(told: Iterable[Contradiction]) -> list[Contradiction]:
    """Return contradictions without those that tell the same pair of sayings again."""
    return list({(each.field, *each.says): each for each in reversed(list(told))}.values())[::-1]


def _counts(first: Report, second: Report) -> Iterator[Contradiction]:
    """Compare the numbers of the same thing, where each counts it once."""
    some, others = numbers(first.statement.citation.exact), numbers(second.statement.citation.exact)
    for a in some:
        same = [b for b in others if a.counts_the_same(b)]
        if len(same) == 1 and sum(same[0].counts_the_same(each) for each in some) == 1:
            b = same[0]
            if abs(a.value - b.value) > _ROUNDING * max(a.value, b.value):
                yield _contradiction("number", first, second, (a.text, b.text))


def _contradiction(field: str, first: Report, second: Report, says: tuple[str, str]) -> Contradiction:
    if (second.known, second.statement.id) < (first.known, first.statement.id):
        first, second, says = second, first, (says[1], says[0])
    return Contradiction(field=field, first=first.statement.id, second=second.statement.id, says=says)


def _place(fact: Report) -> str:
    return fact.place.entity.name if fact.place else ""
