"""An event as matchers see it: what each of its actors may be called on its day, and the words that report it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from watchfloor.terms import Campaign, Entity, Event, Statement, View
from watchfloor.world import World

#: Kinds that no state answers for: they match by their own key or through a side, never through a territory.
OWN_KEY_ONLY = ("company", "church", "party", "media", "ngo", "think-tank", "armed-group")
#: Sectors whose organs act in their own country alone: parliament, courts, police.
AT_HOME = ("LEG", "JUD", "COP")
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")

Names = frozenset[str]
Tokens = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sight:
    """One event with every name its actors, recipients and place answer to, and the statements that report it.

    where: every territory in which the event plays, among all names that anybody in it answers to; also where those
    who stand on no side are at home: an act with a country's gas company plays in that country, though the company
    does not act for it.
    """

    event: Event
    actors: tuple[Names, ...]
    recipients: tuple[Names, ...]
    place: tuple[Names, ...]
    where: Names
    statements: tuple[Statement, ...]

    @cached_property
    def texts(self) -> tuple[Tokens, ...]:
        """Return for each citing statement its lemmas and its words as written, folded; most events never need them."""
        return tuple(text for statement in self.statements for text in _texts(statement))

    @cached_property
    def words(self) -> Names:
        """Return every word of the citing statements, as lemma and as written, folded."""
        return frozenset().union(*self.texts)


def sights(view: View, campaign: Campaign, world: World) -> Iterator[Sight]:
    """Yield every event of a view as matchers see it, in the view's order."""
    statements = {statement.id: statement for statement in view.statements}
    naming = _Naming(campaign, world)
    for event in view.events:
        days, at = days_of(event), event.place
        actors = [naming.seen(entity, days, at) for entity in event.actors]
        recipients = [naming.seen(entity, days, at) for entity in event.recipients]
        place = () if at is None else (naming.seen(at, days)[0],)
        yield Sight(
            event=event,
            actors=tuple([names for names, _ in actors]),
            recipients=tuple([names for names, _ in recipients]),
            place=place,
            where=frozenset().union(*[names for both in (*actors, *recipients) for names in both], *place),
            statements=tuple([statements[id] for id in event.statements if id in statements]),
        )


def days_of(event: Event) -> tuple[date, date]:
    """Return the first and last day an event that was reported may have had; never after it was known."""
    last = event.known if event.when.upper is None else min(event.when.upper, event.known)
    first = last if event.when.lower is None else min(event.when.lower, last)
    return first, last


def surely_before(one: Event, other: Event) -> bool:
    """Tell whether an event surely ended before another began; what was known by then had happened by then."""
    begins = other.when.lower if other.when.exact else None
    if begins is None:
        return False
    ends = one.when.upper if one.when.exact else None
    return one.known < begins or (ends is not None and ends < begins)


def in_window(event: Event, since: date, as_of: date) -> bool:
    """Tell whether an event counts in a window: its days lie in it, or may and it was first known in it."""
    first, last = days_of(event)
    if event.when.lower is not None and event.when.exact and since <= first and last <= as_of:
        return True
    return event.when.within(since, as_of) != "no" and since < event.known <= as_of


@lru_cache(maxsize=4096)
def tokens(text: str) -> Tokens:
    """Return the words of a text, lower case and without diacritics; hyphenated words stay whole."""
    return tuple(_fold(word) for word in _WORD.findall(text))


def _texts(statement: Statement) -> tuple[Tokens, Tokens]:
    return tuple(_fold(lemma) for lemma in statement.lemmas), tokens(statement.citation.exact)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_NOBODY: tuple[Names, Names] = (frozenset(), frozenset())


class _Naming:
    """Remembers what an entity answers to: the same few come again and again."""

    def __init__(self, campaign: Campaign, world: World) -> None:
        self.world = world
        self.held = lru_cache(maxsize=None)(world.territory_of)
        self.sides = [(side.key, frozenset(side.members)) for side in campaign.sides]
        self.found: dict[tuple[str, str | None, str | None], tuple[Names, Names]] = {}

    def seen(self, entity: Entity, days: tuple[date, date], place: Entity | None = None) -> tuple[Names, Names]:
        """Return the keys and sides that an entity fits on every day of a span, and its home if it is on no side.

        Both are empty where it is unresolved. A parliament, court or police named without its country is that of the
        place where the event was; of an office that may have changed hands within the span nothing is settled but its
        home, which is that of the last day.
        """
        key = entity.key or self._organ(entity.name.split(), place)
        if key is None:
            return _NOBODY
        if key in self.world.people:
            asked = key, self.held(key, days[0]), self.held(key, days[1])
        else:
            asked = key, (held := self.held(key)), held
        if asked not in self.found:
            names = self._names(key, asked[1] if asked[1] == asked[2] else None)
            outside = asked[2] is not None and not any(side in names for side, _ in self.sides)
            self.found[asked] = names, frozenset([asked[2]] if outside and asked[2] is not None else ())
        return self.found[asked]

    def _organ(self, words: list[str], place: Entity | None) -> str | None:
        title = self.world.office(words)
        if title is None or title.sector not in AT_HOME or not title.organ or len(title.words) < len(words):
            return None
        at = None if place is None else place.key
        return f"{at}-{title.sector}" if at is not None and self.world.kind(at) == "territory" else None

    def _names(self, key: str, held: str | None) -> Names:
        names = {key, *self.world.parents(key)}
        if held is not None:
            names |= {held, *self.world.parents(held)}
        if any(self.world.kind(name) in OWN_KEY_ONLY for name in names):
            names = {name for name in names if self.world.kind(name) != "territory"}
        names |= {side for side, members in self.sides if members & names}
        return frozenset(names)
