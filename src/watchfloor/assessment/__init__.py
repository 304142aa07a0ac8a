"""From a view and a campaign to an assessment: who is gaining where, and what each process is waiting for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from watchfloor.assessment.assumptions import assumptions, unproven
from watchfloor.assessment.changes import compare
from watchfloor.assessment.evidence import credence, sources
from watchfloor.assessment.gaps import gaps, too_few
from watchfloor.assessment.hypotheses import matrices
from watchfloor.assessment.initiative import acts, initiative
from watchfloor.assessment.levers import levers
from watchfloor.assessment.likelihoods import beside
from watchfloor.assessment.model import Model, standard
from watchfloor.assessment.objectives import objectives
from watchfloor.assessment.processes import processes
from watchfloor.assessment.stakes import so_what
from watchfloor.assessment.weighing import weighed
from watchfloor.campaign.binding import bind_sights
from watchfloor.campaign.sight import sights
from watchfloor.errors import AssessmentError
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

__all__ = ["assess", "compare"]


def assess(view: View, campaign: Campaign, world: World, *, since: date, model: Model | None = None) -> Assessment:
    """Return the campaign as it stood on the view's day, with what moved since an earlier one.

    model: the numbers of the standing, by default those that watchfloor ships.
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
        return _assessed(view, campaign, world, since, model or standard())


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


def _assessed(view: View, campaign: Campaign, world: World, since: date, model: Model) -> Assessment:
    seen = {sight.event.id: sight for sight in sights(view, campaign, world)}
    bindings = bind_sights(seen.values(), campaign, view.overrules)
    known, events = sources(view), {id: sight.event for id, sight in seen.items()}
    standings = weighed(bindings, events, campaign.contests, known, model, since=since, as_of=view.as_of)
    progress = processes(bindings, view, campaign, world)
    uses = levers(bindings, seen, campaign, since=since, as_of=view.as_of)
    done = acts(bindings, seen, known.statements, campaign, since=since, as_of=view.as_of)
    states = objectives(campaign, uses, progress, since=since, as_of=view.as_of)
    granted = assumptions(campaign, bindings)
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
        estimates=beside(view, campaign, world),
        matrices=matrices(campaign, bindings, events, lambda event: credence(event, known, model)),
    )
