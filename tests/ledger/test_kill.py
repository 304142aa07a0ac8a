"""A program that is killed in the middle of recording leaves nothing half-written and loses nothing acknowledged."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from tests.ledger.nouns import NOW, reading, says

from watchfloor.ledger import Ledger

KILLS = 4
STATEMENTS = 120


def record_for_ever(path: Path) -> None:
    """Record document after document, and name each as soon as it is recorded."""
    with Ledger.open(path) as ledger:
        for n in count(ledger.counts().documents):
            made = reading(f"Text {n}. " + "word " * 400)
            said = tuple(
                says(made.document, "AID", "RUS", "SRB", "2020-04", span=(i, i + 9)) for i in range(STATEMENTS)
            )
            ledger.record(replace(made, statements=said), recorded=NOW)
            print(made.document.id, flush=True)


def test_a_killed_program_leaves_whole_documents_only(tmp_path: Path) -> None:
    path, chance = tmp_path / "ledger.db", random.Random(4)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with subprocess.Popen(
            [sys.executable, __file__, str(path)], env=env, stdout=subprocess.PIPE, text=True
        ) as recorder:
            assert recorder.stdout is not None
            acknowledged.add(recorder.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.1))
            recorder.kill()
            acknowledged |= {line.strip() for line in recorder.stdout if line.endswith("\n")}
        with Ledger.open(path, create=False) as ledger:
            view = ledger.view(date.max)
            assert ledger.verify() == ()
        assert acknowledged <= {document.id for document in view.documents}
        assert len(view.statements) == STATEMENTS * len(view.documents)
        assert all(document.turns for document in view.documents)
    raw = sqlite3.connect(path)
    assert raw.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert raw.execute("pragma foreign_key_check").fetchall() == []
    raw.close()


if __name__ == "__main__":
    record_for_ever(Path(sys.argv[1]))
