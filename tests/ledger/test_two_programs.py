"""Two programs at one ledger: nothing is lost, readers see whole documents, a backup is of one moment."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.ledger.nouns import NOW, reading

from watchfloor.ledger import Ledger
from watchfloor.terms import Decision

DECISIONS = 25


def decide_often(place: str, name: str) -> None:
    """Record documents and decide about each of them, many times."""
    with Ledger.open(place if "://" in place else Path(place), wait_seconds=60) as ledger:
        for n in range(DECISIONS):
            made = reading(f"{name} {n}.")
            ledger.record(made, recorded=NOW)
            moment = NOW + timedelta(seconds=n)
            ledger.decide(
                Decision(kind="reject", on=(made.statements[0].id,), author=name, why=str(n), recorded=moment)
            )


def start(place: Path | str, name: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen([sys.executable, __file__, str(place), name], env=env)


@pytest.mark.slow
def test_no_decision_is_lost_and_a_backup_made_meanwhile_is_whole(place: Path | str, tmp_path: Path) -> None:
    with Ledger.open(place) as ledger:
        ledger.record(reading("The first text."), recorded=NOW)
        writers = [start(place, name) for name in ("A", "B")]
        backups = 0
        while any(writer.poll() is None for writer in writers):
            ledger.backup(tmp_path / f"{backups}.db")
            backups += 1
            seen = ledger.view(date.max)
            assert all(document.turns for document in seen.documents)
        assert [writer.wait() for writer in writers] == [0, 0]
        assert len(ledger.decisions()) == 2 * DECISIONS
        assert len(ledger.documents()) == 2 * DECISIONS + 1
        assert ledger.verify() == ()
    for n in range(backups):
        with Ledger.open(tmp_path / f"{n}.db", create=False) as copy:
            assert copy.verify() == ()
            assert len(copy.decisions()) in (len(copy.documents()) - 1 - k for k in range(3))


if __name__ == "__main__":
    decide_often(sys.argv[1], sys.argv[2])
