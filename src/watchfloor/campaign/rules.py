"""What must hold between the parts of a campaign; each rule notes its own errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import yaml

from watchfloor.campaign.fields import Fields
from watchfloor.campaign.file import Problems
from watchfloor.terms import Chance, Contest, Driver, Inquiry, Lever, Question, Side, Step
from watchfloor.world import World

Nodes = Mapping[str, yaml.Node]
Members = tuple[tuple[str, yaml.Node], ...]


def check_sides(sides: Mapping[str, tuple[yaml.Node, Members]], problems: Problems, world: World) -> None:
    """Refuse sides that overlap, and names of sides that are names of the world."""
    owner: dict[str, str] = {}
    for key, (node, members) in sides.items():
        if world.known(key):
            what = f"the side {key!r} is called like an actor of the world"
            problems.add("overlap", what, node, "give the side a name of its own, such as 'West'")
        for name, _ in members:
            owner.setdefault(name, key)
    for key, (_, members) in sides.items():
        for name, node in members:
            for above in (name, *world.parents(name)):
                if owner.get(above, key) != key:
                    what = f"{name!r} stands on two sides: {key} and {owner[above]}"
                    problems.add("overlap", what, node, "sides must not overlap; remove it from one")
                    break


def check_levers(levers: Iterable[Lever], nodes: Nodes, problems: Problems) -> None:
    """Refuse a lever whose matchers ask for a lever: levers are bound first."""
    for lever in levers:
        for matcher in lever.matches:
            if matcher.lever or any(part is not None and part.lever for part in (matcher.all_of, matcher.not_)):
                what = f"the matchers of lever {lever.key!r} ask for a lever"
                problems.add("cycle", what, nodes[lever.key], "levers are bound first: match the event itself")
                break


def check_contests(contests: Iterable[Contest], nodes: Nodes, sides: Iterable[Side], problems: Problems) -> None:
    """Refuse a contest over a territory that is itself on one of the sides."""
    owner = {member: side.key for side in sides for member in side.members}
    for contest in contests:
        for territory in contest.in_:
            if owner.get(territory) in contest.between:
                what = f"{territory} is contended for and is on the side {owner[territory]}"
                problems.add("overlap", what, nodes[contest.key], "remove it from the side, or drop the contest")


def check_stakes(contests: Iterable[Contest], nodes: Nodes, problems: Problems) -> None:
    """Refuse an interest staked on a side that does not contend."""
    for contest in contests:
        for interest, side in contest.stakes:
            if side not in contest.between:
                what = f"the interest {interest!r} is staked on {side}, which is no side of the contest {contest.key!r}"
                problems.add("unknown-name", what, nodes[contest.key], f"its sides: {', '.join(contest.between)}")


def check_questions(questions: Iterable[Question], nodes: Nodes, problems: Problems) -> None:
    """Refuse a question that closes before it opens."""
    for question in questions:
        if question.opens is not None and question.opens > question.by:
            what = f"the question {question.key!r} closes before it opens"
            problems.add("bad-date", what, nodes[question.key], "`opens` must not be after `by`")


def check_steps(steps: Sequence[Step], nodes: Nodes, problems: Problems) -> None:
    """Refuse steps that wait for each other, and steps that can never be met."""
    known = {step.key: step for step in steps}
    for cycle in _cycles(known):
        what = f"these steps wait for each other: {' → '.join((*cycle, cycle[0]))}"
        problems.add("cycle", what, nodes[cycle[0]], "a process must end somewhere: remove one of these links")
    for step in steps:
        for other in sorted(set(step.blocked_by) & _surely_needed(step, known)):
            what = f"the step {step.key!r} can never be met: it needs {other!r} and is blocked by it"
            problems.add("never-met", what, nodes[step.key], "keep it in one of the two")


def _surely_needed(step: Step, steps: Mapping[str, Step]) -> set[str]:
    """Return the steps without which a step cannot be met, near and far; a choice of several needs none of them."""
    found: set[str] = set()
    stack = [step]
    while stack:
        one = stack.pop()
        sure = {*one.requires, *(key for group in one.any_of if len(group) == 1 for key in group)}
        stack.extend(steps[key] for key in sure - found if key in steps)
        found |= sure
    return found


def chance(fields: Fields) -> Chance | None:
    """Return an analyst's estimate; a probability and its interval that do not fit are a problem."""
    p, low, high, by = fields.p("p"), fields.p("low"), fields.p("high"), fields.day("by")
    if "p" not in fields and not {"low", "high"} <= set(fields.nodes):
        what, hint = "this chance has no number", "give `p`, or `low` and `high`"
        fields.problems.add("missing-key", what, fields.node, hint)
    ends = [p if end is None else end for end in (low, high)]
    if by is None or ends[0] is None or ends[1] is None:
        return None
    middle = (ends[0] + ends[1]) / 2.0 if p is None else p
    if not ends[0] <= middle <= ends[1]:
        what, hint = f"`p` {middle:g} lies outside {ends[0]:g} to {ends[1]:g}", "low ≤ p ≤ high"
        fields.problems.add("bad-number", what, fields.node, hint)
        return None
    who, why = fields.text("by_whom"), fields.text("why")
    return Chance(p=middle, low=ends[0], high=ends[1], by=by, by_whom=who, why=why)


def check_drivers(drivers: Iterable[Driver], nodes: Nodes, problems: Problems) -> None:
    """Refuse a driver that ends before it begins."""
    for driver in drivers:
        if driver.begins is not None and driver.until is not None and driver.begins > driver.until:
            what = f"the driver {driver.key!r} ends before it begins"
            problems.add("bad-date", what, nodes[driver.key], "`from` must not be after `until`")


def check_inquiries(inquiries: Iterable[Inquiry], nodes: Nodes, problems: Problems) -> None:
    """Refuse a question with fewer than two hypotheses, and evidence that rates another question's."""
    for inquiry in inquiries:
        own = {key for key, _ in inquiry.hypotheses}
        if len(own) < 2:
            what = f"{inquiry.key!r} has fewer than two hypotheses: nothing competes"
            problems.add("wrong-type", what, nodes[inquiry.key], "name at least two under `hypotheses`")
        for rated in inquiry.evidence:
            for key in sorted({key for key, _ in rated.rates} - own):
                what = f"the evidence {rated.key!r} rates {key!r}, which is no hypothesis of {inquiry.key!r}"
                problems.add("unknown-name", what, nodes[inquiry.key], f"its hypotheses: {', '.join(sorted(own))}")


def _cycles(steps: Mapping[str, Step]) -> list[tuple[str, ...]]:
    """Return one cycle for each back link of a depth-first walk, each beginning at its first step in file order."""
    done: set[str] = set()
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in steps:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                done.add(path.pop())
                continue
            if key in path:
                cycle = path[path.index(key) :]
                first = min(range(len(cycle)), key=lambda i: list(steps).index(cycle[i]))
                found.setdefault(frozenset(cycle), (*cycle[first:], *cycle[:first]))
                continue
            if key in done:
                continue
            path.append(key)
            stack.append((key, True))
            step = steps[key]
            needs = (*step.below, *step.expected.after)
            stack.extend((need, False) for need in reversed(needs) if need in steps)
    return list(found.values())
