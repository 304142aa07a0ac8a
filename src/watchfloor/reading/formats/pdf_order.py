"""The reading order of pages: heads and numbers off, columns after each other, footnotes at the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

#: How many rows at the top and the bottom of a page may be its furniture.
_EDGE_ROWS = 2
_HEAD_SHARE = 0.4
_HEAD_CHARS = 120
#: Furniture stands off the text by more than so many times the distance of its rows.
_HEAD_APART = 1.25
#: Columns: so few of the runs may cross the gutter, and so much of the page's width has a line of text.
_CROSSING_SHARE = 0.3
_FILLED_SHARE = 0.2
_LEAST_RUNS = 3
_STEPS = 120
#: Type below this share of the text's size is a note; a raised figure below it is a mark.
_NOTE_SIZE = 0.93
_MARK_SIZE = 0.8
_RAISED = 0.2
_MARK = re.compile(r"[\d*†‡§, ]{1,6}$")
#: Lines further apart than so many times the usual distance are two paragraphs.
_APART = 1.3
_BARE = re.compile(r"\W*(?:\d{1,4}|[ivxlc]{1,7})\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters close together on one line; points, y upwards."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def size(self) -> float:
        """Return the size of the type."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text where it stands."""

    text: str
    page: int
    n: int  #: on its page, in reading order, from 1
    size: float
    x0: float
    y0: float
    left: float  #: of its column
    column: int
    indent: int = 0
    opens: bool = False  #: a paragraph


def lines_of(pages: Sequence[Sequence[Run]]) -> list[Line]:
    """Return the lines of a document in reading order, footnotes after the text."""
    pages = [[run for run in page if run.text.strip()] for page in pages]
    furniture = _furniture([_rows(page) for page in pages])
    lines = [
        line
        for n, page in enumerate(pages, start=1)
        for line in _page_lines([run for run in page if id(run) not in furniture], n)
    ]
    if not lines:
        return []
    body = _usual(Counter({line.size: 0 for line in lines}), lines)
    text, notes = _footnotes(lines, body)
    return [*_paragraphs(text), *_paragraphs(notes)]


def _usual(sizes: Counter[float], lines: Sequence[Line]) -> float:
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _rows(page: Sequence[Run]) -> list[list[Run]]:
    """Return the runs of a page by height, the highest row first, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(page, key=lambda run: (-run.y1, run.x0)):
        if rows:
            above = max(rows[-1], key=lambda one: one.size)
            shared = min(above.y1, run.y1) - max(above.y0, run.y0)
            if shared > 0.5 * min(above.size, run.size):
                rows[-1].append(run)
                continue
        rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def _furniture(pages: Sequence[Sequence[Sequence[Run]]]) -> set[int]:
    """Return the ids of the runs that are running heads, feet and page numbers."""
    places: dict[tuple[str, bool], dict[int, list[Sequence[Run]]]] = {}
    for n, rows in enumerate(pages):
        for top, edge in ((True, _edge(rows)), (False, _edge(rows[::-1]))):
            for row in edge:
                text = _words(row)
                if len(text) <= _HEAD_CHARS:
                    places.setdefault((_key(text), top), {}).setdefault(n, []).append(row)
    least = max(2, _HEAD_SHARE * len(pages))
    found = {
        id(run)
        for by_page in places.values()
        if len(by_page) >= least and _level(by_page) and _same(by_page)
        for rows in by_page.values()
        for row in rows
        for run in row
    }
    for n, rows in enumerate(pages, start=1):
        last = rows[-1] if len(rows) > 1 else []
        if len(last) == 1 and re.sub(r"\W", "", last[0].text) == str(n):
            found.add(id(last[0]))
    return found


def _edge(rows: Sequence[Sequence[Run]]) -> Sequence[Sequence[Run]]:
    """Return the rows at one end of a page that stand apart from the text."""
    steps = [abs(one[0].y0 - other[0].y0) for one, other in pairwise(rows)]
    if not steps:
        return rows
    usual = median(steps)
    cuts = [n for n, step in enumerate(steps[:_EDGE_ROWS], start=1) if step > _HEAD_APART * usual]
    return rows[: cuts[-1]] if cuts else []


def _key(text: str) -> str:
    return "#" if _BARE.match(text) else re.sub(r"\d+", "#", text).casefold()


def _level(by_page: dict[int, list[Sequence[Run]]]) -> bool:
    """Tell whether rows stand at about the same height on their pages."""
    heights = [rows[0][0].y0 for rows in by_page.values()]
    middle = median(heights)
    return sum(abs(height - middle) < 12 for height in heights) >= 0.7 * len(heights)


def _same(by_page: dict[int, list[Sequence[Run]]]) -> bool:
    """Tell whether rows differ in nothing but a number that counts with the pages: notes that begin alike do not."""
    texts = {page: _words(rows[0]) for page, rows in by_page.items()}
    if all(_BARE.match(text) for text in texts.values()):
        return True
    steps = Counter(int(n) - page for page, text in texts.items() for n in set(re.findall(r"\d{1,4}", text)))
    step = steps.most_common(1)[0][0] if steps else 0
    uncounted = Counter(re.sub(rf"\b{page + step}\b", "#", text) for page, text in texts.items())
    alike = Counter(texts.values())
    return max(found.most_common(1)[0][1] for found in (alike, uncounted)) > 0.5 * len(texts)


def _words(row: Sequence[Run]) -> str:
    return " ".join(run.text.strip() for run in row)


def _page_lines(page: Sequence[Run], number: int) -> Iterator[Line]:
    n = 0
    for column, runs in enumerate(_columns(list(page))):
        left = min(run.x0 for run in runs)
        for row in _rows(runs):
            text, size = _joined(row)
            if text:
                n += 1
                yield Line(text=text, page=number, n=n, size=size, x0=row[0].x0, y0=row[0].y0, left=left, column=column)


def _columns(runs: list[Run], depth: int = 0) -> Iterator[list[Run]]:
    """Yield the runs of a page column by column; what crosses the gutter parts what stands above and below."""
    gutter = _gutter(runs) if depth < 3 else None
    if gutter is None:
        if runs:
            yield runs
        return
    band: list[Run] = []
    crossing: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.y1):
        crosses = run.x0 < gutter - 1 and run.x1 > gutter + 1
        if crosses and band:
            yield from _sides(band, gutter, depth)
            band = []
        if not crosses and crossing:
            yield crossing
            crossing = []
        (crossing if crosses else band).append(run)
    if band:
        yield from _sides(band, gutter, depth)
    if crossing:
        yield crossing


def _sides(band: list[Run], gutter: float, depth: int) -> Iterator[list[Run]]:
    for side in ([r for r in band if r.x1 <= gutter + 1], [r for r in band if r.x1 > gutter + 1]):
        yield from _columns(side, depth + 1)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where a page parts into two columns of text; None where it is one, or a table."""
    if len(runs) < 2 * _LEAST_RUNS:
        return None
    low, high = min(run.x0 for run in runs), max(run.x1 for run in runs)
    tried = [low + (high - low) * (0.15 + 0.7 * n / _STEPS) for n in range(_STEPS + 1)]
    crossed = [sum(run.x0 < x < run.x1 for run in runs) for x in tried]
    least = min(crossed)
    if least > _CROSSING_SHARE * len(runs):
        return None
    best: list[float] = []
    strip: list[float] = []
    for x, count in zip(tried, crossed, strict=True):
        strip = [*strip, x] if count == least else []
        best = strip if len(strip) > len(best) else best
    middle = (best[0] + best[-1]) / 2
    left, right = [r for r in runs if r.x1 <= middle], [r for r in runs if r.x0 >= middle]
    filled = all(
        len(side) >= _LEAST_RUNS and median(r.x1 - r.x0 for r in side) >= _FILLED_SHARE * (high - low)
        for side in (left, right)
    )
    return middle if filled else None


def _joined(row: Sequence[Run]) -> tuple[str, float]:
    """Return the words of a row and the size of most of them; marks of footnotes inside it are left out."""
    main = max(row, key=lambda run: (len(run.text), run.size))
    size = main.size
    words = ""
    end = 0.0
    for n, run in enumerate(row):
        small = run.size < _MARK_SIZE * size and run.y0 > main.y0 - 0.1 * size
        if (small or run.y0 > main.y0 + _RAISED * size) and _MARK.match(run.text.strip()):
            if n or len(row) == 1:
                end = run.x1
                continue
            words, end = f"{run.text.strip()} ", run.x1
            continue
        gap = " " if words and run.x0 - end > 0.12 * size and not words.endswith(" ") else ""
        words += gap + run.text
        end = run.x1
    return " ".join(words.split()), round(size, 1)


def _footnotes(lines: Sequence[Line], body: float) -> tuple[list[Line], list[Line]]:
    """Part the lines in small type at the foot of a column from the text."""
    text: list[Line] = []
    notes: list[Line] = []
    foot: list[Line] = []
    for n, line in enumerate(lines):
        if foot and (line.page, line.column) != (foot[0].page, foot[0].column):
            notes += foot
            foot = []
        if line.size < _NOTE_SIZE * body:
            foot.append(line)
        else:
            text += foot  # small type in the middle of a column is no footnote
            foot = []
            text.append(line)
        if n + 1 == len(lines):
            notes += foot
    return text, notes


def _paragraphs(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, marked where a paragraph opens: by space, by another size of type, by an indent."""
    steps = [a.y0 - b.y0 for a, b in pairwise(lines) if (a.page, a.column) == (b.page, b.column)]
    usual = median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0
    last: Line | None = None
    for line in lines:
        together = last is not None and (last.page, last.column) == (line.page, line.column)
        opens = last is None or abs(line.size - last.size) > 0.12 * max(line.size, last.size)
        opens = opens or (together and last is not None and last.y0 - line.y0 > _APART * usual)
        yield replace(line, opens=opens, indent=4 if line.x0 - line.left > 0.7 * line.size else 0)
        last = line
