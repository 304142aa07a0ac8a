"""The instruments of power by which levers are tagged: DIMEFIL, by letter or by word; other tags stay as they are.

Source: Joint Chiefs of Staff, Joint Doctrine Note 1-18, Strategy (2018), on the instruments of national power.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

from watchfloor.world import tables


@cache
def instruments() -> Mapping[str, str]:
    """Return what each letter and word stands for; `I` is informational, intelligence has no letter of its own."""
    found: dict[str, str] = {}
    for row in tables.rows("dimefil.csv"):
        spelt = (row["name"], row["name"].replace(" ", "-"), row["letter"].casefold(), *row["words"].split("|"))
        found |= {word: row["name"] for word in spelt if word}
    return found


def instrument(tag: str) -> str:
    """Return the instrument that a tag names, else the tag as it is."""
    return instruments().get(" ".join(tag.split()).casefold(), tag)


def slip(tag: str) -> str | None:
    """Return the instrument that a tag is one slip away from, or None: `ecnomic` is, `legal` is not."""
    if instrument(tag) in instruments().values():
        return None
    long = [word for word in instruments() if len(word) > 4]
    close = difflib.get_close_matches(tag.casefold(), long, n=1, cutoff=0.85)
    return instruments()[close[0]] if close else None
