"""EDTF dates in plain English, as exact as the text and no more."""

from __future__ import annotations

import re
from datetime import date

from watchfloor.terms import When

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_QUARTERS = {"33": "first", "34": "second", "35": "third", "36": "fourth"}
_HALVES = {"40": "first", "41": "second"}


def day_words(day: date) -> str:
    """Return `6 May 2020`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spelled(text: str) -> str:
    """Return the text with its days, written 2020-05-06, as `6 May 2020`."""
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", _spelled, text)


def _spelled(found: re.Match[str]) -> str:
    try:
        return day_words(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def moment(when: When) -> str:
    """Return a time as an adverbial: `on 6 May 2020`, `in April 2020`, `since 2018`.

    A qualified value says so; an unknown one reads `(date not given)`.
    """
    text = when.text
    if text[:1] in "[{":
        return _between(when)
    if "/" in text:
        first, _, last = text.partition("/")
        if last in ("", ".."):
            return f"since {_plain(first)}" + _doubt(first)
        if first in ("", ".."):
            return f"until {_plain(last)}" + _doubt(last)
        return f"between {_plain(first)} and {_plain(last)}" + _doubt(text)
    return _at(text) + _doubt(text)


def span_words(when: When) -> str:
    """Return a time as a noun: `6 May 2020`, `April 2020`, `since 2018`."""
    said = moment(when)
    return said.strip("()") if said.startswith("(") else re.sub(r"^(on|in) ", "", said)


def _between(when: When) -> str:
    if when.lower is None or when.upper is None:
        return "(date not given)"
    return f"between {day_words(when.lower)} and {day_words(when.upper)}"


def _doubt(text: str) -> str:
    if "%" in text or ("?" in text and "~" in text):
        return " (approximate, uncertain)"
    return " (uncertain)" if "?" in text else " (approximate)" if "~" in text else ""


def _at(text: str) -> str:
    plain = _plain(text)
    if plain == "an unknown date":
        return "(date not given)"
    return f"on {plain}" if re.match(r"\d{1,2} ", plain) else f"in {plain}"


def _plain(part: str) -> str:
    year, month, day = ([*re.sub(r"[?~%]|T.*", "", part).split("-"), "", ""])[:3]
    known_year = _year(year)
    if not month or "X" in month:
        return known_year or "an unknown date"
    of_year = f" {known_year}" if known_year else " of an unknown year"
    if month in _SEASONS:
        return _SEASONS[month] + of_year
    if month in _QUARTERS:
        return f"the {_QUARTERS[month]} quarter of{of_year.removeprefix(' of')}"
    if month in _HALVES:
        return f"the {_HALVES[month]} half of{of_year.removeprefix(' of')}"
    if not 1 <= int(month) <= 12:
        return f"part {month} of{of_year.removeprefix(' of')}"
    if not day or "X" in day:
        return _MONTHS[int(month) - 1] + of_year
    return f"{int(day)} {_MONTHS[int(month) - 1]}{of_year}"


def _year(year: str) -> str:
    if year == "XXXX":
        return ""
    if year.endswith("XX"):
        return f"the years {year.replace('X', '0')} to {year.replace('X', '9')}"
    return f"the {year[:3]}0s" if year.endswith("X") else year
