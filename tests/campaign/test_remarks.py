from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.campaign import examine, template
from watchfloor.campaign.remarks import Remark
from watchfloor.world import World

HEAD = "campaign: T\ntheatre: [MLT]\nsides:\n  Italy: [ITA]\n  Greece: [GRC]\n  Spain: [ESP]\n"
CONTEST = "contests:\n  malta: {in: MLT, between: [Italy, Greece]}\n"


def remarks(text: str, folder: Path, world: World) -> tuple[Remark, ...]:
    path = folder / "c.yaml"
    path.write_text(text, encoding="utf-8")
    return examine(path, world)[1]


@pytest.mark.parametrize(
    ("line", "code", "where", "hint"),
    [
        ("indicators:\n  x: {when: {event: AID, favours: Spain}}", "favours-outside", "10", "Greece, Italy"),
        ("indicators:\n  x: {when: {event: AID, mode: visit}}", "never-fits", "10", "change"),
        ("indicators:\n  x: {when: {event: AID, not: {event: [AID, AGREE]}}}", "never-fits", "10", "change"),
        ("levers:\n  x: {of: Italy, tags: [ecnomic]}", "tag-slip", "10:3", "'economic'"),
        (
            "objectives:\n  win: {of: Greece}\nlevers:\n  x: {of: Italy, serves: win}",
            "other-side",
            "12:3",
            "its own side",
        ),
        ("objectives:\n  win: {of: Greece, in: CYP}", "outside-theatre", "10:3", "add CYP"),
        ("processes:\n  a: {blocked_by: b}\n  b: {}", "never-ends", "11:3", "`lost`"),
        ("questions:\n  q: {text: Q, by: 1920-05-01}", "old-day", "10:3", "year"),
        ("indicators:\n  x: {when: {event: AID}, by: 1920-05-01}", "old-day", "10:3", "year"),
    ],
)
def test_what_is_probably_not_meant_is_told_with_its_place(
    line: str, code: str, where: str, hint: str, tmp_path: Path, world: World
) -> None:
    (found,) = remarks(HEAD + CONTEST + line + "\n", tmp_path, world)
    assert (found.code, found.where) == (code, f"c.yaml:{where}")
    assert hint in found.hint


def test_remarks_come_all_at_once_in_file_order(tmp_path: Path, world: World) -> None:
    text = HEAD + CONTEST + "levers:\n  b: {of: Italy, tags: miltary}\n  a: {of: Italy, tags: fnancial}\n"
    assert [r.where for r in remarks(text, tmp_path, world)] == ["c.yaml:10:3", "c.yaml:11:3"]


def test_an_event_that_not_excludes_in_part_may_still_fit(tmp_path: Path, world: World) -> None:
    text = HEAD + "indicators:\n  x: {when: {event: AID, words: [a], not: {event: AID, words: [b]}}}\n"
    assert remarks(text, tmp_path, world) == ()


def test_the_template_and_the_example_desks_give_no_cause_for_remarks(tmp_path: Path, world: World) -> None:
    assert remarks(template(), tmp_path, world) == ()
    for path in (Path(__file__).parents[2] / "examples").glob("*/campaign.yaml"):
        extra = path.with_name("world.yaml")
        if not extra.exists():
            assert examine(path, world)[1] == ()


def test_tags_are_instruments_of_power_by_letter_or_word_and_own_tags_stay(tmp_path: Path, world: World) -> None:
    text = HEAD + "levers:\n  x: {of: Italy, tags: [D, information, e, Military, L, intel, F, social, economy]}\n"
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    campaign, found = examine(path, world)
    assert campaign.levers[0].tags == (
        "diplomatic", "informational", "economic", "military", "law enforcement", "intelligence", "financial", "social",
    )  # fmt: skip
    assert found == ()
