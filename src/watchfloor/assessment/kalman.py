"""A local level seen through noise, in continuous time: exact Kalman filter, smoother and influence.

Source: J. Durbin and S. J. Koopman, Time Series Analysis by State Space Methods, 2nd ed., chapters 2 and 4.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Variances of one channel, in squared score units: drift per day, one plain report, and the first level.

    freedom: degrees of freedom of the noise scale, which is another for each contest; infinite where it is fixed.
    """

    drift: float
    noise: float
    prior: float
    freedom: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One noisy sight of the level; day: proleptic Gregorian ordinal, fractions allowed."""

    day: float
    value: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The smoothed level on every tick, and what is needed to ask for influences.

    A tick is a day asked for or an observation; ticks of one day follow each other without drift.
    """

    days: tuple[float, ...]
    level: tuple[float, ...]
    variance: tuple[float, ...]
    gain: tuple[float, ...]  #: of the filter; 0 where nothing was observed
    ticks: tuple[int, ...]  #: the tick of each observation, in the order given
    observations: tuple[Observation, ...]

    def at(self, day: float) -> tuple[float, float]:
        """Return smoothed (mean, variance) on a day that was asked for or observed."""
        tick = bisect_right(self.days, day) - 1
        return self.level[tick], self.variance[tick]

    def weights(self) -> tuple[float, ...]:
        """Return the weight of each observation in the level of the last tick: it is the sum of weight times value."""
        carried, found = 1.0, [0.0] * len(self.days)
        for i in range(len(self.days) - 1, -1, -1):
            found[i] = self.gain[i] * carried
            carried *= 1.0 - self.gain[i]
        return tuple(found[i] for i in self.ticks)

    def surprises(self) -> tuple[float, ...]:
        """Return each observation minus what all others say of it.

        Without observation i the last level would fall back by weights()[i] * surprises()[i]: exactly what
        leaving it out and fitting again gives, for the smoother is linear in its observations.
        """
        found = []
        for tick, seen in zip(self.ticks, self.observations, strict=True):
            leverage = self.variance[tick] / seen.variance
            found.append((seen.value - self.level[tick]) / (1.0 - leverage))
        return tuple(found)


def smooth(observations: Sequence[Observation], days: Iterable[float], parameters: Parameters) -> Path:
    """Return the path of the level through observations and days, in any order.

    The level on the first tick is taken as neutral (0) with the prior variance.
    Raises ValueError without a tick, and for a variance that is not positive.
    """
    ticks: list[tuple[float, int]] = sorted(
        [(o.day, i) for i, o in enumerate(observations)] + [(d, -1) for d in set(days)]
    )
    if not ticks:
        raise ValueError("a path needs at least one day")
    if any(o.variance <= 0.0 for o in observations):
        raise ValueError("an observation needs a positive variance")
    means, filtered, gain = _forward(ticks, observations, parameters)
    level, variance = list(means), list(filtered)
    for i in range(len(ticks) - 2, -1, -1):
        ahead = filtered[i] + parameters.drift * (ticks[i + 1][0] - ticks[i][0])
        back = filtered[i] / ahead
        level[i] = means[i] + back * (level[i + 1] - means[i])
        variance[i] = filtered[i] + back**2 * (variance[i + 1] - ahead)
    place = {index: i for i, (_, index) in enumerate(ticks) if index >= 0}
    return Path(
        days=tuple(day for day, _ in ticks),
        level=tuple(level),
        variance=tuple(variance),
        gain=tuple(gain),
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
