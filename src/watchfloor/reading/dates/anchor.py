"""Where a date without a year, or a relative one, is counted from."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from watchfloor.terms.when import When

Tense = Literal["past", "future", "present", "none"]

_PARTS = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~%]?$")
#: Years that leave room to count from, either way.
_YEARS = range(100, 9900)
_HALF_YEAR = 6
#: First month of EDTF's seasons 21 to 24, and of its quarters 33 to 36.
FIRST_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day, month or year that other times are counted from; parts that are not known are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, when: When) -> Anchor:
        """Return the anchor for a time; of an interval its last known end, of anything else unknown nothing."""
        first, _, last = when.text.rpartition("/")
        match = _PARTS.match(first if last == ".." else last)
        if match is not None:
            year, month, day = (int(part) if part else None for part in match.groups())
        else:
            known = when.lower is not None and when.upper is not None and when.upper.year - when.lower.year < 2
            year, month, day = when.upper.year if known and when.upper else None, None, None
        return cls(year, month, day) if year in _YEARS else cls()

    @classmethod
    def of_text(cls, text: str) -> Anchor:
        """Return the anchor for EDTF text."""
        return cls.of(When(text))

    @property
    def text(self) -> str | None:
        """Return the anchor as EDTF, or None where nothing is known."""
        if self.year is None:
            return None
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)])

    @property
    def doubtful(self) -> str | None:
        """Return the anchor with `?`, for times that it is too coarse to tell."""
        return self.text and self.text + "?"

    @property
    def exact_day(self) -> date | None:
        """Return the anchor's day, or None where it is coarser."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @property
    def first(self) -> date:
        """Return its first possible day; the year must be known."""
        return date(self.year or 1, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Return its last possible day; the year must be known."""
        year, month = self.year or 9999, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    def unit(self, unit: str, steps: int = 0) -> str | None:
        """Return the day, week, weekend, month, quarter, year, decade or century some steps away, as EDTF.

        An anchor too coarse to count that unit gives itself with `?`, an unknown one None. Weeks begin on Monday.
        """
        try:
            return self._days(unit, steps) or self._months(unit, steps) or self._years(unit, steps) or self.doubtful
        except (OverflowError, ValueError):
            return None

    def _days(self, unit: str, steps: int) -> str | None:
        if self.exact_day is None or unit not in ("day", "week", "weekend"):
            return None
        if unit == "day":
            return (self.exact_day + timedelta(steps)).isoformat()
        monday = self.exact_day - timedelta(self.exact_day.weekday()) + timedelta(7 * steps)
        return f"{monday + timedelta(5 if unit == 'weekend' else 0)}/{monday + timedelta(6)}"

    def _months(self, unit: str, steps: int) -> str | None:
        if self.year is None or self.month is None or unit not in ("month", "quarter"):
            return None
        if unit == "month":
            year, month = divmod(self.year * 12 + self.month - 1 + steps, 12)
            return f"{_year(year)}-{month + 1:02d}"
        year, quarter = divmod(self.year * 4 + (self.month - 1) // 3 + steps, 4)
        return f"{_year(year)}-{33 + quarter}"

    def _years(self, unit: str, steps: int) -> str | None:
        if self.year is None or unit not in ("year", "decade", "century"):
            return None
        if unit == "year":
            return _year(self.year + steps)
        if unit == "decade":
            return _year(self.year + 10 * steps)[:3] + "X"
        return _year(self.year + 100 * steps)[:2] + "XX"

    def month_day(self, month: int, day: int | None, tense: Tense) -> str:
        """Give a month, or a day of one, its year.

        Past: the latest not after the anchor; future: the earliest not before it; neither: a day
        takes the nearest, a month the past one. An unknown year stays `XXXX`.
        """
        tail = f"{month:02d}" if day is None else f"{month:02d}-{day:02d}"
        if self.year is None:
            return f"XXXX-{tail}"
        years = [y for y in range(self.year - 8, self.year + 9) if day is None or day <= monthrange(y, month)[1]]
        if tense == "future":
            year = next(y for y in years if _end(y, month, day) >= self.first)
        elif tense == "past" or day is None:
            year = next(y for y in reversed(years) if date(y, month, day or 1) <= self.last)
        else:
            middle = self.first + (self.last - self.first) / 2
            year = min(years, key=lambda y: abs(date(y, month, day) - middle))
        return f"{year:04d}-{tail}"

    def onward(self, month: int, day: int | None) -> str:
        """Give a month, or a day of one, the year of a story that has come as far as this; the year must be known.

        A story runs on: after November, February is the next year's, but after July, May is a look back.
        """
        turned = self.month is not None and self.month - month > _HALF_YEAR
        year = (self.year or 1) + turned
        if day is None:
            return f"{year:04d}-{month:02d}"
        return f"{year:04d}-{month:02d}-{min(day, monthrange(year, month)[1]):02d}"

    def day_of_month(self, day: int, tense: Tense) -> str | None:
        """Return the latest (future: the next) such day of a month, or None where the anchor is too coarse."""
        if self.exact_day is None:
            return None
        way, today = 1 if tense == "future" else -1, self.exact_day
        months = [month for step in range(3) if (month := self.unit("month", way * step))]
        known = [(int(month[:4]), int(month[5:])) for month in months]
        days = (date(year, month, day) for year, month in known if day <= monthrange(year, month)[1])
        return next((d.isoformat() for d in days if d == today or (d > today) == (way > 0)), None)

    def month_from(self, month: int, steps: int) -> str:
        """Return the month so named of the anchor's year (0), the last before it (-1) or the next after it (1)."""
        if self.year is None:
            return f"XXXX-{month:02d}"
        own = self.month or (0 if steps > 0 else 13)
        year = self.year + steps if steps and (month - own) * steps <= 0 else self.year
        return f"{year:04d}-{month:02d}"

    def dated_weekday(self, month: int, day: int, weekday: int, tense: Tense) -> str | None:
        """Return the nearest year's day of a month that falls on a weekday (Monday 0) and fits the tense, or None."""
        if self.year is None:
            return None
        years = [y for y in range(self.year - 8, self.year + 9) if day <= monthrange(y, month)[1]]
        fit = [d for d in (date(y, month, day) for y in years) if d.weekday() == weekday]
        if tense in ("past", "future"):
            fit = [d for d in fit if (d <= self.last if tense == "past" else d >= self.first)]
        return min(fit, key=lambda d: abs(d - self.last)).isoformat() if fit else None

    def weekday(self, weekday: int, tense: Tense, *, strictly: bool = False) -> str | None:
        """Return the latest (future: the next) such weekday, the anchor itself counting unless strictly."""
        if self.exact_day is None:
            return self.doubtful
        if tense == "future":
            ahead = (weekday - self.exact_day.weekday()) % 7
            return (self.exact_day + timedelta(ahead or (7 if strictly else 0))).isoformat()
        back = (self.exact_day.weekday() - weekday) % 7
        return (self.exact_day - timedelta(back or (7 if strictly else 0))).isoformat()

    def season(self, season: int, tense: Tense, *, strictly: bool = False) -> str:
        """Give a season (21 spring to 24 winter) its year; a winter bears the year in which it begins."""
        if self.year is None:
            return f"XXXX-{season}"
        start = FIRST_MONTHS[season]
        near = [When(f"{y:04d}-{season}") for y in range(self.year - 2, self.year + 3)]
        if tense == "future":
            return next(w for w in near if (w.lower if strictly else w.upper) > self.first).text  # type: ignore[operator]
        if strictly:
            return next(w for w in reversed(near) if w.upper and w.upper < self.first).text
        return next(w for w in reversed(near) if date(int(w.text[:4]), start, 1) <= self.last).text


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError(f"years run from 1 to 9999, got {year}")
    return f"{year:04d}"


def _end(year: int, month: int, day: int | None) -> date:
    return date(year, month, day or monthrange(year, month)[1])
