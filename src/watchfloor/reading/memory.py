"""A mention of somebody, and what a document has named so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchfloor.terms import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Some words of a paragraph that name somebody; token positions, half open."""

    start: int
    end: int
    head: int  #: the token through which the phrase hangs in the sentence
    entity: Entity
    how: str  #: name, alias, demonym, metonym, capital, holder, surname, office, model, recalled, ambiguous
    person: bool = False
    place: bool = False  #: the place is meant, not its government
    office: str | None = None
    several: bool = False  #: a plural, or joined to others
    sector: str = ""  #: the part of a territory that is meant, where the key does not say
    chars: tuple[int, int] | None = None  #: of the document, once the paragraph is past


@dataclass(slots=True)
class Memory:
    """What the document has said so far."""

    surnames: dict[str, Entity] = field(default_factory=dict)
    #: The territories named so far.
    named: set[str] = field(default_factory=set)
    acronyms: dict[str, Mention] = field(default_factory=dict)
    offices: dict[str, Mention] = field(default_factory=dict)
    #: `Union` for the European Union, once named; None where two bodies of the document end alike.
    short: dict[str, Entity | None] = field(default_factory=dict)
