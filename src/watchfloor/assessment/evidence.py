"""What bound events say about stances: value, day and variance of each, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from watchfloor.assessment.kalman import Floats, Ints
from watchfloor.assessment.model import CHANNELS, Model
from watchfloor.campaign.direction import score_of
from watchfloor.campaign.sight import days_of
from watchfloor.terms import Binding, Contest, Event, Statement, View
from watchfloor.world import plover


@dataclass(frozen=True, slots=True)
class Evidence:
    """What every event says of the stances it bears on: one row for each event and stance.

    events: those that say something; event, contest: place among these and among the contests asked for; side: 0 or 1
    of `between`; channel: place in CHANNELS; origins: of each contest.
    """

    events: tuple[Event, ...]
    event: Ints
    contest: Ints
    side: Ints
    channel: Ints
    day: Floats
    value: Floats
    variance: Floats
    origins: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Statements by id and grades by document, looked up often."""

    statements: Mapping[str, Statement]
    grades: Mapping[str, str]

    def without(self, grades: Set[str]) -> Sources:
        """Return what is left without the sources of some grades."""
        kept = {id: grade for id, grade in self.grades.items() if grade not in grades}
        return Sources({id: s for id, s in self.statements.items() if s.citation.document in kept}, kept)


def sources(view: View) -> Sources:
    """Return what a view knows of its sources; an ungraded one counts as F, which says that it cannot be judged."""
    return Sources({s.id: s for s in view.statements}, {d.id: d.grade or "F" for d in view.documents})


def evidence(
    bindings: Iterable[Binding], events: Mapping[str, Event], contests: Sequence[Contest], known: Sources, model: Model,
    *, as_of: date,
) -> Evidence:  # fmt: skip
    """Return what the events say about the stances they pull at.

    Nothing where an event lies after `as_of`, has a PLOVER score of 0, or nobody credible reports it: such an event is
    shown, not scored. A partial date counts as its middle; the walk of the level from there to the true day adds
    drift times a quarter of the span to the variance. An undated event is one of the model's `undated_days`
    before it was known.
    """
    place = {contest.key: n for n, contest in enumerate(contests)}
    sides = [contest.between for contest in contests]
    scored: list[Event] = []
    origins: list[set[str]] = [set() for _ in contests]
    rows: list[tuple[int, int, int, int, float, float, float]] = []
    for binding in bindings:
        pulls = [pull for pull in binding.pulls if pull.contest in place]
        if not pulls:
            continue
        event = events[binding.event]
        said = _said(event, known, model, as_of)
        if said is None:
            continue
        channel, day, score, variance = said
        left = [origin for origin in event.origins if origin in known.grades]
        for pull in pulls:
            contest = place[pull.contest]
            side = sides[contest].index(pull.toward)
            rows.append((len(scored), contest, side, channel, day, pull.sign * score, variance))
            origins[contest].update(left)
        scored.append(event)
    table = np.array(rows, dtype=np.float64).reshape(-1, 7).T
    return Evidence(
        events=tuple(scored),
        event=table[0].astype(np.int64),
        contest=table[1].astype(np.int64),
        side=table[2].astype(np.int64),
        channel=table[3].astype(np.int64),
        day=table[4],
        value=table[5],
        variance=table[6],
        origins=tuple(frozenset(found) for found in origins),
    )


def _said(event: Event, known: Sources, model: Model, as_of: date) -> tuple[int, float, float, float] | None:
    """Return channel, day, size of the score and variance of what an event says, or None where it says nothing."""
    score = abs(score_of(event))
    if score == 0.0:
        return None
    first, last = days_of(event)
    if event.when.lower is None:
        first = max(date.min + timedelta(days=model.undated_days), last) - timedelta(days=model.undated_days)
    if first > as_of:
        return None
    trust = credence(event, known, model)
    if trust == 0.0:
        return None
    channel = int(plover.category(event.event).material)
    numbers = model.channels[CHANNELS[channel]]
    begins = first.toordinal()
    span = last.toordinal() - begins
    return channel, begins + span / 2.0, score, numbers.noise / trust + numbers.drift * span / 4.0


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
        trust = _trust(statement, known.grades[document], model)
        if document in best:
            best[document] = max(best[document], trust)
        else:
            copied = max(copied, trust)
    wrong = 1.0
    for p in best.values():
        wrong *= 1.0 - (p or copied)
    return (1.0 - wrong) * (model.attempted if event.factuality == "attempted" else 1.0)


def _trust(statement: Statement, grade: str, model: Model) -> float:
    """Return the chance that a report is right: what a person judged of it, else the grade of its source."""
    judged = model.credibility.get(statement.credibility)
    trust = (model.grades.get(grade, model.grades["F"]) if judged is None else judged) * statement.p
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
