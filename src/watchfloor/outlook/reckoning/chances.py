"""The chances of all nodes of a graph by any day, whatever is supposed: enumerated, else simulated."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchfloor.outlook.reckoning.beliefs import HIGH, LOW
from watchfloor.outlook.reckoning.exact import Reckoned, Ways, enumerated, fits, ways
from watchfloor.outlook.reckoning.graph import Graph, Node, Pair, held, parts
from watchfloor.outlook.reckoning.simulation import DRAWS, RUNS, Sample, simulated

Floats = NDArray[np.float64]
NOTHING: Mapping[str, bool] = {}
#: Chances that differ by less are the same.
EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A chance in [0, 1]: at least and at most where something has no basis, with the 80 % interval around both.

    exact: enumerated, not simulated.
    """

    least: float
    most: float
    low: float
    high: float
    exact: bool

    @property
    def p(self) -> float | None:
        """Return the chance, or None where a step without basis keeps it open."""
        return self.least if self.most - self.least < EPSILON else None

    def less(self) -> Number:
        """Return the chance of the contrary."""
        return Number(least=1.0 - self.most, most=1.0 - self.least, low=1.0 - self.high, high=1.0 - self.low,
                      exact=self.exact)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Reckoner:
    """Answers how likely each node of one graph is; its draws are made once, from the seed."""

    graph: Graph
    seed: int = 0
    runs: int = DRAWS * RUNS
    _thetas: dict[str, Floats] = field(default_factory=dict)
    _plans: list[tuple[Graph, tuple[str, ...]]] = field(default_factory=list)
    _rest: Graph | None = None
    _sample: Sample = field(init=False)
    _kept: dict[int, tuple[float, Ways]] = field(default_factory=dict)
    _held: tuple[float, dict[str, Pair]] | None = None

    def __post_init__(self) -> None:
        for name, own in parts(self.graph).items():
            self._thetas[name] = own.belief.at(_stratified(self.seed, name))
        self._sample = Sample(seed=self.seed, runs=self.runs)
        self._plan()

    def at(self, day: float, clamps: Mapping[str, bool] = NOTHING) -> dict[str, Number]:
        """Return the chance of every node by a day, counted from the day of the outlook, with some nodes clamped."""
        found = self._of({node.key for node in self.graph.nodes}, day, clamps)
        return {node.key: found[node.key] for node in self.graph.nodes}

    def changed(self, day: float, clamps: Mapping[str, bool], before: Mapping[str, Number]) -> dict[str, Number]:
        """Return the chances of the nodes that clamps can change, given what all were before."""
        touched = self.graph.above(clamps)
        return {key: one for key, one in self._of(touched, day, clamps).items() if one != before[key]}

    def ways(self, graph: Graph, day: float, clamps: Mapping[str, bool]) -> tuple[NDArray[np.int8], Floats]:
        """Return ways in which the nodes of a closed part of the graph may stand on a day, and the weight of each.

        A row a node, a column a way; 1: met, 0: not met, 2: open for want of a basis.
        """
        inside = {key: value for key, value in clamps.items() if key in graph.by_key}
        if fits(graph):
            found = ways(graph, day, {name: self._thetas[name] for name in parts(graph)})
            done, weights = dict(found.done), found.mean
        else:
            self._sample.add(graph, self._thetas)
            done = self._sample.come(graph, day, {})
            if inside:
                done |= self._sample.come(graph, day, inside)
            weights = np.full(self.runs, 1.0 / self.runs)
        rows = []
        for low, high in held(graph, done, inside).values():
            shape = weights.shape
            rows.append(np.where(np.broadcast_to(low, shape), 1, np.where(np.broadcast_to(high, shape), 2, 0)))
        return np.array(rows, np.int8), weights

    def _of(self, keys: set[str], day: float, clamps: Mapping[str, bool]) -> dict[str, Number]:
        found: dict[str, Number] = {}
        for n, (graph, own) in enumerate(self._plans):
            wanted = [key for key in own if key in keys]
            if wanted:
                inside = {key: value for key, value in clamps.items() if key in graph.by_key}
                reckoned = enumerated(self._ways_of(n, day), inside, wanted)
                found |= {key: _number(one, exact=True) for key, one in reckoned.items()}
        left = keys.difference(found)
        if self._rest is not None and left:
            inside = {key: value for key, value in clamps.items() if key in self._rest.by_key}
            pairs = self._runs_of(day, inside)
            reckoned = simulated(pairs, left, self.runs, DRAWS)
            found |= {key: _number(one, exact=False) for key, one in reckoned.items()}
        return found

    def _ways_of(self, n: int, day: float) -> Ways:
        """Return the ways of the n-th plan by a day; those by the day last asked for are kept."""
        if n not in self._kept or self._kept[n][0] != day:
            graph = self._plans[n][0]
            self._kept[n] = day, ways(graph, day, {name: self._thetas[name] for name in parts(graph)})
        return self._kept[n][1]

    def _runs_of(self, day: float, clamps: Mapping[str, bool]) -> Mapping[str, Pair]:
        """Return whether each simulated node is met in each run; without clamps what was last asked for is kept."""
        assert self._rest is not None
        if self._held is None or self._held[0] != day:
            self._held = day, held(self._rest, self._sample.come(self._rest, day, {}), {})
        if not clamps:
            return self._held[1]
        touched = self._rest.above(clamps)
        known = {key: pair for key, pair in self._held[1].items() if key not in touched}
        return held(self._rest, self._sample.come(self._rest, day, clamps), clamps, known)

    def _plan(self) -> None:
        """Share the nodes out: the largest graphs that can be enumerated first, what is left is simulated."""
        left = {node.key for node in self.graph.nodes}
        for node in reversed(self.graph.nodes):
            if node.key in left:
                graph = self.graph.closure((node.key,))
                if fits(graph):
                    keys = tuple(one.key for one in graph.nodes if one.key in left)
                    self._plans.append((graph, keys))
                    left.difference_update(keys)
        if left:
            self._rest = self.graph.closure(left)
            self._sample.add(self._rest, self._thetas)


def _number(one: Reckoned, *, exact: bool) -> Number:
    low, high = (float(np.quantile(one.lows, LOW)), float(np.quantile(one.highs, HIGH)))
    return Number(least=one.low, most=one.high, low=min(low, one.low), high=max(high, one.high), exact=exact)


def _stratified(seed: int, name: str) -> Floats:
    """Return evenly spread quantiles in an order of the part's own."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode()), 1])
    return (rng.permutation(DRAWS) + 0.5) / DRAWS


def gains(graph: Graph, sums: Mapping[str, tuple[Sequence[tuple[str, int]], int]]) -> Graph:
    """Return a graph with further nodes that hold where a sum over steps is above what it is given with."""
    made = tuple(Node(key=key, sum=tuple(signs), base=base) for key, (signs, base) in sums.items())
    return Graph(nodes=(*graph.nodes, *made))
