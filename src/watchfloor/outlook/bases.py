"""What the chance of a step's own part rests on: an analyst, sources, precedents, or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from watchfloor.assessment.model import standard
from watchfloor.campaign.matching import fits
from watchfloor.campaign.sight import Sight
from watchfloor.outlook.precedents import precedent
from watchfloor.outlook.reckoning.beliefs import Belief, Voice, between, pooled
from watchfloor.outlook.reckoning.graph import Own
from watchfloor.outlook.register.proposals import ahead
from watchfloor.terms import Chance, Ground, Matcher, Statement, Step, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A step's own part as reckoned with, and what is said of where it comes from; `own` None: no basis."""

    own: Own | None
    ground: Ground
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What everything is asked of: the view, the day to come, and the events that are still to come."""

    view: View
    by: date
    ahead: tuple[Sight, ...]
    grades: Mapping[str, str | None]

    @property
    def days(self) -> float:
        """Return the days from the view's day to the day asked for."""
        return float((self.by - self.view.as_of).days)


NO_BASIS = Ground(kind="none", text="no basis: no analyst, no source and no precedent says how likely it is")


def basis(step: Step, asked: Asked) -> Basis:
    """Return what a step's own part rests on: the first that there is of analyst, sources, precedents, nothing."""
    own, notes = _analysts(step, asked)
    if own is not None:
        return Basis(own=own[0], ground=own[1], notes=notes)
    found = _sources(step, asked) or _precedents(step, asked)
    return Basis(own=None, ground=NO_BASIS, notes=notes) if found is None else Basis(
        own=found[0], ground=found[1], notes=notes
    )  # fmt: skip


def _analysts(step: Step, asked: Asked) -> tuple[tuple[Own, Ground] | None, tuple[str, ...]]:
    """Return the analysts' estimate; those of one day are pooled, and estimates of days that have passed left out."""
    past = [chance for chance in step.chances if chance.by <= asked.view.as_of]
    notes = tuple(f"{step.key}: the chance that {c.by_whom} gave is for {c.by}, which has passed" for c in past)
    days: dict[date, list[Chance]] = {}
    for chance in sorted(step.chances, key=lambda c: c.by):
        if chance.by > asked.view.as_of:
            days.setdefault(chance.by, []).append(chance)
    if not days:
        return None, notes
    first, *later = days.items()
    belief = _of_analysts(first[1])
    points, ratio = [_days(first[0], asked)], [1.0]
    for day, chances in later:
        p = _of_analysts(chances).p
        risen = math.log1p(-min(p, 1.0 - 1e-12)) / math.log1p(-belief.p) if 0.0 < belief.p < 1.0 else ratio[-1]
        if risen < ratio[-1]:
            notes = (*notes, f"{step.key}: the chance by {day} is lower than by an earlier day; the earlier one holds")
        points.append(_days(day, asked))
        ratio.append(max(risen, ratio[-1]))
    who = ", ".join(dict.fromkeys(c.by_whom for chances in days.values() for c in chances))
    why = next((c.why for chances in days.values() for c in chances if c.why), "")
    own = Own(belief=belief, days=tuple(points), ratio=tuple(ratio))
    text = f"{who}, in campaign.yaml" + (f": {why}" if why else "")
    return (own, _ground("analyst", text, own, asked, by=first[0])), notes


def _of_analysts(chances: Sequence[Chance]) -> Belief:
    beliefs = [between(c.p, c.low, c.high) for c in chances]
    if len(beliefs) == 1:
        return beliefs[0]
    return pooled([Voice(readers=(*_ends(belief),), weight=1.0) for belief in beliefs])


def _ends(belief: Belief) -> tuple[float, float, float]:
    low, middle, high = belief.at(np.array([0.1, 0.5, 0.9]))
    return float(low), float(middle), float(high)


def _sources(step: Step, asked: Asked) -> tuple[Own, Ground] | None:
    """Return what sources say together: of the events that would turn the step, as likely as each of them says."""
    said = {
        (statement.citation.document, statement.speaker): (statement, voice)
        for sight, turn in _foreseen(step, asked)
        for statement, voice in _voices(sight, turn, asked)
    }
    if not said:
        return None
    belief = pooled([voice for _, voice in said.values()])
    own = Own(belief=belief, days=(asked.days,), ratio=(1.0,))
    told = "; ".join(f"{s.speaker}: “{' '.join(s.estimate.cues)}”" for s, _ in said.values() if s.estimate is not None)
    ids = tuple(statement.id for statement, _ in said.values())
    return own, _ground("sources", f"{len(said)} of the sources, pooled: {told}", own, asked, statements=ids)


def _foreseen(step: Step, asked: Asked) -> Iterator[tuple[Sight, str]]:
    for turn, matchers in (("met", step.met), ("lost", step.lost)):
        for sight in asked.ahead:
            if _any_ahead(matchers, sight):
                yield sight, turn


def _any_ahead(matchers: Iterable[Matcher], sight: Sight) -> bool:
    return any(fits(ahead(matcher), sight) for matcher in matchers)


def _voices(sight: Sight, turn: str, asked: Asked) -> Iterator[tuple[Statement, Voice]]:
    """Yield what each independent origin of an event says of it, for the day asked for."""
    model = standard()
    named = sight.event.when.upper
    for statement in sight.statements:
        document = statement.citation.document
        readers = _readers(statement)
        if readers is None or document not in sight.event.origins:
            continue
        if named is not None:
            if named <= asked.view.as_of:
                continue  # its day has passed
            readers = _until(readers, named, asked)
        if turn == "lost":
            readers = (1.0 - readers[2], 1.0 - readers[1], 1.0 - readers[0])
        judged = model.credibility.get(statement.credibility)
        weight = model.grades.get(asked.grades.get(document) or "F", model.grades["F"]) if judged is None else judged
        weight *= model.hearsay if statement.hearsay else 1.0
        if weight > 0.0:
            yield statement, Voice(readers=readers, weight=weight)


def _readers(statement: Statement) -> tuple[float, float, float] | None:
    estimate = statement.estimate
    if estimate is None:
        return None
    if estimate.readers is not None:
        return estimate.readers
    return None if estimate.band is None else (estimate.band[0], sum(estimate.band) / 2.0, estimate.band[1])


def _until(readers: tuple[float, float, float], named: date, asked: Asked) -> tuple[float, float, float]:
    """Return an estimate for the day asked for, from one for a day that the source names, at a constant hazard."""
    ratio = asked.days / (named - asked.view.as_of).days
    low, middle, high = (1.0 - (1.0 - p) ** ratio for p in readers)
    return low, middle, high


def _precedents(step: Step, asked: Asked) -> tuple[Own, Ground] | None:
    found = precedent(step, asked.view.as_of)
    if found is None:
        return None
    own = Own(belief=found.belief, days=(float(found.within_days),), ratio=(1.0,))
    text = f"precedents: {found.text}; {found.came} of {found.of} within {found.within_days} days"
    return own, _ground("precedents", text, own, asked)


def _ground(
    kind: str, text: str, own: Own, asked: Asked, *, by: date | None = None, statements: tuple[str, ...] = ()
) -> Ground:
    low, high = own.belief.interval()
    day = by or date.fromordinal(asked.view.as_of.toordinal() + round(own.days[0]))
    return Ground(kind=kind, text=text, p=own.belief.p, low=low, high=high, by=day, statements=statements)


def _days(day: date, asked: Asked) -> float:
    return float((day - asked.view.as_of).days)
