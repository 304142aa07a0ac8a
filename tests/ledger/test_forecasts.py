"""Forecasts and resolutions in the record: append-only, verified, carried along by a backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.nouns import NOW

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger
from watchfloor.terms import Forecast, Resolution

MADE = date(2030, 1, 10)


def forecast(**more: Any) -> Forecast:
    fields: dict[str, Any] = {"question": "ferry-2030", "author": "desk", "p": 0.4, "made": MADE, "why": "ice"} | more
    return Forecast(recorded=NOW, **fields)


def resolution(**more: Any) -> Resolution:
    fields: dict[str, Any] = {"outcome": "yes", "on": date(2030, 3, 1), "author": "desk", "why": "it sails"} | more
    return Resolution(question="ferry-2030", recorded=NOW, **fields)


def test_what_was_forecast_comes_back_in_order_and_the_same_twice_is_one(ledger: Ledger) -> None:
    one, other = forecast(), forecast(p=0.6, statement="3f9c2a1b00000000", word="likely", author="An Analyst")
    assert [ledger.forecast(each) for each in (one, other, one)] == [True, True, False]
    assert ledger.forecasts() == (one, other)
    assert ledger.verify() == ()


def test_only_what_was_recorded_by_a_moment_is_given_where_asked(ledger: Ledger) -> None:
    ledger.forecast(forecast())
    ledger.forecast(replace(forecast(p=0.7), recorded=NOW + timedelta(days=1)))
    ledger.resolve(resolution())
    assert [f.p for f in ledger.forecasts(recorded_by=NOW)] == [0.4]
    assert ledger.resolutions(recorded_by=NOW - timedelta(days=1)) == ()


def test_a_question_is_not_resolved_twice(ledger: Ledger) -> None:
    ledger.resolve(resolution())
    with pytest.raises(LedgerError, match="came out 'yes' on 2030-03-01 already") as caught:
        ledger.resolve(resolution(outcome="no"))
    assert caught.value.code == "ledger.resolved"
    assert len(ledger.resolutions()) == 1


def test_a_wrong_resolution_is_opened_again_and_stays_in_the_record(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="open already"):
        ledger.resolve(resolution(outcome="open"))
    for outcome in ("yes", "open", "no"):
        ledger.resolve(resolution(outcome=outcome))
    assert [r.outcome for r in ledger.resolutions()] == ["yes", "open", "no"]


def test_a_forecast_after_the_resolution_is_refused_and_an_earlier_one_is_not(ledger: Ledger) -> None:
    ledger.resolve(resolution())
    assert ledger.forecast(forecast(made=date(2030, 2, 28)))
    with pytest.raises(LedgerError) as caught:
        ledger.forecast(forecast(made=date(2030, 3, 1)))
    assert caught.value.code == "ledger.resolved"


def test_a_backup_holds_forecasts_and_resolutions(ledger: Ledger, tmp_path: Path) -> None:
    ledger.forecast(forecast())
    ledger.resolve(resolution(events=("3f9c2a1b00000000",)))
    ledger.backup(tmp_path / "copy.db")
    with Ledger.open(tmp_path / "copy.db") as copy:
        assert copy.forecasts() == ledger.forecasts()
        assert copy.resolutions() == ledger.resolutions()
        copy.forecast(forecast(p=0.1))
        assert copy.verify() == ()


@pytest.mark.parametrize(
    ("order", "where"),
    [
        ("update forecast set payload = replace(payload, '0.4', '0.9')", "forecast 1"),
        ("update forecast set question = 'other'", "forecast 1"),
        ("update resolution set payload = '{}'", "resolution 1"),
        ("delete from resolution", "resolution 1"),
    ],
)
def test_what_is_changed_behind_the_back_is_found(tmp_path: Path, order: str, where: str) -> None:
    import sqlite3

    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.forecast(forecast())
        ledger.resolve(resolution())
    raw = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(order)
    for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        raw.execute(f"drop trigger {name}")
    raw.execute(order)
    raw.commit()
    raw.close()
    with Ledger.open(path) as ledger:
        assert where in {fault.where for fault in ledger.verify()}


@pytest.mark.parametrize("more", [{"p": 1.1}, {"p": 40}, {"author": " "}, {"question": ""}])
def test_a_forecast_that_cannot_be_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"p must lie|a forecast has"):
        forecast(**more)


def test_an_outcome_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no outcome"):
        resolution(outcome="maybe")


def test_a_resolution_without_an_author_is_refused() -> None:
    with pytest.raises(ValueError, match="a resolution has"):
        resolution(author=" ")
