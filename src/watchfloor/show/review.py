"""The screen of `watchfloor review`: one statement with all that is needed to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from watchfloor.desk.editing import fields_of, shown
from watchfloor.desk.review import Item, sentences_around
from watchfloor.ledger import encode
from watchfloor.ledger.grades import suggested
from watchfloor.ledger.review import payload, standing
from watchfloor.show import FORMAT, SHORT, dump
from watchfloor.terms import Decision, Event, Statement
from watchfloor.world import admiralty

#: What each key does, in the order of the help.
KEYS = (
    ("a", "accept: it is a fact as it stands"),
    ("r", "reject: it was never said so"),
    ("e", "edit a field"),
    ("n", "say whom a name means"),
    ("m", "merge with another event"),
    ("s", "split from its event"),
    ("+", "add a statement of the same words"),
    ("t", "take the newer reading: undo what was decided on this statement"),
    ("u", "undo the last decision of this sitting"),
    ("U", "take back the last undoing"),
    ("w", "give a reason for the next decision"),
    ("j, down", "the next one, undecided"),
    ("k, up", "the one before"),
    ("?", "this help"),
    ("q", "leave; every decision is kept already"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a sitting is."""

    at: int  #: counted from 1
    of: int
    decided: int
    per_minute: float | None
    why: str  #: the reason for the next decision


def console() -> Console:
    """Return a console for stdout as wide as the terminal; without colours where NO_COLOR says so."""
    return Console(highlight=False, emoji=False)


def screen(item: Item, progress: Progress) -> RenderableType:
    """Return the screen of a statement."""
    said = item.statement
    parts: list[RenderableType] = [_head(item, progress), _source(item), Text(), *_sentence(item), Text()]
    parts += [_state(item), _fields(item), *_more(item)]
    if progress.why:
        parts.append(Text(f"reason of the next decision: {progress.why}", "italic"))
    return Group(*parts, Text(f"{said.id[:SHORT]}   a accept  r reject  e edit  u undo  j next  ? all keys", "dim"))


def item_json(item: Item) -> dict[str, Any]:
    """Return a statement under review as one JSON object, as review.schema.json describes it."""
    said = item.statement
    return {
        "format": FORMAT,
        "statement": encode(said),
        "document": {"id": item.document.id, "title": item.document.title, "grade": item.document.grade},
        "event": item.event.id if item.event else None,
        "proposal": said.proposal,
        "rejected": item.rejected,
        "reviewed": item.reviewed,
        "credibility": {"is": said.credibility, "suggested": suggested(item.event)},
        "unresolved": list(item.unresolved),
        "decisions": [decision_json(each) for each in item.decisions],
        "look": item.carried.look if item.carried else "",
        "now": encode(item.carried.now) if item.carried and item.carried.now else None,
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain JSON."""
    return {"id": decision.id, **payload(decision)}


def decisions(taken: Sequence[Decision], *, as_json: bool) -> None:
    """Print decisions in the order of recording, a line or an object each, and whether each still stands."""
    stands = {each.id for each in standing(taken)}
    for each in taken:
        stood = each.id in stands or each.kind == "undo"
        if as_json:
            dump({"format": FORMAT, **decision_json(each), "stands": each.id in stands})
        else:
            on = " ".join(id[:SHORT] for id in each.on) or "everywhere"
            click.echo(f"{decision_line(each)}  [{on}]{'' if stood else '  (undone)'}")


def help_screen() -> RenderableType:
    """Return the list of keys."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, does in KEYS:
        table.add_row(Text(key, "bold"), Text(does))
    return table


def menu(title: str, choices: Iterable[tuple[str, str]]) -> RenderableType:
    """Return choices, each behind the key that picks it."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for key, choice in choices:
        table.add_row(Text(key, "bold"), Text(choice))
    return Group(Text(title, "bold"), table)


def told(event: Event) -> str:
    """Return an event in a line."""
    parties = (", ".join(each.label for each in side) or "–" for side in (event.actors, event.recipients))
    return f"{event.id[:SHORT]}  {event.when}  {event.event}  {' → '.join(parties)}"


def decision_line(decision: Decision) -> str:
    """Return a decision in a line: when, who, what, why."""
    what = f" {decision.field}" if decision.field else ""
    value = f" = {_plain(decision.value)}" if decision.kind in ("edit", "resolve") else ""
    value = f" {decision.value}" if decision.kind in ("bind", "unbind") else value
    why = f": {decision.why}" if decision.why else ""
    when = f"{decision.recorded:%Y-%m-%d %H:%M}"
    return f"{decision.id[:SHORT]}  {when}  {decision.author}  {decision.kind}{what}{value}{why}"


def credibility_line(statement: Statement, event: Event | None, grade: str | None) -> str:
    """Return both Admiralty grades in words, and what the record suggests where nobody has judged."""
    source = f"source {grade}, {admiralty.reliability()[grade]}" if grade else "source not graded"
    number = statement.credibility
    seems = suggested(event) if number == 6 else None
    hint = f" (suggested: {seems}, {admiralty.credibility()[seems]})" if seems else ""
    return f"{source}; credibility {number}, {admiralty.credibility()[number]}{hint}"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_plain, value)) or "–"
    if isinstance(value, dict):
        return str(value.get("key") or value.get("name") or " ".join(_plain(each) for each in value.values()))
    return "–" if value is None else str(value)


def _head(item: Item, progress: Progress) -> Text:
    pace = f" · {progress.per_minute:.0f} a minute" if progress.per_minute else ""
    return Text(f"{progress.at} of {progress.of} · {progress.decided} decided{pace}", "bold")


def _source(item: Item) -> Text:
    document, cited = item.document, item.statement.citation
    said = f"{cited.speaker}" + "".join(f" < {each}" for each in item.statement.attribution)
    place = f"{document.title}, {document.published}, {cited.place}"
    return Text(f"{place} · TLP:{document.tlp.upper()}\nsaid by {said}", "dim")


def _sentence(item: Item) -> Iterator[Text]:
    """Yield the cited words with their marks, between the sentences beside them."""
    said = item.statement
    before, after = sentences_around(item.document, said.citation.start, said.citation.end)
    if before:
        yield Text(before, "dim")
    words = Text(" ".join(said.citation.exact.split()))
    for style, names in (
        ("bold green", [each.name for each in said.actors]),
        ("bold cyan", [each.name for each in said.recipients]),
        ("bold magenta", [said.place.name] if said.place else []),
        ("bold yellow", said.estimate.cues if said.estimate else ()),
    ):
        words.highlight_words([name for name in names if name], style, case_sensitive=False)
    if said.trigger:
        word = item.document.text[slice(*said.trigger)]
        words.highlight_words([word] if word else [], "bold underline")
    yield Text("▌ ", "bold") + words
    if after:
        yield Text(after, "dim")


def _state(item: Item) -> Text:
    said = item.statement
    if item.rejected:
        return Text("rejected", "bold red")
    if said.proposal:
        unsure = f"proposal of {said.coder}: p {said.p:.2f}, too unsure to file; read by “{said.rule}”"
        return Text(unsure, "bold yellow")
    done = "accepted" if item.reviewed else "filed"
    return Text(f"{done}; {said.coder}, “{said.rule}”, p {said.p:.2f}", "green" if item.reviewed else "")


def _fields(item: Item) -> Table:
    said = item.statement
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(Text("kind", "dim"), Text(said.kind))
    for field in fields_of(said.kind):
        value = shown(said, field)
        if value and field not in ("credibility", "attribution") and (field, value) != ("hearsay", "no"):
            table.add_row(Text(field, "dim"), Text(value))
    if said.estimate:
        table.add_row(Text("estimate", "dim"), Text(", ".join(said.estimate.cues)))
    others = ", ".join(f"{name} {p:.2f}" for name, p in said.ranked if name != said.event)
    if others:
        table.add_row(Text("or", "dim"), Text(others))
    table.add_row(Text("grades", "dim"), Text(credibility_line(said, item.event, item.document.grade)))
    return table


def _more(item: Item) -> Iterator[Text]:
    """Yield what else bears on a decision: the event, what contradicts it, names, a newer reading, decisions."""
    if item.event is not None:
        many, origins = len(item.event.statements), len(item.event.origins)
        yield Text(f"event {told(item.event)}: {many} statement(s), {origins} independent origin(s)", "dim")
        for each in item.event.contradictions:
            yield Text(f"contradicted in {each.field}: {each.says[0]} / {each.says[1]}", "red")
    if item.unresolved:
        yield Text(f"nobody has a key for: {', '.join(item.unresolved)}", "yellow")
    if item.carried is not None and item.carried.look:
        yield Text(item.carried.look, "bold yellow")
        if item.carried.now is not None:
            yield Text(f"newer reading: {_told(item.carried.now)}", "yellow")
    for decision in item.decisions:
        yield Text(decision_line(decision), "dim")


def _told(said: Statement) -> str:
    fields: Sequence[tuple[str, str]] = [(field, shown(said, field)) for field in fields_of(said.kind)]
    return "; ".join(f"{field} {value}" for field, value in fields if value and field != "credibility")
