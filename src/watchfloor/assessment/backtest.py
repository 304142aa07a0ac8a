"""How well the standing model foretells the next month of country pairs, beside the rules it has to beat.

The forecast of a month's mean Goldstein score weighs the levels of words and deeds as they made up each of the pair's
last twelve months with a report: as many forecasts, mixed. The rules get the same kind of distribution: a Student t
around their forecast, with a scale learned from the pair's own errors and a prior learned from all pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln, stdtr, stdtrit

from watchfloor.assessment.kalman import Parameters
from watchfloor.assessment.learning import HELD_OUT, Panel, walk

#: Months with a report by whose make-up the next one is foretold.
MAKE_UP = 12
#: Half-lives of the averages that are tried, in months; the best one on the held-out year itself is the rival.
HALF_LIVES = (3, 6, 12, 24, 48)
#: Months at the beginning whose errors no rule learns from.
WARM_UP = 12
DRAWS = 2000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Foretold:
    """Log density and whether the 80 % interval held, of each held-out month of a pair with a report."""

    log: Floats
    inside: NDArray[np.bool_]
    pair: NDArray[np.int64]

    @property
    def score(self) -> float:
        """Return the mean log density."""
        return float(self.log.mean())

    @property
    def coverage(self) -> float:
        """Return the share of months inside the 80 % interval."""
        return float(self.inside.mean())


def together(words: Panel, deeds: Panel) -> Panel:
    """Return both channels as one."""
    return Panel(words.count + deeds.count, words.total + deeds.total)


def ours(words: Panel, deeds: Panel, parameters: Sequence[Parameters]) -> Foretold:
    """Return how the model foretells the held-out year."""
    level = variance = squares = np.zeros(())
    made = _made_up(words, deeds)
    whole = np.maximum(made.sum(axis=0), 1e-300)
    for panel, count, numbers in zip((words, deeds), made, parameters, strict=True):
        found = walk(panel, numbers)
        share = count / whole
        part = share**2 * (found.scale * found.spread)[..., None]
        part = part + share**2 * found.scale[..., None] * numbers.noise / np.maximum(count, 1.0)
        level = level + share * found.level[..., None]
        variance, squares = variance + part, squares + part**2 / found.freedom[..., None]
    return _mixed(together(words, deeds), level, variance, variance**2 / squares)


def rules(words: Panel, deeds: Panel) -> Mapping[str, Foretold]:
    """Return how each simple rule foretells the held-out year."""
    panel = together(words, deeds)
    return {name: _around(panel, forecast) for name, forecast in forecasts(panel).items()}


def forecasts(panel: Panel) -> Mapping[str, Floats]:
    """Return what each rule says of every month, from the months before it; NaN where there were none."""
    simple = {"no-change": _last(panel), "mean of 12 months": _window(panel, 12)}
    return simple | {f"average, half-life {h} months": _average(panel, h) for h in HALF_LIVES}


def gain(one: Foretold, other: Foretold) -> tuple[float, float, float]:
    """Return the gain in mean log density over another, with its 95 % interval: pairs drawn anew, seeded."""
    difference = one.log - other.log
    sums = np.bincount(one.pair, weights=difference)
    counts = np.bincount(one.pair)
    chosen = np.random.default_rng(1).integers(len(sums), size=(DRAWS, len(sums)))
    means = sums[chosen].sum(axis=1) / np.maximum(counts[chosen].sum(axis=1), 1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(difference.mean()), float(low), float(high)


def one_channel(panel: Panel, parameters: Parameters) -> Foretold:
    """Return how the model foretells one channel alone, each month's number of reports taken as known."""
    found = walk(panel, parameters)
    variance = found.scale * found.variance
    inside = np.abs(found.error) <= stdtrit(found.freedom, 0.9) * np.sqrt(variance)
    return _held_out(panel, _student(found.error, variance, found.freedom), inside)


def _student(error: Floats, variance: Floats, freedom: Floats) -> Floats:
    head = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(np.pi * freedom * variance) / 2
    density: Floats = head - (freedom + 1) / 2 * np.log1p(error**2 / (freedom * variance))
    return density


def _made_up(words: Panel, deeds: Panel) -> Floats:
    """Return the reports in words and deeds of the last MAKE_UP months with any; NaN where there are fewer.

    An array of channel, pair, month, one for each of those months.
    """
    counts = np.stack([words.count, deeds.count])
    n_pairs, n_months = words.count.shape
    found = np.full((2, n_pairs, n_months, MAKE_UP), np.nan)
    for pair in range(n_pairs):
        told = np.flatnonzero(counts[:, pair].sum(axis=0))
        ends = np.searchsorted(told, np.arange(n_months))
        for month, end in enumerate(ends):
            past = told[max(0, end - MAKE_UP) : end]
            found[:, pair, month, : len(past)] = counts[:, pair, past]
            if not len(past):
                found[:, pair, month, 0] = (1.0, 0.0)
    return found


def _mixed(panel: Panel, level: Floats, variance: Floats, freedom: Floats) -> Foretold:
    error = panel.mean[..., None] - level
    log = np.log(np.nanmean(np.exp(_student(error, variance, freedom)), axis=-1))
    below = np.nanmean(stdtr(freedom, error / np.sqrt(variance)), axis=-1)
    return _held_out(panel, log, (below > 0.1) & (below < 0.9))


def _held_out(panel: Panel, log: Floats, inside: NDArray[np.bool_]) -> Foretold:
    seen = panel.seen.copy()
    seen[:, :-HELD_OUT] = False
    return Foretold(log[seen], inside[seen], np.nonzero(seen)[0])


def _last(panel: Panel) -> Floats:
    at, found = np.full(len(panel.count), np.nan), np.full(panel.count.shape, np.nan)
    for month, (seen, mean) in enumerate(zip(panel.seen.T, panel.mean.T, strict=True)):
        found[:, month] = at
        at = np.where(seen, mean, at)
    return found


def _window(panel: Panel, months: int) -> Floats:
    found = np.full(panel.count.shape, np.nan)
    for month in range(1, panel.count.shape[1]):
        before = slice(max(0, month - months), month)
        count = panel.count[:, before].sum(axis=1)
        found[:, month] = panel.total[:, before].sum(axis=1) / np.where(count > 0, count, np.nan)
    return found


def _average(panel: Panel, half_life: int) -> Floats:
    """Return the average of all earlier reports, weighted by their number and exponentially by age."""
    found, kept = np.full(panel.count.shape, np.nan), 0.5 ** (1.0 / half_life)
    total, count = np.zeros(len(panel.count)), np.zeros(len(panel.count))
    for month in range(panel.count.shape[1]):
        found[:, month] = total / np.where(count > 1e-9, count, np.nan)
        total, count = total * kept + panel.total[:, month], count * kept + panel.count[:, month]
    return found


def _around(panel: Panel, forecast: Floats) -> Foretold:
    """Return the forecasts of a rule as Student t, with the prior that foretells best before the held-out year."""
    early = panel.until(-HELD_OUT)
    default = early.total.sum() / early.count.sum()
    error = np.where(panel.seen, panel.mean - np.where(np.isnan(forecast), default, forecast), 0.0)
    learned = panel.seen.copy()
    learned[:, :WARM_UP] = False
    square, told = (np.cumsum(x, axis=1) - x for x in (error**2 * learned, learned.astype(float)))
    train = learned.copy()
    train[:, -HELD_OUT:] = False

    def spread(logs: Floats) -> tuple[Floats, Floats]:
        freedom, scale = np.exp(logs)
        return freedom + told, (freedom * scale + square) / (freedom + told)

    def loss(logs: Floats) -> float:
        freedom, variance = spread(logs)
        return -float(_student(error, variance, freedom)[train].mean())

    best = minimize(loss, np.array([1.0, 2.0]), method="L-BFGS-B", bounds=((-2.0, 5.0), (-3.0, 5.0)))
    freedom, variance = spread(best.x)
    inside = np.abs(error) <= stdtrit(freedom, 0.9) * np.sqrt(variance)
    return _held_out(panel, _student(error, variance, freedom), inside)
