"""campaign.yaml as a Campaign, or every error in it at once."""

from __future__ import annotations

from pathlib import Path

from watchfloor.campaign.fields import Fields
from watchfloor.campaign.file import Problems, root_of, text_of
from watchfloor.campaign.remarks import Remark, remarks
from watchfloor.campaign.rules import (
    chance,
    check_contests,
    check_drivers,
    check_inquiries,
    check_levers,
    check_questions,
    check_sides,
    check_stakes,
    check_steps,
)
from watchfloor.campaign.vocabulary import vocabulary
from watchfloor.terms import (
    Assumption,
    Campaign,
    Contest,
    Driver,
    Expected,
    Indicator,
    Inquiry,
    Lever,
    Objective,
    Question,
    Rated,
    Scenario,
    Side,
    Stakeholder,
    Step,
)
from watchfloor.world import World
from watchfloor.world.tags import instrument


def load(path: Path, world: World) -> Campaign:
    """Read a campaign file.

    The campaign keeps the file's name, not its folder, so that the same file gives the same bytes anywhere.
    Raises CampaignError: the first error, with all further ones of the file in `others`.
    """
    return parse(text_of(path), world, name=path.name)


def examine(path: Path, world: World) -> tuple[Campaign, tuple[Remark, ...]]:
    """Read a campaign file and return it with the warnings on it. Raises CampaignError as `load` does."""
    text = text_of(path)
    campaign = parse(text, world, name=path.name)
    return campaign, remarks(campaign, text)


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
        scenarios=_scenarios(fields),
        assumptions=_assumptions(fields),
        questions=_questions(fields),
        inquiries=_inquiries(fields),
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
        Objective(
            key=key,
            of=one.name("of"),
            text=_says(one, key),
            in_=one.names("in"),
            harms=one.names("harms"),
            helps=one.names("helps"),
        )
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
                tags=tuple(dict.fromkeys(instrument(tag) for tag in one.words("tags"))),
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
        stakes = one.ratings("stakes")
        found.append(Contest(key=key, in_=one.names("in"), between=(first, second), question=question, stakes=stakes))
        nodes[key] = node
    check_contests(found, nodes, sides, fields.problems)
    check_stakes(found, nodes, fields.problems)
    return tuple(found)


def _steps(fields: Fields) -> tuple[Step, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("processes"):
        nodes[key] = node
        requires, groups = one.needs("requires")
        found.append(
            Step(
                key=key,
                text=_says(one, key),
                for_=one.names("for"),
                requires=requires,
                any_of=(*groups, one.names("any_of")) if "any_of" in one else groups,
                blocked_by=one.names("blocked_by"),
                serves=one.names("serves"),
                opposes=one.names("opposes"),
                met=one.matchers("met"),
                lost=one.matchers("lost"),
                expected=_expected(one),
                chances=tuple(c for record in one.records("chance") if (c := chance(record)) is not None),
                line=int(node.start_mark.line) + 1,
            )
        )
    check_steps(found, nodes, fields.problems)
    return tuple(found)


def _expected(one: Fields) -> Expected:
    found = next(iter(one.records("expected")), None)
    return Expected() if found is None else Expected(after=found.names("after"), takes_days=found.span("takes"))


def _drivers(fields: Fields) -> tuple[Driver, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("drivers"):
        nodes[key] = node
        found.append(
            Driver(
                key=key,
                text=_says(one, key),
                slows=one.names("slows"),
                speeds=one.names("speeds"),
                blocks=one.names("blocks"),
                when=one.matchers("when"),
                begins=one.day("from"),
                until=one.day("until"),
            )
        )
    check_drivers(found, nodes, fields.problems)
    return tuple(found)


def _indicators(fields: Fields) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(key=key, text=_says(one, key), when=one.matchers("when"), by=one.day("by"))
        for key, _, one in fields.table("indicators")
    )


def _scenarios(fields: Fields) -> tuple[Scenario, ...]:
    found = []
    for key, _, one in fields.table("scenarios"):
        signs = tuple((name, word == "expected") for name, word in one.ratings("indicators"))
        share = one.p("threshold")
        found.append(
            Scenario(key=key, text=_says(one, key), indicators=signs, threshold=0.5 if share is None else share)
        )
    return tuple(found)


def _assumptions(fields: Fields) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            key=key,
            text=_says(one, key),
            underlies=one.names("underlies"),
            when=one.matchers("when"),
            against=one.matchers("against"),
        )
        for key, _, one in fields.table("assumptions")
    )


def _questions(fields: Fields) -> tuple[Question, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("questions"):
        opens, by = one.day("opens"), one.day("by")
        if by is None:
            continue  # already a problem
        nodes[key] = node
        found.append(
            Question(
                key=key,
                text=_says(one, key),
                opens=opens,
                by=by,
                resolves=one.matchers("resolves"),
                step=one.name("step") or None,
                author=one.text("author"),
            )
        )
    check_questions(found, nodes, fields.problems)
    return tuple(found)


def _inquiries(fields: Fields) -> tuple[Inquiry, ...]:
    found, nodes = [], {}
    for key, node, one in fields.table("hypotheses"):
        nodes[key] = node
        evidence = tuple(
            Rated(
                key=own,
                text=_says(rated, own),
                when=rated.matchers("when"),
                events=rated.words("events"),
                rates=rated.ratings("rates"),
            )
            for own, _, rated in one.table("evidence")
        )
        found.append(
            Inquiry(key=key, question=one.text("question"), hypotheses=one.texts("hypotheses"), evidence=evidence)
        )
    check_inquiries(found, nodes, fields.problems)
    return tuple(found)
