"""Sentences in plain English: names, lists, hedges and events."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Protocol

from watchfloor.publish.words.dates import moment
from watchfloor.terms import ICD203, Campaign, Document, Entity, Event, Statement, View
from watchfloor.world.articles import in_a_sentence

#: A name that ends in, or is led by, a word for a body takes the article in a sentence.
_BODY = re.compile(
    r"\b(Union|Council|Church|Commission|Court|Bank|Fund|Agency|Ministry|Parliament|Organi[sz]ation|Patriarchate"
    r"|Republic|Kingdom|Federation|Committee|Assembly|League|Mission|Office|Alliance|Community|Nations|States)\b"
)
#: A word that could be a common one: a capital, then small letters, perhaps with hyphens.
_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)*[,:;]?")
#: A name of the campaign's own that reads as several.
_PLURAL = re.compile(r"(?<![sui])s$")
_ORGAN = re.compile(r"^.+ \((.+)\)$")
#: More clauses than this make a sentence that nobody reads; the rest are counted and cited.
_CLAUSES = 3


class Names(Protocol):
    """What publishing asks of the world: what a key is called, where it belongs, and whether words are a name."""

    def name(self, key: str) -> str:
        """Return the usual name; the key itself where it is unknown."""
        ...

    def territory_of(self, key: str, on: date | None = None) -> str | None:
        """Return the territory or body that an actor belongs to on a day; None where nothing is known."""
        ...

    def parents(self, key: str) -> tuple[str, ...]:
        """Return what the key is part of, nearest first."""
        ...

    def at(self, tokens: Sequence[str], start: int = 0) -> Sequence[object]:
        """Return the names that the words begin with; empty where they begin with none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Speaks of one view: looks up names, events and what they rest on."""

    campaign: Campaign
    world: Names
    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    documents: Mapping[str, Document]

    def name(self, key: str) -> str:
        """Return a key's name as it stands inside a sentence, with its article."""
        table = in_a_sentence()
        if key in table:
            return table[key]
        name = self.world.name(key)
        organ = _ORGAN.match(name) if "-" in key else None
        if organ:
            whole = self.name(key.rpartition("-")[0])
            return f"{whole}{'’' if whole.endswith('s') else '’s'} {organ[1]}"
        return f"the {name}" if _BODY.search(name) and not name.lower().startswith("the ") else name

    def agree(self, key: str, one: str, many: str) -> str:
        """Return the form that goes with a name: `many` after a side such as `Partners`, `one` after all else."""
        own = key not in in_a_sentence() and self.world.name(key) == key
        return many if own and _PLURAL.search(key) else one

    def entity(self, entity: Entity) -> str:
        """Return an entity's name; the words of the text in quotation marks where it is unresolved."""
        return self.name(entity.key) if entity.key is not None else f"“{entity.name}”"

    def entities(self, entities: Iterable[Entity]) -> str:
        """Return the names as a list, each once."""
        return listing(list(dict.fromkeys(self.entity(entity) for entity in entities)))

    def step(self, key: str) -> str:
        """Return a step's text in quotation marks."""
        texts = {step.key: step.text for step in self.campaign.processes}
        return f"“{self.text(key, texts.get(key, ''))}”"

    def text(self, key: str, text: str) -> str:
        """Return a text of the campaign; without one the key as words, with the names in it written as names."""
        if text and text not in (key, spaced(key)):
            return text
        words = spaced(key)
        for name in (self.world.name(code) for code in self.campaign.theatre):
            words = re.sub(rf"\b{re.escape(name.lower())}\b", name, words)
        return " ".join(word.upper() if word.upper() in in_a_sentence() else word for word in words.split(" "))

    def finding(self, key: str) -> str:
        """Return an objective, step or contest by its words in quotation marks, a lever by its name."""
        quoted = {objective.key: objective.text for objective in self.campaign.objectives}
        quoted |= {step.key: step.text for step in self.campaign.processes}
        quoted |= {contest.key: contest.question for contest in self.campaign.contests}
        levers = {lever.key: lever.text for lever in self.campaign.levers}
        if key in quoted:
            return f"“{self.text(key, quoted[key])}”"
        return f"the lever “{self.text(key, levers.get(key, ''))}”"

    def inside(self, text: str) -> str:
        """Return a text of the campaign as it stands within a sentence: a capital at its head only for a name."""
        first, _, rest = text.partition(" ")
        if not _CAPITALISED.fullmatch(first) or rest[:1].isupper() or self.world.at(text.split()):
            return text
        return text[:1].lower() + text[1:]

    def homes(self, event: Event) -> frozenset[str]:
        """Return every territory and body that anybody in an event, or its place, is, is part of or belongs to."""
        on = event.known if event.when.upper is None else min(event.when.upper, event.known)
        keys = {e.key for e in (*event.actors, *event.recipients, event.place) if e is not None and e.key is not None}
        keys |= {home for key in keys for home in [self.world.territory_of(key, on)] if home is not None}
        return frozenset(keys.union(*(self.world.parents(key) for key in keys)))

    def factuality(self, id: str) -> str | None:
        """Return the factuality of an event by id; None where the view does not hold it."""
        return self.events[id].factuality if id in self.events else None

    def clause(self, event: Event) -> str:
        """Return one event as a main clause without a full stop."""
        actors = self.entities(event.actors) or "an actor not named"
        recipients = self.entities(event.recipients)
        past, base = _phrase(event.event, event.mode, alone=not recipients)
        done = {
            "happened": past,
            "attempted": f"tried to {base}",
            "did-not-happen": f"did not {base}",
            "planned": f"planned to {base}",
            "hypothetical": f"might {base}",
            "denied": past,
        }[event.factuality].format(recipients)
        lead = "by reports that are denied, " if event.factuality == "denied" else ""
        return f"{lead}{actors} {done} {moment(event.when)}"

    def clauses(self, ids: Sequence[str]) -> str:
        """Return events as a list of clauses; what is told alike is told once, beyond three the rest are counted."""
        alike = Counter(self.clause(self.events[id]) for id in dict.fromkeys(ids) if id in self.events)
        told = [clause if n == 1 else f"{clause} ({times(n)})" for clause, n in alike.items()]
        if len(told) <= _CLAUSES + 1:
            return listing(told, separator="; ", last=", and " if len(told) == 2 else "; and ")
        rest = sum(list(alike.values())[_CLAUSES:])
        return "; ".join(told[:_CLAUSES]) + f"; and {counted(rest, 'further event')}"

    def cites(self, events: Iterable[str] = (), statements: Iterable[str] = ()) -> tuple[str, ...]:
        """Return ids of statements, each once: those given, then those that report the events."""
        given = [id for id in statements if id in self.statements]
        told = [s for id in events if id in self.events for s in self.events[id].statements if s in self.statements]
        return tuple(dict.fromkeys([*given, *told]))


def wording(view: View, campaign: Campaign, world: Names) -> Wording:
    """Return the wording of a view."""
    return Wording(
        campaign=campaign,
        world=world,
        events={event.id: event for event in view.events},
        statements={statement.id: statement for statement in view.statements},
        documents={document.id: document for document in view.documents},
    )


def listing(items: Sequence[str], *, separator: str = ", ", last: str = " and ") -> str:
    """Return `A`, `A and B`, `A, B and C`; nothing for nothing."""
    if len(items) < 2:
        return "".join(items)
    return separator.join(items[:-1]) + last + items[-1]


def sentence(text: str) -> str:
    """Return the text with a capital at its head and a stop at its end."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", ".”", "?”", "!”")) else text + "."


def counted(n: int, noun: str) -> str:
    """Return `1 event`, `2 events`; small numbers as words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    plural = noun if n == 1 else noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{words[n] if n < len(words) else f'{n:,}'} {plural}"


def times(n: int) -> str:
    """Return `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def numbered(n: int, noun: str) -> str:
    """Return `1 event`, `2 events`, in figures."""
    return f"{n:,} {counted(n, noun).partition(' ')[2]}"


def hedged(word: str, that: str) -> str:
    """Return a clause under an ICD 203 word, with the word's range in brackets."""
    band = next(band for band in ICD203 if band.word == word)
    span = f"({percent(band.low)}–{percent(band.high)} %)"
    if word in ("almost no chance", "roughly even chance"):
        return f"there is {'a ' if word.startswith('roughly') else ''}{word} {span} that {that}"
    return f"it is {word} {span} that {that}"


def percent(p: float) -> str:
    """Return a probability as a whole number of per cent, sign left out."""
    return f"{100 * p:.0f}"


def spaced(key: str) -> str:
    """Return a lower-kebab key as words."""
    return key.replace("-", " ")


@cache
def _phrases() -> dict[tuple[str, str], dict[str, str]]:
    with resources.files("watchfloor.publish.words").joinpath("phrases.csv").open(encoding="utf-8") as lines:
        return {(row["event"], row["mode"]): row for row in csv.DictReader(lines)}


def _phrase(event: str, mode: str | None, *, alone: bool) -> tuple[str, str]:
    table = _phrases()
    row = table.get((event, mode or "")) or table[event, ""]
    return (row["past_alone"], row["base_alone"]) if alone else (row["past"], row["base"])
