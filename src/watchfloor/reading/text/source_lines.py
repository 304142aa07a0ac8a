"""The lines of a source, and which of them are page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

#: Lines on either side of a page break among which running heads are sought.
_EDGE_LINES = 3
#: A running head stands at this share of the page breaks at least, and twice at least.
_HEAD_SHARE = 0.4
_HEAD_CHARS = 120
#: Invisible marks and control characters that carry no text; a soft hyphen is left to the joining of lines.
_NO_TEXT = re.compile(r"[\u200b\ufeff\u2060\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_PAGE_LINE = re.compile(
    r"[\[(|*\s]*(?:(?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])[\])|*\s]*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[\[(|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:/\s*\d{1,4})?\s*[\])|]?$", re.IGNORECASE)
_RULE = re.compile(r"(?:[-–—_=*~•·#+.]\s*){3,}$")
#: What WebVTT and SRT put around the words: the file's head and the time codes.
_TIMING = re.compile(r"WEBVTT\b|(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}\s*-->\s*(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}")
_SENTENCE_END = re.compile(r"[.!?;:,][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the source, or the part of one beside a form feed."""

    number: int  #: in the file, counted from 1
    text: str  #: white space at both ends cut, inside folded to single spaces
    indent: int = 0
    raw_end: str = ""  #: white space at the end, which Markdown reads as a line break
    page: bool = False  #: the first line with text after a page break


def split_lines(text: str, first_line: int) -> Iterator[Line]:
    """Yield the lines of a text; a form feed starts another line of the same number."""
    for number, raw in enumerate(text.split("\n"), start=first_line):
        for n, part in enumerate(raw.split("\f")):
            part = _NO_TEXT.sub("", part)
            bare = part.lstrip()
            yield Line(
                number=number,
                text=" ".join(part.split()),
                indent=len(part) - len(bare),
                raw_end=bare[len(bare.rstrip()) :],
                page=n > 0,
            )


def drop_furniture(lines: Sequence[Line], labels: Set[int]) -> list[Line]:
    """Return the lines without page numbers, running heads and rules; dropped ones become blank.

    labels: indices of speaker labels, which are never furniture however often they come back.
    """
    furniture = {n for n, line in enumerate(lines) if _TIMING.match(line.text)}
    furniture |= {n - 1 for n in furniture if n and lines[n - 1].text.isdigit()}
    breaks = {n for n, line in enumerate(lines) if line.page}
    numbers = {n for n, line in enumerate(lines) if _PAGE_LINE.match(line.text)} | _bare_numbers(lines, breaks)
    if breaks or numbers:
        heads = _running_heads(lines, breaks | numbers, numbers | labels)
        furniture |= numbers | heads
    return list(_without(lines, furniture))


def _without(lines: Sequence[Line], furniture: Set[int]) -> Iterator[Line]:
    after_break = False
    for n, line in enumerate(lines):
        dropped = n in furniture
        after_break = after_break or line.page or dropped
        if dropped or _RULE.match(line.text):
            yield replace(line, text="")
        elif line.text and after_break != line.page:
            yield replace(line, page=after_break)
        else:
            yield line
        after_break = after_break and (dropped or not line.text)


def _bare_numbers(lines: Sequence[Line], breaks: Set[int]) -> set[int]:
    """Return the lines with a bare number that are page numbers.

    They stand at a form feed, or alone between blank lines and count upwards by one.
    """
    found: set[int] = set()
    for n in sorted(breaks):
        edges = [*_text_lines(lines, n - 1, -1, 1), *_text_lines(lines, n, 1, 1)]
        found |= {m for m in edges if _BARE_NUMBER.match(lines[m].text)}
    if found:
        found |= {m for m in _text_lines(lines, len(lines) - 1, -1, 1) if lines[m].text.isdigit()}
    alone = [n for n, line in enumerate(lines) if line.text.isdigit() and len(line.text) < 5 and _is_alone(lines, n)]
    for one, other in pairwise(alone):
        if int(lines[other].text) == int(lines[one].text) + 1:
            found |= {one, other}
    return found


def _is_alone(lines: Sequence[Line], n: int) -> bool:
    return not (n and lines[n - 1].text) and not (n + 1 < len(lines) and lines[n + 1].text)


def _running_heads(lines: Sequence[Line], breaks: Set[int], never: Set[int]) -> set[int]:
    """Return the lines that come back at page breaks, the top and the end of the text included."""
    spots: list[set[int]] = []
    for n in (-1, *sorted(breaks), len(lines)):
        before = _text_lines(lines, n - 1, -1, _EDGE_LINES)
        after = _text_lines(lines, n + (n in never or n < 0), 1, _EDGE_LINES)
        spots.append({m for m in (*before, *after) if m not in never and _can_be_head(lines[m].text)})
    places: dict[str, set[int]] = {}
    for n in set().union(*spots):
        places.setdefault(_key(lines[n].text), set()).add(n)
    least = max(2, _HEAD_SHARE * (len(spots) - 1))
    return set().union(*(found for found in places.values() if len(found) >= least))


def _can_be_head(text: str) -> bool:
    return len(text) <= _HEAD_CHARS and not _SENTENCE_END.search(text) and not text.startswith("#")


def _key(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold()


def _text_lines(lines: Sequence[Line], start: int, step: int, count: int) -> list[int]:
    found: list[int] = []
    n = start
    while 0 <= n < len(lines) and len(found) < count:
        if lines[n].text:
            found.append(n)
        n += step
    return found
