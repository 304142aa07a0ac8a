"""Cities over 15,000 people, for the map and for places of events."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from watchfloor.world.names import split
from watchfloor.world.tables import HERE


@dataclass(frozen=True, slots=True)
class Place:
    """A city; latitude and longitude in degrees (WGS 84), territory as a key of territories.csv."""

    name: str
    territory: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]


@cache
def load() -> tuple[Place, ...]:
    """Return all places, largest first."""
    with gzip.open(HERE / "places.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return tuple(
            Place(
                row["name"], row["territory"], float(row["lat"]), float(row["lon"]), int(row["population"]),
                tuple(filter(None, row["alternates"].split("|"))),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@cache
def by_name() -> Mapping[tuple[str, ...], tuple[Place, ...]]:
    """Return the places by their folded name or alternate name, largest first."""
    found: dict[tuple[str, ...], list[Place]] = {}
    for place in load():
        for words in dict.fromkeys(split(name) for name in (place.name, *place.alternates)):
            found.setdefault(words, []).append(place)
    return {words: tuple(same) for words, same in found.items()}
