"""A program that is killed in the middle of recording or migrating leaves nothing half-written.

What it acknowledged is not lost. The programs that are killed are forked from one that has read all code already and
has no ledger open, so that each begins at once.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.conftest import needs_postgres, postgres
from tests.ledger.nouns import NOW, reading, says

from watchfloor.ledger import Ledger, keeping
from watchfloor.ledger.stores.schema import SCHEMA

KILLS = 100
#: Of recorders that write to a PostgreSQL server, which each have to be let in first.
KILLS_THERE = 30
STATEMENTS = 40
LAYOUT_1 = Path(__file__).with_name("layout1.sql")


def record_and_be_killed(place: Path | str, kills: int) -> None:
    """Kill recorders that also look at what they recorded, and check what each has left."""
    chance = random.Random(4)
    keeping.WORTH = 0  # what is gathered is written too
    acknowledged: set[str] = set()
    for kill in range(kills):
        told, tell = os.pipe()
        recorder = started(partial(record_for_ever, place, tell, kill))
        os.close(tell)
        with os.fdopen(told, encoding="utf-8") as lines:
            acknowledged.add(lines.readline().strip())
            time.sleep(chance.uniform(0, 0.04))
            end(recorder)
            acknowledged.update(line.strip() for line in lines if line.endswith("\n"))
        with closing(opened(place)) as raw:
            recorded = {id for (id,) in raw.execute("select id from document")}
            whole = raw.execute("select count(*) from statement group by document").fetchall()
        assert acknowledged <= recorded
        assert whole == [(STATEMENTS,)] * len(recorded)
    check(place, acknowledged)
    print(len(acknowledged))


def opened(place: Path | str) -> Any:
    """Return a bare connection to a record."""
    if isinstance(place, Path):
        return sqlite3.connect(place)
    import psycopg

    return psycopg.connect(place.replace("postgresql+psycopg:", "postgresql:"))


def record_for_ever(place: Path | str, tell: int, kill: int) -> None:
    """Record document after document, and name each as soon as it is recorded."""
    with Ledger.open(place) as ledger:
        for n in count():
            made = reading(f"Text {kill}.{n}. " + "word " * 200)
            said = tuple(
                says(made.document, "AID", "RUS", "SRB", "2020-04", span=(i, i + 9), kind="judgement" if i else "event")
                for i in range(STATEMENTS)
            )
            ledger.record(replace(made, statements=said), recorded=NOW)
            os.write(tell, f"{made.document.id}\n".encode())
            if n == 1:
                ledger.view(date.max)


def check(place: Path | str, acknowledged: set[str]) -> None:
    """Check a ledger from within a program of its own: the one that forks opens none."""

    def checked() -> None:
        with Ledger.open(place, create=False) as ledger:
            view = ledger.view(date.max)
            assert ledger.verify() == ()
        assert acknowledged <= {document.id for document in view.documents}
        assert len(view.statements) == STATEMENTS * len(view.documents)
        assert all(document.turns for document in view.documents)

    assert os.waitpid(started(checked), 0)[1] == 0


def migrate_and_be_killed(folder: Path) -> None:
    """Kill programs that migrate a ledger, and check that each left the old one or the new one."""
    old, path, chance = folder / "old.db", folder / "ledger.db", random.Random(4)
    made = sqlite3.connect(old)
    made.executescript(LAYOUT_1.read_text("utf-8"))
    made.close()
    begun = time.monotonic()
    shutil.copy(old, path)
    assert os.waitpid(started(lambda: Ledger.open(path).close()), 0)[1] == 0
    longest, done = time.monotonic() - begun, 0
    for _ in range(KILLS):
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        shutil.copy(old, path)
        migrator = started(lambda: Ledger.open(path).close())
        time.sleep(chance.uniform(0, longest))
        end(migrator)
        raw = sqlite3.connect(path)
        number = raw.execute("pragma user_version").fetchone()[0]
        tables = {name for (name,) in raw.execute("select name from sqlite_master where type = 'table'")}
        assert raw.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert raw.execute("select count(distinct id) from document").fetchone() == (3,)
        raw.close()
        assert ("entry" in tables) == ("forecast" in tables) == (number == SCHEMA)
        done += number == SCHEMA

    def looked_at() -> None:
        with Ledger.open(path) as ledger:
            assert ledger.verify() == ()
            assert len(ledger.documents()) == 3

    assert os.waitpid(started(looked_at), 0)[1] == 0
    print(KILLS - done)


def started(work: Callable[[], object]) -> int:
    """Start a program that does some work and return its number."""
    program = os.fork()
    if program == 0:
        try:
            work()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return program


def end(program: int) -> None:
    os.kill(program, signal.SIGKILL)
    os.waitpid(program, 0)


def ran(what: str, folder: Path, *more: str) -> int:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, __file__, what, str(folder), *more], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.slow
def test_a_recorder_killed_at_random_leaves_whole_documents_and_all_it_acknowledged(tmp_path: Path) -> None:
    assert ran("record", tmp_path) > KILLS


@pytest.mark.slow
def test_a_recorder_on_a_server_killed_at_random_leaves_the_same(tmp_path: Path) -> None:
    needs_postgres()
    with postgres() as address:
        assert ran("record-there", tmp_path, address) > KILLS_THERE


@pytest.mark.slow
def test_a_migration_killed_at_random_leaves_the_old_ledger_or_the_new_one(tmp_path: Path) -> None:
    assert KILLS / 4 < ran("migrate", tmp_path) <= KILLS


if __name__ == "__main__":
    for made in (Path(sys.argv[2]) / "warm.db", Path(sys.argv[2]) / "old.db"):  # all code is read before any fork
        if made.name == "old.db":
            raw = sqlite3.connect(made)
            raw.executescript(LAYOUT_1.read_text("utf-8"))
            raw.close()
        with Ledger.open(made) as warm:
            warm.record(reading("A text."), recorded=NOW)
            warm.view(date.max)
        made.unlink()
    if sys.argv[1] == "migrate":
        migrate_and_be_killed(Path(sys.argv[2]))
    elif sys.argv[1] == "record-there":
        record_and_be_killed(sys.argv[3], KILLS_THERE)
    else:
        record_and_be_killed(Path(sys.argv[2]) / "ledger.db", KILLS)
