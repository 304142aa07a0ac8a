"""How many decisions a minute `watchfloor review` can take: the program's share, a person needs the rest.

Prints, for a desk of 1,000 and of 20,000 made-up statements: seconds until the first statement is shown, and decisions
a minute when keys come from a pipe as fast as they are taken. The goal is 10 a minute, person included.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.bench_ledger import NOW, PER_DOCUMENT, readings

from watchfloor.desk import Desk, init

SIZES = (1_000, 20_000)
DECISIONS = 200


def main() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            desk = init(Path(folder) / "desk")
            with desk.ledger(create=True) as ledger:
                for each in islice(readings(size), size // PER_DOCUMENT):
                    ledger.record(each, recorded=NOW)
            cold, first = timed(desk, "q"), timed(desk, "q")
            took = timed(desk, "ar" * (DECISIONS // 2)) - first
            pace = 60 * DECISIONS / took
            print(
                f"review, {size:,} statements: the first is shown after {first:.1f} s ({cold:.1f} s where events were "
                f"never gathered before), {pace:,.0f} decisions a minute"
            )


def timed(desk: Desk, keys: str) -> float:
    """Return how many seconds a sitting takes with these keys."""
    command = [sys.executable, "-m", "watchfloor", "--desk", str(desk.folder), "review", "--author", "bench"]
    began = time.perf_counter()
    subprocess.run(command, input=keys, text=True, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
