"""What happened, as one or more sources report it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from watchfloor.terms.document import Document
from watchfloor.terms.entity import Entity
from watchfloor.terms.review import Decision
from watchfloor.terms.statement import Statement
from watchfloor.terms.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements of one event that cannot both be right, kept side by side."""

    field: str  #: place, when, number or factuality
    first: str  #: id of a statement
    second: str
    says: tuple[str, str]  #: what each of them says


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One political event in PLOVER terms, with every statement that reports it."""

    id: str
    event: str  #: PLOVER category, e.g. "CONSULT"
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    place: Entity | None = None
    when: When  #: of the event, not of the report
    factuality: str
    known: date  #: the earliest day any citing document was published
    statements: tuple[str, ...]  #: ids, in order of being known
    origins: tuple[str, ...]  #: ids of documents that do not carry one another's text
    contradictions: tuple[Contradiction, ...] = ()

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError("an Event needs at least one Statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What was known on a day: documents, statements and the events they report."""

    as_of: date
    documents: Sequence[Document]  #: tuples, or as good as tuples: frozen, and made when they are asked for
    statements: Sequence[Statement]
    events: Sequence[Event]
    overrules: tuple[Decision, ...] = ()  #: standing decisions to bind or unbind, in their order

    def document(self, id: str) -> Document:
        """Return a document by id; KeyError where the view does not hold it."""
        for document in self.documents:
            if document.id == id:
                return document
        raise KeyError(id)

    def statement(self, id: str) -> Statement:
        """Return a statement by id; KeyError where the view does not hold it."""
        for statement in self.statements:
            if statement.id == id:
                return statement
        raise KeyError(id)
