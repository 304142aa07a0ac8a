"""Who may see what: a view without the documents above a TLP level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watchfloor.errors import PublishError
from watchfloor.terms import TLP, Document, Entity, Event, Issue, Statement, View


def cleared(view: View, tlp: str = "clear") -> View:
    """Return the view as it would be had nothing above the TLP level been read.

    Assess and compose from this view, and no number, chart or word can carry what is withheld.
    An event keeps what its remaining statements say of it; one without any is dropped.
    Raises PublishError for a level that TLP 2.0 does not have.
    """
    _level(tlp)
    documents = tuple(d for d in view.documents if _level(d.tlp) <= _level(tlp))
    if len(documents) == len(view.documents):
        return view
    kept = {document.id: document for document in documents}
    statements = {s.id: s for s in view.statements if s.citation.document in kept}
    events = (_event(event, statements, kept) for event in view.events)
    return replace(
        view,
        documents=tuple(replace(d, derives_from=_shown(d, view, kept)) for d in documents),
        statements=tuple(statements.values()),
        events=tuple(event for event in events if event is not None),
    )


def refuse_above(issue: Issue, tlp: str) -> None:
    """Raise PublishError where the issue rests on a document above the TLP level."""
    above = [document for document in issue.view.documents if _level(document.tlp) > _level(tlp)]
    if above:
        first = f"“{above[0].title[:80]}” (TLP:{above[0].tlp.upper()})"
        raise PublishError(
            "publish.above-tlp",
            f"{len(above)} of the documents are above TLP:{tlp.upper()}, the first is {first}",
            hint="assess only what may be shown, or publish at the higher level",
        )


def _level(tlp: str) -> int:
    if tlp not in TLP:
        raise PublishError("publish.unknown-tlp", f"no TLP level is called {tlp!r}", hint=f"levels: {', '.join(TLP)}")
    return TLP.index(tlp)


def _shown(document: Document, view: View, kept: Mapping[str, Document]) -> str | None:
    """A copy must not name the original that is withheld."""
    withheld = [d for d in view.documents if d.id not in kept]
    hidden = {name for d in withheld for name in (d.id, d.url, d.title) if name}
    return None if document.derives_from in hidden else document.derives_from


def _event(event: Event, statements: Mapping[str, Statement], documents: Mapping[str, Document]) -> Event | None:
    told = [statements[id] for id in event.statements if id in statements]
    if len(told) == len(event.statements):
        return event
    days = [documents[s.citation.document].published.upper for s in told]
    if not told:
        return None
    ids = {s.id for s in told}
    lead = told[0]
    return replace(
        event,
        mode=next((s.mode for s in told if s.mode), None),
        contexts=tuple(dict.fromkeys(c for s in told for c in s.contexts)),
        actors=_all([s.actors for s in told]),
        recipients=_all([s.recipients for s in told]),
        place=next((s.place for s in told if s.place), None),
        when=min((s.when for s in told if s.when), key=lambda w: w.length_days or 10**6, default=event.when),
        factuality=lead.factuality or event.factuality,
        known=min((day for day in days if day is not None), default=event.known),
        statements=tuple(s.id for s in told),
        origins=tuple(o for o in event.origins if o in documents) or (lead.citation.document,),
        contradictions=tuple(c for c in event.contradictions if {c.first, c.second} <= ids),
    )


def _all(groups: Sequence[tuple[Entity, ...]]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for group in groups for entity in group))
