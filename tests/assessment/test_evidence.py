from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from watchfloor.assessment.evidence import Evidence, credence, evidence, sources
from watchfloor.assessment.model import CHANNELS, standard
from watchfloor.campaign import bind
from watchfloor.terms import Campaign, Estimate, View
from watchfloor.world import World

Observe = Callable[..., Evidence]
MODEL = standard()
WORDS = MODEL.channels["words"]


@pytest.fixture
def observe(view: Callable[..., View], campaign: Campaign, world: World) -> Observe:
    def of(act: Any, **more: Any) -> Evidence:
        return said(view(act, **more), campaign, world)

    return of


def said(seen: View, campaign: Campaign, world: World, known: View | None = None) -> Evidence:
    events = {event.id: event for event in seen.events}
    bindings, from_ = bind(seen, campaign, world), sources(known or seen)
    return evidence(bindings, events, campaign.contests, from_, MODEL, as_of=seen.as_of)


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
    assert raw["learned"]["from"]["pairs"] > 30
    assert all(raw["learned"][channel]["acts"] > 1000 for channel in ("words", "deeds"))
    assert all(assumed["why"] for assumed in raw["assumed"].values())


def test_a_mode_has_a_score_of_its_own(observe: Observe, act: Any) -> None:
    assert observe(act("CONSULT", "MLT", "ITA")).value == 2.5
    assert observe(act("CONSULT", "MLT", "ITA", mode="visit")).value == 4.0
    assert observe(act("CONSULT", "MLT", "ITA", mode="unheard-of")).value == 2.5


def test_words_and_deeds_are_kept_apart(observe: Observe, act: Any) -> None:
    assert CHANNELS[observe(act("AGREE", "MLT", "ITA")).channel[0]] == "words"
    assert CHANNELS[observe(act("AID", "MLT", "ITA")).channel[0]] == "deeds"


def test_conflict_counts_against_its_side_and_a_favoured_side_gains_whatever_the_act(
    observe: Observe, act: Any
) -> None:
    assert observe(act("SANCTION", "MLT", "ITA")).value == -6.0
    conceded = observe(act("RETREAT", "ITA", "MLT", words="fare"))
    assert (conceded.side[0], conceded.value[0]) == (1, 6.5)


def test_an_act_of_no_score_is_shown_not_scored_even_where_it_favours_a_side(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("REQUEST", "ITA", "MLT", words="fare"))
    conceding = campaign.levers[0].matches[1]
    asking = replace(campaign.levers[0], matches=(replace(conceding, event=("REQUEST",)),))
    asked = replace(campaign, levers=(asking,))
    assert bind(seen, asked, world)[0].favours == "Greece"
    assert said(seen, asked, world).events == ()


def test_an_undated_act_is_of_the_weeks_before_it_was_known(observe: Observe, act: Any) -> None:
    undated = observe(act("CONSULT", "MLT", "ITA", when="XXXX", known="2020-05-01"))
    spelt = observe(act("CONSULT", "MLT", "ITA", when="2020-03-02/2020-05-01", known="2020-05-01"))
    assert (undated.day, undated.variance) == (spelt.day, spelt.variance)
    before = observe(act("CONSULT", "MLT", "ITA", when="../2020-05-01", known="2020-05-10"))
    assert (before.day, before.variance) == (spelt.day, spelt.variance)


def test_an_act_that_lies_ahead_is_not_scored(observe: Observe, act: Any) -> None:
    ahead = act("CONSULT", "MLT", "ITA", when="2020-06-01", known="2020-06-02")
    assert observe(ahead, as_of="2020-05-15").events == ()


def test_a_partial_date_counts_as_its_middle_and_widens_the_variance(observe: Observe, act: Any) -> None:
    day = observe(act("CONSULT", "MLT", "ITA", when="2020-04-15"))
    month = observe(act("CONSULT", "MLT", "ITA", when="2020-04"))
    since = observe(act("CONSULT", "MLT", "ITA", when="2020-04-01/.."), as_of="2020-05-01")
    assert month.day == day.day + 0.5
    assert month.variance == pytest.approx(day.variance + WORDS.drift * 29 / 4)
    assert since.variance == pytest.approx(day.variance + WORDS.drift * 30 / 4)


def test_variance_is_the_noise_of_a_report_over_the_chance_that_it_is_right(observe: Observe, act: Any) -> None:
    one = observe(act("CONSULT", "MLT", "ITA", documents="d1"), grade="C")
    assert one.variance == pytest.approx(WORDS.noise / 0.65)


def test_what_a_person_judged_credible_stands_instead_of_the_grade(view: Any, act: Any) -> None:
    def judged(credibility: int, grade: str = "E") -> float:
        seen = view(act("AID", "ITA", documents="d1"), grade=grade)
        known = sources(replace(seen, statements=(replace(seen.statements[0], credibility=credibility),)))
        return credence(seen.events[0], known, MODEL)

    assert [judged(n) for n in range(1, 6)] == sorted((judged(n) for n in range(1, 6)), reverse=True)
    assert judged(2) == judged(2, grade="A")
    assert judged(6) == MODEL.grades["E"]


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
    assert said(seen, campaign, world, orphan).events == ()
