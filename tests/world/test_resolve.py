"""Names to keys: true pairs, false pairs, what stays ambiguous, and what stays unknown."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchfloor import world as worlds
from watchfloor.world import World

#: name, on, expected (keys; `!key`: not that one; empty: nothing), why.
NAMES = list(csv.DictReader((Path(__file__).parent / "names.csv").read_text(encoding="utf-8").splitlines()))

WORDS = ("the", "Serbian", "president", "of", "Kosovo", "US", "army", "ministers", "EU", "Vučić", "-", "'", ".", "the")
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def keys(world: World, name: str, on: date | None = None) -> set[str]:
    return {candidate.key for candidate in world.resolve(name, on)}


@pytest.mark.parametrize("row", NAMES, ids=lambda row: f"{row['name']}-{row['on']}-{row['expected']}")
def test_a_name_of_the_list_resolves_as_written(world: World, row: dict[str, str]) -> None:
    found = keys(world, row["name"], day(row["on"]))
    if row["expected"].startswith("!"):
        assert world.known(row["expected"][1:])
        assert row["expected"][1:] not in found
    else:
        assert found == set(row["expected"].split()), row["why"]


def test_the_list_holds_no_name_twice() -> None:
    listed = [(row["name"], row["on"], row["expected"]) for row in NAMES]
    assert len(set(listed)) == len(listed)


def test_a_bare_surname_prefers_who_was_in_office(world: World) -> None:
    assert keys(world, "Johnson", date(2021, 1, 1)) == {"boris-johnson"}


def test_a_metonym_says_which_part_is_meant(world: World) -> None:
    assert [c.sector for c in world.resolve("Pentagon")] == ["MIL"]
    assert [c.sector for c in world.resolve("Belgrade")] == ["GOV"]


def test_the_score_falls_with_the_likeness(world: World) -> None:
    exact, respelt, middle = (
        world.resolve(name)[0].score for name in ("Ana Brnabić", "Anna Brnabich", "Ana Maria Brnabić")
    )
    assert exact == 1.0
    assert exact > respelt > middle > 0.9


def test_a_holder_nobody_checked_is_a_proposal(world: World) -> None:
    row = world.people["ana-brnabic"]
    assert world.resolve("Ana Brnabić")[0].verified == all(held.verified for held in row)


@settings(max_examples=300)
@given(st.text(max_size=40), DAYS)
def test_any_text_resolves_without_an_error(name: str, on: date | None) -> None:
    world = worlds.load()
    assert all(world.known(candidate.key) for candidate in world.resolve(name, on))


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(WORDS)),
    DAYS,
)
def test_any_order_of_known_words_resolves_to_known_keys(words: list[str], on: date | None) -> None:
    world = worlds.load()
    assert all(world.known(candidate.key) for candidate in world.resolve(" ".join(words), on))
