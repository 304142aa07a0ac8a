"""Who is contended for, and who contends: from how often each acts upon whom."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from watchfloor.campaign.drafting.writing import slug, unique
from watchfloor.campaign.sight import OWN_KEY_ONLY
from watchfloor.terms import Entity, Event, View
from watchfloor.world import World

#: Fewer events make nobody a party.
MIN_EVENTS = 2
MAX_THEATRE, MAX_MEMBERS, MAX_SIDES = 8, 8, 3
#: A body with more members says nothing about who stands with whom.
_SMALL_BODY = 40
#: Bodies that share so much of their members stand together.
_SAME_MEMBERS = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The theatre, the sides by name with their members, and the events that each has a part in."""

    theatre: tuple[str, ...]
    sides: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]  #: events by territory of the theatre
    acting: Mapping[str, int]  #: events in which an actor acts upon the theatre
    roots: Mapping[str, frozenset[str]]  #: by event: whom its actors and recipients stand for

    def side_of(self, keys: Iterable[str]) -> str | None:
        """Return the side that some keys belong to; None where none or several."""
        wanted = set(keys)
        found = [side for side, members in self.sides.items() if wanted.intersection(members)]
        return found[0] if len(found) == 1 else None

    def slug(self, key: str, world: World) -> str:
        """Return a key of the campaign for a territory of the theatre."""
        return slug(world.name(key)) or key.lower()


class Roots:
    """Whom a key stands for: an organ for its territory, a part of a body for the body, a company for itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.of = lru_cache(maxsize=None)(self._of)

    def every(self, entities: Iterable[Entity | None]) -> frozenset[str]:
        """Return whom entities stand for; nobody for one that is not resolved."""
        keys = (entity.key for entity in entities if entity is not None and entity.key is not None)
        return frozenset(root for key in keys if (root := self.of(key)) is not None)

    def _of(self, key: str) -> str | None:
        if self.world.kind(key) in OWN_KEY_ONLY:
            return key
        home = self.world.territory_of(key)
        if home is None:
            return None
        chain = (home, *self.world.parents(home))
        return next((one for one in chain if self.world.kind(one) == "territory"), chain[-1])


def parties(view: View, world: World) -> Parties | None:
    """Return who contends for whom; None where no territory takes part in MIN_EVENTS events.

    The theatre is the region of the world whose members are acted upon, or are the place, in most events, more of
    them present counting for more. Those outside it who act upon it make the sides: two stand together where one is a
    member of the other or both belong to one small body.
    """
    roots = Roots(world)
    part = {e.id: roots.every((*e.actors, *e.recipients, e.place)) for e in view.events}
    counts = Counter(key for keys in part.values() for key in keys)
    suffers = (roots.every((*event.recipients, event.place)) for event in view.events)
    theatre = _theatre(counts, Counter(key for keys in suffers for key in keys), world)
    if not theatre:
        return None
    acts = {e.id: roots.every(e.actors) for e in view.events if not part[e.id].isdisjoint(theatre)}
    acting = Counter(key for keys in acts.values() for key in keys if key not in theatre)
    return Parties(
        theatre=theatre,
        sides=_sides(acting, theatre, world),
        counts={key: counts[key] for key in theatre},
        acting=acting,
        roots={event.id: part[event.id] for event in view.events},
    )


def acts_upon(event: Event, found: Parties, roots: Roots) -> str | None:
    """Return the one side that acts in an event upon the theatre, or None."""
    if found.roots[event.id].isdisjoint(found.theatre):
        return None
    return found.side_of(roots.every(event.actors))


def _theatre(counts: Counter[str], suffering: Counter[str], world: World) -> tuple[str, ...]:
    frequent = {k: n for k, n in counts.items() if n >= MIN_EVENTS and world.kind(k) == "territory"}

    def score(members: Sequence[str]) -> float:
        here = [key for key in members if key in frequent]
        return sum(suffering[key] for key in here) * math.sqrt(len(here) / len(members)) if len(here) > 1 else 0.0

    regions = [region for region in world.regions.values() if region.members]
    best = max(regions, key=lambda region: (score(region.members), region.key), default=None)
    chosen = frequent if best is None or score(best.members) == 0.0 else [k for k in best.members if k in frequent]
    return tuple(sorted(chosen, key=lambda key: (-frequent[key], key))[:MAX_THEATRE])


def _sides(acting: Counter[str], theatre: Sequence[str], world: World) -> dict[str, tuple[str, ...]]:
    frequent = sorted((k for k, n in acting.items() if n >= MIN_EVENTS), key=lambda k: (-acting[k], k))
    states = [key for key in frequent if world.kind(key) not in OWN_KEY_ONLY]
    group = {key: key for key in states}
    for one, other in combinations(states, 2):
        if group[one] != group[other] and _together(one, other, world):
            joined, left = group[one], group[other]
            group = {key: joined if at == left else at for key, at in group.items()}
    for key in (key for key in frequent if world.kind(key) in OWN_KEY_ONLY):
        home = world.bodies[key].territory if key in world.bodies else ""
        if home in group:  # a company or church stands with the power it comes from
            group[key] = group[home]
    weight = Counter[str]()
    for key, at in group.items():
        weight[at] += acting[key]
    chosen = sorted(weight, key=lambda at: (-weight[at], at))[:MAX_SIDES]
    named: dict[str, tuple[str, ...]] = {}
    for at in chosen:
        members = [key for key in frequent if group.get(key) == at]
        named[unique(_called(members[0], world), named)] = tuple(members[:MAX_MEMBERS])
    return named


def _called(key: str, world: World) -> str:
    """Return the name of a side: its chief member's, in letters, digits and spaces."""
    plain = slug(world.name(key), words=8).replace("-", " ").title()
    return f"{plain} side" if not plain or world.known(plain) else plain


def _together(one: str, other: str, world: World) -> bool:
    mine, theirs = _members(one, world), _members(other, world)
    if one in theirs or other in mine:
        return True
    if mine and theirs:
        return len(mine & theirs) / len(mine | theirs) >= _SAME_MEMBERS
    return bool(_bodies(one, world) & _bodies(other, world))


def _members(body: str, world: World) -> frozenset[str]:
    return frozenset(m.territory for m in world.memberships if m.body == body and m.status == "member")


def _bodies(territory: str, world: World) -> frozenset[str]:
    own = {m.body for m in world.memberships if m.territory == territory and world.is_member(territory, m.body)}
    return frozenset(body for body in own if len(_members(body, world)) <= _SMALL_BODY)
