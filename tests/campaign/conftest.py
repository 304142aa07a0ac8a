"""Campaigns and views made by hand, short to write. Acts are invented; keys are those of the built-in world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from watchfloor import world as reference
from watchfloor.campaign import parse
from watchfloor.terms import (
    Campaign,
    Document,
    Entity,
    Estimate,
    Event,
    Requirement,
    Statement,
    View,
    When,
    digest,
)
from watchfloor.world import World

CAMPAIGN = """
campaign: The ferry lines of Malta
theatre: [MLT, CYP]
sides:
  Italy: [ITA, eni]
  Greece: [GRC, serbian-orthodox-church]
stakeholders:
  islanders: {interests: {two-lines: More than one line sails}}
objectives:
  sole-operator: {of: Italy, text: Run all ferries, harms: [two-lines]}
levers:
  ports:
    of: Italy
    serves: [sole-operator]
    matches:
      - {event: [AGREE, COOPERATE, AID], actor: ITA, words: [port], factuality: [happened, attempted]}
      - {event: RETREAT, actor: Italy, words: [fare], favours: Greece}
      - {event: RETREAT, actor: Greece, words: [fare], favours: Italy}
contests:
  malta: {in: MLT, between: [Italy, Greece]}
  cyprus: {in: CYP, between: [Italy, Greece]}
processes:
  shared-timetable:
    for: MLT
    requires: [survey, licence]
    blocked_by: [strike]
    met: {event: AGREE, actor: MLT, words: [timetable]}
  survey:
    for: MLT
    met: {event: COOPERATE, actor: MLT, words: [survey]}
    lost: {event: REJECT, actor: MLT, words: [survey]}
  licence: {for: MLT, serves: [sole-operator], any_of: [fee-paid, fee-waived]}
  fee-paid: {for: MLT, met: {event: AID, actor: Italy, recipient: MLT, words: [fee]}}
  fee-waived: {for: MLT, met: {event: RETREAT, actor: MLT, words: [fee]}}
  strike: {met: {event: PROTEST, place: MLT, words: [strike]}, lost: {event: AGREE, place: MLT, words: [strike]}}
indicators:
  berth: {when: {event: AGREE, all_of: {actor: [MLT, ITA]}, words: [berth]}}
"""


@dataclass(frozen=True)
class Act:
    """One event and the documents that report it, a statement each."""

    event: str
    actor: str
    recipient: str = ""
    when: str = "2020-03-01"
    words: str = ""
    place: str = ""
    mode: str | None = None
    factuality: str = "happened"
    documents: str = "d1 d2"
    known: str = ""
    hearsay: bool = False
    answers: str | None = None
    estimate: Estimate | None = None
    contexts: tuple[str, ...] = ()


def make_view(
    *acts: Act, as_of: str = "2020-05-15", grade: str | None = "B", needs: tuple[Requirement, ...] = ()
) -> View:
    """Return a view of acts; each document is one sentence long and published on the view's day."""
    day = date.fromisoformat(as_of)
    names = dict.fromkeys(name for act in acts for name in act.documents.split())
    if needs:
        names["needs"] = None
    text = "No text."
    documents = tuple(
        Document(id=name, title=name, publisher=name, published=When(as_of), text=text, grade=grade) for name in names
    )
    by_id = {document.id: document for document in documents}
    statements: list[Statement] = []
    events: list[Event] = []
    for n, act in enumerate(acts):
        said = tuple(_statement(act, by_id[name], f"s{n}-{name}") for name in act.documents.split())
        statements += said
        events.append(
            Event(
                id=digest(str(n), repr(act)),
                event=act.event,
                mode=act.mode,
                contexts=act.contexts,
                actors=entities(act.actor),
                recipients=entities(act.recipient),
                place=next(iter(entities(act.place)), None),
                when=When(act.when),
                factuality=act.factuality,
                known=date.fromisoformat(act.known) if act.known else day,
                statements=tuple(s.id for s in said),
                origins=tuple(act.documents.split()),
            )
        )
    statements += [
        Statement(id=f"r{n}", kind="requirement", citation=by_id["needs"].cite(0, 8), requirement=need)
        for n, need in enumerate(needs)
    ]
    return View(as_of=day, documents=documents, statements=tuple(statements), events=tuple(events))


def entities(names: str) -> tuple[Entity, ...]:
    """Return entities of keys set apart by blanks; `?name` is unresolved."""
    return tuple(Entity(key=None if n.startswith("?") else n, name=n.lstrip("?")) for n in names.split())


def _statement(act: Act, document: Document, id: str) -> Statement:
    return Statement(
        id=id,
        kind="event",
        citation=document.cite(0, 8),
        event=act.event,
        factuality=act.factuality,
        lemmas=tuple(act.words.split()),
        hearsay=act.hearsay,
        answers=act.answers,
        estimate=act.estimate,
    )


@pytest.fixture(scope="session")
def world() -> World:
    return reference.load()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return parse(CAMPAIGN, world, name="campaign.yaml")


@pytest.fixture
def act() -> type[Act]:
    return Act


@pytest.fixture
def view() -> Callable[..., View]:
    return make_view


@pytest.fixture
def text() -> str:
    return CAMPAIGN
