"""The commands as a user meets them."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

import watchfloor.reading
from watchfloor.cli import cli
from watchfloor.desk import Desk
from watchfloor.show import _COUNTED

TEXT = "The foreign minister of Norway visited Finland on 3 May 2021. Norway will likely sign the treaty in June.\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    assert run("init", tmp_path / "desk").exit_code == 0
    return tmp_path / "desk"


def test_init_makes_a_desk_whose_campaign_passes_check(desk: Path) -> None:
    checked = run("--desk", desk, "check")
    assert checked.exit_code == 0
    assert "no ledger yet" in checked.output


def test_init_never_overwrites_a_desk(desk: Path) -> None:
    again = run("init", desk)
    assert again.exit_code == 1
    assert "[desk.exists]" in again.output


def test_a_document_without_a_date_is_refused_with_what_to_do(desk: Path, note: Path) -> None:
    result = run("--desk", desk, "read", note)
    assert result.exit_code == 1
    assert "[reading.no-date]" in result.output
    assert "--published" in result.output


def test_an_undated_document_enters_no_view(desk: Path, note: Path) -> None:
    assert run("--desk", desk, "read", note, "--published", "unknown").exit_code == 0
    shown = run("--desk", desk, "ledger", "--as-of", "2030-01-01")
    assert "0 of 1 documents" in shown.output


def test_reading_twice_adds_nothing(desk: Path, note: Path) -> None:
    first = run("--desk", desk, "read", note, "--published", "2021-05-10")
    second = run("--desk", desk, "read", note, "--published", "2021-05-10")
    assert " known" not in first.output
    assert " known" in second.output
    assert "1 of 1 documents" in run("--desk", desk, "ledger", "--as-of", "2021-06-01").output


def test_nothing_is_known_before_it_was_published(desk: Path, note: Path) -> None:
    run("--desk", desk, "read", note, "--published", "2021-05-10")
    assert "0 of 1 documents, 0 statements, 0 events" in run("--desk", desk, "ledger", "--as-of", "2021-05-09").output


def test_read_json_fits_its_schema_and_records_nothing(note: Path) -> None:
    result = run("--desk", note.parent, "read", note, "--published", "2021-05-10", "--json")
    reading = json.loads(result.stdout)
    schema = json.loads((Path(watchfloor.reading.__file__).parent / "reading.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(reading, schema)
    assert not (note.parent / "ledger.db").exists()
    event = next(s for s in reading["statements"] if s["event"] == "CONSULT")
    assert (event["when"], event["factuality"], event["mode"]) == ("2021-05-03", "happened", "visit")
    assert [a["key"][:3] for a in event["actors"]] == ["NOR"]
    assert [r["key"] for r in event["recipients"]] == ["FIN"]


def test_read_json_gives_one_object_a_line_and_keeps_errors_off_stdout(note: Path) -> None:
    result = run("read", note, note.parent / "missing.txt", note, "--published", "2021-05-10", "--json")
    assert result.exit_code == 1
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 2
    assert "[reading.not-found]" in result.stderr


def test_one_bad_file_stops_no_other(desk: Path, note: Path) -> None:
    empty = note.parent / "empty.txt"
    empty.write_bytes(b"")
    result = run("--desk", desk, "read", empty, note, "--published", "2021-05-10")
    assert result.exit_code == 1
    assert "[reading.empty]" in result.output
    assert "1 of 1 documents" in run("--desk", desk, "ledger", "--as-of", "2021-06-01").output


def test_a_date_for_several_files_dates_only_those_without_one(desk: Path, note: Path) -> None:
    dated = note.parent / "dated.txt"
    dated.write_text("---\npublished: 2020-01-02\n---\nNorway thanked Finland.\n", encoding="utf-8")
    result = run("--desk", desk, "read", note, dated, "--published", "2021-05-10")
    assert result.exit_code == 0, result.output
    assert "1 of 2 documents" in run("--desk", desk, "ledger", "--as-of", "2020-06-01").output


def test_a_folder_that_is_no_desk_says_how_to_make_one(tmp_path: Path, note: Path) -> None:
    result = run("--desk", tmp_path, "read", note, "--published", "2021-05-10")
    assert result.exit_code == 1
    assert "watchfloor init" in result.output


def test_a_day_that_is_no_day_is_a_usage_error(desk: Path) -> None:
    result = run("--desk", desk, "ledger", "--as-of", "15 May")
    assert result.exit_code == 2
    assert "2020-05-15" in result.output


def test_since_must_come_before_as_of(example: Desk) -> None:
    result = run("--desk", example.folder, "assess", "--as-of", "2020-01-01", "--since", "2020-02-01")
    assert result.exit_code == 2


def test_assess_json_cites_only_statements_it_prints(example: Desk) -> None:
    result = run("--desk", example.folder, "assess", "--as-of", "2020-05-15", "--json")
    found = json.loads(result.stdout)
    assert found["format"] == 1
    schema = json.loads(files("watchfloor.show").joinpath("assess.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(found)] == []
    known = {s["id"] for s in found["statements"]}
    assert all(id in known for event in found["events"] for id in event["statements"])


def test_assess_before_the_first_document_claims_nothing(example: Desk) -> None:
    result = run("--desk", example.folder, "assess", "--as-of", "2015-01-01")
    assert result.exit_code == 0
    assert "gaining" not in result.output


def test_assess_before_the_first_document_says_that_none_was_known(example: Desk) -> None:
    result = run("--desk", example.folder, "assess", "--as-of", "2015-01-01")
    assert "no document was known by then" in result.output
    assert "watchfloor why" not in result.output


def test_assess_says_what_no_source_speaks_of(example: Desk) -> None:
    output = unwrapped(run("--desk", example.folder, "assess", "--as-of", "2019-12-13").output)
    assert "Not known: not enough evidence (" in output
    asked = {step.key for step in example.campaign().processes}
    needed = {n for s in example.campaign().processes for n in s.below}
    told = output.partition("What each process waits for")[2]
    for step in example.campaign().processes:
        if step.key in asked - needed:
            text = step.text or step.key
            assert text in told or text.replace("-", " ").casefold() in told.casefold(), step.key


def test_assess_is_wrapped_at_the_width_of_the_terminal(example: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = run("--desk", example.folder, "assess", "--as-of", "2020-05-15").output.splitlines()
        assert width - 12 < max(map(len, lines)) <= width
        assert all(line == line.rstrip() for line in lines)


def test_what_readers_take_a_word_for_is_told_once(example: Desk) -> None:
    output = unwrapped(run("--desk", example.folder, "assess", "--as-of", "2020-05-15").output)
    assert output.count("for 10–70 %") == 1


def unwrapped(output: str) -> str:
    return " ".join(output.split())


def test_at_80_columns_names_headings_and_notes_are_whole(
    desk: Path, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    weekly = note.rename(note.with_name("2022-06-03-weekly.md"))
    for n in range(9):
        note.with_name(f"2022-06-0{n}-a-long-name-of-a-note.txt").write_text(
            f"A: Norway thanked Finland {n}.\nB: I agree.\n", encoding="utf-8"
        )
    files = [weekly, *sorted(note.parent.glob("*long*.txt"))]
    for _ in range(2):
        output = run("--desk", desk, "read", *files, "--published", "2022-06-03").stdout
    first, *rest = output.splitlines()
    assert first.split()[:2] == ["document", "published"]
    assert "event" in first
    assert all(word in ("document", "published", *_COUNTED) for word in first.split())
    assert any(line.startswith("2022-06-03-weekly.md ") and line.rstrip().endswith(" known") for line in rest)
    assert max(len(line.rstrip()) for line in output.splitlines()) <= 80


def test_why_opens_the_sentence_behind_an_id(example: Desk) -> None:
    view = example.view(example_day())
    statement = next(s for s in view.statements if s.kind == "event")
    result = run("--desk", example.folder, "why", statement.id[:8])
    assert result.exit_code == 0
    assert " ".join(statement.citation.exact.split()) in result.output
    assert statement.speaker in result.output


def test_why_says_which_office_holders_are_not_verified(example: Desk) -> None:
    people = example.world().people
    events = [s for s in example.view(example_day()).statements if s.kind == "event"]
    named = next(s for s in events if any(actor.key in people for actor in s.actors))
    unnamed = next(s for s in events if not any(party.key in people for party in (*s.actors, *s.recipients)))
    said = [run("--desk", example.folder, "why", statement.id[:12]).output for statement in (named, unnamed)]
    assert ["not verified" in output for output in said] == [True, False]


def test_why_of_an_unknown_id_says_so(example: Desk) -> None:
    result = run("--desk", example.folder, "why", "ffffffffffff")
    assert result.exit_code == 1
    assert "[ledger.unknown-id]" in result.output


def test_publish_refuses_a_folder_with_other_files(example: Desk, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    result = run("--desk", example.folder, "publish", "--to", tmp_path, "--as-of", "2020-05-15")
    assert result.exit_code == 1
    assert "[publish.target-not-ours]" in result.output
    assert (tmp_path / "thesis.docx").read_text(encoding="utf-8") == "mine"


def test_demo_publishes_and_says_what_to_open(tmp_path: Path) -> None:
    result = run("demo", "--to", tmp_path / "demo")
    assert result.exit_code == 0, result.output
    assert "open" in result.output
    assert list((tmp_path / "demo" / "issues").glob("*/index.html"))
    assert run("demo", "--to", tmp_path / "demo").exit_code == 0, "a second demo replaces the first"


def test_demo_never_replaces_what_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = run("demo", "--to", tmp_path)
    assert result.exit_code == 1
    assert "[desk.not-ours]" in result.output
    assert (tmp_path / "mine.txt").exists()


def test_demo_never_replaces_work_done_since(tmp_path: Path) -> None:
    assert run("demo", "--to", tmp_path / "demo").exit_code == 0
    (tmp_path / "demo" / "sources" / "mine.txt").write_text("Norway thanked Finland.", encoding="utf-8")
    again = run("demo", "--to", tmp_path / "demo")
    assert again.exit_code == 1
    assert "[desk.not-ours]" in again.output
    assert (tmp_path / "demo" / "sources" / "mine.txt").exists()


def test_why_knows_nothing_that_was_published_later(example: Desk) -> None:
    statement = next(s for s in example.view(example_day()).statements if s.kind == "event")
    result = run("--desk", example.folder, "why", statement.id[:8], "--as-of", "2015-01-01")
    assert result.exit_code == 1
    assert "[desk.not-known-yet]" in result.output


def test_the_day_to_compare_with_may_be_as_early_as_days_go(example: Desk) -> None:
    result = run("--desk", example.folder, "assess", "--as-of", "2020-05-15", "--since", "0001-01-02")
    assert result.exit_code == 0, result.output


def test_doctor_finds_the_language_model() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert "core_web_sm" in result.output


def example_day() -> date:

    return date(2020, 5, 15)
