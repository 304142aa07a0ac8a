"""The worked examples of docs/method are what the code gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from watchfloor.assessment.kalman import Observation, Parameters, smooth
from watchfloor.assessment.standing import Z80
from watchfloor.terms import Assessment

PAGES = Path(__file__).parents[2] / "docs" / "method"


def holds(page: str, *said: str) -> None:
    text = " ".join((PAGES / page).read_text(encoding="utf-8").split())
    for words in said:
        assert words in text, words


def test_the_example_of_the_standing_page() -> None:
    numbers = Parameters(drift=0.01, noise=3.0, prior=9.0)
    first, second, asked = (float(date(2020, m, d).toordinal()) for m, d in ((3, 1), (4, 10), (5, 15)))
    visit = Observation(day=first, value=4.0, variance=3.0 / 0.8)
    blame = Observation(day=second, value=-3.0, variance=3.0 / 0.65)
    one, both = smooth([visit], [first, asked], numbers), smooth([visit, blame], [asked], numbers)
    level, variance = both.at(asked)
    low, high = (f"{level + s * Z80 * variance**0.5:.3f}".replace("-", "−") for s in (-1, 1))
    weights = both.weights()
    holds(
        "standing.md",
        f"| {one.at(first)[0]:.3f} | {one.at(first)[1]:.3f} |",
        f"| {level:.3f} | {both.variance[1]:.3f} |",
        f"| {level:.3f} | {variance:.3f} |",
        f"{low} … {high}",
        f"= {weights[0] * 4:.3f}, the accusation",
        f"−3 = −{-weights[1] * -3:.3f}".replace("−-", "−"),
        f"Without the accusation the level would be {level - weights[1] * both.surprises()[1]:.3f}",
    )


def test_the_standing_page_tells_what_was_measured() -> None:
    raw = json.loads(files("watchfloor.assessment").joinpath("standing.json").read_text(encoding="utf-8"))
    for channel, said in (("words", "{:.0%} of the time in words"), ("deeds", "{:.0%} in deeds")):
        found = raw["learned"][channel]["last_year_held_out"]
        scores = f"−{-found['log_score']:.3f} against −{-found['log_score_of_the_past']:.3f}"
        holds("standing.md", said.format(found["coverage_80"]).replace("%", " %"), scores)


def test_the_example_of_the_initiative_page(assessed: Callable[..., Assessment], act: Any) -> None:
    italy, greece = assessed(
        act("AID", "ITA", "MLT", when="2020-03-03"),
        act("AID", "ITA", "MLT", when="2020-03-09"),
        act("AID", "ITA", "MLT", when="2020-03-16"),
        act("SANCTION", "GRC", "ITA MLT", when="2020-03-12"),
        act("SANCTION", "ITA", "GRC MLT", when="2020-03-30"),
    ).initiative
    assert (italy.initiated, italy.answered, greece.initiated, greece.answered) == (3, 1, 1, 0)
    holds(
        "initiative.md",
        f"share is 3 / 4 = {italy.share:.0%}".replace("%", " %"),
        f"runs from {italy.low:.0%} to {italy.high:.0%}".replace("%", " %"),
        f"1 / 4 = {greece.share:.0%}, {greece.low:.0%} to {greece.high:.0%}".replace("%", " %"),
    )


@pytest.mark.parametrize("over", [False, True])
def test_the_example_of_the_processes_page(over: bool, assessed: Callable[..., Assessment], act: Any) -> None:
    acts = [
        act("COOPERATE", "MLT", words="survey", when="2020-03-01"),
        act("REJECT", "MLT", words="survey", when="2020-03"),
        act("PROTEST", "?dockers", place="MLT", words="strike", when="2020-03-05"),
    ]
    if over:
        acts.append(act("AGREE", "?dockers", place="MLT", words="strike", when="2020-03-09"))
    found = {progress.step: progress for progress in assessed(*acts).processes}
    states = {key: found[key].state for key in ("survey", "strike", "licence", "shared-timetable")}
    if over:
        assert states == {"survey": "disputed", "strike": "lost", "licence": "unknown", "shared-timetable": "unknown"}
        holds("processes.md", "Then strike is lost, nothing blocks, and shared-timetable is unknown")
        return
    holds("processes.md", *(f"| {key} | {state} |" for key, state in states.items()))
    assert found["shared-timetable"].waits_for == ("survey", "fee-paid", "fee-waived")
