"""Gold marked by hand in a text file: what is marked is read, what does not fit is refused with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import ReadingError
from watchfloor.evaluation import evaluate, load, marked
from watchfloor.world import World

LINE = "wire\t[1a,2b| Ruritania] {1 REJECT denied| turned down} a {2 REQUEST| request} from [2a| the two dukes]."


def one(line: str) -> dict[str, Any]:
    ((_, record),) = marked.records("gold", line)
    return record


def test_marks_become_spans_of_the_plain_text() -> None:
    ((number, record),) = marked.records("gold", f"# a remark\n\n{LINE}\n")
    text = "Ruritania turned down a request from the two dukes."
    assert (number, record["text"], record["kind"]) == (3, text, "wire")
    first, second = record["statements"]
    assert (first["event"], first["factuality"], second["factuality"]) == ("REJECT", "denied", "happened")
    assert [text[slice(*s["trigger"])] for s in (first, second)] == ["turned down", "request"]
    assert [s["name"] for s in second["actors"] + second["recipients"]] == ["the two dukes", "Ruritania"]
    assert first["span"] == [0, len(text)]


def test_an_event_stands_in_its_own_sentence_and_its_party_may_stand_before() -> None:
    record = one("[1a| Ruritania] is small. It {1 RETREAT| withdrew} on Monday.")
    (event,) = record["statements"]
    assert event["span"] == [20, 42]
    assert event["actors"][0]["span"] == [0, 9]
    assert record["kind"] == ""


def test_a_text_without_marks_reports_nothing() -> None:
    assert one("wire\tIt rained.")["statements"] == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[1a| Ruritania {1 REJECT| refused}.", "not closed"),
        ("[1a| Ruritania] {1 REFUSE| refused}.", "no category REFUSE"),
        ("[1a| Ruritania] {1 REJECT maybe| refused}.", "no factuality maybe"),
        ("[1a| Ruritania] {1 REJECT| refused} and {1 REJECT| refused}.", "the number 1"),
        ("{1 REJECT| refused} was the plan.", "has no party"),
        ("[2a| Ruritania] {1 REJECT| refused}.", "has no party"),
        ("Ruritania] refused.", "closes nothing"),
        ("[1a| Ruritania} {1 REJECT| refused].", "closes nothing"),
        ("[1a| ] {1 REJECT| refused}.", "empty"),
        ("[1x| Ruritania] refused.", "closes nothing"),
        ("Ruritania [refused.", "none: \\["),
    ],
)
def test_marks_that_do_not_fit_are_refused_with_their_line(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(f"{LINE}\nwire\t{line}\n", encoding="utf-8")
    with pytest.raises(ReadingError, match=why) as caught:
        load(file)
    assert str(file) + ":2" in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_bytes(b"\xff\xfe\x00wire")
    with pytest.raises(ReadingError, match="no gold"):
        load(file)


@given(st.text(alphabet="ab1,[]{}| \tREJECT\n#", max_size=60))
def test_any_text_is_read_or_refused_and_no_span_leaves_it(raw: str) -> None:
    try:
        found = [record for _, record in marked.records("any", raw)]
    except ValueError:
        return
    for record in found:
        for event in record["statements"]:
            for low, high in (event["trigger"], *(side["span"] for side in event["actors"] + event["recipients"])):
                assert 0 <= low < high <= len(record["text"])


def test_the_reader_is_scored_on_marked_texts(tmp_path: Path, world: World) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("wire\t[1a| Norway] {1 ACCUSE| condemned} [1b| Chad] on Monday.\n", encoding="utf-8")
    scores = {task.task: task.values for task in evaluate(file, world)}
    assert scores["events"]["recall"] == 1.0
    assert scores["both roles, of found events"]["share"] == 1.0
