"""Spans of validity: which rows hold on a day."""

from __future__ import annotations

import re
from datetime import date

from watchfloor.world.names import Span

#: The dates of the tables: a year, month or day, with a qualifier at the end where it is uncertain.
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?[?~%]?")


def holds(span: Span, on: date | None) -> bool:
    """Tell whether the span may cover the day; a partial date covers all its days; no day fits any span."""
    if on is None:
        return True
    day = on.isoformat()
    return first_day(span) <= day <= last_day(span)


def lasts(span: Span) -> bool:
    """Tell whether the span has no end."""
    return span[1] in ("", "..")


def surely_holds(span: Span, on: date) -> bool:
    """Tell whether the span covers the day whatever day a partial date means."""
    return _surely_from(span) <= on.isoformat() <= _surely_to(span)


def begun(span: Span, on: date | None) -> bool:
    """Tell whether the span may have begun by the day."""
    return on is None or first_day(span) <= on.isoformat()


def first_day(span: Span) -> str:
    """Return the first possible day as ISO text, `0001-01-01` where there is none."""
    text = span[0].rstrip("?~%")
    if text in ("", ".."):
        return "0001-01-01"
    return {4: text + "-01-01", 7: text + "-01"}.get(len(text), text)


def last_day(span: Span) -> str:
    """Return the last possible day as ISO text, `9999-12-31` where there is none."""
    text = span[1].rstrip("?~%")
    if text in ("", ".."):
        return "9999-12-31"
    return {4: text + "-12-31", 7: text + "-31"}.get(len(text), text)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans surely share a day; the day, month or year of a handover is shared by right."""
    return _surely_from(one) < _surely_to(other) and _surely_from(other) < _surely_to(one)


def _surely_from(span: Span) -> str:
    text = span[0].rstrip("?~%")
    if text in ("", ".."):
        return "0001-01-01"
    return {4: text + "-12-31", 7: text + "-31"}.get(len(text), text)


def _surely_to(span: Span) -> str:
    text = span[1].rstrip("?~%")
    if text in ("", ".."):
        return "9999-12-31"
    return {4: text + "-01-01", 7: text + "-01"}.get(len(text), text)
