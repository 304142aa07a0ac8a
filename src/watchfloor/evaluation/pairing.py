"""Which statement of a reading answers which statement of the gold: by sentence, one to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from watchfloor.evaluation.lines import Record
from watchfloor.terms import Entity, Statement
from watchfloor.world import World


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold statement, the statement found for it (or None), and which roles are right.

    countries: whether both roles are right where an organ or a group counts for its country.
    """

    gold: Record
    found: Statement | None
    actor: bool = False
    recipient: bool = False
    countries: bool = False


def pair(gold: Sequence[Record], found: Sequence[Statement], world: World, on: date | None) -> list[Pair]:
    """Pair gold with found events; a pair shares its sentence and at least a category or a role.

    Best pairs first: category counts two, each right role one; ties go to the earlier statement.
    """
    ranked = sorted(
        (
            (-_worth(one, other, world, on), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if overlaps(one, other)
        ),
    )
    taken: dict[int, int] = {}
    for worth, i, j in ranked:
        if worth < 0 and i not in taken and j not in taken.values():
            taken[i] = j
    return [_pair(one, found[taken[i]] if i in taken else None, world, on) for i, one in enumerate(gold)]


def overlaps(gold: Record, found: Statement) -> bool:
    """Tell whether a citation and a gold span share any text."""
    start, end = (int(offset) for offset in gold["span"])
    return found.citation.start < end and start < found.citation.end


def _pair(gold: Record, found: Statement | None, world: World, on: date | None) -> Pair:
    if found is None:
        return Pair(gold, None)
    actors, recipients = found.actors, found.recipients
    wanted, reached = gold["actors"], gold["recipients"]
    if not reached or not recipients:  # a meeting: all are parties
        actors = recipients = (*actors, *recipients)
    acts, reaches = _right(wanted, actors, world, on), _right(reached, recipients, world, on)
    countries = (acts or _of_country(wanted, actors, world, on)) and (
        reaches or _of_country(reached, recipients, world, on)
    )
    return Pair(gold, found, acts, reaches, countries)


def _worth(gold: Record, found: Statement, world: World, on: date | None) -> int:
    made = _pair(gold, found, world, on)
    named = bool(gold["actors"]) * made.actor + bool(gold["recipients"]) * made.recipient
    return 2 * int(gold["event"] == found.event) + int(named)


def _right(wanted: Iterable[Record], found: Iterable[Entity], world: World, on: date | None) -> bool:
    """Tell whether one of the wanted is among the found; where none is wanted nothing is wrong."""
    wanted = list(wanted)
    return not wanted or any(same_role(one, other.key, other.name, world, on) for one in wanted for other in found)


def _of_country(wanted: Iterable[Record], found: Iterable[Entity], world: World, on: date | None) -> bool:
    """Tell whether one of the wanted belongs to the country of one of the found."""
    mine = {_whole(one["key"], world, on) for one in wanted if one["key"]}
    return any(one.key and _whole(one.key, world, on) in mine for one in found)


def _whole(key: str, world: World, on: date | None) -> str:
    """Return the country of a person, an organ, a group or a part of a state, or the key itself."""
    at = world.territory_of(key, on) or key
    return world.country_of(at) or at


def same_role(wanted: Record, key: str | None, name: str, world: World, on: date | None) -> bool:
    """Tell whether a role names whom the gold wants: by key, by country, or by words where one has no key.

    A part of a state is right where the gold, written before the world knew it, has the state: in the same office
    (`ohio-GOV` for `USA-GOV`), or by the words.
    """
    if wanted["key"] is None or key is None:
        return _same_words(wanted["name"], name)
    if wanted["key"] == key or world.territory_of(wanted["key"], on) == world.territory_of(key, on):
        return True
    part = key if key in world.territories else next(iter(world.parents(key)), "")
    country = world.country_of(part) if part in world.territories else None
    if country in (None, part):
        return False
    state = country in (wanted["key"], *world.parents(wanted["key"])[:1])
    return wanted["key"] == f"{country}{key.removeprefix(part)}" or (state and _same_words(wanted["name"], name))


def _same_words(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one
