"""Which time belongs to which event, and what the text before a sentence says of it. Written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Code = Callable[..., tuple[Statement, ...]]


def dates(code: Code, text: str) -> list[str | None]:
    return [s.when.text if s.when else None for s in code(text) if s.kind == "event"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile praised Peru on 4 April. Bolivia condemned Chile the same day.", "2020-04-04"),
        ("Chile praised Peru on 4 April. The next day Bolivia condemned Chile.", "2020-04-05"),
        ("Chile praised Peru on 4 April. Three days later Bolivia condemned Chile.", "2020-04-07"),
        ("Chile praised Peru on 4 April.\n\nBolivia condemned Chile that evening.", "2020-04-04"),
        ("Chile praised Peru on 4 April. On the 9th Bolivia condemned Chile.", "2020-04-09"),
        ("Chile praised Peru in 2018. Bolivia condemned Chile that year.", "2018"),
        ("Chile praised Peru on 4 April. Bolivia condemned Chile within hours.", "2020-04-04"),
        ("Chile praised Peru on 4 April. Bolivia has condemned Chile since then.", "2020-04-04/.."),
    ],
)
def test_a_sentence_counts_from_the_time_told_before_it(code: Code, text: str, expected: str) -> None:
    assert dates(code, text) == ["2018" if "2018" in text else "2020-04-04", expected]


@pytest.mark.parametrize(
    "text",
    [
        "The next day Bolivia condemned Chile.",
        "Bolivia condemned Chile that evening.",
        "Five days later Bolivia condemned Chile.",
        "Bolivia condemned Chile within hours.",
    ],
)
def test_what_counts_from_a_time_that_nobody_told_stays_open(code: Code, text: str) -> None:
    assert dates(code, text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bolivia condemned Chile this morning.", "2020-05-15"),
        ("Bolivia condemned Chile last night.", "2020-05-14"),
        ("Bolivia condemned Chile overnight.", "2020-05-14/2020-05-15"),
        ("Bolivia condemned Chile at noon.", "2020-05-15"),
        ("Bolivia condemned Chile all week.", "2020-05-11/2020-05-15"),
        ("Bolivia condemned Chile at noon on Monday.", "2020-05-11"),
    ],
)
def test_an_hour_is_of_the_day_of_publication(code: Code, text: str, expected: str) -> None:
    assert dates(code, text) == [expected]


def test_the_clause_after_a_distance_is_dated_from_the_clause_before(code: Code) -> None:
    text = "Chile condemned Peru on 12 May, two days after Bolivia had praised Peru."
    assert dates(code, text) == ["2020-05-12", "2020-05-10"]


def test_what_is_said_takes_the_day_of_the_saying(code: Code) -> None:
    assert dates(code, "A minister said on Monday that Chile had expelled a Bolivian diplomat.") == ["2020-05-11"]


def test_what_happened_does_not_take_the_day_of_what_is_to_come(code: Code) -> None:
    assert dates(code, "Chile agreed to visit Peru next month.")[0] is None


def test_what_happened_this_week_did_so_by_now(code: Code) -> None:
    text = "Chile condemned Peru this week."
    assert dates(code, text) == ["2020-05-11/2020-05-15"]
    assert [s.when.text for s in code(text, "2020-05-13") if s.when] == ["2020-05-11/2020-05-13"]


def test_the_date_of_a_thing_is_not_that_of_the_act(code: Code) -> None:
    assert dates(code, "Chile condemned the treaty of 4 April.") == [None]


def test_the_day_of_what_came_before_is_not_that_of_the_act(code: Code) -> None:
    assert dates(code, "Chile condemned Peru after Monday's ambush.") == [None]
    assert dates(code, "Chile condemned Peru in Monday's debate.") == ["2020-05-11"]


def test_a_ban_is_dated_by_when_it_takes_effect(code: Code) -> None:
    text = "Chile has banned imports from Peru with effect from 5 June, a minister announced on Monday."
    assert dates(code, text) == ["2020-06-05/.."]


def test_a_day_goes_before_a_longer_time_beside_it(code: Code) -> None:
    assert dates(code, "Chile expelled a Bolivian envoy on Thursday earlier in the week.") == ["2020-05-14"]


def test_a_condition_keeps_its_date(code: Code) -> None:
    assert dates(code, "Chile threatened Peru with sanctions unless the border opens on Monday.")[0] is None


def test_a_dateline_dates_nothing(code: Code) -> None:
    assert dates(code, "LIMA (Courier), 15 May – Chile condemned Peru on Monday.") == ["2020-05-11"]
