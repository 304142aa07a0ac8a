"""What event sets write, in our words."""

from __future__ import annotations

import pytest

from watchfloor.ledger.sets.shapes import FIELDS
from watchfloor.world import World, plover, tables
from watchfloor.world.sets import SCHEMES, columns, folded, from_acled, keys_by_code, sectors

CODES = tuple(tables.rows("codes.csv"))


def test_every_row_of_the_codes_is_of_a_key_we_know(world: World) -> None:
    assert [row["key"] for row in CODES if row["key"] not in {*world.territories, *world.bodies}] == []
    assert len({row["key"] for row in CODES}) == len(CODES)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_code_of_a_scheme_means_its_key(world: World, scheme: str) -> None:
    keys = keys_by_code(world, scheme)
    wrong = [
        (code, row["key"])
        for row in CODES
        for column in SCHEMES[scheme]
        for code in filter(None, row[column].split("|"))
        if keys.get(folded(code)) != row["key"]
    ]
    # In a table of our own words AU is the African Union.
    assert wrong == ([("AU", "AUS")] if scheme == "any" else [])


@pytest.mark.parametrize(
    ("scheme", "kosovo"),
    [
        ("iso3", "XKX"), ("iso3", "KOS"), ("names", "Kosovo"), ("names", "Republic of Kosovo"), ("iso2", "XK"),
        ("fips", "KV"), ("cow", "347"), ("cow-letters", "KOS"), ("cameo", "KSV"), ("any", "XKO"),
    ],
)  # fmt: skip
def test_kosovo_is_one_key_however_it_is_written(world: World, scheme: str, kosovo: str) -> None:
    assert keys_by_code(world, scheme)[folded(kosovo)] == "XKX"


def test_codes_of_one_scheme_are_not_those_of_another(world: World) -> None:
    assert keys_by_code(world, "fips")["rs"] == "RUS"
    assert keys_by_code(world, "iso2")["rs"] == "SRB"
    assert keys_by_code(world, "cow-letters")["aus"] == "AUT"
    assert keys_by_code(world, "cameo")["aus"] == "AUS"
    assert keys_by_code(world, "iso3")["eur"] == "EU"
    assert "eur" not in keys_by_code(world, "cameo")


def test_every_state_has_codes(world: World) -> None:
    states = {
        key for key, each in world.territories.items() if len(key) == 3 and key.isupper() and not each.on[1].strip(".")
    }
    assert {key for key in states if key not in {row["key"] for row in CODES}} == set()


def test_acled_and_sectors_become_what_plover_has() -> None:
    for kind in from_acled().values():
        assert kind.category is None or kind.category in plover.categories()
        assert kind.mode is None or plover.category(str(kind.category)).mode(kind.mode) is not None
        assert set(kind.contexts) <= set(plover.contexts())
    assert {*sectors("icews").values(), *sectors("acled").values()} <= set(plover.sectors())


def test_headings_stand_for_fields() -> None:
    assert set(columns().values()) <= {*FIELDS, "end", "mode", "actor_country", "recipient_country"}
    assert all(spelling == folded(spelling) for spelling in columns())
