"""From the tables to the aliases a scanner walks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from watchfloor.world.names import Alias, How, Span, Title, split
from watchfloor.world.spans import first_day, last_day
from watchfloor.world.tables import Body, Holder, Metonym, Office, Region, Territory

if TYPE_CHECKING:
    from watchfloor.world import World

PLACE_RULE = "after-preposition-of-place"


def aliases(world: World) -> Iterator[Alias]:
    """Yield every spelling the world holds; where one stands for a key in several ways, the first way counts."""
    for territory in world.territories.values():
        yield from territory_aliases(territory)
    for body in world.bodies.values():
        yield from body_aliases(body)
    for region in world.regions.values():
        yield from region_aliases(region)
    for metonym in world.metonyms:
        yield from metonym_aliases(metonym, world.kind(metonym.key))
    for person, held in world.people.items():
        yield from person_aliases(person, held)


def territory_aliases(territory: Territory) -> Iterator[Alias]:
    """Yield a territory's names, demonyms, and its capitals as its government."""
    kind, key, on = "territory", territory.key, territory.on
    for how, spellings in (("name", (territory.name,)), ("alias", territory.aliases), ("demonym", territory.demonyms)):
        for text in spellings:
            yield from _alias(text, key, kind, how, "", on, territory.verified)  # type: ignore[arg-type]
    for text in territory.capitals:
        yield from _alias(text, key, kind, "capital", "GOV", on, territory.verified, PLACE_RULE, key)


def body_aliases(body: Body) -> Iterator[Alias]:
    """Yield a body's name and aliases."""
    yield from _alias(body.name, body.key, body.kind, "name", "", body.on, body.verified)
    for text in body.aliases:
        yield from _alias(text, body.key, body.kind, "alias", "", body.on, body.verified)


def region_aliases(region: Region) -> Iterator[Alias]:
    """Yield a region's name and aliases."""
    yield from _alias(region.name, region.key, "region", "name", "", region.on, region.verified)
    for text in region.aliases:
        yield from _alias(text, region.key, "region", "alias", "", region.on, region.verified)


def metonym_aliases(metonym: Metonym, kind: str) -> Iterator[Alias]:
    """Yield a metonym under the kind of what it stands for."""
    yield from _alias(
        metonym.phrase, metonym.key, kind, "metonym", metonym.sector, ("", ""), metonym.verified,
        metonym.rule, metonym.place,
    )  # fmt: skip


def person_aliases(person: str, held: tuple[Holder, ...]) -> Iterator[Alias]:
    """Yield a person's names, and the bare surname for the time in office."""
    on = time_in_office(held)
    verified = all(row.verified for row in held)
    for text in dict.fromkeys(name for row in held for name in (row.name, *row.aliases)):
        yield from _alias(text, person, "person", "holder", "", on, verified)
    for text in dict.fromkeys(row.surname for row in held):
        yield from _alias(text, person, "person", "surname", "", on, verified)


def time_in_office(held: tuple[Holder, ...]) -> Span:
    """Return the time from the first office to the last."""
    return min((row.on for row in held), key=first_day)[0], max((row.on for row in held), key=last_day)[1]


def office_titles(offices: Iterable[Office]) -> Iterator[Title]:
    """Yield every spelling of every office."""
    for office in offices:
        for text in office.titles:
            yield Title(split(text), office.key, office.sector, office.level, office.organ, office.single, text)


def by_person(holders: Iterable[Holder]) -> Mapping[str, tuple[Holder, ...]]:
    """Return the holders' rows by person, earliest office first."""
    found: dict[str, list[Holder]] = {}
    for holder in holders:
        found.setdefault(holder.person, []).append(holder)
    return {person: tuple(sorted(held, key=lambda h: first_day(h.on))) for person, held in found.items()}


def by_seat(people: Mapping[str, tuple[Holder, ...]]) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
    """Return the holders' rows by (territory or body, office), latest first."""
    found: dict[tuple[str, str], list[Holder]] = {}
    holders = (holder for held in people.values() for holder in held)
    for holder in sorted(holders, key=lambda h: first_day(h.on), reverse=True):
        found.setdefault((holder.at, holder.office), []).append(holder)
    return {seat: tuple(held) for seat, held in found.items()}


def distinct(spellings: Iterable[Alias]) -> Iterator[Alias]:
    """Yield the first alias of each spelling and key: a name before an alias, an alias before a surname."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for alias in spellings:
        if (alias.words, alias.key) not in seen:
            seen.add((alias.words, alias.key))
            yield alias


def _alias(
    text: str, key: str, kind: str, how: How, sector: str, on: Span, verified: bool, rule: str = "", place: str = ""
) -> Iterator[Alias]:
    text = text.removeprefix("The ").removeprefix("the ")  # a text may leave the article out
    words = split(text)
    if words:
        yield Alias(words, key, kind, how, sector, on, verified, rule, text, place)
