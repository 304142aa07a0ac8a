"""What comes next, and the register of forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import OutlookError
from watchfloor.terms import TLP

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.outlook.register.exchange import Imported
    from watchfloor.outlook.register.proposals import Proposed
    from watchfloor.outlook.register.questions import Asked
    from watchfloor.outlook.register.scores import Report
    from watchfloor.terms import Campaign, Effect, Forecast, Odds, Outlook, Prospect, Resolution, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register on a day: questions as they stand, what sources' judgements are proposed, what we reckon."""

    as_of: date
    questions: tuple[Asked, ...]
    proposed: tuple[Proposed, ...]
    ours: Mapping[str, Odds]  #: by question that names a step

    @property
    def due(self) -> tuple[Asked, ...]:
        """Return the questions that wait for a person to settle them."""
        return tuple(asked for asked in self.questions if asked.state == "due")


def outlook(
    desk: Desk,
    as_of: date,
    *,
    by: date | None = None,
    suppose: Sequence[str] = (),
    believe: Sequence[str] = (),
    tlp: str = "clear",
) -> tuple[View, Campaign, Outlook]:
    """Return the outlook of a day, with the view and the campaign that it rests on."""
    from watchfloor.assessment import assess
    from watchfloor.outlook import look

    campaign, world, view = desk.campaign(), desk.world(), desk.view(as_of, tlp=tlp)
    assessment = assess(view, campaign, world, since=_before(as_of))
    made = look(view, campaign, assessment, world, by=by, suppose=suppose, believe=believe)
    return view, campaign, made


def what_if(desk: Desk, as_of: date, *, by: date | None = None, tlp: str = "clear") -> dict[str, tuple[Effect, ...]]:
    """Return what every single supposition would change, by its text."""
    from watchfloor.assessment import assess
    from watchfloor.outlook import what_if as each

    campaign, world, view = desk.campaign(), desk.world(), desk.view(as_of, tlp=tlp)
    return each(view, campaign, assess(view, campaign, world, since=_before(as_of)), world, by=by)


def register(desk: Desk, as_of: date, *, tlp: str = "clear") -> Register:
    """Return the register as it stands on a day, from documents up to a TLP level."""
    from watchfloor.campaign.sight import sights
    from watchfloor.ledger.forecasts import standing
    from watchfloor.outlook.register.proposals import proposals
    from watchfloor.outlook.register.questions import asked

    view, campaign, made = outlook(desk, as_of, tlp=tlp)
    with desk.ledger() as ledger:
        settled = standing(ledger.resolutions())
        forecasts = ledger.forecasts()
    if tlp != TLP[-1]:  # what restates a judgement is shown where the judgement may be
        shown = {statement.id for statement in view.statements}
        forecasts = tuple(one for one in forecasts if one.statement is None or one.statement in shown)
    seen = tuple(sights(view, campaign, desk.world()))
    by_then = {key: one for key, one in settled.items() if one.on <= as_of}
    return Register(
        as_of=as_of,
        questions=asked(campaign, seen, forecasts, by_then, as_of),
        proposed=proposals(view, campaign, seen, forecasts),
        ours=dict(made.answers),
    )


def forecast(
    desk: Desk, question: str, p: float, *, author: str, why: str, made: date | None = None, today: date
) -> Forecast:
    """Record a person's forecast of a question and return it; made today where no day is given.

    Raises OutlookError: unknown-question, bad-probability, closed, not-yet-open, future-forecast; LedgerError: resolved
    """
    from watchfloor.outlook.register.questions import check_forecast, question_of
    from watchfloor.terms import Forecast

    asked = question_of(desk.campaign(), question)
    day = made or today
    check_forecast(asked, p, day, today)
    one = Forecast(question=question, author=author, p=p, made=day, why=why, recorded=datetime.now(UTC))
    with desk.ledger(create=True) as ledger:
        ledger.forecast(one)
    return one


def adopt(desk: Desk, statement: str, question: str | None, as_of: date) -> Forecast:
    """Record a source's judgement as its forecast: what readers take its words to mean, on the day it was published.

    statement: an id, which may be shortened. question: the one that it answers, where the proposal names none or
    another. Raises OutlookError: unknown-judgement, unknown-question, closed.
    """
    from watchfloor.outlook.register.questions import check_forecast, question_of
    from watchfloor.terms import Forecast

    found = [one for one in register(desk, as_of, tlp="red").proposed if one.statement.startswith(statement)]
    if len(found) != 1 or len(statement) < 4:
        what = f"{len(found) or 'no'} proposed judgement{'s have' if len(found) > 1 else ' has'} an id {statement!r}"
        raise OutlookError("outlook.unknown-judgement", what, hint="`watchfloor forecast list` shows them")
    (one,) = found
    key = question or one.question
    if key is None:
        hint = "write the question into campaign.yaml, then name it"
        raise OutlookError("outlook.unknown-question", "no question asks what the source says", hint=hint)
    check_forecast(question_of(desk.campaign(), key), one.p, one.made, as_of)
    made = Forecast(question=key, author=one.author, p=one.p, made=one.made, why=one.why, recorded=datetime.now(UTC),
                    statement=one.statement, word=one.word)  # fmt: skip
    with desk.ledger() as ledger:
        ledger.forecast(made)
    return made


def resolve(
    desk: Desk, question: str, outcome: str | None, *, on: date | None, author: str, why: str, today: date
) -> Resolution:
    """Record how a question came out and return it.

    outcome: yes, no, void or open; None confirms what the record proposes. on: the day on which it was settled; that
    of the proposal, else today.
    Raises OutlookError: unknown-question, nothing-proposed, future-resolution, too-early, closed; LedgerError: resolved
    """
    from watchfloor.outlook.register.questions import check_resolution, question_of
    from watchfloor.terms import Resolution

    asked = question_of(desk.campaign(), question)
    events: tuple[str, ...] = ()
    if outcome is None:
        proposed = next(one for one in register(desk, today, tlp="red").questions if one.question.key == question)
        if proposed.proposed is None or proposed.on is None:
            what = f"nothing in the record answers {question!r} yet"
            raise OutlookError("outlook.nothing-proposed", what, hint="say yes, no or void yourself")
        outcome, on, events = proposed.proposed, on or proposed.on, proposed.events
    day = on or today
    check_resolution(asked, outcome, day, today)
    made = Resolution(question=question, outcome=outcome, on=day, author=author, why=why, events=events,
                      recorded=datetime.now(UTC))  # fmt: skip
    with desk.ledger(create=True) as ledger:
        ledger.resolve(made)
    return made


def score(desk: Desk) -> Report:
    """Return how good all forecasts of settled questions were."""
    from watchfloor.ledger.forecasts import standing
    from watchfloor.outlook.register.scores import report

    with desk.ledger() as ledger:
        return report(ledger.forecasts(), standing(ledger.resolutions()))


def take_in(desk: Desk, file: Path, keys: Mapping[str, str], *, today: date) -> tuple[Imported, int]:
    """Record the forecasts of a file; return what was read of it, and how many forecasts were new.

    A forecast that the register refuses is among the refused, with the reason.
    """
    from watchfloor.errors import WatchfloorError
    from watchfloor.outlook.register.exchange import read
    from watchfloor.outlook.register.questions import check_forecast, question_of

    found = read(_text(file), datetime.now(UTC), keys, name=str(file))
    campaign, refused, new = desk.campaign(), list(found.refused), 0
    with desk.ledger(create=True) as ledger:
        for n, one in enumerate(found.forecasts, 1):
            try:
                check_forecast(question_of(campaign, one.question), one.p, one.made, today)
                new += ledger.forecast(one)
            except WatchfloorError as error:
                refused.append((n, error.what))
    return replace(found, refused=tuple(refused)), new


def give_out(desk: Desk, file: Path, *, metaculus: bool = False) -> int:
    """Write all forecasts into a file, JSON where its name ends so, else CSV; return how many there are."""
    from watchfloor.outlook.register.exchange import as_csv, as_json

    with desk.ledger() as ledger:
        forecasts = ledger.forecasts()
    text = as_json(forecasts) if file.suffix == ".json" else as_csv(forecasts, metaculus=metaculus)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        raise OutlookError("outlook.bad-file", what, where=str(file), hint="name another file") from error
    return len(forecasts)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = "the file is not UTF-8 text" if isinstance(error, ValueError) else f"cannot read it: {error.strerror}"
        raise OutlookError("outlook.bad-file", what, where=str(file), hint="name a CSV or JSON file") from error


def _before(as_of: date) -> date:
    from watchfloor.desk import SINCE_DAYS

    return as_of - timedelta(days=min(SINCE_DAYS, as_of.toordinal() - 1))


def prospect_of(made: Outlook, step: str, campaign: Campaign) -> Prospect:
    """Return one step's prospect; raises OutlookError `outlook.unknown-step` with the nearest one."""
    import difflib

    known = [prospect.step for prospect in made.prospects]
    if step not in known:
        close = difflib.get_close_matches(step, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"steps: {', '.join(known)}"
        raise OutlookError("outlook.unknown-step", f"no step is called {step!r}", where=campaign.path, hint=hint)
    return made.prospect(step)
