"""The tables of docs/reading-quality.md: every figure, what was not scored, which category is taken for which.

Usage: python tools/report_reading.py GOLD… [--into docs/reading-quality.md]

GOLD: gold files or folders of any shape that `watchfloor evaluate` reads. Prints Markdown; with --into the part of
the page between its two marks is written anew.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from watchfloor import __version__
from watchfloor import world as worlds
from watchfloor.evaluation import Score, Task, evaluate, pairs
from watchfloor.evaluation.lines import groups
from watchfloor.world import World

BEGIN, END = "<!-- figures: tools/report_reading.py -->", "<!-- end of figures -->"


def main() -> None:
    """Print the report, or write it into the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    report = "\n".join(_report(options.gold, worlds.load()))
    if options.into is None:
        print(report)
        return
    page = options.into.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    options.into.write_text(f"{head}{BEGIN}\n{report}\n{END}{tail}", encoding="utf-8")


def _report(paths: Iterable[Path], world: World) -> Iterator[str]:
    tasks = [task for path in paths for task in evaluate(path, world)]
    yield f"Version {__version__}, {date.today()}: `watchfloor evaluate GOLD`, 95 % intervals in brackets.\n"
    yield "| set | task | n | figures |\n|---|---|---|---|"
    for task in tasks:
        if "scored" not in task.values:
            figures = ", ".join(f"{name} {_figure(one)}" for name, one in task.metrics if one.value is not None)
            yield f"| {task.set} | {task.task} | {task.n:,} | {figures} |"
    yield from _accounts(tasks)
    for path in paths:
        for group in groups(path):
            if group.shape == "pairs":
                yield from _confusion(group.set, pairs.confusion(group.lines, world))


def _figure(one: Score) -> str:
    if one.value is None or one.lo is None or one.hi is None:
        return "–" if one.value is None else f"{_short(one.value)}"
    return f"**{_short(one.value)}** ({_short(one.lo)}–{_short(one.hi)})"


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.2f}"


def _accounts(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield what went in: how much of it was scored, and what was not and why."""
    yield "\n| set | what | in | scored | skipped |\n|---|---|---|---|---|"
    for task in tasks:
        values = task.values
        if "scored" in values:
            skipped = "; ".join(
                f"{why.removeprefix('skipped: ')}: {n:.0f}" for why, n in values.items() if n and why != "scored"
            )
            yield f"| {task.set} | {task.task} | {task.n:,} | {values['scored'] or 0:,.0f} | {skipped or '–'} |"


def _confusion(name: str, counted: Counter[tuple[str, str]]) -> Iterator[str]:
    """Yield which category (row) was taken for which (column), the right ones in bold."""
    rows = sorted({gold for gold, _ in counted})
    columns = sorted({found for _, found in counted} | set(rows))
    yield f"\nCategories of {name}, parties given: the gold's in rows, ours in columns.\n"
    yield f"| | {' | '.join(one[:5].strip('(').lower() for one in columns)} | right |\n|{'---|' * (len(columns) + 2)}"
    for gold in rows:
        cells = [counted[gold, found] for found in columns]
        told = [f"**{n}**" if found == gold else str(n) if n else "" for found, n in zip(columns, cells, strict=True)]
        yield f"| {gold} | {' | '.join(told)} | {counted[gold, gold] / sum(cells):.0%} |"


if __name__ == "__main__":
    main()
