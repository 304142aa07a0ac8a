from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import make_url
from tests.ledger.conftest import POSTGRES, needs_postgres, postgres
from tests.ledger.nouns import NOW, reading

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger
from watchfloor.ledger.stores.schema import SCHEMA


@pytest.fixture
def address() -> Iterator[str]:
    needs_postgres()
    with postgres() as made:
        yield made


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host:port/name", "file://ledger.db"])
def test_an_address_of_something_else_is_refused(address: str) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.bad-address"):
        Ledger.open(address)


def test_a_server_that_is_not_there_is_an_error_without_the_password() -> None:
    needs_postgres()
    with pytest.raises(LedgerError, match=r"ledger\.unreachable") as caught:
        Ledger.open("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_a_missing_database_is_an_error() -> None:
    needs_postgres()
    with pytest.raises(LedgerError, match=r"ledger\.(not-found|unreachable)"):
        Ledger.open(make_url(os.environ[POSTGRES]).set(database="no_such").render_as_string(hide_password=False))


def test_a_newer_layout_is_refused_with_the_version_to_install(address: str) -> None:
    with Ledger.open(address) as ledger, ledger._store.engine.begin() as connection:
        connection.exec_driver_sql(f"insert into layout values ({SCHEMA + 1}, '3.1.0')")
    with pytest.raises(LedgerError, match=r"3\.1\.0") as caught:
        Ledger.open(address)
    assert caught.value.code == "ledger.newer-schema"


def test_another_programs_tables_are_left_alone(address: str) -> None:
    from sqlalchemy import create_engine, inspect

    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("create table document (id integer)")
    with pytest.raises(LedgerError, match=r"ledger\.not-a-ledger"):
        Ledger.open(address)
    assert inspect(engine).get_table_names() == ["document"]
    engine.dispose()


def test_programs_that_write_at_once_lose_nothing_and_the_chain_holds(address: str) -> None:
    ready = threading.Barrier(4)

    def write(name: str) -> int:
        ready.wait()
        with Ledger.open(address) as ledger:
            return sum(ledger.record(reading(f"{name} {n}"), recorded=NOW).new for n in range(5))

    with ThreadPoolExecutor(4) as programs:
        assert list(programs.map(write, "ABCD")) == [5, 5, 5, 5]
    with Ledger.open(address) as ledger:
        assert len(ledger.view(date.max).documents) == 20
        assert ledger.verify() == ()


def test_a_writer_waits_for_another_and_then_says_so_while_readers_go_on(address: str) -> None:
    with Ledger.open(address) as one, Ledger.open(address, wait_seconds=0.1) as two:
        one.record(reading("A text."), recorded=NOW)
        with one._store.transaction(write=True):
            assert len(two.view(date.max).documents) == 1
            with pytest.raises(LedgerError, match=r"ledger\.busy"):
                two.record(reading("B text."), recorded=NOW)
        assert two.record(reading("B text."), recorded=NOW).new == 1
