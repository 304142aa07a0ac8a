"""The commands that keep the record: ledger, search, withdraw, correct."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from watchfloor.cli.options import Day, as_of_option, json_option, level_of, recorded_by_option, tlp_out_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("event", "state", "objective", "judgement", "requirement")


def _filters(command: F) -> F:
    """Add the options that narrow the table down."""
    options = (
        click.option("--kind", type=click.Choice(KINDS), help="Show statements of this kind instead of events."),
        _several("--actor", "actors", "KEY", "Who acts; a country's organs and officials too."),
        _several("--recipient", "recipients", "KEY", "Who is acted upon."),
        _several("--category", "categories", "NAME", "PLOVER category, as CONSULT."),
        _several("--place", "places", "KEY", "Where, or in what."),
        _several("--lever", "levers", "KEY", "A lever of campaign.yaml that it is bound to."),
        _several("--document", "documents", "ID", "Said by this document."),
        _day("--from", "first", "May have happened on this day or later."),
        _day("--to", "last", "May have happened on this day or before."),
        _day("--known-from", "known_first", "First known on this day or later."),
        _day("--known-to", "known_last", "First known on this day or before."),
        click.option("--reviewed", is_flag=True, help="A person has decided on it."),
        click.option("--proposals", is_flag=True, help="Show statements that wait for review instead of events."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _several(option: str, name: str, what: str, help: str) -> Callable[[F], F]:
    return click.option(option, name, metavar=what, multiple=True, help=help)


def _day(option: str, name: str, help: str) -> Callable[[F], F]:
    return click.option(option, name, type=Day(), metavar="DAY", help=help)


def _file(option: str, name: str, help: str) -> Callable[[F], F]:
    return click.option(option, name, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=help)


@click.group(invoke_without_command=True)
@as_of_option
@recorded_by_option
@_filters
@tlp_out_option
@json_option
@_file("--csv", "as_csv", "Write a CSV file.")
@_file("--parquet", "as_parquet", "Write a Parquet file (needs the extra [sets]).")
@click.pass_context
def ledger(
    ctx: click.Context, /, as_of: date | None, recorded_by: datetime | None, tlp: str | None, as_json: bool,
    as_csv: Path | None, as_parquet: Path | None, **filters: Any,
) -> None:  # fmt: skip
    """Show the events that were known on a day, or statements, narrowed down; verify or back up the record.

    Options that may be given several times ask for any of what they name.

    Example: watchfloor ledger --actor RUS --category CONSULT --from 2020-01-01 --csv events.csv
    """
    from watchfloor import show
    from watchfloor.desk import tables, today

    if ctx.invoked_subcommand is not None:
        return
    desk: Desk = ctx.obj
    level = level_of(desk, tlp, leaves=as_json or as_csv is not None or as_parquet is not None)
    found = tables.narrowed(desk, as_of or today(), tables.Filter(**filters), recorded_by=recorded_by, tlp=level)
    for write, to in ((tables.write_csv, as_csv), (tables.write_parquet, as_parquet)):
        if to is not None:
            click.echo(f"{to}: {write(found.rows(), to)} rows")
    if as_json:
        show.view_as_json(found)
    elif as_csv is None and as_parquet is None:
        show.view_as_table(found, desk.counts())


@ledger.command()
@click.pass_obj
def verify(desk: Desk) -> None:
    """Check every invariant of the record: hash chain, spans, ids, search index; exit code 1 where one is broken.

    Example: watchfloor ledger verify
    """
    with desk.ledger() as opened:
        where, faults = opened.where, opened.verify()
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
    click.echo(f"{where}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    if faults:
        raise SystemExit(1)


@ledger.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(desk: Desk, file: Path) -> None:
    """Write the whole record into a new SQLite file, while others read and write.

    Example: watchfloor ledger backup ledger-2020-05-15.db
    """
    with desk.ledger() as opened:
        opened.backup(file)
    click.echo(f"{file}: {file.stat().st_size / 1e6:,.1f} MB")


@ledger.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(desk: Desk, file: Path) -> None:
    """Fill an empty record from a backup.

    Example: watchfloor ledger restore ledger-2020-05-15.db
    """
    desk.require()
    with desk.ledger(create=True) as opened:
        opened.restore(file)
        click.echo(f"{opened.where}: {opened.counts().documents} documents")


@click.command()
@click.argument("words", nargs=-1, required=True)
@as_of_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@tlp_out_option
@json_option
@click.pass_obj
def search(desk: Desk, words: tuple[str, ...], as_of: date | None, limit: int, tlp: str | None, as_json: bool) -> None:
    """Find the passages that hold all words, best first; a phrase stands in double quotes inside single ones.

    Example: watchfloor search gas price --as-of 2020-05-15
    """
    from watchfloor import show
    from watchfloor.desk import today

    level = level_of(desk, tlp, leaves=as_json)
    with desk.ledger() as opened:
        hits = opened.search(" ".join(words), as_of=as_of or today(), limit=limit, tlp=level)
    show.hits(hits, as_json=as_json)


@click.command()
@click.argument("document")
@click.option("--why", required=True, metavar="REASON", help="Why; kept with the document's hash.")
@click.pass_obj
def withdraw(desk: Desk, document: str, why: str) -> None:
    """Erase a document's text for good; its hash, the reason and the shells of its statements stay.

    Example: watchfloor withdraw 3f9c2a --why "the publisher asked"
    """
    click.echo(f"withdrawn: {desk.withdraw(document, why).title}")


@click.command()
@click.argument("document")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.option("--why", required=True, metavar="REASON", help="Why; kept in the journal.")
@click.pass_obj
def correct(desk: Desk, document: str, changes: tuple[str, ...], why: str) -> None:
    """Record other metadata of a document (published, title, tlp, grade …); what was recorded before stays.

    Example: watchfloor correct 3f9c2a published=2020-05-14 grade=B --why "misprint"
    """
    pairs = dict(each.partition("=")[::2] for each in changes)
    now = desk.correct(document, pairs, why)
    click.echo(f"{now.id}: {now.title}, published {now.published}")


RECORD = (ledger, search, withdraw, correct)
