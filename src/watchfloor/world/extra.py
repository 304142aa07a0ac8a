"""A desk's own world.yaml: more rows for the tables, in the same columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from watchfloor.errors import WorldError
from watchfloor.world.tables import Row

#: Sections and their columns; those before the bar must be given.
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


def read(path: Path) -> Mapping[str, list[tuple[Row, str]]]:
    """Return the file's rows by section, each with its `file:line:column`.

    A list of spellings may be a YAML list or text with bars.
    Raises WorldError `world.bad-row` for a section, row, column or word that is not known.
    """
    import yaml

    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise WorldError("world.bad-row", "the file is no text in UTF-8", where=path.name) from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}:{mark.column + 1}" if mark else path.name
        hint = str(problem).split("\n")[0]
        raise WorldError("world.bad-row", "the file is no YAML", where=where, hint=hint) from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        hint = f"known: {', '.join(COLUMNS)}"
        raise WorldError("world.bad-row", "sections expected", where=_where(path, root), hint=hint)
    found: dict[str, list[tuple[Row, str]]] = {}
    for key, value in root.value:
        section = _section(path, key)
        found.setdefault(section, []).extend(_rows(path, section, value))
    return found


def _section(path: Path, node: Any) -> str:
    if node.id != "scalar" or node.value not in COLUMNS:
        hint = nearest(str(node.value), COLUMNS)
        raise WorldError("world.bad-row", f"no section is called {node.value!r}", where=_where(path, node), hint=hint)
    return str(node.value)


def _rows(path: Path, section: str, node: Any) -> Iterator[tuple[Row, str]]:
    if node.id != "sequence":
        raise WorldError("world.bad-row", f"{section} must be a list of rows", where=_where(path, node))
    for item in node.value:
        where = _where(path, item)
        if item.id != "mapping":
            raise WorldError("world.bad-row", f"a row of {section} must name its columns", where=where)
        yield _row(path, section, item), where


def _row(path: Path, section: str, node: Any) -> Row:
    needed, optional = COLUMNS[section]
    row = dict.fromkeys((*needed, *optional), "") | _ALWAYS
    for key, value in node.value:
        if key.id != "scalar" or key.value not in row:
            what, hint = f"{section} has no column {key.value!r}", nearest(str(key.value), row)
            raise WorldError("world.bad-row", what, where=_where(path, key), hint=hint)
        row[key.value] = _cell(path, key.value, value)
    missing = [column for column in needed if not row[column]]
    if missing:
        raise WorldError("world.bad-row", f"a row of {section} lacks {', '.join(missing)}", where=_where(path, node))
    return row


def _cell(path: Path, column: str, node: Any) -> str:
    items = node.value if node.id == "sequence" else [node]
    if any(item.id != "scalar" for item in items):
        raise WorldError("world.bad-row", f"{column} must be text or a list of text", where=_where(path, node))
    text = "|".join(item.value for item in items)
    if text and text not in CLOSED.get(column, (text,)):
        hint = f"known: {', '.join(CLOSED[column])}"
        raise WorldError("world.bad-row", f"{column} cannot be {text!r}", where=_where(path, node), hint=hint)
    return text


def _where(path: Path, node: Any) -> str:
    return f"{path.name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """Return a hint: the known name most like a mistaken one, else all."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
