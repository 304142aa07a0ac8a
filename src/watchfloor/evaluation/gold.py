"""Gold in our format: documents, single sentences and stories as JSON lines (see corpus/README.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchfloor.errors import ReadingError
from watchfloor.terms import Document, Turn, When

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One text with what a reading of it must contain; `statements` as in corpus/README.md."""

    id: str
    document: Document
    statements: tuple[Record, ...]


def load(path: Path) -> tuple[Gold, ...]:
    """Return the gold of a JSONL file, or of every JSONL file of a folder, stories by their documents.

    Raises ReadingError `reading.bad-gold` with file and line for a line that is no gold.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise ReadingError(
            "reading.bad-gold", "there is no gold here", where=str(path), hint="name a .jsonl file, or a folder of them"
        )
    return tuple(gold for file in files for gold in _read(file))


def _read(file: Path) -> Iterator[Gold]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            for text in record["documents"] if "story" in record else [record]:
                yield _gold(text)
        except (ValueError, KeyError, TypeError) as error:
            raise ReadingError(
                "reading.bad-gold",
                f"this line is no gold in our format: {error}",
                where=f"{file}:{number}",
                hint="see corpus/README.md for the format",
            ) from error


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
    return Gold(id=record["id"], document=document, statements=tuple(record["statements"]))
