"""What `watchfloor read --json` prints: one object a document, as reading.schema.json describes it."""

from __future__ import annotations

from typing import Any

from watchfloor.terms import Document, Entity, Estimate, Reading, Statement

FORMAT = 1


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain JSON values; offsets are characters of `document.text`, half open."""
    document = reading.document
    return {
        "format": FORMAT,
        "document": _document(document),
        "turns": [{"n": t.n, "speaker": t.speaker, "start": t.start, "end": t.end} for t in document.turns],
        "statements": [_statement(statement) for statement in reading.statements],
        "refused": [{"start": r.start, "end": r.end, "reason": r.reason} for r in reading.refused],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.text,
        "url": document.url,
        "text": document.text,
    }


def _statement(s: Statement) -> dict[str, Any]:
    cited = s.citation
    return {
        "id": s.id,
        "kind": s.kind,
        "citation": {
            "start": cited.start,
            "end": cited.end,
            "exact": cited.exact,
            "source_line": cited.source_line,
            "page": cited.page,
            "seconds": cited.seconds,
        },
        "speaker": s.speaker,
        "attribution": list(s.attribution),
        "hearsay": s.hearsay,
        "proposal": s.proposal,
        "event": s.event,
        "mode": s.mode,
        "contexts": list(s.contexts),
        "actors": [_entity(e) for e in s.actors],
        "recipients": [_entity(e) for e in s.recipients],
        "place": _entity(s.place) if s.place else None,
        "when": s.when.text if s.when else None,
        "factuality": s.factuality,
        "estimate": _estimate(s.estimate) if s.estimate else None,
        "confidence": s.confidence,
        "requirement": _requirement(s),
        "condition": {"if": s.condition.if_, "then": s.condition.then} if s.condition else None,
        "objective": {"actor": _entity(s.objective.actor), "text": s.objective.text} if s.objective else None,
        "state": _state(s),
        "coder": s.coder,
        "rule": s.rule,
        "alternatives": [{"event": name, "p": p} for name, p in s.ranked if name != s.event],
        "p": s.p,
    }


def _entity(entity: Entity) -> dict[str, str | None]:
    return {"key": entity.key, "name": entity.name}


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {
        "cues": list(estimate.cues),
        "scale": estimate.scale,
        "band": list(estimate.band) if estimate.band else None,
        "readers": list(estimate.readers) if estimate.readers else None,
    }


def _requirement(s: Statement) -> dict[str, Any] | None:
    if s.requirement is None:
        return None
    needed = s.requirement
    return {
        "of": needed.of,
        "for": [_entity(e) for e in needed.for_],
        "requires": needed.requires,
        "status": needed.status,
    }


def _state(s: Statement) -> dict[str, Any] | None:
    if s.state is None:
        return None
    return {
        "subject": _entity(s.state.subject),
        "relation": s.state.relation,
        "object": _entity(s.state.object),
    }
