"""Chances by simulation: step times drawn many times over, seeded, the same draws for every question."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchfloor.outlook.reckoning.exact import Reckoned
from watchfloor.outlook.reckoning.graph import Graph, Node, Own, Pair, part, parts

Floats = NDArray[np.float64]
Times = NDArray[np.float32]
Span = tuple[Times, Times]
Spans = dict[str, Span]

#: Draws of what we are unsure of, and runs for each of them.
DRAWS, RUNS = 200, 500
_LATEST = 1e30  # days: a number that fits, and no day that is asked for
NOW = (np.zeros(1, np.float32),) * 2
NEVER = (np.full(1, np.inf, np.float32),) * 2


@dataclass(slots=True, kw_only=True)
class Sample:
    """The times of all own parts in every run; for each draw of the chances RUNS runs in a row."""

    seed: int
    runs: int = DRAWS * RUNS
    times: dict[str, Times] = field(default_factory=dict)
    takes: dict[str, Times] = field(default_factory=dict)
    _timed: tuple[Graph, Spans, Spans] | None = None

    def add(self, graph: Graph, thetas: Mapping[str, Floats]) -> None:
        """Draw the times of a graph's own parts; a part is drawn alike in whatever graph it stands."""
        for name, own in parts(graph).items():
            if name not in self.times:
                hazard = -np.log1p(-np.minimum(thetas[name], 1.0 - 1e-16))
                rolled = self._rng(name).standard_exponential(self.runs)
                spent = rolled.reshape(len(hazard), -1) / np.maximum(hazard, 1e-300)[:, None]
                self.times[name] = np.minimum(own.when(spent.ravel()), _LATEST).astype(np.float32)
        for node in graph.nodes:
            if node.takes_days is not None and not node.fact and node.key not in self.takes:
                drawn = self._rng(f"{node.key} takes").uniform(*node.takes_days, self.runs)
                self.takes[node.key] = drawn.astype(np.float32)

    def _rng(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def come(self, graph: Graph, day: float, clamps: Mapping[str, bool]) -> dict[str, Pair]:
        """Return which own parts have come by a day; one that takes time, counted from when all it needs was met.

        With clamps only of the nodes that these can change.
        """
        touched = graph.above(clamps) if clamps else set(graph.by_key)
        found = {
            name: self._came(name, own, day)
            for name, own in parts(graph, clamps).items()
            if name.partition("?")[0] in touched
        }
        for key, (late, early) in self._ready(graph, clamps, touched).items():
            node = graph.by_key[key]
            named = [(key, node.own), *((f"{key}?{n}", other.own) for n, other in enumerate(node.ifs))]
            for name, own in named:
                low, high = self._came(name, own, day)
                sure = low & (late <= day)
                found[name] = (sure, sure if low is high and late is early else high & (early <= day))
        return found

    def _came(self, name: str, own: Own | None, day: float) -> Pair:
        if name in self.times:
            came = self.times[name] <= day
            return came, came
        return part(name, own, {})

    def _ready(self, graph: Graph, clamps: Mapping[str, bool], touched: set[str]) -> dict[str, Span]:
        """Return when each touched step that takes time can be done at the earliest: (at worst, at best).

        A blocker that stands is counted with its end; one that may yet come is left to the day asked for.
        """
        if not any(node.key in self.takes for node in graph.nodes):
            return {}
        if clamps and (self._timed is None or self._timed[0] is not graph):
            self._timed = graph, *self._times_of(graph, {}, set(graph.by_key), ({}, {}))[1:]
        known = (self._timed[1], self._timed[2]) if clamps and self._timed is not None else ({}, {})
        return self._times_of(graph, clamps, touched, known)[0]

    def _times_of(
        self, graph: Graph, clamps: Mapping[str, bool], touched: set[str], known: tuple[Spans, Spans]
    ) -> tuple[Spans, Spans, Spans]:
        """Return when steps are ready, are met, and end; `known`: when the untouched are met and end."""
        ready: Spans = {}
        met, ends = ({key: span for key, span in spans.items() if key not in touched} for spans in known)
        for node in graph.nodes:
            if node.sum or node.key not in touched:
                continue
            if node.key in clamps or node.fact:
                met[node.key], ends[node.key] = (NOW, NEVER) if clamps.get(node.key, True) else (NEVER, NOW)
                continue
            own = self._own(node)
            if node.standing:
                met[node.key], ends[node.key] = NOW, own
                continue
            after = _latest([_earliest([met[key] for key in group]) for group in node.groups])
            if node.key in self.takes:
                takes = self.takes[node.key]
                late = after[0] + takes
                after = ready[node.key] = (late, late if after[0] is after[1] else after[1] + takes)
            met[node.key] = _latest([own, after, *(ends[key] for key in node.blocked_by if key in ends)])
        return ready, met, ends

    def _own(self, node: Node) -> Span:
        if node.key in self.times:
            return self.times[node.key], self.times[node.key]
        if node.own is None:
            return NEVER[0], NOW[0]
        return NOW if node.own.belief.p == 1.0 else NEVER


def _latest(some: Sequence[Span]) -> Span:
    late, early = NOW
    for time in some:
        same = late is early and time[0] is time[1]
        late = np.maximum(late, time[0])
        early = late if same else np.maximum(early, time[1])
    return late, early


def _earliest(some: Sequence[Span]) -> Span:
    late, early = some[0]
    for time in some[1:]:
        same = late is early and time[0] is time[1]
        late = np.minimum(late, time[0])
        early = late if same else np.minimum(early, time[1])
    return late, early


def simulated(pairs: Mapping[str, Pair], keys: Iterable[str], runs: int, draws: int) -> dict[str, Reckoned]:
    """Return the chance of some nodes from whether they are met in each run."""
    found = {}
    for key in keys:
        low, high = pairs[key]
        lows = _shares(low, runs, draws)
        highs = lows if low is high else _shares(high, runs, draws)
        found[key] = Reckoned(float(lows[0]), float(highs[0]), lows[1], highs[1])
    return found


def _shares(holds: NDArray[np.bool_], runs: int, draws: int) -> tuple[float, Floats]:
    """Return the share of runs, and the share for each draw without the noise that so few runs bring."""
    if holds.shape[0] == 1:
        share = float(holds[0])
        return share, np.full(draws, share)
    each = holds.reshape(draws, -1).mean(axis=1)
    mean = float(each.mean())
    noise = float(np.mean(each * (1.0 - each))) / (runs // draws - 1)
    spread = float(each.var(ddof=1))
    keep = np.sqrt(max(0.0, spread - noise) / spread) if spread > 0.0 else 0.0
    return mean, mean + keep * (each - mean)
