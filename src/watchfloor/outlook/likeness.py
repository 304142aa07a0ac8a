"""Which step a text speaks of, by its words: crude, and only for what a person reads before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from watchfloor.assessment.stems import stems
from watchfloor.terms import Campaign, Step, View
from watchfloor.world import World
from watchfloor.world.tables import rows


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    own: frozenset[str]  #: stems of its key, those of its territories left out
    words: frozenset[str]
    undoes: bool


class StepsByWords:
    """The steps of a campaign, each with the words by which it is known.

    A text speaks of the step of whose words it holds most, and of no step of whose key it holds less than half; where
    two are as near it speaks of none. It says that the step is met unless one of the two undoes what the other does
    ("the tariff returns", of a step "the tariff is lifted").
    """

    def __init__(self, campaign: Campaign, world: World) -> None:
        self._steps = [_known(step, world) for step in campaign.processes]

    def of(self, text: str) -> tuple[str, bool] | None:
        """Return the step that a text speaks of, and whether it says that it is met; None for none and for several."""
        present = frozenset(stems(text, short=True) - _undoing())
        best, nearest = (0, 0.0), list[_Known]()
        for step in self._steps:
            share = len(step.own & present) / len(step.own) if step.own else 0.0
            score = (len(step.words & present), share)
            if share >= 0.5 and score >= best:
                nearest = [*nearest, step] if score == best else [step]
                best = score
        return (nearest[0].key, _undoes(text) == nearest[0].undoes) if len(nearest) == 1 else None

    def said(self, view: View) -> Iterator[tuple[str, str]]:
        """Yield (step, statement) for the judgements of a view that weigh a step without a condition."""
        for statement in view.statements:
            if statement.kind == "judgement" and statement.estimate is not None and statement.condition is None:
                found = self.of(statement.citation.exact)
                if found is not None:
                    yield found[0], statement.id


def _known(step: Step, world: World) -> _Known:
    named = {stem for key in step.for_ for stem in stems(world.name(key))}
    key = stems(step.key.replace("-", " "), short=True) - _undoing()
    own = (key - named) or key
    words = own | named | stems(step.text) - _undoing()
    return _Known(step.key, frozenset(own), frozenset(words), _undoes(step.text))


def _undoes(text: str) -> bool:
    """Tell whether a text takes away more often than not: two undoings make a doing."""
    words = re.findall(r"\w+", text.casefold())
    return sum(bool(stems(word, short=True) & _undoing()) for word in words) % 2 == 1


@cache
def _undoing() -> frozenset[str]:
    return frozenset(stem for row in rows("undoing.csv") for stem in stems(row["word"], short=True))
