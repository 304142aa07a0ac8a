"""The commands on event sets: import, list, remove, verify, show, monthly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from watchfloor.cli.options import Day, json_option, tlp_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.ledger.sets import Asked

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("plover", "icews", "cameo", "gdelt1", "gdelt2", "acled", "csv")


@click.group()
def sets() -> None:
    """Keep others' event data beside the record: import it in bulk, look into it, count by month.

    Example: watchfloor sets import 20200515.export.CSV.zip --as gdelt-2020
    """


@sets.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--as", "name", required=True, metavar="NAME", help="What to call the set.")
@click.option("--format", type=click.Choice(FORMATS), help="What the files are (default: told by their first lines).")
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE.yaml", help="Which column holds what.")
@click.option("--encoding", metavar="NAME", help="How the characters are written (default: utf-8).")
@click.option("--licence", default="", metavar="TEXT", help="On what terms you have the data; kept with the set.")
@click.option("--source", default="", metavar="TEXT", help="Where the data come from; kept with the set.")
@click.option(
    "--tlp", type=click.Choice(["clear", "green", "amber", "amber+strict", "red"]), default="clear", show_default=True,
    help="The set's TLP mark.",
)  # fmt: skip
@click.option(
    "--rights", type=click.Choice(["own", "open", "quote"]), default="quote", show_default=True,
    help="What may be done with its texts.",
)  # fmt: skip
@json_option
@click.pass_obj
def import_(
    desk: Desk, files: tuple[Path, ...], name: str, format: str | None, mapping: Path | None, encoding: str | None,
    licence: str, source: str, tlp: str, rights: str, as_json: bool,
) -> None:  # fmt: skip
    """Read files of events into a new set; rows that cannot be kept are written down with their reasons.

    Example: watchfloor sets import events.2020.tab --as icews-2020 --licence "CC0" --source "doi:10.7910/DVN/28075"
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger.sets import Notice
    from watchfloor.show import sets as show

    if mapping is not None and format not in (None, "csv"):
        raise click.UsageError("--mapping goes with --format csv only")
    notice = Notice(tlp=tlp, rights=rights, licence=licence, source=source)
    made = verbs.import_set(desk, name, files, format=format, mapping=mapping, encoding=encoding, notice=notice)
    show.imported(made, verbs.sets_of(desk), as_json=as_json)


@sets.command("list")
@json_option
@click.pass_obj
def list_(desk: Desk, as_json: bool) -> None:
    """List the event sets of the desk.

    Example: watchfloor sets list
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger.sets import sets_in
    from watchfloor.show import sets as show

    show.listed(sets_in(verbs.sets_of(desk)), as_json=as_json)


@sets.command()
@click.argument("name")
@click.pass_obj
def remove(desk: Desk, name: str) -> None:
    """Remove an event set from the desk; the files it came from are not touched.

    Example: watchfloor sets remove gdelt-2020
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger import sets as sets_

    click.echo(f"removed: {name}, {sets_.remove(verbs.sets_of(desk), name).kept:,} events")


@sets.command()
@click.argument("name")
@click.pass_obj
def verify(desk: Desk, name: str) -> None:
    """Check that a set's files are as they were written; exit code 1 where one is not.

    Example: watchfloor sets verify gdelt-2020
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger.sets import faults

    found = faults(verbs.sets_of(desk), name)
    for fault in found:
        click.echo(fault)
    click.echo(f"{name}: {len(found) or 'no'} fault{'' if len(found) == 1 else 's'}")
    if found:
        raise SystemExit(1)


def asked_options(command: F) -> F:
    """Add the options that choose events."""
    for option in (
        click.option("--actor", "actors", multiple=True, metavar="KEY", help="Who acts: a key or name; repeatable."),
        click.option("--recipient", "recipients", multiple=True, metavar="KEY", help="Whom it is done to."),
        click.option("--category", "categories", multiple=True, metavar="NAME", help="A category of PLOVER."),
        click.option("--from", "first", type=Day(), metavar="DAY", help="Not before this day."),
        click.option("--to", "last", type=Day(), metavar="DAY", help="Not after this day."),
        click.option("--as-of", type=Day(), metavar="DAY", help="What was known on this day (default: today)."),
        tlp_option,
        json_option,
        click.option("--csv", "as_csv", is_flag=True, help="Print CSV to stdout."),
    ):
        command = option(command)
    return command


def _asked(
    desk: Desk, actors: tuple[str, ...], recipients: tuple[str, ...], categories: tuple[str, ...],
    first: date | None, last: date | None, as_of: date | None,
) -> Asked:  # fmt: skip
    from watchfloor.desk import sets as verbs
    from watchfloor.desk import today
    from watchfloor.ledger.sets import Asked

    names = tuple(name.upper() for name in categories)
    asked = Asked(
        actors=actors, recipients=recipients, categories=names, first=first, last=last, as_of=as_of or today()
    )
    return verbs.resolved(desk, asked)


@sets.command()
@click.argument("name")
@asked_options
@click.option("--parquet", type=click.Path(path_type=Path), metavar="FILE", help="Write the events into this file.")
@click.pass_obj
def show(desk: Desk, /, name: str, tlp: str, as_json: bool, as_csv: bool, parquet: Path | None, **asked: Any) -> None:
    """Show the events of a set that were known on a day.

    Example: watchfloor sets show icews-2020 --actor SRB --recipient XKX --as-of 2020-05-15
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger import sets as sets_
    from watchfloor.show import sets as shown

    folder, wanted = verbs.sets_of(desk), _asked(desk, **asked)
    if parquet is not None:
        count = sets_.export(folder, name, parquet, wanted, tlp=tlp)
        click.echo(f"{parquet}: {count:,} event{'' if count == 1 else 's'}, {parquet.stat().st_size / 1e6:,.1f} MB")
        return
    rows = sets_.events(folder, name, wanted, tlp=tlp)
    if as_json:
        shown.as_json(name, rows)
    elif as_csv:
        shown.as_csv(rows)
    else:
        shown.events(rows, sets_.count(folder, name, wanted, tlp=tlp))


@sets.command()
@click.argument("name")
@asked_options
@click.pass_obj
def monthly(desk: Desk, /, name: str, tlp: str, as_json: bool, as_csv: bool, **asked: Any) -> None:
    """Count the events of a set by month, actor and recipient: in words and deeds, for and against.

    Example: watchfloor sets monthly icews-2020 --recipient SRB --csv
    """
    from watchfloor.desk import sets as verbs
    from watchfloor.ledger import sets as sets_
    from watchfloor.show import sets as shown

    rows = sets_.monthly(verbs.sets_of(desk), name, _asked(desk, **asked), tlp=tlp)
    if as_json:
        shown.as_json(name, rows)
    elif as_csv:
        shown.as_csv(rows)
    else:
        shown.months(rows)


SETS = (sets,)
