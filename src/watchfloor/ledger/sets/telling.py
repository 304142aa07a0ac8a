"""What a file is: its shape by its first lines, or as the user says, where the lines bear it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets.opening import Tidy
from watchfloor.ledger.sets.shapes import SHAPES, Shape, table
from watchfloor.world.sets import columns, folded

_DAY = re.compile(r"\d{8}|\d{4}-\d\d-\d\d")
_CODE = re.compile(r"\d{2,4}")
_HINT = "name it with --format, or say with --mapping FILE.yaml which column holds what"
Row = tuple[int, Sequence[str]]


def told(tidy: Tidy, format: str | None) -> Shape:
    """Return the shape of a file; format: what the user says it is.

    Raises LedgerError `ledger.set-format`.
    """
    if not tidy.first:
        raise LedgerError("ledger.set-empty", "the file holds no line", where=tidy.name, hint="name another file")
    found = _guess(tidy.first)
    if format is None:
        if found is None:
            cells = tidy.first[0][1]
            what = f"its kind cannot be told from its first line ({len(cells)} columns: {' | '.join(cells)[:80]})"
            raise LedgerError("ledger.set-format", what, where=tidy.name, hint=_HINT)
        return SHAPES[found] if found in SHAPES else _own(tidy)
    if format == "csv":
        return _own(tidy)
    lacking = _lacking(SHAPES[format], tidy.first)
    if lacking:
        hint = f"it looks like {found}: try --format {found}" if found not in (None, format) else _HINT
        raise LedgerError("ledger.set-format", f"this is no {format}: {lacking}", where=tidy.name, hint=hint)
    return SHAPES[format]


def headings(tidy: Tidy, shape: Shape) -> tuple[int, tuple[str, ...]]:
    """Return the line of the headings and what they are; line 0 where there are none."""
    if shape.widths:
        return 0, ()
    line, cells = tidy.first[0]
    rest = [each for _, each in tidy.first[1:]]
    if shape.usual and rest and len(cells) != len(rest[0]) == len(shape.usual):
        cells = shape.usual  # some files were sent out with headings of columns that their rows lack
    return line, tuple(cells)


def _guess(first: Sequence[Row]) -> str | None:
    cells = first[0][1]
    for _, each in first:
        if len(each) in (57, 58, 61) and each[0].isdigit() and _DAY.fullmatch(each[1]):
            return "gdelt2" if len(each) == 61 else "gdelt1"
    names = {folded(cell) for cell in cells}
    for shape in SHAPES.values():
        if shape.columns and names.issuperset(map(folded, shape.columns)):
            return shape.name
    if len(cells) >= 4 and _DAY.fullmatch(cells[0].strip()) and _CODE.fullmatch(cells[3].strip()):
        return "cameo"
    return "csv" if any(columns().get(_plain(name)) == "date" for name in names) else None


def _lacking(shape: Shape, first: Sequence[Row]) -> str:
    """Return what the first lines lack of a shape, or nothing."""
    line, cells = first[0]
    if shape.columns:
        names = {folded(cell) for cell in cells}
        missing = [column for column in shape.columns if folded(column) not in names]
        return f"line {line} has no column {', '.join(missing)}" if missing else ""
    if not any(len(each) in shape.widths for _, each in first):
        return f"line {line} has {len(cells)} columns, not {_or(shape.widths)}"
    return ""


def _or(widths: tuple[int, ...]) -> str:
    return " or ".join(map(str, widths)) if len(widths) < 4 else f"{widths[0]} to {widths[-1]}"


def _own(tidy: Tidy) -> Shape:
    """Return the shape of an analyst's own table, by what its headings are called."""
    line, cells = tidy.first[0]
    named: dict[str, str] = {}
    for number, heading in enumerate(cells, 1):
        meant = columns().get(_plain(folded(heading)))
        if meant is not None:
            named.setdefault(meant, str(number))
    if "date" not in named:
        what = f"no column of line {line} holds the date: {', '.join(filter(None, cells))[:120]}"
        hint = "call it `date`, or say with --mapping FILE.yaml which column holds what"
        raise LedgerError("ledger.set-format", what, where=f"{tidy.name}:{line}", hint=hint)
    return table(named)


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").replace("-", " ").split())
