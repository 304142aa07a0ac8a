"""What the world answers: who held what, what belongs to what, and what stood when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor import world as worlds
from watchfloor.world import World, word

WORDS = (
    "the", "United", "Nations", "Security", "Council", "of", "States", "Arab", "Emirates", "Srpska", "North",
    "Macedonia", "Bosnia", "and", "Herzegovina", "European", "Commission", "Union", "Vučić", "Aleksandar", "Congo's",
)  # fmt: skip


@pytest.mark.parametrize(
    ("person", "on", "at"),
    [
        ("jens-stoltenberg", "2014-01-01", "NOR"),
        ("jens-stoltenberg", "2016-01-01", "NATO"),
        ("antonio-guterres", "2001-01-01", "PRT"),
        ("antonio-guterres", "2020-01-01", "UN"),
        ("christine-lagarde", "2010-01-01", "FRA"),
        ("christine-lagarde", "2015-01-01", "IMF"),
        ("christine-lagarde", "2021-01-01", "ECB"),
        ("donald-tusk", "2010-01-01", "POL"),
        ("donald-tusk", "2024-06-01", "POL"),
        ("aleksandar-vucic", "2020-05-15", "SRB"),
    ],
)
def test_a_person_belongs_where_they_hold_office_that_day(world: World, person: str, on: str, at: str) -> None:
    assert world.territory_of(person, date.fromisoformat(on)) == at


def test_before_the_first_office_nothing_is_known_of_a_person(world: World) -> None:
    assert world.territory_of("sergey-lavrov", date(1900, 1, 1)) is None


def test_after_the_last_office_the_last_counts(world: World) -> None:
    assert world.territory_of("angela-merkel", date(2024, 1, 1)) == "DEU"


def test_without_a_day_the_latest_office_counts(world: World) -> None:
    assert world.territory_of("jens-stoltenberg") == world.people["jens-stoltenberg"][-1].at


@pytest.mark.parametrize(
    ("key", "belongs"),
    [
        ("gazprom", "RUS"),
        ("serbian-orthodox-church", "SRB"),
        ("NATO", "NATO"),
        ("SRB", "SRB"),
        ("SRB-MIL", "SRB-MIL"),
        ("ruritania", None),
    ],
)
def test_a_body_belongs_to_its_territory_and_the_rest_to_itself(world: World, key: str, belongs: str | None) -> None:
    assert world.territory_of(key) == belongs


@pytest.mark.parametrize(
    ("key", "parents"),
    [
        ("SRB", ()),
        ("SRB-MIL", ("SRB",)),
        ("republika-srpska", ("BIH",)),
        ("republika-srpska-LEG", ("republika-srpska", "BIH")),
        ("UNSC", ("UN",)),
        ("quds-force", ("IRGC",)),
        ("ruritania", ()),
        ("ruritania-MIL", ()),
    ],
)
def test_parents_run_from_the_nearest_up(world: World, key: str, parents: tuple[str, ...]) -> None:
    assert world.parents(key) == parents


@pytest.mark.parametrize(
    ("key", "country"),
    [("SRB", "SRB"), ("SRB-MIL", "SRB"), ("north-darfur", "SDN"), ("ohio-GOV", "USA"), ("HKG", "HKG"), ("NATO", None)],
)
def test_a_part_of_a_state_lies_in_a_country(world: World, key: str, country: str | None) -> None:
    assert world.country_of(key) == country


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        ("SRB", "territory", "Serbia"),
        ("SRB-MIL", "organ", "Serbia (military)"),
        ("NATO", "body", "NATO"),
        ("gazprom", "company", "Gazprom"),
        ("serbian-orthodox-church", "church", "Serbian Orthodox Church"),
        ("western-balkans", "region", "Western Balkans"),
        ("ana-brnabic", "person", "Ana Brnabić"),
        ("ruritania", "unknown", "ruritania"),
        ("SRB-XYZ", "unknown", "SRB-XYZ"),
    ],
)
def test_a_key_has_a_kind_and_a_name_to_show(world: World, key: str, kind: str, name: str) -> None:
    assert (world.kind(key), world.name(key)) == (kind, name)
    assert world.known(key) is (kind != "unknown")


@pytest.mark.parametrize(
    ("territory", "body", "on", "member"),
    [
        ("MKD", "NATO", "2020-03-26", False),
        ("MKD", "NATO", "2020-03-27", True),
        ("MNE", "NATO", "2017-06-04", False),
        ("MNE", "NATO", "2017-06-05", True),
        ("FIN", "NATO", "2023-04-03", False),
        ("FIN", "NATO", "2023-04-04", True),
        ("SWE", "NATO", "2024-03-06", False),
        ("SWE", "NATO", "2024-03-07", True),
        ("HRV", "EU", "2013-06-30", False),
        ("HRV", "EU", "2013-07-01", True),
        ("GBR", "EU", "2020-01-31", True),
        ("GBR", "EU", "2020-02-01", False),
        ("SRB", "EU", "2020-05-15", False),
        ("SRB", "NATO", "2020-05-15", False),
        ("RUS", "COE", "2022-03-15", True),
        ("RUS", "COE", "2022-03-17", False),
        ("FRA", "UNSC", "2020-05-15", True),
        ("CHE", "UN", "2002-09-09", False),
        ("CHE", "UN", "2002-09-10", True),
        ("XKX", "UN", "2020-05-15", False),
        ("PSE", "UN", "2020-05-15", False),
        ("KAZ", "EAEU", "2020-05-15", True),
        ("ARM", "CSTO", "2020-05-15", True),
        ("UZB", "CSTO", "2010-05-15", True),
        ("UZB", "CSTO", "2013-05-15", False),
        ("KGZ", "EAEU", "2015-08-11", False),
        ("KGZ", "EAEU", "2015-08-12", True),
        ("RUS", "WTO", "2012-08-21", False),
        ("RUS", "WTO", "2012-08-22", True),
        ("MNE", "WTO", "2012-04-29", True),
        ("SRB", "WTO", "2025-01-01", False),
        ("MNG", "OSCE", "2012-11-20", False),
        ("MNG", "OSCE", "2012-11-21", True),
        ("SRB", "OSCE", "1999-06-01", False),
        ("BIH", "UNSC", "2010-06-01", True),
        ("BIH", "UNSC", "2012-01-01", False),
        ("DEU", "UNSC", "2019-02-01", True),
        ("ITA", "UNSC", "2018-01-01", False),
        ("NLD", "UNSC", "2018-01-01", True),
        ("ALB", "UNSC", "2022-02-24", True),
        ("GRC", "UNSC", "2025-01-01", True),
    ],
)
def test_membership_begins_and_ends_on_its_day(world: World, territory: str, body: str, on: str, member: bool) -> None:
    assert world.is_member(territory, body, date.fromisoformat(on)) is member


def test_standing_follows_the_latest_step(world: World) -> None:
    steps = [world.standing("SRB", "EU", date(year, 6, 1)) for year in (2005, 2010, 2020)]
    assert steps == ["", "applicant", "candidate"]


@pytest.mark.parametrize(
    ("territory", "body", "on", "standing"),
    [
        ("MKD", "EU", "2005-12-15", "applicant"),
        ("MKD", "EU", "2005-12-16", "candidate"),
        ("MNE", "EU", "2010-12-17", "candidate"),
        ("ALB", "EU", "2014-06-23", "applicant"),
        ("ALB", "EU", "2014-06-24", "candidate"),
        ("BIH", "EU", "2022-12-15", "candidate"),
        ("TUR", "EU", "1999-12-11", "candidate"),
        ("UKR", "EU", "2022-02-27", ""),
        ("UKR", "EU", "2022-06-23", "candidate"),
        ("MDA", "EU", "2022-06-22", "applicant"),
        ("GEO", "EU", "2023-12-13", "applicant"),
        ("GEO", "EU", "2023-12-14", "candidate"),
        ("XKX", "EU", "2023-01-01", "applicant"),
        ("ISL", "EU", "2016-01-01", ""),
        ("HRV", "EU", "2013-06-30", "candidate"),
        ("FIN", "NATO", "2022-06-01", "applicant"),
        ("SRB", "CSTO", "2014-01-01", "observer"),
    ],
)
def test_a_standing_begins_and_ends_on_its_day(world: World, territory: str, body: str, on: str, standing: str) -> None:
    assert world.standing(territory, body, date.fromisoformat(on)) == standing


@pytest.mark.parametrize(
    ("territory", "of", "on", "answer"),
    [
        ("USA", "XKX", "2008-02-17", False),
        ("USA", "XKX", "2008-02-18", True),
        ("GBR", "XKX", "2020-05-15", True),
        ("CHE", "XKX", "2008-02-27", True),
        ("PRT", "XKX", "2008-10-06", False),
        ("MNE", "XKX", "2008-10-09", True),
        ("NZL", "XKX", "2009-11-09", True),
        ("ISR", "XKX", "2020-05-15", False),
        ("ISR", "XKX", "2020-09-04", True),
        ("KEN", "XKX", "2025-03-26", True),
        ("SYR", "XKX", "2025-10-28", False),
        ("SYR", "XKX", "2025-10-29", True),
        ("SRB", "XKX", "2020-05-15", False),
        ("RUS", "XKX", "2020-05-15", False),
        ("CHN", "XKX", "2020-05-15", False),
        ("ESP", "XKX", "2020-05-15", False),
        ("GRC", "XKX", "2020-05-15", False),
        ("SVK", "XKX", "2020-05-15", False),
        ("GHA", "XKX", "2019-11-07", True),
        ("GHA", "XKX", "2019-11-08", False),
        ("TGO", "XKX", "2019-06-01", True),
        ("TGO", "XKX", "2019-07-01", False),
        ("SUR", "XKX", "2017-10-15", None),
        ("SUR", "XKX", "2018-01-01", False),
        ("BLZ", "XKX", "2008-08-15", None),
        ("GNB", "XKX", "2015-01-01", True),
        ("GNB", "XKX", "2020-01-01", None),
        ("RUS", "abkhazia", "2008-08-25", False),
        ("RUS", "abkhazia", "2008-08-26", True),
        ("TUR", "northern-cyprus", "2020-01-01", True),
        ("RUS", "luhansk-pr", "2022-02-21", True),
        ("IRL", "PSE", "2024-05-28", True),
        ("FRA", "PSE", "2025-09-21", False),
        ("BTN", "XKX", "2020-05-15", None),
        ("SRB", "ruritania", "2020-05-15", None),
    ],
)
def test_a_recognition_begins_and_ends_on_its_day(
    world: World, territory: str, of: str, on: str, answer: bool | None
) -> None:
    assert world.recognises(territory, of, date.fromisoformat(on)) is answer


def test_without_a_day_a_recognition_is_that_of_now(world: World) -> None:
    asked = [world.recognises(key, "XKX") for key in ("ISR", "GHA", "SRB", "OMN", "BTN")]
    assert asked == [True, False, False, None, None]


def test_a_key_is_verified_when_all_its_rows_are(world: World) -> None:
    assert world.verified("SRB")
    assert world.verified("SRB-MIL")
    unchecked = [world.verified(key) for key in ("ana-brnabic", "NATO", "western-balkans", "ruritania")]
    assert unchecked == [False, False, False, False]


@pytest.mark.parametrize(
    ("at", "office", "on", "people"),
    [
        ("SRB", "president", "2017-05-30", {"tomislav-nikolic"}),
        ("SRB", "president", "2017-06-15", {"aleksandar-vucic"}),
        ("USA", "president", "2017-01-19", {"barack-obama"}),
        ("USA", "president", "2021-01-21", {"joe-biden"}),
        ("ruritania", "king", "2020-01-01", set()),
    ],
)
def test_an_office_has_its_holder_of_the_day(world: World, at: str, office: str, on: str, people: set[str]) -> None:
    assert {h.person for h in world.holders_of(at, office, date.fromisoformat(on))} == people


def test_holders_stand_latest_first(world: World) -> None:
    starts = [held.on[0] for held in world.holders_of("USA", "president")]
    assert starts == sorted(starts, reverse=True)


def test_a_key_mistaken_by_a_letter_is_found_for_the_hint(world: World) -> None:
    assert world.nearest("western-balkan") == "western-balkans"
    assert world.nearest("zzzzzzzz") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UN Security Council vote", {"UNSC"}),
        ("Serbia and Kosovo", {"SRB"}),
        ("Brussels agreed", {"EU", "NATO", "BEL"}),
        ("us all", set()),
        ("turkey sandwich", set()),
        ("Republika Srpska's parliament", {"republika-srpska"}),
        ("nothing here", set()),
    ],
)
def test_the_longest_alias_at_a_word_is_found(world: World, text: str, found: set[str]) -> None:
    assert {alias.key for alias in world.at(text.split())} == found


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.integers(0, 9))
def test_an_alias_found_lies_within_the_words(words: list[str], start: int) -> None:
    for alias in worlds.load().at(words, start):
        here = words[start : start + len(alias.words)]
        assert tuple(map(word, here)) == alias.words


@given(st.lists(st.text(max_size=12), max_size=6), st.integers(0, 6))
def test_looking_up_any_words_raises_nothing(words: list[str], start: int) -> None:
    world = worlds.load()
    found = world.at(words, start)
    assert len({len(alias.words) for alias in found}) <= 1
    title = world.office(words[start:])
    assert title is None or len(title.words) <= len(words) - start


def test_an_office_is_found_in_the_plural(world: World) -> None:
    title = world.office(["foreign", "ministers"])
    assert title is not None
    assert title.office == "foreign-minister"
    assert world.office([]) is None
    assert world.office(["spoon"]) is None


def test_the_world_is_read_once() -> None:
    assert worlds.load() is worlds.load()
