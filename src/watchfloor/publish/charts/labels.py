"""Where the labels of a map stand: each beside its place, none on top of another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Width of a letter by the size of the type: bold sans serif, on the wide side.
_LETTER = 0.6
#: Height of a line by the size of the type.
_LINE = 1.25
#: Pixels between a label and what it stands beside.
_GAP = 2.0
#: How far a label may be moved, step by step, in pixels.
_STEP, _STEPS = 9.0, 14
#: Moved further than this, it is tied to its place by a line.
_FAR = 14.0

Area = tuple[float, float, float, float]  #: left, top, right, bottom in pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is to be labelled: its middle in pixels, its lines of text, and how far these must keep away from it."""

    x: float
    y: float
    lines: tuple[str, ...]
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label where it stands: the middle of its block, and whether a line leads to its place."""

    place: Place
    x: float
    y: float
    led: bool


def arranged(places: Sequence[Place], size: float, width: float, height: float) -> list[Label]:
    """Return a label for each place, in the order given: as near as it can stand without covering another.

    A place that is crowded out keeps the nearest spot inside the picture; what has a radius is kept clear.
    """
    taken = [_around(p.x, p.y, 2 * p.radius, 2 * p.radius) for p in places if p.radius]
    labels = []
    for place in places:
        wide, high = extent(place, size)
        spots = [(x, y) for x, y in _spots(place, wide, high) if _inside(_around(x, y, wide, high), width, height)]
        free = [(x, y) for x, y in spots if not any(_cross(_around(x, y, wide, high), area) for area in taken)]
        x, y = next(iter(free or spots), (place.x, place.y))
        taken.append(_around(x, y, wide, high))
        labels.append(Label(place=place, x=x, y=y, led=_distance(place, x, y, wide, high) > place.radius + _FAR))
    return labels


def extent(place: Place, size: float) -> tuple[float, float]:
    """Return width and height of a label in pixels."""
    return max(map(len, place.lines)) * size * _LETTER, len(place.lines) * size * _LINE


def _spots(place: Place, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Yield where a label may stand, best first: on its place, where it may; then ever further off."""
    if not place.radius:
        yield place.x, place.y
    for step in range(_STEPS):
        off = place.radius + _GAP + _STEP * step
        right, down = wide / 2 + off, high / 2 + off
        sides = [(right, 0.0), (-right, 0.0), (0.0, -down), (0.0, down)]
        corners = [(x, y) for x, y in itertools.product((wide / 2 + off / 2, -wide / 2 - off / 2), (-down, down))]
        close = [] if place.radius else [(0.0, -off), (0.0, off), (off, 0.0), (-off, 0.0)]
        yield from ((place.x + dx, place.y + dy) for dx, dy in (*close, *sides, *corners))


def _around(x: float, y: float, wide: float, high: float) -> Area:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _inside(area: Area, width: float, height: float) -> bool:
    return area[0] >= 0.0 and area[1] >= 0.0 and area[2] <= width and area[3] <= height


def _cross(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _distance(place: Place, x: float, y: float, wide: float, high: float) -> float:
    """Return how far the edge of a label is from its place."""
    return max(abs(x - place.x) - wide / 2, abs(y - place.y) - high / 2, 0.0)
