"""How good forecasts were: Brier and log score, their parts, calibration, skill; by author and by word.

Sources: Brier (1950); Murphy (1973), with the two terms of Stephenson, Coelho and Jolliffe (2008) for forecasts that
share a bin; see docs/method/outlook.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from scipy.special import betaincinv

from watchfloor.outlook.reckoning.beliefs import HIGH, LOW
from watchfloor.terms import Forecast, Resolution

#: A chance of 0 or 1 that fails costs as much as the smallest number that a computer tells from it.
_EPSILON = float(np.finfo(np.float64).eps)
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A forecast that counts, and whether what it spoke of came about."""

    forecast: Forecast
    came: bool

    @property
    def brier(self) -> float:
        """Return the squared error, from 0 (best) to 1."""
        return (self.forecast.p - self.came) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Forecasts of about one probability, and how often what they spoke of came about, with its 80 % interval."""

    n: int
    p: float  #: mean of the forecasts
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good a set of forecasts was.

    brier = reliability - resolution + uncertainty; lower reliability and higher resolution are better.
    skill: 1 - brier / that of always giving the share that came about; None where all came out alike.
    over_crowd: the same against the pooled sources, on the questions of which these spoke; None where there are none.
    """

    n: int
    brier: float
    error: float  #: standard error of the mean
    log: float  #: mean of -ln of the probability given to what came about
    reliability: float
    resolution: float
    uncertainty: float
    skill: float | None
    over_crowd: float | None
    crowd_n: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of a register: all forecasts that count, and the same by author and by word."""

    all: Scores | None
    by_author: tuple[tuple[str, Scores], ...]
    by_word: tuple[tuple[str, Scores], ...]
    scored: tuple[Scored, ...]


def report(forecasts: Iterable[Forecast], resolutions: Mapping[str, Resolution]) -> Report:
    """Return the scores of all forecasts of settled questions; each author's last one before the day counts.

    resolutions: those that stand, by question. A void question scores nothing.
    """
    scored = counting(forecasts, resolutions)
    crowd = pooled_sources(scored)
    authors = _grouped((one.forecast.author, one) for one in scored)
    words = _grouped((one.forecast.word, one) for one in scored if one.forecast.word is not None)
    return Report(
        all=scores(scored, crowd) if scored else None,
        by_author=tuple((author, scores(some, crowd)) for author, some in authors.items()),
        by_word=tuple((word, scores(some, crowd)) for word, some in words.items()),
        scored=scored,
    )


def counting(forecasts: Iterable[Forecast], resolutions: Mapping[str, Resolution]) -> tuple[Scored, ...]:
    """Return each author's last forecast of each settled question, made before the day on which it was settled."""
    last: dict[tuple[str, str], Forecast] = {}
    for forecast in sorted(forecasts, key=lambda f: (f.made, f.recorded)):
        settled = resolutions.get(forecast.question)
        if settled is not None and settled.outcome in ("yes", "no") and forecast.made < settled.on:
            last[forecast.question, forecast.author] = forecast
    return tuple(
        Scored(forecast=forecast, came=resolutions[question].outcome == "yes")
        for (question, _), forecast in sorted(last.items())
    )


def pooled_sources(scored: Iterable[Scored]) -> dict[str, float]:
    """Return for each question the mean in log-odds of what sources said; a source's forecast restates a judgement."""
    said: dict[str, list[float]] = {}
    for one in scored:
        if one.forecast.statement is not None:
            p = min(max(one.forecast.p, 0.005), 0.995)
            said.setdefault(one.forecast.question, []).append(math.log(p / (1.0 - p)))
    return {question: 1.0 / (1.0 + math.exp(-fmean(odds))) for question, odds in said.items()}


def scores(scored: Sequence[Scored], crowd: Mapping[str, float]) -> Scores:
    """Return the scores of some forecasts; raises ValueError without any."""
    if not scored:
        raise ValueError("no forecast to score")
    p = np.array([one.forecast.p for one in scored])
    came = np.array([one.came for one in scored], float)
    errors = (p - came) ** 2
    groups = _binned(p)
    base = float(came.mean())
    reliability = resolution = within = 0.0
    for group in groups:
        share, mean = came[group].mean(), p[group].mean()
        reliability += len(group) * float(mean - share) ** 2
        resolution += len(group) * float(share - base) ** 2
        away = p[group] - mean
        within += float(away @ away - 2.0 * (away @ (came[group] - share)))
    n, uncertainty = len(p), base * (1.0 - base)
    given = np.clip(np.where(came == 1.0, p, 1.0 - p), _EPSILON, 1.0)
    against = [one for one in scored if one.forecast.question in crowd]
    return Scores(
        n=n,
        brier=float(errors.mean()),
        error=float(errors.std(ddof=1) / math.sqrt(n)) if n > 1 else math.nan,
        log=float(-np.log(given).mean()),
        reliability=reliability / n,
        resolution=(resolution - within) / n,
        uncertainty=uncertainty,
        skill=_skill(float(errors.mean()), uncertainty),
        over_crowd=_over_crowd(against, crowd),
        crowd_n=len(against),
        bins=tuple(_bin(p[group], came[group]) for group in groups),
    )


def _binned(p: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """Return the places of forecasts that share a bin; where few values were given, each is its own."""
    _, which = np.unique(p, return_inverse=True)
    if which.max() >= BINS:
        which = np.minimum((p * BINS).astype(int), BINS - 1)
    return [np.flatnonzero(which == n) for n in np.unique(which)]


def _bin(p: np.ndarray[tuple[int], np.dtype[np.float64]], came: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Bin:
    yes, n = float(came.sum()), len(came)
    low, high = betaincinv(yes + 0.5, n - yes + 0.5, [LOW, HIGH])  # Jeffreys
    return Bin(n=n, p=float(p.mean()), share=yes / n, low=float(low), high=float(high))


def _skill(brier: float, reference: float) -> float | None:
    return None if reference == 0.0 else 1.0 - brier / reference


def _over_crowd(scored: Sequence[Scored], crowd: Mapping[str, float]) -> float | None:
    if not scored:
        return None
    reference = fmean((crowd[one.forecast.question] - one.came) ** 2 for one in scored)
    return _skill(fmean(one.brier for one in scored), reference)


def _grouped(pairs: Iterable[tuple[str, Scored]]) -> dict[str, list[Scored]]:
    found: dict[str, list[Scored]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return dict(sorted(found.items()))
