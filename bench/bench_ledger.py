"""How fast the ledger records, gathers, answers and searches, over made-up statements about made-up countries.

Prints, for 20,000 and 100,000 statements: recording a document of 100; the first view, which gathers everything; a view
of a ledger opened anew, as by the next program; views after that; views after one more document, in the same ledger and
in one opened anew; all events and statements decoded; searches; and the size of the file.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from watchfloor.ledger import Ledger
from watchfloor.terms import Document, Entity, Reading, Statement, When, digest, statement_id

T = TypeVar("T")
SIZES = (20_000, 100_000)
PER_DOCUMENT = 100
FIRST, DAYS = date(2018, 1, 1), 1500
CATEGORIES = ("CONSULT", "AGREE", "AID", "SANCTION", "ACCUSE", "SUPPORT", "COOPERATE", "REQUEST", "ASSAULT", "RETREAT")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "ledger.db", size)


def measure(path: Path, size: int) -> None:
    made = readings(size + 2 * PER_DOCUMENT)
    with Ledger.open(path) as ledger:
        seconds = [timed(partial(ledger.record, each, recorded=NOW))[0] for each in islice(made, size // PER_DOCUMENT)]
    said = f"ledger, {size:,} statements"
    late = statistics.median(seconds[-20:])
    print(f"{said}: recording a document of {PER_DOCUMENT} {late * 1000:.0f} ms (goal: < 50 ms)")
    with Ledger.open(path) as ledger:
        first, view = timed(lambda: ledger.view(date.max))
        print(f"{said}, {len(view.events):,} events: all gathered in {first:.1f} s")
    with Ledger.open(path) as ledger:
        again, view = timed(lambda: ledger.view(date.max))
        more, _ = timed(lambda: ledger.view(date.max))
        middle, _ = timed(lambda: ledger.view(FIRST + timedelta(days=DAYS // 2)))
        ledger.record(next(made), recorded=NOW)
        after, _ = timed(lambda: ledger.view(date.max))
        times = [f"{seconds * 1000:.0f} ms" for seconds in (again, more, middle, after)]
        print(
            f"{said}: view when opened anew {times[0]} (goal: < 300 ms), then {times[1]}, as of the middle {times[2]}"
        )
        print(f"{said}: view after one more document {times[3]} (goal: < 300 ms)")
    with Ledger.open(path) as ledger:
        ledger.record(next(made), recorded=NOW)
        after, view = timed(lambda: ledger.view(date.max))
        print(f"{said}: view when opened anew after one more document {after * 1000:.0f} ms (goal: < 300 ms)")
        told, _ = timed(lambda: (list(view.events), list(view.statements)))
        print(f"{said}: all of its events and statements decoded in {told:.1f} s")
        for words in ("wab", "wab wac", '"no such words"'):
            took, hits = timed(partial(ledger.search, words))
            print(f"{said}: search {words} {took * 1000:.0f} ms, {len(hits)} shown (goal: < 100 ms)")
    print(f"{said}: {path.stat().st_size / 1e6:,.0f} MB")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def readings(size: int) -> Iterator[Reading]:
    """Yield documents of one statement a line; about half of the statements retell an earlier one."""
    chance = random.Random(1)
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(4000)]
    words[1], words[2] = "wab", "wac"
    common = [1 / (i + 5) for i in range(len(words))]
    lands = [f"{chr(65 + i % 26)}{chr(65 + i // 5 % 26)}{chr(65 + i // 3 % 26)}" for i in range(150)]
    great = [1 / (i + 3) for i in range(len(lands))]
    told: list[tuple[str, str, str, date, list[str]]] = []
    for n in range(size // PER_DOCUMENT):
        published = FIRST + timedelta(days=DAYS * n * PER_DOCUMENT // size)
        lines = []
        for _ in range(PER_DOCUMENT):
            if told and chance.random() < 0.5:
                lines.append(told[-1 - chance.randrange(min(len(told), 3 * PER_DOCUMENT))])
            else:
                actor, recipient = chance.choices(lands, great, k=2)
                day = published - timedelta(days=chance.randrange(3))
                content = chance.choices(words, common, k=8)
                told.append((chance.choice(CATEGORIES), actor, recipient, day, content))
                lines.append(told[-1])
        yield reading(n, published, lines, chance, words)


def reading(
    n: int,
    published: date,
    lines: list[tuple[str, str, str, date, list[str]]],
    chance: random.Random,
    words: list[str],
) -> Reading:
    texts = [
        f"{actor} {' '.join(chance.sample(content, 6))} {' '.join(chance.choices(words, k=3))} {recipient}."
        for _, actor, recipient, _, content in lines
    ]
    said = Document(
        id=digest(str(n)), title=f"Document {n}", publisher=None, published=When(published.isoformat()),
        text="\n".join(texts),
    )  # fmt: skip
    statements, start = [], 0
    for (category, actor, recipient, day, _), text in zip(lines, texts, strict=True):
        cited = said.cite(start, start + len(text))
        start += len(text) + 1
        statements.append(
            Statement(
                id=statement_id(cited, "event", category), kind="event", citation=cited, event=category,
                actors=(Entity(key=actor, name=actor),), recipients=(Entity(key=recipient, name=recipient),),
                when=When(day.isoformat() if chance.random() < 0.7 else day.strftime("%Y-%m")), factuality="happened",
                lemmas=tuple(text.casefold().strip(".").split()), coder="bench", rule="bench",
            )
        )  # fmt: skip
    return Reading(document=said, statements=tuple(statements))


if __name__ == "__main__":
    main()
