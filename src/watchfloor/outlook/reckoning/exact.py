"""Chances by enumeration: every way in which the own parts of a few steps can fall out, each with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchfloor.outlook.reckoning.graph import Graph, Own, Pair, held, parts

Floats = NDArray[np.float64]

#: Up to so many own parts every way is reckoned, beyond it is simulated.
MOST = 12


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The chance of one node by one day: what it is at least and at most, and over draws of what we are unsure of."""

    low: float
    high: float
    lows: Floats
    highs: Floats


def fits(graph: Graph) -> bool:
    """Tell whether a graph can be enumerated: few parts, and no time that a step takes."""
    return len(parts(graph)) <= MOST and not any(node.takes_days and not node.fact for node in graph.nodes)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways in which the own parts of a graph may fall out by a day, and the weight of each.

    mean: over what we are unsure of; drawn: a row for each draw of it. A clamp needs no other ways: what it settles is
    the same in pairs of them, whose weights add up.
    """

    graph: Graph
    done: Mapping[str, Pair]
    mean: Floats
    drawn: NDArray[np.float32]


def ways(graph: Graph, day: float, thetas: Mapping[str, Floats]) -> Ways:
    """Return the ways of a graph by a day, counted from the day of the outlook.

    thetas: by part, draws of its chance; all of one length.
    """
    free = parts(graph)
    states = np.arange(2 ** len(free))
    done: dict[str, Pair] = {}
    for n, name in enumerate(free):
        came = (states >> n & 1).astype(bool)
        done[name] = (came, came)
    draws = len(next(iter(thetas.values()), np.zeros(1)))
    mean = _weights([np.array([own.belief.by(own.at(day))]) for own in free.values()], 1)[0]
    drawn = _weights([by_then(thetas[name], own, day) for name, own in free.items()], draws)
    return Ways(graph, done, mean, drawn.astype(np.float32))


def enumerated(found: Ways, clamps: Mapping[str, bool], keys: Iterable[str]) -> dict[str, Reckoned]:
    """Return the chance of some nodes, with others clamped."""
    pairs = held(found.graph, found.done, clamps)
    wanted = list(keys)
    columns = [pairs[key][0] for key in wanted] + [
        pairs[key][1] for key in wanted if pairs[key][1] is not pairs[key][0]
    ]
    holding = np.stack([np.broadcast_to(holds, found.mean.shape) for holds in columns]).astype(np.float32)
    means = _certain(holding @ found.mean, 1e-12)
    drawn = _certain((holding @ found.drawn.T).astype(float), 1e-5)
    reckoned: dict[str, Reckoned] = {}
    upper = len(wanted)
    for n, key in enumerate(wanted):
        high = n
        if pairs[key][1] is not pairs[key][0]:
            high, upper = upper, upper + 1
        reckoned[key] = Reckoned(float(means[n]), float(means[high]), drawn[n], drawn[high])
    return reckoned


def _certain(chances: Floats, rounding: float) -> Floats:
    """Return chances that are one where only rounding keeps them from it."""
    return np.where(chances > 1.0 - rounding, 1.0, chances)


def by_then(theta: Floats, own: Own, day: float) -> Floats:
    """Return the chances by a day from draws of the chance that an own part speaks of."""
    return np.asarray(-np.expm1(own.at(day) * np.log1p(-np.minimum(theta, 1.0 - 1e-16))))


def _weights(chances: list[Floats], draws: int) -> Floats:
    """Return the weight of every state, a row for each draw; of a state's bits the n-th belongs to the n-th part."""
    found = np.ones((draws, 1))
    for p in chances:
        found = np.concatenate([found * (1.0 - p)[:, None], found * p[:, None]], axis=1)
    return found
