"""How long `watchfloor --help` and the whole demo take, each as a process of its own (best of several runs)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    print(f"startup: `watchfloor --help` {_best(5, '--help'):.2f} s (goal: under 0.4 s)")
    with tempfile.TemporaryDirectory() as folder:
        seconds = _best(1, "demo", "--to", str(Path(folder) / "demo"))
    print(f"startup: `watchfloor demo` {seconds:.1f} s (goal: under 60 s)")


def _best(runs: int, *arguments: str) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "watchfloor", *arguments], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
