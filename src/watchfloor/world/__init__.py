"""What we know of the world: territories, bodies, offices and who held them, as data files and one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from watchfloor.terms.document import digest
from watchfloor.world import index as _index
from watchfloor.world import places as _places
from watchfloor.world.names import (
    Alias,
    Title,
    by_first_word,
    fold,
    numbers,
    same_case,
    split,
    titles_by_first_word,
    word,
)
from watchfloor.world.places import Place
from watchfloor.world.resolve import Candidate, resolve
from watchfloor.world.spans import begun, first_day, holds, surely_holds
from watchfloor.world.tables import Body, Holder, Membership, Metonym, Office, Recognition, Region, Territory

__all__ = [
    "Alias",
    "Body",
    "Candidate",
    "Holder",
    "Membership",
    "Metonym",
    "Office",
    "Place",
    "Recognition",
    "Region",
    "Territory",
    "Title",
    "World",
    "fold",
    "load",
    "split",
    "word",
]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)  # no slots: the indexes are made when first asked for
class World:
    """The reference data, indexed; two worlds are equal only if they are one."""

    territories: Mapping[str, Territory]
    bodies: Mapping[str, Body]
    regions: Mapping[str, Region]
    offices: Mapping[str, Office]
    people: Mapping[str, tuple[Holder, ...]]  #: by person, earliest office first
    metonyms: tuple[Metonym, ...]
    memberships: tuple[Membership, ...]
    recognitions: tuple[Recognition, ...]
    sector_labels: Mapping[str, str]

    @cached_property
    def index(self) -> Mapping[str, tuple[Alias, ...]]:
        """The spellings by their first folded word, longest first (see `names.split`)."""
        return by_first_word(_index.distinct(_index.aliases(self)))

    @cached_property
    def titles(self) -> Mapping[str, tuple[Title, ...]]:
        """The spellings of the offices by their first folded word, longest first."""
        return titles_by_first_word(_index.office_titles(self.offices.values()))

    @cached_property
    def held(self) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
        """The holders by (territory or body, office), latest first."""
        return _index.by_seat(self.people)

    def resolve(self, name: str, on: date | None = None) -> tuple[Candidate, ...]:
        """Return what the name may stand for on a day; see `resolve.resolve`."""
        return resolve(self, name, on)

    def at(self, tokens: Sequence[str], start: int = 0) -> tuple[Alias, ...]:
        """Return the longest aliases that begin at a token, with their capitals; several keys if ambiguous."""
        found: list[Alias] = []
        for alias in self.index.get(word(tokens[start]), ()) if start < len(tokens) else ():
            if found and len(alias.words) < len(found[0].words):
                break
            here = tokens[start : start + len(alias.words)]
            if tuple(map(word, here)) == alias.words and same_case(alias.text, here):
                found.append(alias)
        return tuple(found)

    def office(self, words: Sequence[str]) -> Title | None:
        """Return the longest title the words begin with; its last word may be a plural."""
        if not words:
            return None
        first = word(words[0])
        for title in (title for spelt in numbers(first) for title in self.titles.get(spelt, ())):
            here = words[: len(title.words)]
            *most, last = map(word, here)
            if any(title.words == (*most, spelt) for spelt in numbers(last)) and same_case(title.text, here):
                return title
        return None

    def holders_of(self, at: str, office: str, on: date | None = None) -> tuple[Holder, ...]:
        """Return who may have held the office of a territory or body on a day, latest first."""
        return tuple(h for h in self.held.get((at, office), ()) if holds(h.on, on))

    def territory_of(self, key: str, on: date | None = None) -> str | None:
        """Return the territory or body an actor belongs to on a day.

        Of a person the office held on that day, or the latest before; a territory, its organ and an
        intergovernmental body stand for themselves. None where nothing is known.
        """
        if key in self.people:
            begun_by = [h for h in self.people[key] if begun(h.on, on)]
            current = [h for h in begun_by if holds(h.on, on)] or begun_by
            return current[-1].at if current else None
        if key in self.bodies:
            return self.bodies[key].territory or key
        return key if self.known(key) else None

    @cached_property
    def belongings(self) -> str:
        """A digest of all that `territory_of` answers from: what rests on its answers is stale once it changes."""
        people = ((key, [(held.on, held.at) for held in self.people[key]]) for key in self.people)
        bodies = ((key, body.territory) for key, body in self.bodies.items())
        return digest(repr([*people, *bodies]), *self.territories, "", *self.regions, "", *self.sector_labels)

    def parents(self, key: str) -> tuple[str, ...]:
        """Return what the key is part of, nearest first: organ to territory, body to body, region to state."""
        chain: list[str] = []
        while (above := self._above(key)) and above not in chain:
            chain.append(above)
            key = above
        return tuple(chain)

    def _above(self, key: str) -> str:
        if key in self.territories:
            return self.territories[key].parent
        if key in self.bodies:
            return self.bodies[key].parent
        return key.rpartition("-")[0] if self._is_organ(key) else ""

    def _is_organ(self, key: str) -> bool:
        whole, _, sector = key.rpartition("-")
        return sector in self.sector_labels and whole in self.territories

    def country_of(self, key: str) -> str | None:
        """Return the nearest territory above, or the key itself, that has a code of ISO 3166: of a part the state."""
        return next((one for one in (key, *self.parents(key)) if one in self.territories and one.isupper()), None)

    def kind(self, key: str) -> str:
        """Return territory, region, person, organ, or the kind of the body; `unknown` for no key of ours."""
        if key in self.bodies:
            return self.bodies[key].kind
        tables: tuple[tuple[str, Mapping[str, object]], ...] = (
            ("territory", self.territories), ("person", self.people), ("region", self.regions),
        )  # fmt: skip
        return next((kind for kind, table in tables if key in table), "organ" if self._is_organ(key) else "unknown")

    def name(self, key: str) -> str:
        """Return the name to show: `Serbia`, `Serbia (military)`, a person's name; an unknown key as it is."""
        if key in self.people:
            return self.people[key][-1].name
        for table in (self.territories, self.bodies, self.regions):
            if key in table:
                return str(table[key].name)
        if self._is_organ(key):
            whole, _, sector = key.rpartition("-")
            return f"{self.name(whole)} ({self.sector_labels[sector]})"
        return key

    def is_member(self, territory: str, body: str, on: date | None = None) -> bool:
        """Tell whether the territory was a full member of the body on a day."""
        return self.standing(territory, body, on) == "member"

    def standing(self, territory: str, body: str, on: date | None = None) -> str:
        """Return member, candidate, applicant, observer, or nothing; the latest row that holds counts."""
        found = [m for m in self.memberships if (m.territory, m.body) == (territory, body) and holds(m.on, on)]
        return max(found, key=lambda m: first_day(m.on)).status if found else ""

    def recognises(self, territory: str, of: str, on: date | None = None) -> bool | None:
        """Tell whether a territory recognised another as a state on a day, without a day: as far as is known now.

        None where nothing is known, where it is disputed, and in the month or year of a change without a day.
        """
        rows = [r for r in self.recognitions if (r.territory, r.of) == (territory, of)]
        day = on or date.max
        holding = [r for r in rows if holds(r.on, day)]
        if not holding:
            return False if rows else None
        sure = all(surely_holds(r.on, day) for r in holding)
        answers = {r.recognises for r in holding}
        return {"yes": True, "no": False}.get(answers.pop()) if sure and len(answers) == 1 else None

    def verified(self, key: str) -> bool:
        """Tell whether a package or document bears out all rows of a key; an organ is as sure as its territory."""
        if key in self.people:
            return all(held.verified for held in self.people[key])
        if self._is_organ(key):
            return self.verified(key.rpartition("-")[0])
        for table in (self.territories, self.bodies, self.regions):
            if key in table:
                return bool(table[key].verified)
        return False

    def known(self, key: str) -> bool:
        """Tell whether the key is one of ours."""
        return self.kind(key) != "unknown"

    def nearest(self, key: str) -> str | None:
        """Return the known key that is a letter from a mistaken one, of a longer one two letters; for a hint."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        tables: tuple[Iterable[str], ...] = (self.territories, self.bodies, self.people, self.regions)
        folded = {known.lower(): known for table in tables for known in table}
        letters = 1 if len(key) < 6 else 2
        near = process.extractOne(key.lower(), folded.keys(), scorer=OSA.distance, score_cutoff=letters)
        return folded[near[0]] if near else None

    @property
    def places(self) -> tuple[Place, ...]:
        """Cities over 15,000 people, largest first; read when first asked for."""
        return _places.load()


def load(extra: Path | None = None) -> World:
    """Return the built-in world, with the rows of a desk's world.yaml where one is given.

    Raises WorldError `world.bad-row`, `world.unknown-code` or `world.bad-date` with file, line and column.
    """
    from watchfloor.world.build import build, with_extra

    return build() if extra is None else with_extra(extra)
