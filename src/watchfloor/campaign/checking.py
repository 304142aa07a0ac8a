"""What a campaign file defines, and what of it ever bound anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchfloor.terms import Binding, Campaign, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What `watchfloor check` reports of a campaign and, where there is a ledger, of a view.

    defines: (section, how many). unbound: ids of events that nothing binds.
    silent: (section, key) of what has matchers, but nothing ever matched; empty without a view.
    """

    defines: tuple[tuple[str, int], ...]
    events: int = 0
    bound: int = 0
    unbound: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()


def cover(campaign: Campaign, view: View | None = None, bindings: Iterable[Binding] = ()) -> Coverage:
    """Return what a campaign defines and, given a view with its bindings, what binds and what does not."""
    sections = (
        ("theatre", campaign.theatre),
        ("sides", campaign.sides),
        ("stakeholders", campaign.stakeholders),
        ("objectives", campaign.objectives),
        ("levers", campaign.levers),
        ("contests", campaign.contests),
        ("processes", campaign.processes),
        ("drivers", campaign.drivers),
        ("indicators", campaign.indicators),
        ("scenarios", campaign.scenarios),
        ("assumptions", campaign.assumptions),
        ("questions", campaign.questions),
        ("hypotheses", campaign.inquiries),
    )
    defines = tuple((name, len(members)) for name, members in sections)
    if view is None:
        return Coverage(defines=defines)
    found = list(bindings)
    bound = {binding.event for binding in found}
    return Coverage(
        defines=defines,
        events=len(view.events),
        bound=len(bound),
        unbound=tuple(event.id for event in view.events if event.id not in bound),
        silent=_silent(campaign, found),
    )


def _silent(campaign: Campaign, bindings: list[Binding]) -> tuple[tuple[str, str], ...]:
    levers = {lever for b in bindings for lever in b.levers}
    steps = {turn for b in bindings for turn in b.steps}
    contests = {contest for b in bindings for contest in b.contests}
    signs = {sign for b in bindings for sign in b.indicators}
    return (
        *(("levers", x.key) for x in campaign.levers if x.matches and x.key not in levers),
        *(("contests", x.key) for x in campaign.contests if x.key not in contests),
        *(("processes", f"{x.key}.met") for x in campaign.processes if x.met and (x.key, "met") not in steps),
        *(("processes", f"{x.key}.lost") for x in campaign.processes if x.lost and (x.key, "lost") not in steps),
        *(("indicators", x.key) for x in campaign.indicators if x.key not in signs),
    )
