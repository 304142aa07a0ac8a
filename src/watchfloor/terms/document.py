"""What is read: a document, its turns, and citations into its text."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from watchfloor.terms.when import When

N = TypeVar("N", int, float)

#: How much of the text around a quotation is kept to find it again (W3C TextQuoteSelector).
CONTEXT_CHARS = 32

RIGHTS = ("own", "open", "quote")
TLP = ("clear", "green", "amber", "amber+strict", "red")


def digest(*parts: str) -> str:
    """Return a 16-digit hexadecimal id of what is said; same parts, same id."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's uninterrupted speech: a half-open span of the normalised text, label left out."""

    n: int  #: counted from 1
    speaker: str  #: the fullest form of the name that the document gives
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text read once into a normalised form that never changes again."""

    id: str  #: digest of the bytes
    title: str
    publisher: str | None
    authors: tuple[str, ...] = ()
    published: When  #: may be partial or wholly unknown
    url: str | None = None
    language: str = "en"
    text: str  #: normalised; every citation is a span of it
    turns: tuple[Turn, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()  #: (offset in text, line of the source or of its page), ascending
    pages: tuple[tuple[int, int], ...] = ()  #: (offset in text, page from 1), where the source has pages
    times: tuple[tuple[int, float], ...] = ()  #: (offset in text, seconds from the start), where it has a clock
    derives_from: str | None = None  #: id, URL or title of the document it carries
    grade: str | None = None  #: Admiralty reliability of the source, A to F
    tlp: str = "clear"
    rights: str = "quote"
    path: str = ""  #: as the user named it; not part of the identity

    def source_line(self, offset: int) -> int:
        """Return the line of the source, counted from 1, on which an offset of the text stands."""
        return _at(self.lines, offset) or 1

    def page(self, offset: int) -> int | None:
        """Return the page of the source, counted from 1, on which an offset stands; None where it has none."""
        return _at(self.pages, offset)

    def seconds(self, offset: int) -> float | None:
        """Return when an offset is spoken, in seconds from the start; None where the source has no clock."""
        return _at(self.times, offset)

    def cite(self, start: int, end: int) -> Citation:
        """Return the citation of a span of the text, with speaker and source line."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span [{start}, {end}) lies outside a text of {len(self.text)} characters")
        return Citation(
            document=self.id,
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - CONTEXT_CHARS) : start],
            suffix=self.text[end : end + CONTEXT_CHARS],
            speaker=self.speaker_at(start),
            source_line=self.source_line(start),
            page=self.page(start),
            seconds=self.seconds(start),
        )

    def speaker_at(self, offset: int) -> str:
        """Return who speaks at an offset: the turn's speaker, else the publisher."""
        for turn in self.turns:
            if turn.start <= offset < turn.end:
                return turn.speaker
        return self.publisher or "publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Exact words of a document: a half-open span plus what stands around it.

    Source: W3C Web Annotation, TextPositionSelector and TextQuoteSelector.
    """

    document: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    speaker: str
    source_line: int  #: of the page where there is one
    page: int | None = None  #: counted from 1
    seconds: float | None = None  #: from the start of the recording

    @property
    def place(self) -> str:
        """Return where the words stand in the source, as a person looks it up."""
        if self.seconds is not None:
            whole = int(self.seconds)
            return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}, line {self.source_line}"
        return f"{f'page {self.page}, ' if self.page is not None else ''}line {self.source_line}"


def _at(marks: Sequence[tuple[int, N]], offset: int) -> N | None:
    """Return the value of the last mark at or before an offset."""
    n = bisect_right(marks, offset, key=lambda mark: mark[0])
    return marks[n - 1][1] if n else None
