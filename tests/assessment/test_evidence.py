from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from watchfloor.assessment.evidence import Evidence, credence, evidence, sources
from watchfloor.assessment.model import standard
from watchfloor.campaign import bind
from watchfloor.terms import Campaign, Estimate, View
from watchfloor.world import World

Observe = Callable[..., tuple[Evidence, ...]]
MODEL = standard()
WORDS = MODEL.channels["words"]


@pytest.fixture
def observe(view: Callable[..., View], campaign: Campaign, world: World) -> Observe:
    def of(act: Any, **more: Any) -> tuple[Evidence, ...]:
        seen = view(act, **more)
        (binding,) = bind(seen, campaign, world)
        return evidence(binding, seen.events[0], sources(seen), MODEL, seen.as_of)

    return of


@pytest.fixture
def trust(view: Callable[..., View]) -> Callable[..., float]:
    def of(act: Any, **more: Any) -> float:
        seen = view(act, **more)
        return credence(seen.events[0], sources(seen), MODEL)

    return of


def test_the_model_file_tells_its_source_and_every_assumption_its_reason() -> None:
    import json
    from importlib.resources import files

    raw = json.loads(files("watchfloor.assessment").joinpath("standing.json").read_text(encoding="utf-8"))
    assert len(raw["learned"]["from"]["sha256"]) == 64
    assert all(raw["learned"][channel]["pairs"] > 30 for channel in ("words", "deeds"))
    assert all(assumed["why"] for assumed in raw["assumed"].values())


def test_a_mode_has_a_score_of_its_own(observe: Observe, act: Any) -> None:
    assert observe(act("CONSULT", "MLT", "ITA"))[0].observation.value == 2.5
    assert observe(act("CONSULT", "MLT", "ITA", mode="visit"))[0].observation.value == 4.0
    assert observe(act("CONSULT", "MLT", "ITA", mode="unheard-of"))[0].observation.value == 2.5


def test_words_and_deeds_are_kept_apart(observe: Observe, act: Any) -> None:
    assert observe(act("AGREE", "MLT", "ITA"))[0].channel == "words"
    assert observe(act("AID", "MLT", "ITA"))[0].channel == "deeds"


def test_conflict_counts_against_its_side_and_a_favoured_side_gains_whatever_the_act(
    observe: Observe, act: Any
) -> None:
    assert observe(act("SANCTION", "MLT", "ITA"))[0].observation.value == -6.0
    (conceded,) = observe(act("RETREAT", "ITA", "MLT", words="fare"))
    assert (conceded.pull.toward, conceded.observation.value) == ("Greece", 6.5)


def test_an_act_of_no_score_is_shown_not_scored_even_where_it_favours_a_side(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("REQUEST", "ITA", "MLT", words="fare"))
    conceding = campaign.levers[0].matches[1]
    asking = replace(campaign.levers[0], matches=(replace(conceding, event=("REQUEST",)),))
    (binding,) = bind(seen, replace(campaign, levers=(asking,)), world)
    assert binding.favours == "Greece"
    assert evidence(binding, seen.events[0], sources(seen), MODEL, seen.as_of) == ()


def test_an_undated_act_is_of_the_weeks_before_it_was_known(observe: Observe, act: Any) -> None:
    (undated,) = observe(act("CONSULT", "MLT", "ITA", when="XXXX", known="2020-05-01"))
    (spelt,) = observe(act("CONSULT", "MLT", "ITA", when="2020-03-02/2020-05-01", known="2020-05-01"))
    assert undated.observation == spelt.observation
    (before,) = observe(act("CONSULT", "MLT", "ITA", when="../2020-05-01", known="2020-05-10"))
    assert before.observation == spelt.observation


def test_an_act_that_lies_ahead_is_not_scored(observe: Observe, act: Any) -> None:
    assert observe(act("CONSULT", "MLT", "ITA", when="2020-06-01", known="2020-06-02"), as_of="2020-05-15") == ()


def test_a_partial_date_counts_as_its_middle_and_widens_the_variance(observe: Observe, act: Any) -> None:
    (day,) = observe(act("CONSULT", "MLT", "ITA", when="2020-04-15"))
    (month,) = observe(act("CONSULT", "MLT", "ITA", when="2020-04"))
    (since,) = observe(act("CONSULT", "MLT", "ITA", when="2020-04-01/.."), as_of="2020-05-01")
    assert month.observation.day == day.observation.day + 0.5
    assert month.observation.variance == pytest.approx(day.observation.variance + WORDS.drift * 29 / 4)
    assert since.observation.variance == pytest.approx(day.observation.variance + WORDS.drift * 30 / 4)


def test_variance_is_the_noise_of_a_report_over_the_chance_that_it_is_right(observe: Observe, act: Any) -> None:
    (one,) = observe(act("CONSULT", "MLT", "ITA", documents="d1"), grade="C")
    assert one.observation.variance == pytest.approx(WORDS.noise / 0.65)


def test_better_grades_and_more_origins_make_a_report_surer(trust: Any, act: Any) -> None:
    one = [trust(act("AID", "ITA", documents="d1"), grade=grade) for grade in "ABCDE"]
    assert one == sorted(one, reverse=True)
    assert trust(act("AID", "ITA", documents="d1 d2"), grade="B") == pytest.approx(1 - 0.2**2)
    assert trust(act("AID", "ITA", documents="d1"), grade=None) == trust(act("AID", "ITA", documents="d1"), grade="F")


def test_a_copy_adds_nothing(view: Any, act: Any) -> None:
    seen = view(act("AID", "ITA", documents="d1 d2"))
    copied = replace(seen.events[0], origins=("d1",))
    alone = view(act("AID", "ITA", documents="d1")).events[0]
    assert credence(copied, sources(seen), MODEL) == credence(alone, sources(seen), MODEL)


def test_hearsay_attempts_and_hedges_count_less(trust: Any, act: Any) -> None:
    plain = trust(act("AID", "ITA", documents="d1"))
    assert trust(act("AID", "ITA", documents="d1", hearsay=True)) == pytest.approx(plain * 0.75)
    assert trust(act("AID", "ITA", documents="d1", factuality="attempted")) == pytest.approx(plain * 0.25)
    for estimate, factor in [
        (Estimate(cues=("likely",), band=(0.55, 0.8)), 0.675),
        (Estimate(cues=("may",), band=None, readers=(0.1, 0.4, 0.7)), 0.4),
        (Estimate(cues=("conceivably",), band=None), 0.5),
    ]:
        assert trust(act("AID", "ITA", documents="d1", estimate=estimate)) == pytest.approx(plain * factor)


def test_a_report_that_nobody_known_makes_counts_nothing(view: Any, act: Any, campaign: Campaign, world: World) -> None:
    seen = view(act("AID", "ITA", "MLT"))
    orphan = replace(seen, statements=())
    assert credence(seen.events[0], sources(orphan), MODEL) == 0.0
    (binding,) = bind(orphan, campaign, world)
    assert evidence(binding, seen.events[0], sources(orphan), MODEL, seen.as_of) == ()
