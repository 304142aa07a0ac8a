"""A program that is killed while it imports leaves no half set; the next one clears up after it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.ledger.sets.files import Desk, gdelt2

from watchfloor import world as worlds
from watchfloor.ledger.sets import faults, sets_in

KILLS = 25
ROWS = 3000


def import_and_be_killed(folder: Path) -> None:
    """Start imports that never touch each other, kill each at a random moment, and check what is left.

    They are forked from a program that has read the world but never started DuckDB, so that each begins at once.
    """
    desk, chance = Desk(folder, worlds.load()), random.Random(4)
    path = desk.file("a.CSV", *(gdelt2(id=str(number), day=f"{2015 + number % 5}0515") for number in range(ROWS)))
    longest = took(desk, path, "first")
    finished = interrupted = 0
    for number in range(KILLS):
        importer = started(desk, path, f"set-{number}")
        time.sleep(chance.uniform(0, longest))
        os.kill(importer, signal.SIGKILL)
        os.waitpid(importer, 0)
        found = sets_in(desk.folder)
        assert all(manifest.kept == ROWS and faults(desk.folder, manifest.name) == () for manifest in found)
        finished = len(found) - 1
        interrupted += any(desk.folder.glob(".draft-*"))
    took(desk, path, "last")
    print(finished, interrupted, len(sets_in(desk.folder)), len(list(desk.folder.glob(".*"))))


def took(desk: Desk, path: Path, name: str) -> float:
    begun = time.monotonic()
    assert os.waitpid(started(desk, path, name), 0)[1] == 0
    return time.monotonic() - begun


def started(desk: Desk, path: Path, name: str) -> int:
    importer = os.fork()
    if importer == 0:
        desk.take(path, name=name)
        os._exit(0)
    return importer


@pytest.mark.slow
def test_a_killed_import_leaves_nothing_half_written(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    program = [sys.executable, __file__, str(tmp_path)]
    ran = subprocess.run(program, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    finished, interrupted, sets, left = map(int, ran.stdout.split())
    assert interrupted > KILLS / 2
    assert sets == finished + 2
    assert left == 0


if __name__ == "__main__":
    import_and_be_killed(Path(sys.argv[1]))
