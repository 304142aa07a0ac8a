"""Scores with bootstrap intervals, and the report of one evaluation.

Every measure is a function of counts, and counts add up: a unit (a sentence or a document) gives one row of
numbers, a measure is taken of their sum, and its interval of the sums of units drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

#: Resamples of the units for an interval of 95 %.
RESAMPLES = 500
_SEED = 20200515


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A figure with its 95 % bootstrap interval over units; None where nothing could be counted."""

    value: float | None
    lo: float | None = None
    hi: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The scores of one task on one set; n: how many gold items it rests on."""

    set: str
    task: str
    n: int
    metrics: tuple[tuple[str, Score], ...]

    @property
    def values(self) -> Mapping[str, float | None]:
        """Return the figures by metric."""
        return {name: one.value for name, one in self.metrics}


#: What one unit adds to a measure's sums: mostly (right, found, wanted).
Counts = tuple[float, ...]
Measure = Callable[..., float | None]


def precision(right: float, found: float, wanted: float) -> float | None:
    """Return the share of the found that is right."""
    return right / found if found else None


def recall(right: float, found: float, wanted: float) -> float | None:
    """Return the share of the wanted that is found."""
    return right / wanted if wanted else None


def f1(right: float, found: float, wanted: float) -> float | None:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (found + wanted) if found + wanted else None


def harmonic(p: float, r: float) -> float:
    """Return F1 of precision and recall, where these are no shares of the same counts."""
    return 2 * p * r / (p + r) if p + r else 0.0


def share(right: float, of: float) -> float | None:
    """Return right cases as a share of all."""
    return right / of if of else None


def prf(counts: Sequence[Counts]) -> tuple[tuple[str, Score], ...]:
    """Return precision, recall and F1 of (right, found, wanted)."""
    return tuple((name, score(counts, one)) for name, one in (("precision", precision), ("recall", recall), ("f1", f1)))


def score(counts: Sequence[Counts], measure: Measure) -> Score:
    """Return a measure of the sum of counts with its interval: units are drawn anew, seeded."""
    if not counts:
        return Score(value=None)
    table = np.array(counts, dtype=float)
    value = measure(*table.sum(axis=0).tolist())
    if value is None or len(table) < 2:
        return Score(value=value)
    draws = np.random.default_rng(_SEED)
    drawn = (table[draws.integers(0, len(table), size=len(table))].sum(axis=0) for _ in range(RESAMPLES))
    known = [one for row in drawn if (one := measure(*row.tolist())) is not None]
    low, high = np.quantile(known, (0.025, 0.975)).tolist() if known else (None, None)
    return Score(value=value, lo=low, hi=high)


def tally(pairs: Iterable[tuple[str, str]], classes: Sequence[str]) -> Counts:
    """Return (right, found, wanted) of each class in turn; pairs are (gold, found)."""
    seen = list(pairs)
    return tuple(
        float(count)
        for name in classes
        for count in (
            sum(gold == found == name for gold, found in seen),
            sum(found == name for _, found in seen),
            sum(gold == name for gold, _ in seen),
        )
    )


def class_f1(place: int) -> Measure:
    """Return the measure of one class's F1 in tallies, by the class's place."""
    return lambda *sums: f1(*sums[3 * place : 3 * place + 3])


def macro_f1(*sums: float) -> float | None:
    """Return the mean F1 of tallies over the classes that occur in the gold."""
    each = [f1(*sums[i : i + 3]) or 0.0 for i in range(0, len(sums), 3) if sums[i + 2]]
    return sum(each) / len(each) if each else None


def moments(pairs: Iterable[tuple[float, float]]) -> Counts:
    """Return what correlation and mean error need of (gold, found): n, sums, squares, product, distance."""
    seen = list(pairs)
    return (
        len(seen),
        sum(x for x, _ in seen),
        sum(y for _, y in seen),
        sum(x * x for x, _ in seen),
        sum(y * y for _, y in seen),
        sum(x * y for x, y in seen),
        sum(abs(x - y) for x, y in seen),
    )


def pearson(n: float, x: float, y: float, xx: float, yy: float, xy: float, distance: float) -> float | None:
    """Return the correlation of moments, None where one side never varies."""
    spread = (n * xx - x * x) * (n * yy - y * y)
    return (n * xy - x * y) / sqrt(spread) if spread > 1e-9 else None


def mean_error(n: float, x: float, y: float, xx: float, yy: float, xy: float, distance: float) -> float | None:
    """Return the mean absolute error of moments."""
    return distance / n if n else None


def accounted(name: str, what: str, total: int, skipped: Mapping[str, int]) -> Task:
    """Return how many rows of a set were scored and how many were not, by reason; the parts add up to n."""
    parts = [("scored", total - sum(skipped.values())), *((f"skipped: {why}", n) for why, n in skipped.items() if n)]
    return Task(set=name, task=what, n=total, metrics=tuple((part, Score(value=float(n))) for part, n in parts))
