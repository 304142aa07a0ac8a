"""Gold in our format: documents, single sentences and stories as JSON lines (see corpus/README.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchfloor.evaluation.lines import Line, Record, files_of, made, read
from watchfloor.terms import Document, Turn, When

__all__ = ["Gold", "Record", "golds", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One text with what a reading of it must contain; `statements` as in corpus/README.md."""

    id: str
    document: Document
    statements: tuple[Record, ...]


def load(path: Path) -> tuple[Gold, ...]:
    """Return the gold of a JSONL file, or of every JSONL file of a folder, stories by their documents.

    Raises ReadingError `reading.bad-gold` with file and line for a line that is no gold of ours.
    """
    return golds(line for file in files_of(path) for line in read(file))


def golds(lines: Iterable[Line]) -> tuple[Gold, ...]:
    """Return the gold of lines; raises ReadingError `reading.bad-gold` with file and line."""
    return tuple(gold for line in lines for gold in made(line, _texts))


def _texts(record: Record) -> list[Gold]:
    return [_gold(text) for text in (record["documents"] if "story" in record else [record])]


def _gold(record: Record) -> Gold:
    turns = tuple(Turn(n=t["n"], speaker=t["speaker"], start=t["start"], end=t["end"]) for t in record.get("turns", []))
    document = Document(
        id=record["id"],
        title=record.get("title") or record["id"],
        publisher=record.get("publisher"),
        published=When(record["published"]),
        text=record["text"],
        turns=turns,
    )
    return Gold(id=record["id"], document=document, statements=tuple(map(_statement, record["statements"])))


#: What a statement may leave out.
_ABSENT = {
    "estimate": None,
    "attribution": (),
    "actors": (),
    "recipients": (),
    "when": None,
    "place": None,
    "mode": None,
}
_ROLE = {"key": None}


def _statement(record: Record) -> Record:
    """Return a statement with every field that scoring reads; raises KeyError for one that it cannot do without."""
    needed = ("kind", "span", *(("event", "factuality") if record["kind"] == "event" else ()))
    told = {**_ABSENT, **record, **{field: record[field] for field in needed}}
    for side in ("actors", "recipients"):
        told[side] = [{**_ROLE, **role, "name": role["name"]} for role in told[side]]
    if told["when"]:
        told["when"] = {"span": None, **told["when"], "edtf": told["when"]["edtf"]}
    return told
