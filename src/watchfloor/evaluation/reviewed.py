"""Reviewed statements as gold of our own format: what people decided, for training and for measuring."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from watchfloor.evaluation.lines import Record
from watchfloor.terms import Document, Entity, Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document with what stands and what was rejected of it, all of it reviewed or not."""

    document: Document
    start: int
    end: int
    statements: tuple[Statement, ...]
    whole: bool  #: a person decided on every statement in it


def passages(
    document: Document, statements: Iterable[Statement], rejected: Iterable[Statement], reviewed: Collection[str]
) -> Iterator[Passage]:
    """Yield the cited passages of a document of which at least one statement was reviewed, in the order of the text.

    statements, rejected: those that cite it. reviewed: ids of the statements that people accepted, corrected or added.
    """
    stand = {each.id: each for each in statements}
    gone = {each.id for each in rejected}
    cited = sorted([*stand.values(), *rejected], key=lambda each: each.citation.start)
    groups: list[list[Statement]] = []
    for each in cited:
        if groups and each.citation.start < max(other.citation.end for other in groups[-1]):
            groups[-1].append(each)
        else:
            groups.append([each])
    for group in groups:
        decided = [each.id in reviewed or each.id in gone for each in group]
        if any(decided):
            kept = tuple(stand[each.id] for each in group if each.id in stand)
            end = max(each.citation.end for each in group)
            yield Passage(document, group[0].citation.start, end, kept, all(decided))


def gold(passage: Passage) -> Record:
    """Return a passage as a line of gold (see corpus/README.md); spans that a statement does not know are null."""
    text = passage.document.text[passage.start : passage.end]
    return {
        "id": f"{passage.document.id}-{passage.start}",
        "set": "reviewed",
        "title": passage.document.title,
        "publisher": passage.document.publisher,
        "published": passage.document.published.text,
        "text": text,
        "statements": [_statement(each, text, passage.start) for each in passage.statements],
    }


def _statement(said: Statement, text: str, offset: int) -> Record:
    cited = said.citation
    record: Record = {
        "id": said.id,
        "kind": said.kind,
        "span": [cited.start - offset, cited.end - offset],
        "estimate": _estimate(said, text),
        "confidence": said.confidence,
        "attribution": list(said.attribution),
        "condition": {"if": said.condition.if_, "then": said.condition.then} if said.condition else None,
    }
    shape = _SHAPES.get(said.kind)
    return record | shape(said, text, offset) if shape is not None else record


def _event(said: Statement, text: str, offset: int) -> Record:
    return {
        "event": said.event,
        "mode": said.mode,
        "contexts": list(said.contexts),
        "trigger": [at - offset for at in said.trigger] if said.trigger else None,
        "factuality": said.factuality or "happened",
        "actors": [_role(each, text) for each in said.actors],
        "recipients": [_role(each, text) for each in said.recipients],
        "place": _role(said.place, text) if said.place else None,
        "when": {"edtf": said.when.text, "span": None} if said.when else None,
    }


def _objective(said: Statement, text: str, offset: int) -> Record:
    goal = said.objective
    return {"actor": _role(goal.actor, text), "goal": goal.text} if goal else {}


def _state(said: Statement, text: str, offset: int) -> Record:
    state = said.state
    if state is None:
        return {}
    parts = {"subject": _role(state.subject, text), "relation": state.relation, "object": _role(state.object, text)}
    return {"state": parts}


def _requirement(said: Statement, text: str, offset: int) -> Record:
    needed = said.requirement
    if needed is None:
        return {}
    whom = [_role(each, text) for each in needed.for_]
    return {"requirement": {"of": needed.of, "for": whom, "requires": needed.requires, "status": needed.status}}


_SHAPES: Mapping[str, Callable[[Statement, str, int], Record]] = {
    "event": _event,
    "objective": _objective,
    "state": _state,
    "requirement": _requirement,
}


def _role(entity: Entity, text: str) -> Record:
    return {"name": entity.name, "span": _span(entity.name, text), "key": entity.key}


def _estimate(said: Statement, text: str) -> Record | None:
    if said.estimate is None:
        return None
    cues = [{"text": cue, "span": _span(cue, text)} for cue in said.estimate.cues]
    return {"cues": cues, "band": list(said.estimate.band) if said.estimate.band else None}


def _span(words: str, text: str) -> list[int] | None:
    """Return where words first stand in a text; None where they do not, as of a pronoun that was resolved."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words else None
    return [found.start(), found.end()] if found else None
