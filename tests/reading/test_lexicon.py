"""The reader's word tables are whole and name only what exists."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from watchfloor.reading import lexicon
from watchfloor.reading.frames import Frame
from watchfloor.terms.statement import FACTUALITY, REQUIREMENT_STATUS
from watchfloor.world import plover

TABLES = sorted(p.name for p in (files("watchfloor.world") / "lexicon").iterdir() if p.name.endswith(".tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_fills_no_more_than_its_columns(name: str) -> None:
    assert lexicon.rows(name)
    assert all(any(row.values()) for row in lexicon.rows(name))


def test_events_name_plover_categories_and_modes() -> None:
    rows = [row for row in lexicon.rows("events.tsv") if row["category"] != "-"]
    assert {row["category"] for row in rows} == set(plover.categories())
    for row in rows:
        assert not row["mode"] or plover.category(row["category"]).mode(row["mode"]), row


def test_every_category_has_verbs() -> None:
    seen = {(row["category"], row["pos"]) for row in lexicon.rows("events.tsv")}
    assert all((category, "v") in seen for category in plover.categories())


def test_contexts_are_plover_contexts() -> None:
    assert {row["context"] for row in lexicon.rows("contexts.tsv")} <= set(plover.contexts())


def test_factuality_names_its_six_values() -> None:
    assert {row["status"] for row in lexicon.rows("factuality.tsv")} == set(FACTUALITY)


def test_needs_ask_for_slots_that_a_frame_has() -> None:
    slots = {need.slot for patterns in lexicon.events().values() for p in patterns for need in p.needs}
    assert {s for s in slots if not s.startswith("prep.")} <= {"obj", "subj", "comp", "attr", "acomp"}
    assert "objects" in Frame.__slots__


def test_the_most_specific_pattern_comes_first() -> None:
    for patterns in lexicon.events().values():
        weights = [p.weight for p in patterns]
        assert weights == sorted(weights, reverse=True)


def test_a_need_may_ask_for_absence() -> None:
    absent = [n for patterns in lexicon.events().values() for p in patterns for n in p.needs if n.absent]
    assert absent
    assert not any(lemma.startswith("!") for need in absent for lemma in need.lemmas)


def test_a_class_of_words_is_found_by_name() -> None:
    assert "hold" in lexicon.word_class("light-verb")
    with pytest.raises(StopIteration):
        lexicon.word_class("no such class")


def test_statuses_of_requirements_have_words() -> None:
    classes = {row["class"].replace("-", " ") for row in lexicon.rows("classes.tsv")}
    assert set(REQUIREMENT_STATUS) - {"unknown"} <= classes


def test_the_same_pattern_is_not_written_twice() -> None:
    rows = [json.dumps(row, sort_keys=True) for row in lexicon.rows("events.tsv")]
    assert len(rows) == len(set(rows))
