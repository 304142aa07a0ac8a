"""The same decisions as `watchfloor review` takes, as plain commands for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import json_option
from watchfloor.cli.review import KINDS, author_option, review

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.desk.review import Sitting
    from watchfloor.terms import Decision

why_option = click.option("--why", default="", metavar="REASON", help="Why; kept with the decision.")


@click.group()
def decide() -> None:
    """Take one decision and record it, or list them all.

    Statements are named by ids, which may be shortened; an event's id stands for all of its statements.

    Example: watchfloor decide accept 3f9c2a --why "the minister confirmed it"
    """


@decide.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@author_option
@why_option
@click.pass_obj
def accept(desk: Desk, ids: tuple[str, ...], author: str | None, why: str) -> None:
    """Make proposals facts, or confirm what is filed.

    Example: watchfloor decide accept 3f9c2a
    """
    _each(desk, "accept", ids, author, why)


@decide.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@author_option
@why_option
@click.pass_obj
def reject(desk: Desk, ids: tuple[str, ...], author: str | None, why: str) -> None:
    """Take statements out of every view; they stay in the record, and `watchfloor why` shows them.

    Example: watchfloor decide reject 3f9c2a --why "the other ministry"
    """
    _each(desk, "reject", ids, author, why)


@decide.command()
@click.argument("id")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE…")
@author_option
@why_option
@click.pass_obj
def edit(desk: Desk, id: str, changes: tuple[str, ...], author: str | None, why: str) -> None:
    """Give fields of a statement another value; actors and recipients are keys, or names in double quotes.

    Example: watchfloor decide edit 3f9c2a when=2020-05 actors=RUS-MIL,SRB credibility=2
    """
    with sitting(desk, author) as open_:
        (statement,) = open_.ids(id, one=True)
        for field, value in _pairs(changes):
            say(open_.edit(statement, field, value, why))


@decide.command()
@click.argument("name")
@click.argument("key")
@click.option(
    "--in", "where", metavar="ID", help="Only in this statement (default: wherever the name stands, later too)."
)
@author_option
@why_option
@click.pass_obj
def resolve(desk: Desk, name: str, key: str, where: str | None, author: str | None, why: str) -> None:
    """Say whom a name means, by key; `-` for nobody known.

    Example: watchfloor decide resolve "the Harbour Board" NOR-GOV --in 3f9c2a
    """
    with sitting(desk, author) as open_:
        on = open_.ids(where) if where else ()
        say(open_.resolve(name, key, on, why))


@decide.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@author_option
@why_option
@click.pass_obj
def merge(desk: Desk, ids: tuple[str, ...], author: str | None, why: str) -> None:
    """Make the events of these statements one.

    Example: watchfloor decide merge 3f9c2a 77aa01
    """
    with sitting(desk, author) as open_:
        on = dict.fromkeys(found for id in ids for found in open_.ids(id))
        if len(on) < 2:
            raise click.UsageError("merge what with what? name two events or statements at least")
        say(open_.decide("merge", *on, why=why))


@decide.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@author_option
@why_option
@click.pass_obj
def split(desk: Desk, ids: tuple[str, ...], author: str | None, why: str) -> None:
    """Make these statements an event of their own.

    Example: watchfloor decide split 3f9c2a
    """
    with sitting(desk, author) as open_:
        say(open_.decide("split", *dict.fromkeys(found for id in ids for found in open_.ids(id)), why=why))


@decide.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE…")
@click.option("--document", required=True, metavar="DOC", help="The document that says it.")
@click.option("--words", required=True, help="Its exact words; they must stand in the document once.")
@author_option
@why_option
@click.pass_obj
def add(
    desk: Desk, kind: str, fields: tuple[str, ...], document: str, words: str, author: str | None, why: str
) -> None:
    """Add a statement that the reader did not file; without exact words of a document there is none.

    Example: watchfloor decide add event event=AID actors=NOR recipients=FIN --document 3f9c2a --words "Norway lent …"
    """
    from watchfloor.desk.review import span_of

    with sitting(desk, author) as open_:
        cited = open_.ledger.document(document)
        made = open_.add(cited, *span_of(cited, words), kind, dict(_pairs(fields)), why)
        say(made)
        click.echo(f"statement {made.on[0]}")


@decide.command()
@click.argument("id", required=False)
@author_option
@why_option
@click.pass_obj
def undo(desk: Desk, id: str | None, author: str | None, why: str) -> None:
    """Undo a decision by its id, which may be an undoing; without one the author's last that stands.

    Example: watchfloor decide undo 51d0b7
    """
    with sitting(desk, author) as open_:
        found = open_.decision(id) if id else open_.last()
        if found is None:
            raise click.UsageError(f"no decision of {open_.author} stands; name one by its id")
        say(open_.decide("undo", found.id, why=why))


@decide.command(name="list")
@json_option
@click.pass_obj
def list_(desk: Desk, as_json: bool) -> None:
    """List every decision in the order of recording; those that were undone are marked.

    Example: watchfloor decide list
    """
    from watchfloor.show.review import decisions

    with desk.ledger() as ledger:
        taken = ledger.decisions()
    decisions(taken, as_json=as_json)


def sitting(desk: Desk, author: str | None) -> AbstractContextManager[Sitting]:
    """Open the ledger to a person who decides, as of today."""
    from watchfloor.desk import review, today

    return review.sitting(desk, today(), author)


def _each(desk: Desk, kind: str, ids: Iterable[str], author: str | None, why: str) -> None:
    with sitting(desk, author) as open_:
        for id in dict.fromkeys(found for each in ids for found in open_.ids(each)):
            say(open_.decide(kind, id, why=why))


def _pairs(changes: Iterable[str]) -> list[tuple[str, str]]:
    for each in changes:
        if "=" not in each:
            raise click.UsageError(f"{each!r} is no FIELD=VALUE")
    return [(field, value) for field, _, value in (each.partition("=") for each in changes)]


def say(decision: Decision) -> None:
    """Print a decision that was recorded."""
    from watchfloor.show.review import decision_line

    click.echo(decision_line(decision))


REVIEW = (review, decide)
