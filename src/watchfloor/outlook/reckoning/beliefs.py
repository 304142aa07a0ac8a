"""How sure we are of a chance: a Beta distribution around it, whatever it rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaln

Floats = NDArray[np.float64]

#: Ends of the interval that is given and asked for everywhere: 80 per cent lie between them.
LOW, HIGH = 0.1, 0.9
#: The normal distribution's ninetieth percentile.
_Z = 1.2815515655446004
#: No survey's readers agree so well that a word is taken for one number.
_NARROWEST = 0.15
_WIDEST, _SHARPEST = 0.05, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """A chance and how sure we are of it: Beta with this mean; an infinite weight means that it is taken as given.

    weight: the sum of the two parameters, as if so many cases had been counted.
    """

    p: float
    weight: float = math.inf

    def __post_init__(self) -> None:
        if not 0.0 <= self.p <= 1.0:
            raise ValueError(f"p must lie in [0, 1], got {self.p!r}")

    @property
    def sure(self) -> bool:
        """Tell whether the chance itself is taken as given."""
        return math.isinf(self.weight) or self.p in (0.0, 1.0)

    def at(self, quantiles: Floats) -> Floats:
        """Return the chances at quantiles of the belief."""
        if self.sure:
            return np.full(quantiles.shape, self.p)
        return np.asarray(betaincinv(self.p * self.weight, (1.0 - self.p) * self.weight, quantiles))

    def interval(self) -> tuple[float, float]:
        """Return the ends of the 80 % interval."""
        low, high = self.at(np.array([LOW, HIGH]))
        return float(low), float(high)

    def by(self, ratio: float) -> float:
        """Return the mean chance where the time at risk is `ratio` times that of `p`: 1 - E[(1 - p)^ratio].

        Source: moments of the Beta distribution.
        """
        if ratio <= 0.0 or self.p == 0.0:
            return 0.0
        if self.p == 1.0:
            return 1.0
        if self.sure:
            return -math.expm1(ratio * math.log1p(-self.p))
        b = (1.0 - self.p) * self.weight
        return float(-np.expm1(gammaln(b + ratio) + gammaln(self.weight) - gammaln(b) - gammaln(self.weight + ratio)))

    def less(self) -> Belief:
        """Return the belief in the contrary."""
        return Belief(p=1.0 - self.p, weight=self.weight)


@lru_cache(maxsize=4096)
def between(p: float, low: float, high: float) -> Belief:
    """Return the belief with mean `p` whose 80 % interval is as wide as from `low` to `high`."""
    width = high - low
    if width <= 0.0 or p in (0.0, 1.0):
        return Belief(p=p)
    small, large = _WIDEST, _SHARPEST
    for _ in range(60):
        middle = math.sqrt(small * large)
        ends = Belief(p=p, weight=middle).interval()
        small, large = (middle, large) if ends[1] - ends[0] > width else (small, middle)
    return Belief(p=p, weight=math.sqrt(small * large))


def counted(came: int, of: int) -> Belief:
    """Return the belief after counting cases: Jeffreys' prior, one half for and one half against."""
    return Belief(p=(came + 0.5) / (of + 1.0), weight=of + 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One independent voice: what readers take its words to mean (10th, 50th, 90th percentile), and its weight."""

    readers: tuple[float, float, float]
    weight: float  #: in (0, 1]


def pooled(voices: Sequence[Voice]) -> Belief:
    """Return what independent voices say together, pooled in log-odds.

    Each speaks with the precision that readers find in its words, times its weight; where the voices differ more than
    their words allow, the result is the less sure for it (Birge's ratio). Raises ValueError without a voice.
    """
    if not voices:
        raise ValueError("nobody speaks")
    spoken = np.array([[_logit(p) for p in voice.readers] for voice in voices])
    spread = np.maximum((spoken[:, 2] - spoken[:, 0]) / (2.0 * _Z), _NARROWEST)
    precision = np.array([voice.weight for voice in voices]) / spread**2
    middle = float(precision @ spoken[:, 1] / precision.sum())
    variance = 1.0 / precision.sum()
    if len(voices) > 1:
        variance *= max(1.0, float(precision @ (spoken[:, 1] - middle) ** 2) / (len(voices) - 1))
    return _of_log_odds(middle, math.sqrt(variance))


def _of_log_odds(middle: float, spread: float) -> Belief:
    """Return the Beta with the mean and variance of a normal distribution in log-odds."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    p = 1.0 / (1.0 + np.exp(-(middle + spread * nodes)))
    weights = weights / weights.sum()
    mean = float(weights @ p)
    variance = float(weights @ (p - mean) ** 2)
    return Belief(p=mean, weight=max(_WIDEST, mean * (1.0 - mean) / variance - 1.0))


def _logit(p: float) -> float:
    clipped = min(max(p, 0.005), 0.995)
    return math.log(clipped / (1.0 - clipped))
