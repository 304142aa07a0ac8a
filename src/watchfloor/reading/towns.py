"""Towns: of which country the one is that a text names."""

from __future__ import annotations

from collections.abc import Collection

from watchfloor.reading.lexicon import word_class
from watchfloor.world import word
from watchfloor.world.places import Place, by_name

#: A town of so many people is known by any of its names, and in a text that names no country.
_KNOWN = 300_000


def country_of(name: str, named: Collection[str]) -> str | None:
    """Return the territory of a town, or None where none or several bear the name.

    named: the territories the text has named: theirs is meant. Of other namesakes it is the largest, if it is ten
    times the next; a small one must bear the very name, for its other names are often those of a better known place.
    """
    same = _bearers(name)
    fit = [p for p in same if p.territory in named] or [p for p in same if p.population >= _KNOWN or _own(p, name)]
    others = [p.population for p in fit[1:] if fit[0].territory != p.territory]
    return fit[0].territory if fit and (not others or fit[0].population >= 10 * others[0]) else None


def is_town(name: str) -> bool:
    """Tell whether some town bears the name."""
    return bool(_bearers(name))


def _bearers(name: str) -> list[Place]:
    """Return the towns of a name, largest first; directions are names of regions, not of towns."""
    words = tuple(word(part) for part in name.split())
    if len(words) == 1 and words[0] in word_class("direction"):
        return []
    spelt = {words, tuple("saint" if part == "st" else part for part in words)}
    return sorted((p for one in spelt for p in by_name().get(one, ())), key=lambda p: -p.population)


def _own(place: Place, name: str) -> bool:
    return [word(part) for part in place.name.split()] == [word(part) for part in name.split()]
