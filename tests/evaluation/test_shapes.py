"""Gold of every shape, told by its fields: what is right scores, what is wrong does not, nothing goes uncounted."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from watchfloor.cli import cli
from watchfloor.errors import ReadingError
from watchfloor.evaluation import Task, evaluate
from watchfloor.world import World

Row = dict[str, Any]


def party(text: str, words: str, **more: Any) -> Row:
    start = text.index(words)
    return {"text": words, "span": [start, start + len(words)], **more}


def pair(text: str, source: str, target: str, code: str) -> Row:
    event = {"source": [party(text, source)], "target": [party(text, target)], "code": code}
    return {"text": text, "date": None, "events": [event], "set": "pairs_test"}


def by_country(text: str, sources: list[str], targets: list[str], code: str) -> Row:
    sides = ([{"text": c, "country": c, "span": None} for c in side] for side in (sources, targets))
    event = dict(zip(("source", "target"), sides, strict=True), code=code)
    return {"text": text, "date": "2015-06-01", "events": [event], "set": "countries_test"}


def cameo(text: str, *events: tuple[str, str, str]) -> Row:
    told = [{"source": a, "target": b, "code": code} for a, b, code in events]
    return {"text": text, "date": "2015-06-01", "events": told, "ontology": "CAMEO", "set": "cameo_test"}


def news(text: str, relevant: bool, code: str | None = None) -> Row:
    events: list[Row] = [{"source": [], "target": [], "code": code}] if relevant else []
    return {"text": text, "date": None, "relevant": relevant, "events": events, "set": "news_test"}


def dated(text: str, words: str, value: str, **more: Any) -> Row:
    at = party(text, words)["span"]
    one = {"start": at[0], "end": at[1], "text": words, "value": value, **more}
    return {"text": text, "dct": "2015-06-10", "spans": [one], "corpus": "Days"}


def scored(text: str, *events: tuple[str, float]) -> Row:
    tokens = text.split()
    return {"tokens": tokens, "events": [{"i": tokens.index(w), "score": s} for w, s in events], "corpus": "Scale"}


def gold(folder: Path, *rows: Row, name: str = "gold.jsonl") -> Path:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder / name


def figure(tasks: tuple[Task, ...], task: str, metric: str) -> float | None:
    return next(one.values[metric] for one in tasks if one.task == task)


CONDEMNED = "Norway condemned Chad on Monday."
RELEASED = "Ghana withdrew its troops from Togo in May."


def test_the_category_of_a_marked_pair_is_scored_with_and_without_its_parties(tmp_path: Path, world: World) -> None:
    rows = pair(CONDEMNED, "Norway", "Chad", "ACCUSE"), pair(RELEASED, "Ghana", "Togo", "ASSAULT")
    tasks = evaluate(gold(tmp_path, *rows), world)
    assert figure(tasks, "category, parties given", "accuracy") == 0.5
    assert figure(tasks, "category, parties given", "answered") == 1.0
    assert figure(tasks, "category, raw text", "f1") == 0.5
    assert {task.set for task in tasks} == {"pairs_test"}


def test_a_category_that_the_gold_joins_is_right_under_the_joint_name(tmp_path: Path, world: World) -> None:
    tasks = evaluate(gold(tmp_path, pair(RELEASED, "Ghana", "Togo", "YIELD")), world)
    assert figure(tasks, "category, parties given", "accuracy") == 1.0
    assert figure(tasks, "category, raw text", "f1") == 1.0


def test_a_party_that_the_text_does_not_name_is_no_hindrance(tmp_path: Path, world: World) -> None:
    row = pair(CONDEMNED, "Norway", "Chad", "ACCUSE")
    row["events"][0]["target"] = [{"text": "somebody", "span": None}]
    assert figure(evaluate(gold(tmp_path, row), world), "category, parties given", "accuracy") == 1.0


MET = "Norwegian and Finnish ministers met in Riga on Monday."


@pytest.mark.parametrize(
    ("row", "f1"),
    [
        (by_country(CONDEMNED, ["NOR"], ["TCD"], "ACCUSE"), 1.0),
        (by_country(CONDEMNED, ["TCD"], ["NOR"], "ACCUSE"), 0.0),
        (by_country(CONDEMNED, ["NOR"], ["TCD"], "REJECT"), 0.0),
        (by_country(MET, ["FIN", "NOR"], [], "CONSULT"), 1.0),
        (by_country(MET, ["FIN"], ["NOR"], "CONSULT"), 1.0),
        (cameo(MET, ("FINGOV", "NORGOV", "040"), ("NORGOV", "FINGOV", "040")), 1.0),
        (cameo(CONDEMNED, ("NOR", "TCD", "111")), 1.0),
        (cameo(CONDEMNED, ("NOR", "TCD", "1119")), 1.0),  # no code of CAMEO's: the nearest above it counts
    ],
)
def test_a_triple_is_source_target_and_category_and_what_is_shared_has_no_direction(
    row: Row, f1: float, tmp_path: Path, world: World
) -> None:
    assert figure(evaluate(gold(tmp_path, row), world), "country, country, category", "f1") == f1


def test_events_without_a_category_or_a_country_are_left_out_and_counted(tmp_path: Path, world: World) -> None:
    row = cameo(
        CONDEMNED, ("NOR", "TCD", "111"), ("NOR", "TCD", "010"), ("NOR", "TCD", "---"), ("---REB", "TCD", "190")
    )
    counted = next(task for task in evaluate(gold(tmp_path, row), world) if task.task == "gold events")
    assert counted.n == 4
    assert counted.values == {"scored": 1.0, "skipped: no PLOVER category": 2.0, "skipped: no country": 1.0}


def test_a_line_without_events_belongs_to_the_shape_of_its_set(tmp_path: Path, world: World) -> None:
    empty: Row = {"text": CONDEMNED, "date": None, "events": [], "set": "countries_test"}
    tasks = evaluate(gold(tmp_path, empty, by_country(CONDEMNED, ["NOR"], ["TCD"], "ACCUSE")), world)
    assert figure(tasks, "country, country, category", "precision") == 0.5


def test_irrelevant_news_asks_for_silence(tmp_path: Path, world: World) -> None:
    rows = (
        news(CONDEMNED, True, "ACCUSE"), news(RELEASED, True, "ASSAULT"), news(MET, True),
        news("Rain fell on the hills all day.", False), news(CONDEMNED, False),
    )  # fmt: skip
    tasks = evaluate(gold(tmp_path, *rows), world)
    assert figure(tasks, "category, relevant news", "share") == 0.5
    assert figure(tasks, "false alarms, irrelevant news", "share") == 0.5
    assert figure(tasks, "texts", "skipped: relevant, without a PLOVER category") == 1.0


MAY = "Norway condemned Chad on 3 May."


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (dated(MAY, "3 May", "2015-05-03", type="DATE"), 1.0),
        (dated(MAY, "3 May", "2016-05-03", type="DATE"), 0.0),
        (dated(MAY, "3 May", "2015-05-03", attrs={"when": "2015-05-03"}), 1.0),
        (dated(MAY, "3 May", "2015-05", attrs={"when": "2015-05"}), 0.0),
    ],
)
def test_a_date_without_a_year_is_right_if_its_value_is(row: Row, right: float, tmp_path: Path, world: World) -> None:
    tasks = evaluate(gold(tmp_path, row), world)
    assert figure(tasks, "dates, relaxed spans", "f1") == 1.0
    assert figure(tasks, "dates, strict spans", "f1") == 1.0
    assert figure(tasks, "dates, values", "f1") == right
    assert figure(tasks, "dates without a year", "share") == right


def test_a_date_is_read_in_the_light_of_the_sentence_before(tmp_path: Path, world: World) -> None:
    text = "The ferry sank on 3 May 2012. Two days later the port was closed."
    tasks = evaluate(gold(tmp_path, dated(text, "Two days later", "2012-05-05", attrs={"when": "2012-05-05"})), world)
    assert figure(tasks, "dates, values", "recall") == 1.0


def test_tei_gives_a_century_by_its_first_and_last_day(tmp_path: Path, world: World) -> None:
    text = "The bridge was built in the 19th century and lasted three years."
    attributes = {"from": "1801-01-01", "to": "1900-12-31"}
    for attrs, right in (({"from": "1800-01-01", "to": "1899-12-31"}, 1.0), (attributes, 0.0)):
        tasks = evaluate(gold(tmp_path, dated(text, "the 19th century", "-", attrs=attrs)), world)
        assert figure(tasks, "dates, values", "precision") == right  # the duration is not held against it


def test_every_marked_word_has_its_factuality_compared_event_or_not(tmp_path: Path, world: World) -> None:
    errors = []
    for sign in (1, -1):
        rows = scored("The fog lifted .", ("lifted", 3.0 * sign)), scored("It did not rain .", ("rain", -3.0 * sign))
        tasks = evaluate(gold(tmp_path, *rows), world)
        assert figure(tasks, "factuality, on a scale", "pearson r") == pytest.approx(sign)
        errors.append(figure(tasks, "factuality, on a scale", "mean error") or 0.0)
    assert errors[0] < 1 < 5 < errors[1]


def test_marked_events_are_compared_by_class(tmp_path: Path, world: World) -> None:
    text = "The fog lifted. The ferry will sail. The bus never came."
    marks = [("lifted", "POS", "NON_FUTURE"), ("sail", "POS", "FUTURE"), ("came", "NEG", "NON_FUTURE")]
    events = [
        {**dict(zip(("start", "end"), party(text, w)["span"], strict=True)), "certainty": "CERTAIN", "polarity": p,
         "time": t, "special": "NONE"} for w, p, t in marks
    ]  # fmt: skip
    events.append({**events[0], "certainty": None})
    row = {"text": text, "dct": "2015-06-10", "events": events, "entities": [], "corpus": "Classes"}
    tasks = evaluate(gold(tmp_path, row), world)
    assert figure(tasks, "factuality, by class", "macro f1") == 1.0
    assert figure(tasks, "gold events", "skipped: no class given") == 1.0


def test_sentence_ends_and_speakers_are_found(tmp_path: Path, world: World) -> None:
    said = [
        (None, "Anna Berg talks about fog."), ("Anna", "Fog is rare here. It comes in May."),
        ("Speaker1", "So we heard."), ("Anna", "Quite."), ("Speaker1", "Thank you."),
    ]  # fmt: skip
    text, sentences = "", []
    for speaker, speech in said:
        for one in speech.replace(". ", ".|").split("|"):
            text += one + "\n"
            sentences.append({"start": len(text) - len(one) - 1, "end": len(text) - 1, "speaker": speaker})
    quiet = {"text": "Fog is rare.", "sentences": [{"start": 0, "end": 12}], "corpus": "Talk"}
    tasks = evaluate(gold(tmp_path, {"text": text, "sentences": sentences, "corpus": "Talk"}, quiet), world)
    assert figure(tasks, "sentence ends", "f1") == 1.0
    assert figure(tasks, "speakers", "share") == 1.0
    assert figure(tasks, "transcripts", "skipped: no speaker given") == 1.0


@pytest.mark.parametrize("words", [{"sentences": [["Fog", "lifted", "."]]}, {"tokens": ["Fog", "lifted", "."]}])
def test_coreference_is_recognised_and_said_to_be_measured_elsewhere(words: Row, tmp_path: Path, world: World) -> None:
    gold(tmp_path, {"id": "d1", **words, "corpus": "Chains"}, name="documents.jsonl")
    gold(tmp_path, {"id": "m1", "doc": "d1", "start": 1, "end": 1, "chain": "7"}, name="mentions.jsonl")
    tasks = evaluate(tmp_path, world)
    assert [(task.set, task.task) for task in tasks] == [
        ("Chains", "coreference documents"), ("Chains", "coreference mentions"),
    ]  # fmt: skip
    for task in tasks:
        assert task.values == {"scored": 0.0, "skipped: clustering is measured by the ledger's own bench": 1.0}


ROWS = (
    pair(CONDEMNED, "Norway", "Chad", "ACCUSE"), by_country(MET, ["FIN", "NOR"], [], "CONSULT"),
    cameo(CONDEMNED, ("NOR", "TCD", "010")), news(MET, True), dated(MAY, "3 May", "2015-05-03", type="DATE"),
    scored("The fog lifted .", ("lifted", 3.0)),
)  # fmt: skip


def test_whatever_goes_in_is_scored_or_skipped(tmp_path: Path, world: World) -> None:
    gold(tmp_path, *ROWS[:3], name="a.jsonl")
    gold(tmp_path, *ROWS[3:], name="b.jsonl")
    tasks = evaluate(tmp_path, world)
    counts = [task for task in tasks if "scored" in task.values]
    assert sum(task.n for task in counts if task.task == "texts") == len(ROWS)
    assert all(sum(value or 0 for value in task.values.values()) == task.n for task in counts)


def test_what_the_command_prints_keeps_to_its_schema(tmp_path: Path) -> None:
    schema = json.loads((files("watchfloor.evaluation") / "evaluation.schema.json").read_text("utf-8"))
    result = CliRunner().invoke(cli, ["evaluate", str(gold(tmp_path, *ROWS)), "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    jsonschema.validate(printed, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**printed, "format": 2}, schema)


def test_the_table_shows_counts_as_whole_numbers(tmp_path: Path) -> None:
    printed = CliRunner().invoke(cli, ["evaluate", str(gold(tmp_path, *ROWS))]).stdout
    (line,) = (line for line in printed.splitlines() if line.startswith("countries_test"))
    assert line.split() == ["countries_test", "texts", "1", "scored", "1"]


@pytest.mark.parametrize(("raw", "where"), [(b"\n \n", ""), (b'\n{"text": "caf\xe9"}', ":2")])
def test_gold_without_lines_or_not_in_utf8_is_an_error_too(
    raw: bytes, where: str, tmp_path: Path, world: World
) -> None:
    (tmp_path / "gold.jsonl").write_bytes(raw)
    with pytest.raises(ReadingError) as caught:
        evaluate(tmp_path / "gold.jsonl", world)
    assert str(caught.value).startswith(f"{tmp_path / 'gold.jsonl'}{where}: ")


def without(row: Row, field: str) -> Row:
    return {key: value for key, value in row.items() if key != field}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": "x", "words": 3}, "no shape has the fields id, words"),
        (without(dated(MAY, "3 May", "2015-05-03"), "spans"), "no shape has the fields"),
        ({**pair(CONDEMNED, "Norway", "Chad", "ACCUSE"), "events": [{"source": [], "target": []}]}, "'code'"),
        ({**dated(MAY, "3 May", "2015-05-03"), "dct": "soon"}, "soon"),
        (dated(MAY, "3 May", "-") | {"spans": [{"start": 3, "end": 99, "text": "x", "value": "-"}]}, "outside a text"),
        (scored("The fog lifted .") | {"events": [{"i": 9, "score": 3.0}]}, "none of its 4 tokens"),
        ({**news(MET, True), "events": 3}, "not iterable"),
    ],
)
def test_a_bad_line_is_named_with_its_place(row: Row, why: str, tmp_path: Path, world: World) -> None:
    path = gold(tmp_path, row)
    with pytest.raises(ReadingError) as caught:
        evaluate(path, world)
    assert caught.value.code == "reading.bad-gold"
    assert f"{path}:1: " in str(caught.value)
    assert why in str(caught.value)
