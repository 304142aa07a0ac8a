"""The parts of pages that are no plain list of claims: board, process chains, events, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from watchfloor.publish.charts.drawing import Chart
from watchfloor.publish.site.marks import Paragraph, Piece, excerpts, paragraphs
from watchfloor.publish.site.notes import Line, Note, Notes, slug
from watchfloor.publish.words.compose import lever_claims, step_cites, title, uses_apart
from watchfloor.publish.words.dates import day_words, span_words
from watchfloor.publish.words.steps import state_word
from watchfloor.publish.words.wording import Wording, sentence, spaced
from watchfloor.terms import Claim, Document, Event, Issue, Standing, Statement, When

#: Arrow of a lever's state; the word stands beside it.
_ARROWS = {"used": "→", "strengthened": "▲", "eroded": "▼", "tried and failed": "✕", "idle": "·"}
#: What stands in a cell of a lever that is idle in the window; the caption says since when.
_IDLE = "not seen"
#: What was done to the record, by kind of correction.
_CORRECTED = {
    "correction": "metadata corrected",
    "withdrawal": "document withdrawn",
    "accept": "reading confirmed",
    "reject": "reading rejected",
    "edit": "reading corrected",
    "resolve": "name resolved",
    "merge": "reports joined to one event",
    "split": "reports set apart",
    "add": "statement added by hand",
    "undo": "decision undone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestView:
    """A contest on a page."""

    question: str
    key: str
    lines: list[Line]
    chart: Chart | None
    standing: Standing
    countries: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One lever in one territory."""

    state: str
    arrow: str
    events: int
    planned: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Territories by levers."""

    levers: list[tuple[str, str, str]]  #: (slug, name, whose)
    rows: list[tuple[str, str, list[Cell]]]  #: (slug, territory, cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverView:
    """A lever on a country's page: what was seen of it in the window, and before where it has been idle since."""

    anchor: str
    name: str
    lines: list[Line]
    idle: bool
    earlier: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A step and what it requires; `again` where it has been shown before."""

    text: str
    state: str
    word: str  #: the state as it is told
    since: str
    notes: tuple[Note, ...]
    blocked_by: list[str]
    children: list[Node]
    again: bool
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was read out of one span, beside the text."""

    id: str
    kind: str
    rows: list[tuple[str, str]]
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document as its rights allow: all of it, or what is cited."""

    whole: bool
    paragraphs: list[Paragraph]
    excerpts: list[tuple[str, str, tuple[Piece, ...]]]  #: (speaker, place in the source, words)
    cards: dict[str, Card]
    published: str
    origin: tuple[str, str] | None
    marked: int


def board(words: Wording, issue: Issue, theatre: Sequence[str] | None = None) -> Board:
    """Return the board of country by lever; what is still to come is counted apart from what was seen."""
    uses = {(use.territory, use.lever): use for use in issue.assessment.levers}
    rows = []
    for key in theatre or issue.campaign.theatre:
        cells = []
        for lever in issue.campaign.levers:
            use = uses.get((key, lever.key))
            state = use.state if use else "idle"
            seen, ahead = uses_apart(words, use) if use else ((), ())
            cells.append(
                Cell(
                    state=_IDLE if state == "idle" else state,
                    arrow=_ARROWS.get(state, "·"),
                    events=len(seen),
                    planned=len(ahead),
                    href=f"country/{slug(key)}.html#lever-{slug(lever.key)}",
                )
            )
        rows.append((slug(key), words.world.name(key), cells))
    levers = [
        (slug(lever.key), title(words.text(lever.key, lever.text)), words.name(lever.of))
        for lever in issue.campaign.levers
    ]
    return Board(levers=levers, rows=rows)


def country_levers(words: Wording, issue: Issue, notes: Notes, key: str) -> list[LeverView]:
    """Return what was seen of each lever in a territory."""
    found = []
    for lever in issue.campaign.levers:
        uses = [u for u in issue.assessment.levers if (u.lever, u.territory) == (lever.key, key)]
        idle = all(use.state == "idle" for use in uses)
        earlier = _earlier(words, issue, lever.key, key) if idle else []
        cites = words.cites(earlier)
        before = Claim(text=sentence(f"before that: {words.clauses(earlier)}"), statements=cites) if cites else None
        found.append(
            LeverView(
                anchor=slug(lever.key),
                name=title(words.text(lever.key, lever.text)),
                lines=notes.lines(lever_claims(words, uses)),
                idle=idle,
                earlier=notes.line(before) if before is not None else None,
            )
        )
    return found


def _earlier(words: Wording, issue: Issue, lever: str, key: str) -> list[str]:
    """Return the events that showed a lever in use in a territory, whenever it was."""
    return [
        binding.event
        for binding in issue.assessment.bindings
        if lever in binding.levers
        and words.factuality(binding.event) in ("happened", "attempted")
        and key in words.homes(words.events[binding.event])
    ]


def process_tree(words: Wording, issue: Issue, notes: Notes, only: Sequence[str] | None = None) -> list[Node]:
    """Return the chains from each end to its first precondition; a step shared by two is drawn once.

    only: keys; a step of theirs that none of them requires becomes a root.
    """
    steps = {step.key: step for step in issue.campaign.processes}
    shown = [key for key in (only if only is not None else steps) if key in steps]
    below = {need for key in shown for need in steps[key].below}
    progress = {item.step: item for item in issue.assessment.processes}
    drawn: set[str] = set()

    def node(key: str) -> Node:
        step, item, again = steps[key], progress.get(key), key in drawn
        drawn.add(key)
        needs = [need for need in step.below if need in steps]
        state = item.state if item else "unknown"
        return Node(
            text=title(words.text(key, step.text)),
            state=state,
            word=state_word(words.campaign, key, state),
            since=_since(item.since) if item and item.since else "",
            notes=notes.of(step_cites(words, item, progress)) if item and not again else (),
            blocked_by=[title(words.text(k, steps[k].text)) for k in (item.blocked_by if item else ()) if k in steps],
            children=[] if again else [node(need) for need in needs],
            again=again,
            anchor=slug(key),
        )

    return [node(key) for key in shown if key not in below]


def _since(text: str) -> str:
    try:
        return span_words(When(text))
    except ValueError:
        return text


def indicators(words: Wording, issue: Issue, notes: Notes) -> list[tuple[str, Line | None]]:
    """Return each sign to watch for, with what was seen of it."""
    seen = dict(issue.assessment.indicators)
    found = []
    for indicator in issue.campaign.indicators:
        events = seen.get(indicator.key, ())
        cites = words.cites(events)
        line = notes.line(Claim(text=sentence(words.clauses(events)), statements=cites)) if cites else None
        found.append((indicator.text, line))
    return found


def touching(words: Wording, events: Iterable[Event], key: str) -> list[Event]:
    """Return the events in which a territory, or who belongs to it that day, acts, is acted upon or is the place."""
    return [event for event in events if key in words.homes(event)]


def shown(issue: Issue, document: Document) -> list[Statement]:
    """Return the statements of a document that may be shown: of a quoted one only what the issue cites."""
    statements = [s for s in issue.view.statements if s.citation.document == document.id]
    if document.rights != "quote":
        return statements
    cited = {id for section in issue.sections for claim in section.claims for id in claim.statements}
    cited |= {id for event in issue.view.events for id in event.statements}
    return [s for s in statements if s.id in cited]


def shelf(words: Wording, issue: Issue) -> list[tuple[Document, str, int, str]]:
    """Return the documents latest first, as (document, date, statements shown, rights in words)."""
    rights = {"own": "full text", "open": "full text", "quote": "cited sentences"}
    ordered = sorted(issue.view.documents, key=lambda d: (d.published.upper or date.min, d.id), reverse=True)
    return [(d, span_words(d.published), len(shown(issue, d)), rights[d.rights]) for d in ordered]


def corrections(words: Wording, issue: Issue) -> list[tuple[str, str, str, str, list[tuple[str, str, str]], str]]:
    """Return what was changed, the latest first: (day, what, document, its address, changes, why)."""
    found = []
    for one in reversed(issue.corrections):
        here = f"documents/{slug(one.document)}.html" if one.document in words.documents else ""
        if here and one.statement is not None and one.statement in words.statements:
            here += f"#s-{slug(one.statement)}"
        what = _CORRECTED.get(one.kind, one.kind)
        changes = [(spaced(field.replace("_", "-")), before, now) for field, before, now in one.changes]
        found.append((day_words(one.recorded.date()), what, one.title, here, changes, one.why))
    return found


def document_view(words: Wording, issue: Issue, document: Document) -> DocumentView:
    """Return a document for its page."""
    statements = shown(issue, document)
    whole = document.rights != "quote"
    events = {id: event.id for event in issue.view.events for id in event.statements}
    origin = next((d for d in issue.view.documents if d.id == document.derives_from), None)
    return DocumentView(
        whole=whole,
        paragraphs=list(paragraphs(document, statements)) if whole else [],
        excerpts=[] if whole else list(excerpts(document, statements)),
        cards={s.id: _card(words, s, events.get(s.id)) for s in statements},
        published=span_words(document.published),
        origin=(origin.title, slug(origin.id)) if origin else None,
        marked=len(statements),
    )


def _card(words: Wording, statement: Statement, event: str | None) -> Card:
    rows = [("Said by", statement.speaker)]
    if statement.attribution:
        rows.append(("Citing", ", ".join(statement.attribution)))
    rows += _coded(words, statement)
    if statement.estimate is not None:
        band = statement.estimate.band
        span = (
            f", {100 * band[0]:.0f}–{100 * band[1]:.0f} % ({statement.estimate.scale})" if band else ", no fixed range"
        )
        rows.append(("Hedge", ", ".join(statement.estimate.cues) + span))
    if statement.confidence:
        rows.append(("Confidence", statement.confidence))
    rows.append(("Stands at", statement.citation.place))
    return Card(id=slug(statement.id), kind=statement.kind, rows=rows, event=slug(event) if event else None)


def _coded(words: Wording, statement: Statement) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if statement.event:
        rows.append(("Event", " · ".join([statement.event, *([statement.mode] if statement.mode else [])])))
    for label, entities in (("Actor", statement.actors), ("Recipient", statement.recipients)):
        if entities:
            rows.append((label, words.entities(entities)))
    if statement.place is not None:
        rows.append(("Place", words.entity(statement.place)))
    if statement.when is not None:
        rows.append(("When", f"{span_words(statement.when)} ({statement.when.text})"))
    if statement.factuality:
        rows.append(("Status", statement.factuality.replace("-", " ")))
    if statement.requirement is not None:
        rows.append(
            (
                "Requires",
                f"{statement.requirement.of} ← {statement.requirement.requires} ({statement.requirement.status})",
            )
        )
    if statement.objective is not None:
        rows.append(("Wants", f"{words.entity(statement.objective.actor)}: {statement.objective.text}"))
    if statement.state is not None:
        state = statement.state
        rows.append(("State", f"{words.entity(state.subject)} {spaced(state.relation)} {words.entity(state.object)}"))
    return rows
