"""The commands; each hands over to the desk and shows what comes back."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchfloor import __version__
from watchfloor.cli.calibrate import CALIBRATE
from watchfloor.cli.campaign import CAMPAIGN
from watchfloor.cli.decide import REVIEW, decide
from watchfloor.cli.options import as_of_option, days, json_option, recorded_by_option, since_option, tlp_option
from watchfloor.cli.outlook import OUTLOOK
from watchfloor.cli.overrule import OVERRULE
from watchfloor.cli.publishing import PUBLISHING
from watchfloor.cli.record import RECORD
from watchfloor.cli.sets import SETS
from watchfloor.errors import CampaignError, WatchfloorError

if TYPE_CHECKING:
    from watchfloor.desk import Desk

Command = Callable[..., Any]
#: So many new objects before the interpreter looks for circles; its own number is 700.
_OBJECTS = 100_000


class Watchfloor(click.Group):
    """Turns an error the user can act on into one message and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; show a WatchfloorError without a traceback."""
        try:
            return super().invoke(ctx)
        except WatchfloorError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


def main() -> None:
    """Run the command line."""
    # Nouns are frozen and hold no circles: looking for these among a hundred thousand takes longer than making them.
    gc.set_threshold(_OBJECTS)
    cli(prog_name="watchfloor")


@click.group(cls=Watchfloor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="watchfloor")
@click.option(
    "--desk",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The desk's folder (default: this one).",
)
@click.pass_context
def cli(ctx: click.Context, folder: Path) -> None:
    """Track an influence campaign: read, keep, assess, publish; every word opens its sentence.

    \b
    Example:
      watchfloor demo
      watchfloor init balkans && cd balkans
      watchfloor read sources/*.txt --published 2020-05-15
      watchfloor assess --as-of 2020-05-15
      watchfloor publish --to site --as-of 2020-05-15
    """
    from watchfloor.desk import Desk

    ctx.obj = Desk(folder)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new desk with a commented campaign.yaml.

    Example: watchfloor init balkans
    """
    from watchfloor import desk

    made = desk.init(folder)
    click.echo(f"{made.folder}: a new desk")
    click.echo(f"  edit  {made.campaign_file}")
    click.echo(f"  then  watchfloor --desk {made.folder} check")
    click.echo(f"        watchfloor --desk {made.folder} read FILE… --published DAY")


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--published", metavar="DAY", help="Day of publication of one file, or of those that carry none; or `unknown`."
)
@click.option("--correction", is_flag=True, help="Let a new date of publication replace the recorded one.")
@json_option
@click.pass_obj
def read(desk: Desk, files: tuple[Path, ...], published: str | None, correction: bool, as_json: bool) -> None:
    """Read documents into the ledger; with --json print what they say and record nothing.

    Example: watchfloor read sources/*.txt --published 2020-05-15
    """
    from watchfloor import desk as verbs
    from watchfloor import show

    if as_json:
        failed = show.readings_as_json(verbs.readings(files, verbs.world_of(desk.folder), published=published))
    else:
        with show.Reading(len(files)) as bar:
            outcomes = list(bar.follow(desk.read(files, published=published, correction=correction, progress=bar.step)))
        failed = show.readings_as_table(outcomes)
    if failed:
        raise SystemExit(1)


@cli.command()
@as_of_option
@since_option
@tlp_option
@recorded_by_option
@json_option
@click.pass_obj
def assess(
    desk: Desk, as_of: date | None, since: date | None, tlp: str, recorded_by: datetime | None, as_json: bool
) -> None:
    """Say who is gaining where, what each process waits for, and what changed.

    Example: watchfloor assess --as-of 2020-05-15 --since 2020-01-01
    """
    from watchfloor import show
    from watchfloor.publish import not_known

    day, before = days(as_of, since)
    if as_json:
        show.assessment_as_json(*desk.assess(day, before, tlp=tlp, recorded_by=recorded_by))
    else:
        made = desk.issue(day, before, tlp=tlp, recorded_by=recorded_by)
        show.issue(made, not_known(made, desk.world()), tlp=tlp)


@cli.command()
@click.argument("id")
@as_of_option
@recorded_by_option
@click.pass_obj
def why(desk: Desk, id: str, as_of: date | None, recorded_by: datetime | None) -> None:
    """Trace a statement, event or document down to its sentences; an id may be shortened.

    Example: watchfloor why 3f9c2a
    """
    from watchfloor.desk import review, today
    from watchfloor.desk.overruling import binding_of
    from watchfloor.show.why import why as show

    trace = review.why(desk, id, as_of or today(), recorded_by=recorded_by)
    try:
        binding = binding_of(desk, trace.found, trace.view)
    except CampaignError as error:  # the sentences open all the same
        click.echo(f"no binding is shown, for the campaign does not load: {error.where}: {error.what}", err=True)
        binding = None
    show(trace, desk.world(), binding)


@cli.command()
@click.option("--to", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, metavar="DIR")
def demo(to: Path) -> None:
    """Do all of it on the example desk, offline: read, check, assess, publish.

    Example: watchfloor demo --to demo
    """
    from watchfloor import desk as verbs
    from watchfloor import show
    from watchfloor.desk import outlook, publishing
    from watchfloor.show.check import coverage
    from watchfloor.show.outlook import brief

    desk = verbs.copy_example(to)
    files = verbs.sources(desk)
    click.echo(f"{to}: the example desk, {len(files)} files to read\n")
    with show.Reading(len(files)) as bar:
        outcomes = list(bar.follow(desk.read(files, progress=bar.step)))
    failed = show.readings_as_table(outcomes)
    days_read = [o.reading.document.published.upper for o in outcomes if o.reading is not None]
    last = max((day for day in days_read if day is not None), default=None)
    if failed or last is None:
        raise SystemExit(1)
    day, before = days(last, None)
    view = desk.view(day)
    click.echo("")
    coverage(desk.check(view), desk.campaign(), view)
    brief(outlook.outlook(desk, day)[2])
    made = publishing.publish(desk, to / "issues" / day.isoformat(), day, before)
    click.echo(f"\n{made.pages} pages as of {day}")
    click.echo(f"  open  {(made.path / 'index.html').resolve()}")
    called = _called()
    click.echo(f"  try   {called} --desk {to} assess --as-of {day}")
    click.echo(f"        {called} --desk {to} assess --as-of {before}")
    click.echo(f"        {called} --desk {to} outlook --suppose no-veto=lost --as-of {day}")
    click.echo(f"        {called} --desk {to} check --all --as-of {day}")
    click.echo(f"        {called} read YOUR-DOCUMENT.txt --published {day} --json")


def _called() -> str:
    """Return how this program was called, as short as it can be typed again."""
    if shutil.which("watchfloor") is not None:
        return "watchfloor"
    path = Path(sys.argv[0]).absolute()
    if path.name == "__main__.py":
        return "python -m watchfloor"
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Only check the gold itself: spans, keys, dates, categories.")
@json_option
@click.pass_obj
def evaluate(desk: Desk, gold: Path, only_check: bool, as_json: bool) -> None:
    """Say how well the reader reads, held against gold (a .jsonl file or a folder): ours, or others' shapes.

    Example: watchfloor evaluate corpus/documents.dev.jsonl
    """
    from watchfloor import desk as verbs
    from watchfloor import show

    if only_check:
        found = verbs.gold_faults(gold, verbs.world_of(desk.folder))
        click.echo("\n".join(found) if found else f"{gold}: no faults")
        raise SystemExit(1 if found else 0)
    tasks = verbs.evaluated(gold, verbs.world_of(desk.folder))
    if as_json:
        show.scores_as_json(tasks)
    else:
        show.scores(tasks)


@cli.command()
def doctor() -> None:
    """Say what is installed, what is missing and how to mend it.

    Example: watchfloor doctor
    """
    from watchfloor.desk import checkup

    found = checkup()
    for what, there, detail in found:
        click.echo(f"{'ok     ' if there else 'MISSING'}  {what:<28} {detail}")
    if not all(there for _, there, _ in found):
        raise SystemExit(1)


for command in (*RECORD, *CAMPAIGN, *CALIBRATE, *OUTLOOK, *PUBLISHING, *SETS, *REVIEW):
    cli.add_command(command)
for command in OVERRULE:
    decide.add_command(command)
