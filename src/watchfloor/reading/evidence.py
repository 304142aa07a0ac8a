"""How likely a coded event is right, from what speaks for it."""

from __future__ import annotations

from functools import cache

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Filler
from watchfloor.reading.events import Coded

#: Ways in which a role may be filled, weakest first.
_HOW = ("none", "unnamed", "pronoun", "inside", "direct")


def kind(event: Coded) -> tuple[str, str, str]:
    """Return what speaks for an event: part of speech, its actor and its recipient by how they were found."""
    return event.frame.pos, _best(event.actors), _best(event.recipients)


def chance(event: Coded) -> float:
    """Return the share of events of this kind that were right where it was measured, in [0, 1].

    Source: world/lexicon/evidence.tsv, which names the set it was counted on.
    """
    table = _table()
    return table.get(kind(event), table[(event.frame.pos, "any", "any")])


def _best(found: tuple[Filler, ...]) -> str:
    return max((f.how for f in found), key=_HOW.index, default="none")


@cache
def _table() -> dict[tuple[str, str, str], float]:
    return {(r["pos"], r["actor"], r["recipient"]): float(r["p"]) for r in lexicon.rows("evidence.tsv")}
