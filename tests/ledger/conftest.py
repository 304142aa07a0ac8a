"""What the tests of this room share: a new ledger in each kind of store."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # `tests.ledger.nouns`, here and in the programs that tests start

from watchfloor.ledger import Ledger

POSTGRES = "WATCHFLOOR_TEST_POSTGRES"

#: Makes a new place for a ledger, and clears it away in the end.
Fresh = Callable[[], AbstractContextManager[Path | str]]


@contextmanager
def sqlite() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "ledger.db"


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a new schema on the server that the environment names."""
    from sqlalchemy import create_engine, make_url

    url = make_url(os.environ[POSTGRES]).set(drivername="postgresql+psycopg")
    name = f"test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"create schema {name}")
    try:
        address = url.update_query_dict({"options": f"-csearch_path={name}"})
        yield address.render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"drop schema {name} cascade")
        engine.dispose()


def needs_postgres() -> None:
    """Skip, or fail where nothing may skip, if no server is named."""
    if not os.environ.get(POSTGRES):
        reason = f"{POSTGRES} names no PostgreSQL database"
        if os.environ.get("WATCHFLOOR_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest) -> Fresh:
    """Return what makes a new place for a ledger: every test that takes it is run in both kinds of store."""
    if request.param == "sqlite":
        return sqlite
    needs_postgres()
    return postgres


@pytest.fixture
def place(fresh: Fresh) -> Iterator[Path | str]:
    with fresh() as made:
        yield made


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened
