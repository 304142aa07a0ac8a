"""The commands that publish: publish, letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchfloor.cli.letter import letter
from watchfloor.cli.options import as_of_option, days, since_option, tlp_option

if TYPE_CHECKING:
    from watchfloor.desk import Desk


@click.command()
@click.option("--to", type=click.Path(path_type=Path), metavar="DIR", help="Where to write it.")
@click.option("--site", "parts", flag_value="site", multiple=True, help="The site.")
@click.option("--brief", "parts", flag_value="brief", multiple=True, help="The brief: PDF, web page, Markdown.")
@click.option("--episode", "parts", flag_value="episode", multiple=True, help="The episode: script, transcript, sound.")
@click.option("--feeds", "parts", flag_value="feeds", multiple=True, help="RSS, Atom and JSON feeds.")
@click.option("--letter", "parts", flag_value="letter", multiple=True, help="The letter, as it will be sent.")
@click.option("--draft", type=click.Path(path_type=Path), metavar="FILE.md", help="Write a draft to rewrite instead.")
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE.md", help="Publish a draft.")
@click.option("--accept-flags", is_flag=True, help="Publish a draft with numbers that its sources lack.")
@as_of_option
@since_option
@tlp_option
@click.option("--force", is_flag=True, help="Write into a folder that holds other files; they are kept.")
@click.pass_obj
def publish(
    desk: Desk,
    to: Path | None,
    parts: tuple[str, ...],
    draft: Path | None,
    source: Path | None,
    accept_flags: bool,
    as_of: date | None,
    since: date | None,
    tlp: str,
    force: bool,
) -> None:
    """Write the assessment as a site, brief, episode, feeds and letter; all of them, or the parts that are named.

    With --draft the issue is written as Markdown for an editor; with --from it is published as rewritten.

    Example: watchfloor publish --to site --as-of 2020-05-15
    """
    from watchfloor.desk import publishing
    from watchfloor.publish import draft_days

    if (to is None) == (draft is None):
        raise click.UsageError("name --to DIR, or --draft FILE.md")
    if draft is not None:
        day, before = days(as_of, since)
        publishing.draft(desk, draft, day, before, tlp=tlp, force=force)
        click.echo(f"{draft}: the issue of {day}\n  then  watchfloor publish --from {draft} --to DIR")
    elif to is not None:
        if source is not None and (as_of or since):
            raise click.UsageError("the draft says its days: leave out --as-of and --since")
        day, before = draft_days(source) if source is not None else days(as_of, since)
        made = publishing.publish(
            desk, to, day, before, parts=parts, tlp=tlp, force=force, draft=source, accept_flags=accept_flags
        )
        show_published(made, day)


def show_published(made: Any, day: date) -> None:
    """Say what was written, and what was not."""
    click.echo(f"{made.pages} pages, {made.bytes / 1000:,.0f} kB as of {day}")
    for line in made.left_out:
        click.echo(f"  left out  {line}")
    index = made.path / "index.html"
    click.echo(f"  open  {(index if index.is_file() else made.path).resolve()}")


PUBLISHING = (publish, letter)
