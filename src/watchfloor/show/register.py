"""What `watchfloor forecast` prints: the register and the scores."""

from __future__ import annotations

from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from watchfloor.desk.outlook import Register
from watchfloor.ledger import encode
from watchfloor.ledger.forecasts import payload
from watchfloor.outlook.register.questions import Asked
from watchfloor.outlook.register.scores import Report, Scores
from watchfloor.publish.words.odds import per_cent, told
from watchfloor.show import FORMAT, SHORT, console, dump


def register_as_json(found: Register, *, due: bool) -> None:
    """Print the register as one object."""
    questions = found.due if due else found.questions
    dump(
        {
            "format": FORMAT,
            "as_of": found.as_of.isoformat(),
            "questions": [_question(asked, found) for asked in questions],
            "proposed": [] if due else [encode(one) for one in found.proposed],
        }
    )


def register(found: Register, *, due: bool) -> None:
    """Print the questions with their forecasts, then the judgements that may be adopted."""
    out = console()
    questions = found.due if due else found.questions
    out.print(f"as of {found.as_of}: {len(found.questions)} questions, {len(found.due)} due")
    for asked in questions:
        question = asked.question
        out.print(f"\n[bold]{escape(question.text)}[/bold] ({question.key}), by {question.by}")
        out.print(f"  {_state(asked)}")
        if question.key in found.ours:
            out.print(f"  reckoned  {told(found.ours[question.key])}")
        for one in asked.forecasts:
            word = f" (“{escape(one.word)}” [dim]\\[{(one.statement or '')[:SHORT]}][/dim])" if one.word else ""
            why = f": {escape(one.why)}" if one.why and not one.word else ""
            out.print(f"  {one.made}  {per_cent(one.p):>5}  {escape(one.author)}{word}{why}")
    if found.proposed and not due:
        out.print("\n[bold]Judgements of sources that may be adopted[/bold] (watchfloor forecast adopt ID)")
        for proposed in found.proposed:
            asks = proposed.question or "no question yet"
            by = f" by {proposed.by}" if proposed.by else ""
            if_ = f"; on a condition: {escape(proposed.condition)}" if proposed.condition else ""
            head = f"  [dim]{proposed.statement[:SHORT]}[/dim]  {escape(proposed.author)}, {proposed.made}: "
            out.print(f"{head}“{escape(proposed.word)}” ({per_cent(proposed.p)}){by} → {asks}{if_}", soft_wrap=True)
            out.print(f"            [dim]{escape(proposed.why)}[/dim]", soft_wrap=True)


def scores_as_json(report: Report) -> None:
    """Print the scores as one object."""
    dump(
        {
            "format": FORMAT,
            "all": None if report.all is None else encode(report.all),
            "by_author": {name: encode(scores) for name, scores in report.by_author},
            "by_word": {word: encode(scores) for word, scores in report.by_word},
            "scored": [{**payload(one.forecast), "came": one.came, "brier": one.brier} for one in report.scored],
        }
    )


def scores(report: Report) -> None:
    """Print the scores of all, by author and by word, and the calibration of all."""
    if report.all is None:
        click.echo("no forecast of a settled question yet")
        return
    out = console()
    table = Table(box=None, pad_edge=False)
    columns = ("", "n", "Brier", "log", "reliability", "resolution", "uncertainty", "skill", "over crowd")
    for column in columns:
        table.add_column(column, justify="right" if column else "left")
    table.add_row("all", *_row(report.all))
    for name, some in report.by_author:
        table.add_row(f"  {escape(name)}", *_row(some))
    for word, some in report.by_word:
        table.add_row(f"  “{escape(word)}”", *_row(some))
    out.print(table)
    out.print("\n[bold]Calibration[/bold]: said, came about (80 %), forecasts")
    for one in report.all.bins:
        out.print(
            f"  {per_cent(one.p):>5}  {per_cent(one.share):>5} ({per_cent(one.low)}–{per_cent(one.high)})  {one.n}"
        )
    click.echo("\nBrier and log score: less is better; skill: above 0 is better than always giving the base rate")


def _row(some: Scores) -> tuple[str, ...]:
    numbers = (some.brier, some.log, some.reliability, some.resolution, some.uncertainty)
    return (str(some.n), *(f"{number:.3f}" for number in numbers), _skill(some.skill), _skill(some.over_crowd))


def _skill(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"


def _state(asked: Asked) -> str:
    if asked.resolution is not None:
        return f"settled: {asked.resolution.outcome} on {asked.resolution.on}, {escape(asked.resolution.author)}"
    if asked.proposed is not None:
        ids = " ".join(id[:SHORT] for id in asked.events[:3])
        from_ = f" [dim]\\[{ids}][/dim]" if ids else ", for nothing in the record fits"
        return f"due: the record says {asked.proposed} on {asked.on}{from_}"
    return asked.state


def _question(asked: Asked, found: Register) -> dict[str, Any]:
    ours = found.ours.get(asked.question.key)
    return {
        "question": asked.question.key,
        "text": asked.question.text,
        "by": asked.question.by.isoformat(),
        "state": asked.state,
        "proposed": asked.proposed,
        "on": None if asked.on is None else asked.on.isoformat(),
        "events": list(asked.events),
        "resolution": None if asked.resolution is None else payload(asked.resolution),
        "reckoned": None if ours is None else encode(ours),
        "forecasts": [payload(one) for one in asked.forecasts],
    }
