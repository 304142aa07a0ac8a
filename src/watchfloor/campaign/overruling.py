"""Bindings that a person overruled: what a matcher says of an event, and what the desk decided instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from watchfloor.terms import Campaign, Decision, Event, View, bound_to


def by_statement(overrules: Iterable[Decision]) -> Mapping[str, Sequence[Decision]]:
    """Return the decisions to bind and unbind by the statements they are about, in their order."""
    found: dict[str, list[Decision]] = {}
    for decision in overrules:
        for id in decision.on:
            found.setdefault(id, []).append(decision)
    return found


def about(event: Event, overrules: Mapping[str, Sequence[Decision]]) -> tuple[Decision, ...]:
    """Return the decisions about any statement that reports an event, in the order in which they were taken."""
    if not overrules:
        return ()
    found = {decision.id: decision for id in event.statements for decision in overrules.get(id, ())}
    return tuple(sorted(found.values(), key=lambda decision: (decision.recorded, decision.id)))


def torn(view: View) -> list[tuple[Event, str, tuple[str, ...]]]:
    """Return (event, target, authors) wherever one person bound an event and another unbound it; the later counts."""
    filed = by_statement(view.overrules)
    found = []
    for event in view.events if filed else ():
        decided: dict[str, dict[str, str]] = {}
        for decision in about(event, filed):
            decided.setdefault(str(decision.value), {})[decision.author] = decision.kind
        found += [(event, value, tuple(kinds)) for value, kinds in decided.items() if len(set(kinds.values())) > 1]
    return found


def unknown(view: View, campaign: Campaign) -> tuple[str, ...]:
    """Return the targets that decisions name and the campaign does not have: the file changed since."""
    keys = {
        "lever": {lever.key for lever in campaign.levers},
        "indicator": {sign.key for sign in campaign.indicators},
        "contest": {contest.key for contest in campaign.contests},
        "step": {step.key for step in campaign.processes},
        "favours": {side.key for side in campaign.sides},
    }
    values = dict.fromkeys(str(decision.value) for decision in view.overrules)
    return tuple(value for value in values for what, key, _ in [bound_to(value)] if key not in keys[what])
