"""A proposed campaign loads, cites, repeats itself, and survives whatever the documents say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.campaign.conftest import Act, make_view

from watchfloor import world as reference
from watchfloor.campaign import bind, parse
from watchfloor.campaign.drafting import draft
from watchfloor.campaign.drafting.needs import MAX_STEPS
from watchfloor.campaign.drafting.writing import comment, quoted, slug, unique
from watchfloor.terms import Entity, Goal, Requirement, Statement, View
from watchfloor.world import World

ACTS = [
    ("AID", "RUS", "SRB", "helicopter deliver army"),
    ("AID", "RUS", "SRB", "helicopter more"),
    ("COOPERATE", "gazprom", "SRB", "pipeline build"),
    ("COOPERATE", "gazprom", "SRB", "pipeline weld"),
    ("AGREE", "EU", "MKD", "grant road"),
    ("AGREE", "USA", "XKX", "grant rail"),
    ("CONSULT", "USA", "XKX", "rail"),
    ("CONSULT", "DEU", "SRB", "visit"),
    ("CONSULT", "DEU", "MKD", "visit"),
    ("CONSULT", "EU", "SRB", "visit chapter"),
    ("SANCTION", "USA", "SRB", "tariff"),
    ("CONSULT", "NATO", "MKD", "join"),
    ("AGREE", "NATO", "MKD", "join"),
]
SERBIA = (Entity(key="SRB", name="Serbia"),)
NEEDS = (
    Requirement(of="accession to the union", for_=SERBIA, requires="The normal ties", status="unmet"),
    Requirement(of="the normal ties", for_=SERBIA, requires="an accord on tariffs"),
    Requirement(of="An accord on tariffs", for_=SERBIA, requires="accession to the union"),
    Requirement(of="Serbia", requires="Russia"),
)


@pytest.fixture
def read(view: Callable[..., View], act: Any) -> View:
    made: View = view(*(act(e, a, b, words=words) for e, a, b, words in ACTS), needs=NEEDS)
    goal = Goal(actor=Entity(key="RUS-GOV", name="Kremlin"), text="keep the base “for good”: here & now")
    cited = made.documents[0].cite(0, 8)
    wish = Statement(id="wish", kind="objective", citation=cited, objective=goal)
    return replace(made, statements=(*made.statements, wish))


def test_a_draft_loads_and_proposes_who_contends_by_which_means_and_what_is_needed(read: View, world: World) -> None:
    text = draft(read, world)
    assert text is not None
    found = parse(text, world, name="draft.yaml")
    assert set(found.theatre) == {"SRB", "XKX", "MKD"}
    sides = {frozenset(side.members) for side in found.sides}
    assert frozenset({"RUS", "gazprom"}) in sides
    assert any({"EU", "NATO", "DEU", "USA"} <= side for side in sides)
    assert [contest.in_ for contest in found.contests] == [(key,) for key in found.theatre]
    assert {lever.key for lever in found.levers} >= {"helicopter", "pipeline", "visit"}
    assert [(o.of, o.text) for o in found.objectives] == [("Russia", "Keep the base “for good”: here & now")]
    bound = {lever for binding in bind(read, found, world) for lever in binding.levers}
    assert bound == {lever.key for lever in found.levers}


def test_requirements_become_steps_said_alike_are_one_and_no_circle_is_closed(read: View, world: World) -> None:
    found = parse(draft(read, world) or "", world, name="draft.yaml")
    assert {step.key: step.requires for step in found.processes} == {
        "accession-union": ("normal-ties",),
        "normal-ties": ("accord-tariffs",),
        "accord-tariffs": (),
    }
    assert {step.for_ for step in found.processes} == {("SRB",)}


def test_every_entry_cites_the_document_the_line_and_the_sentence(read: View, world: World) -> None:
    text = draft(read, world) or ""
    lines = text.splitlines()
    sections = {"objectives:", "levers:", "processes:"}
    section = ""
    for before, line in pairwise(lines):
        section = line if not line.startswith(" ") and line.endswith(":") else section
        if section in sections and re.fullmatch(r"  [a-z0-9-]+:", line):
            assert re.fullmatch(r"  # .+, 2020-05-15, line 1: “No text\.”( \(.+\))?", before), before


def test_the_same_view_gives_the_same_text(read: View, world: World) -> None:
    turned = replace(read, events=tuple(reversed(read.events)))
    assert draft(read, world) == draft(read, world)
    sections = [set((draft(one, world) or "").splitlines()) for one in (read, turned)]
    assert sections[0] == sections[1]


def test_where_nobody_acts_upon_anybody_there_is_no_draft(view: Callable[..., View], act: Any, world: World) -> None:
    assert draft(view(), world) is None
    assert draft(view(act("AID", "?somebody", "?nobody")), world) is None


def test_those_who_act_and_are_not_acted_upon_are_no_theatre(view: Callable[..., View], act: Any, world: World) -> None:
    pairs = [("RUS", "SRB"), ("RUS", "MKD"), ("USA", "SRB"), ("USA", "MKD")]
    found = parse(draft(view(*(act("AID", a, b) for a, b in pairs)), world) or "", world, name="draft.yaml")
    assert set(found.theatre) == {"SRB", "MKD"}
    assert {side.members for side in found.sides} == {("RUS",), ("USA",)}


def test_without_anybody_from_outside_the_draft_still_loads(view: Callable[..., View], act: Any, world: World) -> None:
    text = draft(view(*(act("CONSULT", "SRB", "MKD") for _ in range(3))), world)
    assert parse(text or "", world, name="draft.yaml").sides == ()


def test_with_one_side_alone_no_contest_is_proposed(view: Callable[..., View], act: Any, world: World) -> None:
    text = draft(view(*(act("AID", "RUS", to, words="grain") for to in ("SRB", "MKD", "SRB", "MKD"))), world)
    found = parse(text or "", world, name="draft.yaml")
    assert (len(found.sides), found.contests) == (1, ())


@cache
def _world() -> World:
    return reference.load()


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_documents_say_the_draft_loads(of: str, needs: str) -> None:
    there = _world()
    acts = [Act(e, a, b, words=words) for e, a, b, words in ACTS]
    view = make_view(*acts, needs=(Requirement(of=of, requires=needs),))
    goal = Goal(actor=Entity(key="RUS", name="Russia"), text=of + needs)
    title = replace(view.documents[0], title=of, text=view.documents[0].text)
    said = Statement(id="w", kind="objective", citation=title.cite(0, 8), objective=goal)
    made = replace(view, documents=(title, *view.documents[1:]), statements=(*view.statements, said))
    assert parse(draft(made, there) or "", there, name="draft.yaml").theatre


@given(st.text())
def test_texts_and_comments_stay_on_their_line(text: str) -> None:
    assert len(quoted(text).splitlines()) == 1
    assert len(comment("  ", text).splitlines()) == 1
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert unique("a", []) == "a"
    assert unique("a", ["a", "a-2"]) == "a-3"


def test_bodies_with_the_same_members_and_members_of_one_stand_together(
    view: Callable[..., View], act: Any, world: World
) -> None:
    acts = [act("AID", who, to) for who in ("EU", "NATO", "AUT", "FRA", "CHN", "gazprom") for to in ("SRB", "MKD")]
    found = parse(draft(view(*acts), world) or "", world, name="draft.yaml")
    sides = [set(side.members) for side in found.sides]
    assert {"EU", "NATO", "AUT", "FRA"} in sides
    assert {"CHN"} in sides
    assert not any("gazprom" in side for side in sides)  # the power it comes from does not act here


def test_no_more_steps_are_proposed_than_anybody_reads(view: Callable[..., View], act: Any, world: World) -> None:
    words = ["".join(pair) for pair in product("bcdfg", "aeiou", "lmnrs")]
    needs = tuple(Requirement(of=f"the {one} plan", requires=f"the {one} money") for one in words)
    made = view(*(act(e, a, b, words=w) for e, a, b, w in ACTS), needs=needs)
    assert len(parse(draft(made, world) or "", world, name="draft.yaml").processes) == MAX_STEPS
