"""The commands that keep the record: ledger, search, withdraw, correct."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import as_of_option, json_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.group(invoke_without_command=True)
@as_of_option
@click.option(
    "--kind",
    type=click.Choice(["event", "state", "objective", "judgement", "requirement"]),
    help="Show statements of this kind instead of events.",
)
@json_option
@click.pass_context
def ledger(ctx: click.Context, as_of: date | None, kind: str | None, as_json: bool) -> None:
    """Show the events that were known on a day, or the statements of one kind; verify or back up the record.

    Example: watchfloor ledger --as-of 2020-05-15
    """
    from watchfloor import show
    from watchfloor.desk import today

    if ctx.invoked_subcommand is not None:
        return
    desk: Desk = ctx.obj
    view = desk.view(as_of or today())
    if as_json:
        show.view_as_json(view, kind)
    else:
        show.view_as_table(view, kind, desk.counts())


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
@json_option
@click.pass_obj
def search(desk: Desk, words: tuple[str, ...], as_of: date | None, limit: int, as_json: bool) -> None:
    """Find the passages that hold all words, best first; a phrase stands in double quotes inside single ones.

    Example: watchfloor search gas price --as-of 2020-05-15
    """
    from watchfloor import show
    from watchfloor.desk import today

    with desk.ledger() as opened:
        hits = opened.search(" ".join(words), as_of=as_of or today(), limit=limit)
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
