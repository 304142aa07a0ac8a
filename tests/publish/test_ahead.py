"""The outlook and the register as pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from watchfloor.publish.site.pages import render
from watchfloor.terms import (
    Course,
    Effect,
    Forecast,
    Ground,
    Issue,
    Leg,
    Odds,
    Outlook,
    Prospect,
    Question,
    Resolution,
    Supposition,
    Sway,
)

DAY = date(2020, 6, 30)
BY = date(2021, 6, 30)


def odds(p: float, word: str) -> Odds:
    return Odds(least=p, most=p, low=p / 2, high=min(1.0, 2 * p), word=word, p=p, exact=True)


@pytest.fixture
def ahead(issue: Issue) -> Issue:
    first, second, *_ = [step.key for step in issue.campaign.processes]
    need = next(s.id for s in issue.view.statements if s.kind == "requirement")
    prospects = tuple(
        Prospect(
            step=step.key, by=BY, state="unmet", odds=odds(0.3, "unlikely"),
            ground=Ground(kind="sources", text="one judgement", p=0.3, statements=(need,)),
            waits_for=(second,), curve=((DAY, 0.0, 0.0, 0.0, 0.0), (BY, 0.3, 0.3, 0.15, 0.6)),
            sways=(Sway(step=second, met=(0.5, 0.5), lost=(0.0, 0.0)),),
        )
        for step in issue.campaign.processes
    )  # fmt: skip
    legs = (Leg(step=second, met=False, about=None),)
    made = Outlook(
        as_of=DAY, by=BY, prospects=prospects,
        courses=(Course(process=first, kind="most likely", p=0.7, why="", legs=legs),),
        answers=(("q", odds(0.3, "unlikely")),),
    )  # fmt: skip
    effect = Effect(
        kind="process", key=first, what="met", before=odds(0.3, "unlikely"), after=odds(0.0, ""), why=(second,)
    )
    asked = Question(key="q", text="Will talks resume?", opens=date(2020, 1, 1), by=date(2020, 6, 1))
    said = Forecast(question="q", author="Desk", p=0.3, made=date(2020, 2, 1), why="no mandate",
                    recorded=datetime(2020, 2, 1, tzinfo=UTC))  # fmt: skip
    came = Resolution(question="q", outcome="no", on=date(2020, 6, 2), author="Desk", why="none",
                      recorded=datetime(2020, 6, 2, tzinfo=UTC))  # fmt: skip
    return replace(
        issue, campaign=replace(issue.campaign, questions=(asked,)), outlook=made, forecasts=(said,),
        resolutions=(came,),
        what_if=((Supposition(about=second, state="lost"), (effect,)), (Supposition(about=first, state="met"), ())),
    )  # fmt: skip


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
