"""The process graph as it is reckoned with: steps with their own part, what they need and what blocks them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchfloor.outlook.reckoning.beliefs import Belief

Bools = NDArray[np.bool_]
#: What surely holds, and what may hold: the same array where nothing is without basis.
Pair = tuple[Bools, Bools]

YES: Pair = (np.ones(1, bool),) * 2
NO: Pair = (np.zeros(1, bool),) * 2
OPEN: Pair = (np.zeros(1, bool), np.ones(1, bool))
_FAR_DAYS = 365_250.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A step's own part: the chance that it has come by a day, once nothing else stands in its way.

    The risk runs on as `ratio` says: piecewise linear over `days` (from the day of the outlook), 1 on the day that
    the belief speaks of; the chance by a day is 1 - (1 - p)^ratio, a constant hazard where the ratio is straight.
    """

    belief: Belief
    days: tuple[float, ...]
    ratio: tuple[float, ...]

    def at(self, day: float) -> float:
        """Return the ratio on a day."""
        return float(np.interp(day, *self._line()))

    def when(self, ratio: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the first days with these ratios; infinite where none has it."""
        days, line = self._line()
        if len(self.days) == 1:
            return ratio * (self.days[0] / self.ratio[0])
        rising = line + days * 1e-12  # where the risk pauses, the first day counts
        found = np.interp(ratio, rising, days)
        return np.where(ratio > line[-1], np.inf, found)

    def _line(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        before = self.days[-2:-1] or (0.0,), self.ratio[-2:-1] or (0.0,)
        slope = (self.ratio[-1] - before[1][0]) / (self.days[-1] - before[0][0])
        last = self.ratio[-1] + slope * (_FAR_DAYS - self.days[-1])
        return np.array([0.0, *self.days, _FAR_DAYS]), np.array([0.0, *self.ratio, last])


def own(p: float, days: float, weight: float = math.inf) -> Own:
    """Return the own part with a chance by a number of days from now, its hazard constant."""
    return Own(belief=Belief(p=p, weight=weight), days=(float(days),), ratio=(1.0,))


@dataclass(frozen=True, slots=True, kw_only=True)
class If:
    """Another chance of a step's own part where certain steps are met, or are not: a conditional judgement."""

    steps: tuple[tuple[str, bool], ...]
    own: Own


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A step, or a sum of steps.

    groups: of each one at least must be met. own: None where nothing is known of it; then it may hold or not.
    fact: it is met already. standing: it is met now, and its own part is its end. takes_days: shortest and longest,
    once all that it needs is met. sum: (step, +1 or -1); such a node holds where the sum is above `base`.
    """

    key: str
    groups: tuple[tuple[str, ...], ...] = ()
    blocked_by: tuple[str, ...] = ()
    own: Own | None = None
    fact: bool = False
    standing: bool = False
    takes_days: tuple[float, float] | None = None
    ifs: tuple[If, ...] = ()
    sum: tuple[tuple[str, int], ...] = ()
    base: int = 0

    @property
    def below(self) -> tuple[str, ...]:
        """Return all on which it depends."""
        found = (key for group in self.groups for key in group)
        supposed = (key for other in self.ifs for key, _ in other.steps)
        return tuple(dict.fromkeys((*found, *self.blocked_by, *supposed, *(key for key, _ in self.sum))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes in an order in which each comes after all that it depends on."""

    nodes: tuple[Node, ...]
    by_key: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    below: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {node.key: node for node in self.nodes})
        object.__setattr__(self, "below", {node.key: frozenset(node.below) for node in self.nodes})

    def above(self, keys: Iterable[str]) -> set[str]:
        """Return the nodes that depend on these, near and far, themselves included."""
        found = set(keys)
        for node in self.nodes:
            if not found.isdisjoint(self.below[node.key]):
                found.add(node.key)
        return found

    def closure(self, keys: Iterable[str]) -> Graph:
        """Return the graph of these nodes and all that they depend on."""
        found = set(keys)
        for node in reversed(self.nodes):
            if node.key in found:
                found.update(self.below[node.key])
        return Graph(nodes=tuple(node for node in self.nodes if node.key in found))


def ordered(nodes: Iterable[Node]) -> Graph:
    """Return a graph; raises ValueError where nodes depend on one another in a circle."""
    left = {node.key: node for node in nodes}
    found: list[Node] = []
    while left:
        ready = [node for node in left.values() if not any(key in left for key in node.below)]
        if not ready:
            raise ValueError(f"a circle among {', '.join(sorted(left))}")
        found += ready
        for node in ready:
            del left[node.key]
    return Graph(nodes=tuple(found))


def parts(graph: Graph, clamped: Iterable[str] = ()) -> dict[str, Own]:
    """Return the own parts that chance decides, by name: of a node its key, of its n-th `if` the key with `?n`."""
    found: dict[str, Own] = {}
    for node in graph.nodes:
        if node.fact or node.key in clamped or node.sum:
            continue
        if node.own is not None and 0.0 < node.own.belief.p < 1.0:
            found[node.key] = node.own
        for n, other in enumerate(node.ifs):
            if 0.0 < other.own.belief.p < 1.0:
                found[f"{node.key}?{n}"] = other.own
    return found


def held(
    graph: Graph, done: Mapping[str, Pair], clamps: Mapping[str, bool], known: Mapping[str, Pair] | None = None
) -> dict[str, Pair]:
    """Return which nodes are met, given which own parts have come.

    done: by name as in `parts`, arrays of one shape. clamps: nodes that are met, or not, whatever else holds.
    known: nodes that need not be told again.
    """
    found: dict[str, Pair] = dict(known or {})
    for node in graph.nodes:
        if node.key in found:
            continue
        if node.key in clamps or node.fact:
            found[node.key] = YES if clamps.get(node.key, True) else NO
        elif node.sum:
            found[node.key] = _sum(node, found)
        else:
            found[node.key] = _value(node, done, found)
    return found


def _value(node: Node, done: Mapping[str, Pair], found: Mapping[str, Pair]) -> Pair:
    came = _came(node, done, found)
    if node.standing:
        return _not(came)
    for group in node.groups:
        came = _and(came, _any([found[key] for key in group]))
    for key in node.blocked_by:
        came = _and(came, _not(found[key]))
    return came


def _came(node: Node, done: Mapping[str, Pair], found: Mapping[str, Pair]) -> Pair:
    came = part(node.key, node.own, done)
    for n, other in enumerate(node.ifs):
        holds = YES
        for key, met in other.steps:
            holds = _and(holds, found[key] if met else _not(found[key]))
        came = _choose(holds, part(f"{node.key}?{n}", other.own, done), came)
    return came


def part(name: str, own: Own | None, done: Mapping[str, Pair]) -> Pair:
    """Return whether an own part has come: as drawn, else as it surely does or does not, else open."""
    if name in done:
        return done[name]
    if own is None:
        return OPEN
    return YES if own.belief.p == 1.0 else NO


def _sum(node: Node, found: Mapping[str, Pair]) -> Pair:
    low: NDArray[np.int16] = np.zeros(1, np.int16)
    high = low
    for key, sign in node.sum:
        sure, may = found[key]
        same = high is low and sure is may
        low = low + (sure if sign > 0 else -may.astype(np.int16))
        high = low if same else high + (may if sign > 0 else -sure.astype(np.int16))
    least = low > node.base
    return least, least if high is low else high > node.base


def _both(pair: Pair) -> bool:
    return pair[0] is pair[1]


def _and(one: Pair, other: Pair) -> Pair:
    low = one[0] & other[0]
    return low, low if _both(one) and _both(other) else one[1] & other[1]


def _not(one: Pair) -> Pair:
    high = ~one[0]
    return (high if _both(one) else ~one[1]), high


def _any(some: Sequence[Pair]) -> Pair:
    low, high = some[0]
    for other in some[1:]:
        same = high is low and _both(other)
        low = low | other[0]
        high = low if same else high | other[1]
    return low, high


def _choose(holds: Pair, one: Pair, other: Pair) -> Pair:
    if _both(holds) and _both(one) and _both(other):
        low = np.where(holds[0], one[0], other[0])
        return low, low
    sure, may = holds
    low = np.where(sure, one[0], np.where(may, one[0] & other[0], other[0]))
    return low, np.where(sure, one[1], np.where(may, one[1] | other[1], other[1]))
