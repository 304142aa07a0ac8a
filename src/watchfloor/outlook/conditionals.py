"""Conditional judgements of sources, bound to steps: edges of the graph that can be switched on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.outlook.likeness import StepsByWords
from watchfloor.outlook.reckoning.beliefs import Voice, pooled
from watchfloor.outlook.reckoning.graph import If, Own
from watchfloor.terms import Campaign, Conditional, Odds, Statement, View

_AND = re.compile(r"\s*(?:;|,?\s+and)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A conditional judgement bound to steps, and the chance that it gives."""

    conditional: Conditional
    if_: If


def edges(view: View, campaign: Campaign, known: StepsByWords, by: date) -> tuple[Edge, ...]:
    """Return the conditional judgements of a view that give a likelihood and whose two halves speak of steps.

    `unless` turns the condition round. A person reads the sentence before an edge is switched on.
    """
    found = (_edge(statement, view, campaign, known, by) for statement in view.statements)
    return tuple(edge for edge in found if edge is not None)


def _edge(statement: Statement, view: View, campaign: Campaign, known: StepsByWords, by: date) -> Edge | None:
    said, estimate = statement.condition, statement.estimate
    if said is None or estimate is None or estimate.readers is None:
        return None
    then = known.of(said.then)
    turned = said.if_.casefold().startswith("unless")
    halves = [known.of(part) for part in _AND.split(said.if_)]
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
