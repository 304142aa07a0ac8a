"""What is read: a document, its turns, and citations into its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from watchfloor.terms.when import When

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
    lines: tuple[tuple[int, int], ...] = ()  #: (offset in text, line of the source), ascending
    derives_from: str | None = None  #: id, URL or title of the document it carries
    grade: str | None = None  #: Admiralty reliability of the source, A to F
    tlp: str = "clear"
    rights: str = "quote"
    path: str = ""  #: as the user named it; not part of the identity

    def source_line(self, offset: int) -> int:
        """Return the line of the source, counted from 1, on which an offset of the text stands."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle][0] <= offset:
                low = middle + 1
            else:
                high = middle
        return self.lines[low - 1][1] if low else 1

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
    source_line: int
