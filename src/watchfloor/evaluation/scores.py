"""Scores with bootstrap intervals, and the report of one evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

#: Resamples of the texts for an interval of 95 %.
RESAMPLES = 500
_SEED = 20200515


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A figure with its 95 % bootstrap interval over texts; None where nothing could be counted."""

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


#: Counts of one text: (right, found, wanted).
Counts = tuple[float, float, float]


def precision(right: float, found: float, wanted: float) -> float | None:
    """Return the share of the found that is right."""
    return right / found if found else None


def recall(right: float, found: float, wanted: float) -> float | None:
    """Return the share of the wanted that is found."""
    return right / wanted if wanted else None


def f1(right: float, found: float, wanted: float) -> float | None:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (found + wanted) if found + wanted else None


def score(counts: Sequence[Counts], measure: Callable[[float, float, float], float | None]) -> Score:
    """Return a measure over texts with its interval: texts are drawn anew, seeded."""
    table = np.array(counts, dtype=float).reshape(-1, 3)
    value = measure(*table.sum(axis=0).tolist())
    if value is None or len(table) < 2:
        return Score(value=value)
    draws = np.random.default_rng(_SEED).integers(0, len(table), size=(RESAMPLES, len(table)))
    drawn = [measure(*row) for row in table[draws].sum(axis=1).tolist()]
    known = [one for one in drawn if one is not None]
    low, high = np.quantile(known, (0.025, 0.975)).tolist()
    return Score(value=value, lo=low, hi=high)


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Return the mean F1 over the classes that occur in the gold; pairs are (gold, found)."""
    seen = list(pairs)
    classes = sorted({gold for gold, _ in seen})
    if not classes:
        return None
    each = []
    for name in classes:
        right = sum(gold == found == name for gold, found in seen)
        each.append(2 * right / (sum(g == name for g, _ in seen) + sum(f == name for _, f in seen)))
    return sum(each) / len(each)
