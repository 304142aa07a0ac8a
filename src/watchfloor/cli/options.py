"""Options that several commands share."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from watchfloor.desk import Desk


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or end with a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2020-05-15", param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment as YYYY-MM-DDTHH:MM, of UTC where no zone is given; a day means its end."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment with its zone, or end with a usage error that shows the form."""
        if isinstance(value, datetime):
            return value
        try:
            if len(value) == len("2020-05-15"):
                return datetime.combine(date.fromisoformat(value), time.max, UTC)
            made = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no moment; write it as 2020-05-15 or 2020-05-15T18:30", param, ctx)
        return made if made.tzinfo is not None else made.replace(tzinfo=UTC)


as_of_option = click.option("--as-of", type=Day(), metavar="DAY", help="What was known on this day (default: today).")
since_option = click.option(
    "--since", type=Day(), metavar="DAY", help="Compare with this day (default: 90 days before)."
)
recorded_by_option = click.option(
    "--recorded-by", type=Moment(), metavar="MOMENT",
    help="Only what was recorded, corrected or decided by this moment (a day, or a time of UTC): what the desk knew.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON to stdout.")
#: Of commands that show the desk to itself: a screen shows all, what leaves it obeys the marks.
tlp_out_option = click.option(
    "--tlp", type=click.Choice(["clear", "green", "amber", "amber+strict", "red"]),
    help="The highest TLP level that may be used (default: red on the screen, clear in JSON and files).",
)  # fmt: skip
tlp_option = click.option(
    "--tlp", type=click.Choice(["clear", "green", "amber", "amber+strict", "red"]), default="clear", show_default=True,
    help="The highest TLP level that may be used.",
)  # fmt: skip


def level_of(desk: Desk, tlp: str | None, *, leaves: bool) -> str:
    """Return the TLP level to be used; says on stderr how many documents are left out because nobody named one.

    leaves: what is asked for is not for the screen.
    """
    if tlp is not None or not leaves:
        return tlp or "red"
    with desk.ledger() as opened:
        above = opened.above("clear")
    if above:
        click.echo(f"{above} document(s) above TLP:CLEAR are left out; --tlp LEVEL lets them in", err=True)
    return "clear"


def days(as_of: date | None, since: date | None) -> tuple[date, date]:
    """Return the day of a question and the day to compare with."""
    from watchfloor.desk import SINCE_DAYS, today

    day = as_of or today()
    before = since or day - timedelta(days=min(SINCE_DAYS, day.toordinal() - 1))
    if before >= day:
        raise click.UsageError(f"--since {before} must be before --as-of {day}")
    return day, before
