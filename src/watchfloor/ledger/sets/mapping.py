"""A mapping file: which column of somebody's CSV holds what, and what their words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import yaml

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets.opening import Tidy
from watchfloor.ledger.sets.shapes import Coding, Shape, table
from watchfloor.world.plover import categories
from watchfloor.world.sets import SCHEMES, columns, folded

_KEYS = ("columns", "categories", "header", "delimiter", "encoding", "date_format", "countries", "coding")
_CODINGS = tuple(coding for coding in get_args(Coding) if coding != "acled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a mapping file says."""

    columns: Mapping[str, str]
    categories: Mapping[str, str]
    header: bool = True
    delimiter: str | None = None
    encoding: str | None = None
    date_format: str = ""
    countries: str = "any"
    coding: Coding = "any"
    where: str = ""

    def shape(self, tidy: Tidy) -> Shape:
        """Return the shape of a file that the mapping is for.

        Raises LedgerError `ledger.set-mapping` where the file has no such column.
        """
        line, cells = tidy.first[0] if tidy.first else (1, ())
        numbers = {folded(cell): number for number, cell in enumerate(cells, 1)} if self.header else {}
        named: dict[str, str] = {}
        for field, column in self.columns.items():
            number = numbers.get(folded(column)) or (int(column) if column.isdigit() else 0)
            if number > len(cells):
                raise _wrong(self.where, f"columns: {field}: the file has {len(cells)} columns", f"{tidy.name}:{line}")
            if number == 0:
                near = get_close_matches(folded(column), numbers, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(cells)[:120]}"
                raise _wrong(self.where, f"columns: {field}: no column is called {column!r} in {tidy.name}", hint)
            named[field] = str(number)
        return table(
            named, coding=self.coding, countries=self.countries, date_format=self.date_format,
            words={folded(word): meant for word, meant in self.categories.items()},
            widths=() if self.header else (len(cells),),
        )  # fmt: skip


def load(path: Path) -> Mapped:
    """Read a mapping file.

    Raises LedgerError: not-found, set-mapping.
    """
    where = str(path)
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LedgerError("ledger.not-found", "there is no such file", where=where, hint="check its name") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        raise _wrong(place, f"no YAML: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("columns"), dict):
        raise _wrong(where, "it has no `columns:`", "write `columns: {date: THEIR HEADING, actor: …}`")
    for key in raw:
        _known(where, str(key), _KEYS, "key")
    return _mapped(raw, where)


def _mapped(raw: Mapping[str, Any], where: str) -> Mapped:
    fields = sorted({*columns().values(), "actor_name", "recipient_name"})
    named = {_known(where, str(field), fields, "field"): str(column) for field, column in raw["columns"].items()}
    if "date" not in named:
        raise _wrong(where, "columns: no column holds the date", "add `date: THEIR HEADING`")
    words = {str(word): str(meant) for word, meant in (raw.get("categories") or {}).items()}
    for meant in words.values():
        _known(where, meant.partition("/")[0], tuple(categories()), "category")
    delimiter = raw.get("delimiter")
    if delimiter is not None and len(str(delimiter)) != 1:
        raise _wrong(where, f"delimiter: {delimiter!r} is not one character", 'write it as `delimiter: ";"`')
    coding: Any = _known(where, str(raw.get("coding", "any")), _CODINGS, "coding")
    return Mapped(
        columns=named, categories=words, header=bool(raw.get("header", True)),
        delimiter=None if delimiter is None else str(delimiter), encoding=raw.get("encoding"),
        date_format=str(raw.get("date_format", "")), coding=coding, where=where,
        countries=_known(where, str(raw.get("countries", "any")), tuple(SCHEMES), "way to name countries"),
    )  # fmt: skip


def _known(where: str, word: str, known: tuple[str, ...] | list[str], what: str) -> str:
    if word in known:
        return word
    near = get_close_matches(word, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    raise _wrong(where, f"{word!r} is no {what}", hint)


def _wrong(where: str, what: str, hint: str = "see docs/howto/event-sets.md") -> LedgerError:
    return LedgerError("ledger.set-mapping", what, where=where, hint=hint)
