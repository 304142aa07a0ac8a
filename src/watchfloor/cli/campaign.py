"""The commands about campaign.yaml: check."""

from __future__ import annotations

from datetime import date
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


CAMPAIGN = (check,)
