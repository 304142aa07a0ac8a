"""The variances of the standing model, learned by maximum likelihood from a set of events between countries.

The level of a pair and channel is taken once a month (30 days); the reports of a month are so many sights of it. Each
pair has a noise scale of its own, unknown, with an inverse gamma prior: integrated out, a pair's likelihood is that
of a multivariate Student t. Source: M. West and J. Harrison, Bayesian Forecasting and Dynamic Models, 2nd ed., 4.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln

from watchfloor.assessment.kalman import Parameters
from watchfloor.assessment.quadruples import EventSet

#: The month of the model, in days; months are counted back from the last day of a set.
MONTH_DAYS = 30
#: The last year of a set, in such months, is held out.
HELD_OUT = 12
#: Acts of a pair before the held-out year, both channels together, from which on it is learned from.
MIN_ACTS = 30
#: Where the search begins, and how far it may go: logarithms of drift per month, noise and prior, and of freedom.
START, BOUNDS = (-4.0, 1.5, 2.5), ((-9.0, 2.0), (-4.0, 6.0), (-3.0, 6.0))
START_FREEDOM, BOUNDS_FREEDOM = 1.5, (0.7, 5.0)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Panel:
    """Monthly counts and sums of scores of each pair in one channel; arrays of pairs by months."""

    count: Floats
    total: Floats

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Tell for which months of which pairs there is a report."""
        seen: NDArray[np.bool_] = self.count > 0
        return seen

    @property
    def mean(self) -> Floats:
        """Return the mean score of each month; 0 where there is no report."""
        return self.total / np.maximum(self.count, 1.0)

    def until(self, month: int) -> Panel:
        """Return the panel before a month."""
        return Panel(self.count[:, :month], self.total[:, :month])


@dataclass(frozen=True, slots=True)
class Filtered:
    """What each month was expected to be, from the months before it: arrays of pairs by months.

    level, spread: mean and variance of the level; error: of the month's mean; scale, freedom: of the pair's noise.
    All variances are to be multiplied by `scale`.
    """

    level: Floats
    spread: Floats
    error: Floats
    variance: Floats
    scale: Floats
    freedom: Floats


def panels(events: EventSet, score: Floats) -> tuple[Panel, Panel]:
    """Return words and deeds of the pairs with MIN_ACTS acts before the held-out year."""
    last = int(events.day.max())
    month = (events.day - last - 1) // MONTH_DAYS
    month -= month.min()
    n_pairs, n_months = int(events.pair.max()) + 1, int(month.max()) + 1
    early = np.bincount(events.pair[month < n_months - HELD_OUT], minlength=n_pairs)
    kept = early >= MIN_ACTS

    def panel(chosen: NDArray[np.bool_]) -> Panel:
        at = events.pair[chosen] * n_months + month[chosen]
        count = np.bincount(at, minlength=n_pairs * n_months).reshape(n_pairs, n_months)
        total = np.bincount(at, weights=score[chosen], minlength=n_pairs * n_months).reshape(n_pairs, n_months)
        return Panel(count[kept].astype(np.float64), total[kept].astype(np.float64))

    return panel(~events.deed), panel(events.deed)


def walk(panel: Panel, parameters: Parameters) -> Filtered:
    """Return the one-month-ahead forecasts of a Kalman filter over each pair, all pairs at once.

    The level is neutral with the prior variance when the first report comes, and drifts from then on.
    """
    shape, n = panel.count.shape, len(panel.count)
    level, spread, error, variance = (np.zeros(shape) for _ in range(4))
    scale, freedom = np.zeros(shape), np.zeros(shape)
    at, width, begun = np.zeros(n), np.full(n, parameters.prior), np.zeros(n, dtype=bool)
    square, told = np.full(n, parameters.freedom), np.full(n, parameters.freedom)
    for month, (seen, mean) in enumerate(zip(panel.seen.T, panel.mean.T, strict=True)):
        width = width + MONTH_DAYS * parameters.drift * begun
        begun = begun | seen
        noise = parameters.noise / np.maximum(panel.count[:, month], 1.0)
        off = np.where(seen, mean - at, 0.0)
        level[:, month], spread[:, month], error[:, month], variance[:, month] = at, width, off, width + noise
        scale[:, month], freedom[:, month] = square / told, told
        gain = np.where(seen, width / (width + noise), 0.0)
        at, square, told = at + gain * off, square + off**2 / (width + noise), told + seen
        width = width * (1.0 - gain)
    return Filtered(level, spread, error, variance, scale, freedom)


def log_likelihood(panel: Panel, parameters: Parameters) -> float:
    """Return the exact log-likelihood of the monthly means, the noise scale of each pair integrated out."""
    found, nu = walk(panel, parameters), parameters.freedom
    n = panel.seen.sum(axis=1)
    square = (found.error**2 / found.variance).sum(axis=1)
    logs = np.where(panel.seen, np.log(found.variance), 0.0).sum(axis=1)
    each = gammaln((nu + n) / 2) - gammaln(nu / 2) - (n * np.log(np.pi * nu) + logs) / 2
    return float((each - (nu + n) / 2 * np.log1p(square / nu)).sum())


def fit(channels: Sequence[Panel]) -> tuple[Parameters, ...]:
    """Return the parameters of highest likelihood of each channel, with one freedom for all.

    L-BFGS on their logarithms. A freedom of its own would make of a channel in which few kinds of acts recur (the
    same score again and again) one whose noise may be next to nothing.
    """
    months = sum(int(panel.seen.sum()) for panel in channels)

    def loss(logs: Floats) -> float:
        return -sum(log_likelihood(*pair) for pair in zip(channels, _of(logs), strict=True)) / months

    n = len(channels)
    best = minimize(loss, (*START * n, START_FREEDOM), method="L-BFGS-B", bounds=(*BOUNDS * n, BOUNDS_FREEDOM))
    return _of(best.x)


def _of(logs: Floats) -> tuple[Parameters, ...]:
    *rows, freedom = (float(value) for value in np.exp(logs))
    return tuple(
        Parameters(drift=drift / MONTH_DAYS, noise=noise, prior=prior, freedom=freedom)
        for drift, noise, prior in zip(rows[::3], rows[1::3], rows[2::3], strict=True)
    )
