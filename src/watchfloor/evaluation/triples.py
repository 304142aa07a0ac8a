"""Gold of who did what to whom, by country: (source country, target country, category), sentence by sentence.

How triples are counted:
- An event files one triple for each country among its actors and each among its recipients; the same triple
  counts once a sentence. Bodies of states and their courts are all the one country IGO, as in gold.
- An event of several actors that reaches nobody (a meeting, an agreement) is shared: one triple for each two of
  its countries, that fits either direction. Gold that gives the two directions as two events is read the same way.
- An event of one actor that reaches nobody files (country, none, category).
- An event whose actor or recipient has no country files nothing: it is not right, and not counted as found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from watchfloor.evaluation.filed import filed_events, folded
from watchfloor.evaluation.lines import Group, Record, made
from watchfloor.evaluation.scores import Counts, Task, accounted, prf
from watchfloor.terms import Entity, Statement, When
from watchfloor.world import World, plover

IGO = "IGO"
_UNSTATED = "---"  #: what CAMEO writes for a country that is not told


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """Who did what to whom, by country; shared: by both together, source and target in alphabetical order."""

    source: str
    target: str  #: empty where nobody is reached
    category: str
    shared: bool = False

    def fits(self, other: Triple) -> bool:
        """Tell whether two triples say the same; a shared one fits either direction."""
        if self.category != other.category:
            return False
        either = self.shared or other.shared
        return (self.source, self.target) == (other.source, other.target) or (
            either and (self.source, self.target) == (other.target, other.source)
        )


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    date: str | None
    triples: frozenset[Triple]
    events: int
    unmapped: int  #: events whose code PLOVER has no category for
    homeless: int  #: events one of whose parties has no country


def tasks(group: Group, world: World) -> Iterator[Task]:
    """Yield precision, recall and F1 of the triples, and of their countries alone."""
    texts = [made(line, _text) for line in group.lines]
    skipped = {"no PLOVER category": sum(t.unmapped for t in texts), "no country": sum(t.homeless for t in texts)}
    yield accounted(group.set, "texts", len(texts), {})
    yield accounted(group.set, "gold events", sum(t.events for t in texts), skipped)
    used = {triple.category for text in texts for triple in text.triples}
    told = [_told(filed_events(t.text, t.date, world), t.date, used, world) for t in texts]
    n = sum(len(t.triples) for t in texts)
    whole = [hits(t.triples, found) for t, found in zip(texts, told, strict=True)]
    yield Task(set=group.set, task="country, country, category", n=n, metrics=prf(whole))
    parties = [hits(_bare(t.triples), _bare(found)) for t, found in zip(texts, told, strict=True)]
    yield Task(set=group.set, task="country, country", n=int(sum(c[2] for c in parties)), metrics=prf(parties))


def hits(wanted: Iterable[Triple], found: Iterable[Triple]) -> Counts:
    """Return (right, found, wanted) of one sentence; triples pair one to one, same direction first."""
    left, free = sorted(wanted), sorted(found)
    sizes = (len(free), len(left))
    right = 0
    for same in (Triple.__eq__, Triple.fits):
        for one in list(left):
            hit = next((other for other in free if same(one, other)), None)
            if hit is not None:
                left.remove(one)
                free.remove(hit)
                right += 1
    return (right, *sizes)


def _bare(triples: Iterable[Triple]) -> frozenset[Triple]:
    return frozenset(Triple(t.source, t.target, "", t.shared) for t in triples)


# --- gold -------------------------------------------------------------------------


def _text(record: Record) -> _Text:
    triples: set[Triple] = set()
    unmapped = homeless = 0
    cameo = record.get("ontology") == "CAMEO"
    for event in record["events"]:
        category = _category(event["code"]) if cameo else event["code"]
        sources, targets = _countries(event["source"]), _countries(event["target"])
        made = set(_expand(sources, targets, category or "")) if sources and None not in (*sources, *targets) else set()
        unmapped += not category
        homeless += bool(category) and not made
        triples |= made if category else set()
    return _Text(record["text"], record.get("date"), _shared(triples), len(record["events"]), unmapped, homeless)


def _category(code: str) -> str | None:
    """Return the PLOVER category of a CAMEO code, of its nearest known parent where the code has no row."""
    known = plover.from_cameo()
    return next((known[code[:n]].category for n in range(len(code), 1, -1) if code[:n] in known), None)


def _countries(role: str | list[Record]) -> list[str | None]:
    """Return the countries of a role: of CAMEO's actor codes the first three letters; None where none is stated."""
    codes = [role[:3]] if isinstance(role, str) else [one["country"] for one in role]
    return [None if not code or code == _UNSTATED else code for code in codes]


def _shared(triples: set[Triple]) -> frozenset[Triple]:
    """Return triples with the two directions of one act as one shared triple."""
    both = {
        t for t in triples if t.target and t.source != t.target and Triple(t.target, t.source, t.category) in triples
    }
    return frozenset({*(triples - both), *(_together(t.source, t.target, t.category) for t in both)})


def _together(one: str, other: str, category: str) -> Triple:
    return Triple(min(one, other), max(one, other), category, shared=True)


def _expand(sources: Iterable[str | None], targets: Iterable[str | None], category: str) -> Iterator[Triple]:
    """Yield the triples of one event, all of whose countries are known."""
    who, whom = (dict.fromkeys(c for c in side if c) for side in (sources, targets))
    if whom:
        yield from (Triple(a, b, category) for a, b in product(who, whom))
    elif len(who) > 1:
        yield from (_together(a, b, category) for a, b in combinations(who, 2))
    else:
        yield from (Triple(a, "", category) for a in who)


# --- found ------------------------------------------------------------------------


def _told(events: Iterable[Statement], day: str | None, used: Iterable[str], world: World) -> frozenset[Triple]:
    on = When(day).lower if day else None
    used = set(used)
    triples: set[Triple] = set()
    for event in events:
        sources, targets = ([_country(one, on, world) for one in side] for side in (event.actors, event.recipients))
        if any(sources) and (any(targets) or not targets):
            triples.update(_expand(sources, targets, folded(event.event or "", used)))
    return _shared(triples)


def _country(entity: Entity, on: date | None, world: World) -> str | None:
    key = world.territory_of(entity.key, on) if entity.key else None
    if key is None:
        return None
    return world.country_of(key) or (IGO if world.kind(key) in ("body", "court") else None)
