"""Questions: what is open, what is due, what the record proposes as their answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from watchfloor.campaign.binding import bind_sights
from watchfloor.campaign.matching import fits
from watchfloor.campaign.sight import Sight, days_of
from watchfloor.errors import OutlookError
from watchfloor.terms import Campaign, Forecast, Question, Resolution

#: A question lies open for this long after its day before a missing event answers no: reports come late.
GRACE_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as it stands on a day.

    state: not yet open | open | due | settled. proposed: what the record says of it, for a person to confirm:
    "yes" by an event that fits, "no" once its day and the days of grace have passed; None before.
    """

    question: Question
    state: str
    resolution: Resolution | None = None
    proposed: str | None = None
    on: date | None = None  #: the day of what is proposed
    events: tuple[str, ...] = ()
    forecasts: tuple[Forecast, ...] = ()


def asked(
    campaign: Campaign,
    seen: Iterable[Sight],
    forecasts: Iterable[Forecast],
    resolutions: Mapping[str, Resolution],
    as_of: date,
) -> tuple[Asked, ...]:
    """Return every question of the campaign as it stands on a day, in the order of the file.

    seen: the events known by then. A partial date answers yes only where the whole of it lies between the days.
    """
    sights, made = list(seen), [f for f in forecasts if f.made <= as_of]
    levers = {binding.event: binding.levers for binding in bind_sights(sights, campaign)}
    found = []
    for question in campaign.questions:
        settled = resolutions.get(question.key)
        proposed, on, events = (None, None, ()) if settled else _proposed(question, sights, levers, as_of)
        found.append(
            Asked(
                question=question,
                state=_state(question, settled, proposed, as_of),
                resolution=settled,
                proposed=proposed,
                on=on,
                events=events,
                forecasts=tuple(f for f in made if f.question == question.key),
            )
        )
    return tuple(found)


def _state(question: Question, settled: Resolution | None, proposed: str | None, as_of: date) -> str:
    if settled is not None:
        return "settled"
    if proposed is not None or as_of > question.by:
        return "due"
    return "not yet open" if question.opens is not None and as_of < question.opens else "open"


def _proposed(
    question: Question, sights: Iterable[Sight], levers: Mapping[str, tuple[str, ...]], as_of: date
) -> tuple[str | None, date | None, tuple[str, ...]]:
    found = sorted(
        (days_of(sight.event)[1], sight.event.id)
        for sight in sights
        if any(fits(matcher, sight, levers.get(sight.event.id, ())) for matcher in question.resolves)
        and sight.event.when.within(question.opens, question.by) == "yes"
    )
    if found:
        return "yes", found[0][0], tuple(id for _, id in found)
    if question.resolves and as_of > question.by + timedelta(days=GRACE_DAYS):
        return "no", question.by, ()
    return None, None, ()


def question_of(campaign: Campaign, key: str) -> Question:
    """Return a question by key; raises OutlookError `outlook.unknown-question` with the nearest one."""
    import difflib

    known = {question.key: question for question in campaign.questions}
    if key not in known:
        close = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "write it under `questions` in campaign.yaml first"
        raise OutlookError("outlook.unknown-question", f"no question is called {key!r}", where=campaign.path, hint=hint)
    return known[key]


def probability(text: str) -> float:
    """Return the probability that a text writes; raises OutlookError `outlook.bad-probability`, also for per cent."""
    number = text.strip().removesuffix("%")
    try:
        p = float(number)
    except ValueError:
        p = math.nan
    if text.strip().endswith("%") or not 0.0 <= p <= 1.0:
        hint = f"write {p / 100:g} for {p:g} per cent" if 0.0 <= p <= 100.0 else "write it as 0.6"
        raise OutlookError("outlook.bad-probability", f"{text!r} is no probability between 0 and 1", hint=hint)
    return p


def check_forecast(question: Question, p: float, made: date, today: date) -> None:
    """Refuse a forecast that cannot be.

    Raises OutlookError: `outlook.bad-probability` outside [0, 1] or in per cent, `outlook.not-yet-open`,
    `outlook.closed` after the question's day, `outlook.future-forecast`.
    """
    probability(f"{p:g}")
    if made > today:
        raise OutlookError("outlook.future-forecast", f"{made} has not come yet", hint="give the day it was made")
    if made > question.by:
        what = f"{question.key!r} was to be settled by {question.by}, and the forecast is of {made}"
        raise OutlookError("outlook.closed", what, hint="ask a new question with a later day")
    if question.opens is not None and made < question.opens:
        what = f"{question.key!r} opens on {question.opens}, and the forecast is of {made}"
        raise OutlookError("outlook.not-yet-open", what, hint="`opens:` in campaign.yaml says from when on it counts")


def check_resolution(question: Question, outcome: str, on: date, today: date) -> None:
    """Refuse a resolution that cannot be.

    Raises OutlookError: `outlook.future-resolution`, `outlook.too-early` for a "no" before the question's day.
    """
    if on > today:
        what = f"{on} has not come yet"
        raise OutlookError("outlook.future-resolution", what, hint="give the day on which it was settled")
    if outcome == "no" and on < question.by:
        what = f"{question.key!r} may still come about until {question.by}"
        raise OutlookError("outlook.too-early", what, hint="resolve it as `void` where it can no longer be answered")
    if outcome == "yes" and on > question.by:
        what = f"{question.key!r} was to be settled by {question.by}, and {on} is later"
        raise OutlookError("outlook.closed", what, hint="what came later answers no")
