"""Which lines make a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from watchfloor.reading.text.hyphens import HYPHENS
from watchfloor.reading.text.labels import Label
from watchfloor.reading.text.markup import BLANK, HEADING, ITEM, ROW, TEXT, read_line
from watchfloor.reading.text.source_lines import Line

#: No wrapped line is longer, in characters.
_WIDEST = 200
#: A text is hard-wrapped where at least this share of its line breaks falls inside a sentence.
_WRAPPED_SHARE = 0.3
#: A line that leaves this share of the width free, next word and all, ends its paragraph.
_FREE_SHARE = 0.25
_ITEM = re.compile(r"(?P<sign>[•▪◦‣·●○*]\s+)?(?:[–—-]\s+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+)?(?=\S)")
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_PAUSED = re.compile(r"[.!?…:;,][\"'”’»)\]]*(?:\s+(?:and|or))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph in its source lines."""

    kind: str  #: text, item, heading or row
    pieces: tuple[tuple[str, int], ...]  #: (words of a line, its number), never empty


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How a text is set."""

    markdown: bool
    blocks: bool
    wrapped: bool
    width: int  #: of its lines, in characters


def paragraphs(
    lines: Sequence[Line], labels: Mapping[int, Label], *, markdown: bool, blocks: bool = False, wrapped: bool = False
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text; an item, a heading and a row of a table is one each.

    labels: speaker labels by index of their line, which open a paragraph, and close it too if alone.
    """
    layout = _Layout(
        markdown=markdown,
        blocks=blocks,
        wrapped=markdown or blocks or wrapped or _is_wrapped(lines, labels),
        width=_width(lines),
    )
    kind, closed = TEXT, True
    pieces: list[tuple[str, int]] = []
    last: Line | None = None  # the line before, None after a blank one
    for n, line in enumerate(lines):
        kind_now, text = _read(line, last, layout) if line.text else (BLANK, "")
        if kind_now == BLANK:
            last = None
            continue
        joins = not closed and kind_now == TEXT and n not in labels and layout.wrapped
        if joins and _goes_on(pieces[-1][0], last, line, layout):
            pieces.append((text, line.number))
        else:
            if pieces:
                yield Paragraph(kind=kind, pieces=tuple(pieces))
            kind, pieces = kind_now, [(text, line.number)]
            closed = kind in (HEADING, ROW) or (n in labels and labels[n].alone)
        last = line
    if pieces:
        yield Paragraph(kind=kind, pieces=tuple(pieces))


def _read(line: Line, last: Line | None, layout: _Layout) -> tuple[str, str]:
    """Return the kind of a line and its words; in plain text only the sign of an item is taken off."""
    if layout.markdown:
        return read_line(line.text)
    if layout.blocks:
        return TEXT, line.text
    item = _ITEM.match(line.text)
    if item is None or not item.end():
        return TEXT, line.text
    if item["sign"] or last is None or _is_item(last) or _PAUSED.search(last.text[-12:]):
        return ITEM, line.text[len(item["sign"] or "") :]
    # a dash or a number at the start of a wrapped line is no list
    return (ITEM if _leaves_room(last, line, layout) else TEXT), line.text


def _is_item(line: Line) -> bool:
    found = _ITEM.match(line.text)
    return found is not None and found.end() > 0


def _goes_on(end: str, last: Line | None, line: Line, layout: _Layout) -> bool:
    """Tell whether a line of text continues the paragraph that ends in `end`."""
    if last is None:
        return (
            not layout.blocks
            and line.page
            and (end[-1] in HYPHENS or (not _ENDED.search(end[-8:]) and line.text[0].islower()))
        )
    if layout.blocks:
        return True
    if layout.markdown:
        return not last.raw_end.startswith("  ")
    if end[-1] in HYPHENS or line.text[0].islower():
        return True
    indented = line.indent >= last.indent + 2 and _ENDED.search(end[-8:]) is not None
    return len(last.text) <= _WIDEST and not indented and not _leaves_room(last, line, layout)


def _leaves_room(last: Line, line: Line, layout: _Layout) -> bool:
    """Tell whether the next word would have stood on the line before with room to spare."""
    word = line.text.split(" ", 1)[0]
    return len(last.text) + 1 + len(word) <= layout.width * (1 - _FREE_SHARE)


def _is_wrapped(lines: Sequence[Line], labels: Mapping[int, Label]) -> bool:
    """Tell whether the line breaks of a text fall inside sentences."""
    pairs = inside = 0
    for n, (one, other) in enumerate(pairwise(lines), start=1):
        if not one.text or not other.text or n in labels or (n - 1 in labels and labels[n - 1].alone):
            continue
        pairs += 1
        inside += len(one.text) <= _WIDEST and (other.text[0].islower() or one.text[-1] in HYPHENS + ",")
    return pairs > 0 and inside >= _WRAPPED_SHARE * pairs


def _width(lines: Sequence[Line]) -> int:
    """Return the width to which lines are wrapped: most of the lines that have a next one are no longer."""
    lengths = sorted(len(one.text) for one, other in pairwise(lines) if other.text and 0 < len(one.text) <= _WIDEST)
    return lengths[len(lengths) * 9 // 10] if lengths else _WIDEST
