"""Forecasts in and out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchfloor.errors import OutlookError
from watchfloor.outlook.register.exchange import Imported, as_csv, as_json, read
from watchfloor.terms import Forecast

NOW = datetime(2030, 6, 1, tzinfo=UTC)
ONE = Forecast(question="q-1", author="desk", p=0.4, made=date(2030, 1, 10), why='ice, "thick"', recorded=NOW)
TWO = Forecast(question="q-2", author="A source", p=0.75, made=date(2030, 2, 1), why="", recorded=NOW, word="likely",
               statement="3f9c2a1b00000000")  # fmt: skip


def imported(text: str, **keys: str) -> Imported:
    return read(text, NOW, keys, name="f.csv")


@pytest.mark.parametrize("write", [as_csv, as_json])
def test_what_is_written_is_read_again_as_it_was(write: object) -> None:
    assert callable(write)
    found = imported(write((ONE, TWO)))
    assert found.forecasts == (ONE, TWO)
    assert found.refused == ()


def test_an_export_of_metaculus_is_read() -> None:
    text = (
        "Question ID,Forecaster ID,Forecaster Username,Start Time,End Time,Probability Yes,Median\n"
        "123,7,alice,2030-01-10 08:00:00+00:00,,0.4,\n"
        "124,7,alice,2030-01-11 08:00:00+00:00,,,17.5\n"
    )
    found = imported(text, **{"123": "q-1"})
    assert (found.style, found.refused) == ("metaculus", ())
    (one,) = found.forecasts  # the second question is numeric
    assert (one.question, one.author, one.p, one.made) == ("q-1", "alice", 0.4, date(2030, 1, 10))


def test_forecasts_are_written_with_the_columns_of_metaculus() -> None:
    found = imported(as_csv((ONE,), metaculus=True))
    assert (found.style, found.forecasts[0].p, found.forecasts[0].author) == ("metaculus", 0.4, "desk")


def test_an_export_of_the_good_judgment_project_is_read() -> None:
    text = (
        "ifp_id,ctt,user_id,fcast_type,answer_option,value,timestamp\n"
        "1001-0,1a,42,0,a,0.35,2030-01-10 10:00:00\n"
        "1001-0,1a,42,0,b,0.65,2030-01-10 10:00:00\n"
        "1001-0,1a,43,4,a,0.65,2030-01-10 10:00:00\n"
    )
    found = imported(text, **{"1001-0": "q-1"})
    assert [(f.question, f.author, f.p) for f in found.forecasts] == [("q-1", "42", 0.35)]


@pytest.mark.parametrize("p", ["40%", "40", "1.01", "-0.1", "likely", "nan"])
def test_what_is_no_probability_is_refused_row_by_row_and_the_rest_is_read(p: str) -> None:
    found = imported(f"question,author,p,made\nq-1,desk,{p},2030-01-10\nq-1,desk,0.4,2030-01-10\n")
    assert len(found.forecasts) == 1
    ((row, why),) = found.refused
    assert row == 1
    assert p in why


def test_a_row_without_a_day_is_refused() -> None:
    assert imported("question,author,p,made\nq-1,desk,0.4,soon\n").refused[0][0] == 1


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"format": 1}', "{", '[{"x": 1}]', "[1]"])
def test_a_file_without_forecasts_says_what_it_should_hold(text: str) -> None:
    with pytest.raises(OutlookError) as caught:
        imported(text)
    assert caught.value.code == "outlook.bad-file"


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    evil = Forecast(question="q", author="=1+1", p=0.5, made=date(2030, 1, 1), why="@x", recorded=NOW)
    line = as_csv((evil,)).splitlines()[1]
    assert line.startswith("q,'=1+1,0.5,2030-01-01,'@x")
