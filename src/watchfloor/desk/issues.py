"""What an issue holds beside its assessment: earlier days, corrections, the outlook, the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.terms import Forecast, Issue, Supposition

#: Days that a replay shows at most, before the last.
REPLAYED = 24


def completed(desk: Desk, issue: Issue, tlp: str) -> Issue:
    """Return an issue with all that its publication shows; of documents above a TLP level nothing."""
    from watchfloor.outlook import look
    from watchfloor.outlook import what_if as each

    view, campaign, assessment, world = issue.view, issue.campaign, issue.assessment, desk.world()
    with desk.ledger() as ledger:
        corrections, forecasts, resolutions = ledger.corrections(tlp=tlp), ledger.forecasts(), ledger.resolutions()
    return replace(
        issue,
        replay=_replay(desk, issue, tlp),
        corrections=corrections,
        outlook=look(view, campaign, assessment, world) if campaign.processes else None,
        what_if=tuple((_supposed(key), effects) for key, effects in each(view, campaign, assessment, world).items()),
        forecasts=_shown(forecasts, issue),
        resolutions=tuple(one for one in resolutions if one.on <= issue.as_of),
    )


def _shown(forecasts: tuple[Forecast, ...], issue: Issue) -> tuple[Forecast, ...]:
    """Return the forecasts made by the day; those of sources only where their judgement may be shown."""
    said = {statement.id for statement in issue.view.statements}
    return tuple(f for f in forecasts if f.made <= issue.as_of and (f.statement is None or f.statement in said))


def _supposed(text: str) -> Supposition:
    from watchfloor.terms import Supposition

    about, _, state = text.partition("=")
    return Supposition(about=about, state=state)


def _replay(desk: Desk, issue: Issue, tlp: str) -> tuple[Issue, ...]:
    """Return the issue of each day before the last on which something was published, evenly chosen from many."""
    from watchfloor.assessment import assess
    from watchfloor.desk.calibrate import model
    from watchfloor.publish import compose

    campaign, world, numbers = issue.campaign, desk.world(), model(desk)
    window: timedelta = issue.as_of - issue.assessment.since
    days = sorted({d.published.upper for d in issue.view.documents if d.published.upper} - {issue.as_of})
    chosen = days[:: -(-len(days) // REPLAYED) or 1]
    then = [(desk.view(day, tlp=tlp), day - window) for day in chosen]
    told = ((v, assess(v, campaign, world, since=since, model=numbers)) for v, since in then)
    return tuple(compose(v, campaign, assessment, world) for v, assessment in told)
