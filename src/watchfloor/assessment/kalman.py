"""A local level seen through noise, in continuous time: exact Kalman filter, smoother and influence.

Source: J. Durbin and S. J. Koopman, Time Series Analysis by State Space Methods, 2nd ed., chapters 2 and 4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Variances of one channel, in squared score units: drift per day, one plain report, and the first level."""

    drift: float
    noise: float
    prior: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One noisy sight of the level; day: proleptic Gregorian ordinal, fractions allowed."""

    day: float
    value: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A linear quantity of the path: mean, variance, and the weight of each observation, in the order given."""

    mean: float
    variance: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The smoothed level on every tick, and what is needed to ask for differences and influences.

    A tick is a day asked for or an observation; ticks of one day follow each other without drift.
    """

    days: tuple[float, ...]
    filtered: tuple[float, ...]  #: variance of the filtered level
    level: tuple[float, ...]
    variance: tuple[float, ...]
    gain: tuple[float, ...]  #: of the filter; 0 where nothing was observed
    pull: tuple[float, ...]  #: of the smoother, from the next tick; 0 for the last
    ticks: tuple[int, ...]  #: the tick of each observation, in the order given
    observations: tuple[Observation, ...]

    def at(self, day: float) -> tuple[float, float]:
        """Return smoothed (mean, variance) on a day that was asked for or observed."""
        tick = self._last(day)
        return self.level[tick], self.variance[tick]

    def now(self) -> Estimate:
        """Return the level on the last day, with weights."""
        return Estimate(mean=self.level[-1], variance=self.variance[-1], weights=self._weights(len(self.days) - 1))

    def change(self, since: float) -> Estimate:
        """Return the last level minus the level on an earlier day, from their joint distribution, with weights."""
        tick = self._last(since)
        shared = math.prod(self.pull[tick:-1]) * self.variance[-1]
        variance = self.variance[-1] + self.variance[tick] - 2.0 * shared
        last, first = self._weights(len(self.days) - 1), self._weights(tick)
        return Estimate(
            mean=self.level[-1] - self.level[tick],
            variance=max(variance, 0.0),
            weights=tuple(a - b for a, b in zip(last, first, strict=True)),
        )

    def surprises(self) -> tuple[float, ...]:
        """Return each observation minus what all others say of it.

        An estimate of weights w would fall back by w[i] * surprises()[i] without observation i: exactly what
        leaving it out and fitting again gives, for the smoother is linear in its observations.
        """
        found = []
        for tick, seen in zip(self.ticks, self.observations, strict=True):
            leverage = self.variance[tick] / seen.variance
            found.append((seen.value - self.level[tick]) / (1.0 - leverage))
        return tuple(found)

    def _last(self, day: float) -> int:
        return max(i for i, d in enumerate(self.days) if d == day)

    def _weights(self, tick: int) -> tuple[float, ...]:
        """Return the weight of each observation in the smoothed level of a tick, in one backward pass."""
        share, later = 1.0, [0.0] * len(self.days)
        for i in range(tick, len(self.days)):
            later[i] = share * (1.0 - self.pull[i])
            share *= self.pull[i]
        carried, weights = 0.0, [0.0] * len(self.days)
        for i in range(len(self.days) - 1, -1, -1):
            carried += later[i]
            weights[i] = self.gain[i] * carried
            carried *= 1.0 - self.gain[i]
        return tuple(weights[i] for i in self.ticks)


def smooth(observations: Sequence[Observation], days: Iterable[float], parameters: Parameters) -> Path:
    """Return the path of the level through observations and days, in any order.

    The level on the first tick is taken as neutral (0) with the prior variance.
    Raises ValueError without a tick, and for a variance that is not positive.
    """
    ticks: list[tuple[float, int]] = sorted([(o.day, i) for i, o in enumerate(observations)] + [(d, -1) for d in set(days)])
    if not ticks:
        raise ValueError("a path needs at least one day")
    if any(o.variance <= 0.0 for o in observations):
        raise ValueError("an observation needs a positive variance")
    means, filtered, gain = _forward(ticks, observations, parameters)
    level, variance, pull = list(means), list(filtered), [0.0] * len(ticks)
    for i in range(len(ticks) - 2, -1, -1):
        ahead = filtered[i] + parameters.drift * (ticks[i + 1][0] - ticks[i][0])
        pull[i] = filtered[i] / ahead
        level[i] = means[i] + pull[i] * (level[i + 1] - means[i])
        variance[i] = filtered[i] + pull[i] ** 2 * (variance[i + 1] - ahead)
    place = {index: i for i, (_, index) in enumerate(ticks) if index >= 0}
    return Path(
        days=tuple(day for day, _ in ticks),
        filtered=tuple(filtered),
        level=tuple(level),
        variance=tuple(variance),
        gain=tuple(gain),
        pull=tuple(pull),
        ticks=tuple(place[i] for i in range(len(observations))),
        observations=tuple(observations),
    )


def _forward(
    ticks: Sequence[tuple[float, int]], observations: Sequence[Observation], parameters: Parameters
) -> tuple[list[float], list[float], list[float]]:
    mean, variance, day = 0.0, parameters.prior, ticks[0][0]
    means, variances, gains = [], [], []
    for at, index in ticks:
        variance += parameters.drift * (at - day)
        day, gain = at, 0.0
        if index >= 0:
            seen = observations[index]
            gain = variance / (variance + seen.variance)
            mean += gain * (seen.value - mean)
            variance *= 1.0 - gain
        means.append(mean)
        variances.append(variance)
        gains.append(gain)
    return means, variances, gains
