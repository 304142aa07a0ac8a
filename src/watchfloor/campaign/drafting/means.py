"""Levers proposed from what each side does often: one actor, a few categories, one word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from watchfloor.campaign.drafting.parties import MIN_EVENTS, Parties, Roots, acts_upon
from watchfloor.campaign.drafting.words import plain_words
from watchfloor.campaign.drafting.writing import Entry, Sources, flow, slug, unique
from watchfloor.terms import Event, View
from watchfloor.world import World
from watchfloor.world.tags import instrument, instruments

MAX_LEVERS = 6  #: of one side
_CITED = 3
#: A word that stands in the sentences of more categories says too little of what is done.
_MAX_CATEGORIES = 4


def levers(view: View, found: Parties, sources: Sources, world: World) -> list[Entry]:
    """Return the levers of each side: the word that most of its acts upon the theatre share, then that of the rest."""
    roots = Roots(world)
    by_side: dict[str, list[Event]] = {side: [] for side in found.sides}
    for event in view.events:
        side = acts_upon(event, found, roots) if event.factuality in ("happened", "attempted") else None
        if side is not None:
            by_side[side].append(event)
    entries: list[Entry] = []
    for side, events in by_side.items():
        for word, acts in _patterns(events, sources, world):
            cites = (sources.cite(event.statements[0]) for event in acts)
            key = unique(slug(word) or "lever", [entry.key for entry in entries])
            entries.append(Entry(key, _fields(side, word, acts), tuple(dict.fromkeys(cites))[:_CITED]))
    return entries


def _patterns(events: Sequence[Event], sources: Sources, world: World) -> list[tuple[str, list[Event]]]:
    words = {
        event.id: frozenset(w for id in event.statements for w in plain_words(sources.statements[id], world))
        for event in events
    }
    found: list[tuple[str, list[Event]]] = []
    left = list(events)
    while len(found) < MAX_LEVERS:
        shared = Counter(word for event in left for word in words[event.id])
        spread = {word: {e.event for e in left if word in words[e.id]} for word in shared}
        usable = [w for w, n in shared.items() if n >= MIN_EVENTS and len(spread[w]) <= _MAX_CATEGORIES]
        if not usable:
            break
        best = min(usable, key=lambda word: (-shared[word], word))
        found.append((best, [event for event in left if best in words[event.id]]))
        left = [event for event in left if best not in words[event.id]]
    return found


def _fields(side: str, word: str, acts: Sequence[Event]) -> tuple[str, ...]:
    categories = flow(sorted({event.event for event in acts}))
    named = Counter(instrument(context) for event in acts for context in event.contexts)
    tags = sorted(tag for tag in named if tag in instruments().values())
    match = f"matches: {{event: {categories}, actor: {side}, words: [{word}]}}"
    return (f"of: {side}", *((f"tags: {flow(tags)}",) if tags else ()), match)
