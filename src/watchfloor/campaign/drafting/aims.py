"""Objectives proposed from what actors are said to want."""

from __future__ import annotations

from watchfloor.campaign.drafting.parties import Parties, Roots
from watchfloor.campaign.drafting.words import telling
from watchfloor.campaign.drafting.writing import Entry, Sources, quoted, slug, unique
from watchfloor.terms import View
from watchfloor.world import World

#: No more objectives than an analyst reads through.
MAX_OBJECTIVES = 20


def objectives(view: View, found: Parties, sources: Sources, world: World) -> list[Entry]:
    """Return what actors on the sides are said to want, each wish once, in the order of the view."""
    roots = Roots(world)
    made: dict[tuple[str, frozenset[str]], tuple[str, str, list[str]]] = {}
    for statement in view.statements:
        goal = statement.objective
        if goal is None or statement.proposal:
            continue
        side = found.side_of(roots.every([goal.actor]))
        about = frozenset(telling(goal.text))
        if side is not None and len(about) > 1:
            made.setdefault((side, about), (side, goal.text, []))[2].append(sources.cite(statement.id))
    entries: list[Entry] = []
    for side, text, cites in list(made.values())[:MAX_OBJECTIVES]:
        key = unique(slug(" ".join(telling(text))) or "objective", [entry.key for entry in entries])
        entries.append(Entry(key, (f"of: {side}", f"text: {quoted(_capital(text))}"), tuple(dict.fromkeys(cites))))
    return entries


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
