"""Verbs on a desk's event sets; they lie in its folder sets/."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.desk import Desk

if TYPE_CHECKING:
    from watchfloor.ledger.sets import Asked, Manifest, Notice

SETS = "sets"


def sets_of(desk: Desk) -> Path:
    """Return the folder of a desk's event sets.

    Raises DeskError `desk.not-a-desk`.
    """
    desk.require()
    return desk.folder / SETS


def import_set(
    desk: Desk, name: str, files: Sequence[Path], *, format: str | None, mapping: Path | None, encoding: str | None,
    notice: Notice,
) -> Manifest:  # fmt: skip
    """Read files of events into a new event set."""
    from watchfloor.ledger import sets

    return sets.import_set(
        sets_of(desk), name, files, world=desk.world(), imported=datetime.now(UTC), format=format, encoding=encoding,
        mapping=None if mapping is None else sets.load_mapping(mapping), notice=notice,
    )  # fmt: skip


def resolved(desk: Desk, asked: Asked) -> Asked:
    """Return what is asked for with our keys: `Serbia` is SRB; a word that is no name of one key stays."""
    from dataclasses import replace

    world = desk.world()

    def key(name: str) -> str:
        found = {each.key for each in world.resolve(name)}
        return found.pop() if len(found) == 1 else name

    return replace(asked, actors=tuple(map(key, asked.actors)), recipients=tuple(map(key, asked.recipients)))
