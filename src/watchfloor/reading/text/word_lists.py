"""The word lists of this stage: data files of the world, one class of words a line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(file: str, kind: str) -> frozenset[str]:
    """Return the words of one class of a list, small letters, spaces for underscores."""
    text = files("watchfloor.world").joinpath(file).read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word.replace("_", " ") for key, _, listed in lines if key == kind for word in listed.split())
