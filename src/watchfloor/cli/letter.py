"""The commands of the letter: send, subscribers, subscribe, unsubscribe, bounced."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import Day, tlp_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.group()
def letter() -> None:
    """Send the letter of an edition, and keep the list of who gets it.

    Example: watchfloor letter send site/editions/2020-05-15 --dry-run
    """


@letter.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say who would get it, and send nothing.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@tlp_option
@click.pass_obj
def send(desk: Desk, folder: Path, dry_run: bool, yes: bool, tlp: str) -> None:
    """Send the letter in an edition's folder to everybody who is still to get it; nobody gets it twice.

    Example: watchfloor letter send site/editions/2020-05-15 --dry-run
    """
    from watchfloor.desk import letters

    made, plan = letters.planned(desk, folder, tlp=tlp)
    click.echo(f"“{made.subject}”, TLP:{made.tlp.upper()}")
    click.echo(f"{len(plan.recipients)} to send, {len(plan.skipped)} left out")
    for address, reason in plan.skipped:
        click.echo(f"  left out  {address}: {reason}")
    if dry_run:
        for address in plan.recipients:
            click.echo(f"  to send   {address}")
        click.echo("dry run: nothing was sent")
        return
    if plan.recipients and (yes or click.confirm("Send it?")):
        outcomes: Counter[str] = Counter()
        for one in letters.send(desk, made, plan.recipients):
            outcomes[one.outcome] += 1
            if one.outcome != "sent":
                click.echo(f"  {one.outcome:<9} {one.address}: {one.said}")
        click.echo(", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items())))


@letter.command("subscribers")
@click.pass_obj
def subscribers_(desk: Desk) -> None:
    """List who subscribes, with state, day and source of the consent; a faulty list is refused line by line.

    Example: watchfloor letter subscribers
    """
    from watchfloor.desk import letters

    everybody = letters.subscribers(desk)
    for one in everybody:
        click.echo(f"{one.state:<12}  {one.consented}  {one.address}  ({one.source})")
    states = Counter(one.state for one in everybody)
    click.echo(", ".join(f"{n} {state}" for state, n in sorted(states.items())) or "nobody subscribes yet")


@letter.command()
@click.argument("address")
@click.option("--source", required=True, help="How they consented: a form, a card, a mail.")
@click.option("--consented", type=Day(), metavar="DAY", help="When they did (default: today).")
@click.pass_obj
def subscribe(desk: Desk, address: str, source: str, consented: date | None) -> None:
    """Add an address, with the day and the source of its consent; one that left or bounced is not taken again.

    Example: watchfloor letter subscribe reader@harbour.example --source "sign-up form"
    """
    from watchfloor.desk import letters, today

    letters.subscribe(desk, address, consented or today(), source)
    click.echo(f"{address} subscribes")


@letter.command()
@click.argument("address", metavar="ADDRESS|TOKEN")
@click.pass_obj
def unsubscribe(desk: Desk, address: str) -> None:
    """Take an address off the list for good; the token of a link in a letter stands for its reader.

    Example: watchfloor letter unsubscribe reader@harbour.example
    """
    from watchfloor.desk import letters

    click.echo(f"{letters.mark(desk, address, 'unsubscribed')} gets no more letters")


@letter.command()
@click.argument("address")
@click.pass_obj
def bounced(desk: Desk, address: str) -> None:
    """Mark an address whose letter came back; nothing is sent there again.

    Example: watchfloor letter bounced reader@harbour.example
    """
    from watchfloor.desk import letters

    click.echo(f"{letters.mark(desk, address, 'bounced')} gets no more letters")
