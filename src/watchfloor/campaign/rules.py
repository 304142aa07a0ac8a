"""What must hold between the parts of a campaign; each rule notes its own errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import yaml

from watchfloor.campaign.file import Problems
from watchfloor.terms import Contest, Lever, Question, Side, Step
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
        for other in sorted(set(step.blocked_by) & {*step.requires, *step.any_of}):
            what = f"the step {step.key!r} can never be met: it needs {other!r} and is blocked by it"
            problems.add("never-met", what, nodes[step.key], "keep it in one of the two")


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
            needs = (*step.requires, *step.any_of, *step.blocked_by)
            stack.extend((need, False) for need in reversed(needs) if need in steps)
    return list(found.values())
