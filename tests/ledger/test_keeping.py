"""What was gathered is kept for the next program, and never believed where it is stale or damaged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.nouns import NOW, reading

from watchfloor.ledger import Ledger, gathered, keeping, tellers
from watchfloor.terms import Decision

DAY = date(2020, 5, 15)
TEXTS = ("Grain was sent to the north.", "Grain was sent to the north by rail.", "An envoy met the court.")


@pytest.fixture(autouse=True)
def worth_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "WORTH", 0)


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many documents were gathered before each time that something was gathered."""
    seen: list[int] = []
    real = gathered.follow

    def follow(old: Any, *rest: Any) -> Any:
        seen.append(len(old.documents))
        return real(old, *rest)

    monkeypatch.setattr(tellers, "follow", follow)
    return seen


def fill(place: Path | str) -> Any:
    with Ledger.open(place) as ledger:
        for text in TEXTS:
            ledger.record(reading(text), recorded=NOW)
        return ledger.view(DAY)


def test_the_next_program_gathers_nothing(place: Path | str, followed: list[int]) -> None:
    before = fill(place)
    followed.clear()
    with Ledger.open(place) as ledger:
        assert ledger.view(DAY) == before
        assert ledger.verify() == ()
    assert followed == [0]  # by verify


def test_the_next_program_gathers_only_what_is_new(place: Path | str, followed: list[int]) -> None:
    fill(place)
    with Ledger.open(place) as ledger:
        ledger.record(reading("Grain was sent to the north again."), recorded=NOW)
        after = ledger.view(DAY)
        assert after == ledger.view(DAY, recorded_by=NOW + timedelta(days=1))
    assert followed[1:] == [3, 4]


def test_a_decision_of_another_program_is_seen(place: Path | str) -> None:
    view = fill(place)
    with Ledger.open(place) as one, Ledger.open(place) as other:
        assert one.view(DAY) == view
        gone = view.statements[0].id
        other.decide(Decision(kind="reject", on=(gone,), author="A", why="", recorded=NOW))
        assert gone not in {id for event in one.view(DAY).events for id in event.statements}


@pytest.mark.parametrize("kept", ["gathered", "gathered_document"])
@pytest.mark.parametrize("at", [0.0, 0.5, 0.99])
def test_a_flipped_byte_is_found_and_costs_nothing(place: Path | str, kept: str, at: float) -> None:
    before = fill(place)
    table = keeping.derived.tables[kept]
    with Ledger.open(place) as ledger:
        with ledger._store.transaction(write=True) as connection:
            value = bytearray(connection.execute(table.select()).first().value)  # type: ignore[union-attr]
            value[int(at * len(value))] ^= 0x40
            connection.execute(table.update().values(value=bytes(value)))
        assert bool(ledger.verify()) == (kept == "gathered")
        assert ledger.view(DAY) == before
        ledger.record(reading("Grain was sent to the north again."), recorded=NOW)
        assert len(ledger.view(DAY).statements) == 4
        assert ledger.verify() == ()


def test_what_another_world_or_other_code_gathered_is_not_used(place: Path | str) -> None:
    acts_for = {"RUS": "SRB"}
    with Ledger.open(place, territory_of=lambda key, on: acts_for.get(key), world="one") as ledger:
        ledger.record(reading(TEXTS[0]), recorded=NOW)
        ledger.view(DAY)
    with (
        Ledger.open(place, territory_of=lambda key, on: key, world="another") as ledger,
        ledger._store.transaction() as c,
    ):
        assert keeping.load(c, keeping.method("another")) is None
        assert keeping.load(c, keeping.method("one")) is not None


def test_events_that_the_statements_do_not_give_are_found(place: Path | str) -> None:
    fill(place)
    method = keeping.method("")
    with Ledger.open(place) as ledger:
        with ledger._store.transaction() as connection:
            kept = keeping.load(connection, method)
        assert kept is not None
        keeping.save(ledger._store, method, replace(kept, lower=kept.lower + 1), {}, [])
        (fault,) = ledger.verify()
        assert fault.where == "gathered"


def test_nothing_of_a_withdrawn_document_is_kept(place: Path | str) -> None:
    fill(place)
    with Ledger.open(place) as ledger:
        view = ledger.view(DAY)
        with ledger._store.transaction() as connection:
            kept = keeping.load(connection, keeping.method(""))
        ledger.withdraw(reading(TEXTS[0]).document.id, why="asked to", recorded=NOW)
        for table in keeping.derived.sorted_tables:
            with ledger._store.transaction() as connection:
                assert connection.execute(table.select()).all() == []
        assert kept is not None
        keeping.save(ledger._store, keeping.method(""), kept, {}, [])  # by a program that has not seen it yet
        with ledger._store.transaction() as connection:
            assert keeping.load(connection, keeping.method("")) is None
        assert len(ledger.view(DAY).documents) == len(view.documents) - 1
