"""Ledgers that older versions made are brought to the present layout when they are opened, whole or not at all."""

from __future__ import annotations

import sqlite3
import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from tests.ledger.conftest import Fresh
from tests.ledger.nouns import NOW, reading

from watchfloor.ledger import Ledger
from watchfloor.ledger.stores.schema import SCHEMA, metadata

LAYOUT_1 = Path(__file__).with_name("layout1.sql").read_text("utf-8")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    made = sqlite3.connect(path)
    made.executescript(LAYOUT_1)
    made.close()
    return path


def shape(path: Path) -> dict[str, object]:
    """Return columns, keys and triggers of a file, however they were made."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = inspect(connection)
        tables: dict[str, object] = {
            name: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)],
                found.get_pk_constraint(name)["constrained_columns"],
                [(k["constrained_columns"], k["referred_table"]) for k in found.get_foreign_keys(name)],
                sorted((str(i["name"]), tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(name)),
            )
            for name in metadata.tables
        }
        others = (
            "select name, sql from sqlite_master where type = 'trigger' or name like 'passage_words%' order by name"
        )
        tables["triggers"] = connection.exec_driver_sql(others).all()
        tables["revision"] = connection.exec_driver_sql("select version_num from alembic_version").all()
    engine.dispose()
    return tables


def test_an_old_ledger_is_migrated_in_place_and_says_what_it_said(old: Path) -> None:
    raw = sqlite3.connect(old)
    texts = raw.execute("select id, text from document order by n").fetchall()
    raw.close()
    with Ledger.open(old, create=False) as ledger:
        assert {d.id: d.text for d in ledger.documents()} == dict(texts)
        assert ledger.counts().statements == {"event": 4}
        assert len(ledger.view(date(2020, 5, 15)).statements) == 2
        assert ledger.verify() == ()
        assert [hit.document for hit in ledger.search("grain bridges")] == []
        assert [hit.document for hit in ledger.search("grain north")] == [texts[1][0]]
        assert ledger.record(reading("A new text."), recorded=NOW).new == 1
        assert ledger.verify() == ()


def test_a_migrated_ledger_has_the_shape_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Ledger.open(old).close()
    Ledger.open(tmp_path / "new.db").close()
    assert shape(old) == shape(tmp_path / "new.db")


def test_the_layouts_that_made_a_ledger_are_kept(old: Path) -> None:
    Ledger.open(old).close()
    raw = sqlite3.connect(old)
    assert [n for (n,) in raw.execute("select schema from layout order by schema")] == [1, SCHEMA]
    assert raw.execute("pragma user_version").fetchone() == (SCHEMA,)
    raw.close()


def test_opening_twice_migrates_once(fresh: Fresh) -> None:
    with fresh() as place:
        Ledger.open(place).close()
        with Ledger.open(place, create=False) as ledger:
            assert ledger.counts().documents == 0


def test_the_wheel_holds_a_script_for_every_layout() -> None:
    with (Path(__file__).parents[2] / "pyproject.toml").open("rb") as file:
        build = tomllib.load(file)["tool"]["hatch"]["build"]
    wheel = build["targets"]["wheel"]
    assert wheel["packages"] == ["src/watchfloor"]
    assert not {"exclude", "only-include", "only-packages"} & (wheel.keys() | build.keys())
    scripts = resources.files("watchfloor.ledger.stores") / "migrations" / "versions"
    found = sorted(each.name[:4] for each in scripts.iterdir() if each.name.endswith(".py"))
    assert found == [f"{n:04}" for n in range(1, SCHEMA + 1)]
