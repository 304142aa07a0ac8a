"""A hand-made campaign with chances, and outlooks of acts; the acts are invented."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.campaign import parse
from watchfloor.outlook import look
from watchfloor.terms import Campaign, Condition, Document, Estimate, Outlook, Statement, View, When
from watchfloor.world import World

_spec = importlib.util.spec_from_file_location("scene", Path(__file__).parents[1] / "campaign" / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
scene = importlib.util.module_from_spec(_spec)
sys.modules["scene"] = scene  # dataclasses look their module up
_spec.loader.exec_module(scene)

world = scene.world

FERRIES = """
campaign: The ferry lines of Malta
theatre: [MLT]
sides:
  Italy: [ITA]
  Greece: [GRC]
stakeholders:
  islanders: {interests: {two-lines: More than one line sails}}
objectives:
  sole-operator: {of: Italy, text: Run all ferries, harms: [two-lines]}
  open-port: {of: Greece, text: Keep the port open}
contests:
  malta: {in: MLT, between: [Italy, Greece]}
processes:
  shared-timetable:
    for: MLT
    serves: [open-port]
    opposes: [sole-operator]
    requires: [survey, licence]
    blocked_by: [strike]
    met: {event: AGREE, actor: MLT, words: [timetable]}
    chance: {p: 0.8, by: 2021-05-15, by_whom: harbour desk, why: Both lines want it}
  survey:
    for: MLT
    met: {event: COOPERATE, actor: MLT, words: [survey]}
    lost: {event: REJECT, actor: MLT, words: [survey]}
    chance: {p: 0.5, low: 0.3, high: 0.7, by: 2021-05-15, by_whom: harbour desk}
  licence: {for: MLT, met: {event: AGREE, actor: MLT, words: [licence]}}
  strike:
    text: The dockers are on strike
    met: {event: PROTEST, place: MLT, words: [strike]}
    lost: {event: AGREE, place: MLT, words: [strike]}
  one-line:
    for: MLT
    serves: [sole-operator]
    met: {event: AGREE, actor: MLT, words: [concession]}
    chance: {p: 0.3, by: 2021-05-15, by_whom: harbour desk}
drivers:
  storms: {text: Winter storms, slows: [survey], from: 2020-01-01}
  ash: {text: A cloud of ash, blocks: [survey], when: {event: PROTEST, words: [ash]}}
indicators:
  berth: {when: {event: AGREE, actor: MLT, words: [berth]}, by: 2020-06-30}
  rival: {when: {event: COOPERATE, actor: GRC, words: [rival]}, by: 2020-04-01}
scenarios:
  lock-in: {text: One line only, indicators: {berth: expected, rival: not-expected}, threshold: 0.6}
questions:
  survey-2020:
    text: "Will the survey be done by 31 December 2020?"
    opens: 2020-01-01
    by: 2020-12-31
    step: survey
    resolves: {event: COOPERATE, actor: MLT, words: [survey]}
"""


@pytest.fixture(scope="session")
def ferries(world: World) -> Campaign:
    return parse(FERRIES, world, name="campaign.yaml")


@pytest.fixture
def act() -> Callable[..., Any]:
    return scene.Act  # type: ignore[no-any-return]


def readers(median: float, low: float, high: float, word: str = "likely") -> Estimate:
    return Estimate(cues=(word,), band=(0.55, 0.8), readers=(low, median, high))


LIKELY = readers(0.75, 0.6, 0.85)


def judgement(
    text: str, *, if_: str = "", then: str = "", estimate: Estimate = LIKELY, published: str = "2020-05-01"
) -> tuple[Document, Statement]:
    """Return a document of one sentence, and the judgement that it is."""
    document = Document(id=f"j{abs(hash(text)) % 10**8}", title=text, publisher="The Desk", published=When(published),
                        text=text, grade="B")  # fmt: skip
    statement = Statement(
        id=f"judged{abs(hash(text)) % 10**8}",
        kind="judgement",
        citation=document.cite(0, len(text)),
        estimate=estimate,
        condition=Condition(if_=if_, then=then) if then else None,
        lemmas=tuple(text.lower().rstrip(".").split()),
    )
    return document, statement


Looking = Callable[..., Outlook]


@pytest.fixture
def seen() -> Callable[..., View]:
    def of(*acts: Any, said: tuple[tuple[Document, Statement], ...] = (), as_of: str = "2020-05-15") -> View:
        view: View = (
            scene.make_view(*acts, as_of=as_of) if acts else scene.make_view(scene.Act("AID", "ITA"), as_of=as_of)
        )
        return replace(
            view,
            documents=(*view.documents, *(document for document, _ in said)),
            statements=(*view.statements, *(statement for _, statement in said)),
        )

    return of


@pytest.fixture
def looked(seen: Callable[..., View], ferries: Campaign, world: World) -> Looking:
    def of(*acts: Any, text: str | None = None, said: Any = (), as_of: str = "2020-05-15",
           since: date = date(2018, 1, 1), **more: Any) -> Outlook:  # fmt: skip
        campaign = ferries if text is None else parse(text, world, name="campaign.yaml")
        view = seen(*acts, said=said, as_of=as_of)
        assessment = assess(view, campaign, world, since=since)
        more.setdefault("by", date(2021, 5, 15))
        return look(view, campaign, assessment, world, **more)

    return of
