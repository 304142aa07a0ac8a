"""How fast the outlook reckons, and how honest it is on made-up campaigns whose true chances are known.

Speed: 100,000 simulations of a graph of 50 steps, and every single supposition of it; with and without steps that take
time. Honesty: how often the 80 % interval of a step that needs others holds its true chance, and how much better than
the base rate the chances foretell what then comes about.
"""

from __future__ import annotations

import math
import time

import numpy as np

from watchfloor.outlook.reckoning.beliefs import Belief, Voice, between, counted, pooled
from watchfloor.outlook.reckoning.chances import Reckoner
from watchfloor.outlook.reckoning.graph import Graph, Node, Own

YEAR = 365.0
#: 10th percentile, median and 90th percentile of some words of world/probability_words.csv.
WORDS = ((0.01, 0.05, 0.2), (0.05, 0.2, 0.3), (0.1, 0.4, 0.7), (0.6, 0.75, 0.85), (0.75, 0.9, 0.95))


def main() -> None:
    for label, takes in (("", False), (", a third of them taking time", True)):
        draw, at, singles = speed(large(50, takes=takes))
        print(f"50 steps{label}: {draw + at:.2f} s for 100,000 simulations; all single suppositions {singles:.2f} s")
    campaigns = 1000
    coverage, steps, skill = honesty(campaigns)
    print(f"{campaigns} campaigns, {steps} steps that need others: the truth lies in {coverage:.1%} of 80 % intervals")
    print(f"Brier skill over the base rate: {skill:+.3f}")


def speed(graph: Graph) -> tuple[float, float, float]:
    """Return seconds to draw, to reckon all chances by a day, and to reckon every step met and not met."""
    start = time.perf_counter()
    reckoner = Reckoner(graph=graph)
    drawn = time.perf_counter()
    before = reckoner.at(YEAR)
    done = time.perf_counter()
    for node in graph.nodes:
        for met in (True, False):
            reckoner.changed(YEAR, {node.key: met}, before)
    return drawn - start, done - drawn, time.perf_counter() - done


def large(size: int, *, takes: bool) -> Graph:
    """Return a graph of so many steps, each of the later ones needing up to three of the fifteen before it."""
    rng, nodes = np.random.default_rng(0), []
    for n in range(size):
        some = (
            rng.choice(np.arange(max(0, n - 15), n), min(n, int(rng.integers(1, 4))), replace=False) if n > 11 else ()
        )
        part = Own(belief=Belief(p=float(rng.uniform(0.3, 0.95)), weight=12.0), days=(YEAR,), ratio=(1.0,))
        span = (10.0, 60.0) if takes and n % 3 == 0 else None
        nodes.append(Node(key=f"s{n:02}", groups=tuple((f"s{k:02}",) for k in some), own=part, takes_days=span))
    return Graph(nodes=tuple(nodes))


def honesty(campaigns: int, seed: int = 1) -> tuple[float, int, float]:
    """Return the share of true chances in their 80 % interval, of how many, and the skill over the base rate."""
    rng = np.random.default_rng(seed)
    inside: list[bool] = []
    foretold: list[float] = []
    came: list[bool] = []
    for _ in range(campaigns):
        graph, truth = made_up(rng)
        told, true = Reckoner(graph=graph).at(YEAR), Reckoner(graph=truth).at(YEAR)
        for node in graph.nodes:
            if node.groups:
                number, p = told[node.key], true[node.key].least
                inside.append(number.low <= p <= number.high)
                foretold.append(number.least)
                came.append(bool(rng.random() < p))
    outcome, p_told = np.array(came, float), np.array(foretold)
    skill = 1.0 - float(np.mean((p_told - outcome) ** 2)) / float(outcome.mean() * (1.0 - outcome.mean()))
    return float(np.mean(inside)), len(inside), skill


def made_up(rng: np.random.Generator) -> tuple[Graph, Graph]:
    """Return a campaign as we see it and as it is: the same steps, chances believed and chances true."""
    seen: list[Node] = []
    true: list[Node] = []
    for n in range(int(rng.integers(4, 13))):
        belief, theta = basis(rng)
        some = rng.choice(n, min(n, int(rng.integers(1, 4))), replace=False) if n > 2 else ()
        groups: tuple[tuple[str, ...], ...] = tuple((f"s{k}",) for k in some)
        if groups and rng.random() < 0.3:
            groups = (tuple(key for group in groups for key in group),)  # one of them will do
        for nodes, one in ((seen, belief), (true, Belief(p=theta))):
            nodes.append(Node(key=f"s{n}", groups=groups, own=Own(belief=one, days=(YEAR,), ratio=(1.0,))))
    return Graph(nodes=tuple(seen)), Graph(nodes=tuple(true))


def basis(rng: np.random.Generator) -> tuple[Belief, float]:
    """Return what we believe of a step's own part and its true chance, on one of the three kinds of basis."""
    kind = rng.integers(3)
    if kind == 0:  # precedents: cases with the true chance
        theta, of = float(rng.beta(0.5, 0.5)), int(rng.integers(3, 40))
        return counted(int(rng.binomial(of, theta)), of), theta
    if kind == 1:  # an analyst, whose interval is right four times in five
        p, half = float(rng.uniform(0.15, 0.85)), float(rng.uniform(0.05, 0.14))
        belief = between(p, p - half, p + half)
        return belief, float(rng.beta(p * belief.weight, (1.0 - p) * belief.weight))
    odds, voices = float(rng.normal(0.0, 1.5)), []  # sources that err as much as their words and grades allow
    for _ in range(int(rng.integers(1, 5))):
        low, _, high = WORDS[rng.integers(len(WORDS))]
        spread, weight = (logit(high) - logit(low)) / 2.563, float(rng.choice([0.5, 0.65, 0.8, 0.95]))
        heard = odds + float(rng.normal(0.0, spread / math.sqrt(weight)))
        readers = tuple(1.0 / (1.0 + math.exp(-(heard + z * spread))) for z in (-1.2816, 0.0, 1.2816))
        voices.append(Voice(readers=(readers[0], readers[1], readers[2]), weight=weight))
    return pooled(voices), 1.0 / (1.0 + math.exp(-odds))


def logit(p: float) -> float:
    return math.log(p / (1.0 - p))


if __name__ == "__main__":
    main()
