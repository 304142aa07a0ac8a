"""Events on pages: short rows in lists, and a page for each with every sentence that reports it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from watchfloor.publish.charts.timeline import lanes
from watchfloor.publish.site.notes import Note, Notes, slug
from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.openings import FIELDS
from watchfloor.publish.words.wording import Wording, sentence, spaced
from watchfloor.terms import Binding, Entity, Event, Issue

#: Rows of events on one page of a list.
PAGE = 200
#: Rows of events below what a page is about; the rest are a list of their own.
SOME = 60

Link = tuple[str, str]  #: (what it says, where it leads; nowhere where empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event in a list."""

    id: str
    date: str
    text: str
    factuality: str
    favours: str
    origins: int
    sentence: str  #: address of the first sentence that reports it
    countries: str
    levers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an event does to one contest."""

    contest: Link
    toward: str
    effect: float
    on_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """All that is known of one event."""

    heading: str
    date: str
    edtf: str
    code: str
    factuality: str
    roles: list[tuple[str, list[Link]]]
    said: tuple[Note, ...]
    origins: list[Link]
    disputes: list[tuple[str, Note, str, Note, str]]
    binds: list[tuple[str, list[Link]]]
    why: tuple[str, ...]
    effects: list[Effect]


def latest_first(events: Iterable[Event]) -> list[Event]:
    """Return events latest first; those of no known date last."""
    return sorted(events, key=lambda e: (e.when.upper or e.when.lower or date.min, e.id), reverse=True)


def rows(words: Wording, issue: Issue, root: str, events: Iterable[Event]) -> list[Row]:
    """Return events as rows, latest first."""
    bindings = {binding.event: binding for binding in issue.assessment.bindings}
    return [_row(words, issue, root, event, bindings.get(event.id)) for event in latest_first(events)]


def _row(words: Wording, issue: Issue, root: str, event: Event, binding: Binding | None) -> Row:
    first = words.statements[event.statements[0]]
    return Row(
        id=slug(event.id),
        date=_capital(span_words(event.when)),
        text=sentence(words.clause(event)),
        factuality=spaced(event.factuality),
        favours=words.name(binding.favours) if binding and binding.favours else "",
        origins=len(event.origins),
        sentence=f"{root}documents/{slug(first.citation.document)}.html#s-{slug(first.id)}",
        countries=" ".join(lanes(words, issue, event)),
        levers=" ".join(binding.levers) if binding else "",
    )


def event_view(words: Wording, issue: Issue, notes: Notes, event: Event) -> EventView:
    """Return an event for its page."""
    binding = next((b for b in issue.assessment.bindings if b.event == event.id), None)
    roles = [
        (label, [_party(words, notes.root, one) for one in side])
        for label, side in (("Actor", event.actors), ("Recipient", event.recipients))
        if side
    ]
    if event.place is not None:
        roles.append(("Place", [_place(words, issue, notes.root, event.place)]))
    documents = [words.documents[id] for id in event.origins if id in words.documents]
    return EventView(
        heading=sentence(words.clause(event)),
        date=_capital(span_words(event.when)),
        edtf=event.when.text,
        code=" · ".join([event.event, *([event.mode] if event.mode else []), *map(spaced, event.contexts)]),
        factuality=spaced(event.factuality),
        roles=roles,
        said=notes.of(event.statements),
        origins=[(d.title, f"{notes.root}documents/{slug(d.id)}.html") for d in documents],
        disputes=_disputes(event, notes),
        binds=_binds(words, issue, notes.root, binding) if binding else [],
        why=binding.why if binding else (),
        effects=_effects(words, issue, notes.root, event),
    )


def _party(words: Wording, root: str, entity: Entity) -> Link:
    """Return the page of whom an entity stands for; words that nobody could resolve lead nowhere."""
    if entity.key is None:
        return f"“{entity.name}”", ""
    return words.world.name(entity.key), f"{root}actors/{slug(entity.key)}.html"


def _place(words: Wording, issue: Issue, root: str, place: Entity) -> Link:
    """Return where it happened, with the page of a country of the theatre."""
    here = f"{root}country/{slug(place.key)}.html" if place.key in issue.campaign.theatre and place.key else ""
    return place.name, here


def _binds(words: Wording, issue: Issue, root: str, binding: Binding) -> list[tuple[str, list[Link]]]:
    campaign = issue.campaign
    levers = {one.key: one.text for one in campaign.levers}
    questions = {one.key: one.question for one in campaign.contests}
    indicators = {one.key: one.text for one in campaign.indicators}
    found = [
        ("Lever", [(words.text(k, levers.get(k, "")), f"{root}levers/{slug(k)}.html") for k in binding.levers]),
        ("Contest", [(questions.get(k, k), f"{root}index.html#contest-{slug(k)}") for k in binding.contests]),
        (
            "Step",
            [(f"{words.step(k)} ({spaced(how)})", f"{root}processes/{slug(k)}.html") for k, how in binding.steps],
        ),
        ("Sign", [(indicators.get(k, k), f"{root}index.html#processes") for k in binding.indicators]),
    ]
    return [(label, links) for label, links in found if links]


def _effects(words: Wording, issue: Issue, root: str, event: Event) -> list[Effect]:
    questions = {contest.key: contest.question for contest in issue.campaign.contests}
    return [
        Effect(
            contest=(questions[standing.contest], f"{root}index.html#contest-{slug(standing.contest)}"),
            toward=words.name(moved.toward),
            effect=abs(moved.effect),
            on_change=abs(moved.on_change),
        )
        for standing in issue.assessment.standings
        if standing.enough and standing.contest in questions
        for moved in standing.moved
        if moved.event == event.id
    ]


def _disputes(event: Event, notes: Notes) -> list[tuple[str, Note, str, Note, str]]:
    found = []
    for c in event.contradictions:
        if {c.first, c.second} <= notes.words.statements.keys():
            first, second = notes.of([c.first, c.second])
            found.append((FIELDS.get(c.field, c.field), first, c.says[0], second, c.says[1]))
    return found


def paged(items: Sequence[Row]) -> list[Sequence[Row]]:
    """Return rows cut into pages; one empty page where there are none."""
    return [items[i : i + PAGE] for i in range(0, len(items), PAGE)] or [()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
