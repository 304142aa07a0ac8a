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


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway's minister was indicted for fraud by the tribunal.", 'ACCUSE "tribunal">NOR-GOV happened'),
        ("Norway's stance was welcomed in Lima.", "SUPPORT PER>NOR happened"),
        ("We thank Norway.", 'SUPPORT "We">NOR happened'),
        ("Peru demanded that the rebels disarm.", 'REQUEST PER>"rebels" happened'),
        ("Peru expelled Chile's envoy and closed its port.", "SANCTION PER>CHL-GOV happened"),
        ("Peru rejected a plan that Norway drew up.", "REJECT PER>NOR happened"),
        ("The two Koreas thanked Norway.", "SUPPORT KOR+PRK>NOR happened"),
        ("The ministers of Peru, Chile and Norway met.", "CONSULT PER-GOV+CHL-GOV+NOR-GOV> happened"),
        ("Gunmen burned the hamlets near Kaesong.", 'ASSAULT "Gunmen">"hamlets" happened'),
    ],
)
def test_parties_that_stand_apart_from_their_verb(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


def test_two_verbs_with_one_subject_reach_the_same(acts: Acts) -> None:
    told = acts("Peruvian police detained a Chilean crew and seized three trawlers.")
    assert len(told) == 2
    assert all(act.startswith("COERCE PER-COP>CHL") or '"' in act for act in told)


def test_a_city_is_that_of_its_name_written_out(acts: Acts) -> None:
    assert acts("Norway's minister travelled to St Petersburg.") == ["CONSULT NOR-GOV>RUS happened"]


def test_two_verbs_share_whom_they_reach_only_where_both_act_on_somebody(acts: Acts) -> None:
    assert "ACCUSE CHL> happened" in acts("Chile visited Peru and denounced the plan.")


def test_the_government_is_not_officials_named_before(acts: Acts) -> None:
    told = acts("Chilean officials visited Peru. Protesters accused the government.")
    assert not any(act.startswith("ACCUSE") and "CHL" in act for act in told)
