"""What the assessment does not know or cannot settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from watchfloor.assessment.disputes import disputes
from watchfloor.assessment.initiative import MIN_ACTS, Act
from watchfloor.assessment.model import standard
from watchfloor.campaign.overruling import torn
from watchfloor.campaign.sight import Sight
from watchfloor.terms import Binding, Campaign, Event, Gap, Standing, View

#: A contest of which nothing new happened for so long is stale: a quarter of a year.
STALE_DAYS = 90


def gaps(
    bindings: Sequence[Binding],
    seen: Mapping[str, Sight],
    standings: Iterable[Standing],
    view: View,
    campaign: Campaign,
) -> tuple[Gap, ...]:
    """Return what is open: contradictions, single origins, unresolved names, stale contests, undated, unbound events.

    Each gap names the events or statements it is about; a contest without any is stale without them.
    """
    bound = {binding.event: binding for binding in bindings}
    return (
        *_contradictions(view.events),
        *disputes(view.statements),
        *_single(bindings, seen),
        *_unresolved(view.events),
        *_stale(bindings, seen, standings, campaign, view.as_of),
        *_undated(bindings, seen),
        *_torn(view),
        *_unbound(view.events, bound, seen, campaign),
    )


def too_few(acts: Sequence[Act]) -> tuple[Gap, ...]:
    """Return a gap where there are acts, yet not enough to share the initiative out."""
    if not 0 < len(acts) < MIN_ACTS:
        return ()
    text = f"not enough acts to tell who sets the pace: {len(acts)}, and at least {MIN_ACTS} are needed"
    return (Gap(kind="few-acts", about="initiative", text=text, events=tuple(act.event for act in acts)),)


def _contradictions(events: Iterable[Event]) -> Iterator[Gap]:
    for event in events:
        for found in event.contradictions:
            text = f"sources disagree on {found.field}: {found.says[0]} or {found.says[1]}"
            yield Gap(kind="contradiction", about=event.id, text=text, events=(event.id,),
                      statements=(found.first, found.second))  # fmt: skip


def _torn(view: View) -> Iterator[Gap]:
    for event, value, authors in torn(view):
        text = f"reviewers disagree on whether this counts for {value}: {', '.join(authors)}; the later word stands"
        yield Gap(kind="review", about=event.id, text=text, events=(event.id,))


def _single(bindings: Iterable[Binding], seen: Mapping[str, Sight]) -> Iterator[Gap]:
    for binding in bindings:
        event = seen[binding.event].event
        weighty = binding.pulls or any(turn in ("met", "lost") for _, turn in binding.steps) or binding.indicators
        if weighty and len(event.origins) == 1:
            yield Gap(kind="single-origin", about=event.id, text=f"one origin alone reports this {event.event}",
                      events=(event.id,), statements=event.statements)  # fmt: skip


def _unresolved(events: Iterable[Event]) -> Iterator[Gap]:
    found: dict[str, list[str]] = defaultdict(list)
    for event in events:
        places = () if event.place is None else (event.place,)
        for entity in (*event.actors, *event.recipients, *places):
            if entity.key is None and event.id not in found[entity.name]:
                found[entity.name].append(event.id)
    for name, ids in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Gap(kind="unresolved-name", about=name, text=f"nobody of the world is called “{name}”", events=tuple(ids))


def _stale(
    bindings: Iterable[Binding],
    seen: Mapping[str, Sight],
    standings: Iterable[Standing],
    campaign: Campaign,
    as_of: date,
) -> Iterator[Gap]:
    last: dict[str, Event] = {}
    for binding in bindings:
        event = seen[binding.event].event
        for contest in binding.contests:
            if contest not in last or _ends(event) > _ends(last[contest]):
                last[contest] = event
    enough = {s.contest: s.enough for s in standings}
    for key in (contest.key for contest in campaign.contests):
        if key not in last:
            yield Gap(kind="stale", about=key, text="nothing is known of this contest")
        elif (as_of - _ends(last[key])).days > STALE_DAYS:
            text = f"the latest event is of {last[key].when.text}"
            yield Gap(kind="stale", about=key, text=text, events=(last[key].id,))
        elif not enough[key]:
            text = "not enough independent origins for a standing"
            yield Gap(kind="single-origin", about=key, text=text, events=(last[key].id,))


def _undated(bindings: Iterable[Binding], seen: Mapping[str, Sight]) -> Iterator[Gap]:
    ids = tuple(b.event for b in bindings if b.pulls and seen[b.event].event.when.lower is None)
    if ids:
        days = standard().undated_days
        text = f"without a date these are scored as of some day in the {days} days before they were known"
        yield Gap(kind="undated", about="standings", text=text, events=ids)


def _unbound(
    events: Iterable[Event], bound: Mapping[str, Binding], seen: Mapping[str, Sight], campaign: Campaign
) -> Iterator[Gap]:
    theatre = set(campaign.theatre)
    ids = tuple(
        e.id
        for e in events
        if e.id not in bound
        and not all(names.isdisjoint(theatre) for names in (*seen[e.id].actors, *seen[e.id].recipients))
    )
    if ids:
        yield Gap(
            kind="unbound",
            about="campaign",
            text="events in the theatre that nothing in the campaign binds",
            events=ids,
        )


def _ends(event: Event) -> date:
    return event.known if event.when.upper is None else min(event.when.upper, event.known)
