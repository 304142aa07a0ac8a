"""The commands that look ahead, from the command line: outlook and the register, bad input included."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from watchfloor.cli import cli

TEXT = (
    "The transport minister of Malta carried out a survey of the harbour on 3 May 2021. "
    "Malta will likely sign an agreement with Italy on a timetable by 30 September 2021.\n"
)
CAMPAIGN = """campaign: The ferry lines of Malta
theatre: [MLT]
sides: {Italy: [ITA], Greece: [GRC]}
objectives: {open-port: {of: Greece, text: Keep the port open}}
contests: {malta: {in: MLT, between: [Italy, Greece]}}
processes:
  timetable: {for: MLT, serves: open-port, requires: [pier], met: {event: AGREE, actor: MLT, words: [timetable]},
              chance: {p: 0.8, by: 2021-12-31, by_whom: harbour desk}}
  pier: {text: The pier is mended, chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-12-31, by_whom: harbour desk}}
drivers: {storms: {text: Winter storms, slows: pier, until: 2021-06-30}}
indicators:
  rival: {when: {event: CONSULT}, by: 2021-06-30}
  quay: {when: {event: AGREE, factuality: [planned, hypothetical]}}
scenarios: {one-line: {text: One line only, indicators: {rival: not-expected, quay: expected}, threshold: 0.5}}
questions:
  pier-2021: {text: "Will the pier be mended by 31 August 2021?", opens: 2021-05-01, by: 2021-08-31, step: pier,
              resolves: {event: COOPERATE, actor: MLT, words: [pier]}}
"""


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], env={"COLUMNS": "160"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlook") / "desk"
    run("init", folder)
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "sources" / "note.txt").write_text(TEXT, encoding="utf-8")
    assert run("--desk", folder, "read", folder / "sources" / "note.txt", "--published", "2021-05-10").exit_code == 0
    return folder


@pytest.fixture
def desk(read: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(read, tmp_path / "desk"))


def looked(desk: Path, *more: object) -> Result:
    return run("--desk", desk, "outlook", "--as-of", "2021-05-15", "--by", "2021-12-31", *more)


def valid(name: str, result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.output)
    schema = json.loads(files("watchfloor.outlook").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    return found


def test_the_outlook_says_how_likely_each_step_is(desk: Path) -> None:
    told = looked(desk)
    assert "as of 2021-05-15, for 2021-12-31" in told.output
    (line,) = [line for line in told.output.splitlines() if line.startswith("timetable")]
    assert line.split()[:3] == ["timetable", "unknown", "40"]
    assert "unlikely" in line
    assert "WARNING since 2021-05-10 One line only: 50 % of its signs as told, warning at 50 %" in told.output
    assert "rival awaited until 2021-06-30 (not to be seen)" in " ".join(told.output.split())


def test_its_json_is_as_the_schema_says(desk: Path) -> None:
    found = valid("outlook", looked(desk, "--json", "--suppose", "pier=met"))
    prospects = {one["step"]: one for one in found["outlook"]["prospects"]}
    assert prospects["timetable"]["odds"]["p"] == pytest.approx(0.8)
    assert found["outlook"]["suppositions"] == [{"about": "pier", "state": "met"}]


def test_what_changes_is_shown_with_the_way(desk: Path) -> None:
    told = looked(desk, "--suppose", "pier=lost").output
    assert "supposed  pier=lost" in told
    (line,) = [line for line in told.splitlines() if line.startswith("process")]
    assert line.split() == ["process", "timetable", "40", "%", "0", "%", "pier", "→", "timetable"]


def test_one_step_opens_into_all_that_it_rests_on(desk: Path) -> None:
    told = looked(desk, "--step", "timetable").output
    assert "harbour desk, in campaign.yaml: 80 %" in told
    assert "waits for: pier" in told
    assert "2021-12-31" in told.splitlines()[-1]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--suppose", "pier=met", "--suppose", "pier=lost"), "outlook.contradiction"),
        (("--suppose", "peer=met"), "outlook.unknown-step"),
        (("--step", "peer"), "outlook.unknown-step"),
        (("--believe", "ffff"), "outlook.unknown-judgement"),
        (("--by", "2021-05-15"), "outlook.by-not-after-as-of"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_code(more: tuple[str, ...], code: str, desk: Path) -> None:
    result = looked(desk, *more)
    assert result.exit_code == 1
    assert f"[{code}]" in result.output


def test_a_question_from_forecast_to_score(desk: Path) -> None:
    def forecast(*more: object) -> Result:
        return run("--desk", desk, "forecast", *more)

    assert forecast("add", "pier-2021", "0.3", "--author", "me", "--made", "2021-05-11", "--why", "rain").exit_code == 0
    assert forecast("add", "pier-2021", "0.9", "--author", "you", "--made", "2021-05-11").exit_code == 0
    listed = valid("register", forecast("list", "--as-of", "2021-05-15", "--json"))
    (question,) = listed["questions"]
    assert (question["state"], [f["p"] for f in question["forecasts"]]) == ("open", [0.3, 0.9])
    assert question["reckoned"]["p"] == pytest.approx(1 - 0.5 ** (108 / 230), abs=0.02)
    due = valid("register", forecast("list", "--due", "--as-of", "2021-10-01", "--json"))
    assert [(q["question"], q["proposed"]) for q in due["questions"]] == [("pier-2021", "no")]
    assert "due: the record says no on 2021-08-31" in forecast("list", "--as-of", "2021-10-01").output
    assert forecast("resolve", "pier-2021", "--author", "me").output == "pier-2021: no on 2021-08-31\n"
    assert "[ledger.resolved]" in forecast("resolve", "pier-2021", "yes", "--on", "2021-08-01", "--author", "me").output
    found = valid("scores", forecast("score", "--json"))
    assert found["by_author"]["me"]["brier"] == pytest.approx(0.09)
    assert found["by_author"]["you"]["brier"] == pytest.approx(0.81)
    assert "me" in forecast("score").output
    assert forecast("add", "pier-2021", "0.1", "--author", "me", "--made", "2021-08-31").exit_code == 1
    assert run("--desk", desk, "ledger", "verify").exit_code == 0


def test_a_sources_judgement_is_adopted_once_a_person_says_so(desk: Path) -> None:
    def forecast(*more: object) -> Result:
        return run("--desk", desk, "forecast", *more)

    (one,) = valid("register", forecast("list", "--as-of", "2021-05-15", "--json"))["proposed"]
    assert (one["word"], one["p"], one["by"]) == ("likely", 0.75, "2021-09-30")
    adopt = ("adopt", one["statement"][:8], "--as-of", "2021-05-15")
    assert "[outlook.unknown-question]" in forecast(*adopt).output
    assert "pier-2021: 0.75" in forecast(*adopt, "--question", "pier-2021").output
    after = valid("register", forecast("list", "--as-of", "2021-05-15", "--json"))
    assert after["proposed"] == []
    assert after["questions"][0]["forecasts"][0]["word"] == "likely"
    assert "[outlook.unknown-judgement]" in forecast("adopt", "ffff", "--as-of", "2021-05-15").output


def test_forecasts_go_out_and_come_in_again(desk: Path, tmp_path: Path) -> None:
    def forecast(*more: object) -> Result:
        return run("--desk", desk, "forecast", *more)

    forecast("add", "pier-2021", "0.3", "--author", "me", "--made", "2021-05-11")
    for name in ("f.csv", "f.json"):
        assert forecast("export", tmp_path / name).output.endswith("1 forecasts\n")
        assert forecast("import", tmp_path / name).output.endswith("0 new of 1 forecasts, 0 refused\n")
    head = "Question ID,Forecaster Username,Start Time,Probability Yes\n"
    rows = f"{head}77,ann,2021-05-12 10:00:00+00:00,0.6\n78,ann,2021-05-12,0.6\n"
    (tmp_path / "m.csv").write_text(rows, encoding="utf-8")
    result = forecast("import", tmp_path / "m.csv", "--map", "77=pier-2021")
    assert result.exit_code == 1
    assert "no question is called '78'" in result.output
    assert "1 new of 2 forecasts, 1 refused" in result.output
    assert forecast("import", tmp_path / "m.csv", "--map", "77").exit_code == 2
    assert "[outlook.bad-file]" in forecast("import", tmp_path / "none.csv").output


@pytest.mark.parametrize(
    ("p", "more", "code"),
    [
        ("60", (), "outlook.bad-probability"),
        ("60%", (), "outlook.bad-probability"),
        ("0.6%", (), "outlook.bad-probability"),
        ("likely", (), "outlook.bad-probability"),
        ("nan", (), "outlook.bad-probability"),
        ("0.5", ("--made", "2021-04-30"), "outlook.not-yet-open"),
        ("0.5", ("--made", "2021-09-01"), "outlook.closed"),
    ],
)
def test_a_forecast_that_cannot_be_is_refused_with_a_code(p: str, more: tuple[str, ...], code: str, desk: Path) -> None:
    result = run("--desk", desk, "forecast", "add", "pier-2021", p, "--author", "me", *more)
    assert result.exit_code == 1
    assert f"[{code}]" in result.output


def test_nothing_is_confirmed_that_was_not_proposed(desk: Path) -> None:
    (desk / "campaign.yaml").write_text(
        CAMPAIGN.replace(",\n              resolves: {event: COOPERATE, actor: MLT, words: [pier]}", ""),
        encoding="utf-8",
    )
    result = run("--desk", desk, "forecast", "resolve", "pier-2021", "--author", "me")
    assert "[outlook.nothing-proposed]" in result.output


def test_a_conditional_judgement_is_listed_and_may_be_believed(desk: Path, tmp_path: Path) -> None:
    note = tmp_path / "talk.txt"
    note.write_text("If the pier is mended, the timetable will probably come.\n", encoding="utf-8")
    run("--desk", desk, "read", note, "--published", "2021-05-11")
    found = valid("outlook", looked(desk, "--json"))
    (one,) = found["outlook"]["conditionals"]
    id = one["statement"][:8]
    assert "“probably” (61–86 %): if " in looked(desk).output
    assert "believed" in looked(desk, "--believe", id).output


def test_a_counterfactual_and_what_was_taken_for_granted_are_said(desk: Path) -> None:
    told = looked(desk, "--suppose", "storms=off").output
    assert "supposed  storms=off  counterfactual: storms is at work" in told
    assert "half its hazard" in told
    assert "pier → timetable" in told


def test_before_the_first_document_the_file_alone_speaks(desk: Path) -> None:
    told = run("--desk", desk, "outlook", "--as-of", "2020-01-01").output
    assert "no document was known by then" in told


def test_the_demo_line_names_the_open_processes(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    from watchfloor.desk import Desk
    from watchfloor.desk.outlook import outlook, what_if
    from watchfloor.show.outlook import brief

    brief(outlook(Desk(desk), date(2021, 5, 15), by=date(2021, 12, 31))[2])
    assert "timetable: unlikely, 40 %" in capsys.readouterr().out
    assert "timetable" in {effect.key for effect in what_if(Desk(desk), date(2021, 5, 15))["pier=lost"]}


def test_the_register_is_shown_without_a_further_word_and_with_nothing_settled(desk: Path, tmp_path: Path) -> None:
    assert ": 1 questions, 1 due" in run("--desk", desk, "forecast").output
    assert run("--desk", desk, "forecast", "score").output == "no forecast of a settled question yet\n"
    assert "[outlook.bad-file]" in run("--desk", desk, "forecast", "export", tmp_path / "no" / "f.csv").output
