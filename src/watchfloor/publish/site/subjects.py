"""Pages about whom and what: actors, levers, steps of processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from watchfloor.publish.site.events import Link, Row, rows
from watchfloor.publish.site.notes import Line, Notes, slug
from watchfloor.publish.words.compose import lever_claims, step_claim, title
from watchfloor.publish.words.steps import state_word
from watchfloor.publish.words.wording import Wording, sentence, spaced
from watchfloor.terms import Claim, Entity, Event, Issue, Lever, Progress, Step
from watchfloor.world import plover

#: Counterparts named on an actor's page.
_COUNTERPARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Somebody an actor has to do with: acts of cooperation and of conflict, both ways."""

    link: Link
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """Everything an actor does, and what is done to it."""

    key: str
    name: str
    home: Link | None
    wants: list[Line]
    acts: list[Row]
    reached: list[Row]
    counterparts: list[Counterpart]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverPage:
    """A lever: whose it is, what it serves, how it fares where, and every event that shows it."""

    name: str
    of: str
    tags: tuple[str, ...]
    serves: list[str]
    states: list[tuple[Link, str]]
    lines: list[Line]
    rows: list[Row]


Beside = tuple[Link, str, str]  #: another step: its name and address, its state, and that as it is told


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """A step of a process: its state, what it needs, what needs it, and what the sources say of it."""

    text: str
    state: str
    word: str  #: the state as it is told
    line: Line | None
    needs: list[Beside]
    blocked_by: list[Beside]
    needed_by: list[Beside]
    blocks: list[Beside]
    said: list[Line]
    rows: list[Row]


def actor_keys(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Return everybody who acts or is acted upon, with the number of events, the busiest first."""
    found = Counter(key for event in events for key in {e.key for e in _parties(event) if e.key})
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def nameless(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Return the names that nobody could resolve, with the number of events, the most frequent first."""
    found = Counter(name for event in events for name in {e.name for e in _parties(event) if e.key is None})
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _parties(event: Event) -> tuple[Entity, ...]:
    return (*event.actors, *event.recipients)


def actor_view(words: Wording, issue: Issue, notes: Notes, key: str) -> ActorView:
    """Return an actor for its page."""
    acts = [e for e in issue.view.events if key in {one.key for one in e.actors}]
    reached = [e for e in issue.view.events if key in {one.key for one in e.recipients}]
    home = next((k for k in issue.campaign.theatre if k != key and k in _homes(words, key)), None)
    wants = [
        Claim(text=sentence(f"{words.name(key)} wants: {s.objective.text}"), statements=(s.id,))
        for s in issue.view.statements
        if s.objective is not None and s.objective.actor.key == key and not s.proposal
    ]
    return ActorView(
        key=key,
        name=words.world.name(key),
        home=(words.world.name(home), f"{notes.root}country/{slug(home)}.html") if home else None,
        wants=notes.lines(wants),
        acts=rows(words, issue, notes.root, acts),
        reached=rows(words, issue, notes.root, reached),
        counterparts=_counterparts(words, notes.root, key, [*acts, *reached]),
    )


def _homes(words: Wording, key: str) -> set[str]:
    home = words.world.territory_of(key)
    return {key, *words.world.parents(key), *([home] if home else [])}


def _counterparts(words: Wording, root: str, key: str, events: Iterable[Event]) -> list[Counterpart]:
    met: Counter[tuple[str, bool]] = Counter()
    for event in {event.id: event for event in events}.values():
        met.update(
            (other, plover.category(event.event).cooperative)
            for other in {e.key for e in _parties(event) if e.key} - {key}
        )
    others = sorted({other for other, _ in met}, key=lambda o: (-met[o, True] - met[o, False], o))
    return [
        Counterpart(
            link=(words.world.name(other), f"{root}actors/{slug(other)}.html"),
            cooperation=met[other, True],
            conflict=met[other, False],
        )
        for other in others[:_COUNTERPARTS]
    ]


def lever_page(words: Wording, issue: Issue, notes: Notes, lever: Lever) -> LeverPage:
    """Return a lever for its page."""
    objectives = {one.key: one.text for one in issue.campaign.objectives}
    uses = [use for use in issue.assessment.levers if use.lever == lever.key]
    bound = {b.event for b in issue.assessment.bindings if lever.key in b.levers}
    return LeverPage(
        name=title(words.text(lever.key, lever.text)),
        of=words.name(lever.of),
        tags=tuple(lever.tags),
        serves=[objectives.get(key, spaced(key)) for key in lever.serves],
        states=[
            ((words.world.name(use.territory), f"{notes.root}country/{slug(use.territory)}.html"), use.state)
            for use in uses
        ],
        lines=notes.lines(lever_claims(words, uses)),
        rows=rows(words, issue, notes.root, [e for e in issue.view.events if e.id in bound]),
    )


def step_page(words: Wording, issue: Issue, notes: Notes, step: Step) -> StepPage:
    """Return a step of a process for its page."""
    progress = {item.step: item for item in issue.assessment.processes}
    item = progress.get(step.key) or Progress(step=step.key, state="unknown")
    steps = {one.key: one for one in issue.campaign.processes}

    def links(keys: Iterable[str]) -> list[Beside]:
        return [
            (
                (title(words.text(key, steps[key].text)), f"{notes.root}processes/{slug(key)}.html"),
                state,
                state_word(issue.campaign, key, state),
            )
            for key in dict.fromkeys(keys)
            if key in steps
            for state in [progress[key].state if key in progress else "unknown"]
        ]

    said: dict[str, list[str]] = {}  # alike words of several sources stand once
    for id in (id for id in item.statements if id in words.statements):
        said.setdefault(words.statements[id].citation.exact, []).append(id)
    claim = step_claim(words, item, progress)
    blocked = set(step.blocked_by)
    return StepPage(
        text=title(words.text(step.key, step.text)),
        state=item.state,
        word=state_word(issue.campaign, step.key, item.state),
        line=notes.line(claim) if claim else None,
        needs=links(key for key in step.below if key not in blocked),
        blocked_by=links(step.blocked_by),
        needed_by=links(one.key for one in steps.values() if step.key in {*one.below} - {*one.blocked_by}),
        blocks=links(one.key for one in steps.values() if step.key in one.blocked_by),
        said=notes.lines(Claim(text=f"“{exact}”", statements=tuple(ids)) for exact, ids in said.items()),
        rows=rows(words, issue, notes.root, [e for e in issue.view.events if e.id in set(item.events)]),
    )
