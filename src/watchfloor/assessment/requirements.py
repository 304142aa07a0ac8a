"""Which requirements that sources state concern which step."""

from __future__ import annotations

from watchfloor.assessment.stems import stems
from watchfloor.terms import Campaign, Requirement, Step, View
from watchfloor.world import World

#: Share of a step's key that must stand in what the source says: half, so `eu-accession` is found in "EU membership".
MIN_SHARE = 0.5


def concerning(step: Step, view: View, campaign: Campaign, world: World) -> tuple[tuple[str, str], ...]:
    """Return (statement, status) of the requirements that concern a step, in the view's order.

    A requirement says of the step that it is needed (`requires` is alike: its status is the step's), or that
    it needs something (`of` is alike: then the status is not the step's own, and is given as "unknown").
    Likeness is by words: MIN_SHARE of the words of the step's key, names of its territories left out.
    """
    wanted = _stems_of(step, world)
    found = []
    for statement in view.statements:
        requirement = statement.requirement
        if requirement is None or not _same_country(step, requirement, world):
            continue
        if _alike(wanted, requirement.requires):
            found.append((statement.id, requirement.status))
        elif _alike(wanted, requirement.of):
            found.append((statement.id, "unknown"))
    return tuple(found)


def _stems_of(step: Step, world: World) -> frozenset[str]:
    named = {stem for key in step.for_ for stem in stems(world.name(key))}
    words = stems(step.key.replace("-", " "), short=True)
    return frozenset(words - named) or frozenset(words)


def _alike(wanted: frozenset[str], text: str) -> bool:
    present = stems(text, short=True)
    return bool(wanted) and len(wanted & present) >= MIN_SHARE * len(wanted)


def _same_country(step: Step, requirement: Requirement, world: World) -> bool:
    """Tell whether the two may speak of the same country: also where one of them names none."""
    named = {world.territory_of(e.key) for e in requirement.for_ if e.key is not None} - {None}
    return not named or not step.for_ or bool(named & set(step.for_))
