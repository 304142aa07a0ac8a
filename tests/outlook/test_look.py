"""The outlook of a campaign: what a chance rests on, what if, courses, scenarios, conditional judgements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.outlook.conftest import FERRIES, LIKELY, Looking, judgement, readers

from watchfloor.assessment import assess
from watchfloor.errors import OutlookError
from watchfloor.outlook import what_if
from watchfloor.outlook.reckoning.beliefs import between
from watchfloor.terms import Campaign, Effect, Estimate, Outlook, View
from watchfloor.world import World

Acts = Callable[..., Any]


def p(outlook: Outlook, step: str) -> float:
    found = outlook.prospect(step).odds.p
    assert found is not None
    return found


def effect(outlook: Outlook, key: str, what: str = "met") -> Effect:
    return next(e for e in outlook.effects if (e.key, e.what) == (key, what))


# --- what a chance rests on -----------------------------------------------------


def test_the_analysts_chance_is_taken_as_given(looked: Looking) -> None:
    survey = looked().prospect("survey")
    assert survey.odds.p == pytest.approx(0.5)
    assert (survey.odds.low, survey.odds.high) == pytest.approx((0.3, 0.7), abs=0.01)
    assert (survey.odds.word, survey.ground.kind) == ("roughly even chance", "analyst")


def test_by_half_the_time_less_of_it_has_come(looked: Looking) -> None:
    assert p(looked(by=date(2020, 11, 13)), "survey") == pytest.approx(0.5 * (2 - 2**0.5), abs=0.01)


def test_what_is_met_is_certain_and_what_it_needed_no_longer_matters(looked: Looking, act: Acts) -> None:
    outlook = looked(act("AGREE", "MLT ITA", words="timetable"))
    odds = outlook.prospect("shared-timetable").odds
    assert (odds.p, odds.low, odds.high) == (1.0, 1.0, 1.0)
    assert outlook.prospect("shared-timetable").ground.kind == "fact"
    assert outlook.prospect("shared-timetable").sways == ()


def test_a_step_that_nobody_speaks_of_has_no_basis_and_no_number(looked: Looking) -> None:
    licence = looked().prospect("licence")
    assert (licence.odds.p, licence.odds.least, licence.odds.most, licence.odds.word) == (None, 0.0, 1.0, "no basis")
    assert licence.ground.kind == "none"


def test_what_needs_a_step_without_basis_has_a_ceiling(looked: Looking) -> None:
    end = looked().prospect("shared-timetable")
    assert (end.odds.p, end.odds.least) == (None, 0.0)
    assert end.odds.most == pytest.approx(0.8 * 0.5)
    assert end.odds.word == "unlikely at most"
    assert end.unfounded == ("licence",)


def test_sources_speak_where_the_analyst_does_not(looked: Looking, act: Acts) -> None:
    foreseen = act("AGREE", "MLT", when="2021-05-15", words="licence", factuality="hypothetical", estimate=LIKELY)
    licence = looked(foreseen).prospect("licence")
    assert licence.ground.kind == "sources"
    assert licence.ground.statements == ("s0-d1", "s0-d2")
    assert licence.odds.p == pytest.approx(0.73, abs=0.03)
    assert licence.odds.word == "likely"


def test_what_would_undo_a_step_speaks_against_it(looked: Looking, act: Acts) -> None:
    text = FERRIES.replace("chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-05-15, by_whom: harbour desk}", "")
    refusal = act("REJECT", "MLT", when="2021-05-15", words="survey", factuality="hypothetical", estimate=LIKELY)
    assert p(looked(refusal, text=text), "survey") == pytest.approx(0.27, abs=0.05)


def test_one_origin_counts_once(looked: Looking, act: Acts, seen: Callable[..., View], ferries: Campaign,
                                world: World) -> None:  # fmt: skip
    from dataclasses import replace

    from watchfloor.outlook import look

    view = seen(act("AGREE", "MLT", when="2021", words="licence", factuality="hypothetical", estimate=LIKELY))
    copied = replace(view, events=tuple(replace(event, origins=("d1",)) for event in view.events))
    two, one = (
        look(v, ferries, assess(v, ferries, world, since=date(2020, 1, 1)), world).prospect("licence")
        for v in (view, copied)
    )
    assert one.ground.statements == ("s0-d1",)
    assert one.odds.high - one.odds.low > two.odds.high - two.odds.low


def test_precedents_speak_where_nobody_else_does(looked: Looking) -> None:
    text = FERRIES.replace(
        "  one-line:\n", "  ratification-by-allies: {text: All allies have ratified the protocol}\n  one-line:\n"
    )
    step = looked(text=text).prospect("ratification-by-allies")
    assert step.ground.kind == "precedents"
    assert "17 of 17 within 730 days" in step.ground.text  # as known on 15 May 2020
    assert (
        looked(text=text, as_of="2018-06-01", by=date(2019, 6, 1))
        .prospect("ratification-by-allies")
        .ground.text.endswith("16 of 16 within 730 days")
    )


def test_a_chance_for_a_day_that_has_passed_is_left_out_and_said(looked: Looking) -> None:
    text = FERRIES.replace("low: 0.3, high: 0.7, by: 2021-05-15", "by: 2020-05-15")
    outlook = looked(text=text)
    assert outlook.prospect("survey").ground.kind == "none"
    assert any("2020-05-15, which has passed" in note for note in outlook.notes)


def test_chances_by_several_days_are_all_kept(looked: Looking) -> None:
    two = "chance: [{p: 0.2, by: 2020-11-15, by_whom: a}, {p: 0.6, by: 2021-05-15, by_whom: a}]"
    text = FERRIES.replace("chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-05-15, by_whom: harbour desk}", two)
    assert p(looked(text=text, by=date(2020, 11, 15)), "survey") == pytest.approx(0.2)
    assert p(looked(text=text), "survey") == pytest.approx(0.6)


def test_a_later_day_with_a_lower_chance_keeps_the_earlier_one_and_says_so(looked: Looking) -> None:
    two = "chance: [{p: 0.6, by: 2020-11-15, by_whom: a}, {p: 0.2, by: 2021-05-15, by_whom: b}]"
    text = FERRIES.replace("chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-05-15, by_whom: harbour desk}", two)
    outlook = looked(text=text)
    assert p(outlook, "survey") == pytest.approx(0.6)
    assert any("lower than by an earlier day" in note for note in outlook.notes)


def test_several_analysts_of_one_day_are_pooled(looked: Looking) -> None:
    two = (
        "chance: [{p: 0.3, low: 0.2, high: 0.4, by: 2021-05-15, by_whom: ann}, "
        "{p: 0.7, low: 0.6, high: 0.8, by: 2021-05-15, by_whom: bob}]"
    )
    text = FERRIES.replace("chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-05-15, by_whom: harbour desk}", two)
    survey = looked(text=text).prospect("survey")
    assert survey.odds.p == pytest.approx(0.5, abs=0.01)
    assert survey.odds.high - survey.odds.low > 0.3  # they disagree
    assert survey.ground.text == "ann, bob, in campaign.yaml"


def test_a_word_without_a_survey_is_taken_by_its_band_and_one_without_either_says_nothing(
    looked: Looking, act: Acts
) -> None:
    def said(estimate: Estimate | None) -> Any:
        foreseen = act("AGREE", "MLT", when="2021-05-15", words="licence", factuality="planned", estimate=estimate)
        return looked(foreseen).prospect("licence")

    band = said(Estimate(cues=("likely",), band=(0.55, 0.8), readers=None))
    assert band.odds.p == pytest.approx(0.675, abs=0.02)
    for nothing in (None, Estimate(cues=("somehow",), band=None, readers=None)):
        assert said(nothing).ground.kind == "none"


def test_hearsay_and_a_day_that_has_passed(looked: Looking, act: Acts) -> None:
    def said(**more: Any) -> Any:
        return (
            looked(act("AGREE", "MLT", words="licence", factuality="planned", estimate=LIKELY, **more))
            .prospect("licence")
            .odds
        )

    plain, hearsay = said(when="2021-05-15"), said(when="2021-05-15", hearsay=True)
    assert hearsay.high - hearsay.low > plain.high - plain.low
    assert said(when="2020-05-01").word == "no basis"


def test_a_reference_class_without_a_case_by_then_says_nothing(looked: Looking) -> None:
    text = FERRIES.replace(
        "  one-line:\n", "  treaty: {text: The treaty of accession has been ratified}\n  one-line:\n"
    )
    assert looked(text=text).prospect("treaty").ground.kind == "precedents"
    early = looked(text=text, as_of="1971-01-01", by=date(1972, 1, 1), since=date(1970, 1, 1))
    assert early.prospect("treaty").ground.kind == "none"


# --- blockers and drivers -------------------------------------------------------


def test_a_blocker_that_stands_blocks_as_likely_as_it_still_stands(looked: Looking, act: Acts) -> None:
    text = FERRIES.replace("  strike:\n", "  strike:\n    chance: {p: 0.25, by: 2021-05-15, by_whom: us}\n").replace(
        "requires: [survey, licence]", "requires: [survey]"
    )
    outlook = looked(act("PROTEST", "MLT", place="MLT", words="strike"), text=text)
    assert p(outlook, "strike") == pytest.approx(0.25)
    assert p(outlook, "shared-timetable") == pytest.approx(0.8 * 0.5 * 0.75)


def test_a_blocker_that_does_not_stand_and_nobody_foresees_is_taken_not_to_come(looked: Looking) -> None:
    outlook = looked()
    assert p(outlook, "strike") == 0.0
    assert any(note.startswith("strike: it does not stand") for note in outlook.notes)


def test_a_blocker_that_stands_without_basis_leaves_a_floor_and_a_ceiling(looked: Looking, act: Acts) -> None:
    text = FERRIES.replace("requires: [survey, licence]", "requires: [survey]")
    outlook = looked(act("PROTEST", "MLT", place="MLT", words="strike"), text=text)
    end = outlook.prospect("shared-timetable")
    assert end.odds.least == 0.0
    assert end.odds.most == pytest.approx(0.4)
    assert end.unfounded == ("strike",)
    assert outlook.prospect("strike").ground.text.startswith("it stands; no basis")


def test_a_blocker_that_stands_and_is_supposed_gone_contradicts_a_fact(looked: Looking, act: Acts) -> None:
    outlook = looked(act("PROTEST", "MLT", place="MLT", words="strike"), suppose=["strike=lost"])
    assert outlook.suppositions[0].fact == "strike is met since 2020-03-01"
    lost = looked(act("REJECT", "MLT", words="survey"), suppose=["survey=met"])
    assert lost.suppositions[0].fact == "survey was lost on 2020-03-01"


def test_what_is_met_and_supposed_lost_sets_its_objective_back(looked: Looking, act: Acts) -> None:
    outlook = looked(act("AGREE", "MLT ITA", words="timetable"), suppose=["shared-timetable=lost"])
    assert effect(outlook, "open-port", "set back").before.p == 0.0
    assert effect(outlook, "open-port", "set back").after.p == 1.0
    assert effect(outlook, "malta", "Italy").after.p == 1.0


def test_a_step_is_sped_where_what_slows_it_is_supposed_away(looked: Looking) -> None:
    outlook = looked(suppose=["storms=off"])
    assert p(outlook, "survey") == pytest.approx(between(0.5, 0.3, 0.7).by(2.0), abs=1e-6)
    assert outlook.suppositions[0].counterfactual
    assert any("half its hazard" in note for note in outlook.notes)


def test_nothing_comes_while_a_driver_blocks_it(looked: Looking, act: Acts) -> None:
    ash = act("PROTEST", "MLT", words="ash", when="2020-05-01")
    assert p(looked(ash), "survey") == 0.0
    assert p(looked(ash, suppose=["ash=off"]), "survey") == pytest.approx(0.5)
    assert p(looked(suppose=["ash=on"]), "survey") == 0.0


# --- what if --------------------------------------------------------------------


def test_a_supposition_shows_before_and_after_and_the_way_between(looked: Looking) -> None:
    outlook = looked(suppose=["survey=met", "licence=met"])
    found = effect(outlook, "shared-timetable")
    assert found.kind == "process"
    assert found.after.p == pytest.approx(0.8)
    assert found.why == ("survey", "shared-timetable")
    assert effect(outlook, "open-port", "advanced").after.p == pytest.approx(0.8)
    assert effect(outlook, "malta", "Greece").after.p == pytest.approx(0.8 * 0.7)
    assert effect(outlook, "malta", "Italy").why == ("survey", "shared-timetable")


def test_what_is_supposed_lost_never_comes(looked: Looking) -> None:
    found = effect(looked(suppose=["survey=lost"]), "shared-timetable").after
    assert (found.p, found.word) == (0.0, "almost no chance")


def test_a_blocker_supposed_to_block_stands(looked: Looking) -> None:
    assert p(looked(suppose=["strike=blocked"]), "shared-timetable") == 0.0


def test_a_supposition_against_a_fact_is_marked_counterfactual(looked: Looking, act: Acts) -> None:
    outlook = looked(act("COOPERATE", "MLT ITA", words="survey"), suppose=["survey=lost"])
    (one,) = outlook.suppositions
    assert one.counterfactual
    assert one.fact == "survey is met since 2020-03-01"
    assert not looked(suppose=["survey=met"]).suppositions[0].counterfactual


@pytest.mark.parametrize(
    ("suppose", "code", "hint"),
    [
        (["survey=met", "survey=lost"], "contradiction", "cannot both hold"),
        (["shared-timetable=met", "survey=lost"], "contradiction", "requires survey"),
        (["shared-timetable=met", "strike=blocked"], "contradiction", "blocks"),
        (["storms=on", "storms=off"], "contradiction", "cannot both hold"),
        (["survy=met"], "unknown-step", "'survey'"),
        (["survey"], "bad-supposition", "survey=met"),
        (["survey=perhaps"], "bad-supposition", "met|lost"),
        (["storms=met"], "bad-supposition", "on|off"),
    ],
)
def test_suppositions_that_cannot_be_are_refused(suppose: list[str], code: str, hint: str, looked: Looking) -> None:
    with pytest.raises(OutlookError) as caught:
        looked(suppose=suppose)
    assert caught.value.code == f"outlook.{code}"
    assert hint in caught.value.hint


def test_a_day_that_has_passed_is_refused(looked: Looking) -> None:
    with pytest.raises(OutlookError, match="2020-05-15 is not after 2020-05-15"):
        looked(by=date(2020, 5, 15))


def test_every_single_supposition_agrees_with_asking_for_it(
    looked: Looking, seen: Callable[..., View], ferries: Campaign, world: World
) -> None:
    view = seen()
    found = what_if(view, ferries, assess(view, ferries, world, since=date(2020, 1, 1)), world, by=date(2021, 5, 15))
    assert set(found) == {f"{s.key}={state}" for s in ferries.processes for state in ("met", "lost")} | {
        "storms=off", "ash=on",
    }  # fmt: skip
    for text, effects in found.items():
        asked = {(e.kind, e.key, e.what): e for e in looked(suppose=[text]).effects}
        for one in effects:
            assert asked[one.kind, one.key, one.what].after.most == pytest.approx(one.after.most, abs=1e-9)


# --- sways, courses, curve --------------------------------------------------------


def test_the_step_that_sways_most_comes_first(looked: Looking) -> None:
    sways = looked(suppose=["licence=met"]).prospect("shared-timetable").sways
    assert [sway.step for sway in sways] == ["survey", "strike"]
    survey, strike = sways
    assert (strike.met, survey.lost) == ((0.0, 0.0), (0.0, 0.0))
    assert strike.lost == pytest.approx((0.4, 0.4))
    assert survey.met == pytest.approx((0.8, 0.8))


def test_the_curve_rises_to_the_chance(looked: Looking) -> None:
    survey = looked().prospect("survey")
    assert survey.curve[-1][:2] == (date(2021, 5, 15), survey.odds.p)
    assert [point[1] for point in survey.curve] == sorted(point[1] for point in survey.curve)


def test_the_most_likely_course_is_the_likeliest_way_and_the_dangerous_one_harms(looked: Looking) -> None:
    text = FERRIES.replace("p: 0.5, low: 0.3, high: 0.7", "p: 0.9")
    outlook = looked(text=text, suppose=["licence=met", "strike=lost"])
    likely = next(c for c in outlook.courses if c.kind == "most likely")
    assert likely.process == "shared-timetable"
    assert likely.p == pytest.approx(0.72)
    assert {leg.step: leg.met for leg in likely.legs}["survey"] is True
    danger = next(c for c in outlook.courses if c.kind == "most dangerous")
    assert "harm" in danger.why
    assert {leg.step: leg.met for leg in danger.legs}["shared-timetable"] is False


def test_steps_of_a_course_stand_in_the_order_in_which_they_come(looked: Looking) -> None:
    text = FERRIES.replace("p: 0.5, low: 0.3, high: 0.7", "p: 0.9")
    outlook = looked(text=text, suppose=["licence=met", "strike=lost"])
    likely = next(c for c in outlook.courses if c.kind == "most likely")
    order = [leg.step for leg in likely.legs if leg.met]
    assert order.index("survey") < order.index("shared-timetable")


def test_a_step_that_takes_time_is_simulated_and_never_comes_before_that(looked: Looking) -> None:
    text = FERRIES.replace("  licence: {for: MLT,", "  licence: {for: MLT, expected: {takes: P400D},").replace(
        "words: [licence]}}", "words: [licence]}, chance: {p: 1, by: 2020-06-01, by_whom: us}}"
    )
    outlook = looked(text=text)
    assert p(outlook, "licence") == 0.0
    assert not outlook.prospect("licence").odds.exact


# --- scenarios ------------------------------------------------------------------


def test_a_warning_is_due_when_enough_signs_are_as_told(looked: Looking, act: Acts) -> None:
    (quiet,) = looked().scenarios
    assert [(s.indicator, s.state, s.fits) for s in quiet.signs] == [
        ("berth", "awaited", False),
        ("rival", "absent", True),
    ]
    assert (quiet.share, quiet.warned) == (0.5, False)
    (loud,) = looked(act("AGREE", "MLT ITA", words="berth", known="2020-05-02")).scenarios
    assert (loud.share, loud.warned, loud.since) == (1.0, True, date(2020, 5, 2))
    assert loud.signs[0].events


def test_a_sign_that_was_not_to_be_seen_speaks_against_the_scenario(looked: Looking, act: Acts) -> None:
    (state,) = looked(act("COOPERATE", "GRC", words="rival"), as_of="2020-07-01").scenarios
    assert [(s.state, s.fits) for s in state.signs] == [("absent", False), ("observed", False)]
    assert state.share == 0.0


# --- conditional judgements -----------------------------------------------------

IF = judgement(
    "If the licence is granted, the survey is likely.", if_="If the licence is granted", then="the survey is likely"
)


def test_a_conditional_judgement_is_bound_to_the_steps_that_it_speaks_of(looked: Looking) -> None:
    (one,) = looked(said=(IF,)).conditionals
    assert (one.if_, one.then, one.word) == ((("licence", True),), ("survey", True), "likely")
    assert one.ours is not None
    assert one.ours.p == pytest.approx(0.5)
    assert not one.contradicts


@pytest.mark.parametrize(
    ("if_", "then"),
    [
        ("If the licence is granted", "the fares will likely rise"),  # no step
        ("If it rains", "the survey is likely"),
        ("If the survey is done", "the survey is likely to be shown"),  # of itself
        ("If the shared timetable comes", "the survey is likely"),  # a circle
        ("If the licence or the survey comes", "one line is likely"),  # two as near
    ],
)
def test_a_judgement_that_speaks_of_no_step_or_of_several_is_not_bound(if_: str, then: str, looked: Looking) -> None:
    assert looked(said=(judgement(f"{if_}, {then}.", if_=if_, then=then),)).conditionals == ()


def test_one_that_contradicts_our_number_is_marked(looked: Looking) -> None:
    remote = readers(0.05, 0.01, 0.1, "remote")
    said = judgement("If the licence is granted, the survey is remote.", if_="If the licence is granted",
                     then="the survey is remote", estimate=remote)  # fmt: skip
    assert looked(said=(said,)).conditionals[0].contradicts


def test_one_that_is_switched_on_is_followed_where_its_condition_holds(looked: Looking) -> None:
    id = IF[1].id
    outlook = looked(said=(IF,), believe=[id[:9]], suppose=["licence=met"])
    assert p(outlook, "survey") == pytest.approx(0.73, abs=0.02)
    assert outlook.conditionals[0].believed
    assert p(looked(said=(IF,), believe=[id], suppose=["licence=lost"]), "survey") == pytest.approx(0.5)


def test_unless_turns_a_condition_round_and_undoing_turns_a_step_round(looked: Looking) -> None:
    said = judgement("Unless the dockers' strike ends, the survey fails.", if_="Unless the dockers' strike ends",
                     then="the survey fails")  # fmt: skip
    (one,) = looked(said=(said,)).conditionals
    assert one.if_ == (("strike", True),)
    assert one.then == ("survey", False)


def test_what_is_met_may_be_undone_on_a_condition_that_is_believed(looked: Looking, act: Acts) -> None:
    said = judgement("If the licence is withdrawn, the survey fails.", if_="If the licence is withdrawn",
                     then="the survey fails")  # fmt: skip
    done = act("COOPERATE", "MLT ITA", words="survey")
    outlook = looked(done, said=(said,), believe=[said[1].id], suppose=["licence=lost"])
    assert p(outlook, "survey") == pytest.approx(0.27, abs=0.03)
    assert p(looked(done, said=(said,), believe=[said[1].id], suppose=["licence=met"]), "survey") == 1.0


def test_a_judgement_that_nobody_made_cannot_be_followed(looked: Looking) -> None:
    with pytest.raises(OutlookError, match="no conditional judgement has the id"):
        looked(said=(IF,), believe=["ffff"])


# --- questions ------------------------------------------------------------------


def test_a_question_that_names_a_step_is_answered_by_its_chance_by_that_day(looked: Looking) -> None:
    ((key, odds),) = looked().answers
    assert key == "survey-2020"
    assert odds.p == pytest.approx(1 - 0.5 ** (230 / 365), abs=0.01)


def test_judgements_that_weigh_a_step_are_shown_and_are_no_part_of_its_number(looked: Looking) -> None:
    said = judgement("The licence is likely to be granted.")
    licence = looked(said=(said, IF)).prospect("licence")
    assert licence.said == (said[1].id,)  # a conditional one stands among the conditionals
    assert licence.odds.word == "no basis"


def test_a_question_whose_day_has_passed_is_not_answered(looked: Looking) -> None:
    assert looked(as_of="2021-01-15", by=date(2021, 5, 15)).answers == ()


def test_without_documents_nothing_breaks(looked: Looking, world: World, ferries: Campaign) -> None:
    from watchfloor.outlook import look

    empty = View(as_of=date(2020, 5, 15), documents=(), statements=(), events=())
    outlook = look(empty, ferries, assess(empty, ferries, world, since=date(2020, 1, 1)), world)
    assert len(outlook.prospects) == len(ferries.processes)
    assert outlook.by == date(2021, 5, 15)
