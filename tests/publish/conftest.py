"""A small issue by hand: three documents, thirteen statements, six events, two contests, one process.

Written for testing. The outlets are invented; speakers are roles; the acts are public record.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.publish.lookout import ahead as ahead

from watchfloor.publish import compose
from watchfloor.terms import (
    Assessment,
    Binding,
    Campaign,
    Change,
    Condition,
    Contest,
    Contradiction,
    Document,
    Entity,
    Estimate,
    Event,
    Gap,
    Indicator,
    Initiative,
    Issue,
    Lever,
    LeverUse,
    Matcher,
    Moved,
    Objective,
    ObjectiveState,
    Progress,
    Requirement,
    Side,
    SoWhat,
    Stakeholder,
    Standing,
    Statement,
    Step,
    Turn,
    View,
    When,
    statement_id,
)

NAMES = {
    "RUS": "Russia",
    "SRB": "Serbia",
    "XKX": "Kosovo",
    "MNE": "Montenegro",
    "EU": "European Union",
    "USA": "United States",
}


#: Who holds an office where, and what is part of what.
HOMES = {"lighthouse-keeper": "MNE", "harbour-gas": "SRB"}


class Names:
    """Stands for the world: a few names, an unknown key as it is; who is at home where; words that are names."""

    def name(self, key: str) -> str:
        """Return the name."""
        return NAMES.get(key, key)

    def territory_of(self, key: str, on: date | None = None) -> str | None:
        """Return where somebody is at home."""
        return HOMES.get(key)

    def parents(self, key: str) -> tuple[str, ...]:
        """Return the whole of an organ, the state of a part."""
        if key == "vojvodina":
            return ("SRB",)
        whole, dash, _ = key.partition("-")
        return (whole,) if dash and whole in NAMES else ()

    def at(self, tokens: Sequence[str], start: int = 0) -> Sequence[object]:
        """Return the words where they begin with a name."""
        return tokens[start : start + 1] if tokens[start] in (*NAMES, *NAMES.values()) else ()


TALK = (
    "Welcome to the desk hour. Today we look at Serbia and Kosovo.\n"
    "Russia delivered four helicopters to Serbia in December 2019. "
    "The European Union opened a chapter of its accession talks with Serbia on 10 December 2019. "
    "If the tariff goes, the two sides will likely return to talks.\n"
    "Renewed talks require that Kosovo lifts its tariff. Both sides may wait for the election."
)
WEEK = (
    "# Weekly summary\n\n"
    "Kosovo lifted its tariff on Serbian goods on 1 April 2020. "
    "The European Union sent medical aid to Serbia in spring 2020.\n"
    "Russia seeks to keep Montenegro out of Western bodies, the writer says."
)
NOTE = (
    "The tariff on Serbian goods ended on 6 June 2020. The rest of this note is not ours to print in full. "
    "Serbia and Russia signed a gas accord in 2020."
)

RUS, SRB, XKX, EU, MNE = (Entity(key=k, name=NAMES[k]) for k in ("RUS", "SRB", "XKX", "EU", "MNE"))


def _documents() -> tuple[Document, Document, Document]:
    second = TALK.index("Russia delivered")
    talk = Document(
        id="d0talk",
        title="The desk hour",
        publisher="Karst Radio",
        published=When("2020-05-08"),
        text=TALK,
        rights="own",
        turns=(
            Turn(n=1, speaker="Host", start=0, end=second - 1),
            Turn(n=2, speaker="Analyst", start=second, end=len(TALK)),
        ),
        url="https://example.org/desk-hour",
    )
    week = Document(
        id="d1week",
        title="Weekly summary",
        publisher="Karst Review",
        published=When("2020-04-10"),
        text=WEEK,
        rights="open",
    )
    note = Document(
        id="d2note",
        title="Trade note",
        publisher="Harbour Wire",
        published=When("2020-06"),
        text=NOTE,
        rights="quote",
        url="https://example.org/trade-note",
        grade="C",
    )
    return talk, week, note


def say(document: Document, words: str, kind: str = "event", **more: Any) -> Statement:
    """Return a statement that cites some words of a document."""
    start = document.text.index(words)
    citation = document.cite(start, start + len(words))
    return Statement(id=statement_id(citation, kind, *map(str, more)), kind=kind, citation=citation, **more)


def tell(id: str, event: str, when: str, *statements: Statement, **more: Any) -> Event:
    """Return an event that some statements report."""
    return Event(
        id=id,
        event=event,
        when=When(when),
        factuality=more.pop("factuality", "happened"),
        known=date(2020, 4, 10),
        statements=tuple(s.id for s in statements),
        origins=tuple(dict.fromkeys(s.citation.document for s in statements)),
        **more,
    )


@pytest.fixture
def world() -> Names:
    """Return the names of the few keys used here."""
    return Names()


@pytest.fixture
def view() -> View:
    """Return what was known."""
    talk, week, note = _documents()
    arms = say(talk, "Russia delivered four helicopters to Serbia in December 2019.", event="AID", actors=(RUS,))
    chapter = say(
        talk,
        "The European Union opened a chapter of its accession talks with Serbia on 10 December 2019.",
        event="COOPERATE",
    )
    accession = say(
        talk,
        "opened a chapter of its accession talks with Serbia",
        "state",
    )
    crossing = say(talk, "accession talks with Serbia on 10 December 2019. If the tariff goes", "state")
    likely = say(
        talk,
        "If the tariff goes, the two sides will likely return to talks.",
        "judgement",
        condition=Condition(if_="the tariff goes", then="the two sides return to talks"),
        estimate=Estimate(cues=("likely",), band=(0.55, 0.80)),
    )
    need = say(
        talk,
        "Renewed talks require that Kosovo lifts its tariff.",
        "requirement",
        requirement=Requirement(of="Renewed talks", requires="Kosovo lifts its tariff"),
    )
    may = say(
        talk,
        "Both sides may wait for the election.",
        "judgement",
        estimate=Estimate(cues=("may",), band=None, readers=(0.1, 0.4, 0.7)),
    )
    lifted = say(
        week, "Kosovo lifted its tariff on Serbian goods on 1 April 2020.", event="RETREAT", when=When("2020-04-01")
    )
    aid = say(week, "The European Union sent medical aid to Serbia in spring 2020.", event="AID")
    goal = say(week, "Russia seeks to keep Montenegro out of Western bodies, the writer says.", "objective")
    ended = say(note, "The tariff on Serbian goods ended on 6 June 2020.", event="RETREAT", when=When("2020-06-06"))
    gas = say(note, "Serbia and Russia signed a gas accord in 2020.", event="AGREE")
    events = (
        tell("e-arms", "AID", "2019-12", arms, actors=(RUS,), recipients=(SRB,), contexts=("military",)),
        tell("e-chapter", "COOPERATE", "2019-12-10", chapter, actors=(EU,), recipients=(SRB,)),
        tell(
            "e-tariff",
            "RETREAT",
            "2020-04-01/2020-06-06",
            lifted,
            ended,
            actors=(XKX,),
            recipients=(SRB,),
            contexts=("economic",),
            contradictions=(
                Contradiction(field="when", first=lifted.id, second=ended.id, says=("2020-04-01", "2020-06-06")),
            ),
        ),
        tell("e-aid", "AID", "2020-21", aid, actors=(EU,), recipients=(SRB,)),
        tell("e-gas", "AGREE", "2020", gas, actors=(SRB, RUS)),
        tell("e-bar", "REJECT", "2018/..", goal, actors=(RUS,), recipients=(MNE,), factuality="attempted"),
    )
    return View(
        as_of=date(2020, 6, 30),
        documents=(talk, week, note),
        statements=(arms, chapter, accession, crossing, likely, need, may, lifted, aid, goal, ended, gas),
        events=events,
    )


@pytest.fixture
def campaign() -> Campaign:
    """Return what is watched."""
    return Campaign(
        title="A test of the desk",
        theatre=("SRB", "XKX", "MNE"),
        sides=(Side(key="Russia", members=("RUS",)), Side(key="West", members=("EU", "USA"))),
        stakeholders=(
            Stakeholder(key="eu-security", text="European security", interests=(("calm", "Serbia and Kosovo talk"),)),
        ),
        objectives=(Objective(key="keep-out", of="Russia", text="Keep the region out of Western bodies"),),
        levers=(
            Lever(key="arms", of="Russia", text="military ties"),
            Lever(key="gas", of="Russia", text="energy"),
            Lever(key="aid", of="West", text="aid"),
        ),
        contests=(
            Contest(key="serbia", in_=("SRB",), between=("Russia", "West"), question="Whom does Serbia draw near to?"),
            Contest(
                key="montenegro",
                in_=("MNE",),
                between=("Russia", "West"),
                question="Whom does Montenegro draw near to?",
            ),
        ),
        processes=(
            Step(key="accession", text="Serbia joins the EU", for_=("SRB",), requires=("talks",)),
            Step(
                key="talks",
                text="Serbia and Kosovo talk",
                for_=("SRB", "XKX"),
                requires=("tariff-lifted",),
                blocked_by=("election",),
            ),
            Step(key="tariff-lifted", text="the tariff is lifted", for_=("SRB", "XKX")),
            Step(key="election", text="the election in Serbia"),
        ),
        indicators=(
            Indicator(key="accord", text="A gas accord", when=(Matcher(event=("AGREE",)),)),
            Indicator(key="base", text="A base for Russia", when=(Matcher(event=("AGREE",)),)),
        ),
    )


@pytest.fixture
def assessment(view: View) -> Assessment:
    """Return what was found."""
    need = next(s.id for s in view.statements if s.kind == "requirement")
    series = tuple((date(2020, m, 1), 2.0 - 0.9 * m, 0.6 - 0.9 * m, 3.4 - 0.9 * m) for m in range(1, 7))
    return Assessment(
        as_of=view.as_of,
        since=date(2020, 1, 1),
        bindings=(
            Binding(
                event="e-arms", levers=("arms",), contests=("serbia",), favours="Russia", why=("matcher at line 12",)
            ),
            Binding(event="e-chapter", contests=("serbia",), favours="West"),
            Binding(event="e-aid", levers=("aid",), contests=("serbia",), favours="West"),
        ),
        standings=(
            Standing(
                contest="serbia",
                between=("Russia", "West"),
                enough=True,
                origins=3,
                balance=-3.4,
                low=-4.8,
                high=-2.0,
                change=-4.5,
                gaining="West",
                p_gaining=0.88,
                word="very likely",
                series=series,
                moved=(
                    Moved(event="e-aid", toward="West", channel="deeds", effect=-2.4, on_change=-2.4, without=2.0),
                    Moved(event="e-chapter", toward="West", channel="deeds", effect=-1.9, on_change=-1.4, without=1.5),
                    Moved(event="e-arms", toward="Russia", channel="deeds", effect=1.1, on_change=0.4, without=-0.9),
                ),
            ),
            Standing(contest="montenegro", between=("Russia", "West"), enough=False, origins=1),
        ),
        initiative=(
            Initiative(
                side="West", initiated=2, answered=1, share=0.67, low=0.4, high=0.86, events=("e-chapter", "e-aid")
            ),
        ),
        levers=(
            LeverUse(lever="arms", territory="SRB", state="used", events=("e-arms",)),
            LeverUse(lever="gas", territory="SRB", state="strengthened", events=("e-gas",)),
            LeverUse(lever="aid", territory="SRB", state="used", events=("e-aid",)),
            LeverUse(lever="arms", territory="XKX", state="idle"),
        ),
        objectives=(ObjectiveState(objective="keep-out", state="set back", events=("e-chapter",)),),
        processes=(
            Progress(step="accession", state="unmet", waits_for=("election", "tariff-lifted")),
            Progress(
                step="talks",
                state="blocked",
                statements=(need,),
                waits_for=("tariff-lifted",),
                blocked_by=("election",),
            ),
            Progress(step="tariff-lifted", state="disputed", since="2020-04-01", events=("e-tariff",)),
            Progress(step="election", state="unknown"),
        ),
        indicators=(("accord", ("e-gas",)), ("base", ())),
        so_what=(
            SoWhat(
                stakeholder="eu-security",
                interest="calm",
                finding="the tariff has gone",
                way="helps",
                events=("e-tariff",),
            ),
        ),
        gaps=(
            Gap(kind="single-origin", about="e-gas", text="the gas accord rests on a single origin", events=("e-gas",)),
            Gap(kind="stale", about="montenegro", text="nothing about Montenegro is newer than a year"),
        ),
        changes=(
            Change(kind="event", about="e-tariff", text="", weight=3.0, events=("e-tariff",)),
            Change(kind="event", about="e-gas", text="", weight=2.0, events=("e-gas",)),
            Change(kind="event", about="e-aid", text="", weight=1.0, events=("e-aid",)),
        ),
    )


@pytest.fixture
def issue(view: View, campaign: Campaign, assessment: Assessment, world: Names) -> Issue:
    """Return the whole issue."""
    return compose(view, campaign, assessment, world)


@pytest.fixture
def nothing(campaign: Campaign, world: Names) -> Issue:
    """Return the issue of a desk that has read nothing."""
    view = View(as_of=date(2020, 6, 30), documents=(), statements=(), events=())
    empty = Assessment(
        as_of=view.as_of,
        since=date(2020, 1, 1),
        bindings=(),
        standings=(),
        initiative=(),
        levers=(),
        objectives=(),
        processes=(),
        indicators=(),
        so_what=(),
        gaps=(),
    )
    return compose(view, replace(campaign, contests=()), empty, world)


Renamed = Callable[[str], Issue]


@pytest.fixture
def renamed(issue: Issue, world: Names) -> Renamed:
    """Return a function that gives every name, title and text of the issue the same hostile value."""

    def rename(text: str) -> Issue:
        campaign = replace(
            issue.campaign,
            title=text,
            levers=tuple(replace(lever, text=text) for lever in issue.campaign.levers),
            contests=tuple(replace(contest, question=text) for contest in issue.campaign.contests),
            processes=tuple(replace(step, text=text) for step in issue.campaign.processes),
            indicators=tuple(replace(indicator, text=text) for indicator in issue.campaign.indicators),
        )
        actor = (Entity(key=None, name=text),)
        documents = tuple(
            replace(d, title=text, publisher=text, authors=(text,), url=f"javascript:{text}", text=d.text + text)
            for d in issue.view.documents
        )
        statements = tuple(
            replace(s, actors=actor, citation=replace(s.citation, speaker=text)) for s in issue.view.statements
        )
        events = tuple(replace(e, actors=actor) for e in issue.view.events)
        view = replace(issue.view, documents=documents, statements=statements, events=events)
        return compose(view, campaign, issue.assessment, world)

    return rename


@pytest.fixture(scope="session")
def espeak() -> str:
    """Return where a speech program is; skip, or fail where nothing may skip."""
    path = shutil.which("espeak-ng")
    if path is None:
        reason = "espeak-ng is not installed (Debian: apt-get install espeak-ng)"
        if os.environ.get("WATCHFLOOR_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
