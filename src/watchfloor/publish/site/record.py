"""The issue as one JSON object, format 1; its schema is issue.schema.json."""

from __future__ import annotations

import json
from typing import Any

from watchfloor.publish.site.notes import web
from watchfloor.publish.site.parts import shown
from watchfloor.terms import Document, Event, Issue, Progress, Standing, Statement

FORMAT = 1


def issue_json(issue: Issue) -> str:
    """Return the issue as JSON with sorted keys: sections, findings, events, cited words, documents.

    No document's full text is in it, whatever its rights: only the words that statements cite.
    `<` is written as an escape, so that the text is safe inside a page too.
    """
    assessment = issue.assessment
    record = {
        "format": FORMAT,
        "title": issue.title,
        "as_of": issue.as_of.isoformat(),
        "since": assessment.since.isoformat(),
        "version": issue.version,
        "theatre": list(issue.campaign.theatre),
        "sections": [
            {
                "title": section.title,
                "about": section.about,
                "claims": [
                    {"text": c.text, "statements": list(c.statements), **({"opinion": c.opinion} if c.opinion else {})}
                    for c in section.claims
                ],
            }
            for section in issue.sections
        ],
        "standings": [_standing(standing) for standing in assessment.standings],
        "processes": [_progress(progress) for progress in assessment.processes],
        "levers": [
            {"lever": u.lever, "territory": u.territory, "state": u.state, "events": list(u.events)}
            for u in assessment.levers
        ],
        "events": [_event(event) for event in issue.view.events],
        "statements": [_statement(s) for document in issue.view.documents for s in shown(issue, document)],
        "documents": [_document(document) for document in issue.view.documents],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c") + "\n"


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "contest": standing.contest,
        "between": list(standing.between),
        "enough": standing.enough,
        "origins": standing.origins,
        "balance": standing.balance,
        "low": standing.low,
        "high": standing.high,
        "gaining": standing.gaining,
        "p_gaining": standing.p_gaining,
        "word": standing.word,
        "balancing": standing.balancing,
        "moved": [
            {"event": m.event, "toward": m.toward, "effect": m.effect, "on_change": m.on_change} for m in standing.moved
        ],
        "series": [[day.isoformat(), level, low, high] for day, level, low, high in standing.series],
    }


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "step": progress.step,
        "state": progress.state,
        "since": progress.since,
        "events": list(progress.events),
        "statements": list(progress.statements),
        "waits_for": list(progress.waits_for),
        "blocked_by": list(progress.blocked_by),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actors": [{"key": e.key, "name": e.name} for e in event.actors],
        "recipients": [{"key": e.key, "name": e.name} for e in event.recipients],
        "place": event.place.label if event.place else None,
        "when": event.when.text,
        "factuality": event.factuality,
        "known": event.known.isoformat(),
        "statements": list(event.statements),
        "origins": list(event.origins),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    citation = statement.citation
    return {
        "id": statement.id,
        "kind": statement.kind,
        "document": citation.document,
        "start": citation.start,
        "end": citation.end,
        "exact": citation.exact,
        "source_line": citation.source_line,
        "page": citation.page,
        "seconds": citation.seconds,
        "speaker": citation.speaker,
        "attribution": list(statement.attribution),
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": document.published.text,
        "url": web(document.url),
        "grade": document.grade,
        "rights": document.rights,
        "tlp": document.tlp,
    }
