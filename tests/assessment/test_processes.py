from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.campaign import parse
from watchfloor.terms import Assessment, Entity, Progress, Requirement, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]
MALTA = (Entity(key="MLT", name="Malta"),)


def step(assessment: Assessment, key: str) -> Progress:
    return next(progress for progress in assessment.processes if progress.step == key)


@pytest.fixture
def done(act: Any) -> Callable[..., Any]:
    return lambda when="2020-03-01", **more: act("COOPERATE", "MLT", words="survey", when=when, **more)


@pytest.fixture
def undone(act: Any) -> Callable[..., Any]:
    return lambda when="2020-03-01", **more: act("REJECT", "MLT", words="survey", when=when, **more)


def test_before_the_first_document_every_step_is_unknown(assessed: Assessed) -> None:
    for progress in assessed().processes:
        assert (progress.state, progress.waits_for, progress.blocked_by) == ("unknown", (), ())


def test_the_latest_decisive_event_turns_a_step(assessed: Assessed, done: Any, undone: Any) -> None:
    found = step(assessed(done("2020-03-01"), undone("2020-04-01")), "survey")
    assert (found.state, found.since, len(found.events)) == ("lost", "2020-04-01", 1)
    found = step(assessed(done("2020-04-01"), undone("2020-03")), "survey")
    assert (found.state, found.since) == ("met", "2020-04-01")


@pytest.mark.parametrize(
    ("one", "other"), [("2020-03", "2020-03-15"), ("2020", "2020-03-15"), ("2020-04-01?", "2020-03-01")]
)
def test_decisive_events_whose_order_is_not_sure_leave_the_step_disputed(
    one: str, other: str, assessed: Assessed, done: Any, undone: Any
) -> None:
    assert step(assessed(done(one), undone(other)), "survey").state == "disputed"


def test_what_was_known_by_a_day_had_happened_by_then(assessed: Assessed, done: Any, undone: Any) -> None:
    assert step(assessed(undone("XXXX", known="2020-02-01"), done("2020-03-15")), "survey").state == "met"
    assert step(assessed(undone("XXXX", known="2020-04-01"), done("2020-03-15")), "survey").state == "disputed"


def test_an_older_event_does_not_make_a_later_one_disputed(assessed: Assessed, done: Any, undone: Any) -> None:
    assert step(assessed(done("2020-03"), undone("2020-01"), done("2020-03-15")), "survey").state == "met"


def test_a_step_is_met_since_the_first_event_that_nothing_undid(assessed: Assessed, done: Any, undone: Any) -> None:
    told = done("2020-01-01"), undone("2020-02-01"), done("2020-03-01"), done("2020-04-05"), done("XXXX")
    assert step(assessed(*told), "survey").since == "2020-03-01"
    assert step(assessed(*told[:2]), "survey").since == "2020-02-01"
    assert len(step(assessed(*told), "survey").events) == 3  # what was undone meanwhile speaks no more for it
    assert step(assessed(done("2020-03"), done("2020-03-31")), "survey").since == "2020-03-31"


@pytest.mark.parametrize("factuality", ["planned", "attempted", "hypothetical"])
def test_what_might_undo_a_step_is_shown_and_turns_nothing(
    factuality: str, assessed: Assessed, act: Any, done: Any
) -> None:
    threat = act("REJECT", "MLT", words="survey", factuality=factuality)
    found = step(assessed(threat), "survey")
    assert (found.state, found.since, len(found.events)) == ("unknown", None, 1)
    assert step(assessed(done(), threat), "survey").state == "met"
    assert step(assessed(act("REJECT", "MLT", words="bridge", factuality=factuality)), "survey").events == ()


def test_what_is_begun_is_in_progress_and_what_was_refused_is_unmet(assessed: Assessed, act: Any, done: Any) -> None:
    assert step(assessed(act("AGREE", "MLT", words="survey")), "survey").state == "in-progress"
    assert step(assessed(done(factuality="planned")), "survey").state == "in-progress"
    assert step(assessed(done(factuality="did-not-happen")), "survey").state == "unmet"
    assert step(assessed(act("AID", "FRA", "DEU")), "survey").state == "unknown"


def test_a_step_is_in_progress_once_something_it_needs_is_met(assessed: Assessed, done: Any, act: Any) -> None:
    assert step(assessed(done()), "shared-timetable").state == "in-progress"
    assert step(assessed(act("AID", "ITA", "MLT", words="fee")), "licence").state == "in-progress"


def test_a_step_is_unmet_where_something_it_needs_is_surely_not_there(assessed: Assessed, undone: Any) -> None:
    assert step(assessed(undone()), "shared-timetable").state == "unmet"


def test_alternatives_make_a_step_unmet_only_together(assessed: Assessed, act: Any) -> None:
    no_aid = act("AID", "ITA", "MLT", words="fee", factuality="denied")
    no_waiver = act("RETREAT", "MLT", words="fee", factuality="denied")
    assert step(assessed(no_aid), "licence").state == "unknown"
    assert step(assessed(no_aid, no_waiver), "licence").state == "unmet"


def test_a_blocker_blocks_while_it_stands_but_not_what_is_already_met(assessed: Assessed, act: Any) -> None:
    strike = act("PROTEST", "?dockers", place="MLT", words="strike", when="2020-03-01")
    over = act("AGREE", "?dockers", place="MLT", words="strike", when="2020-04-01")
    timetable = act("AGREE", "MLT", words="timetable")
    blocked = step(assessed(strike), "shared-timetable")
    assert (blocked.state, blocked.blocked_by) == ("blocked", ("strike",))
    assert step(assessed(strike, over), "shared-timetable").state != "blocked"
    met = step(assessed(strike, timetable), "shared-timetable")
    assert (met.state, met.blocked_by, met.waits_for) == ("met", (), ())


def test_a_blocker_without_a_met_matcher_stands_until_it_is_lost(view: Any, act: Any, text: str, world: World) -> None:
    declared = text.replace("strike: {met: {event: PROTEST, place: MLT, words: [strike]}, ", "strike: {")
    campaign = parse(declared, world, name="campaign.yaml")

    def state(*acts: Any) -> str:
        seen: View = view(*acts)
        return step(assess(seen, campaign, world, since=seen.as_of), "shared-timetable").state

    assert state(act("AID", "FRA", "DEU")) == "blocked"
    assert state(act("AGREE", "?dockers", place="MLT", words="strike")) == "unknown"


def test_a_process_waits_for_its_open_leaves(assessed: Assessed, done: Any, act: Any) -> None:
    assert step(assessed(act("AID", "FRA", "DEU")), "shared-timetable").waits_for == (
        "survey",
        "fee-paid",
        "fee-waived",
    )
    assert step(assessed(done()), "shared-timetable").waits_for == ("fee-paid", "fee-waived")
    paid = act("AID", "ITA", "MLT", words="fee")
    assert step(assessed(done(), paid), "shared-timetable").waits_for == ("licence",)
    assert step(assessed(done(), paid), "survey").waits_for == ()


@pytest.mark.parametrize(("status", "state"), [("unmet", "unmet"), ("in progress", "in-progress"), ("met", "unknown")])
def test_what_sources_say_of_a_requirement_is_shown_but_turns_nothing(
    status: str, state: str, assessed: Assessed
) -> None:
    need = Requirement(of="a common timetable", for_=MALTA, requires="surveying Malta's harbour", status=status)
    found = step(assessed(needs=(need,)), "survey")
    assert (found.state, found.statements) == (state, ("r0",))


def test_a_requirement_also_concerns_the_process_that_needs_it_without_giving_its_state(assessed: Assessed) -> None:
    need = Requirement(of="the shared timetable", for_=MALTA, requires="a bridge", status="in progress")
    found = step(assessed(needs=(need,)), "shared-timetable")
    assert (found.state, found.statements) == ("unknown", ("r0",))


@pytest.mark.parametrize(
    "need",
    [
        Requirement(of="a timetable", for_=(Entity(key="CYP", name="Cyprus"),), requires="a survey", status="unmet"),
        Requirement(of="a bridge", requires="a tunnel", status="unmet"),
    ],
)
def test_a_requirement_of_another_country_or_matter_is_left_out(need: Requirement, assessed: Assessed) -> None:
    found = step(assessed(needs=(need,)), "survey")
    assert (found.state, found.statements) == ("unknown", ())


def test_a_requirement_that_names_no_country_may_concern_any(assessed: Assessed) -> None:
    need = Requirement(
        of="all else", for_=(Entity(key=None, name="the islands"),), requires="the survey", status="unmet"
    )
    assert step(assessed(needs=(need,)), "survey").state == "unmet"


def test_a_step_that_an_organ_of_the_place_has_not_done_is_unmet(assessed: Assessed, act: Any) -> None:
    told = act("COOPERATE", "?parliament", place="MLT", words="survey", factuality="did-not-happen")
    assert step(assessed(told), "survey").state == "unmet"


def test_one_word_in_common_is_not_about_the_step(assessed: Assessed) -> None:
    need = Requirement(of="aid", for_=MALTA, requires="agreements on every survey of fish stocks", status="unmet")
    assert step(assessed(needs=(need,)), "survey").statements == ()
