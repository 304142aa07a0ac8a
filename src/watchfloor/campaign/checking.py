"""What a campaign file defines, and what of it ever bound anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from watchfloor.campaign.overruling import unknown
from watchfloor.campaign.remarks import Remark
from watchfloor.terms import Binding, Campaign, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two of one section that the same events bind: perhaps one thing under two names."""

    section: str
    first: str
    second: str
    shared: int  #: events that bind both
    of: tuple[int, int]  #: events that bind each
    example: str  #: id of an event that binds both


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What `watchfloor check` reports of a campaign and, where there is a ledger, of a view.

    defines: (section, how many). unmeetable: steps that nothing in the file can ever meet, though others need them:
    only sources can say something of them. unbound: ids of events that nothing binds. torn: ids of events bound both
    ways. silent: (section, key) of what has matchers, but nothing ever matched; empty without a view.
    """

    defines: tuple[tuple[str, int], ...]
    unmeetable: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    events: int = 0
    bound: int = 0
    unbound: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    orphans: tuple[str, ...] = ()  #: what decisions bind events to, and the file no longer has


def cover(
    campaign: Campaign, view: View | None = None, bindings: Iterable[Binding] = (), *, remarks: Iterable[Remark] = ()
) -> Coverage:
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
    needed = {key for step in campaign.processes for key in step.needs}
    unmeetable = tuple(step.key for step in campaign.processes if step.key in needed and not step.met)
    found = list(bindings)
    bound = _bound(found)
    seen = {binding.event for binding in found}
    events = () if view is None else view.events
    return Coverage(
        defines=defines,
        unmeetable=unmeetable,
        remarks=tuple(remarks),
        events=len(events),
        bound=len(seen),
        unbound=tuple(event.id for event in events if event.id not in seen),
        torn=tuple(b.event for b in found if any(why.startswith("bound both ways") for why in b.why)),
        silent=() if view is None else tuple(pair for pair in _matched(campaign) if pair not in bound),
        overlaps=tuple(_overlaps(bound)),
        orphans=() if view is None else unknown(view, campaign),
    )


def _matched(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Yield (section, key) of everything that events can bind, in file order."""
    yield from (("levers", x.key) for x in campaign.levers if x.matches)
    yield from (("contests", x.key) for x in campaign.contests)
    yield from (("processes", f"{x.key}.met") for x in campaign.processes if x.met)
    yield from (("processes", f"{x.key}.lost") for x in campaign.processes if x.lost)
    yield from (("drivers", x.key) for x in campaign.drivers if x.when)
    yield from (("indicators", x.key) for x in campaign.indicators)
    for x in campaign.assumptions:
        yield from (("assumptions", f"{x.key}.{turn}") for turn, ms in (("for", x.when), ("against", x.against)) if ms)
    yield from (("questions", x.key) for x in campaign.questions if x.resolves)
    for inquiry in campaign.inquiries:
        yield from (("hypotheses", f"{inquiry.key}.{rated.key}") for rated in inquiry.evidence if rated.when)


def _bound(bindings: Iterable[Binding]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the events by (section, key) of what they bind."""
    found: dict[tuple[str, str], list[str]] = {}
    for b in bindings:
        named = (
            *(("levers", key) for key in b.levers),
            *(("contests", key) for key in b.contests),
            *(("processes", f"{key}.{turn}") for key, turn in b.steps),
            *(("drivers", key) for key in b.drivers),
            *(("indicators", key) for key in b.indicators),
            *(("assumptions", f"{key}.{turn}") for key, turn in b.assumptions),
            *(("questions", key) for key in b.questions),
            *(("hypotheses", f"{key}.{turn}") for key, turn in b.evidence),
        )
        for pair in named:
            found.setdefault(pair, []).append(b.event)
    return {pair: tuple(events) for pair, events in found.items()}


def _overlaps(bound: Mapping[tuple[str, str], tuple[str, ...]]) -> list[Overlap]:
    """Return the levers, contests and turns of steps that share events, those that share most of their own first."""
    found = []
    for section in ("levers", "contests", "processes"):
        of = {key: set(events) for (name, key), events in bound.items() if name == section}
        order = {key: events for (name, key), events in bound.items() if name == section}
        for first, second in combinations(of, 2):
            shared = of[first] & of[second]
            if shared:
                example = next(id for id in order[first] if id in shared)
                of_each = len(of[first]), len(of[second])
                found.append(
                    Overlap(
                        section=section, first=first, second=second, shared=len(shared), of=of_each, example=example
                    )
                )
    return sorted(found, key=lambda o: (-o.shared / min(o.of), -o.shared, o.section, o.first, o.second))
