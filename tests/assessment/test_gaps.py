from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from watchfloor.assessment import assess
from watchfloor.terms import Assessment, Campaign, Contradiction, Gap, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]


def about(assessment: Assessment, kind: str) -> list[Gap]:
    return [gap for gap in assessment.gaps if gap.kind == kind]


def test_before_the_first_document_every_contest_is_said_to_be_unknown(assessed: Assessed) -> None:
    assert [(gap.kind, gap.about) for gap in assessed().gaps] == [("stale", "malta"), ("stale", "cyprus")]


def test_contradictions_keep_both_sides(view: Callable[..., View], act: Any, campaign: Campaign, world: World) -> None:
    seen = view(act("AID", "ITA", "MLT"))
    found = Contradiction(field="number", first="s0-d1", second="s0-d2", says=("four", "three"))
    seen = replace(seen, events=(replace(seen.events[0], contradictions=(found,)),))
    (gap,) = about(assess(seen, campaign, world, since=seen.as_of), "contradiction")
    assert gap.statements == ("s0-d1", "s0-d2")
    assert "four" in gap.text
    assert "three" in gap.text


def test_what_one_origin_alone_says_is_told_where_it_weighs(assessed: Assessed, act: Any) -> None:
    alone = about(assessed(act("AID", "ITA", "MLT", documents="d1")), "single-origin")
    assert [gap.about for gap in alone][1:] == ["malta"]
    assert about(assessed(act("AID", "ITA", "MLT")), "single-origin") == []
    assert about(assessed(act("AGREE", "ITA", "FRA", words="port", documents="d1")), "single-origin") == []


def test_names_that_nobody_bears_are_told_once_the_most_frequent_first(assessed: Assessed, act: Any) -> None:
    found = about(
        assessed(act("AID", "?b", "?a"), act("AID", "?b ?b", "MLT"), act("AID", "MLT", place="?c")), "unresolved-name"
    )
    assert [(gap.about, len(gap.events)) for gap in found] == [("b", 2), ("a", 1), ("c", 1)]


def test_a_contest_without_news_for_a_quarter_is_stale(assessed: Assessed, act: Any) -> None:
    old = about(assessed(act("AID", "ITA", "MLT", when="2020-02-14"), act("AID", "ITA", "MLT", when="2019")), "stale")
    assert [gap.about for gap in old] == ["malta", "cyprus"]
    assert "2020-02-14" in old[0].text
    assert [gap.about for gap in about(assessed(act("AID", "ITA", "MLT", when="2020-02-15")), "stale")] == ["cyprus"]


def test_undated_acts_are_told(assessed: Assessed, act: Any) -> None:
    found = assessed(act("AID", "ITA", "MLT", when="XXXX"))
    (gap,) = about(found, "undated")
    assert len(gap.events) == 1
    assert gap.text == "without a date these are scored as of some day in the 60 days before they were known"
    assert any(moved.event in gap.events for standing in found.standings for moved in standing.moved)


def test_acts_in_the_theatre_that_nothing_binds_are_told(assessed: Assessed, act: Any) -> None:
    (gap,) = about(assessed(act("AID", "FRA", "MLT"), act("AID", "FRA", "DEU")), "unbound")
    assert len(gap.events) == 1
