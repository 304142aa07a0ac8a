"""Who fills the roles. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Acts = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Peruvian truckers blockaded Chile.", "PROTEST PER-LAB>CHL happened"),
        ("Kenya's new water minister thanked Norway.", "SUPPORT KEN-GOV>NOR happened"),
        ("Merkel's government thanked Norway.", "SUPPORT DEU-GOV>NOR happened"),
        ("Doctors from Chile thanked Norway.", "SUPPORT CHL-MED>NOR happened"),
        ("Norway condemned Peru, and its army invaded Chile.", "ASSAULT NOR-MIL>CHL happened"),
    ],
)
def test_a_group_or_organ_is_of_the_country_that_owns_it(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Peruvian soldiers burned the hamlets.", 'ASSAULT PER-MIL>"hamlets" happened'),
        ("Norway released the inmates.", 'RETREAT NOR>"inmates" happened'),
        ("Peruvian police fired tear gas at demonstrators.", 'ASSAULT PER-COP>"demonstrators" happened'),
        ("Algeria severed relations with its western neighbour.", 'SANCTION DZA>"its western neighbour" happened'),
    ],
)
def test_who_is_reached_and_not_named_stays_as_the_words(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway suspended its treaty of friendship with Peru.", "SANCTION NOR>PER happened"),
        ("Norway paid tribute to Peru.", "SUPPORT NOR>PER happened"),
        ("Norway froze budget support for Peru.", "SANCTION NOR>PER happened"),
        ("Norway wrote off a loan to Peru.", "AID NOR>PER happened"),
        ("Norway deployed troops at the border in Kirkenes.", "MOBILIZE NOR> happened"),
        ("Norway recalled its ambassador.", "SANCTION NOR> happened"),
    ],
)
def test_who_is_reached_stands_anywhere_below_the_object(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


def test_who_announces_a_passive_act_acts(acts: Acts) -> None:
    told = acts("The Peruvian government announced that the tariff on Chilean wine would be lifted.")
    assert told == ["CONCEDE PER-GOV>CHL planned"]


def test_a_force_that_is_moved_by_nobody_moves(acts: Acts) -> None:
    assert acts("Peruvian troops were massed at the frontier.") == ["MOBILIZE PER-MIL> happened"]


def test_both_capitals_are_the_two_countries_named_last(acts: Acts) -> None:
    told = acts("Peru complained to Chile. Both capitals thanked Norway.")
    assert "SUPPORT PER+CHL>NOR happened" in told


@pytest.mark.parametrize(("published", "key"), [("1999-05-15", "YUG"), ("2020-05-15", "SRB")])
def test_a_capital_is_of_the_state_of_its_day(acts: Acts, published: str, key: str) -> None:
    assert acts("Belgrade thanked Norway.", published) == [f"SUPPORT {key}>NOR happened"]
