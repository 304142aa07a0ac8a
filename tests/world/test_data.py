"""The data files: what every row must keep, and whom the world must know."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pytest

from watchfloor.terms.when import When
from watchfloor.world import World, fold, split, tables
from watchfloor.world.extra import CLOSED
from watchfloor.world.spans import DATE, first_day, last_day, overlap

HOLDERS = tables.named("holders-*.csv")
#: The columns that make a row of each file one of its kind.
KEYS = {
    "territories.csv": ("key",),
    "bodies.csv": ("key",),
    "regions.csv": ("key",),
    "offices.csv": ("office",),
    "sectors.csv": ("code",),
    "metonyms.csv": ("phrase", "key"),
    "memberships.csv": ("territory", "body", "from"),
    "recognitions.csv": ("territory", "of", "from"),
    **dict.fromkeys(HOLDERS, ("person", "at", "office", "from")),
}
LISTS = ("aliases", "demonyms", "capital", "titles", "members")
KINDS = {
    "body", "company", "church", "ministry", "force", "party", "armed-group", "media", "ngo", "think-tank", "court",
}  # fmt: skip
#: Spellings that stand for several things on purpose.
AMBIGUOUS = {
    "belgrade", "beograd", "brussels", "colorado party", "congo", "congolese", "dominican", "dominicans", "geneva",
    "hague", "moscow", "palestinian authority", "prague", "praha", "strasbourg",
}  # fmt: skip
#: Full names that two holders share, or that only the fold makes one.
NAMESAKES = {
    "amina mohamed",
    "andri kostin",
    "david iohnston",
    "kim iong il",
    "mahamud ali iusuf",
    "than sve",
}
#: Heads of a republic or province that was no state yet.
BEFORE_THE_STATE = {"agim-ceku", "slobodan-milosevic", "zoran-djindjic"}
#: Shapes of the map that are no political actors: reefs, outlying islands, a glacier.
NO_ACTORS = {"ATC", "HMD", "IOA", "KAS"}
#: Beyond the sovereign states of Europe.
COVERED = ("USA", "CHN", "TUR", "IRN", "IND", "JPN", "ISR", "SAU", "AUS", "ARM", "AZE", "GEO", "KAZ", "CAN")
HEADS = (
    "president", "king", "emperor", "grand-duke", "prince", "supreme-leader", "paramount-leader", "head-of-state",
    "presidency-member", "captain-regent", "pope", "prime-minister", "chancellor",
)  # fmt: skip


def places(file: str) -> list[tuple[str, tables.Row]]:
    """Return the rows of a file with their line, for a message."""
    return [(f"{file}:{line}", row) for line, row in enumerate(tables.rows(file), 2)]


@pytest.mark.parametrize("file", KEYS)
def test_no_key_is_given_twice(file: str) -> None:
    counted = Counter(tuple(row[column] for column in KEYS[file]) for _, row in places(file))
    assert [key for key, times in counted.items() if times > 1] == []


def test_a_holder_stands_in_one_file_only() -> None:
    counted = Counter(tuple(row[column] for column in KEYS[file]) for file in HOLDERS for _, row in places(file))
    assert [key for key, times in counted.items() if times > 1] == []


def test_no_key_means_two_things(world: World) -> None:
    counted = Counter(key for table in (world.territories, world.bodies, world.regions, world.people) for key in table)
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("file", KEYS)
def test_every_row_is_whole(file: str) -> None:
    with (tables.HERE / file).open(encoding="utf-8", newline="") as text:
        widths = Counter(len(cells) for cells in csv.reader(text))
    assert len(widths) == 1, widths


@pytest.mark.parametrize("file", KEYS)
def test_every_row_says_where_it_comes_from(file: str) -> None:
    assert [where for where, row in places(file) if not row["basis"] or row["verified"] not in ("yes", "no")] == []


@pytest.mark.parametrize("file", KEYS)
def test_no_spelling_is_empty_or_repeated(file: str) -> None:
    bad = [
        (where, column)
        for where, row in places(file)
        for column in LISTS
        if row.get(column)
        for items in [row[column].split("|")]
        if len(set(items)) != len(items) or any(not item or item != item.strip() for item in items)
    ]
    assert bad == []


@pytest.mark.parametrize("file", [file for file in KEYS if file not in ("offices.csv", "sectors.csv", "metonyms.csv")])
def test_every_date_is_edtf_and_runs_forward(file: str) -> None:
    bad = []
    for where, row in places(file):
        try:
            ends = [When(text) for text in (row["from"], row["to"]) if text not in ("", "..")]
        except ValueError:
            bad.append(where)
            continue
        if not all(DATE.fullmatch(end.text) for end in ends) or row["from"] == "..":
            bad.append(where)
        if first_day((row["from"], row["to"])) > last_day((row["from"], row["to"])):
            bad.append(where)
    assert bad == []


def test_every_reference_resolves(world: World) -> None:
    named = {
        "territories.csv": ("parent",),
        "bodies.csv": ("parent", "territory"),
        "metonyms.csv": ("key", "place"),
        "regions.csv": ("members",),
        "memberships.csv": ("territory", "body"),
        "recognitions.csv": ("territory", "of"),
        **dict.fromkeys(HOLDERS, ("at",)),
    }
    bad = [
        (where, key)
        for file, columns in named.items()
        for where, row in places(file)
        for column in columns
        for key in filter(None, row[column].split("|"))
        if not (key in world.territories or key in world.bodies)
    ]
    bad += [(w, row["office"]) for f in HOLDERS for w, row in places(f) if row["office"] not in world.offices]
    assert bad == []


def test_every_word_of_a_closed_list_is_on_it(world: World) -> None:
    sectors = {*world.sector_labels, ""}
    assert {m.rule for m in world.metonyms} == set(CLOSED["rule"])
    assert {m.status for m in world.memberships} == set(CLOSED["status"])
    assert {r.recognises for r in world.recognitions} == {"yes", "no", "disputed"}
    assert {b.kind for b in world.bodies.values()} == KINDS
    assert {m.sector for m in world.metonyms} <= sectors
    assert {b.sector for b in world.bodies.values()} <= sectors
    assert {o.sector for o in world.offices.values()} <= sectors


def test_the_chain_of_parents_ends(world: World) -> None:
    for key in (*world.territories, *world.bodies):
        chain = world.parents(key)
        assert key not in chain
        assert len(set(chain)) == len(chain)


def test_a_single_office_has_one_holder_at_a_time(world: World) -> None:
    bad = [
        (at, office, one.person, other.person)
        for (at, office), held in world.held.items()
        if world.offices[office].single
        for one, other in combinations(held, 2)
        if overlap(one.on, other.on)
    ]
    assert bad == []


def test_nobody_holds_office_before_the_state_exists_or_after_it_ends(world: World) -> None:
    bad = {
        h.person
        for held in world.people.values()
        for h in held
        if (there := world.territories.get(h.at)) is not None
        if last_day(h.on) < first_day(there.on) or first_day(h.on) > last_day(there.on)
    }
    assert bad == BEFORE_THE_STATE


def test_a_person_has_one_name(world: World) -> None:
    bad = [p for p, held in world.people.items() if len({(h.name, h.surname) for h in held}) > 1]
    assert bad == []


def test_a_person_has_one_key(world: World) -> None:
    bearers = defaultdict(set)
    for person, held in world.people.items():
        for text in (name for row in held for name in (row.name, *row.aliases)):
            bearers[fold(text)].add(person)
    assert {name for name, people in bearers.items() if len(people) > 1} <= NAMESAKES


def test_a_spelling_stands_for_one_thing_or_is_known_to_be_ambiguous(world: World) -> None:
    meant = defaultdict(set)
    for aliases in world.index.values():
        for alias in aliases:
            if alias.how not in ("surname", "holder"):
                meant[" ".join(alias.words)].add(alias.key)
    assert {text for text, keys in meant.items() if len(keys) > 1} == AMBIGUOUS


def test_a_part_of_a_state_takes_no_name_from_a_great_city(world: World) -> None:
    great = {split(place.name) for place in world.places if place.population >= 1_000_000}
    parts = [t for t in world.territories.values() if t.parent and t.key.islower()]
    assert len(parts) > 700
    assert [t.key for t in parts if great & {split(name) for name in (t.name, *t.aliases, *t.demonyms)}] == []


def test_no_title_stands_for_two_offices(world: World) -> None:
    offices = defaultdict(set)
    for titles in world.titles.values():
        for title in titles:
            offices[title.words].add(title.office)
    assert {words for words, keys in offices.items() if len(keys) > 1} == set()


@pytest.mark.parametrize("year", range(2012, 2026))
def test_every_state_covered_has_a_head_each_june(world: World, year: int) -> None:
    states = (*world.regions["europe"].members, *COVERED)
    day = date(year, 6, 1)
    assert [s for s in states if not any(world.holders_of(s, office, day) for office in HEADS)] == []


def test_the_sovereign_states_of_europe_are_in_its_region(world: World) -> None:
    members = set(world.regions["europe"].members)
    assert len(members) == 46  # Russia, Cyprus and Kosovo among them; Turkey and the South Caucasus not
    assert {m.territory for m in world.memberships if m.body == "EU" and m.status == "member"} <= members


def test_the_united_nations_have_193_members(world: World) -> None:
    assert sum(world.is_member(key, "UN", date(2020, 6, 1)) for key in world.territories) == 193


@pytest.mark.parametrize("year", range(1999, 2027))
def test_the_security_council_has_fifteen_members(world: World, year: int) -> None:
    assert sum(world.is_member(key, "UNSC", date(year, 6, 1)) for key in world.territories) == 15


@pytest.mark.parametrize(
    ("body", "on", "members"),
    [
        ("EU", "2012-06-01", 27),
        ("EU", "2014-06-01", 28),
        ("EU", "2021-06-01", 27),
        ("NATO", "2008-06-01", 26),
        ("NATO", "2025-06-01", 32),
        ("COE", "2021-06-01", 47),
        ("COE", "2023-06-01", 46),
        ("OSCE", "2013-06-01", 57),
        ("CSTO", "2013-06-01", 6),
        ("EAEU", "2016-06-01", 5),
        ("WTO", "2025-06-01", 166),
    ],
)
def test_a_body_has_as_many_members_as_it_says(world: World, body: str, on: str, members: int) -> None:
    keys = (*world.territories, "EU")
    assert sum(world.is_member(key, body, date.fromisoformat(on)) for key in keys) == members


def test_nobody_recognises_and_refuses_at_once(world: World) -> None:
    rows = [r for r in world.recognitions if r.of != r.territory]
    assert len(rows) == len(world.recognitions)
    assert [
        (one.territory, one.of)
        for one, other in combinations(rows, 2)
        if (one.territory, one.of) == (other.territory, other.of) and overlap(one.on, other.on)
    ] == []


def test_the_map_knows_no_code_that_the_table_does_not(world: World) -> None:
    import json

    atlas = json.loads((tables.HERE / "map.json").read_text(encoding="utf-8"))
    codes = {shape["properties"].get("a3", "") for shape in atlas["objects"]["countries"]["geometries"]}
    assert {"XKX", "MKD", "SRB"} <= codes
    assert {code for code in codes if code and not world.known(code)} == NO_ACTORS
