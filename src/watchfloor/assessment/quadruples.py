"""A folder of event quadruples (subject, relation, object, day), as the forecasting literature shares them."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from watchfloor.errors import AssessmentError
from watchfloor.world import World, plover
from watchfloor.world.tables import HERE

FILES = ("train.txt", "valid.txt", "test.txt")
NAMES, RELATIONS = "entity2id.txt", "relation2id.txt"
#: Some sets count hours instead of days: then all their days are multiples of it.
HOURS = 24

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EventSet:
    """The acts between two different countries of a set, as columns; pair: undirected, numbered.

    plover, goldstein: the score of the act on either scale; deed: whether it is of deeds or of words.
    rows: of the whole set; sha256: of its files.
    """

    name: str
    files: tuple[str, ...]
    pair: Ints
    day: Ints
    plover: Floats
    goldstein: Floats
    deed: NDArray[np.bool_]
    rows: int
    sha256: str


def read(folder: Path, world: World) -> EventSet:
    """Return the acts between countries of a folder.

    It holds entity2id.txt, relation2id.txt and {train,valid,test}.txt, tab-separated; an actor's country stands in
    parentheses behind its name, or is its name; relations are CAMEO labels.
    Raises AssessmentError `assessment.no-event-set`.
    """
    missing = [name for name in (*FILES, NAMES, RELATIONS) if not (folder / name).is_file()]
    if missing:
        raise AssessmentError(
            "assessment.no-event-set",
            f"not a folder of event quadruples: it lacks {', '.join(missing)}",
            where=str(folder),
            hint=f"give a folder that holds {', '.join((*FILES, NAMES, RELATIONS))}",
        )
    texts = [(folder / name).read_bytes() for name in FILES]
    subject, relation, other, day = np.concatenate([_columns(text) for text in texts]).T
    country, scores = _countries(folder / NAMES, world), _scores(folder / RELATIONS)
    homes = np.array([country.get(n, -1) for n in range(max(subject.max(), other.max()) + 1)])
    known = np.array([scores.get(n, (0.0, np.nan, 0.0)) for n in range(relation.max() + 1)])
    one, two = homes[subject], homes[other]
    kept = (one >= 0) & (two >= 0) & (one != two) & ~np.isnan(known[relation, 1])
    pairs = np.stack([np.minimum(one, two)[kept], np.maximum(one, two)[kept]])
    _, pair = np.unique(pairs, axis=1, return_inverse=True)
    goldstein, score, deed = known[relation[kept]].T
    return EventSet(
        name=folder.resolve().name,
        files=FILES,
        pair=np.ravel(pair).astype(np.int64),
        day=day[kept] // HOURS if day.any() and not (day % HOURS).any() else day[kept],
        plover=score,
        goldstein=goldstein,
        deed=deed > 0.0,
        rows=len(day),
        sha256=hashlib.sha256(b"".join(texts)).hexdigest(),
    )


def _columns(text: bytes) -> Ints:
    return np.array([row.split(b"\t")[:4] for row in text.splitlines() if row.strip()], dtype=np.int64)


def _countries(names: Path, world: World) -> dict[int, int]:
    """Return a number for the one country that each entity belongs to."""
    numbers: dict[str, int] = {}
    found = {}
    for name, n in _table(names):
        plain = name.replace("_", " ")
        match = re.search(r"\(([^()]+)\)$", plain)
        territories = [c.key for c in world.resolve(match[1] if match else plain) if c.kind == "territory"]
        if len(territories) == 1:
            found[n] = numbers.setdefault(territories[0], len(numbers))
    return found


def _scores(relations: Path) -> dict[int, tuple[float, float, float]]:
    """Return (Goldstein score, PLOVER score, 1 for a deed) of each relation; without PLOVER class it is a word of 0."""
    with (HERE / "cameo.csv").open(encoding="utf-8", newline="") as file:
        labels = {_plain(row["name"]): row for row in csv.DictReader(file)}
    found = {}
    for name, n in _table(relations):
        row = labels.get(_plain(name))
        if row is None or not row["goldstein"]:
            continue
        became = plover.from_cameo().get(row["code"])
        if became is None or became.category is None:
            found[n] = (float(row["goldstein"]), 0.0, 0.0)
            continue
        category = plover.category(became.category)
        mode = category.mode(became.mode) if became.mode else None
        score = category.score if mode is None else mode.score
        found[n] = (float(row["goldstein"]), score, float(category.material))
    return found


def _table(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            name, n = line.rsplit("\t", 1)
            yield name, int(n)


def _plain(label: str) -> str:
    return re.sub(r"[^a-z]+", " ", label.lower()).strip()
