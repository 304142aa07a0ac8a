"""Dates that may be partial, uncertain or open: EDTF values that compare yes, no or maybe."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

Answer = Literal["yes", "no", "maybe"]

#: First and last month of EDTF's sub-year groupings; a winter runs into the next year.
_SEASONS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_Q = r"[?~%]?"  # a qualifier stands before or after the part it qualifies
_DATE = re.compile(
    rf"{_Q}(?P<y>[0-9X]{{4}}){_Q}(?:-{_Q}(?P<m>[0-9X]{{2}}){_Q}(?:-{_Q}(?P<d>[0-9X]{{2}}){_Q}"
    r"(?:T[0-9:.]+(?:Z|[+-]\d\d(?::?\d\d)?)?)?)?)?"
)
Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class When:
    """A time as EDTF (ISO 8601-2, levels 0 to 2), kept as written, with its first and last possible day.

    lower, upper: None where the text leaves that end open or unknown.
    exact: False where the value is qualified by `?`, `~` or `%`.
    Raises ValueError for text that is no EDTF date, season, set or interval of years 1 to 9999.
    """

    text: str
    lower: date | None = field(init=False, compare=False)
    upper: date | None = field(init=False, compare=False)
    exact: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        lower, upper = _bounds(self.text)
        object.__setattr__(self, "lower", lower)
        object.__setattr__(self, "upper", upper)
        object.__setattr__(self, "exact", not any(mark in self.text for mark in "?~%"))

    def __str__(self) -> str:
        return self.text

    @property
    def known(self) -> bool:
        """Tell whether at least one end is known."""
        return self.lower is not None or self.upper is not None

    @property
    def day(self) -> date | None:
        """Return the day where the value is one exact day, else None."""
        return self.lower if self.exact and self.lower == self.upper else None

    @property
    def length_days(self) -> int | None:
        """Return the number of days the value spans, or None where an end is open."""
        if self.lower is None or self.upper is None:
            return None
        return (self.upper - self.lower).days + 1

    def within(self, first: date | None, last: date | None) -> Answer:
        """Tell whether the time lies in [first, last]; None means no limit on that side."""
        if self.lower is not None and last is not None and self.lower > last:
            return "no" if self.exact else "maybe"
        if self.upper is not None and first is not None and self.upper < first:
            return "no" if self.exact else "maybe"
        inside = (first is None or (self.lower is not None and self.lower >= first)) and (
            last is None or (self.upper is not None and self.upper <= last)
        )
        return "yes" if inside and self.exact else "maybe"

    def before(self, other: When) -> Answer:
        """Tell whether this time ends before the other begins."""
        if self.upper is not None and other.lower is not None and self.upper < other.lower:
            return "yes" if self.exact and other.exact else "maybe"
        if self.lower is not None and other.upper is not None and self.lower >= other.upper:
            return "no" if self.exact and other.exact else "maybe"
        return "maybe"

    def overlaps(self, other: When) -> bool:
        """Tell whether the two may be the same time; qualifiers widen nothing."""
        return not (
            (self.upper is not None and other.lower is not None and self.upper < other.lower)
            or (other.upper is not None and self.lower is not None and other.upper < self.lower)
        )


def of_day(day: date) -> When:
    """Return the value for one day."""
    return When(day.isoformat())


#: The time of which nothing is known.
UNKNOWN = "XXXX"


@lru_cache(maxsize=65536)
def _bounds(text: str) -> Bounds:
    if text[:1] + text[-1:] in ("[]", "{}"):
        parts = [
            _bounds(part.strip().replace("..", "/") if ".." in part else part.strip()) for part in text[1:-1].split(",")
        ]
        return _hull(parts)
    if "/" in text:
        first, _, last = text.partition("/")
        lower = None if first in ("", "..") else _single(first, text)[0]
        upper = None if last in ("", "..") else _single(last, text)[1]
        if "/" in last or (first in ("", "..") and last in ("", "..")):
            raise ValueError(f"no EDTF value: {text!r}")
        if lower is not None and upper is not None and lower > upper:
            raise ValueError(f"the interval ends before it begins: {text!r}")
        return lower, upper
    return _single(text, text)


def _hull(parts: list[Bounds]) -> Bounds:
    lowers = [lower for lower, _ in parts]
    uppers = [upper for _, upper in parts]
    return (
        None if None in lowers else min(d for d in lowers if d is not None),
        None if None in uppers else max(d for d in uppers if d is not None),
    )


def _single(part: str, whole: str) -> Bounds:
    match = _DATE.fullmatch(part)
    if match is None:
        raise ValueError(f"no EDTF value: {whole!r}")
    year, month, day = match["y"], match["m"], match["d"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    season = _SEASONS.get(int(month)) if month is not None and month.isdigit() and day is None else None
    if season is None:
        _check_parts(month, day, whole)
    if year == "XXXX":
        return None, None
    if last_year < 1:
        raise ValueError(f"years run from 1 to 9999: {whole!r}")
    first_year = max(first_year, 1)
    if season is not None:
        begin, end = season
        return date(first_year, begin, 1), _month_end(last_year, end)
    return _edge(first_year, month, day, "0"), _edge(last_year, month, day, "9")


def _check_parts(month: str | None, day: str | None, whole: str) -> None:
    candidates = [m for m in range(1, 13) if month is None or _fits(month, m)]
    if not candidates:
        raise ValueError(f"no such month: {whole!r}")
    if day is not None and not any(_fits(day, d) for m in candidates for d in range(1, monthrange(2000, m)[1] + 1)):
        raise ValueError(f"no such day: {whole!r}")


def _edge(year: int, month: str | None, day: str | None, side: str) -> date:
    months = [m for m in range(1, 13) if month is None or _fits(month, m)]
    for m in months if side == "0" else reversed(months):
        days = [d for d in range(1, monthrange(year, m)[1] + 1) if day is None or _fits(day, d)]
        if days:
            return date(year, m, days[0] if side == "0" else days[-1])
    raise ValueError(f"no such day in {year}")


def _fits(pattern: str, number: int) -> bool:
    return all(p in ("X", c) for p, c in zip(pattern, f"{number:02d}", strict=True))


def _month_end(year: int, month: int) -> date:
    year, month = (year + 1, month - 12) if month > 12 else (year, month)
    if year > date.max.year:
        return date.max
    return date(year, month, monthrange(year, month)[1])
