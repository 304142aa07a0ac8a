"""Facts in groups as plain arrays: what was known on a day is a prefix of them, and a change reaches few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import combinations

import numpy as np

from watchfloor.ledger.agreement import Fact, TerritoryOf, fact, gathered
from watchfloor.ledger.contradictions import denies, within
from watchfloor.ledger.gathering import Gathering
from watchfloor.ledger.marks import Marks, joined, marks
from watchfloor.ledger.origins import Names, attributed, carried, carriers, names, sketch
from watchfloor.ledger.pairing import Ints
from watchfloor.terms import Contradiction, Document, Statement, When, digest

#: From so many new facts on, all are gathered anew.
_MANY = 2000

#: Two facts by their numbers, and what they say that cannot both be right.
Pair = tuple[int, int, tuple[Contradiction, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A dated document and its statements as they stand, read when they are needed."""

    id: str
    known: date
    by: str  #: tells this reading, under these decisions, from any other
    document: Callable[[], Document]
    statements: Callable[[], Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it was gathered."""

    names: Names
    known: int  #: ordinal of the day
    by: str
    origin: str
    carries: str | None  #: id of the document whose text it carries
    size: int  #: number of its statements


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is kept of a document to tell what is near to it: its shingles, and the marks of its facts."""

    by: str
    sketch: Ints
    marks: Marks


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Gathered:
    """Documents in order of publication, and their facts in order of being known: by document and place in the text.

    Groups are numbered in the order of their first facts.
    """

    documents: tuple[Filed, ...]
    home: Ints  #: of each fact the number of its document
    place: Ints  #: its number among the document's statements
    group: Ints
    said: Ints  #: the id of an event of which it is the first report
    lower: Ints  #: ordinal of the first day of its time
    vague: Ints  #: how vague its time is
    denied: Ints  #: 1 where it says that something did not happen
    agreeing: Ints  #: pairs of numbers, the smaller first
    between: tuple[Pair, ...]  #: what is told where the two are of different groups
    inside: tuple[Pair, ...]  #: of one group


def _none() -> Ints:
    return np.zeros(0, np.int32)


#: What is gathered before there is anything.
NOTHING = Gathered(
    documents=(), home=_none(), place=_none(), group=_none(), said=np.zeros(0, np.uint64), lower=_none(),
    vague=_none(), denied=_none(), agreeing=_none().reshape(0, 2), between=(), inside=(),
)  # fmt: skip


def follow(old: Gathered, sources: Iterable[Source], kept: dict[str, Kept], territory_of: TerritoryOf) -> Gathered:
    """Return the facts of documents in groups, given how some of them were grouped before.

    In whatever steps documents come, go and change, the outcome is the same: where a fact is put depends only on facts
    that agree with it, and on those that agree with these, and so on.
    kept: what is kept of the old documents, by id; it is brought up to date.
    """
    ordered = sorted(sources, key=lambda each: (each.known, each.id))
    was = {each.names.id: each for each in old.documents}
    fresh = {n for n, each in enumerate(ordered) if not _held(each, was.get(each.id), kept.get(each.id))}
    for n in fresh:
        kept[ordered[n].id] = Kept(ordered[n].by, sketch(ordered[n].document().text), marks([]))
    filed = _filed(was, ordered, fresh, kept)
    new = [n for n, each in enumerate(filed) if n in fresh or was[each.names.id].origin != each.origin]
    come = {n: _facts(ordered[n], filed[n].origin, territory_of) for n in new}
    for n, made in come.items():
        kept[ordered[n].id] = replace(kept[ordered[n].id], marks=marks([each for _, each in made]))
    number = {each.names.id: n for n, each in enumerate(old.documents)}
    stays = {number[each.names.id]: n for n, each in enumerate(filed) if n not in come}
    for gone in kept.keys() - {each.names.id for each in filed}:
        del kept[gone]
    return _merged(old, stays, ordered, filed, come, kept, territory_of)


def equal(one: Gathered, other: Gathered) -> bool:
    """Tell whether the same documents were gathered to the same effect."""
    pairs = ((getattr(one, each.name), getattr(other, each.name)) for each in fields(Gathered))
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in pairs)


def said_in(fact: Fact) -> str:
    """Return the id of an event of which a fact is the first report: a digest of what it says."""
    return digest(
        fact.statement.event or "",
        *(",".join(sorted(party.label for party in parties)) for parties in (fact.actors, fact.recipients)),
        fact.when.text,
        fact.place.label if fact.place else "",
    )


def vagueness(when: When) -> int:
    """Return how vague a time is: the longer the more, and of equal length where it is qualified."""
    return 2 * (when.length_days or date.max.toordinal()) + (not when.exact)


# --- which documents changed --------------------------------------------------------

#: Facts of a document with the places of their statements, in order of being known.
Facts = Sequence[tuple[int, Fact]]


def _held(source: Source, was: Filed | None, kept: Kept | None) -> bool:
    return was is not None and kept is not None and was.by == kept.by == source.by


def _filed(
    was: Mapping[str, Filed], ordered: Sequence[Source], fresh: set[int], kept: Mapping[str, Kept]
) -> list[Filed]:
    """Find the origins of all documents, comparing the texts of those that are new or may carry what has changed."""
    number = {each.id: n for n, each in enumerate(ordered)}
    changed = {ordered[n].id for n in fresh} | (was.keys() - number.keys())
    again = {n for n, each in enumerate(ordered) if each.id in was and was[each.id].carries in changed}
    sketches = [kept[each.id].sketch for each in ordered]
    carries = {
        n: None if (carrying := was[each.id].carries) is None else number[carrying]
        for n, each in enumerate(ordered)
        if n not in fresh and n not in again
    } | carried(sketches, sorted(again | fresh | carriers(sketches, sorted(fresh))))
    called = [names(each.document()) if n in fresh else was[each.id].names for n, each in enumerate(ordered)]
    origin = attributed(called, carries)
    return [
        Filed(
            names=called[n],
            known=each.known.toordinal(),
            by=each.by,
            origin=origin[each.id],
            carries=None if (source := carries[n]) is None else ordered[source].id,
            size=len(each.statements()) if n in fresh else was[each.id].size,
        )
        for n, each in enumerate(ordered)
    ]


def _facts(source: Source, origin: str, territory_of: TerritoryOf) -> Facts:
    document = source.document()
    made = (
        (place, fact(each, document, origin, territory_of))
        for place, each in enumerate(source.statements())
        if gathered(each)
    )
    return sorted(made, key=lambda each: each[1].at)


# --- gathering what a change reaches ------------------------------------------------


def _merged(
    old: Gathered,
    stays: Mapping[int, int],
    ordered: Sequence[Source],
    filed: Sequence[Filed],
    come: Mapping[int, Facts],
    kept: Mapping[str, Kept],
    territory_of: TerritoryOf,
) -> Gathered:
    """Gather the new facts with all old ones they can reach, and leave the others as they are.

    stays: new numbers of the documents that stay, by their old ones. come: facts of the others, by their new numbers.
    """
    home_of = np.full(len(old.documents) + 1, -1, np.int32)
    home_of[list(stays)] = list(stays.values())
    home = home_of[old.home]
    reached = _reached(old, home, [kept[ordered[n].id].marks for n in stays.values()], _marks(come, ordered, kept))
    again = np.flatnonzero(reached & (home >= 0))
    staying = np.flatnonzero(home >= 0)
    new = [(n, place, each) for n, facts in come.items() for place, each in facts]
    homes = np.concatenate([home[staying], np.array([n for n, _, _ in new], np.int32)])
    order = np.argsort(homes, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    number = np.full(len(old.home), -1, np.int32)
    number[staying] = rank[: len(staying)]

    facts: dict[Fact, int] = {}
    for n in again:
        source, document = ordered[home[n]], filed[home[n]]
        statement = source.statements()[int(old.place[n])]
        facts[fact(statement, source.document(), document.origin, territory_of)] = int(number[n])
    facts.update((each, int(at)) for (_, _, each), at in zip(new, rank[len(staying) :], strict=True))
    gathering = Gathering(facts)

    def column(before: Ints, added: Iterable[int]) -> Ints:
        whole: Ints = np.concatenate([before[staying], np.array(list(added), before.dtype)])[order]
        return whole

    group = column(old.group, (0 for _ in new))
    _put(group, gathering, facts, int(old.group.max(initial=-1)) + 1)
    untouched = (number >= 0) & ~reached
    edges = old.agreeing[untouched[old.agreeing].all(axis=1)]
    return Gathered(
        documents=tuple(filed),
        home=homes[order],
        place=column(old.place, (place for _, place, _ in new)),
        group=numbered(group),
        said=column(old.said, (int(said_in(each), 16) for _, _, each in new)),
        lower=column(old.lower, ((each.when.lower or date.max).toordinal() for _, _, each in new)),
        vague=column(old.vague, (vagueness(each.when) for _, _, each in new)),
        denied=column(old.denied, (denies(each) for _, _, each in new)),
        agreeing=_ordered(np.concatenate([number[edges], _pairs(gathering.agreeing, facts)])),
        between=_told(
            [*_kept(old.between, number, lambda a, b: not (reached[a] and reached[b])),
             *((facts[a], facts[b], told) for a, b, told in gathering.conflicts)]
        ),
        inside=_told(
            [*_kept(old.inside, number, lambda a, _: not reached[a]), *_inside(gathering, facts)]
        ),
    )  # fmt: skip


def _marks(come: Mapping[int, Facts], ordered: Sequence[Source], kept: Mapping[str, Kept]) -> Marks:
    return joined([kept[ordered[n].id].marks for n in come] or [marks([])])


def _reached(old: Gathered, home: Ints, stay: Sequence[Marks], new: Marks) -> Ints:
    """Tell of each old fact whether it is near a new one, or is gone, or agrees with one that is, and so on."""
    reached: Ints = home < 0
    if len(new.text) > _MANY:
        return np.ones(len(home), bool)
    if len(new.text) and len(stay):
        staying = np.flatnonzero(home >= 0)
        reached[staying[joined(stay).near(new)]] = True
    a, b = old.agreeing[:, 0], old.agreeing[:, 1]
    while (onward := reached[a] != reached[b]).any():
        reached[a[onward]] = reached[b[onward]] = True
    return reached


def _put(group: Ints, gathering: Gathering, facts: Mapping[Fact, int], first: int) -> None:
    founders: dict[int, int] = {}
    for each, together in gathering.groups.items():
        group[facts[each]] = founders.setdefault(id(together), first + len(founders))


def numbered(group: Ints) -> Ints:
    """Number groups in the order of their first members."""
    _, firsts, of = np.unique(group, return_index=True, return_inverse=True)
    rank = np.empty(len(firsts), np.int32)
    rank[np.argsort(firsts)] = np.arange(len(firsts), dtype=np.int32)
    ranked: Ints = rank[of]
    return ranked


def _pairs(pairs: Iterable[tuple[Fact, Fact]], facts: Mapping[Fact, int]) -> Ints:
    return np.array([(facts[a], facts[b]) for a, b in pairs], np.int32).reshape(-1, 2)


def _ordered(pairs: Ints) -> Ints:
    ordered: Ints = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return ordered


def _inside(gathering: Gathering, facts: Mapping[Fact, int]) -> Iterable[Pair]:
    for together in {id(group): group for group in gathering.groups.values()}.values():
        for a, b in combinations(together, 2):
            if told := within(a, b):
                yield facts[a], facts[b], told


def _kept(pairs: Iterable[Pair], number: Ints, wanted: Callable[[int, int], bool]) -> Iterable[Pair]:
    for a, b, told in pairs:
        if number[a] >= 0 and number[b] >= 0 and wanted(a, b):
            yield int(number[a]), int(number[b]), told


def _told(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[:2]))
