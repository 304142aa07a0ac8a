"""A temporal expression as found, before the anchor gives it a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from watchfloor.reading.dates.anchor import FIRST_MONTHS, Anchor, Tense

Kind = Literal["date", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a date's meaning hangs on: the anchor, the date named before it in the text, the clause's tense."""

    anchor: Anchor
    previous: Anchor | None = None
    tense: Tense = "none"
    story: Anchor | None = None  #: how far the story that the text tells has come, where its year is not the anchor's

    def month_day(self, month: int, day: int | None) -> str:
        """Give a month, or a day of one, the year of the story told, or else the one its tense calls for."""
        told = self.story and self.story.onward(month, day)
        if told and self.story and (self._ahead(self.story.text) or not self._ahead(told)):
            return told
        return self.anchor.month_day(month, day, self.tense)

    def season(self, season: int) -> str:
        """Give a season the year of the story told, or else the one its tense calls for."""
        if self.story is None:
            return self.anchor.season(season, self.tense)
        return f"{self.story.onward(FIRST_MONTHS[season], None)[:4]}-{season}"

    def _ahead(self, edtf: str | None) -> bool:
        """Tell whether a time of the story lies beyond the anchor: no story told does, unless its years do."""
        now = self.anchor.text
        return now is not None and edtf is not None and edtf[: len(now)] > now[: len(edtf)]


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
    unsure: bool = False  #: no date at all where the text before does not make it one
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
