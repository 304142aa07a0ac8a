"""The outlook and the register as pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from watchfloor.publish.site.pages import render
from watchfloor.terms import (
    Issue,
)

DAY = date(2020, 6, 30)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_chance_stands_with_its_interval_and_leads_to_what_it_rests_on(ahead: Issue, world: Any) -> None:
    page = render(ahead, world)["outlook.html"]
    assert "unlikely, 30 % (15–60 %)" in page
    assert "what the sources expect" in page
    need = next(s.id for s in ahead.view.statements if s.kind == "requirement")
    assert f"#s-{need}" in page


def test_a_single_supposition_shows_before_and_after_without_a_server(ahead: Issue, world: Any) -> None:
    files = render(ahead, world)
    second = ahead.campaign.processes[1].key
    found = re.search(rf'<details class="supposition" id="if-{second}-lost">.*?</details>', files["outlook.html"], re.S)
    assert found is not None
    assert "30 % 0 %" in plain(found[0])
    assert files["outlook.html"].count('class="supposition"') == 1  # what changes nothing is left out


def test_the_charts_of_a_process_are_saved(ahead: Issue, world: Any) -> None:
    files = render(ahead, world)
    first = ahead.campaign.processes[0].key
    assert {f"charts/curve-{first}.svg", f"charts/tornado-{first}.csv", "charts/calibration.svg"} <= files.keys()


def test_the_register_says_how_a_question_came_out_and_scores_who_spoke(ahead: Issue, world: Any) -> None:
    page = plain(render(ahead, world)["register.html"])
    assert "settled: no, 2 June 2020" in page
    assert "1 February 2020 Desk 30 % no mandate" in page
    assert "Desk 1 0.090" in page


def test_a_desk_without_an_outlook_says_so(issue: Issue, world: Any) -> None:
    files = render(issue, world)
    assert "The campaign names no process." in files["outlook.html"]
    assert "nothing to score" in files["register.html"]


def test_a_course_on_which_nothing_is_settled_is_left_out(ahead: Issue, world: Any) -> None:
    assert ahead.outlook is not None
    open_ = tuple(replace(leg, met=None) for leg in ahead.outlook.courses[0].legs)
    courses = (replace(ahead.outlook.courses[0], legs=open_),)
    page = render(replace(ahead, outlook=replace(ahead.outlook, courses=courses)), world)["outlook.html"]
    assert "most likely (70 %)" in render(ahead, world)["outlook.html"]
    assert "most likely (70 %)" not in page


def test_a_chance_of_which_nothing_is_known_has_no_curve(ahead: Issue, world: Any) -> None:
    assert ahead.outlook is not None
    blank = tuple(replace(one, curve=((DAY, 0.0, 1.0, 0.0, 1.0),)) for one in ahead.outlook.prospects)
    files = render(replace(ahead, outlook=replace(ahead.outlook, prospects=blank)), world)
    assert not [path for path in files if path.startswith("charts/curve")]
    assert [path for path in files if path.startswith("charts/tornado")]
