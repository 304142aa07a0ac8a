"""Where each contest stands: the stance of a territory toward both sides, in words and in deeds, and their balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from watchfloor.assessment.evidence import Evidence
from watchfloor.assessment.model import CHANNELS, Model
from watchfloor.assessment.stances import Fit, fit
from watchfloor.terms import Contest, Moved, Sensitivity, Stance, Standing, word_for

#: Independent origins below which there is "not enough evidence": one voice is a claim, and only
#: with a second can it be contradicted.
MIN_ORIGINS = 2
#: A direction is named from this probability on; nearer to even odds ICD 203 has only "roughly even chance".
MIN_P_GAINING = 0.55


def standings(
    contests: Sequence[Contest], found: Evidence, model: Model, *, since: date, as_of: date
) -> tuple[Standing, ...]:
    """Return where each contest stands on a day, and which way it has moved since an earlier one.

    The balance is the stance toward `between[0]` minus the stance toward `between[1]`; a stance is the mean of its
    words and its deeds. The change is today's balance minus the one that the events up to `since` gave; p_gaining is
    the probability that the balance truly lies on that side of it. Source: docs/method/standing.md.
    """
    if not contests:
        return ()
    fitted = fit(found, len(contests), model, since=since, as_of=as_of)
    moved = _moved(fitted, found, contests)
    return tuple(
        _standing(n, contest, fitted, len(found.origins[n]), moved[n], since) for n, contest in enumerate(contests)
    )


def sensitive(standing: Standing, other: Standing, without: tuple[str, ...]) -> Standing:
    """Return a standing together with what it would be without the sources of some grades."""
    told = Sensitivity(
        without=without,
        enough=other.enough,
        origins=other.origins,
        balance=other.balance,
        change=other.change,
        gaining=other.gaining,
    )
    return replace(standing, sensitivity=(*standing.sensitivity, told))


def _standing(n: int, contest: Contest, fitted: Fit, origins: int, moved: tuple[Moved, ...], since: date) -> Standing:
    stances = _stances(n, contest.between, fitted)
    little = Standing(
        contest=contest.key,
        between=contest.between,
        enough=False,
        origins=origins,
        since=since,
        stances=stances,
        moved=moved,
    )
    if origins < MIN_ORIGINS:
        return little
    last = fitted.days.last[n]
    balance, half, p_up = (float(x) for x in (fitted.balance[last], fitted.half[last], fitted.p_up[n]))
    p = max(p_up, 1.0 - p_up)
    clear = p >= MIN_P_GAINING
    return replace(
        little,
        enough=True,
        balance=balance,
        low=balance - half,
        high=balance + half,
        change=float(fitted.change[n]),
        gaining=contest.between[0 if p_up >= 0.5 else 1] if clear else None,
        p_gaining=p if clear else None,
        word=word_for(p),
        balancing=all(_warm(side, stances) for side in contest.between),
        series=_series(fitted, slice(fitted.days.first[n], last + 1)),
    )


def _stances(n: int, between: tuple[str, str], fitted: Fit) -> tuple[Stance, ...]:
    found = []
    for at, side in enumerate(between):
        for channel, name in enumerate(CHANNELS):
            seen = int(fitted.count[at, channel, n])
            if seen:  # a stance that nothing speaks of is not known, whatever the prior says
                level, half = float(fitted.level[at, channel, n]), float(fitted.reach[at, channel, n])
                found.append(
                    Stance(side=side, channel=name, level=level, low=level - half, high=level + half, observations=seen)
                )
    return tuple(found)


def _warm(side: str, stances: Iterable[Stance]) -> bool:
    """Tell whether the stance toward a side is clearly good in one channel and clearly bad in none."""
    own = [stance for stance in stances if stance.side == side]
    return any(stance.low > 0.0 for stance in own) and not any(stance.high < 0.0 for stance in own)


def _moved(fitted: Fit, found: Evidence, contests: Sequence[Contest]) -> list[tuple[Moved, ...]]:
    """Return what each event contributes to each contest, those that changed the balance most first."""
    ids = [event.id for event in found.events]
    each, row, of = np.unique(found.contest * len(ids) + found.event, return_index=True, return_inverse=True)
    effect, on_change, without = (
        np.bincount(of, weights=part, minlength=len(each)) for part in (fitted.effect, fitted.on_change, fitted.without)
    )
    rank = np.empty(len(ids), dtype=np.int64)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    contest, event, channel = found.contest[row], found.event[row], found.channel[row]
    order = np.lexsort((rank[event], -np.abs(effect), -np.abs(on_change), contest))
    made = [
        Moved(
            event=ids[e],
            toward=contests[c].between[0 if a >= 0.0 else 1],
            channel=CHANNELS[k],
            effect=a,
            on_change=b,
            without=w,
        )
        for c, e, k, a, b, w in zip(
            *(column[order].tolist() for column in (contest, event, channel, effect, on_change, without)), strict=True
        )
    ]
    ends = np.searchsorted(contest[order], np.arange(len(contests) + 1)).tolist()
    return [tuple(made[a:b]) for a, b in pairwise(ends)]


def _series(fitted: Fit, own: slice) -> tuple[tuple[date, float, float, float], ...]:
    """Return the smoothed balance with its 80 % interval on each day that carries a report, the ends included."""
    mean, half = fitted.balance[own], fitted.half[own]
    rows = zip(
        fitted.days.day[own].tolist(), mean.tolist(), (mean - half).tolist(), (mean + half).tolist(), strict=True
    )
    found = {int(day): (level, low, high) for day, level, low, high in rows}
    return tuple((date.fromordinal(day), *told) for day, told in found.items())
