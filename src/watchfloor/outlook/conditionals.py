"""Conditional judgements of sources, bound to steps: edges of the graph that can be switched on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from watchfloor.assessment.stems import stems
from watchfloor.outlook.reckoning.beliefs import Voice, pooled
from watchfloor.outlook.reckoning.graph import If, Own
from watchfloor.terms import Campaign, Conditional, Odds, Statement, Step, View
from watchfloor.world import World
from watchfloor.world.tables import rows

_AND = re.compile(r"\s*(?:;|,?\s+and)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A conditional judgement bound to steps, and the chance that it gives."""

    conditional: Conditional
    if_: If


def edges(view: View, campaign: Campaign, world: World, by: date) -> tuple[Edge, ...]:
    """Return the conditional judgements of a view that give a likelihood and whose two halves speak of steps.

    A half speaks of the step of whose words it holds most, and of no step of whose key it holds less than half; where
    two are as near it speaks of none. It says that the step is met unless one of the two undoes what the other does
    ("the tariff returns", of a step "the tariff is lifted"). `unless` turns the condition round. That is crude, and a
    person reads the sentence before an edge is switched on.
    """
    found = (_edge(statement, view, campaign, world, by) for statement in view.statements)
    return tuple(edge for edge in found if edge is not None)


def _edge(statement: Statement, view: View, campaign: Campaign, world: World, by: date) -> Edge | None:
    said, estimate = statement.condition, statement.estimate
    if said is None or estimate is None or estimate.readers is None:
        return None
    then = step_of(said.then, campaign, world)
    turned = said.if_.casefold().startswith("unless")
    halves = [step_of(part, campaign, world) for part in _AND.split(said.if_)]
    conditions = tuple((key, met != turned) for key, met in dict.fromkeys(half for half in halves if half is not None))
    if then is None or not conditions or then[0] in dict(conditions) or _leads(then[0], conditions, campaign):
        return None
    belief = pooled([Voice(readers=estimate.readers, weight=1.0)])
    low, high = belief.interval()
    conditional = Conditional(
        statement=statement.id,
        speaker=statement.speaker,
        if_=conditions,
        then=then,
        word=" ".join(estimate.cues),
        p=belief.p,
        low=low,
        high=high,
        by=by,
    )
    own = Own(belief=belief if then[1] else belief.less(), days=(float((by - view.as_of).days),), ratio=(1.0,))
    return Edge(conditional=conditional, if_=If(steps=conditions, own=own))


def _leads(then: str, conditions: Iterable[tuple[str, bool]], campaign: Campaign) -> bool:
    """Tell whether a condition itself depends on what would follow: such an edge would close a circle."""
    found = {then}
    for _ in campaign.processes:
        found |= {step.key for step in campaign.processes if found & set(step.below)}
    return any(key in found for key, _ in conditions)


def step_of(text: str, campaign: Campaign, world: World) -> tuple[str, bool] | None:
    """Return the step that a text speaks of, and whether it says that it is met; None where it is none or several."""
    present = stems(text, short=True)
    scored = [(score, step) for step in campaign.processes if (score := _likeness(step, present, world)) > (0, 0.0)]
    best = max((score for score, _ in scored), default=(0, 0.0))
    nearest = [step for score, step in scored if score == best]
    if len(nearest) != 1:
        return None
    return nearest[0].key, _undoes(text) == _undoes(nearest[0].text)


def _likeness(step: Step, present: set[str], world: World) -> tuple[int, float]:
    """Return how many words a text has in common with a step, and what share of its key's it holds; 0 below half."""
    named = {stem for key in step.for_ for stem in stems(world.name(key))}
    key = stems(step.key.replace("-", " "), short=True) - _undoing()
    own = (key - named) or key
    share = len(own & present) / len(own) if own else 0.0
    return (0, 0.0) if share < 0.5 else (len((own | named | stems(step.text)) & present - _undoing()), share)


def _undoes(text: str) -> bool:
    """Tell whether a text takes away more often than not: two undoings make a doing."""
    words = re.findall(r"\w+", text.casefold())
    return sum(bool(stems(word, short=True) & _undoing()) for word in words) % 2 == 1


@cache
def _undoing() -> frozenset[str]:
    return frozenset(stem for row in rows("undoing.csv") for stem in stems(row["word"], short=True))


def believed(found: Sequence[Edge], ids: Iterable[str]) -> Iterator[Edge]:
    """Yield the edges whose statements' ids begin with one of these, in their order."""
    wanted = tuple(ids)
    yield from (edge for edge in found if any(edge.conditional.statement.startswith(id) for id in wanted))


def held_against(edge: Edge, ours: Odds, *, on: bool) -> Conditional:
    """Return a conditional judgement beside what we reckon of the same under the same condition.

    It contradicts ours where the two 80 % intervals do not meet.
    """
    said = edge.conditional
    apart = ours.low > said.high or ours.high < said.low
    return replace(said, ours=ours, contradicts=apart and not on, believed=on)
