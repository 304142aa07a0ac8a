"""Courses: the most likely way a process may go by the day, and the most dangerous one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from watchfloor.outlook.model import Model
from watchfloor.outlook.reckoning.chances import Reckoner
from watchfloor.outlook.reckoning.exact import Floats
from watchfloor.outlook.reckoning.graph import Graph, Own
from watchfloor.terms import Campaign, Course, Leg

#: A course less likely than this is left aside, however dangerous.
FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Which steps are met (1), are not (0) or may be (2) on the day, and how likely just this is."""

    values: tuple[int, ...]
    p: float


def courses(model: Model, reckoner: Reckoner, clamps: Mapping[str, bool]) -> tuple[Course, ...]:
    """Return for each process its most likely course, and its most dangerous one where that is another.

    Danger is what harms a stakeholder: objectives whose success would. Where no such objective is touched, the more
    steps fail the more dangerous.
    """
    found = []
    for process in model.processes:
        graph = model.graph.closure((process,))
        patterns = _patterns(graph, reckoner, model.days, clamps)
        likely = max(patterns, key=lambda one: one.p)
        found.append(_course(model, graph, process, likely, "most likely", "of all ways it may go the likeliest"))
        worst, why = _worst(patterns, graph, model)
        if worst != likely:
            found.append(_course(model, graph, process, worst, "most dangerous", why))
    return tuple(found)


def _patterns(graph: Graph, reckoner: Reckoner, day: float, clamps: Mapping[str, bool]) -> Sequence[_Pattern]:
    states, weights = reckoner.ways(graph, day, clamps)
    # alike ways get one number: a sum of random ones, which two unlike ways share once in 2^64
    names = np.random.default_rng(0).integers(0, 2**63, (states.shape[0], 3), np.uint64)
    marks = names[np.arange(states.shape[0])[:, None], states].sum(axis=0, dtype=np.uint64)
    _, first, which = np.unique(marks, return_index=True, return_inverse=True)
    p = np.bincount(which, weights=weights)
    return [_Pattern(tuple(int(v) for v in states[:, k]), float(p[n])) for n, k in enumerate(first) if p[n] > 0.0]


def _worst(patterns: Sequence[_Pattern], graph: Graph, model: Model) -> tuple[_Pattern, str]:
    keys = [node.key for node in graph.nodes]
    harm = _harms(keys, model.campaign, {key for key in keys if graph.by_key[key].fact})
    plausible = [one for one in patterns if one.p >= FLOOR] or list(patterns)
    if harm.any():
        why = (
            "of those at least as likely as 1 in 20 the one that most advances what would harm a stakeholder's interest"
        )
        return max(plausible, key=lambda one: (float(harm @ (np.array(one.values) == 1)), one.p)), why
    open_ = [n for n, key in enumerate(keys) if not graph.by_key[key].fact and not graph.by_key[key].standing]
    why = "of those at least as likely as 1 in 20 the one on which most of its steps fail"
    return max(plausible, key=lambda one: (-sum(one.values[n] == 1 for n in open_), one.p)), why


def _harms(keys: Sequence[str], campaign: Campaign, facts: set[str]) -> NDArray[np.int64]:
    """Return for each step what it adds to objectives whose success would harm a stakeholder's interest."""
    harmful = {objective.key for objective in campaign.objectives if objective.harms}
    signs = []
    for key in keys:
        step = campaign.step(key)
        sign = len(harmful & set(step.serves)) - len(harmful & set(step.opposes))
        signs.append(0 if key in facts else sign)
    return np.array(signs)


def _course(model: Model, graph: Graph, process: str, pattern: _Pattern, kind: str, why: str) -> Course:
    state = dict(zip((node.key for node in graph.nodes), pattern.values, strict=True))
    about = _about(model, graph, state)
    legs = [_leg(model, key, value, about.get(key)) for key, value in state.items()]
    after = {key: n for n, key in enumerate(state)}  # what a step needs stands before it
    legs.sort(key=lambda leg: (leg.about is None and not leg.fact, leg.about or date.min, after[leg.step]))
    return Course(process=process, kind=kind, p=pattern.p, legs=tuple(legs), why=why)


def _leg(model: Model, key: str, value: int, about: date | None) -> Leg:
    ground, progress = model.grounds[key], model.progress[key]
    return Leg(
        step=key,
        met=None if value == 2 else value == 1,
        fact=progress.state == "met",
        about=about,
        statements=tuple(dict.fromkeys((*ground.statements, *progress.statements))),
        events=tuple(dict.fromkeys((*ground.events, *progress.events))),
    )


def _about(model: Model, graph: Graph, state: Mapping[str, int]) -> dict[str, date]:
    """Return the middle of the days on which each step comes, given that it comes by the day."""
    days: dict[str, float] = {}
    for node in graph.nodes:
        if state[node.key] != 1 or node.fact or node.standing:
            continue
        latest = max((min(days.get(key, 0.0) for key in group) for group in node.groups), default=0.0)
        ahead = [days[key] for key in model.campaign.step(node.key).expected.after if key in days]
        own = 0.0 if node.own is None else _middle(node.own.belief.by(node.own.at(model.days)), node.own, model.days)
        takes = sum(node.takes_days) / 2.0 if node.takes_days else 0.0
        days[node.key] = min(max(latest + takes, own, *ahead, 0.0), model.days)
    return {key: model.as_of + timedelta(days=round(day)) for key, day in days.items()}


def _middle(p: float, own: Own, days: float) -> float:
    if p >= 1.0:
        return 0.0
    grid: Floats = np.linspace(0.0, days, 64)
    reached = np.array([own.belief.by(own.at(float(day))) for day in grid])
    return float(grid[int(np.searchsorted(reached, p / 2.0))])
