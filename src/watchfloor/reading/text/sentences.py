"""Sentences of a mended text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchfloor.reading.text.word_lists import words

#: A sentence without an end is cut at white space after so many characters, that no parser chokes.
MAX_CHARS = 2000
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?:\s?\[\d{1,3}\])*(?=\s|\Z)")
_NEXT = re.compile(r"\s+(?P<open>[\"'“‘«(\[¿¡—–-]*\s?)(?P<word>[^\s,;:.!?\"'”’»)\]]*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMERAL = re.compile(r"\S*\d|[IVXLC]+$")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})", re.IGNORECASE)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] as half-open spans, white space around them cut.

    A line end always ends a sentence. One of more than MAX_CHARS is cut at white space, or
    in the middle of a word where there is none.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, start, end):
        begin = line.start()
        for stop in (*_ends(text, line.start(), line.end()), line.end()):
            found += _pieces(text, begin, stop)
            begin = stop
    return found


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets at which sentences end inside a line."""
    for stop in _STOP.finditer(text, start, end):
        after = _NEXT.match(text, stop.end(), end)
        if after is None or (not after["word"] and not after["open"]):
            continue
        word = after["word"]
        if word[:1].islower() or (not word and after["open"].strip() in ("", "-", "–", "—")):
            continue
        if stop["stop"] != "." or not _goes_on(text, start, stop.start(), stop["close"], word, after["open"]):
            yield stop.end()


def _goes_on(text: str, start: int, stop: int, close: str, word: str, opener: str) -> bool:
    """Tell whether a full stop belongs to an abbreviation, an initial or a list number."""
    begin = max(text.rfind(" ", start, stop) + 1, start)
    token = text[begin:stop].lstrip("\"'“‘«([—–-")
    lowered = token.casefold()
    starts = word.casefold() in words("abbreviations.txt", "starter")
    if begin == start and _ENUMERATOR.fullmatch(token):
        return True
    if lowered in words("abbreviations.txt", "before"):
        return True
    if lowered in words("abbreviations.txt", "number"):
        titled = word.casefold() in words("abbreviations.txt", "before")  # as in Sec. Gen.
        return titled or _NUMERAL.match(word) is not None or bool(set(opener) & set("([§"))
    if lowered in words("abbreviations.txt", "either"):
        return not starts and not close
    return token != "I" and _INITIALS.fullmatch(token) is not None and not starts and not close


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > MAX_CHARS:
        cut = text.rfind(" ", start + 1, start + MAX_CHARS)
        cut = cut if cut > start else start + MAX_CHARS
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
