"""A desk's own world.yaml: more rows for the tables, in the same columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from watchfloor.errors import WorldError
from watchfloor.world.tables import Row

#: Sections and their columns; those of the first group must be given.
COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "territories": (("key", "name"), ("aliases", "demonyms", "capital", "from", "to", "parent", "disputed")),
    "bodies": (("key", "kind", "name"), ("aliases", "parent", "territory", "sector", "from", "to")),
    "metonyms": (("phrase", "key"), ("sector", "place", "rule")),
    "regions": (("key", "name", "members"), ("aliases", "from", "to")),
    "memberships": (("territory", "body", "status"), ("from", "to")),
    "offices": (("office", "sector", "level", "titles"), ("organ", "single")),
    "holders": (("person", "name", "at", "office"), ("surname", "aliases", "from", "to")),
}
#: Columns that take one of few words, or nothing.
CLOSED: Mapping[str, tuple[str, ...]] = {
    "rule": ("after-preposition-of-place", "always-metonym"),
    "status": ("member", "candidate", "applicant", "observer"),
    **dict.fromkeys(("disputed", "organ", "single"), ("yes", "no")),
}
_ALWAYS = {"basis": "document", "verified": "yes"}  # what a desk writes down, it vouches for

Place = tuple[int, int]  #: line and column, counted from 1


@dataclass(frozen=True, slots=True)
class Given:
    """One row of the file; whole: False where a cell of it is missing or wrong."""

    row: Row
    at: Place
    whole: bool


class Problems:
    """Collects every error of one file, so that the analyst sees them all at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[tuple[Place, WorldError]] = []

    def add(self, code: str, what: str, at: Place, hint: str = "") -> None:
        """Note one error at its place."""
        where = f"{self.name}:{at[0]}:{at[1]}"
        self.found.append((at, WorldError(code, what, where=where, hint=hint)))

    def check(self) -> None:
        """Raise the first error, in file order, with all further ones in `others`."""
        if self.found:
            first, *others = (error for _, error in sorted(self.found, key=lambda found: found[0]))
            first.others = tuple(others)
            raise first


def read(text: str, problems: Problems) -> Mapping[str, list[Given]]:
    """Return a file's rows by section; sections, rows and cells that are wrong are problems.

    A list of spellings may be a YAML list or text with bars.
    Raises WorldError `world.bad-row` where the text is no YAML.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"{problems.name}:{mark.line + 1}:{mark.column + 1}" if mark else problems.name
        hint = str(problem).split("\n")[0]
        raise WorldError("world.bad-row", "the file is no YAML", where=where, hint=hint) from None
    found: dict[str, list[Given]] = {}
    if root is None:
        return found
    if not isinstance(root, yaml.MappingNode):
        problems.add("world.bad-row", "sections expected", _at(root), f"known: {', '.join(COLUMNS)}")
        return found
    for key, value in root.value:
        if key.id != "scalar" or key.value not in COLUMNS:
            hint = nearest(str(key.value), COLUMNS)
            problems.add("world.bad-row", f"no section is called {key.value!r}", _at(key), hint)
        else:
            found.setdefault(key.value, []).extend(_rows(key.value, value, problems))
    return found


def _rows(section: str, node: Any, problems: Problems) -> Iterator[Given]:
    if node.id != "sequence":
        problems.add("world.bad-row", f"{section} must be a list of rows", _at(node))
        return
    for item in node.value:
        if item.id != "mapping":
            problems.add("world.bad-row", f"a row of {section} must name its columns", _at(item))
        else:
            yield _row(section, item, problems)


def _row(section: str, node: Any, problems: Problems) -> Given:
    needed, optional = COLUMNS[section]
    row = dict.fromkeys((*needed, *optional), "") | _ALWAYS
    before = len(problems.found)
    for key, value in node.value:
        if key.id != "scalar" or key.value not in row:
            what = f"{section} has no column {key.value!r}"
            problems.add("world.bad-row", what, _at(key), nearest(str(key.value), row))
        else:
            row[key.value] = _cell(key.value, value, problems)
    given = {key.value for key, value in node.value if key.id == "scalar" and value.value}
    missing = [column for column in needed if column not in given]
    if missing:
        problems.add("world.bad-row", f"a row of {section} lacks {', '.join(missing)}", _at(node))
    return Given(row, _at(node), whole=len(problems.found) == before)


def _cell(column: str, node: Any, problems: Problems) -> str:
    items = node.value if node.id == "sequence" else [node]
    if any(item.id != "scalar" for item in items):
        problems.add("world.bad-row", f"{column} must be text or a list of text", _at(node))
        return ""
    text = "|".join(item.value for item in items)
    if text and text not in CLOSED.get(column, (text,)):
        problems.add("world.bad-row", f"{column} cannot be {text!r}", _at(node), f"known: {', '.join(CLOSED[column])}")
    return text


def _at(node: Any) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """Return a hint: the known name most like a mistaken one, else all."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
