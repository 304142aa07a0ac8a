"""Days that have a name of their own: Christmas, Good Friday, New Year's Day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files

from watchfloor.reading.dates.anchor import Anchor, Tense
from watchfloor.reading.dates.point import Context, Point, point_at
from watchfloor.reading.dates.words import YEAR


def _feasts() -> dict[str, str]:
    lines = (files("watchfloor.world") / "feasts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: day for name, day in rows if name != "name"}


_DAYS = _feasts()


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the Gregorian computus."""
    golden, century, rest = year % 19, *divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _day(name: str, year: int) -> date:
    when = _DAYS[name]
    if when.startswith("easter"):
        return easter(year) + timedelta(int(when.removeprefix("easter")))
    return date(year, int(when[:2]), int(when[3:]))


_LEADS = re.compile(r"\b(?:on|at|by|over|since|until|before|after|during|around|for)\s$", re.IGNORECASE)


def feast(m: re.Match[str]) -> Point | None:
    """Return the point of a named day: `at Easter`, not a Christmas tree nor the Good Friday Agreement."""
    if _LEADS.search(m.string, max(0, m.start() - 8), m.start()) is None:
        return None
    name = m["feast"].replace("’", "'")

    def settle(context: Context) -> str | None:
        if m["y"]:
            return _day(name, int(m["y"])).isoformat()
        return _nearest(name, context.anchor, context.tense)

    return point_at(m, settle, floats=True)


def _nearest(name: str, anchor: Anchor, tense: Tense) -> str | None:
    if anchor.year is None:
        return None
    days = [_day(name, year) for year in range(anchor.year - 1, anchor.year + 2)]
    if tense == "future":
        return next(day for day in days if day >= anchor.first).isoformat()
    if tense == "past":
        return next(day for day in reversed(days) if day <= anchor.last).isoformat()
    return min(days, key=lambda day: abs(day - anchor.first)).isoformat()


_NAMES = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(_DAYS, key=len, reverse=True))
PATTERN = rf"(?P<feast>{_NAMES})(?:,?\s(?P<y>{YEAR}))?(?![\w-]|\s[A-Z]|\s(?:tree|card|present|gift|egg)s?\b)"
#: The names that no other word of time gives away.
TRIGGER = r"\b(?:" + "|".join(name for name in _DAYS if " " not in name) + ")"
