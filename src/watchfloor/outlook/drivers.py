"""Shocks from outside: whether they work, and what it does to a step's own part to suppose that they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from watchfloor.campaign.matching import fits
from watchfloor.campaign.sight import Sight, days_of
from watchfloor.outlook.reckoning.graph import Own
from watchfloor.terms import Campaign, Driver

#: A step that is slowed has half the hazard that it would have, one that is sped twice: assumed, and said so.
SLOWED, SPED = 0.5, 2.0
_NO_END = 36_525.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A driver and the days, counted from the day of the outlook, on which it works; events that show it."""

    driver: Driver
    days: tuple[float, float] | None  #: None where it does not
    events: tuple[str, ...] = ()


def working(campaign: Campaign, seen: Iterable[Sight], as_of: date) -> dict[str, Working]:
    """Return every driver by key.

    It works from the day that the file gives, else from the first event that shows it, else all the time; a driver
    that only events can show does not work before one did.
    """
    sights = list(seen)
    found = {}
    for driver in campaign.drivers:
        shown = [s.event for s in sights if any(fits(matcher, s) for matcher in driver.when)]
        begins = driver.begins
        if begins is None and driver.when:
            begins = min((days_of(event)[0] for event in shown), default=date.max)
        first = 0.0 if begins is None else max(0.0, float((begins - as_of).days))
        last = _NO_END if driver.until is None else float((driver.until - as_of).days + 1)
        days = (first, last) if first < min(last, _NO_END) else None
        found[driver.key] = Working(driver=driver, days=days, events=tuple(event.id for event in shown))
    return found


def paced(step: str, own: Own, drivers: Mapping[str, Working], supposed: Mapping[str, bool]) -> Own:
    """Return a step's own part as drivers let it come.

    The chance was given for the world as it is, slowed or sped by what works now: only what is supposed otherwise
    changes the hazard. While a driver blocks there is none.
    supposed: drivers on or off, by key.
    """
    touching = [w for w in drivers.values() if step in (*w.driver.slows, *w.driver.speeds, *w.driver.blocks)]
    if not touching:
        return own
    spans = {w.driver.key: _span(w, supposed) for w in touching}
    ends = (end for span in (*spans.values(), *(w.days for w in touching)) if span for end in span)
    points = sorted({0.0, *own.days, *(end for end in ends if 0.0 < end < _NO_END), max(own.days) + 365.0})
    ratio, days, reached = [], [], 0.0
    for first, last in pairwise(points):
        middle = (first + last) / 2.0
        pace = 1.0
        for one in touching:
            pace *= _pace(step, one, middle, spans[one.driver.key])
        reached += pace * (own.at(last) - own.at(first))
        days.append(last)
        ratio.append(reached)
    return replace(own, days=tuple(days), ratio=tuple(ratio))


def blocked_throughout(step: str, until: float, drivers: Mapping[str, Working], supposed: Mapping[str, bool]) -> bool:
    """Tell whether one driver blocks a step from now until a day."""
    spans = (_span(w, supposed) for w in drivers.values() if step in w.driver.blocks)
    return any(span is not None and span[0] <= 0.0 and span[1] > until for span in spans)


def _span(one: Working, supposed: Mapping[str, bool]) -> tuple[float, float] | None:
    if one.driver.key not in supposed:
        return one.days
    return (one.days or (0.0, _NO_END)) if supposed[one.driver.key] else None


def _pace(step: str, one: Working, day: float, span: tuple[float, float] | None) -> float:
    is_on = span is not None and span[0] <= day < span[1]
    if step in one.driver.blocks and is_on:
        return 0.0
    was_on = one.days is not None and one.days[0] <= day < one.days[1]
    factor = SLOWED if step in one.driver.slows else SPED if step in one.driver.speeds else 1.0
    return float(factor ** (int(is_on) - int(was_on)))
