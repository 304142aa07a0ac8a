"""Reviewing: what waits for a person, and the decisions that a person takes on it."""

from __future__ import annotations

import getpass
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from watchfloor.desk.editing import EMPTY, key_of, value_of
from watchfloor.errors import DeskError
from watchfloor.terms import Decision, Document, Event, Statement, View, statement_id

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.ledger import Carried, Ledger
    from watchfloor.world import World

#: Environment variable that names who decides; else it is the user of the machine.
AUTHOR = "WATCHFLOOR_AUTHOR"
#: Decisions by which a person is done with a statement; an edit is a step on the way.
DONE = ("accept", "reject", "add")
#: Decisions after which events are to be gathered anew at once: they are what it was about.
_GROUPING = ("merge", "split", "add")
#: How much of the text around a citation is searched for the sentences beside it, in characters.
_AROUND = 400
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which statements are reviewed; all that is asked for must be so."""

    proposals: bool = False
    contradictions: bool = False  #: those that contradict another
    single_origin: bool = False  #: those whose event one origin alone reports
    unresolved: bool = False  #: those with a name that nobody has a key for
    orphans: bool = False  #: reviewed ones that a newer reading puts in doubt
    reviewed: bool = False  #: those that a person is done with, too
    document: str | None = None  #: id
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement under review, with what one needs to know to decide."""

    statement: Statement
    document: Document
    event: Event | None  #: that it reports
    decisions: tuple[Decision, ...]  #: standing ones about it, in their order
    rejected: bool
    carried: Carried | None  #: where a newer reading does not hold it as it was

    @property
    def reviewed(self) -> bool:
        """Tell whether a person is done with it."""
        return any(each.kind in DONE for each in self.decisions)

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Return the names in it that nobody has a key for."""
        from watchfloor.ledger.review import entities

        return tuple(dict.fromkeys(each.name for each in entities(self.statement) if each.key is None))


class Sitting:
    """An open ledger before a person: what is there to decide, and each decision recorded as it is taken."""

    def __init__(self, ledger: Ledger, world: World, author: str, as_of: date) -> None:
        self.ledger = ledger
        self.world = world
        self.author = author
        self.as_of = as_of
        self._behind = True
        self._view: View | None = None

    @property
    def view(self) -> View:
        """Return what was known on the day, as it was last looked at; a command that only decides never looks."""
        return self._view if self._view is not None else self.refresh()

    def refresh(self) -> View:
        """Look again at everything."""
        view = self._view = self.ledger.view(self.as_of)
        self._documents = {each.id: each for each in view.documents}
        self._statements = {each.id: each for each in view.statements}
        self._rejected = {each.id: each for each in self.ledger.rejected() if each.citation.document in self._documents}
        self._events = {id: event for event in view.events for id in event.statements}
        self._carried = {each.statement.id: each for each in self.ledger.carried()}
        self._look_at_decisions()
        self._behind = False
        return view

    def _look_at_decisions(self) -> None:
        from watchfloor.ledger.review import standing

        self._decisions: dict[str, list[Decision]] = {}
        for each in standing(self.ledger.decisions()):
            for id in each.on:
                self._decisions.setdefault(id, []).append(each)

    def _look_at(self, documents: Iterable[str]) -> None:
        """Look again at the statements of some documents; events are gathered anew once somebody asks for them."""
        for document in documents:
            for there in (self._statements, self._rejected):
                for id in [id for id, each in there.items() if each.citation.document == document]:
                    del there[id]
            self._statements.update((each.id, each) for each in self.ledger.statements(document))
            self._rejected.update((each.id, each) for each in self.ledger.rejected(document))
            self._carried = {id: c for id, c in self._carried.items() if c.statement.citation.document != document}
            self._carried.update((each.statement.id, each) for each in self.ledger.carried(document))
        self._look_at_decisions()
        self._behind = True

    def event_of(self, id: str) -> Event | None:
        """Return the event that a statement reports, after all that was decided; `Item.event` may be of before."""
        if self._behind:
            self.refresh()
        return self._events.get(id)

    def queue(self, wanted: Wanted) -> list[str]:
        """Return the ids of the statements that are wanted: proposals first, then what is contradicted, then the rest.

        Within these the document that was published last comes first, in the order of its text.
        """
        if self._view is None:
            self.refresh()
        there = {**self._statements, **(self._rejected if wanted.reviewed else {})}
        if wanted.orphans:
            there |= {id: each.statement for id, each in self._carried.items() if each.look}
        items = [item for id in there if _fits(item := self.item(id), wanted)]
        return [item.statement.id for item in sorted(items, key=_order)]

    def has(self, id: str) -> bool:
        """Tell whether a statement is there to be reviewed."""
        return self._find(id) is not None

    def item(self, id: str) -> Item:
        """Return a statement as it is now; raises DeskError `desk.not-known-yet` where it was not known on the day."""
        statement = self._find(id)
        if statement is None or statement.citation.document not in self._documents:
            what = f"the statement {id} was not known on {self.as_of}"
            raise DeskError("desk.not-known-yet", what, hint="give its document a date with `watchfloor correct`")
        return Item(
            statement=statement,
            document=self._documents[statement.citation.document],
            event=self._events.get(id),
            decisions=tuple(self._decisions.get(id, ())),
            rejected=id in self._rejected,
            carried=self._carried.get(id),
        )

    # --- decisions ----------------------------------------------------------------

    def decide(self, kind: str, *on: str, why: str = "", field: str | None = None, value: Any = None) -> Decision:
        """Record a decision and return it."""
        made = Decision(
            kind=kind, on=on, author=self.author, why=why, recorded=datetime.now(UTC), field=field, value=value
        )
        self.ledger.decide(made)
        if self._view is None:
            return made
        homes = [each.citation.document for id in self._about(made) if (each := self._find(id)) is not None]
        if homes and kind not in _GROUPING:
            self._look_at(dict.fromkeys(homes))
        else:
            self.refresh()
        return made

    def _about(self, decision: Decision) -> tuple[str, ...]:
        """Return the statements that a decision is about, through undoings; none where it is about groups."""
        if decision.kind != "undo":
            return decision.on if decision.kind not in _GROUPING else ()
        undone = [each for each in self.ledger.decisions() if each.id in decision.on]
        return tuple(id for each in undone for id in self._about(each))

    def _find(self, id: str) -> Statement | None:
        if self._view is None:
            self.refresh()
        carried = self._carried.get(id)
        return self._statements.get(id) or self._rejected.get(id) or (carried.statement if carried else None)

    def edit(self, id: str, field: str, typed: str, why: str = "") -> Decision:
        """Record another value of a field as a person typed it; raises DeskError and LedgerError for a wrong one."""
        whole, value = value_of(field, typed, self.item(id).statement, self.world)
        return self.decide("edit", id, why=why, field=whole, value=value)

    def resolve(self, name: str, key: str, on: Iterable[str] = (), why: str = "") -> Decision:
        """Record whom a name means, in some statements or wherever it stands; `-` is nobody known."""
        meant = None if key == "-" else key_of(key, self.world)
        return self.decide("resolve", *on, why=why, field=name, value=meant)

    def add(
        self, document: Document, start: int, end: int, kind: str, typed: Mapping[str, str], why: str = ""
    ) -> Decision:
        """Record a statement that no coder filed, citing a span of a document; typed: its fields."""
        from watchfloor.ledger import decode, encode

        cited = document.cite(start, end)
        told: dict[str, Any] = {"kind": kind, **EMPTY[kind]}
        for field, words in typed.items():
            so_far = decode(Statement, {**told, "id": "new", "citation": encode(cited)})
            whole, made = value_of(field, words, so_far, self.world)
            told[whole] = made
        id = statement_id(cited, kind, "by hand", json.dumps(told, sort_keys=True))
        value = {"citation": {"document": document.id, "start": start, "end": end}, **told}
        return self.decide("add", id, why=why, value=value)

    def ids(self, prefix: str, *, one: bool = False) -> tuple[str, ...]:
        """Return the statements that an id names: itself, or all of an event's.

        one: an event of several statements will not do. Raises LedgerError, and DeskError `desk.wrong-id`.
        """
        found = self.ledger.find(prefix, as_of=self.as_of)
        on = found.statements if isinstance(found, Event) else (found.id,)
        if isinstance(found, Document) or (one and len(on) > 1):
            what = "a document" if isinstance(found, Document) else f"an event of {len(on)} statements"
            hint = f"name a statement{'' if isinstance(found, Document) else ': ' + ', '.join(on[:5])}"
            raise DeskError("desk.wrong-id", f"{prefix!r} is {what}", hint=hint)
        return on

    def decision(self, prefix: str) -> Decision:
        """Return the one decision whose id begins so, standing or not; raises DeskError `desk.wrong-id`."""
        found = [each for each in self.ledger.decisions() if each.id.startswith(prefix)]
        if len(found) != 1:
            what = f"{len(found) or 'no'} decisions have ids that begin with {prefix!r}"
            raise DeskError("desk.wrong-id", what, hint="`watchfloor decide list` shows them all")
        return found[0]

    def last(self) -> Decision | None:
        """Return the last decision of this author that stands."""
        from watchfloor.ledger.review import standing

        mine = [each for each in standing(self.ledger.decisions()) if each.author == self.author]
        return mine[-1] if mine else None

    def neighbours(self, id: str, limit: int = 9) -> list[Event]:
        """Return the events that may be the one that a statement reports, likeliest first: by party, category, time."""
        own, item = self.event_of(id), self.item(id)
        parties = {each.label for each in (*item.statement.actors, *item.statement.recipients)}

        def far(event: Event) -> tuple[int, bool, int, str]:
            shared = len(parties & {each.label for each in (*event.actors, *event.recipients)})
            return -shared, event.event != item.statement.event, _days_between(event, item), event.id

        return sorted((each for each in self.view.events if each is not own), key=far)[:limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What an id stands for, what was known on a day, and what people decided about it."""

    found: Statement | Event | Document
    view: View
    decisions: tuple[Decision, ...]  #: about it or about its statements, and their undoings, in order of recording
    standing: frozenset[str]  #: ids of those that stand
    carried: tuple[Carried, ...]  #: where a newer reading does not hold it as it was


def why(desk: Desk, id: str, as_of: date, *, recorded_by: datetime | None = None) -> Trace:
    """Return what an id stands for, with its history; what was rejected is found as it was read.

    recorded_by: of what was recorded and decided by this moment; what newer readings made of it is left out.
    Raises LedgerError `ledger.unknown-id`, `ledger.ambiguous-id`, and DeskError `desk.not-known-yet` for what was
    published later.
    """
    from watchfloor.ledger.review import standing

    desk.require()
    with desk.ledger() as ledger:
        found = ledger.find(id, as_of=as_of, recorded_by=recorded_by)
        view = ledger.view(as_of, recorded_by=recorded_by)
        taken, carried = ledger.decisions(recorded_by=recorded_by), ledger.carried() if recorded_by is None else ()
    documents = {document.id for document in view.documents}
    there = documents | {event.id for event in view.events}
    if (found.citation.document if isinstance(found, Statement) else found.id) not in there:
        raise DeskError(
            "desk.not-known-yet",
            f"{id!r} was not known on {as_of}",
            where=str(desk.folder),
            hint="ask with a later --as-of DAY, or without one",
        )
    about = set(found.statements) if isinstance(found, Event) else {found.id}
    mine: list[Decision] = []
    for each in taken:
        if about.intersection(each.on):
            mine.append(each)
            about.add(each.id)
    return Trace(
        found=found,
        view=view,
        decisions=tuple(mine),
        standing=frozenset(each.id for each in standing(taken)),
        carried=tuple(each for each in carried if each.statement.id in about),
    )


@contextmanager
def sitting(desk: Desk, as_of: date, author: str | None = None) -> Iterator[Sitting]:
    """Open a desk's ledger to a person who decides.

    author: else it is the one that WATCHFLOOR_AUTHOR names, else the user of the machine.
    """
    desk.require()
    with desk.ledger() as ledger:
        yield Sitting(ledger, desk.world(), author or os.environ.get(AUTHOR) or getpass.getuser(), as_of)


def sentences_around(document: Document, start: int, end: int) -> tuple[str, str]:
    """Return the sentence before a span and the one after it; empty where there is none."""
    before = [part for part in _SENTENCE.split(document.text[max(0, start - _AROUND) : start]) if part.strip()]
    after = [part for part in _SENTENCE.split(document.text[end : end + _AROUND]) if part.strip(' \n"”’).')]
    return (" ".join(before[-1].split()) if before else ""), (" ".join(after[0].split()) if after else "")


def span_of(document: Document, words: str) -> tuple[int, int]:
    """Return where words stand in a document, however they are wrapped.

    Raises DeskError `desk.no-such-words` where they do not, or several times.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, document.text)] if pattern else []
    if len(found) != 1:
        what = f"the document {document.title!r} has these words {len(found) or 'no'} times"
        hint = "copy them from `watchfloor search`" if not found else "give more of the words around them"
        raise DeskError("desk.no-such-words", what, where=words[:80], hint=hint)
    return found[0]


def _fits(item: Item, wanted: Wanted) -> bool:
    said, event = item.statement, item.event
    asked = (
        (wanted.proposals, said.proposal),
        (wanted.contradictions, bool(event and any(said.id in (c.first, c.second) for c in event.contradictions))),
        (wanted.single_origin, event is not None and len(event.origins) == 1),
        (wanted.unresolved, bool(item.unresolved)),
        (wanted.orphans, item.carried is not None and bool(item.carried.look)),
        (wanted.document is not None, said.citation.document == wanted.document),
        (wanted.kind is not None, said.kind == wanted.kind),
        (not wanted.reviewed and not wanted.orphans, not item.reviewed),
    )
    return all(so for ask, so in asked if ask)


def _order(item: Item) -> tuple[bool, bool, int, str, int, str]:
    said, document = item.statement, item.document
    contradicted = item.event is not None and bool(item.event.contradictions)
    published = document.published.upper or date.max
    return not said.proposal, not contradicted, -published.toordinal(), document.id, said.citation.start, said.id


def _days_between(event: Event, item: Item) -> int:
    there = event.when.lower or event.known
    here = (item.statement.when and item.statement.when.lower) or item.document.published.lower or there
    return abs((there - here).days)
