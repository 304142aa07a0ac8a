"""campaign.yaml as a Campaign, or every error in it at once."""

from __future__ import annotations

from pathlib import Path

from watchfloor.campaign.fields import Fields
from watchfloor.campaign.file import Problems, root_of, text_of
from watchfloor.campaign.rules import check_contests, check_levers, check_questions, check_sides, check_steps
from watchfloor.campaign.vocabulary import vocabulary
from watchfloor.terms import (
    Campaign,
    Contest,
    Driver,
    Indicator,
    Lever,
    Objective,
    Question,
    Side,
    Stakeholder,
    Step,
)
from watchfloor.world import World


def load(path: Path, world: World) -> Campaign:
    """Read a campaign file.

    The campaign keeps the file's name, not its folder, so that the same file gives the same bytes anywhere.
    Raises CampaignError: the first error, with all further ones of the file in `others`.
    """
    return parse(text_of(path), world, name=path.name)


def parse(text: str, world: World, *, name: str) -> Campaign:
    """Read the text of a campaign file; `name` stands in errors and traces. Raises CampaignError."""
    root = root_of(text, name)
    problems = Problems(name)
    fields = Fields(root, "campaign", vocabulary(root, world), problems)
    sides = _sides(fields, world)
    campaign = Campaign(
        title=fields.text("campaign"),
        theatre=fields.names("theatre"),
        sides=sides,
        stakeholders=_stakeholders(fields),
        objectives=_objectives(fields),
        levers=_levers(fields),
        contests=_contests(fields, sides),
        processes=_steps(fields),
        drivers=_drivers(fields),
        indicators=_indicators(fields),
        questions=_questions(fields),
        path=name,
    )
    problems.check()
    return campaign


def _says(fields: Fields, key: str) -> str:
    return fields.text("text", key.replace("-", " "))


def _sides(fields: Fields, world: World) -> tuple[Side, ...]:
    sides, nodes = [], {}
    for key, node, members in fields.lists("sides"):
        sides.append(Side(key=key, members=tuple(name for name, _ in members)))
        nodes[key] = (node, members)
    check_sides(nodes, fields.problems, world)
    return tuple(sides)


def _stakeholders(fields: Fields) -> tuple[Stakeholder, ...]:
    found = []
    owners: dict[str, str] = {}
    for key, _, one in fields.table("stakeholders"):
        found.append(Stakeholder(key=key, text=_says(one, key), interests=one.texts("interests")))
        for interest, _ in found[-1].interests:
            if interest in owners and (node := one.value("interests")) is not None:
                what = f"the interest {interest!r} is also one of {owners[interest]!r}"
                fields.problems.add("duplicate-key", what, node, "give each interest a key of its own")
            owners[interest] = key
    return tuple(found)


def _objectives(fields: Fields) -> tuple[Objective, ...]:
    return tuple(
        Objective(key=key, of=one.name("of"), text=_says(one, key), in_=one.names("in"), harms=one.names("harms"))
        for key, _, one in fields.table("objectives")
    )


def _levers(fields: Fields) -> tuple[Lever, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("levers"):
        nodes[key] = node
        found.append(
            Lever(
                key=key,
                of=one.name("of"),
                text=_says(one, key),
                tags=one.words("tags"),
                serves=one.names("serves"),
                matches=one.matchers("matches"),
            )
        )
    check_levers(found, nodes, fields.problems)
    return tuple(found)


def _contests(fields: Fields, sides: tuple[Side, ...]) -> tuple[Contest, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("contests"):
        between = one.names("between")
        if "between" in one and len(between) != 2 and (at := one.value("between")) is not None:
            fields.problems.add("wrong-type", "a contest is between exactly two sides", at, "write `between: [A, B]`")
        first, second = (*between, "", "")[:2]
        question = one.text("question", f"Who is gaining in {key.replace('-', ' ')}?")
        found.append(Contest(key=key, in_=one.names("in"), between=(first, second), question=question))
        nodes[key] = node
    check_contests(found, nodes, sides, fields.problems)
    return tuple(found)


def _steps(fields: Fields) -> tuple[Step, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("processes"):
        nodes[key] = node
        found.append(
            Step(
                key=key,
                text=_says(one, key),
                for_=one.names("for"),
                requires=one.names("requires"),
                any_of=one.names("any_of"),
                blocked_by=one.names("blocked_by"),
                serves=one.names("serves"),
                opposes=one.names("opposes"),
                met=one.matchers("met"),
                lost=one.matchers("lost"),
                line=int(node.start_mark.line) + 1,
            )
        )
    check_steps(found, nodes, fields.problems)
    return tuple(found)


def _drivers(fields: Fields) -> tuple[Driver, ...]:
    return tuple(
        Driver(key=key, text=_says(one, key), slows=one.names("slows"), speeds=one.names("speeds"))
        for key, _, one in fields.table("drivers")
    )


def _indicators(fields: Fields) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(key=key, text=_says(one, key), when=one.matchers("when"))
        for key, _, one in fields.table("indicators")
    )


def _questions(fields: Fields) -> tuple[Question, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("questions"):
        opens, by = one.day("opens"), one.day("by")
        if by is None:
            continue  # already a problem
        nodes[key] = node
        found.append(Question(key=key, text=_says(one, key), opens=opens, by=by, resolves=one.matchers("resolves")))
    check_questions(found, nodes, fields.problems)
    return tuple(found)
