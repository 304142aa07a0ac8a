"""What one bound event says about a stance: value, day and variance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from watchfloor.assessment.kalman import Observation
from watchfloor.assessment.model import Model
from watchfloor.campaign.direction import score_of
from watchfloor.campaign.sight import days_of
from watchfloor.terms import Binding, Event, Pull, Statement, View
from watchfloor.world import plover


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One event's observation of the stance toward one side in one channel."""

    event: Event
    pull: Pull
    channel: str  #: words or deeds
    observation: Observation


@dataclass(frozen=True, slots=True)
class Sources:
    """Statements by id and grades by document, looked up often."""

    statements: Mapping[str, Statement]
    grades: Mapping[str, str | None]


def sources(view: View) -> Sources:
    """Return what a view knows of its sources."""
    return Sources({s.id: s for s in view.statements}, {d.id: d.grade for d in view.documents})


def evidence(binding: Binding, event: Event, known: Sources, model: Model, as_of: date) -> tuple[Evidence, ...]:
    """Return what an event says about the stances it pulls at.

    Nothing where it lies after `as_of`, has a PLOVER score of 0, or nobody credible reports it: such an event is
    shown, not scored. A partial date counts as its middle; the walk of the level from there to the true day adds
    drift times a quarter of the span to the variance. An undated event is one of the model's `undated_days`
    before it was known.
    """
    score = abs(score_of(event))
    trust = credence(event, known, model)
    first, last = days_of(event)
    if event.when.lower is None:
        first = last - timedelta(days=model.undated_days)
    if first > as_of or score == 0.0 or trust == 0.0:
        return ()
    channel = "deeds" if plover.category(event.event).material else "words"
    numbers = model.channels[channel]
    span = (last - first).days
    variance = numbers.noise / trust + numbers.drift * span / 4.0
    middle = first.toordinal() + span / 2.0
    return tuple(
        Evidence(
            event=event,
            pull=pull,
            channel=channel,
            observation=Observation(day=middle, value=pull.sign * score, variance=variance),
        )
        for pull in binding.pulls
    )


def credence(event: Event, known: Sources, model: Model) -> float:
    """Return the chance that at least one independent origin reports the event rightly, less for an attempt.

    In [0, 1]. Of one origin its best statement counts; independent origins fail independently.
    """
    best = dict.fromkeys(event.origins, 0.0)
    copied = 0.0  # by a document that carries an origin's text and itself reports the event
    for id in event.statements:
        statement = known.statements.get(id)
        if statement is None:
            continue
        document = statement.citation.document
        trust = _trust(statement, known.grades.get(document), model)
        if document in best:
            best[document] = max(best[document], trust)
        else:
            copied = max(copied, trust)
    wrong = 1.0
    for p in best.values():
        wrong *= 1.0 - (p or copied)
    return (1.0 - wrong) * (model.attempted if event.factuality == "attempted" else 1.0)


def _trust(statement: Statement, grade: str | None, model: Model) -> float:
    trust = model.grades.get(grade or "F", model.grades["F"]) * statement.p
    if statement.hearsay:
        trust *= model.hearsay
    if statement.estimate is not None:
        if statement.estimate.band is not None:
            trust *= sum(statement.estimate.band) / 2.0
        elif statement.estimate.readers is not None:
            trust *= statement.estimate.readers[1]
        else:
            trust *= model.unscaled
    return trust
