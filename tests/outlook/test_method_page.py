"""The worked examples of docs/method/outlook.md are what the code gives."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from watchfloor.assessment.model import standard
from watchfloor.campaign import parse
from watchfloor.outlook.reckoning.beliefs import Voice, pooled
from watchfloor.outlook.reckoning.chances import Reckoner
from watchfloor.outlook.reckoning.graph import Node, ordered, own
from watchfloor.outlook.register.scores import Scored, scores
from watchfloor.terms import Forecast
from watchfloor.world import World

PAGE = " ".join((Path(__file__).parents[2] / "docs" / "method" / "outlook.md").read_text(encoding="utf-8").split())
YEAR = 365.0


def holds(*said: str) -> None:
    for words in said:
        assert words in PAGE, words


def test_the_timetable() -> None:
    end = Node(key="timetable", groups=(("survey",),), blocked_by=("strike",), own=own(0.8, YEAR))
    survey = Node(key="survey", own=own(0.5, YEAR))
    graph = ordered([end, survey, Node(key="strike", standing=True, own=own(0.75, YEAR))])
    reckoner = Reckoner(graph=graph)
    year, half = reckoner.at(YEAR), reckoner.at(YEAR / 2.0)
    holds(
        f"× (1 − {year['strike'].least:.2f}) = {year['timetable'].least:.3f}, unlikely",
        f"survey 1 − 0.5^½ = {half['survey'].least:.3f}",
        f"the strike ended 1 − 0.25^½ = {1 - half['strike'].least:.3f}; together {half['timetable'].least:.3f}",
        f"lost: {reckoner.at(YEAR, {'survey': False})['timetable'].least:.0f}; "
        f"met: {reckoner.at(YEAR, {'survey': True})['timetable'].least:.3f}",
    )
    assert reckoner.at(YEAR, {"strike": True})["timetable"].least == 0.0


def test_two_sources() -> None:
    grades = standard().grades
    assert (grades["B"], grades["C"]) == (0.8, 0.65)
    belief = pooled([Voice(readers=(0.6, 0.75, 0.85), weight=0.8), Voice(readers=(0.05, 0.2, 0.3), weight=0.65)])
    low, high = belief.interval()
    holds(f"p = {belief.p:.3f}, 80 % interval {low:.2f} to {high:.2f}")
    weights = (2.975, 0.971)
    middle = (weights[0] * 1.099 - weights[1] * 1.386) / sum(weights)
    spread = weights[0] * (1.099 - middle) ** 2 + weights[1] * (-1.386 - middle) ** 2
    holds(f"Pooled: ℓ = {middle:.3f}", f"{spread:.2f} / {sum(weights):.3f} = {spread / sum(weights):.3f}",
          f"instead of {1 / sum(weights):.3f}")  # fmt: skip


def test_five_forecasts() -> None:
    some = [
        Scored(came=came, forecast=Forecast(question=str(n), author="a", p=p, made=date(2030, 1, 1), why="",
                                            recorded=datetime(2030, 1, 1, tzinfo=UTC)))
        for n, (p, came) in enumerate([(0.2, True), (0.2, False), (0.8, True), (0.8, True), (0.8, True)])
    ]  # fmt: skip
    found = scores(some, {})
    holds(
        f"Brier {found.brier:.3f}; reliability (2 · 0.3² + 3 · 0.2²) / 5 = {found.reliability:.3f}",
        f"resolution (2 · 0.3² + 3 · 0.2²) / 5 = {found.resolution:.3f}",
        f"0.8 · 0.2 = {found.uncertainty:.3f}",
    )
    assert found.skill == pytest.approx(0.0)


def test_the_campaign_of_the_how_to_is_one(world: World) -> None:
    text = (Path(__file__).parents[2] / "docs" / "howto" / "forecasting.md").read_text(encoding="utf-8")
    head = "campaign: T\ntheatre: [MLT]\nsides: {Italy: [ITA], Greece: [GRC]}\n"
    campaign = parse(head + "".join(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)), world, name="how-to")
    assert campaign.questions[0].step == "survey"
    assert campaign.step("shared-timetable").chances[0].p == 0.8
