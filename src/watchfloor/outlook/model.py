"""The campaign's processes as a graph that can be reckoned with, as they stand on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.campaign.sight import Sight
from watchfloor.outlook.bases import NO_BASIS, Asked, Basis, basis
from watchfloor.outlook.drivers import Working, blocked_throughout, paced, working
from watchfloor.outlook.reckoning.beliefs import Belief
from watchfloor.outlook.reckoning.chances import gains
from watchfloor.outlook.reckoning.graph import Graph, If, Node, Own, ordered
from watchfloor.outlook.register.proposals import AHEAD
from watchfloor.terms import Assessment, Campaign, Contest, Ground, Objective, Progress, Step, View

#: The blocker does not come: a part that never does.
NEVER = Own(belief=Belief(p=0.0), days=(1.0,), ratio=(1.0,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A campaign's processes on a day, for a day to come; what each chance rests on, and what was taken for granted."""

    as_of: date
    by: date
    campaign: Campaign
    graph: Graph
    grounds: Mapping[str, Ground]
    progress: Mapping[str, Progress]
    drivers: Mapping[str, Working]
    notes: tuple[str, ...]
    processes: tuple[str, ...]  #: open steps that wait for others and that no other waits for, in the order of the file

    @property
    def days(self) -> float:
        """Return the days from one day to the other."""
        return float((self.by - self.as_of).days)


def model(
    view: View,
    campaign: Campaign,
    assessment: Assessment,
    seen: Sequence[Sight],
    by: date,
    *,
    drivers: Mapping[str, bool] | None = None,
    believed: Mapping[str, Sequence[If]] | None = None,
) -> Model:
    """Return the processes as a graph.

    drivers: what is supposed of them. believed: conditional judgements that are followed, by the step they speak of.
    """
    progress = {one.step: one for one in assessment.processes}
    asked = Asked(
        view=view,
        by=by,
        ahead=tuple(sight for sight in seen if sight.event.factuality in AHEAD),
        grades={document.id: document.grade for document in view.documents},
    )
    at_work = working(campaign, seen, view.as_of)
    blockers = {key for step in campaign.processes for key in step.blocked_by}
    nodes: list[Node] = []
    grounds: dict[str, Ground] = {}
    notes: list[str] = []
    for step in campaign.processes:
        found = _basis(step, progress[step.key], asked, blocks=step.key in blockers)
        grounds[step.key] = found.ground
        notes += found.notes
        node = _node(step, progress[step.key], found, blocks=step.key in blockers)
        nodes.append(_driven(node, at_work, drivers or {}, (believed or {}).get(step.key, ()), float(asked.days)))
    return Model(
        as_of=view.as_of,
        by=by,
        campaign=campaign,
        graph=gains(ordered(nodes), _sums(campaign, progress, blockers)),
        grounds=grounds,
        progress=progress,
        drivers=at_work,
        notes=(*dict.fromkeys(notes), *_paces(at_work, drivers or {})),
        processes=tuple(_processes(campaign, {node.key for node in nodes if node.fact})),
    )


def _processes(campaign: Campaign, facts: set[str]) -> Iterator[str]:
    below = {key for step in campaign.processes for key in step.below}
    for step in campaign.processes:
        if step.needs and step.key not in below and step.key not in facts:
            yield step.key


def stands(step: Step, state: str) -> bool:
    """Tell whether a blocker stands: from `met`, or as the file says where it has no such matcher, until `lost`."""
    return state == "met" or (not step.met and state not in ("lost", "disputed"))


def _basis(step: Step, progress: Progress, asked: Asked, *, blocks: bool) -> Basis:
    if progress.state == "met" and not blocks:
        since = f" since {progress.since}" if progress.since else ""
        return Basis(own=None, ground=Ground(kind="fact", text=f"met{since}", p=1.0, low=1.0, high=1.0,
                                             events=progress.events))  # fmt: skip
    found = basis(step, asked)
    if blocks and stands(step, progress.state):
        text = f"it stands; {found.ground.text}"
        if found.own is None:
            return replace(found, ground=replace(NO_BASIS, text=text, events=progress.events))
        # what is estimated is that it stands on the day; its own part is its end
        return replace(found, own=_ending(found.own), ground=replace(found.ground, text=text))
    if blocks and found.own is None and progress.state != "disputed":
        note = f"{step.key}: it does not stand, and nobody says that it will: it is taken not to come"
        ground = Ground(kind="fact", text="it does not stand, and nobody says that it will", p=0.0, low=0.0, high=0.0,
                        events=progress.events)  # fmt: skip
        return Basis(own=NEVER, ground=ground, notes=(*found.notes, note))
    return found


def _node(step: Step, progress: Progress, found: Basis, *, blocks: bool) -> Node:
    if progress.state == "met" and not blocks:
        return Node(key=step.key, fact=True)  # what it needed no longer matters
    standing = blocks and stands(step, progress.state)
    takes = step.expected.takes_days
    return Node(
        key=step.key,
        groups=() if standing else (*((key,) for key in step.requires), *step.any_of),
        blocked_by=() if standing else step.blocked_by,
        own=found.own,
        standing=standing,
        takes_days=None if takes is None or standing else (float(takes[0]), float(takes[1])),
    )


def _driven(
    node: Node, drivers: Mapping[str, Working], supposed: Mapping[str, bool], ifs: Sequence[If], days: float
) -> Node:
    if node.fact and ifs:  # what is met may be undone, if and only if a source's condition comes about
        node = Node(key=node.key, standing=True, own=NEVER)
    own = NEVER if node.own is None and blocked_throughout(node.key, days, drivers, supposed) else node.own
    followed = (replace(one, own=_ending(one.own)) if node.standing else one for one in ifs)
    paced_ifs = tuple(replace(one, own=paced(node.key, one.own, drivers, supposed)) for one in followed)
    return replace(node, own=None if own is None else paced(node.key, own, drivers, supposed), ifs=paced_ifs)


def _ending(own: Own) -> Own:
    """Return the own part of what stands: its end."""
    return replace(own, belief=own.belief.less())


def _paces(drivers: Mapping[str, Working], supposed: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(
        f"{key}: supposed {'on' if on else 'off'}; a step that a driver slows is taken to have half its hazard, "
        "one that it speeds twice"
        for key, on in supposed.items()
        if drivers[key].driver.slows or drivers[key].driver.speeds
    )


# --- contests and objectives ----------------------------------------------------


def objective_key(key: str, way: str) -> str:
    """Return the name of the node that tells whether an objective is advanced, or set back."""
    return f"objective:{key}:{way}"


def contest_key(key: str, side: str) -> str:
    """Return the name of the node that tells whether a side gains in a contest by steps that come."""
    return f"contest:{key}:{side}"


Sum = tuple[tuple[tuple[str, int], ...], int]


def _sums(campaign: Campaign, progress: Mapping[str, Progress], blockers: Iterable[str]) -> dict[str, Sum]:
    """Return the sums over steps, of each objective and, by side, of each contest, with what each is now.

    A sum that no step bears on is left out.
    """
    out = set(blockers)
    steps = [step for step in campaign.processes if step.key not in out]
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for objective in campaign.objectives:
        signs = tuple((s.key, sign) for s in steps if (sign := _bears(s, objective)))
        found[objective_key(objective.key, "advanced")] = signs
        found[objective_key(objective.key, "set back")] = tuple((key, -sign) for key, sign in signs)
    for contest in campaign.contests:
        for side in contest.between:
            signs = tuple((s.key, sign) for s in steps if (sign := _favours(s, contest, side, campaign)))
            found[contest_key(contest.key, side)] = signs
    now = {key for key, one in progress.items() if one.state == "met"}
    return {key: (signs, sum(sign for step, sign in signs if step in now)) for key, signs in found.items() if signs}


def _bears(step: Step, objective: Objective) -> int:
    return (objective.key in step.serves) - (objective.key in step.opposes)


def _favours(step: Step, contest: Contest, side: str, campaign: Campaign) -> int:
    if not set(step.for_) & set(contest.in_):
        return 0
    total = 0
    for objective in campaign.objectives:
        if objective.of in contest.between:
            total += _bears(step, objective) * (1 if objective.of == side else -1)
    return (total > 0) - (total < 0)
