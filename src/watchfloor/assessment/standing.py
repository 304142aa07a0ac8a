"""Where each contest stands: the stance of a territory toward both sides, in words and in deeds, and their balance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from watchfloor.assessment.evidence import Evidence
from watchfloor.assessment.kalman import Path, smooth
from watchfloor.assessment.model import Model
from watchfloor.terms import Contest, Moved, Stance, Standing, word_for

#: Independent origins below which there is "not enough evidence": one voice is a claim, and only
#: with a second can it be contradicted.
MIN_ORIGINS = 2
#: A direction is named from this probability on; nearer to even odds ICD 203 has only "roughly even chance".
MIN_P_GAINING = 0.55
#: Half the width of an 80 % interval, in standard deviations.
Z80 = NormalDist().inv_cdf(0.9)

Channel = tuple[str, str]  #: (side, words or deeds)


@dataclass(frozen=True, slots=True)
class _Contest:
    """The four stances of a contest: each contributes half its level to the balance, with its side's sign."""

    paths: Mapping[Channel, Path]
    shares: Mapping[Channel, float]
    evidence: Mapping[Channel, Sequence[Evidence]]


def standing(contest: Contest, found: Iterable[Evidence], model: Model, *, since: date, as_of: date) -> Standing:
    """Return where a contest stands on a day, and which way it has moved since an earlier one.

    found: all evidence on this contest. The balance is the stance toward `between[0]` minus the stance toward
    `between[1]`; a stance is the mean of its words and its deeds. Source: docs/method/standing.md.
    """
    bearing = [e for e in found if e.pull.contest == contest.key]
    origins = {origin for e in bearing for origin in e.event.origins}
    if not bearing:
        return Standing(contest=contest.key, between=contest.between, enough=False, origins=0)
    fitted = _fit(contest, bearing, model, since, as_of)
    moved, stances = _moved(fitted, since), _stances(fitted, as_of)
    if len(origins) < MIN_ORIGINS:
        return Standing(
            contest=contest.key, between=contest.between, enough=False, origins=len(origins), stances=stances, moved=moved
        )
    balance, spread = _total((share, *path.at(as_of.toordinal())) for share, path in _parts(fitted))
    changes = [(share, path.change(since.toordinal())) for share, path in _parts(fitted)]
    change, doubt = _total((share, c.mean, c.variance) for share, c in changes)
    p_up = 0.5 if doubt == 0.0 else NormalDist().cdf(change / doubt)
    p = max(p_up, 1.0 - p_up)
    clear = p >= MIN_P_GAINING
    return Standing(
        contest=contest.key,
        between=contest.between,
        enough=True,
        origins=len(origins),
        balance=balance,
        low=balance - Z80 * spread,
        high=balance + Z80 * spread,
        change=change,
        gaining=contest.between[0 if p_up >= 0.5 else 1] if clear else None,
        p_gaining=p if clear else None,
        word=word_for(p),
        balancing=all(_warm(side, stances) for side in contest.between),
        stances=stances,
        moved=moved,
        series=_series(fitted),
    )


def _fit(contest: Contest, found: Sequence[Evidence], model: Model, since: date, as_of: date) -> _Contest:
    ends = {float(since.toordinal()), float(as_of.toordinal())}
    days = ends | {e.observation.day for e in found}
    paths, shares, evidence = {}, {}, {}
    for side, sign in zip(contest.between, (0.5, -0.5), strict=True):
        for channel, numbers in model.channels.items():
            key = (side, channel)
            evidence[key] = [e for e in found if (e.pull.toward, e.channel) == key]
            paths[key] = smooth([e.observation for e in evidence[key]], days, numbers)
            shares[key] = sign
    return _Contest(paths, shares, evidence)


def _parts(fitted: _Contest) -> list[tuple[float, Path]]:
    return [(fitted.shares[key], path) for key, path in fitted.paths.items()]


def _total(parts: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Return mean and standard deviation of a weighted sum of independent (weight, mean, variance)."""
    mean = variance = 0.0
    for weight, m, v in parts:
        mean += weight * m
        variance += weight**2 * v
    return mean, math.sqrt(variance)


def _stances(fitted: _Contest, as_of: date) -> tuple[Stance, ...]:
    found = []
    for (side, channel), path in fitted.paths.items():
        seen = len(fitted.evidence[side, channel])
        if seen:  # a stance that nothing speaks of is not known, whatever the prior says
            level, variance = path.at(as_of.toordinal())
            half = Z80 * math.sqrt(variance)
            found.append(
                Stance(side=side, channel=channel, level=level, low=level - half, high=level + half, observations=seen)
            )
    return tuple(found)


def _warm(side: str, stances: Iterable[Stance]) -> bool:
    """Tell whether the stance toward a side is clearly good in one channel and clearly bad in none."""
    own = [stance for stance in stances if stance.side == side]
    return any(stance.low > 0.0 for stance in own) and not any(stance.high < 0.0 for stance in own)


def _moved(fitted: _Contest, since: date) -> tuple[Moved, ...]:
    """Return what each event contributes, those that changed the balance most first."""
    found: dict[str, Moved] = {}
    for key, path in fitted.paths.items():
        share, now, change = fitted.shares[key], path.now(), path.change(since.toordinal())
        for i, (e, surprise) in enumerate(zip(fitted.evidence[key], path.surprises(), strict=True)):
            before = found.get(e.event.id)
            value = share * e.observation.value
            found[e.event.id] = Moved(
                event=e.event.id,
                toward=e.pull.favours,
                channel=e.channel,
                effect=value * now.weights[i] + (before.effect if before else 0.0),
                on_change=value * change.weights[i] + (before.on_change if before else 0.0),
                without=share * surprise * now.weights[i] + (before.without if before else 0.0),
            )
    return tuple(sorted(found.values(), key=lambda m: (-abs(m.on_change), -abs(m.effect), m.event)))


def _series(fitted: _Contest) -> tuple[tuple[date, float, float, float], ...]:
    """Return the smoothed balance with its 80 % interval on each day that carries a report, the ends included."""
    days = sorted({day for path in fitted.paths.values() for day in path.days})
    found: dict[date, tuple[date, float, float, float]] = {}
    for day in days:
        mean, spread = _total((share, *path.at(day)) for share, path in _parts(fitted))
        on = date.fromordinal(int(day))
        found[on] = (on, mean, mean - Z80 * spread, mean + Z80 * spread)
    return tuple(found[on] for on in sorted(found))
