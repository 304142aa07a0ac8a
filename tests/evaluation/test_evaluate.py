"""A reading held against gold: what is right counts, what is missing or too much counts against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from watchfloor.cli import cli
from watchfloor.errors import ReadingError
from watchfloor.evaluation import Task, evaluate, load
from watchfloor.evaluation.checking import faults
from watchfloor.evaluation.pairing import same_role
from watchfloor.evaluation.scores import f1, macro_f1, precision, recall, score, tally
from watchfloor.world import World

TEXT = "Norway's foreign minister visited Finland on 3 May 2021. Sweden will likely object."


def role(text: str, words: str, key: str | None) -> dict[str, Any]:
    start = text.index(words)
    return {"name": words, "span": [start, start + len(words)], "key": key}


def visit(**changes: Any) -> dict[str, Any]:
    end = TEXT.index(".") + 1
    return {
        "kind": "event", "span": [0, end], "event": "CONSULT", "mode": "visit", "factuality": "happened",
        "actors": [role(TEXT, "Norway's foreign minister", "NOR-GOV")], "recipients": [role(TEXT, "Finland", "FIN")],
        "when": {"edtf": "2021-05-03", "span": [43, 56]}, "estimate": None, **changes,
    }  # fmt: skip


def judgement() -> dict[str, Any]:
    start, cue = TEXT.index("Sweden"), TEXT.index("likely")
    estimate = {"cues": [{"text": "likely", "span": [cue, cue + 6]}], "band": [0.55, 0.8]}
    return {"kind": "judgement", "span": [start, len(TEXT)], "estimate": estimate}


def gold(folder: Path, *statements: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    record = {"id": "t1", "text": TEXT, "published": "2021-05-10", "statements": list(statements)}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def value(tasks: tuple[Task, ...], task: str, metric: str) -> float | None:
    return next(dict(t.metrics)[metric].value for t in tasks if t.task.startswith(task))


def test_what_is_read_rightly_scores_in_full(tmp_path: Path, world: World) -> None:
    tasks = evaluate(gold(tmp_path, visit(), judgement()), world)
    assert value(tasks, "events", "recall") == 1.0
    assert value(tasks, "both roles", "share") == 1.0
    assert value(tasks, "time", "share") == 1.0
    assert value(tasks, "estimative", "band") == 1.0
    assert value(tasks, "other", "judgement recall") == 1.0
    assert value(tasks, "other", "judgement precision") == 1.0


def test_another_organ_of_the_country_is_right_by_country_only(tmp_path: Path, world: World) -> None:
    tasks = evaluate(gold(tmp_path, visit(recipients=[role(TEXT, "Finland", "FIN-MIL")])), world)
    assert value(tasks, "both roles", "share") == 0.0
    assert value(tasks, "both roles", "by country") == 1.0


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("USA-GOV", "ohio-GOV", True),
        ("SDN", "north-darfur", True),
        ("USA-GOV", "ohio", False),
        ("USA-GOV", "ohio-LEG", False),
        ("ohio", "USA", False),
        ("ohio", "utah", False),
    ],
)
def test_a_part_of_a_state_is_right_where_the_gold_names_the_state(
    world: World, wanted: str, found: str, right: bool
) -> None:
    assert same_role({"name": "Columbus", "key": wanted}, found, "the governor", world, None) is right


@pytest.mark.parametrize(("wanted", "right"), [("USA-GOV", True), ("MEX-GOV", False), ("utah-GOV", False)])
def test_a_part_of_a_state_is_right_where_the_gold_names_it_in_words(world: World, wanted: str, right: bool) -> None:
    assert same_role({"name": "the state of Ohio", "key": wanted}, "ohio", "Ohio", world, None) is right


def test_a_judgement_that_the_gold_lacks_costs_precision(tmp_path: Path, world: World) -> None:
    assert value(evaluate(gold(tmp_path, visit()), world), "other", "judgement precision") == 0.0


@pytest.mark.parametrize(
    ("change", "task", "metric"),
    [
        ({"event": "SANCTION"}, "events", "recall"),
        ({"recipients": [{"name": "Chad", "span": [0, 4], "key": "TCD"}]}, "both roles", "share"),
        ({"when": {"edtf": "2021-04", "span": [43, 56]}}, "time", "share"),
        ({"factuality": "denied"}, "factuality", "share"),
    ],
)
def test_what_differs_from_the_gold_counts_against(
    change: dict[str, Any], task: str, metric: str, tmp_path: Path, world: World
) -> None:
    assert value(evaluate(gold(tmp_path, visit(**change)), world), task, metric) == 0.0


def test_what_the_gold_does_not_hold_counts_against_precision(tmp_path: Path, world: World) -> None:
    assert value(evaluate(gold(tmp_path), world), "events", "precision") == 0.0


@pytest.mark.parametrize(
    "line",
    [
        "no json", "{}", "3", '{"id": "x", "text": "y", "published": "soon", "statements": []}',
        '{"id": "x", "text": "y", "published": "2020", "statements": [{"kind": "event", "span": [0, 1]}]}',
        '{"id": "x", "text": "y", "published": "2020", "statements": [{"span": [0, 1]}]}',
    ],
)  # fmt: skip
def test_a_line_that_is_no_gold_is_named_with_its_place(line: str, tmp_path: Path, world: World) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ReadingError) as caught:
        evaluate(path, world)
    assert "gold.jsonl:2: " in str(caught.value)
    assert caught.value.code == "reading.bad-gold"


def test_the_command_prints_scores_as_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(gold(tmp_path, visit())), "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed["format"] == 1
    (events,) = (one for one in printed["sets"] if one["task"] == "events")
    assert (events["set"], events["metrics"]["recall"]["value"]) == ("gold", 1.0)


def test_the_command_says_where_there_is_no_gold(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1
    assert "[reading.bad-gold]" in result.output


def test_measures_of_counts() -> None:
    assert (precision(1, 2, 4), recall(1, 2, 4), f1(1, 2, 4)) == (0.5, 0.25, 1 / 3)
    assert precision(0, 0, 4) is None
    pairs = [("happened", "happened"), ("denied", "happened")]
    assert macro_f1(*tally(pairs, ("happened", "denied", "planned"))) == pytest.approx((2 / 3 + 0) / 2)


def test_an_interval_is_the_same_each_time_and_holds_the_value() -> None:
    counts = [(1.0, 2.0, 2.0), (2.0, 2.0, 3.0), (0.0, 1.0, 2.0)]
    one, again = score(counts, f1), score(counts, f1)
    assert one == again
    assert one.lo is not None
    assert one.hi is not None
    assert one.value is not None
    assert one.lo <= one.value <= one.hi


def test_sound_gold_has_no_faults(tmp_path: Path, world: World) -> None:
    sound = visit(trigger=[26, 33], place=None)
    assert list(faults(load(gold(tmp_path, sound, judgement())), world)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"event": "MEETING"}, "no category 'MEETING'"),
        ({"mode": "riot"}, "no mode 'riot'"),
        ({"factuality": "maybe"}, "no factuality"),
        ({"trigger": [80, 400]}, "outside the text"),
        ({"when": {"edtf": "2021-13", "span": [43, 56]}}, "no such month"),
        ({"actors": [{"name": "Finland", "span": [0, 7], "key": "FIN"}]}, 'the text "Norway'),
        ({"actors": [], "recipients": []}, "an actor or a recipient"),
        ({"span": [5, 5]}, "outside the text"),
    ],
)
def test_each_fault_of_gold_is_told(change: dict[str, Any], fault: str, tmp_path: Path, world: World) -> None:
    wrong = visit(**{"trigger": [26, 33], "place": None, **change})
    assert any(fault in told for told in faults(load(gold(tmp_path, wrong)), world))


def test_the_command_checks_gold_by_itself(tmp_path: Path) -> None:
    sound = CliRunner().invoke(cli, ["evaluate", "--check", str(gold(tmp_path, visit(trigger=[26, 33], place=None)))])
    assert (sound.exit_code, "no faults" in sound.output) == (0, True)
    wrong = CliRunner().invoke(cli, ["evaluate", "--check", str(gold(tmp_path, visit(trigger=[0, 999], place=None)))])
    assert (wrong.exit_code, "t1 statement 1" in wrong.output) == (1, True)
