"""One thing that one source says, at one place, with its span."""

from __future__ import annotations

from dataclasses import dataclass

from watchfloor.terms.document import Citation, Document, digest
from watchfloor.terms.entity import Entity
from watchfloor.terms.estimate import Estimate
from watchfloor.terms.when import When

KINDS = ("event", "state", "objective", "judgement", "requirement")
FACTUALITY = ("happened", "attempted", "did-not-happen", "planned", "hypothetical", "denied")
#: 1 confirmed by other sources … 5 improbable; 6 cannot be judged.
CREDIBILITY = range(1, 7)
REQUIREMENT_STATUS = ("met", "unmet", "in progress", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A process needs something first; status as the source puts it."""

    of: str  #: the process, in the words of the text
    for_: tuple[Entity, ...] = ()
    requires: str
    status: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Both halves of a conditional; `if_` may be empty."""

    if_: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What an actor wants, in the words of the text."""

    actor: Entity
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands: a relation between a subject and an object."""

    subject: Entity
    relation: str  #: e.g. member-of, ally-of, recognises, not-recognises, base-in; see world/lexicon/states.tsv
    object: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one source says at one place; fields that its kind does not use stay empty.

    p: the coder's probability that the statement is coded rightly; below the coder's
    threshold it is a proposal for review, not a fact.
    """

    id: str
    kind: str
    citation: Citation
    attribution: tuple[str, ...] = ()  #: who vouches, outermost first, the speaker left out
    hearsay: bool = False
    proposal: bool = False
    event: str | None = None
    trigger: tuple[int, int] | None = None  #: span of the word that reports the event, in the document's text
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Entity | None = None
    when: When | None = None
    factuality: str | None = None
    estimate: Estimate | None = None
    confidence: str | None = None
    requirement: Requirement | None = None
    condition: Condition | None = None
    objective: Goal | None = None
    state: State | None = None
    lemmas: tuple[str, ...] = ()  #: of the cited words, for matchers
    answers: str | None = None  #: the discourse mark that binds it to an earlier act
    coder: str = ""  #: name and version of what read it
    rule: str = ""  #: the pattern or learned head that spoke
    ranked: tuple[tuple[str, float], ...] = ()  #: categories that a learned head weighed, likeliest first
    p: float = 1.0
    credibility: int = 6  #: Admiralty credibility of what is said, 1 to 6; apart from the grade of its source

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of statement is called {self.kind!r}")
        if self.factuality is not None and self.factuality not in FACTUALITY:
            raise ValueError(f"no factuality is called {self.factuality!r}")
        if not 0.0 <= self.p <= 1.0:
            raise ValueError(f"p must lie in [0, 1], got {self.p!r}")
        if self.credibility not in CREDIBILITY:
            raise ValueError(f"credibility is a number from 1 to 6, got {self.credibility!r}")

    @property
    def speaker(self) -> str:
        """Return who says it."""
        return self.citation.speaker


def statement_id(citation: Citation, kind: str, *said: str) -> str:
    """Return the id of a statement: a digest of what is said and where."""
    return digest(citation.document, str(citation.start), str(citation.end), kind, *said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A part of a document that was not read, and why; a span of the normalised text."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one document was found to say, and what could not be read."""

    document: Document
    statements: tuple[Statement, ...]
    refused: tuple[Refused, ...] = ()
