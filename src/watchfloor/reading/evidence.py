"""How likely a statement is right, from how often statements of its kind were."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from watchfloor.reading import lexicon

#: A statement no likelier than this to be right is a proposal for review.
THRESHOLD = 0.5
#: The same for an event that a learned head alone tells of: below, it takes unknown verbs for the worst, and of what it
#: tells from .45 to .51 a third is right on texts held out.
LEARNED = 0.51
#: How much the head counts against a pattern's record: as much, since it learned from spoken texts too. More gains
#: precision and loses as many events that were right (corpus, dev: .6 gives P .71, R .57 on documents).
HEARD = 0.5


def chance(kind: str, pos: str = "") -> float:
    """Return the chance that a statement of this kind is right, in (0, 1).

    pos: part of speech of an event's head (v, n or a), empty for other kinds.
    Source: counts of world/lexicon/evidence.tsv, which names the set; rule of succession.
    """
    return _table()[kind, pos]


@cache
def _table() -> Mapping[tuple[str, str], float]:
    counted = lexicon.rows("evidence.tsv")
    return {(r["kind"], r["pos"]): (int(r["right"]) + 1) / (int(r["n"]) + 2) for r in counted}
