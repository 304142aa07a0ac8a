"""What stands in the brief, and how much of it: an issue, cut to a few pages, with numbered endnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchfloor.publish.charts.balances import balances
from watchfloor.publish.charts.drawing import Chart
from watchfloor.publish.charts.theatre import theatre_map
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.quoting import Quote, Quotes, Said
from watchfloor.publish.words.compose import step_cites, title
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.openings import bare_gaps
from watchfloor.publish.words.steps import state_word
from watchfloor.publish.words.wording import Names, Wording, listing, wording
from watchfloor.terms import Claim, Issue, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Fullness:
    """How much is said: endnotes a claim, lines a contest, a side, a stakeholder; forward judgements, gaps, steps."""

    notes: int
    contest: int
    side: int
    why: int
    outlook: int
    gaps: int
    steps: int


#: Tried in turn until the pages are few enough; what speaks against a verdict is its fourth line and goes last.
FULLNESS = (
    Fullness(notes=3, contest=5, side=6, why=4, outlook=8, gaps=6, steps=24),
    Fullness(notes=2, contest=4, side=5, why=3, outlook=6, gaps=4, steps=12),
    Fullness(notes=1, contest=4, side=5, why=3, outlook=6, gaps=4, steps=12),
    Fullness(notes=1, contest=4, side=4, why=2, outlook=4, gaps=3, steps=8),
    Fullness(notes=1, contest=2, side=2, why=1, outlook=3, gaps=2, steps=6),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what is said under it."""

    title: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of a process: its state, what it waits for, its endnotes."""

    text: str
    state: str
    word: str  #: the state as it is told
    waits: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything that the brief prints, in the order of the page."""

    masthead: str
    title: str
    as_of: str
    since: str
    tlp: str
    version: str
    address: str
    lead: tuple[Said, ...]
    changes: tuple[Said, ...]
    standing: Chart | None
    map: Chart | None
    contests: tuple[Part, ...]
    sides: tuple[Part, ...]
    stages: tuple[Stage, ...]
    stages_more: int
    why: tuple[Part, ...]
    inquiries: tuple[Part, ...]
    outlook: tuple[Said, ...]
    gaps: tuple[Said, ...]
    bare_gaps: tuple[str, ...]
    quotes: tuple[Quote, ...]


Figures = tuple[Chart | None, Chart | None]


def figures(issue: Issue, world: Names) -> Figures:
    """Return the charts of the brief, drawn: the balances and the map."""
    words = wording(issue.view, issue.campaign, world)
    return balances(words, issue), theatre_map(words, issue)


def outline(
    issue: Issue,
    world: Names,
    imprint: Imprint,
    tlp: str,
    drawn: Figures = (None, None),
    full: Fullness = FULLNESS[0],
) -> Brief:
    """Return the brief of an issue; endnotes are numbered in the order in which the page calls for them."""
    words = wording(issue.view, issue.campaign, world)
    quotes = Quotes(words, at_most=full.notes)
    lead, changes = quotes.all_said(issue.claims("lead")), quotes.all_said(issue.claims("changes"))
    contests = _parts(quotes, [(s.title, s.claims[: full.contest]) for s in issue.room("contest")])
    sides = _parts(quotes, _sides(issue, full.side))
    stages, left = _stages(words, issue, quotes, full.steps)
    why = _parts(quotes, [(s.title, s.claims[: full.why]) for s in issue.room("stakeholder")])
    inquiries = _parts(quotes, [(s.title, s.claims[: full.why]) for s in issue.room("hypotheses")])
    latest = latest_first(words, issue.claims("outlook"))[: full.outlook]
    return Brief(
        masthead=imprint.publisher or imprint.series.title,
        title=issue.title,
        as_of=day_words(issue.as_of),
        since=day_words(issue.assessment.since),
        tlp=tlp.upper(),
        version=issue.version,
        address=imprint.address,
        lead=lead,
        changes=changes,
        standing=drawn[0],
        map=drawn[1],
        contests=contests,
        sides=sides,
        stages=stages,
        stages_more=left,
        why=why,
        inquiries=inquiries,
        outlook=quotes.all_said(latest),
        gaps=quotes.all_said(issue.claims("gaps")[: full.gaps]),
        bare_gaps=tuple(bare_gaps(words, issue.assessment)[: full.gaps]),
        quotes=quotes.quotes(),
    )


def latest_first(words: Wording, claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by the day of the document they quote, newest first; opinions at the head; each text once."""

    def day(claim: Claim) -> str:
        published = [words.documents[words.statements[id].citation.document].published for id in claim.statements]
        return max((when.upper.isoformat() for when in published if when.upper is not None), default="9999")

    once = {claim.text: claim for claim in claims}
    return sorted(once.values(), key=day, reverse=True)


def _parts(quotes: Quotes, sections: Iterable[tuple[str, Sequence[Claim]]]) -> tuple[Part, ...]:
    return tuple(Part(title=title, lines=quotes.all_said(claims)) for title, claims in sections if claims)


def _sides(issue: Issue, lines: int) -> list[tuple[str, Sequence[Claim]]]:
    levers = [claim for section in issue.room("lever") for claim in section.claims]
    return [
        ("Objectives", issue.claims("objectives")[:lines]),
        ("Levers in use", levers[:lines]),
        ("Initiative", issue.claims("initiative")[:lines]),
    ]


def _stages(words: Wording, issue: Issue, quotes: Quotes, at_most: int) -> tuple[tuple[Stage, ...], int]:
    """Return the steps that rest on a source, and how many more there are."""
    progress = {item.step: item for item in issue.assessment.processes}
    told = [item for item in issue.assessment.processes if step_cites(words, item, progress)]
    return tuple(_stage(words, item, progress, quotes) for item in told[:at_most]), len(told[at_most:])


def _stage(words: Wording, item: Progress, progress: dict[str, Progress], quotes: Quotes) -> Stage:
    texts = {step.key: step.text for step in words.campaign.processes}
    waits = [*item.blocked_by, *(key for key in item.waits_for if key != item.step)] if item.state != "met" else []
    cites = step_cites(words, item, progress)
    return Stage(
        text=title(words.text(item.step, texts.get(item.step, ""))),
        state=item.state,
        word=state_word(words.campaign, item.step, item.state),
        waits=listing([words.text(key, texts.get(key, "")) for key in waits], separator="; ", last="; "),
        notes=quotes.said(Claim(text=item.step, statements=cites)).notes,
    )
