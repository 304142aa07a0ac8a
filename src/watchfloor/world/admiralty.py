"""The Admiralty code: how reliable a source is, and how credible what it says: two axes, neither told by the other."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from watchfloor.world.tables import HERE


def reliability() -> Mapping[str, str]:
    """Return the grades of a source, A to F, with their meaning."""
    return _axis("reliability")


def credibility() -> Mapping[int, str]:
    """Return the grades of a piece of information, 1 to 6, with their meaning."""
    return {int(code): meaning for code, meaning in _axis("credibility").items()}


@cache
def _axis(name: str) -> Mapping[str, str]:
    with (HERE / "admiralty.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["meaning"] for row in csv.DictReader(file) if row["axis"] == name}
