"""From a view and a campaign to an assessment: who is gaining where, and what each process is waiting for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from watchfloor.assessment.assumptions import assumptions, unproven
from watchfloor.assessment.changes import compare
from watchfloor.assessment.evidence import Evidence, credence, evidence, sources
from watchfloor.assessment.gaps import gaps, too_few
from watchfloor.assessment.hypotheses import matrices
from watchfloor.assessment.initiative import acts, initiative
from watchfloor.assessment.levers import levers
from watchfloor.assessment.model import standard
from watchfloor.assessment.objectives import objectives
from watchfloor.assessment.processes import processes
from watchfloor.assessment.stakes import so_what
from watchfloor.assessment.standing import standing
from watchfloor.campaign.binding import bind_sights
from watchfloor.campaign.sight import sights
from watchfloor.errors import AssessmentError
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

__all__ = ["assess", "compare"]


def assess(view: View, campaign: Campaign, world: World, *, since: date) -> Assessment:
    """Return the campaign as it stood on the view's day, with what moved since an earlier one.

    `changes` stays empty: it takes a second view, and `compare`.
    Raises AssessmentError `assessment.since-after-as-of`.
    """
    if since > view.as_of:
        raise AssessmentError(
            "assessment.since-after-as-of",
            f"the window begins on {since}, after its end on {view.as_of}",
            hint="give an earlier --since",
        )
    with _uncollected():
        return _assessed(view, campaign, world, since)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for cycles meanwhile: we make none, and over a large view the search takes half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _assessed(view: View, campaign: Campaign, world: World, since: date) -> Assessment:
    seen = {sight.event.id: sight for sight in sights(view, campaign, world)}
    bindings = bind_sights(seen.values(), campaign)
    known, model = sources(view), standard()
    found: dict[str, list[Evidence]] = {contest.key: [] for contest in campaign.contests}
    for binding in bindings:
        for one in evidence(binding, seen[binding.event].event, known, model, view.as_of):
            found[one.pull.contest].append(one)
    standings = tuple(standing(c, found[c.key], model, since=since, as_of=view.as_of) for c in campaign.contests)
    progress = processes(bindings, view, campaign, world)
    uses = levers(bindings, seen, campaign, since=since, as_of=view.as_of)
    done = acts(bindings, seen, known.statements, campaign, since=since, as_of=view.as_of)
    states = objectives(campaign, uses, progress, since=since, as_of=view.as_of)
    granted = assumptions(campaign, bindings)
    events = {event.id: event for event in view.events}
    return Assessment(
        as_of=view.as_of,
        since=since,
        bindings=bindings,
        standings=standings,
        initiative=initiative(done, campaign),
        levers=uses,
        objectives=states,
        processes=progress,
        indicators=tuple(
            (i.key, tuple(b.event for b in bindings if i.key in b.indicators)) for i in campaign.indicators
        ),
        so_what=so_what(campaign, states, progress, standings, world, since=since, as_of=view.as_of),
        gaps=(*gaps(bindings, seen, standings, view, campaign), *too_few(done), *unproven(granted, campaign)),
        assumptions=granted,
        matrices=matrices(campaign, bindings, events, lambda event: credence(event, known, model)),
    )
