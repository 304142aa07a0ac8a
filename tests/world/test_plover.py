"""PLOVER 2.0 as data: sixteen categories in four quads, with scores, contexts and the doors from CAMEO."""

from __future__ import annotations

import csv

import pytest

from watchfloor.errors import WorldError
from watchfloor.world import World, plover, tables

QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_the_sixteen_categories_lie_in_their_quads() -> None:
    found: dict[int, set[str]] = {}
    for category in plover.categories().values():
        found.setdefault(category.quad_number, set()).add(category.name)
    assert found == QUADS


def test_quads_tell_cooperation_from_conflict_and_words_from_deeds() -> None:
    for number, names in QUADS.items():
        for name in names:
            category = plover.category(name)
            assert category.cooperative is (number in (1, 2))
            assert category.material is (number in (2, 4))


def test_scores_lie_between_minus_ten_and_ten_and_fit_the_quad() -> None:
    for category in plover.categories().values():
        assert -10 <= category.score <= 10
        assert (category.score > 0) is category.cooperative or category.name == "REQUEST", category
        assert all(-10 <= mode.score <= 10 for mode in category.modes)


def test_a_mode_without_a_score_has_that_of_its_category() -> None:
    protest = plover.category("PROTEST")
    mode = protest.mode("vandalize")
    assert mode is not None
    assert mode.score == protest.score


def test_every_category_is_defined_and_its_modes_are_named_once() -> None:
    for category in plover.categories().values():
        assert category.definition
        names = [mode.name for mode in category.modes]
        assert len(set(names)) == len(names)
        assert all(category.mode(name) is not None for name in names)
        assert category.mode("no-such-mode") is None


def test_an_unknown_category_names_the_known_ones() -> None:
    with pytest.raises(WorldError) as caught:
        plover.category("YIELD")
    assert caught.value.code == "world.unknown-code"
    assert "CONSULT" in caught.value.hint


def test_every_cameo_code_becomes_something_plover_has() -> None:
    for code, target in plover.from_cameo().items():
        if target.category is None:
            continue
        category = plover.category(target.category)
        assert target.mode is None or category.mode(target.mode), code
        assert set(target.contexts) <= set(plover.contexts()), code


def test_every_full_cameo_code_has_an_answer() -> None:
    with (tables.HERE / "cameo.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert {code for code in codes if len(code) > 2} <= set(plover.from_cameo())


@pytest.mark.parametrize(("code", "name"), [("036", "AGREE"), ("040", "CONSULT"), ("190", "ASSAULT")])
def test_well_known_cameo_codes_arrive_where_expected(code: str, name: str) -> None:
    assert plover.from_cameo()[code].category == name


def test_contexts_are_defined() -> None:
    assert {"military", "economic", "diplomatic"} <= set(plover.contexts())
    assert all(plover.contexts().values())


def test_every_sector_of_plover_has_a_label_to_show(world: World) -> None:
    assert set(world.sector_labels) <= set(plover.sectors())
