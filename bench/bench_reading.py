"""Words per second of reading, against the bare spaCy pipeline on the same text in the same run.

The text is the plain prose of the example's weekly summaries, four times over: headings, which reading skips, are
left out, so that both read the same words. Prints the size of the text, both rates and their ratio (the best of
three runs each, alternating).
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from watchfloor import world
from watchfloor.reading import read
from watchfloor.reading.language import load

SOURCES = Path(__file__).parents[1] / "examples" / "balkans" / "sources"
COPIES = 4


def main() -> None:
    paragraphs = [line for path in sorted(SOURCES.glob("*.md")) for line in _prose(path)] * COPIES
    text = "\n\n".join(paragraphs)
    words = len(text.split())
    nlp, known = load(), world.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        bare: list[float] = []
        whole: list[float] = []
        for _ in range(3):
            bare.append(_seconds(lambda: list(nlp.pipe(paragraphs, batch_size=64))))
            whole.append(_seconds(lambda: read(path, known, published="2020-05-15")))
    rates = words / min(bare), words / min(whole)
    print(f"reading: {words:,} words; bare pipeline {rates[0]:,.0f} words/s, reading {rates[1]:,.0f} words/s")
    print(f"reading: {rates[1] / rates[0]:.0%} of the bare pipeline's rate (goal: no less than 60 %)")


def _prose(path: Path) -> list[str]:
    """Return the paragraphs and list items of a document that are sentences."""
    body = path.read_text(encoding="utf-8").split("---", 2)[2]
    lines = (line.strip().removeprefix("- ") for line in body.splitlines())
    return [line for line in lines if line.endswith(".")]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
