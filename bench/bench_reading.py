"""Words per second of reading, against the bare spaCy pipeline on the same text in the same run.

Prints the size of the text, both rates and their ratio (the best of three runs each, alternating).
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from watchfloor import world
from watchfloor.reading import read
from watchfloor.reading.language import load

SOURCES = Path(__file__).parents[1] / "examples" / "balkans" / "sources"
COPIES = 4


def main() -> None:
    body = "\n\n".join(_body(path) for path in sorted(SOURCES.glob("*.md")))
    text = "\n\n".join([body] * COPIES)
    words = len(text.split())
    nlp, known = load(), world.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        bare, whole = [], []
        for _ in range(3):
            bare.append(_seconds(lambda: list(nlp.pipe(text.split("\n\n"), batch_size=64))))
            whole.append(_seconds(lambda: read(path, known, published="2020-05-15")))
    rates = words / min(bare), words / min(whole)
    print(f"reading: {words:,} words; bare pipeline {rates[0]:,.0f} words/s, reading {rates[1]:,.0f} words/s")
    print(f"reading: {rates[1] / rates[0]:.0%} of the bare pipeline's rate (goal: no less than 60 %)")


def _body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---", 2)[2]


def _seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
