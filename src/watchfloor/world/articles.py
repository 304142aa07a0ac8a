"""Names as they stand inside a sentence, where that is not as they stand alone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from watchfloor.world.tables import HERE


@cache
def in_a_sentence() -> Mapping[str, str]:
    """Return, by key of the world or of a side, the name with its article: `USA` is `the United States`."""
    with (HERE / "in-a-sentence.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: row["in_a_sentence"] for row in csv.DictReader(lines)}


def told(key: str) -> str:
    """Return a key with its article where the table has one, else the key itself."""
    return in_a_sentence().get(key, key)
