"""How the campaign binds one event, and a person's word against it."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from watchfloor.errors import DeskError
from watchfloor.terms import Binding, Campaign, Decision, Document, Event, Statement, View, bound_to

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.desk.review import Sitting


def binding_of(desk: Desk, found: Statement | Event | Document, view: View) -> Binding | None:
    """Return what the campaign sees in an event, or in the event that a statement reports; None where in nothing.

    Raises CampaignError where campaign.yaml does not load.
    """
    from watchfloor.campaign import bind

    event = found if isinstance(found, Event) else next((e for e in view.events if found.id in e.statements), None)
    if event is None:
        return None
    alone = replace(view, events=(event,), statements=tuple(view.statement(id) for id in event.statements))
    return next(iter(bind(alone, desk.campaign(), desk.world())), None)


def overrule(desk: Desk, sitting: Sitting, kind: str, id: str, value: str, why: str) -> Decision:
    """Record that an event counts, or does not count, for something, whatever the matchers say.

    id: of the event, or of a statement that reports it; the decision is about all statements of the event.
    Raises DeskError `desk.wrong-target` where the campaign has nothing of that name.
    """
    value = _checked(value, desk.campaign())
    on = sitting.ids(id)
    event = next((e for e in sitting.view.events if on[0] in e.statements), None)
    return sitting.decide(kind, *(on if event is None else event.statements), why=why, value=value)


def _checked(value: str, campaign: Campaign) -> str:
    known = [
        *(f"lever/{lever.key}" for lever in campaign.levers),
        *(f"contest/{contest.key}" for contest in campaign.contests),
        *(f"step/{step.key}.{turn}" for step in campaign.processes for turn in ("met", "lost", "begun", "not-met")),
        *(f"indicator/{sign.key}" for sign in campaign.indicators),
        *(f"favours/{side.key}" for side in campaign.sides),
    ]
    if value in known:
        return value
    try:
        bound_to(value)
        what = f"the campaign has nothing called {value!r}"
    except ValueError as error:
        what = str(error)
    near = difflib.get_close_matches(value, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"for instance {known[0]!r}" if known else ""
    raise DeskError("desk.wrong-target", what, where=campaign.path, hint=hint)
