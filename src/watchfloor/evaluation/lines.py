"""Gold files of every shape: which shape a line has is told by its fields, never by the file's name."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from watchfloor.errors import ReadingError
from watchfloor.evaluation import marked

Record = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of gold and where it stands, as file:line."""

    where: str
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines of one set in one shape."""

    set: str
    shape: str
    lines: tuple[Line, ...]


def files_of(path: Path) -> list[Path]:
    """Return the gold files of a path: itself, or every JSONL file of a folder.

    Raises ReadingError `reading.bad-gold` where there is none.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise ReadingError(
            "reading.bad-gold",
            "there is no gold here",
            where=str(path),
            hint="name a .jsonl file, a folder of them, or a .txt of marked texts",
        )
    return files


def read(file: Path) -> Iterator[Line]:
    """Yield the lines of a gold file: JSON, or marked texts in a `.txt`.

    Raises ReadingError `reading.bad-gold` with file and line for what is neither.
    """
    if file.suffix == ".txt":
        yield from _marked(file)
        return
    for number, raw in enumerate(file.read_bytes().removeprefix(BOM_UTF8).split(b"\n"), 1):
        if raw.strip():
            yield _line(f"{file}:{number}", raw)


def _marked(file: Path) -> Iterator[Line]:
    try:
        for number, record in marked.records(file.stem, file.read_bytes().removeprefix(BOM_UTF8).decode("utf-8")):
            yield Line(f"{file}:{number}", record)
    except ValueError as error:
        at = f"{file}:{error.args[1]}" if len(error.args) == 2 else str(file)
        raise bad(Line(at, {}), str(error.args[0])) from error


def _line(where: str, raw: bytes) -> Line:
    try:
        record = json.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise bad(Line(where, {}), str(error)) from error
    if not isinstance(record, dict):
        raise bad(Line(where, {}), "it holds no JSON object")
    return Line(where, record)


def made(line: Line, build: Callable[[Record], T]) -> T:
    """Return what a line says, by a function that may fail on a bad one.

    Raises ReadingError `reading.bad-gold` with file and line.
    """
    try:
        return build(line.record)
    except KeyError as error:
        raise bad(line, f"it lacks the field {error}") from error
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise bad(line, str(error)) from error


def bad(line: Line, why: str) -> ReadingError:
    """Return the error for a line that is no gold."""
    return ReadingError(
        "reading.bad-gold",
        f"this line is no gold: {why}",
        where=line.where,
        hint="see docs/reading-quality.md for the shapes that are read, corpus/README.md for our own",
    )


def span(record: Record, text: str) -> tuple[int, int]:
    """Return start and end of a record with `start` and `end`, or `span`; raises ValueError outside the text."""
    start, end = record["span"] if "span" in record else (record["start"], record["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span [{start}, {end}) lies outside a text of {len(text)} characters")
    return start, end


# --- shapes -----------------------------------------------------------------------


def _roles(record: Record) -> list[Any]:
    return [role for event in record["events"] for role in (event.get("source"), event.get("target"))]


def _countries(record: Record) -> bool:
    """Tell whether the parties of a record's events are countries: CAMEO codes, or named with their country."""
    named = [one for role in _roles(record) if isinstance(role, list) for one in role]
    return "ontology" in record or any(isinstance(r, str) for r in _roles(record)) or any("country" in n for n in named)


def _holds(*fields: str) -> Callable[[Record], bool]:
    return lambda record: record.keys() >= set(fields)


def _listed(field: str, kind: type) -> Callable[[Record], bool]:
    return lambda record: isinstance(record.get(field), list) and all(isinstance(one, kind) for one in record[field])


#: The two shapes of event coreference, which belong together.
DOCUMENTS, MENTIONS = "coreference documents", "coreference mentions"
#: Shapes by what tells them, the first that fits wins.
_SHAPES: tuple[tuple[str, Callable[[Record], bool]], ...] = (
    ("ours", lambda r: "statements" in r or "story" in r),
    ("rounds", _holds("text", "events", "relevant")),
    (MENTIONS, _holds("doc", "chain")),
    ("factuality", _holds("tokens", "events")),
    (DOCUMENTS, lambda r: _listed("tokens", str)(r) or _listed("sentences", list)(r)),
    ("dates", _holds("text", "spans", "dct")),
    ("sentences", _holds("text", "sentences")),
    ("classes", _holds("text", "events", "entities")),
    ("triples", lambda r: _holds("text", "events")(r) and _countries(r)),
    ("pairs", _holds("text", "events")),
)  # fmt: skip


def _shape(line: Line) -> str:
    found = next((name for name, fits in _SHAPES if made(line, fits)), None)
    if found is None:
        raise bad(line, f"no shape has the fields {', '.join(line.record) or '(none)'}")
    return found


def groups(path: Path) -> tuple[Group, ...]:
    """Return the gold of a file or folder by set and shape, in the order met.

    A set is named by its lines (`set`, else `corpus`), else by its file. Lines without events tell nothing of
    their parties: they take the shape of their set; mentions take the name of the documents they stand in.
    Raises ReadingError `reading.bad-gold` with file and line, or where there is no line at all.
    """
    found: dict[tuple[str, str], list[Line]] = {}
    for file in files_of(path):
        for line in read(file):
            name = line.record.get("set") or line.record.get("corpus") or file.stem
            found.setdefault((str(name), _shape(line)), []).append(line)
    if not found:
        raise ReadingError("reading.bad-gold", "the gold holds no line", where=str(path))
    for name, shape in list(found):
        if shape == "pairs" and (name, "triples") in found:
            found[name, "triples"] += found.pop((name, shape))
    documents = {
        line.record.get("id"): name for (name, shape), lines in found.items() if shape == DOCUMENTS for line in lines
    }
    for name, shape in list(found):
        corpus = documents.get(found[name, shape][0].record.get("doc")) if shape == MENTIONS else None
        if corpus is not None and corpus != name:
            found.setdefault((corpus, MENTIONS), []).extend(found.pop((name, shape)))
    return tuple(Group(set=name, shape=shape, lines=tuple(lines)) for (name, shape), lines in found.items())
