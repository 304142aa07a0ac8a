"""Mend a text: furniture dropped, lines joined to paragraphs, words made whole, marks taken off."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from watchfloor.reading.text import markup
from watchfloor.reading.text.hyphens import HYPHENS, seam, word_set
from watchfloor.reading.text.labels import Label, transcript_labels
from watchfloor.reading.text.source_lines import Line, drop_furniture, split_lines

#: No wrapped line is longer, in characters.
_WIDEST = 200
#: A text is hard-wrapped where at least this share of its line breaks falls inside a sentence.
_WRAPPED_SHARE = 0.3
#: A line that leaves this share of the width free, next word and all, ends its paragraph.
_FREE_SHARE = 0.25
_BULLET = re.compile(r"(?:[•▪◦‣·●○*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)")
_SIGN = re.compile(r"[•▪◦‣·●○*]\s+")
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")


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


@dataclass(slots=True)
class _Block:
    """A paragraph in the making."""

    kind: str
    pieces: list[tuple[str, int]] = field(default_factory=list)
    closed: bool = False  #: nothing may be joined to it


def mend(text: str, words: Container[str], *, markdown: bool = False, first_line: int = 1) -> Mended:
    """Return the mended text with the source line of each of its parts.

    words: known words with small letters, for hyphens at line ends. markdown: whether marks are
    read and taken off. first_line: line of the file on which `text` starts, counted from 1.
    """
    lines = list(split_lines(text, first_line))
    labels = transcript_labels([line.text for line in lines], lambda _: False)
    lines = drop_furniture(lines, set(labels))
    own = word_set(text)
    out: list[str] = []
    marks: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    offset, before = 0, ""
    for block in _blocks(lines, labels, markdown=markdown):
        joined, starts = _join(block.pieces, words, own)
        if markdown:
            joined, starts = _cut(joined, starts, markup.mark_spans(joined))
        if not joined:
            continue
        gap = "" if not out else "\n" if before == block.kind == markup.ROW else "\n\n"
        offset += len(gap)
        out += (gap, joined)
        marks += ((offset + start, number) for start, number in starts)
        if block.kind == markup.HEADING:
            headings.append((offset, offset + len(joined)))
        offset, before = offset + len(joined), block.kind
    return Mended(text="".join(out), lines=tuple(_changes(marks)), headings=tuple(headings))


def _blocks(lines: Sequence[Line], labels: Mapping[int, Label], *, markdown: bool) -> Iterator[_Block]:
    """Yield the paragraphs, each with its source lines."""
    read = markup.read_line if markdown else _read_plain
    wrapped = markdown or _is_wrapped(lines, labels)
    width = _width(lines)
    block: _Block | None = None
    last: Line | None = None  # the line before, None after a blank one
    for n, line in enumerate(lines):
        kind, text = read(line.text) if line.text else (markup.BLANK, "")
        if kind == markup.BLANK:
            last = None
            continue
        joins = block is not None and not block.closed and kind == markup.TEXT and n not in labels and wrapped
        if joins and block is not None:
            end = block.pieces[-1][0]
            if last is None:
                joins = line.page and (end[-1] in HYPHENS or (not _ENDED.search(end[-8:]) and text[0].islower()))
            elif markdown:
                joins = not last.raw_end.startswith("  ")
            else:
                joins = not _ends_paragraph(last, line, width)
        if joins and block is not None:
            block.pieces.append((text, line.number))
        else:
            if block is not None:
                yield block
            alone = n in labels and labels[n].alone
            block = _Block(kind, [(text, line.number)], closed=alone or kind in (markup.HEADING, markup.ROW))
        last = line
    if block is not None:
        yield block


def _read_plain(text: str) -> tuple[str, str]:
    if _BULLET.match(text):
        return markup.ITEM, _SIGN.sub("", text, count=1) if _SIGN.match(text) else text
    return markup.TEXT, text


def _is_wrapped(lines: Sequence[Line], labels: Mapping[int, Label]) -> bool:
    """Tell whether the line breaks of a text fall inside sentences."""
    pairs = inside = 0
    for n, (one, other) in enumerate(zip(lines, lines[1:], strict=False), start=1):
        if not one.text or not other.text or n in labels or (n - 1 in labels and labels[n - 1].alone):
            continue
        pairs += 1
        inside += len(one.text) <= _WIDEST and (other.text[0].islower() or one.text[-1] in HYPHENS + ",")
    return pairs > 0 and inside >= _WRAPPED_SHARE * pairs


def _width(lines: Sequence[Line]) -> int:
    """Return the width to which lines are wrapped: that of all but the longest of the lines with a next one."""
    lengths = sorted(
        len(one.text) for one, other in zip(lines, lines[1:], strict=False) if other.text and 0 < len(one.text) <= _WIDEST
    )
    return lengths[len(lengths) * 9 // 10] if lengths else _WIDEST


def _ends_paragraph(line: Line, after: Line, width: int) -> bool:
    if line.text[-1] in HYPHENS or after.text[0].islower():
        return False
    if len(line.text) > _WIDEST:
        return True
    if after.indent >= line.indent + 2 and _ENDED.search(line.text[-8:]):
        return True
    word = after.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(word) <= width * (1 - _FREE_SHARE)


def _join(
    pieces: Sequence[tuple[str, int]], words: Container[str], own: Set[str]
) -> tuple[str, list[tuple[int, int]]]:
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
    kept, moved, offset = [], [], 0
    position = 0
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
