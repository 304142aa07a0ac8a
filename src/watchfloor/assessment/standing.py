"""Where each contest stands: the stance of a territory toward both sides, in words and in deeds, and their balance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """The four stances of a contest: each contributes half its level to the balance, with its side's sign.

    before: the same from what happened up to `since` alone.
    """

    paths: Mapping[Channel, Path]
    before: Mapping[Channel, Path]
    shares: Mapping[Channel, float]
    evidence: Mapping[Channel, Sequence[Evidence]]


def standing(contest: Contest, bearing: Sequence[Evidence], model: Model, *, since: date, as_of: date) -> Standing:
    """Return where a contest stands on a day, and which way it has moved since an earlier one.

    bearing: the evidence on this contest. The balance is the stance toward `between[0]` minus the stance toward
    `between[1]`; a stance is the mean of its words and its deeds. The change is today's balance minus the one that
    the events up to `since` gave; p_gaining is the probability that the balance truly lies on that side of it.
    Source: docs/method/standing.md.
    """
    origins = {origin for e in bearing for origin in e.event.origins}
    if not bearing:
        return Standing(contest=contest.key, between=contest.between, enough=False, origins=0, since=since)
    fitted = _fit(contest, bearing, model, since, as_of)
    moved, stances = _moved(fitted, contest.between), _stances(fitted, as_of)
    little = Standing(
        contest=contest.key,
        between=contest.between,
        enough=False,
        origins=len(origins),
        since=since,
        stances=stances,
        moved=moved,
    )
    if len(origins) < MIN_ORIGINS:
        return little
    balance, spread = _total((share, *path.at(as_of.toordinal())) for share, path in _parts(fitted))
    then = sum(fitted.shares[key] * path.level[-1] for key, path in fitted.before.items())
    change = balance - then
    p_up = NormalDist().cdf(change / spread)
    p = max(p_up, 1.0 - p_up)
    clear = p >= MIN_P_GAINING
    return replace(
        little,
        enough=True,
        balance=balance,
        low=balance - Z80 * spread,
        high=balance + Z80 * spread,
        change=change,
        gaining=contest.between[0 if p_up >= 0.5 else 1] if clear else None,
        p_gaining=p if clear else None,
        word=word_for(p),
        balancing=all(_warm(side, stances) for side in contest.between),
        series=_series(fitted),
    )


def _fit(contest: Contest, found: Sequence[Evidence], model: Model, since: date, as_of: date) -> _Contest:
    ends = {float(since.toordinal()), float(as_of.toordinal())}
    days = ends | {e.observation.day for e in found}
    paths, before, shares, evidence = {}, {}, {}, {}
    for side, sign in zip(contest.between, (0.5, -0.5), strict=True):
        for channel, numbers in model.channels.items():
            key = (side, channel)
            evidence[key] = [e for e in found if (e.pull.toward, e.channel) == key]
            seen = [e.observation for e in evidence[key]]
            paths[key] = smooth(seen, days, numbers)
            earlier = [o for o in seen if o.day <= since.toordinal()]
            before[key] = smooth(earlier, {min(days), float(since.toordinal())}, numbers)
            shares[key] = sign
    return _Contest(paths, before, shares, evidence)


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


def _moved(fitted: _Contest, between: tuple[str, str]) -> tuple[Moved, ...]:
    """Return what each event contributes, those that changed the balance most first."""
    total: dict[str, tuple[float, float, float]] = {}
    channel: dict[str, str] = {}
    for key, path in fitted.paths.items():
        share, earlier = fitted.shares[key], fitted.before[key]
        then = dict(zip(earlier.observations, earlier.weights(), strict=True))
        parts = zip(fitted.evidence[key], path.weights(), path.surprises(), strict=True)
        for e, weight, surprise in parts:
            value = share * e.observation.value
            effect, on_change, without = total.get(e.event.id, (0.0, 0.0, 0.0))
            total[e.event.id] = (
                effect + value * weight,
                on_change + value * (weight - then.get(e.observation, 0.0)),
                without + share * surprise * weight,
            )
            channel[e.event.id] = e.channel
    moved = [
        Moved(
            event=id,
            toward=between[0 if effect >= 0.0 else 1],
            channel=channel[id],
            effect=effect,
            on_change=on_change,
            without=without,
        )
        for id, (effect, on_change, without) in total.items()
    ]
    return tuple(sorted(moved, key=lambda m: (-abs(m.on_change), -abs(m.effect), m.event)))


def _series(fitted: _Contest) -> tuple[tuple[date, float, float, float], ...]:
    """Return the smoothed balance with its 80 % interval on each day that carries a report, the ends included."""
    days = sorted({day for path in fitted.paths.values() for day in path.days})
    found: dict[date, tuple[date, float, float, float]] = {}
    for day in days:
        mean, spread = _total((share, *path.at(day)) for share, path in _parts(fitted))
        on = date.fromordinal(int(day))
        found[on] = (on, mean, mean - Z80 * spread, mean + Z80 * spread)
    return tuple(found[on] for on in sorted(found))
