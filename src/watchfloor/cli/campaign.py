"""The commands about campaign.yaml: check it, draft one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from watchfloor.cli.options import as_of_option, json_option
from watchfloor.errors import CampaignError

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.command()
@as_of_option
@click.option("--all", "all_", is_flag=True, help="List every event that nothing binds, every overlap, every tag.")
@json_option
@click.pass_obj
def check(desk: Desk, as_of: date | None, all_: bool, as_json: bool) -> None:
    """Lint campaign.yaml: every error and warning at once; what it defines, and what of the ledger it binds.

    Example: watchfloor check
    """
    from watchfloor.desk import today
    from watchfloor.show.check import check_as_json, coverage

    try:
        campaign = desk.campaign()
    except CampaignError as error:
        if not as_json:
            raise
        check_as_json(None, None, [error, *error.others])
        raise SystemExit(1) from error
    view = desk.view(as_of or today()) if desk.has_ledger() else None
    found = desk.check(view)
    if as_json:
        check_as_json(found, campaign, ())
    else:
        coverage(found, campaign, view, all_=all_)


@click.group()
def campaign() -> None:
    """Propose a campaign.yaml.

    Example: watchfloor campaign draft sources/*.txt --published 2020-05-15
    """


@campaign.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]…", type=click.Path(path_type=Path))
@click.option("--published", metavar="DAY", help="Day of publication of the documents that carry none; or `unknown`.")
@click.pass_obj
def draft(desk: Desk, sources: tuple[Path, ...], published: str | None) -> None:
    """Propose a first campaign.yaml from documents, or without any from what the desk has read.

    Every entry carries the sentence it comes from as a comment. It is a beginning, to be edited.

    Example: watchfloor campaign draft sources/*.txt > campaign.yaml
    """
    from watchfloor.desk.drafting import draft as drafted

    text, failed = drafted(desk, sources, published=published)
    for error in failed:
        click.echo(f"Error: {error}", err=True)
    click.echo(text, nl=False)
    if failed:
        raise SystemExit(1)


CAMPAIGN = (check, campaign)
