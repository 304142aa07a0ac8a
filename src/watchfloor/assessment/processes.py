"""The state of every step of every process, and what each waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.assessment.requirements import concerning
from watchfloor.campaign.sight import days_of, surely_before
from watchfloor.terms import Binding, Campaign, Event, Progress, Step, View
from watchfloor.world import World

#: States in which a step is surely not fulfilled.
OPEN = ("unmet", "in-progress", "lost", "blocked")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the view says of one step."""

    events: Mapping[str, tuple[Event, ...]]  #: by met, lost, begun, not-met, threatened
    said: tuple[tuple[str, str], ...]  #: (statement, status) of requirements that concern it


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: str
    since: str | None = None
    events: tuple[str, ...] = ()


def processes(bindings: Iterable[Binding], view: View, campaign: Campaign, world: World) -> tuple[Progress, ...]:
    """Return the state of every step, in the order of the campaign; docs/method/processes.md has the rules.

    In a view without documents every step is unknown: also what the file declares to stand was not known yet.
    """
    facts = _facts(bindings, view, campaign, world)
    steps = {step.key: step for step in campaign.processes}
    verdicts: dict[str, _Verdict] = {}
    for key in _needed_first(steps):
        verdicts[key] = _verdict(steps[key], facts[key], verdicts, steps) if view.documents else _Verdict("unknown")
    return tuple(
        Progress(
            step=key,
            state=verdicts[key].state,
            since=verdicts[key].since,
            events=verdicts[key].events,
            statements=tuple(id for id, _ in facts[key].said),
            waits_for=_waits_for(key, steps, verdicts) if view.documents else (),
            blocked_by=_blockers(key, steps, verdicts) if view.documents else (),
        )
        for key in steps
    )


def _facts(bindings: Iterable[Binding], view: View, campaign: Campaign, world: World) -> dict[str, _Facts]:
    events = {event.id: event for event in view.events}
    bound: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for binding in bindings:
        for step, turn in binding.steps:
            bound[step][turn].append(events[binding.event])
    needs = [statement for statement in view.statements if statement.requirement is not None]
    return {
        step.key: _Facts(
            {turn: tuple(found) for turn, found in bound[step.key].items()}, concerning(step, needs, world)
        )
        for step in campaign.processes
    }


def _verdict(step: Step, facts: _Facts, verdicts: Mapping[str, _Verdict], steps: Mapping[str, Step]) -> _Verdict:
    turned = _turned(facts)
    if turned is not None:
        return turned
    if _standing_blockers(step, verdicts, steps):
        return _Verdict("blocked")
    begun, not_met = facts.events.get("begun", ()), facts.events.get("not-met", ())
    threats = tuple(event.id for event in facts.events.get("threatened", ()))  # shown; they turn nothing
    needed = [verdicts[key].state for key in step.needs]
    status = {status for _, status in facts.said}
    if begun or "met" in needed or "in progress" in status:
        return _Verdict("in-progress", _latest(begun), (*(event.id for event in begun), *threats))
    if not_met or "unmet" in status or _surely_open(step, verdicts):
        return _Verdict("unmet", _latest(not_met), (*(event.id for event in not_met), *threats))
    return _Verdict("unknown", None, threats)


def _turned(facts: _Facts) -> _Verdict | None:
    """Return met, lost or disputed by the latest decisive events, or None without any.

    An event is one of the latest unless another is surely after it; partial dates that overlap leave
    several, and where these disagree the step is disputed.
    """
    decisive = [(turn, event) for turn in ("met", "lost") for event in facts.events.get(turn, ())]
    latest = [
        (turn, event) for turn, event in decisive if not any(surely_before(event, other) for _, other in decisive)
    ]
    if not latest:
        return None
    turns = {turn for turn, _ in latest}
    if len(turns) > 1:
        return _Verdict("disputed", _latest([event for _, event in latest]), tuple(event.id for _, event in decisive))
    (state,) = turns
    others = [event for turn, event in decisive if turn != state]
    held = [e for turn, e in decisive if turn == state and not any(surely_before(e, other) for other in others)]
    return _Verdict(state, _earliest(held), tuple(event.id for event in held))


def _earliest(events: Sequence[Event]) -> str:
    """Return the EDTF of the event that ends first: since then the state holds; of equals the more precise one."""
    best = min(events, key=lambda e: (days_of(e)[1], -days_of(e)[0].toordinal(), e.id))
    return best.when.text


def _latest(events: Sequence[Event]) -> str | None:
    """Return the EDTF of the event that ends last; of equals the more precise one."""
    if not events:
        return None
    best = max(events, key=lambda e: (e.when.upper or e.known, e.when.lower or e.when.upper or e.known, e.id))
    return best.when.text


def _standing_blockers(step: Step, verdicts: Mapping[str, _Verdict], steps: Mapping[str, Step]) -> tuple[str, ...]:
    return tuple(key for key in step.blocked_by if _stands(steps[key], verdicts[key]))


def _stands(blocker: Step, verdict: _Verdict) -> bool:
    """Tell whether a blocker stands: from `met`, or as the file says where it has no such matcher, until `lost`."""
    return verdict.state == "met" or (not blocker.met and verdict.state not in ("lost", "disputed"))


def _surely_open(step: Step, verdicts: Mapping[str, _Verdict]) -> bool:
    """Tell whether something the step needs is surely not there."""
    groups = (*((key,) for key in step.requires), *step.any_of)
    return any(all(verdicts[key].state in OPEN for key in group) for group in groups)


def _needs(step: Step, verdicts: Mapping[str, _Verdict]) -> tuple[str, ...]:
    """Return the open steps that must come first; a group of alternatives drops out once one of them is met."""
    groups = (*((key,) for key in step.requires), *step.any_of)
    still = (group for group in groups if not any(verdicts[key].state == "met" for key in group))
    return tuple(dict.fromkeys(key for group in still for key in group))


def _open_below(key: str, steps: Mapping[str, Step], verdicts: Mapping[str, _Verdict]) -> list[str]:
    """Return the open steps under a step, itself included, each once, depth first."""
    found: list[str] = []
    stack = [] if verdicts[key].state == "met" else [key]
    while stack:
        one = stack.pop()
        if one not in found:
            found.append(one)
            stack.extend(reversed(_needs(steps[one], verdicts)))
    return found


def _waits_for(key: str, steps: Mapping[str, Step], verdicts: Mapping[str, _Verdict]) -> tuple[str, ...]:
    below = _open_below(key, steps, verdicts)
    return tuple(one for one in below if one != key and not _needs(steps[one], verdicts))


def _blockers(key: str, steps: Mapping[str, Step], verdicts: Mapping[str, _Verdict]) -> tuple[str, ...]:
    below = _open_below(key, steps, verdicts)
    found = (blocker for one in below for blocker in _standing_blockers(steps[one], verdicts, steps))
    return tuple(dict.fromkeys(found))


def _needed_first(steps: Mapping[str, Step]) -> list[str]:
    """Return the steps so that each comes after all that it requires or that block it; the file has no cycles."""
    ordered: dict[str, None] = {}
    stack = [(key, False) for key in reversed(list(steps))]
    while stack:
        key, ready = stack.pop()
        if ready or key in ordered:
            ordered[key] = None
            continue
        step = steps[key]
        stack.append((key, True))
        stack.extend((need, False) for need in step.below)
    return list(ordered)
