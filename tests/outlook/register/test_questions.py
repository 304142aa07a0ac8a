"""Questions on a day: open, due, settled; what the record proposes; what sources have said will come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.outlook.conftest import LIKELY, judgement, readers

from watchfloor.campaign.sight import sights
from watchfloor.errors import OutlookError
from watchfloor.outlook.register.proposals import Proposed, proposals
from watchfloor.outlook.register.questions import Asked, asked, check_forecast, check_resolution, question_of
from watchfloor.terms import Campaign, Estimate, Forecast, Resolution, View
from watchfloor.world import World

NOW = datetime(2030, 6, 1, tzinfo=UTC)
Seen = Callable[..., View]
Acts = Callable[..., Any]


@pytest.fixture
def stands(seen: Seen, ferries: Campaign, world: World) -> Callable[..., Asked]:
    def of(*acts: Any, as_of: str, resolutions: dict[str, Resolution] | None = None) -> Asked:
        view = seen(*acts, as_of=as_of)
        (one,) = asked(ferries, sights(view, ferries, world), (), resolutions or {}, view.as_of)
        return one

    return of


@pytest.fixture
def proposed(seen: Seen, ferries: Campaign, world: World) -> Callable[..., tuple[Proposed, ...]]:
    def of(*acts: Any, said: Any = (), registered: tuple[Forecast, ...] = ()) -> tuple[Proposed, ...]:
        view = seen(*acts, said=said)
        return proposals(view, ferries, sights(view, ferries, world), registered)

    return of


def test_a_question_is_open_between_its_days_and_due_after_them(stands: Callable[..., Asked]) -> None:
    assert stands(as_of="2019-12-31").state == "not yet open"
    assert stands(as_of="2020-12-31").state == "open"
    late = stands(as_of="2021-01-01")
    assert (late.state, late.proposed) == ("due", None)  # reports come late


def test_nothing_that_fits_answers_no_after_the_days_of_grace(stands: Callable[..., Asked]) -> None:
    found = stands(as_of="2021-01-15")
    assert (found.state, found.proposed, found.on) == ("due", "no", date(2020, 12, 31))


def test_an_event_that_fits_answers_yes_and_waits_for_a_person(stands: Callable[..., Asked], act: Acts) -> None:
    found = stands(act("COOPERATE", "MLT ITA", words="survey", when="2020-03-01"), as_of="2020-05-15")
    assert (found.state, found.proposed, found.on) == ("due", "yes", date(2020, 3, 1))
    assert len(found.events) == 1


@pytest.mark.parametrize("when", ["2019-12-31", "2019/2020", "2020~"])
def test_an_event_that_only_may_lie_between_the_days_answers_nothing(
    when: str, stands: Callable[..., Asked], act: Acts
) -> None:
    assert stands(act("COOPERATE", "MLT ITA", words="survey", when=when), as_of="2020-05-15").proposed is None


def test_a_settled_question_asks_nothing_more(stands: Callable[..., Asked], act: Acts) -> None:
    done = Resolution(question="survey-2020", outcome="void", on=date(2020, 5, 1), author="desk", why="", recorded=NOW)
    found = stands(act("COOPERATE", "MLT ITA", words="survey"), as_of="2021-05-15", resolutions={"survey-2020": done})
    assert (found.state, found.proposed, found.resolution) == ("settled", None, done)


def test_a_source_that_foresees_what_a_question_asks_is_proposed(
    proposed: Callable[..., tuple[Proposed, ...]], act: Acts
) -> None:
    foreseen = act("COOPERATE", "MLT ITA", words="survey", when="2020-10", factuality="planned", estimate=LIKELY,
                   documents="d1")  # fmt: skip
    (one,) = proposed(foreseen)
    assert (one.question, one.p, one.word, one.by) == ("survey-2020", 0.75, "likely", date(2020, 10, 31))


def test_a_judgement_that_shares_the_questions_words_is_proposed_for_reading(
    proposed: Callable[..., tuple[Proposed, ...]],
) -> None:
    (one,) = proposed(said=(judgement("The survey is likely to be done."),))
    assert one.question == "survey-2020"
    assert "read it first" in one.why


def test_a_judgement_made_before_the_question_opened_is_not_proposed_for_it(
    proposed: Callable[..., tuple[Proposed, ...]],
) -> None:
    assert proposed(said=(judgement("The survey is likely to be done.", published="2019-12-31"),)) == ()


def test_what_names_its_own_day_is_proposed_without_a_question(
    proposed: Callable[..., tuple[Proposed, ...]], act: Acts
) -> None:
    (one,) = proposed(act("AID", "ITA", when="2020-09", factuality="planned", estimate=LIKELY, documents="d1"))
    assert (one.question, one.by) == (None, date(2020, 9, 30))


def test_may_and_could_are_never_proposed(proposed: Callable[..., tuple[Proposed, ...]]) -> None:
    may = Estimate(cues=("may",), band=None, readers=(0.1, 0.4, 0.7))
    assert proposed(said=(judgement("The survey may be done.", estimate=may),)) == ()


def test_what_speaks_of_the_present_is_not_proposed(proposed: Callable[..., tuple[Proposed, ...]], act: Acts) -> None:
    assert proposed(said=(judgement("Italy likely wants the port."),)) == ()
    assert proposed(act("COOPERATE", "MLT ITA", words="survey", estimate=LIKELY)) == ()


def test_what_is_registered_is_not_proposed_again(proposed: Callable[..., tuple[Proposed, ...]]) -> None:
    said = judgement("The survey is likely to be done.", estimate=readers(0.75, 0.6, 0.85))
    have = Forecast(question="survey-2020", author="x", p=0.75, made=date(2020, 5, 1), why="", recorded=NOW,
                    statement=said[1].id)  # fmt: skip
    assert proposed(said=(said,), registered=(have,)) == ()


@pytest.mark.parametrize(
    ("p", "made", "code", "hint"),
    [
        (60.0, "2020-05-15", "bad-probability", "write 0.6"),
        (-0.1, "2020-05-15", "bad-probability", "write it as"),
        (0.5, "2020-06-01", "future-forecast", "the day it was made"),
        (0.5, "2021-01-01", "closed", "new question"),
        (0.5, "2019-12-31", "not-yet-open", "opens:"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused(p: float, made: str, code: str, hint: str, ferries: Campaign) -> None:
    today = date(2020, 5, 31) if code == "future-forecast" else date(2021, 2, 1)
    with pytest.raises(OutlookError) as caught:
        check_forecast(question_of(ferries, "survey-2020"), p, date.fromisoformat(made), today)
    assert caught.value.code == f"outlook.{code}"
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("outcome", "on", "code"),
    [("no", "2020-06-01", "too-early"), ("yes", "2021-01-01", "closed"), ("yes", "2021-03-01", "future-resolution")],
)
def test_a_resolution_that_cannot_be_is_refused(outcome: str, on: str, code: str, ferries: Campaign) -> None:
    with pytest.raises(OutlookError) as caught:
        check_resolution(question_of(ferries, "survey-2020"), outcome, date.fromisoformat(on), date(2021, 2, 1))
    assert caught.value.code == f"outlook.{code}"


def test_the_nearest_question_is_named(ferries: Campaign) -> None:
    check_forecast(question_of(ferries, "survey-2020"), 0.5, date(2020, 5, 1), date(2020, 5, 1))
    check_resolution(question_of(ferries, "survey-2020"), "no", date(2020, 12, 31), date(2021, 2, 1))
    with pytest.raises(OutlookError) as caught:
        question_of(ferries, "survey-2021")
    assert caught.value.hint == "did you mean 'survey-2020'?"
