"""What `watchfloor check` prints: what a campaign defines and what of it binds, what is wrong and what is odd."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchfloor.campaign import Coverage
from watchfloor.errors import WatchfloorError
from watchfloor.ledger import encode
from watchfloor.publish.words.wording import numbered
from watchfloor.show import FORMAT, SHORT, dump
from watchfloor.terms import Campaign, Event, View

#: Overlaps and events shown without --all.
SOME = 5
#: What a section holds, one and several, where its name does not say so.
_NAMES = {
    "theatre": ("territory", "territories"), "processes": ("step", "steps"),
    "hypotheses": ("question with hypotheses", "questions with hypotheses"),
}  # fmt: skip


def check_as_json(found: Coverage | None, campaign: Campaign | None, errors: Sequence[WatchfloorError]) -> None:
    """Print what was found as one object: errors and warnings with file, line and column, levers' tags, coverage."""
    wrong = [{"code": e.code, "what": e.what, "where": e.where, "hint": e.hint} for e in errors]
    coverage = None if found is None else encode(found)
    warnings = coverage.pop("remarks", []) if isinstance(coverage, dict) else []
    tags = {} if campaign is None else {lever.key: list(lever.tags) for lever in campaign.levers}
    dump({"format": FORMAT, "errors": wrong, "warnings": warnings, "tags": tags, "coverage": coverage})


def coverage(found: Coverage, campaign: Campaign, view: View | None, *, all_: bool = False) -> None:
    """Print what a campaign defines, what is odd in it, and what of the ledger it binds."""
    click.echo(f"{campaign.title}: " + ", ".join(_counted(n, name) for name, n in found.defines if n))
    if all_ and campaign.levers:
        tagged = (f"{lever.key} ({', '.join(lever.tags) or 'no tag'})" for lever in campaign.levers)
        click.echo("levers: " + ", ".join(tagged))
    for remark in found.remarks:
        click.echo(f"Warning: {remark.where}: {remark.what} [campaign.{remark.code}]\n  hint: {remark.hint}")
    if found.unmeetable:
        shown = ", ".join(found.unmeetable) if all_ else numbered(len(found.unmeetable), "step")
        click.echo(f"needed, and without `met`, so nothing here can meet it: {shown}")
    if view is None:
        click.echo("no ledger yet: read some documents to see what binds")
        return
    click.echo(f"{found.bound} of {found.events} events bind as of {view.as_of}")
    if found.silent:
        names = ", ".join(f"{section}.{key}" for section, key in found.silent)
        click.echo("matched nothing yet: " + (names if all_ else f"{len(found.silent)} keys that have matchers"))
    _overlaps(found, all_=all_)
    events = {event.id: event for event in view.events}
    _events("bound both ways, so without direction", found.torn, events, view, all_=all_)
    _events("bound to nothing", found.unbound, events, view, all_=all_)
    if found.orphans:
        click.echo("decisions name what the file no longer has: " + ", ".join(found.orphans))
    if not all_ and (found.silent or found.unbound or len(found.overlaps) > SOME):
        click.echo("(`watchfloor check --all` lists them all)")


def _counted(n: int, section: str) -> str:
    one, many = _NAMES.get(section, (section.removesuffix("s"), section))
    return f"{n} {one if n == 1 else many}"


def _overlaps(found: Coverage, *, all_: bool) -> None:
    shown = found.overlaps if all_ else found.overlaps[:SOME]
    if shown:
        click.echo(f"bound by the same events: {numbered(len(found.overlaps), 'pair')}")
    for o in shown:
        share = f"{o.shared} of {o.of[0]} and {o.of[1]} events"
        click.echo(f"  {o.section}: {o.first} and {o.second}, {share}, such as {o.example[:SHORT]}")


def _events(what: str, ids: Sequence[str], events: dict[str, Event], view: View, *, all_: bool) -> None:
    if ids:
        click.echo(f"{what}: {len(ids)}")
    for id in ids if all_ else ():
        exact = " ".join(view.statement(events[id].statements[0]).citation.exact.split())
        click.echo(f"  {id[:SHORT]}  {exact if len(exact) < 100 else exact[:99] + '…'}")
