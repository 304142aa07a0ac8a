"""Reviewing: by keyboard, and by plain commands; on a desk whose readings are made by hand."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import termios
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.ledger.nouns import document, says

import watchfloor.evaluation
import watchfloor.show
from watchfloor.cli import cli
from watchfloor.desk import Desk
from watchfloor.evaluation import load
from watchfloor.terms import Document, Entity, Reading, Statement

TEXT = (
    "A storm closed the harbour of Turku. Norway lent Finland two ferries on 4 May 2021. "
    "The Harbour Board thanked Norway. Sweden will likely send a third one."
)
NOTE = document(TEXT, "2021-05-10", id="a" * 16, title="Ferries", grade="B")
TOLD = "On 4 May 2021 two ferries were lent to Finland by Norway, Oslo says."
ECHO = document(TOLD, "2021-05-11", id="b" * 16, title="Echo")
SOLD_IT = "Norway sold Finland a submarine on 6 May 2021."
SECRET = document(SOLD_IT, "2021-05-12", id="c" * 16, title="Sealed", tlp="red")


def sentence(said: Document, words: str) -> tuple[int, int]:
    start = said.text.index(words)
    return start, said.text.index(".", start) + 1


LENT = says(NOTE, "AID", "NOR", "FIN", "2021-05-04", span=sentence(NOTE, "Norway lent"), lemmas=("lend", "ferry"))
THANKED = Statement(
    id="d" * 16,
    kind="event",
    event="SUPPORT",
    citation=NOTE.cite(*sentence(NOTE, "The Harbour")),
    actors=(Entity(key=None, name="The Harbour Board"),),
    recipients=(Entity(key="NOR", name="Norway"),),
    factuality="happened",
    proposal=True,
    p=0.4,
    rule="learned head",
    coder="watchfloor 1",
    ranked=(("SUPPORT", 0.4), ("AID", 0.3)),
    trigger=(TEXT.index("thanked"), TEXT.index("thanked") + 7),
)
ECHOED = says(ECHO, "AID", "NOR", "FIN", "2021-05-04", lemmas=("lend", "ferry"))
SOLD = says(SECRET, "COOPERATE", "NOR", "FIN", "2021-05-06")


def run(desk: Path, *arguments: object, keys: str = "") -> Result:
    words = ["--desk", str(desk), *map(str, arguments)]
    result = CliRunner().invoke(cli, words, input=keys, env={"WATCHFLOOR_AUTHOR": "A. Nowak"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    CliRunner().invoke(cli, ["init", str(folder)])
    with Desk(folder).ledger(create=True) as ledger:
        for said, told in ((NOTE, (LENT, THANKED)), (ECHO, (ECHOED,)), (SECRET, (SOLD,))):
            ledger.record(Reading(document=said, statements=told), recorded=datetime.now(UTC))
    return folder


def queue(desk: Path, *arguments: str) -> list[str]:
    lines = run(desk, "review", "--json", *arguments).output.splitlines()
    return [json.loads(line)["statement"]["id"] for line in lines]


def items(desk: Path, *arguments: str) -> list[Any]:
    return [json.loads(line) for line in run(desk, "review", "--reviewed", "--json", *arguments).output.splitlines()]


def decisions(desk: Path) -> list[Any]:
    return [json.loads(line) for line in run(desk, "decide", "list", "--json").output.splitlines()]


def event_lines(desk: Path) -> list[Any]:
    return [json.loads(line)["event"] for line in run(desk, "ledger", "--json", "--tlp", "red").output.splitlines()]


# --- the screen -------------------------------------------------------------------


def test_the_screen_shows_the_sentence_among_its_neighbours_and_all_that_bears_on_it(desk: Path) -> None:
    shown = " ".join(run(desk, "review", "--proposals", keys="q").output.split())
    for words in (
        "Norway lent Finland two ferries on 4 May 2021.", "▌ The Harbour Board thanked Norway.", "Sweden will likely",
        "1 of 1 · 0 decided", "Ferries, 2021-05-10, line 1", "p 0.40, too unsure to file", "learned head", "AID 0.30",
        "nobody has a key for: The Harbour Board", "source B, usually reliable; credibility 6, cannot be judged",
    ):  # fmt: skip
        assert words in shown, words


def test_proposals_come_first_and_a_key_decides(desk: Path) -> None:
    assert queue(desk)[0] == THANKED.id
    result = run(desk, "review", keys="ar")
    assert "2 decisions by A. Nowak; 2 of 4 still wait" in result.output
    first, second = decisions(desk)
    assert (first["kind"], first["on"], first["author"]) == ("accept", [THANKED.id], "A. Nowak")
    assert (second["kind"], second["on"]) == ("reject", [SOLD.id])
    assert {event["event"] for event in event_lines(desk)} == {"SUPPORT", "AID"}


def test_undo_goes_back_to_what_was_decided_and_can_be_taken_back(desk: Path) -> None:
    run(desk, "review", "--proposals", keys="auq")
    assert queue(desk, "--proposals") == [THANKED.id]
    run(desk, "review", "--proposals", keys="auUq")
    assert queue(desk, "--proposals") == []
    run(desk, "review", "--proposals", keys="uq")
    assert [each["stands"] for each in decisions(desk)] == [False, False, True, False, False]


def test_fields_are_edited_by_picking_or_typing(desk: Path) -> None:
    keys = "e" + "7" + "2021-05-05\n" + "e" + "1" + "6" + "a"
    run(desk, "review", "--proposals", keys=keys)
    (item,) = [each for each in items(desk) if each["statement"]["id"] == THANKED.id]
    assert item["statement"]["when"] == "2021-05-05"
    assert item["statement"]["event"] == "AID"
    assert item["reviewed"]


def test_a_wrong_value_is_told_and_nothing_is_recorded(desk: Path) -> None:
    result = run(desk, "review", "--proposals", keys="e4XYZ\ne7soon\nq")
    assert "[desk.unknown-key]" in result.output
    assert "[ledger.wrong-value]" in result.output
    assert decisions(desk) == []


def test_a_name_is_given_a_key_everywhere_by_keyboard(desk: Path) -> None:
    run(desk, "review", "--unresolved", keys="n1FIN\n2q")
    assert queue(desk, "--unresolved") == []
    assert decisions(desk)[0] | {"id": "", "recorded": ""} == {
        "format": 1, "id": "", "recorded": "", "kind": "resolve", "on": [], "author": "A. Nowak", "why": "",
        "field": "The Harbour Board", "value": "FIN", "stands": True,
    }  # fmt: skip


def test_events_are_split_and_merged_by_keyboard(desk: Path) -> None:
    aid = [event for event in event_lines(desk) if event["event"] == "AID"]
    assert [len(event["statements"]) for event in aid] == [2]
    run(desk, "review", "--document", "bbbb", keys="sq")
    assert [len(event["statements"]) for event in event_lines(desk) if event["event"] == "AID"] == [1, 1]
    run(desk, "review", "--document", "bbbb", keys="m1q")
    assert [len(event["statements"]) for event in event_lines(desk) if event["event"] == "AID"] == [2]


def test_a_statement_is_added_to_the_words_on_the_screen(desk: Path) -> None:
    result = run(desk, "review", "--document", "aaaa", keys="+16NOR\nFIN\n2021-05\n1jq")
    assert "added by a person" in result.output, result.output
    (made,) = decisions(desk)
    assert made["kind"] == "add"
    assert len([event for event in event_lines(desk) if event["event"] == "AID"]) == 2


def test_a_reason_is_asked_for_and_kept(desk: Path) -> None:
    run(desk, "review", "--proposals", "--ask", keys="ashe said so\n")
    run(desk, "review", "--document", "bbbb", keys="wheard twice\naq")
    assert [each["why"] for each in decisions(desk)] == ["she said so", "heard twice"]


def test_help_names_every_key_and_an_unknown_key_says_so(desk: Path) -> None:
    result = run(desk, "review", keys="?Zq")
    assert "reject: it was never said so" in result.output
    assert "no such key here" in result.output


def test_nothing_to_review_says_so(desk: Path) -> None:
    assert "nothing waits for review" in run(desk, "review", "--kind", "state").output


def test_filters_narrow_the_queue(desk: Path) -> None:
    assert queue(desk, "--document", "bbbb") == [ECHOED.id]
    assert set(queue(desk, "--single-origin")) == {SOLD.id}
    assert queue(desk, "--contradictions") == []
    assert len(queue(desk)) == 4


def test_a_narrow_terminal_loses_no_word_and_no_colour_is_forced(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    output = run(desk, "review", "--proposals", keys="q").output
    assert max(map(len, output.splitlines())) <= 40 + 20  # the last line counts decisions
    assert "\x1b[" not in output
    assert "usually reliable" in " ".join(output.split())


def test_each_key_decides_and_goes_on_to_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    CliRunner().invoke(cli, ["init", str(folder)])
    said = document(" ".join(f"Norway lent Finland ferry {n}." for n in range(30)), "2021-05-10", title="Long")
    spans = [sentence(said, f"Norway lent Finland ferry {n}.") for n in range(30)]
    found = [says(said, "AID", "NOR", "FIN", f"2021-04-{n + 1:02}", span=span) for n, span in enumerate(spans)]
    with Desk(folder).ledger(create=True) as ledger:
        ledger.record(Reading(document=said, statements=tuple(found)), recorded=datetime.now(UTC))
    assert "30 decisions by A. Nowak; 0 of 30 still wait" in run(folder, "review", keys="ar" * 15).output
    assert [event["statements"] for event in event_lines(folder)] == [[each.id] for each in found[::2]]


def test_a_real_terminal_sends_keys_and_gets_itself_back(desk: Path) -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    command = [sys.executable, "-m", "watchfloor", "--desk", str(desk), "review", "--proposals", "--author", "B. Lind"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE) as program:
        try:
            assert program.stdout is not None
            shown = program.stdout.read(20)  # it draws: keys are read from now on
            os.write(ours, b"\x1b[B\x1b[Aa")  # down, up, accept
            os.write(ours, b"q")
            output, _ = program.communicate(timeout=30)
        finally:
            program.kill()
    assert "1 decisions by B. Lind; 0 of 1 still wait" in (shown + output).decode()
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)


# --- commands ---------------------------------------------------------------------


def test_every_decision_can_be_taken_by_a_command_and_undone(desk: Path) -> None:
    before = run(desk, "ledger", "--json", "--tlp", "red").output
    commands: list[tuple[object, ...]] = [
        ("accept", THANKED.id[:6], "--why", "the board confirmed it"),
        ("reject", SOLD.id[:6]),
        ("edit", LENT.id, "when=2021-05", "credibility=2", 'actors=NOR,"the crown"'),
        ("resolve", "The Harbour Board", "FIN-GOV"),
        ("split", ECHOED.id),
        ("merge", ECHOED.id, LENT.id),
        ("add", "event", "event=AID", "actors=SWE", "recipients=FIN", "factuality=planned",
         "--document", "aaaa", "--words", "Sweden will likely send a third one."),
    ]  # fmt: skip
    for command in commands:
        result = run(desk, "decide", *command)
        assert result.exit_code == 0, result.output
    kinds = [each["kind"] for each in decisions(desk)]
    assert kinds == ["accept", "reject", "edit", "edit", "edit", "resolve", "split", "merge", "add"]
    assert run(desk, "ledger", "--json", "--tlp", "red").output != before
    assert "no faults" in run(desk, "ledger", "verify").output
    for _ in kinds:
        assert run(desk, "decide", "undo").exit_code == 0
    assert run(desk, "ledger", "--json", "--tlp", "red").output == before
    last = [each for each in decisions(desk) if each["kind"] == "undo"][-1]
    run(desk, "decide", "undo", last["id"])
    assert queue(desk, "--proposals") == []
    assert "(undone)" in run(desk, "decide", "list").output


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("accept", "ffffff"), "[ledger.unknown-id]"),
        (("accept", "aaaa"), "[desk.wrong-id]"),
        (("edit", "dddd", "colour=red"), "[desk.wrong-field]"),
        (("edit", "dddd", "credibility=high"), "[desk.wrong-value]"),
        (("edit", "dddd", "event=PARTY"), "[ledger.wrong-value]"),
        (("resolve", "The Harbour Board", "NORR"), "did you mean 'NOR'"),
        (("undo", "ffffff"), "[desk.wrong-id]"),
        (("undo",), "no decision of A. Nowak stands"),
        (("merge", "dddd"), "merge what with what"),
        (("edit", "dddd", "when"), "is no FIELD=VALUE"),
        (("add", "state", "--document", "aaaa", "--words", "two ferries"), "needs all of its parts"),
        (("add", "event", "--document", "aaaa", "--words", "no such words"), "[desk.no-such-words]"),
        (("add", "event", "--document", "aaaa", "--words", "Norway"), "2 times"),
    ],
)
def test_what_cannot_be_decided_says_why(desk: Path, command: tuple[str, ...], said: str) -> None:
    result = run(desk, "decide", *command)
    assert result.exit_code != 0
    assert said in result.output
    assert decisions(desk) == []


def test_other_kinds_are_added_and_edited_part_by_part(desk: Path) -> None:
    words = ("--document", "aaaa", "--words", "Sweden will likely send a third one.")
    made = run(desk, "decide", "add", "objective", "objective.actor=SWE", "objective.text=send a ferry", *words)
    id = made.output.split()[-1]
    run(desk, "decide", "edit", id, "objective.text=to send a third ferry")
    (item,) = items(desk, "--kind", "objective")
    wanted = {"actor": {"key": "SWE", "name": "Sweden"}, "text": "to send a third ferry"}
    assert item["statement"]["objective"] == wanted


def test_why_shows_what_was_rejected_by_whom_and_why(desk: Path) -> None:
    run(desk, "decide", "reject", SOLD.id, "--why", "a rumour")
    shown = run(desk, "why", SOLD.id).output
    assert "rejected" in shown
    assert "a rumour" in shown
    assert "A. Nowak" in shown
    assert "sold Finland a submarine" in shown
    assert SOLD.id not in run(desk, "ledger", "--json", "--tlp", "red").output


def test_the_queue_as_json_fits_its_schema(desk: Path) -> None:
    run(desk, "decide", "accept", THANKED.id)
    run(desk, "decide", "edit", LENT.id, "credibility=2")
    schema = json.loads((Path(watchfloor.show.__file__).parent / "review.schema.json").read_text(encoding="utf-8"))
    found = items(desk)
    for each in found:
        jsonschema.validate(each, schema)
    credibility = {each["statement"]["id"]: each["credibility"] for each in found}
    assert credibility[LENT.id] == {"is": 2, "suggested": 1}
    assert credibility[SOLD.id] == {"is": 6, "suggested": None}


# --- read anew --------------------------------------------------------------------


def test_reading_anew_says_what_is_carried_over_and_what_to_look_at(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Norway lent Finland two ferries on 4 May 2021.\n", encoding="utf-8")
    read = ("read", tmp_path / "note.txt", "--published", "2021-05-10")
    with Desk(desk).ledger() as ledger:
        run(desk, *read)
        (said,) = [each for each in ledger.documents() if each.path.endswith("note.txt")]
        older = says(said, "AID", "NOR", "FIN", "2021-04", coder="an older coder", factuality="planned")
        ledger.record(Reading(document=said, statements=(older,)), recorded=datetime.now(UTC))
    run(desk, "decide", "accept", older.id)
    output = run(desk, *read).output
    assert "1 reviewed statement(s) carried over; 1 to look at again: watchfloor review --orphans" in output
    assert queue(desk, "--orphans") == [older.id]
    shown = " ".join(run(desk, "review", "--orphans", keys="q").output.split())
    assert "the newer reading says otherwise: " in shown
    assert "newer reading: event AID" in shown
    assert "reviewed before its document was read anew" in run(desk, "why", older.id).output
    run(desk, "review", "--orphans", keys="tq")
    assert queue(desk, "--orphans") == []
    assert not [each for each in event_lines(desk) if older.id in each["statements"]]


# --- export -----------------------------------------------------------------------


def test_what_was_reviewed_comes_back_as_gold(desk: Path, tmp_path: Path) -> None:
    words = ("--document", "aaaa", "--words", "Sweden will likely send a third one.")
    run(desk, "decide", "accept", LENT.id)
    run(desk, "decide", "reject", THANKED.id)
    run(desk, "decide", "add", "event", "event=AID", "actors=SWE", "recipients=FIN", "factuality=planned", *words)
    run(desk, "decide", "add", "objective", "objective.actor=SWE", "objective.text=help", *words)
    file = tmp_path / "reviewed.jsonl"
    assert "3 passages; 0 left out" in run(desk, "review", "--export", file).output
    schema = json.loads((Path(watchfloor.evaluation.__file__).parent / "gold.schema.json").read_text(encoding="utf-8"))
    for line in file.read_text(encoding="utf-8").splitlines():
        jsonschema.validate(json.loads(line), schema)
    golds = load(file)
    lent, nothing, sweden = golds
    assert lent.document.text == LENT.citation.exact
    (event,) = lent.statements
    assert (event["event"], event["when"]["edtf"]) == ("AID", "2021-05-04")
    assert [(role["name"], role["key"]) for role in event["actors"]] == [("NOR", "NOR")]
    assert nothing.statements == ()
    assert {each["kind"] for each in sweden.statements} == {"event", "objective"}
    assert "no faults" in run(desk, "evaluate", "--check", file).output
    assert "events" in run(desk, "evaluate", file).output
    again = run(desk, "review", "--export", file)
    assert "[desk.exists]" in again.output


def test_a_passage_half_reviewed_is_left_out_and_counted(desk: Path, tmp_path: Path) -> None:
    words = ("--document", "bbbb", "--words", "two ferries were lent to Finland")
    run(desk, "decide", "add", "event", "event=CONSULT", "actors=NOR", "recipients=FIN", *words)
    assert "0 passages; 1 left out" in run(desk, "review", "--export", tmp_path / "reviewed.jsonl").output
