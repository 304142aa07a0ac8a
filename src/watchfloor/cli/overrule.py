"""Two decisions more: an event counts, or does not count, for something in the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from watchfloor.cli.decide import say, sitting, why_option
from watchfloor.cli.review import author_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.command()
@click.argument("event")
@click.argument("target")
@author_option
@why_option
@click.pass_obj
def bind(desk: Desk, event: str, target: str, author: str | None, why: str) -> None:
    """Let an event count for a lever, contest, step or indicator, or say whom it favours, whatever the matchers say.

    TARGET is lever/KEY, contest/KEY, indicator/KEY, step/KEY.met, step/KEY.lost or favours/SIDE.

    Example: watchfloor decide bind 3f9c2a lever/energy --why "the contract is for gas"
    """
    _overrule(desk, "bind", event, target, author, why)


@click.command()
@click.argument("event")
@click.argument("target")
@author_option
@why_option
@click.pass_obj
def unbind(desk: Desk, event: str, target: str, author: str | None, why: str) -> None:
    """Let an event not count for something, whatever the matchers say; TARGET as for bind.

    Example: watchfloor decide unbind 3f9c2a step/talks.met --why "another round of talks"
    """
    _overrule(desk, "unbind", event, target, author, why)


def _overrule(desk: Desk, kind: str, event: str, target: str, author: str | None, why: str) -> None:
    from watchfloor.desk.overruling import overrule

    with sitting(desk, author) as open_:
        say(overrule(desk, open_, kind, event, target, why))


OVERRULE = (bind, unbind)
