"""A first campaign.yaml proposed from what was read: each entry with the sentence it comes from, all to be edited.

The same view gives the same text.
"""

from __future__ import annotations

from watchfloor.campaign.drafting.aims import objectives
from watchfloor.campaign.drafting.means import levers
from watchfloor.campaign.drafting.needs import steps
from watchfloor.campaign.drafting.parties import Parties, parties
from watchfloor.campaign.drafting.writing import Sources, block, comment, flow, quoted
from watchfloor.terms import View
from watchfloor.world import World

__all__ = ["draft"]

_HEAD = """\
# A first draft, proposed by `watchfloor campaign draft` from what was read. It knows who acts often upon whom, by which
# words, what actors are said to want, and what is said to require what; it judges nothing. Edit it, and run
# `watchfloor check`.
"""


def draft(view: View, world: World) -> str | None:
    """Return the text of a campaign file that loads without errors; None where nobody acts upon anybody known."""
    found = parties(view, world)
    if found is None:
        return None
    sources = Sources(view)
    return "\n".join(
        [
            _HEAD + f"campaign: {quoted(_title(found, world))}",
            f"# {_counts(found)}",
            f"theatre: {flow(found.theatre)}",
            "",
            *_sides(found, world),
            *block("objectives", objectives(view, found, sources, world)),
            *block("levers", levers(view, found, sources, world)),
            *_contests(found, world),
            *block("processes", steps(view, found, sources, world)),
            "# To be written by hand: stakeholders, drivers, indicators, questions; what meets or undoes each step.",
            "",
        ]
    )


def _title(found: Parties, world: World) -> str:
    where = ", ".join(world.name(key) for key in found.theatre[:3]) + (" and others" if len(found.theatre) > 3 else "")
    *most, last = list(found.sides) or ["Influence"]
    return f"{', '.join(most)} and {last} in {where}" if most else f"{last} in {where}"


def _counts(found: Parties) -> str:
    return "events by territory: " + ", ".join(f"{key} {found.counts[key]}" for key in found.theatre)


def _sides(found: Parties, world: World) -> list[str]:
    if not found.sides:
        return ["# Nobody from outside acts upon the theatre often enough.", "sides: {}", ""]
    lines = ["# Grouped by the bodies they share; the number of events in which each acts upon the theatre."]
    lines.append("sides:")
    for side, members in found.sides.items():
        lines.append(comment("  ", ", ".join(f"{world.name(key)} {found.acting[key]}" for key in members)))
        lines.append(f"  {side}: {flow(members)}")
    return [*lines, ""]


def _contests(found: Parties, world: World) -> list[str]:
    if len(found.sides) < 2:
        return ["# contests: one side alone acts upon the theatre here; a contest is between two.", ""]
    first, second = list(found.sides)[:2]
    lines = ["contests:"]
    for key in found.theatre:
        question = quoted(f"Who is gaining in {world.name(key)}?")
        lines.append(f"  {found.slug(key, world)}: {{in: {key}, between: [{first}, {second}], question: {question}}}")
    return [*lines, ""]
