"""So what: which interest of which stakeholder each finding touches, and which way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from watchfloor.terms import Campaign, Objective, ObjectiveState, Progress, SoWhat, Standing, When, word_for
from watchfloor.world import World
from watchfloor.world.articles import told

#: What a finding about an objective is to those whom its success would harm.
_ADVANCES = {"advancing": True, "set back": False}


def so_what(
    campaign: Campaign,
    states: Iterable[ObjectiveState],
    progress: Iterable[Progress],
    standings: Iterable[Standing],
    world: World,
    *,
    since: date,
    as_of: date,
) -> tuple[SoWhat, ...]:
    """Return which stakeholder's interest each finding touches and which way, in the order of the file.

    Findings are objectives that advance or are set back, steps that turned in the window and bear on objectives, and
    contests in which a side gains. An objective that advances harms what it `harms` and helps what it `helps`; set
    back, the other way round. A contest helps each interest staked on the side that gains, and harms that staked on
    the other. Only what events carry is told.
    """
    found = (
        *_objectives(campaign, states),
        *_steps(campaign, progress, since, as_of),
        *_contests(campaign, standings, world),
    )
    order = [interest for who in campaign.stakeholders for interest, _ in who.interests]
    return tuple(sorted((one for one in found if one.events), key=lambda one: order.index(one.interest)))


def _objectives(campaign: Campaign, states: Iterable[ObjectiveState]) -> Iterator[SoWhat]:
    wants = {objective.key: objective for objective in campaign.objectives}
    for state in states:
        if state.state in _ADVANCES:
            objective = wants[state.objective]
            finding = f"{told(objective.of)}'s objective “{objective.text}” is {state.state}"
            touched = _touched(objective, advances=_ADVANCES[state.state])
            yield from _told(campaign, f"objective/{objective.key}", finding, touched, state.events)


def _steps(campaign: Campaign, progress: Iterable[Progress], since: date, as_of: date) -> Iterator[SoWhat]:
    wants = {objective.key: objective for objective in campaign.objectives}
    steps = {step.key: step for step in campaign.processes}
    for one in progress:
        if one.state not in ("met", "lost") or one.since is None or When(one.since).within(since, as_of) != "yes":
            continue
        step, met = steps[one.step], one.state == "met"
        bears = [(key, met) for key in step.serves] + [(key, not met) for key in step.opposes]
        touched = [t for key, advances in bears for t in _touched(wants[key], advances=advances)]
        finding = f"the step “{step.text}” {'has been met' if met else 'is lost'}"
        yield from _told(campaign, f"step/{step.key}", finding, dict.fromkeys(touched), one.events)


def _contests(campaign: Campaign, standings: Iterable[Standing], world: World) -> Iterator[SoWhat]:
    contests = {contest.key: contest for contest in campaign.contests}
    for standing in standings:
        contest, side, p = contests[standing.contest], standing.gaining, standing.p_gaining
        if side is None or p is None:
            continue
        where = " and ".join(world.name(key) for key in contest.in_)
        finding = f"it is {word_for(p)} that {told(side)} is gaining in {where}"
        touched = [(interest, "helps" if on == side else "harms") for interest, on in contest.stakes]
        events = tuple(moved.event for moved in standing.moved if moved.toward == side)
        yield from _told(campaign, f"contest/{contest.key}", finding, touched, events, p)


def _touched(objective: Objective, *, advances: bool) -> list[tuple[str, str]]:
    """Return (interest, way) of what an objective's success or setback touches."""
    good, bad = ("helps", "harms") if advances else ("harms", "helps")
    return [*((key, bad) for key in objective.harms), *((key, good) for key in objective.helps)]


def _told(
    campaign: Campaign,
    about: str,
    finding: str,
    touched: Iterable[tuple[str, str]],
    events: tuple[str, ...],
    p: float | None = None,
) -> Iterator[SoWhat]:
    owner = {key: who.key for who in campaign.stakeholders for key, _ in who.interests}
    for interest, way in touched:
        yield SoWhat(
            stakeholder=owner[interest], interest=interest, about=about, finding=finding, way=way, events=events, p=p
        )
