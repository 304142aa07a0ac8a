"""Which requirements that sources state concern which step."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.assessment.stems import stems
from watchfloor.terms import Requirement, Statement, Step
from watchfloor.world import World

#: Words that a step and what a source says must share, names of its territories included.
MIN_SHARED = 2


def concerning(step: Step, said: Iterable[Statement], world: World) -> tuple[tuple[str, str], ...]:
    """Return (statement, status) of the requirements said that concern a step, in their order.

    A requirement says of the step that it is needed (`requires` is alike: its status is the step's), or that
    it needs something (`of` is alike: then the status is not the step's own, and is given as "unknown").
    Likeness is by words of the step's key and text and the names of its territories: MIN_SHARED of them, one at
    least of the key, or all that the source says.
    """
    found = []
    for statement in said:
        requirement = statement.requirement
        if requirement is None or not _same_country(step, requirement, world):
            continue
        if _alike(step, requirement.requires, world):
            found.append((statement.id, requirement.status))
        elif _alike(step, requirement.of, world):
            found.append((statement.id, "unknown"))
    return tuple(found)


def _alike(step: Step, text: str, world: World) -> bool:
    named = {stem for key in step.for_ for stem in stems(world.name(key))}
    key = stems(step.key.replace("-", " "), short=True) - named or stems(step.key.replace("-", " "), short=True)
    wanted, present = key | named | stems(step.text), stems(text, short=True)
    whole = stems(text) <= wanted  # nothing else is spoken of
    return bool(key & present) and (whole or len(wanted & present) >= MIN_SHARED)


def _same_country(step: Step, requirement: Requirement, world: World) -> bool:
    """Tell whether the two may speak of the same country: also where one of them names none."""
    named = {world.territory_of(e.key) for e in requirement.for_ if e.key is not None} - {None}
    return not named or not step.for_ or bool(named & set(step.for_))
