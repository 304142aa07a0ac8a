"""A temporal expression as found, before the anchor gives it a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from watchfloor.reading.dates.anchor import Anchor, Tense

Kind = Literal["date", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a date's meaning hangs on: the anchor, the date named before it in the text, the clause's tense."""

    anchor: Anchor
    previous: Anchor | None = None
    tense: Tense = "none"


Settle = Callable[[Context], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A temporal expression as found; `settle` gives its EDTF, or None where nothing is known."""

    start: int
    end: int
    settle: Settle
    kind: Kind = "date"
    floats: bool = False  #: its year comes from the tense, so the tense is worth asking for
    vague: bool = False
    offset: Callable[[Anchor], str | None] | None = None  #: counts from the date that follows, if one does
    back: Callable[[Anchor], str | None] | None = None  #: counts from the date before to what follows
    onward: bool = False  #: counts from the text before where it tells when what follows was: `the day after the vote`


#: What a match means, or None where it turns out to be no date.
Build = Callable[[re.Match[str]], Point | None]


def fixed(value: str | None) -> Settle:
    """Return the meaning of words that say the same whatever the context."""
    return lambda _: value


def point_at(m: re.Match[str], settle: Settle, *, floats: bool = False, vague: bool = False) -> Point:
    """Return the point that a whole match stands for."""
    return Point(start=m.start(), end=m.end(), settle=settle, floats=floats, vague=vague)


def interval(first: str, last: str) -> str:
    """Join two EDTF values; equal ends are one value."""
    return first if first == last else f"{first}/{last}"


def compiled(table: tuple[tuple[str, bool, Build], ...]) -> tuple[tuple[re.Pattern[str], Build], ...]:
    """Compile rows of (pattern, whether case matters, meaning)."""
    return tuple((re.compile(pattern, 0 if case else re.IGNORECASE), build) for pattern, case, build in table)
