"""How each objective fares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from watchfloor.terms import Campaign, LeverUse, Objective, ObjectiveState, Progress, When

#: What the state of a lever adds to the objectives that it serves.
_LEVER_SIGN = {"strengthened": 1, "used": 0, "eroded": -1, "tried and failed": -1}


def objectives(
    campaign: Campaign, levers: Iterable[LeverUse], progress: Iterable[Progress], *, since: date, as_of: date
) -> tuple[ObjectiveState, ...]:
    """Return the state of each objective.

    Each lever that serves it, in each territory where it is pursued, speaks for it where strengthened and against
    it where eroded or tried in vain; each step that serves it and turned in the window speaks for it where met and
    against it where lost, a step that opposes it the other way round. More for than against is `advancing`,
    fewer is `set back`, as many is `holding`; where nothing speaks at all it is `not known`. The contests over
    territories in which those levers were at work are named with it; their balances do not count a second time.
    """
    uses, steps = list(levers), {p.step: p for p in progress}
    return tuple(_objective(objective, campaign, uses, steps, since, as_of) for objective in campaign.objectives)


def _objective(
    objective: Objective,
    campaign: Campaign,
    uses: list[LeverUse],
    steps: dict[str, Progress],
    since: date,
    as_of: date,
) -> ObjectiveState:
    serving = {lever.key for lever in campaign.levers if objective.key in lever.serves}
    where = objective.in_ or campaign.theatre
    used = [u for u in uses if u.lever in serving and u.territory in where and u.state in _LEVER_SIGN]
    spoken = [(_LEVER_SIGN[u.state], u.events) for u in used]
    turned: list[str] = []
    for step in campaign.processes:
        sign = (objective.key in step.serves) - (objective.key in step.opposes)
        progress = steps[step.key]
        if sign and progress.state in ("met", "lost") and progress.since is not None:
            turned.append(step.key)
            fresh = When(progress.since).within(since, as_of) == "yes"
            spoken.append((sign * (1 if progress.state == "met" else -1) * fresh, progress.events))
    total = sum(sign for sign, _ in spoken)
    state = "not known" if not spoken else "holding" if total == 0 else "advancing" if total > 0 else "set back"
    way = (total > 0) - (total < 0)
    events = dict.fromkeys(id for sign, ids in spoken if sign * way > 0 or not way for id in ids)
    against = dict.fromkeys(id for sign, ids in spoken if sign * way < 0 for id in ids if id not in events)
    at_work = {use.territory for use in used}
    return ObjectiveState(
        objective=objective.key,
        state=state,
        events=tuple(events),
        against=tuple(against),
        steps=tuple(turned),
        contests=tuple(c.key for c in campaign.contests if objective.of in c.between and not at_work.isdisjoint(c.in_)),
    )
