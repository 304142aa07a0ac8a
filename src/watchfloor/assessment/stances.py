"""The levels of all stances of all contests at once, and their balances."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import stdtr, stdtrit

from watchfloor.assessment.evidence import Evidence
from watchfloor.assessment.kalman import Days, Floats, Ints, Reports, scale, smooth
from watchfloor.assessment.model import CHANNELS, Model

#: What a level of the stance toward each side adds to the balance: a stance is the mean of its words and its deeds.
SHARES = (0.5, -0.5)
#: The upper end of an 80 % interval.
UPPER = 0.9

Stance = tuple[int, int]  #: (side, channel)


@dataclass(frozen=True, slots=True)
class Fit:
    """Contests fitted together; arrays by contest, or by day where `days` says which contest a day belongs to.

    balance, half: on each day, with half the width of its 80 % interval. change, p_up: since the day asked for, and
    the probability that the balance truly lies above where it was put then. level, reach, count: by side, channel and
    contest: the stance of today, half its 80 % interval, and the number of reports. effect, on_change, without: of each
    row of the evidence, in units of the balance.
    """

    days: Days
    balance: Floats
    half: Floats
    change: Floats
    p_up: Floats
    level: Floats
    reach: Floats
    count: Ints
    effect: Floats
    on_change: Floats
    without: Floats


def fit(found: Evidence, contests: int, model: Model, *, since: date, as_of: date) -> Fit:
    """Return the stances and balances of so many contests.

    The noise of a contest's words, and that of its deeds, has a scale of its own, learned from its reports: so a level
    follows a Student t. A balance is a sum of two such, taken as one with Welch and Satterthwaite's degrees of freedom.
    """
    begin, end = float(since.toordinal()), float(as_of.toordinal())
    days, at = _grid(found, contests, begin, end)
    earlier = found.day <= begin
    balance, spread, squares = (np.zeros(len(days.day)) for _ in range(3))
    then = np.zeros(contests)
    effect, on_change, without = (np.zeros(len(found.day)) for _ in range(3))
    level, reach = np.zeros((2, 2, contests)), np.zeros((2, 2, contests))
    count = np.zeros((2, 2, contests), dtype=np.int64)
    for channel, name in enumerate(CHANNELS):
        numbers = model.channels[name]
        rows = [np.flatnonzero((found.side == side) & (found.channel == channel)) for side in (0, 1)]
        paths = [smooth(days, _reports(found, at, own), numbers) for own in rows]
        count[:, channel] = [np.bincount(found.contest[own], minlength=contests) for own in rows]
        noise, freedom = scale(paths[0].misfit + paths[1].misfit, count[:, channel].sum(axis=0), numbers.freedom)
        part = np.zeros(len(days.day))
        for side, (own, path) in enumerate(zip(rows, paths, strict=True)):
            share, value = SHARES[side], found.value[own]
            past = own[earlier[own]]
            before = smooth(days, _reports(found, at, past), numbers)
            balance += share * path.mean
            part += share**2 * path.variance
            then += share * before.mean[days.last]
            effect[own] = share * path.weight * value
            on_change[own] = effect[own]
            on_change[past] -= share * before.weight * found.value[past]
            without[own] = share * path.weight * path.surprise
            level[side, channel] = path.mean[days.last]
            reach[side, channel] = stdtrit(freedom, UPPER) * np.sqrt(noise * path.variance[days.last])
        part *= noise[days.level]
        spread += part
        squares += part**2 / freedom[days.level]
    freedom = spread**2 / squares
    change = balance[days.last] - then
    return Fit(
        days=days,
        balance=balance,
        half=np.asarray(stdtrit(freedom, UPPER) * np.sqrt(spread), dtype=np.float64),
        change=change,
        p_up=stdtr(freedom[days.last], change / np.sqrt(spread[days.last])),
        level=level,
        reach=reach,
        count=count,
        effect=effect,
        on_change=on_change,
        without=without,
    )


def _reports(found: Evidence, at: Ints, rows: Ints) -> Reports:
    return Reports(at[rows], found.value[rows], found.variance[rows])


def _grid(found: Evidence, contests: int, begin: float, end: float) -> tuple[Days, Ints]:
    """Return the days of each contest, the asked ones included, and where each row of the evidence stands."""
    every = np.arange(contests)
    contest = np.concatenate([found.contest, every, every])
    day = np.concatenate([found.day, np.full(contests, begin), np.full(contests, end)])
    order = np.lexsort((day, contest))
    contest, day = contest[order], day[order]
    fresh = np.append(True, (np.diff(contest) != 0) | (np.diff(day) != 0.0))
    at = np.empty(len(order), dtype=np.int64)
    at[order] = np.cumsum(fresh) - 1
    first = np.searchsorted(contest[fresh], every)
    return Days(day[fresh], first), at[: len(found.day)]
