"""Local levels seen through noise, in continuous time: exact smoother and influence, many levels at once.

The smoothed level is the solution of a tridiagonal system: its matrix holds what the neighbouring days and the reports
of a day tell of the level on that day. Solved for all levels in one call, it gives what a Kalman filter and smoother
give one day after the other (tested). Sources: J. Durbin and S. J. Koopman, Time Series Analysis by State Space
Methods, 2nd ed., chapters 2 and 4; H. Rue and L. Held, Gaussian Markov Random Fields, chapters 2 and 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpttrf, dpttrs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Variances of one channel, in squared score units: drift per day, one plain report, and the first level.

    freedom: degrees of freedom of the noise scale by which all three are multiplied; it is another for each contest,
    and 1 for all where the freedom is infinite.
    """

    drift: float
    noise: float
    prior: float
    freedom: float = math.inf

    def __post_init__(self) -> None:
        if not all(value > 0.0 for value in (self.drift, self.noise, self.prior, self.freedom)):
            raise ValueError("drift, noise, prior and freedom must be positive")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of many levels, one level after the other; within a level they rise.

    day: proleptic Gregorian ordinals, fractions allowed. first: where each level begins.
    """

    day: Floats
    first: Ints

    @property
    def last(self) -> Ints:
        """Return where each level ends."""
        return np.append(self.first[1:], len(self.day)) - 1

    @property
    def level(self) -> Ints:
        """Return to which level each day belongs."""
        return np.repeat(np.arange(len(self.first)), self.last - self.first + 1)


@dataclass(frozen=True, slots=True)
class Reports:
    """Noisy sights of levels, as columns. at: the place of the day in `Days`."""

    at: Ints
    value: Floats
    variance: Floats

    def __post_init__(self) -> None:
        if (self.variance <= 0.0).any():
            raise ValueError("a report needs a positive variance")


@dataclass(frozen=True, slots=True)
class Path:
    """The smoothed levels on every day, and what is needed to ask for influences.

    weight, surprise: of each report. The last level is the sum of weight times value; a report's surprise is what it
    says minus what all others say of it. Without the report the last level would fall back by weight * surprise:
    exactly what leaving it out and fitting again gives, for the smoother is linear in its reports.
    misfit: of each level, the squared one-step errors in units of their variances, summed up.
    """

    mean: Floats
    variance: Floats
    weight: Floats
    surprise: Floats
    misfit: Floats


def smooth(days: Days, reports: Reports, parameters: Parameters) -> Path:
    """Return the path of every level through its reports.

    The level on its first day is taken as neutral (0) with the prior variance.
    """
    n = len(days.day)
    precision = np.bincount(reports.at, weights=1.0 / reports.variance, minlength=n)
    told = np.bincount(reports.at, weights=reports.value / reports.variance, minlength=n)
    link = np.zeros(n + 1)  # precision of the drift from the day before, and none before the first and after the last
    inside = np.setdiff1d(np.arange(1, n), days.first, assume_unique=True)
    link[inside] = 1.0 / (parameters.drift * (days.day[inside] - days.day[inside - 1]))
    diagonal = precision + link[:-1] + link[1:]
    diagonal[days.first] += 1.0 / parameters.prior
    beside = -link[1 : max(n, 2)]  # LAPACK wants one, which it does not look at, also beside a single day
    forward, off = _factored(diagonal, beside)
    backward, _ = _factored(diagonal[::-1], beside[::-1])
    ends = np.zeros(n)
    ends[days.last] = 1.0
    mean, tail = _solved(forward, off, np.stack([told, ends]))
    variance = 1.0 / (forward + backward[::-1] - diagonal)
    square = np.bincount(reports.at, weights=reports.value**2 / reports.variance, minlength=n)
    return Path(
        mean=mean,
        variance=variance,
        weight=tail[reports.at] / reports.variance,
        surprise=(reports.value - mean[reports.at]) / (1.0 - variance[reports.at] / reports.variance),
        misfit=np.maximum(np.add.reduceat(square - told * mean, days.first), 0.0),
    )


def scale(misfit: Floats, reports: Ints, freedom: float) -> tuple[Floats, Floats]:
    """Return noise scale and its degrees of freedom after so many reports; (1, infinite) where the freedom is infinite.

    The inverse gamma prior is conjugate: mean misfit of the reports, weighed with a scale of 1 as if `freedom` reports
    had told it. Source: West and Harrison, Bayesian Forecasting and Dynamic Models, 2nd ed., section 4.5.
    """
    told: Floats = freedom + reports.astype(np.float64)
    if math.isinf(freedom):
        return np.ones(len(told)), told
    found: Floats = (freedom + misfit) / told
    return found, told


def _factored(diagonal: Floats, off: Floats) -> tuple[Floats, Floats]:
    pivots, factor, failed = dpttrf(diagonal, off)
    if failed or not np.isfinite(pivots).all():
        raise ArithmeticError("the variances are out of the range of the arithmetic")
    return np.asarray(pivots, dtype=np.float64), np.asarray(factor, dtype=np.float64)


def _solved(pivots: Floats, factor: Floats, right: Floats) -> Floats:
    found, _ = dpttrs(pivots, factor, right.T)
    solved: Floats = np.ascontiguousarray(found.T)
    return solved
