"""The worked examples of docs/method are what the code gives."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.special import stdtrit

from watchfloor.assessment import assess
from watchfloor.assessment.kalman import Days, Parameters, Path, Reports, scale, smooth
from watchfloor.assessment.model import shipped
from watchfloor.assessment.stances import UPPER
from watchfloor.terms import ICD203, Assessment, Campaign, View
from watchfloor.world import World

PAGES = pathlib.Path(__file__).parents[2] / "docs" / "method"


def holds(page: str, *said: str) -> None:
    text = " ".join((PAGES / page).read_text(encoding="utf-8").split())
    for words in said:
        assert words in text, words


def test_the_example_of_the_standing_page() -> None:
    numbers = Parameters(drift=0.01, noise=3.0, prior=9.0, freedom=6.0)
    days = np.array([float(date(2020, m, d).toordinal()) for m, d in ((3, 1), (4, 10), (5, 15))])
    visit, blame = (0, 4.0, 3.0 / 0.8), (1, -3.0, 3.0 / 0.65)

    def told(*seen: tuple[int, float, float]) -> Path:
        at, value, variance = zip(*seen, strict=True)
        return smooth(Days(days, np.array([0])), Reports(*map(np.array, (at, value, variance))), numbers)

    one, both = told(visit), told(visit, blame)
    level, variance = both.mean[2], both.variance[2]
    found, freedom = scale(both.misfit, np.array([2]), numbers.freedom)
    quantile = stdtrit(freedom[0], UPPER)
    low, high = (f"{level + s * quantile * (found[0] * variance) ** 0.5:.3f}".replace("-", "−") for s in (-1, 1))
    holds(
        "standing.md",
        f"| {one.mean[0]:.3f} | {one.variance[0]:.3f} |",
        f"| {level:.3f} | {both.variance[1]:.3f} |",
        f"| {level:.3f} | {variance:.3f} |",
        f"= {both.misfit[0]:.3f}, so s = ",
        f"= {found[0]:.3f} with {freedom[0]:.0f} degrees of freedom, whose 90 % quantile is {quantile:.4f}",
        f"{low} … {high}",
        f"= {both.weight[0] * 4:.3f}, the accusation",
        f"−3 = −{-both.weight[1] * -3:.3f}".replace("−-", "−"),
        f"Without the accusation the level would be {level - both.weight[1] * both.surprise[1]:.3f}",
    )


def test_the_standing_page_tells_what_was_measured() -> None:
    learned = shipped()["learned"]
    told, rules = learned["next_month"], learned["next_month"]["rules"]
    rival, (gain, low, high) = rules[told["best_average"]], told["gain_over_best_average"]
    inside = [f"{learned[channel]['held_out']['coverage_80']:.0%}".replace("%", " %") for channel in ("words", "deeds")]
    holds(
        "standing.md",
        f"log score −{-told['log_score']:.3f}, against −{-rival:.3f} of the best",
        f"−{-rules['mean of 12 months']:.3f} of the mean of 12 months and −{-rules['no-change']:.3f} of no change",
        f"is {gain:.3f} (95 % interval {low:.3f} to {high:.3f}",
        f"hold {told['coverage_80']:.0%} of {told['pair_months']:,} pair-months".replace("%", " %"),
        f"in words alone {inside[0]} and in deeds alone {inside[1]} hold",
    )


def test_the_model_foretells_better_than_every_simple_rule_and_its_intervals_hold() -> None:
    told = shipped()["learned"]["next_month"]
    assert told["log_score"] > max(told["rules"].values())
    assert told["gain_over_best_average"][1] > 0
    assert 0.77 <= told["coverage_80"] <= 0.83


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


def test_the_example_of_the_levers_page(
    assessed: Callable[..., Assessment], act: Any, view: Callable[..., View], campaign: Campaign, world: World
) -> None:
    acts = [
        act("AID", "ITA", "MLT", words="port", when="2020-03-01"),
        act("AID", "ITA", "MLT", words="port", when="2020-04-01"),
        act("RETREAT", "ITA", "MLT", words="fare", when="2020-04-11"),
        act("RETREAT", "ITA", "CYP", words="fare", when="2020-04-20"),
    ]
    found = assessed(*acts)
    states = {use.territory: use.state for use in found.levers}
    (objective,) = found.objectives
    holds("levers.md", f"| Malta | 2 | 1 | {states['MLT']} |", f"| Cyprus | 0 | 1 | {states['CYP']} |")
    holds("levers.md", f"`sole-operator` is {objective.state}, with the contests over Malta and Cyprus")
    assert objective.contests == ("malta", "cyprus")
    there = replace(campaign, objectives=(replace(campaign.objectives[0], in_=("MLT",)),))
    (alone,) = assess(view(*acts), there, world, since=date(2020, 1, 1)).objectives
    holds("levers.md", f"Pursued in Malta alone, it is {alone.state}.")


@pytest.mark.parametrize("page", ["standing.md", "initiative.md", "levers.md", "processes.md"])
def test_a_page_has_question_limits_sources_and_an_example(page: str) -> None:
    holds(page, "**Question.**", "imits.**", "**Sources.**", "## By hand")


def test_the_examples_of_the_page_on_changes() -> None:
    unlikely, likely = (next(band for band in ICD203 if band.word == word) for word in ("unlikely", "likely"))
    middles = [(band.low + band.high) / 2.0 for band in (unlikely, likely)]
    leaning = [2.0 * 0.70 - 1.0, 1.0 - 2.0 * 0.75]
    holds(
        "changes.md",
        f"unlikely ({unlikely.low * 100:.0f}–{unlikely.high * 100:.0f} %)",
        f"The middles are {middles[0]:.3f} and {middles[1]:.3f}: the revision weighs {middles[1] - middles[0]:.2f}",
        f"moved from +{leaning[0]:.2f} to −{-leaning[1]:.2f}: it weighs {leaning[0] - leaning[1]:.2f}",
    )
