"""What the reader files of a single text, for gold whose unit is a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.terms import Document, Statement, When
from watchfloor.terms.when import UNKNOWN
from watchfloor.world import World

#: Older classes that join ours; folded where a gold set uses the joined name.
JOINED = {"YIELD": frozenset({"CONCEDE", "RETREAT"})}


def filed_events(text: str, date: str | None, world: World) -> list[Statement]:
    """Return the events that the reader files of a text, proposals left out."""
    from watchfloor.reading.coder import code

    document = Document(id="gold", title="gold", publisher=None, published=When(date or UNKNOWN), text=text)
    statements, _ = code(document, world)
    return [s for s in statements if s.kind == "event" and not s.proposal]


def folded(category: str, used: Iterable[str]) -> str:
    """Return a category under the name a gold set has for it: YIELD where the set joins CONCEDE and RETREAT."""
    names = set(used)
    return next((joint for joint, parts in JOINED.items() if joint in names and category in parts), category)
