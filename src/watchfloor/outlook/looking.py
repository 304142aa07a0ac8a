"""From a view, a campaign and its assessment to an outlook."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from watchfloor.campaign.sight import sights
from watchfloor.errors import OutlookError
from watchfloor.outlook.conditionals import Edge, edges, held_against
from watchfloor.outlook.conditionals import believed as switched_on
from watchfloor.outlook.courses import courses
from watchfloor.outlook.likeness import StepsByWords
from watchfloor.outlook.model import Model, contest_key, model, objective_key
from watchfloor.outlook.reckoning.chances import Number, Reckoner
from watchfloor.outlook.reckoning.graph import If
from watchfloor.outlook.scenarios import scenarios
from watchfloor.outlook.suppositions import clamps, driver_clamps, suppositions
from watchfloor.terms import (
    Assessment,
    Campaign,
    Conditional,
    Effect,
    Ground,
    Odds,
    Outlook,
    Prospect,
    Supposition,
    Sway,
    View,
    word_for,
)
from watchfloor.world import World

#: Days that a curve shows.
POINTS = 12
#: Where no day is asked for, a year ahead.
AHEAD_DAYS = 365
#: A change below this is none: of a chance that is simulated, and of one that is enumerated.
SAME, NOTHING = 0.005, 1e-6

Numbers = Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """A model with its chances by the day asked for."""

    model: Model
    reckoner: Reckoner
    clamps: Mapping[str, bool]
    numbers: Numbers


def look(
    view: View,
    campaign: Campaign,
    assessment: Assessment,
    world: World,
    *,
    by: date | None = None,
    suppose: Sequence[str] = (),
    believe: Sequence[str] = (),
) -> Outlook:
    """Return what comes next, as known on the view's day.

    by: the day to come; a year ahead where none is given. suppose: `step=state` or `driver=on|off`. believe: ids of
    conditional judgements, which may be shortened, that are followed.
    Raises OutlookError: by-not-after-as-of, bad-supposition, unknown-step, contradiction, unknown-judgement.
    """
    day = _day(view.as_of, by)
    seen = tuple(sights(view, campaign, world))
    known = StepsByWords(campaign, world)
    said = edges(view, campaign, known, day)
    plain = _reckon(model(view, campaign, assessment, seen, day), {})
    supposed = suppositions(suppose, campaign, plain.model.progress, _shown(plain.model))
    on = _believed(said, believe)
    now = plain
    if supposed or on:
        drivers = driver_clamps(supposed)
        followed = model(view, campaign, assessment, seen, day, drivers=drivers, believed=_ifs(on))
        now = _reckon(followed, clamps(supposed, campaign))
    singles = _singles(now)
    events = {event.id: event for event in view.events}
    return Outlook(
        as_of=view.as_of,
        by=day,
        prospects=tuple(_prospects(now, singles, supposed, tuple(known.said(view)))),
        courses=courses(now.model, now.reckoner, now.clamps),
        suppositions=supposed,
        effects=tuple(_effects(plain, now, supposed, on)) if supposed or on else (),
        conditionals=tuple(_beside(edge, now, edge in on) for edge in said),
        scenarios=scenarios(campaign, dict(assessment.indicators), events, view.as_of),
        answers=tuple(_answers(now)),
        notes=now.model.notes,
    )


def what_if(
    view: View, campaign: Campaign, assessment: Assessment, world: World, *, by: date | None = None
) -> dict[str, tuple[Effect, ...]]:
    """Return what each single supposition would change, by its text: every step met and lost, every driver on or off.

    Only what changes is given; a page can show any of them without a server.
    """
    day = _day(view.as_of, by)
    seen = tuple(sights(view, campaign, world))
    plain = _reckon(model(view, campaign, assessment, seen, day), {})
    found: dict[str, tuple[Effect, ...]] = {}
    for step in campaign.processes:
        for state in ("met", "lost"):
            one = Supposition(about=step.key, state=state)
            held = clamps((one,), campaign)
            changed = plain.reckoner.changed(plain.model.days, held, plain.numbers)
            after = _under(plain, held, changed)
            found[str(one)] = tuple(e for e in _effects(plain, after, (one,), ()) if _moved(e))
    for key, driver in plain.model.drivers.items():
        one = Supposition(about=key, state="off" if driver.days is not None else "on")
        then = _reckon(model(view, campaign, assessment, seen, day, drivers=driver_clamps((one,))), {})
        found[str(one)] = tuple(e for e in _effects(plain, then, (one,), ()) if _moved(e))
    return found


def odds(number: Number) -> Odds:
    """Return a number with the words that may be said of it."""
    return Odds(
        least=number.least,
        most=number.most,
        low=number.low,
        high=number.high,
        word=_word(number),
        p=number.p,
        exact=number.exact,
    )


def _word(number: Number) -> str:
    if number.p is not None:
        return word_for(number.p)
    if number.most < 0.45:
        return f"{word_for(number.most)} at most"
    if number.least > 0.55:
        return f"{word_for(number.least)} at least"
    return "no basis"


def _day(as_of: date, by: date | None) -> date:
    if by is None:
        return as_of + timedelta(days=min(AHEAD_DAYS, date.max.toordinal() - as_of.toordinal()))
    if by <= as_of:
        what = f"{by} is not after {as_of}, the day of the outlook"
        raise OutlookError("outlook.by-not-after-as-of", what, hint="give a later --by, or an earlier --as-of")
    return by


def _reckon(made: Model, held: Mapping[str, bool]) -> _Reckoned:
    reckoner = Reckoner(graph=made.graph)
    return _Reckoned(made, reckoner, held, reckoner.at(made.days, held))


def _under(plain: _Reckoned, held: Mapping[str, bool], changed: Numbers) -> _Reckoned:
    """Return the same model under clamps, with the numbers that these change."""
    return _Reckoned(plain.model, plain.reckoner, held, {**plain.numbers, **changed})


def _shown(made: Model) -> dict[str, bool]:
    """Return whether drivers work now, of those that an event or a day in the file shows: the others are no fact."""
    return {
        key: one.days is not None and one.days[0] <= 0.0
        for key, one in made.drivers.items()
        if one.driver.when or one.driver.begins is not None or one.driver.until is not None
    }


def _believed(said: Sequence[Edge], ids: Sequence[str]) -> tuple[Edge, ...]:
    for id in ids:
        if not any(edge.conditional.statement.startswith(id) for edge in said) or len(id) < 4:
            hint = "`watchfloor outlook` lists the conditional judgements that are bound to steps, with their ids"
            what = f"no conditional judgement has the id {id!r}"
            raise OutlookError("outlook.unknown-judgement", what, hint=hint)
    return tuple(switched_on(said, ids))


def _ifs(on: Sequence[Edge]) -> dict[str, list[If]]:
    found: dict[str, list[If]] = {}
    for edge in on:
        found.setdefault(edge.conditional.then[0], []).append(edge.if_)
    return found


# --- prospects ------------------------------------------------------------------


def _singles(now: _Reckoned) -> dict[str, tuple[Numbers, Numbers]]:
    """Return the numbers that change when a step is met, and when it is not, beside all that is supposed anyway."""
    found: dict[str, tuple[Numbers, Numbers]] = {}
    for step in now.model.campaign.processes:
        if step.key not in now.clamps:
            either = tuple(
                now.reckoner.changed(now.model.days, {**now.clamps, step.key: met}, now.numbers)
                for met in (True, False)
            )
            found[step.key] = either[0], either[1]
    return found


def _prospects(
    now: _Reckoned,
    singles: Mapping[str, tuple[Numbers, Numbers]],
    supposed: Sequence[Supposition],
    weighed: Sequence[tuple[str, str]],
) -> Iterator[Prospect]:
    said = {one.about: one for one in supposed}
    curves = _curves(now)
    for step in now.model.campaign.processes:
        key, progress = step.key, now.model.progress[step.key]
        below = [node for node in now.model.graph.closure((key,)).nodes if node.key not in now.clamps]
        sways = _sways(key, [node.key for node in below if node.key != key], now, singles)
        weight = {sway.step: sway.width for sway in sways}
        ground = now.model.grounds[key]
        if key in said:
            ground = Ground(kind="supposed", text=f"supposed {said[key].state}")
        yield Prospect(
            step=key,
            by=now.model.by,
            state=progress.state,
            odds=odds(now.numbers[key]),
            ground=ground,
            waits_for=tuple(sorted(progress.waits_for, key=lambda k: -weight.get(k, 0.0))),
            unfounded=tuple(n.key for n in below if n.own is None and not n.fact and now.numbers[key].p is None),
            curve=curves[key],
            sways=sways,
            said=tuple(id for about, id in weighed if about == key and id not in ground.statements),
        )


def _curves(now: _Reckoned) -> dict[str, tuple[tuple[date, float, float, float, float], ...]]:
    found: dict[str, list[tuple[date, float, float, float, float]]] = {key: [] for key in now.model.progress}
    for n in range(1, POINTS + 1):
        days = max(1, round(now.model.days * n / POINTS))
        numbers = now.numbers if n == POINTS else now.reckoner.at(float(days), now.clamps)
        for key, points in found.items():
            one = numbers[key]
            points.append((now.model.as_of + timedelta(days=days), one.least, one.most, one.low, one.high))
    return {key: tuple(points) for key, points in found.items()}


def _sways(
    key: str, below: Sequence[str], now: _Reckoned, singles: Mapping[str, tuple[Numbers, Numbers]]
) -> tuple[Sway, ...]:
    found = []
    for step in below:
        if step in singles:
            met, lost = (numbers.get(key, now.numbers[key]) for numbers in singles[step])
            found.append(Sway(step=step, met=(met.least, met.most), lost=(lost.least, lost.most)))
    return tuple(sorted((sway for sway in found if sway.width >= NOTHING), key=lambda sway: -sway.width))


def _answers(now: _Reckoned) -> Iterator[tuple[str, Odds]]:
    for question in now.model.campaign.questions:
        if question.step is not None and question.by > now.model.as_of:
            days = float((question.by - now.model.as_of).days)
            yield question.key, odds(now.reckoner.at(days, now.clamps)[question.step])


def _beside(edge: Edge, now: _Reckoned, on: bool) -> Conditional:
    then, met = edge.conditional.then
    held = {**now.clamps, **dict(edge.conditional.if_)}
    under = now.reckoner.changed(now.model.days, held, now.numbers).get(then, now.numbers[then])
    return held_against(edge, odds(under if met else under.less()), on=on)


# --- effects ----------------------------------------------------------------------


def _effects(plain: _Reckoned, now: _Reckoned, supposed: Sequence[Supposition], on: Sequence[Edge]) -> Iterator[Effect]:
    """Yield before and after: every process, every other step that changes, every contest and objective."""
    starts = [*_starts(now.model, supposed), *(edge.conditional.then[0] for edge in on)]
    about = {one.about for one in supposed}
    for key in now.model.progress:
        process = key in now.model.processes
        changed = _differs(plain.numbers[key], now.numbers[key])
        if key not in about and (process or changed):
            yield _effect("process" if process else "step", key, "met", key, plain, now, starts)
    for contest in now.model.campaign.contests:
        for side in contest.between:
            node = contest_key(contest.key, side)
            if node in now.numbers:
                yield _effect("contest", contest.key, side, node, plain, now, starts)
    for objective in now.model.campaign.objectives:
        for way in ("advanced", "set back"):
            node = objective_key(objective.key, way)
            if node in now.numbers:
                yield _effect("objective", objective.key, way, node, plain, now, starts)


def _effect(
    kind: str, key: str, what: str, node: str, plain: _Reckoned, now: _Reckoned, starts: Sequence[str]
) -> Effect:
    before, after = plain.numbers[node], now.numbers[node]
    why = _path(now.model, starts, node) if _differs(before, after) else ()
    return Effect(kind=kind, key=key, what=what, before=odds(before), after=odds(after), why=why)


def _differs(one: Number | Odds, other: Number | Odds) -> bool:
    """Tell whether two chances differ: enumerated ones by anything, simulated ones by more than their noise."""
    least = NOTHING if one.exact and other.exact else SAME
    return max(abs(one.least - other.least), abs(one.most - other.most)) >= least


def _moved(effect: Effect) -> bool:
    return _differs(effect.before, effect.after)


def _starts(made: Model, supposed: Sequence[Supposition]) -> Iterator[str]:
    for one in supposed:
        if one.about in made.drivers and one.about not in made.progress:
            driver = made.drivers[one.about].driver
            yield from (*driver.slows, *driver.speeds, *driver.blocks)
        else:
            yield one.about


def _path(made: Model, starts: Sequence[str], target: str) -> tuple[str, ...]:
    """Return the shortest way from what is supposed to what it changes, over what depends on what."""
    came: dict[str, str | None] = dict.fromkeys(starts)
    queue = deque(came)
    while queue:
        key = queue.popleft()
        if key == target:
            path = [key]
            while (before := came[path[-1]]) is not None:
                path.append(before)
            return tuple(step for step in reversed(path) if step in made.progress)
        for node in made.graph.nodes:
            if key in made.graph.below[node.key] and node.key not in came:
                came[node.key] = key
                queue.append(node.key)
    return ()
