"""The commands that look ahead: outlook, forecast."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import Day, as_of_option, json_option, tlp_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk

author_option = click.option("--author", required=True, metavar="NAME", help="Who says so.")


@click.command()
@click.option("--by", type=Day(), metavar="DAY", help="How likely by this day (default: a year after --as-of).")
@click.option(
    "--suppose", multiple=True, metavar="STEP=STATE", help="Suppose a step met, lost or blocked, or DRIVER=on|off."
)
@click.option("--believe", multiple=True, metavar="ID", help="Follow a source's conditional judgement.")
@click.option("--step", metavar="STEP", help="Show all that one step's chance rests on.")
@as_of_option
@tlp_option
@json_option
@click.pass_obj
def outlook(
    desk: Desk,
    by: date | None,
    suppose: tuple[str, ...],
    believe: tuple[str, ...],
    step: str | None,
    as_of: date | None,
    tlp: str,
    as_json: bool,
) -> None:
    """Say how likely each process is by a day, on what that rests, and what a supposition would change.

    Example: watchfloor outlook --suppose no-veto=lost --by 2020-12-31 --as-of 2020-05-15
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today
    from watchfloor.show import outlook as show

    view, campaign, made = verbs.outlook(desk, as_of or today(), by=by, suppose=suppose, believe=believe, tlp=tlp)
    if as_json:
        show.outlook_as_json(made, view)
    elif step is not None:
        show.prospect(verbs.prospect_of(made, step, campaign), view, campaign)
    else:
        show.outlook(made, view, campaign)


@click.group(invoke_without_command=True)
@click.pass_context
def forecast(ctx: click.Context) -> None:
    """Keep the register of forecasts: what is asked, what was said, how it came out, how good it was.

    Example: watchfloor forecast list
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@forecast.command()
@click.argument("question")
@click.argument("p")
@author_option
@click.option("--why", default="", metavar="REASON", help="What it rests on; kept with it.")
@click.option("--made", type=Day(), metavar="DAY", help="The day it was made (default: today).")
@click.pass_obj
def add(desk: Desk, question: str, p: str, author: str, why: str, made: date | None) -> None:
    """Record a forecast: a probability from 0 to 1 for a question of campaign.yaml.

    Example: watchfloor forecast add talks-2020 0.3 --author me --why "no government yet"
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today
    from watchfloor.outlook.register.questions import probability

    one = verbs.forecast(desk, question, probability(p), author=author, why=why, made=made, today=today())
    click.echo(f"{one.question}: {one.p:g} by {one.author}, made {one.made}")


@forecast.command()
@click.argument("statement")
@click.option("--question", metavar="KEY", help="The question that it answers, where none or another is proposed.")
@as_of_option
@click.pass_obj
def adopt(desk: Desk, statement: str, question: str | None, as_of: date | None) -> None:
    """Record a source's judgement as a forecast of its own: what readers take its words to mean.

    Example: watchfloor forecast adopt 3f9c2a --question talks-2020
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today

    one = verbs.adopt(desk, statement, question, as_of or today())
    click.echo(f"{one.question}: {one.p:g} by {one.author} (“{one.word}”), made {one.made}")


@forecast.command(name="list")
@click.option("--due", is_flag=True, help="Only the questions that wait for a person to settle them.")
@as_of_option
@tlp_option
@json_option
@click.pass_obj
def list_(desk: Desk, due: bool = False, as_of: date | None = None, tlp: str = "clear", as_json: bool = False) -> None:
    """Show the questions, what was forecast, what is due, and what sources' judgements may be adopted.

    Example: watchfloor forecast list --due
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today
    from watchfloor.show import register as show

    found = verbs.register(desk, as_of or today(), tlp=tlp)
    if as_json:
        show.register_as_json(found, due=due)
    else:
        show.register(found, due=due)


@forecast.command()
@click.argument("question")
@click.argument("outcome", type=click.Choice(["yes", "no", "void", "open"]), required=False)
@author_option
@click.option("--on", type=Day(), metavar="DAY", help="The day on which it was settled.")
@click.option("--why", default="", metavar="REASON", help="On what grounds; kept with it.")
@click.pass_obj
def resolve(desk: Desk, question: str, outcome: str | None, author: str, on: date | None, why: str) -> None:
    """Settle a question; without an outcome, confirm what the record proposes.

    Example: watchfloor forecast resolve talks-2020 no --on 2020-09-30 --author me
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today

    made = verbs.resolve(desk, question, outcome, on=on, author=author, why=why, today=today())
    click.echo(f"{made.question}: {made.outcome} on {made.on}")


@forecast.command()
@json_option
@click.pass_obj
def score(desk: Desk, as_json: bool) -> None:
    """Say how good the forecasts of settled questions were, by author and by word.

    Example: watchfloor forecast score
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.show import register as show

    report = verbs.score(desk)
    if as_json:
        show.scores_as_json(report)
    else:
        show.scores(report)


@forecast.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "pairs", multiple=True, metavar="ID=KEY", help="A platform's question, and ours.")
@click.pass_obj
def import_(desk: Desk, file: Path, pairs: tuple[str, ...]) -> None:
    """Record the forecasts of a CSV or JSON file: ours, or an export of Metaculus or the Good Judgment Project.

    Example: watchfloor forecast import forecast_data.csv --map 12345=talks-2020
    """
    from watchfloor.desk import outlook as verbs
    from watchfloor.desk import today

    keys = {id: key for id, is_, key in (pair.partition("=") for pair in pairs) if is_}
    if len(keys) < len(pairs):
        raise click.UsageError("--map takes ID=KEY, each id once")
    found, new = verbs.take_in(desk, file, keys, today=today())
    for row, why in found.refused:
        click.echo(f"row {row}: {why}", err=True)
    click.echo(f"{file}: {new} new of {len(found.forecasts)} forecasts, {len(found.refused)} refused")
    if found.refused:
        raise SystemExit(1)


@forecast.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--metaculus", is_flag=True, help="With the columns of a Metaculus forecast_data.csv.")
@click.pass_obj
def export(desk: Desk, file: Path, metaculus: bool) -> None:
    """Write all forecasts into a file: JSON where its name ends so, else CSV.

    Example: watchfloor forecast export forecasts.csv
    """
    from watchfloor.desk import outlook as verbs

    click.echo(f"{file}: {verbs.give_out(desk, file, metaculus=metaculus)} forecasts")


OUTLOOK = (outlook, forecast)
