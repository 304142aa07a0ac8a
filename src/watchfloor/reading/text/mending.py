"""Mend a text: furniture dropped, lines joined to paragraphs, words made whole, marks taken off."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence, Set
from dataclasses import dataclass

from watchfloor.reading.text.hyphens import seam, word_set
from watchfloor.reading.text.labels import transcript_labels
from watchfloor.reading.text.markup import HEADING, ROW, mark_spans
from watchfloor.reading.text.paragraphs import paragraphs
from watchfloor.reading.text.source_lines import drop_furniture, split_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text as it will be cited.

    text: paragraphs apart by a blank line, rows of a table by a line end.
    lines: (offset, line of the source from 1), ascending; an entry wherever the line changes.
    headings: spans of the paragraphs that Markdown marks as headings.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    headings: tuple[tuple[int, int], ...] = ()


def mend(
    text: str,
    words: Container[str],
    *,
    markdown: bool = False,
    blocks: bool = False,
    wrapped: bool = False,
    first_line: int = 1,
) -> Mended:
    """Return the mended text with the source line of each of its parts.

    words: known words with small letters, for hyphens at line ends. markdown: whether marks are read and taken off.
    blocks: whether a blank line and nothing else parts paragraphs. wrapped: whether lines are known to be broken
    at the width of a page. first_line: line of the file on which `text` starts, counted from 1.
    """
    lines = list(split_lines(text, first_line))
    labels = transcript_labels([line.text for line in lines], lambda _: False)
    lines = lines if blocks else drop_furniture(lines, set(labels))
    own = word_set(text)
    out: list[str] = []
    marks: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    offset, before = 0, ""
    for paragraph in paragraphs(lines, {} if blocks else labels, markdown=markdown, blocks=blocks, wrapped=wrapped):
        joined, starts = _join(paragraph.pieces, words, own)
        if markdown:
            joined, starts = _cut(joined, starts, mark_spans(joined))
        if not joined:
            continue
        gap = "" if not out else "\n" if before == paragraph.kind == ROW else "\n\n"
        offset += len(gap)
        out += (gap, joined)
        marks += ((offset + start, number) for start, number in starts)
        if paragraph.kind == HEADING:
            headings.append((offset, offset + len(joined)))
        offset, before = offset + len(joined), paragraph.kind
    return Mended(text="".join(out), lines=tuple(_changes(marks)), headings=tuple(headings))


def _join(pieces: Sequence[tuple[str, int]], words: Container[str], own: Set[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a paragraph and the offset at which each source line starts in it."""
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    offset = 0
    for text, number in pieces:
        if parts:
            glue = seam(parts[-1], text, words, own)
            if glue is None:
                glue = "" if parts[-1][-1] in "—/" and len(parts[-1]) > 1 and parts[-1][-2] != " " else " "
            elif not glue.startswith("-"):
                parts[-1], offset = parts[-1][:-1], offset - 1
            else:
                glue = glue[1:]
            parts.append(glue)
            offset += len(glue)
        starts.append((offset, number))
        parts.append(text)
        offset += len(text)
    return _cut("".join(parts), starts, [found.span() for found in re.finditer("\u00ad+", "".join(parts))])


def _cut(
    text: str, starts: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]]]:
    """Return a paragraph without some spans and without the white space this leaves at its ends or doubled."""
    if not spans and text == text.strip():
        return text, list(starts)
    kept: list[str] = []
    moved: list[tuple[int, int]] = []
    offset = position = 0
    pending = list(reversed(starts))
    for start, end in [*spans, (len(text), len(text))]:
        part = text[position:start]
        if (not offset or kept[-1].endswith(" ")) and part.startswith(" "):
            part, position = part[1:], position + 1
        while pending and pending[-1][0] <= start:
            at, number = pending.pop()
            moved.append((max(offset, offset + at - position), number))
        if part:
            kept.append(part)
        offset += len(part)
        position = end
    moved += [(offset, number) for _, number in reversed(pending)]
    cut = "".join(kept)
    return cut.rstrip(), moved


def _changes(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the marks without those whose line gave no character."""
    for n, mark in enumerate(marks):
        if n + 1 == len(marks) or mark[0] != marks[n + 1][0]:
            yield mark
