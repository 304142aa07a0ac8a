"""YAML as we write it: texts in double quotes, and the sentence behind each entry as a comment."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchfloor.terms import View

#: Longest citation in a comment, in characters.
_LONG = 180
_KEY_WORDS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section: its key, the lines of its mapping, and the citations it comes from."""

    key: str
    fields: tuple[str, ...]
    cites: tuple[str, ...]


class Sources:
    """Where statements come from, as a reader looks them up."""

    def __init__(self, view: View) -> None:
        self.documents = {document.id: document for document in view.documents}
        self.statements = {statement.id: statement for statement in view.statements}

    def cite(self, id: str) -> str:
        """Return the document, place and sentence of a statement, in one line."""
        citation = self.statements[id].citation
        document = self.documents[citation.document]
        said = " ".join(citation.exact.split())
        said = said if len(said) <= _LONG else said[: _LONG - 1] + "…"
        return f"{document.title}, {document.published}, {citation.place}: “{said}”"


def block(section: str, entries: Iterable[Entry]) -> list[str]:
    """Return a section; a comment where it has no entry."""
    made = list(entries)
    if not made:
        return [f"# {section}: nothing found", ""]
    lines = [f"{section}:"]
    for entry in made:
        lines += [comment("  ", cite) for cite in entry.cites]
        lines.append(f"  {entry.key}:")
        lines += [f"    {field}" for field in entry.fields]
    return [*lines, ""]


def comment(indent: str, text: str) -> str:
    """Return a text as a comment on one line; what YAML does not print is left out."""
    flat = " ".join(text.split())
    return f"{indent}# " + "".join(c for c in flat if c.isprintable())


def quoted(text: str) -> str:
    """Return a text in double quotes, as JSON and so YAML read it; what YAML does not print is left out."""
    flat = " ".join(text.split())
    return json.dumps("".join(c for c in flat if c.isprintable()), ensure_ascii=False)


def flow(names: Sequence[str]) -> str:
    """Return names as a list in brackets."""
    return f"[{', '.join(names)}]"


def slug(text: str, *, words: int = _KEY_WORDS, without: Iterable[str] = ()) -> str:
    """Return a lower-kebab key of the first telling words of a text; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    found = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in without and len(word) > 1]
    return "-".join(found[:words])


def unique(key: str, taken: Iterable[str]) -> str:
    """Return a key that is not taken: itself, or with a number behind it."""
    known = set(taken)
    if key not in known:
        return key
    return next(f"{key}-{n}" for n in range(2, len(known) + 3) if f"{key}-{n}" not in known)
