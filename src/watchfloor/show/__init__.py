"""What the commands print: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

from watchfloor.desk import Outcome
from watchfloor.desk.tables import Narrowed
from watchfloor.evaluation import Score, Task
from watchfloor.ledger import Counts, Hit, Recorded, encode
from watchfloor.ledger.grades import suggested
from watchfloor.reading.contract import as_json
from watchfloor.terms import KINDS, TLP, Assessment, Entity, Issue, View
from watchfloor.terms import Reading as Read

FORMAT = 1
#: Headings of what is counted in a reading, and what the short ones stand for.
_COUNTED = ("turns", "event", "state", "goal", "judge", "req", "prop", "ref")
_MEANING = {"goal": "objectives", "req": "requirements", "prop": "proposals for review", "ref": "refused"}
#: Lines of a table of the record; what is asked for as a file or as JSON comes whole.
ROWS = 500
#: Ids are shown this short; `watchfloor why` takes them so.
SHORT = 8


def console() -> Console:
    """Return a console for stdout that never invents markup in what it is given."""
    return Console(highlight=False, emoji=False)


def dump(value: dict[str, Any]) -> None:
    """Print one JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


# --- read ---------------------------------------------------------------------


class Reading:
    """A progress bar on stderr while documents are read."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=100 * files)
        self._done = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def step(self, path: Path, done: int, all_: int) -> None:
        """Show how far the current document is read."""
        within = 100 * done / max(1, all_)
        self._bar.update(self._task, completed=100 * self._done + within, description=escape(path.name[:40]))

    def follow(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes, counting them."""
        for outcome in outcomes:
            self._done += 1
            self._bar.update(self._task, completed=100 * self._done)
            yield outcome


def readings_as_json(outcomes: Iterable[Outcome]) -> int:
    """Print one object a document; return how many files could not be read."""
    failed = 0
    for outcome in outcomes:
        if outcome.reading is not None:
            dump(as_json(outcome.reading))
        else:
            failed += 1
            click.echo(f"Error: {outcome.error}", err=True)
    return failed


def readings_as_table(outcomes: Iterable[Outcome]) -> int:
    """Print what was read, a line a document; return how many files could not be read.

    A count that is 0 for every document has no column: names need the room.
    """
    done = list(outcomes)
    read = [(outcome, outcome.reading) for outcome in done if outcome.reading is not None]
    counts = [_counted(reading) for _, reading in read]
    totals = {heading: sum(counted[heading] for counted in counts) for heading in _COUNTED}
    shown = [heading for heading in _COUNTED if totals[heading]]
    rows = [
        (outcome.path.name, reading.document.published.text, *(str(counted[h]) for h in shown), _note(outcome))
        for (outcome, reading), counted in zip(read, counts, strict=True)
    ]
    if len(rows) > 1:
        rows.append((f"{len(rows)} documents", "", *(str(totals[h]) for h in shown), ""))
    if rows:
        _print_readings(("document", "published", *shown, ""), rows)
        meaning = "; ".join(f"{heading}: {_MEANING[heading]}" for heading in shown if heading in _MEANING)
        console().print(f"[dim]{meaning}[/dim]" if meaning else "")
    _print_carried([outcome.recorded for outcome in done if outcome.recorded is not None])
    failed = [outcome for outcome in done if outcome.reading is None]
    for outcome in failed:
        click.echo(f"Error: {outcome.error}", err=True)
    return len(failed)


def _print_carried(recorded: Sequence[Recorded]) -> None:
    """Say what became of reviewed statements where documents were read anew."""
    carried, look = sum(each.carried for each in recorded), sum(each.look for each in recorded)
    if carried:
        again = f"; {look} to look at again: watchfloor review --orphans" if look else ""
        click.echo(f"{carried} reviewed statement(s) carried over{again}")


def _print_readings(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns as wide as what is in them; the names give way where the terminal is too narrow."""
    out = console()
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading, justify="right" if heading in _COUNTED else "left", no_wrap=True)
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    room = max(12, out.width - sum(width + 1 for width in widths[1:]))
    for n, (name, *rest) in enumerate(rows):
        if n == len(rows) - 1 and n > 0:
            table.add_section()
        table.add_row(escape(_fitted(name, room)), *rest)
    out.print(table)


def _fitted(name: str, room: int) -> str:
    return name if len(name) <= room else f"{name[: room // 2]}…{name[len(name) - room + room // 2 + 1 :]}"


def _counted(reading: Read) -> dict[str, int]:
    """Return what is counted in a reading, by heading."""
    kinds = Counter(statement.kind for statement in reading.statements)
    proposals = sum(statement.proposal for statement in reading.statements)
    found = (len(reading.document.turns), *(kinds[kind] for kind in KINDS), proposals, len(reading.refused))
    return dict(zip(_COUNTED, found, strict=True))


def _note(outcome: Outcome) -> str:
    fresh = outcome.recorded is None or outcome.recorded.new
    return "" if fresh or outcome.reading is None or not outcome.reading.statements else "known"


# --- ledger ---------------------------------------------------------------------


def view_as_json(found: Narrowed) -> None:
    """Print what a filter left of a view, an object each."""
    known = {"format": FORMAT, "as_of": found.view.as_of.isoformat()}
    for event in found.events:
        dump({**known, "event": encode(event), "suggested_credibility": suggested(event)})
    grades = {each.id: each.grade for each in found.view.documents} if found.statements else {}
    for statement in found.statements:
        both = {"source": grades[statement.citation.document], "credibility": statement.credibility}
        dump({**known, "statement": encode(statement), "grades": both})


def view_as_table(found: Narrowed, counts: Counts) -> None:
    """Print what a filter left of a view, a line each; of very many the latest."""
    table = Table(box=None, pad_edge=False)
    if found.statements:
        for heading in ("id", "speaker", "says"):
            table.add_column(heading)
    else:
        for heading in ("id", "when", "event", "actors", "recipients", "factuality", "origins", ""):
            table.add_column(heading, justify="right" if heading == "origins" else "left")
    for event in sorted(found.events, key=lambda e: (str(e.when.lower or e.known), e.id))[-ROWS:]:
        table.add_row(
            event.id[:SHORT], event.when.text, event.event, _names(event.actors), _names(event.recipients),
            event.factuality, str(len(event.origins)), "contradicted" if event.contradictions else "",
        )  # fmt: skip
    for statement in found.statements[-ROWS:]:
        table.add_row(
            statement.id[:SHORT], escape(statement.speaker), escape(" ".join(statement.citation.exact.split()))
        )
    view, there = found.view, len(found.events) + len(found.statements)
    most = f"the latest {ROWS} of {there:,} shown (all: --json, --csv or --parquet FILE)"
    shown = f"{there} shown" if there <= ROWS else most
    console().print(table)
    click.echo(
        f"\n{shown}; as of {view.as_of}: {len(view.documents)} of {counts.documents} documents, "
        f"{len(view.statements)} statements, {len(view.events)} events"
    )


def hits(found: Sequence[Hit], *, as_json: bool) -> None:
    """Print the passages of a search, the words asked for in bold, or an object each."""
    out = console()
    for hit in found:
        if as_json:
            dump({"format": FORMAT, "hit": encode(hit)})
            continue
        snippet = Text(hit.snippet)
        for start, end in hit.marks:
            snippet.stylize("bold", start, end)
        out.print(f"[dim]{hit.document[:SHORT]}[/dim]  {escape(hit.title)}, {hit.published}", soft_wrap=True)
        for line in snippet.wrap(out, max(20, out.width - 10)):
            out.print(Text(" " * 10) + line, soft_wrap=True)
    if not found and not as_json:
        click.echo("nothing found")


def _names(entities: tuple[Entity, ...]) -> str:
    return escape(", ".join(entity.label for entity in entities)) or "–"


# --- assess ---------------------------------------------------------------


def assessment_as_json(view: View, assessment: Assessment) -> None:
    """Print the assessment with every statement that it may cite."""
    dump(
        {
            "format": FORMAT,
            "assessment": encode(assessment),
            "events": [encode(event) for event in view.events],
            "statements": [encode(statement) for statement in view.statements],
        }
    )


def issue(made: Issue, unknown: Mapping[str, Sequence[str]], *, tlp: str) -> None:
    """Print an issue's sections, each claim with the ids of the statements it rests on, wrapped to the terminal.

    unknown: by section what no source speaks of; these lines are dim and cite nothing, for they claim nothing.
    """
    out = console()
    out.print(f"[bold]{escape(made.title)}[/bold]\nas of {made.as_of}, compared with {made.assessment.since}")
    if not made.view.documents:
        above = "" if tlp == TLP[-1] else f" that may be shown at TLP:{tlp.upper()} (see --tlp)"
        out.print(f"\nno document was known by then{above}")
        return
    for section in made.sections:
        lines = unknown.get(section.about, ())
        if not section.claims and not lines:
            continue
        out.print()
        _print_wrapped(out, f"[bold]{escape(section.title)}[/bold]", 0)
        for claim in section.claims:
            ids = " ".join(id[:SHORT] for id in claim.statements[:3])
            more = f" +{len(claim.statements) - 3}" if len(claim.statements) > 3 else ""
            _print_wrapped(out, f"{escape(claim.text)} [dim]\\[{ids}{more}][/dim]", 2)
        for line in lines:
            _print_wrapped(out, f"[dim]{escape(line)}[/dim]", 2)
    out.print("\n[dim]watchfloor why ID opens the sentence behind any of these[/dim]")


def _print_wrapped(out: Console, markup: str, indent: int) -> None:
    """Print a line wrapped at the terminal's width; what is wrapped stands two further in than its beginning."""
    for n, line in enumerate(Text.from_markup(markup).wrap(out, max(20, out.width - indent - 2))):
        line.rstrip()
        out.print(Text(" " * (indent + 2 * (n > 0))) + line, soft_wrap=True)


# --- evaluate -------------------------------------------------------------------


def scores_as_json(tasks: Iterable[Task]) -> None:
    """Print the scores as one object: {"format", "sets": [{"set", "task", "n", "metrics"}]}."""
    dump(
        {
            "format": FORMAT,
            "sets": [
                {
                    "set": task.set,
                    "task": task.task,
                    "n": task.n,
                    "metrics": {name: {"value": s.value, "lo": s.lo, "hi": s.hi} for name, s in task.metrics},
                }
                for task in tasks
            ],
        }
    )


def scores(tasks: Iterable[Task]) -> None:
    """Print the scores set by set as a table, each with its 95 % interval."""
    table = Table(box=None, pad_edge=False)
    for heading in ("set", "task", "n", "measure", "value", "95 %"):
        table.add_column(heading, justify="right" if heading in ("n", "value") else "left")
    shown = ""
    for task in tasks:
        for i, (name, one) in enumerate(task.metrics):
            first = (task.set if task.set != shown else "", task.task, str(task.n)) if i == 0 else ("", "", "")
            table.add_row(*first, name, *_score(one, whole="scored" in task.values))
            shown = task.set
    console().print(table)


def _score(one: Score, *, whole: bool) -> tuple[str, str]:
    """Return a figure and its interval; whole: it is a count, which has none."""
    value = "–" if one.value is None else f"{one.value:.0f}" if whole else f"{one.value:.3f}"
    return value, "" if one.lo is None or one.hi is None else f"{one.lo:.2f}–{one.hi:.2f}"
