"""A name, alone, to the keys it may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from watchfloor.world.names import Alias, Title, fold, word
from watchfloor.world.spans import holds, lasts

if TYPE_CHECKING:
    from watchfloor.world import World

#: Below this a likeness of the two least alike words of two full names is no match (see tests/world/test_resolve.py).
LIKE = 0.93
_RANK = {"name": 0, "alias": 0, "holder": 1, "demonym": 2, "capital": 3, "metonym": 3, "surname": 4}
_ARTICLES = ("the", "a", "an")
_HONORIFICS = {"mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A key a name may stand for; how: what kind of match; score: 1 unless only alike.

    sector: the part of it that is meant, if any. verified: False makes it a proposal.
    """

    key: str
    kind: str
    how: str
    sector: str
    score: float
    verified: bool


def resolve(world: World, name: str, on: date | None) -> tuple[Candidate, ...]:
    """Return what the name may stand for, best way of matching only; several keys mean it is ambiguous.

    Tried in order: the key itself; an exact alias; an office, alone or with its country, or an organ; the
    same in other romanisation; a full name that differs by middle names, or by a letter.
    """
    if world.known(name):
        return (Candidate(name, world.kind(name), "key", "", 1.0, True),)
    tokens = [token for token in name.split() if word(token)]
    while tokens and tokens[0].lower() in _ARTICLES:
        del tokens[0]
    if not tokens:
        return ()
    return (
        _exact(world, tokens, on)
        or _only_holder(world, tokens, on)
        or _office(world, tokens, on)
        or _titled(world, tokens, on)
        or _respelt(world, " ".join(tokens), on)
    )


def _exact(world: World, tokens: Sequence[str], on: date | None) -> tuple[Candidate, ...]:
    words = tuple(map(word, tokens))
    found = [alias for alias in world.index.get(words[0], ()) if alias.words == words]
    if not tokens[0].isupper():
        found = [a for a in found if not a.text.isupper()] or [a for a in found if not tokens[0].islower()]
    return _best(found, on)


def _best(found: Iterable[Alias], on: date | None, score: float = 1.0) -> tuple[Candidate, ...]:
    aliases = [a for a in found if a.how in ("holder", "surname") or holds(a.on, on)] or list(found)
    if not aliases:
        return ()
    rank = min(_RANK[a.how] for a in aliases)
    best = [a for a in aliases if _RANK[a.how] == rank]
    if on is None and rank == _RANK["capital"]:  # Moscow is Russia's before it was the Soviet Union's
        best = [a for a in best if lasts(a.on)] or best
    if rank == _RANK["surname"]:
        best = [a for a in best if holds(a.on, on)] or best
    by_key = {a.key: Candidate(a.key, a.kind, a.how, a.sector, score, a.verified) for a in best}
    return tuple(by_key.values())


def _only_holder(world: World, tokens: Sequence[str], on: date | None) -> tuple[Candidate, ...]:
    """An office that exists once in the world on the day: `European Commission president`."""
    title = world.office(tokens)
    if title is None or len(title.words) < len(tokens) or not title.single or on is None:
        return ()
    seats = [seat for seat in world.held if seat[1] == title.office and world.holders_of(*seat, on)]
    return _of_office(world, seats[0][0], title, on) if len(seats) == 1 else ()


def _office(world: World, tokens: Sequence[str], on: date | None) -> tuple[Candidate, ...]:
    """Country and office: `Serbian army`, `president of Serbia`."""
    for title, rest in _with_title(world, tokens):
        found = tuple(c for country in _country(world, rest, on) for c in _of_office(world, country, title, on))
        if found:
            return found
    return ()


def _with_title(world: World, tokens: Sequence[str]) -> Iterable[tuple[Title, Sequence[str]]]:
    for start in range(len(tokens)):
        title = world.office(tokens[start:])
        if title is None:
            continue
        before, after = tokens[:start], tokens[start + len(title.words) :]
        if before and not after:
            yield title, before
        elif not before and len(after) > 1 and after[0] == "of":
            yield title, after[2:] if after[1] == "the" and len(after) > 2 else after[1:]


def _country(world: World, tokens: Sequence[str], on: date | None) -> tuple[str, ...]:
    fit = ("territory", "body")
    return tuple(c.key for c in _exact(world, tokens, on) if c.kind in fit and c.how in ("name", "alias", "demonym"))


def _of_office(world: World, country: str, title: Title, on: date | None) -> tuple[Candidate, ...]:
    if title.single:
        held = world.holders_of(country, title.office, on) if on else ()
        people = {h.person: Candidate(h.person, "person", "office", title.sector, 1.0, h.verified) for h in held}
        if people:
            return tuple(people.values())
    if country in world.bodies:  # a body's office stands for the body
        return (Candidate(country, world.kind(country), "office", "", 1.0, world.bodies[country].verified),)
    if not title.sector:  # firefighters stand for their country
        return (Candidate(country, world.kind(country), "office", "", 1.0, world.verified(country)),)
    return (Candidate(f"{country}-{title.sector}", "organ", "office", title.sector, 1.0, True),)


def _titled(world: World, tokens: Sequence[str], on: date | None) -> tuple[Candidate, ...]:
    """A person with country or title before the name: `Serbian President Vučić`."""
    for start in range(1, len(tokens)):
        if _is_lead(world, tokens[:start], on):
            rest = tokens[start:]
            found = _exact(world, rest, on) or _respelt(world, " ".join(rest), on)
            people = tuple(c for c in found if c.kind == "person")
            if people:
                return _of_country(world, people, tokens[:start], on)
    return ()


def _is_lead(world: World, tokens: Sequence[str], on: date | None) -> bool:
    title = world.office(tokens)
    if (title is not None and len(title.words) == len(tokens)) or word(tokens[0]) in _HONORIFICS:
        return True
    return any(
        _country(world, tokens[:n], on) and (n == len(tokens) or _is_lead(world, tokens[n:], on))
        for n in range(1, len(tokens) + 1)
    )


def _of_country(
    world: World, people: tuple[Candidate, ...], lead: Sequence[str], on: date | None
) -> tuple[Candidate, ...]:
    countries = {key for n in range(1, len(lead) + 1) for key in _country(world, lead[:n], on)}
    fit = tuple(c for c in people if world.territory_of(c.key, on) in countries) if countries else people
    return fit or people


@cache
def _people(world: World) -> dict[str, tuple[Alias, ...]]:
    """Full names by folded spelling."""
    return _by_fold(a for found in world.index.values() for a in found if a.how == "holder")


@cache
def _others(world: World) -> dict[str, tuple[Alias, ...]]:
    """All but full names and metonyms by folded spelling."""
    skip = ("holder", "metonym", "capital")
    return _by_fold(a for found in world.index.values() for a in found if a.how not in skip and not a.text.isupper())


def _by_fold(aliases: Iterable[Alias]) -> dict[str, tuple[Alias, ...]]:
    index: dict[str, list[Alias]] = {}
    for alias in aliases:
        index.setdefault(fold(alias.text), []).append(alias)
    return {folded: tuple(found) for folded, found in index.items()}


@cache
def _by_word(world: World) -> Mapping[str, tuple[tuple[list[str], tuple[Alias, ...]], ...]]:
    """Full names by each of their folded words."""
    index: dict[str, list[tuple[list[str], tuple[Alias, ...]]]] = {}
    for folded, aliases in _people(world).items():
        parts = folded.split()
        for part in dict.fromkeys(parts):
            index.setdefault(part, []).append((parts, aliases))
    return {part: tuple(found) for part, found in index.items()}


@cache
def _by_shape(world: World) -> Mapping[tuple[int, str], tuple[tuple[list[str], tuple[Alias, ...]], ...]]:
    """Full names by how many words they have and their first letter."""
    index: dict[tuple[int, str], list[tuple[list[str], tuple[Alias, ...]]]] = {}
    for folded, aliases in _people(world).items():
        parts = folded.split()
        if parts:
            index.setdefault((len(parts), parts[0][0]), []).append((parts, aliases))
    return {shape: tuple(found) for shape, found in index.items()}


def _respelt(world: World, name: str, on: date | None) -> tuple[Candidate, ...]:
    folded = fold(name)
    for spelt in (folded, fold(name.replace("-", ""))):  # Jin-ping is Jinping
        found = _people(world).get(spelt) or _others(world).get(spelt)
        if found:
            return _best(found, on, 0.99)
    parts = folded.split()
    if len(parts) < 2:
        return ()
    return _middle_names(world, parts, on) or _alike(world, parts, on)


def _middle_names(world: World, parts: list[str], on: date | None) -> tuple[Candidate, ...]:
    """The same first and last name with a patronymic or initial between, on either side."""
    near = _by_word(world).get(parts[0], ())
    against = {alias.key for other, aliases in near if _contradicts(parts, other) for alias in aliases}
    found = [
        alias
        for other, aliases in near
        if _same_but_middle(parts, other)
        for alias in aliases
        if alias.key not in against
    ]
    return _best(found, on, 0.97)


def _contradicts(one: list[str], other: list[str]) -> bool:
    """Tell whether two names differ only in the initials of their middle names: `John F.`, `John J.`."""
    if (one[0], one[-1]) != (other[0], other[-1]):
        return False
    return any(a[0] != b[0] for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _same_but_middle(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) != 2 or len(long) <= 2:
        return False
    if short == [long[0], long[-1]]:
        return True
    return set(short) <= set(long) and len(long) == 3 and short[::-1] == [long[0], long[1]]


def _alike(world: World, parts: list[str], on: date | None) -> tuple[Candidate, ...]:
    from rapidfuzz.distance import JaroWinkler

    best, found = LIKE, list[Alias]()
    for other, aliases in _by_shape(world).get((len(parts), parts[0][0]), ()):
        score = min(JaroWinkler.similarity(a, b) for a, b in zip(parts, other, strict=True))
        if score > best:
            best, found = score, list(aliases)
        elif score == best:
            found.extend(aliases)
    return _best(found, on, round(best, 2))
