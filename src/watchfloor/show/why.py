"""What `watchfloor why` prints: the trace of any id down to its sentences, and what people decided about it."""

from __future__ import annotations

import click

from watchfloor.desk.review import Trace
from watchfloor.show.review import credibility_line, decision_line
from watchfloor.terms import Binding, Citation, Document, Entity, Event, Statement, View
from watchfloor.world import World, admiralty


def why(trace: Trace, world: World, binding: Binding | None = None) -> None:
    """Print the trace of a statement, event or document, its grades, its history, and which names are not verified.

    binding: what the campaign sees in the event: each matcher or rule that spoke, and by which words.
    """
    found, view = trace.found, trace.view
    if isinstance(found, Document):
        _document(found, view)
    elif isinstance(found, Event):
        click.echo(
            f"event {found.id}: {found.event}, {_names(found.actors)} → {_names(found.recipients)}, {found.when}"
        )
        click.echo(f"  {found.factuality}; known since {found.known}; {len(found.origins)} independent origin(s)")
        for contradiction in found.contradictions:
            click.echo(f"  contradiction in {contradiction.field}: {contradiction.says[0]} / {contradiction.says[1]}")
        for id in found.statements:
            _statement(view.statement(id), trace, world)
    else:
        _statement(found, trace, world)
    for line in () if binding is None else binding.why:
        click.echo(f"  bound: {line}")
    for decision in trace.decisions:
        undone = decision.kind != "undo" and decision.id not in trace.standing
        click.echo(f"  decided: {decision_line(decision)}{'  (undone)' if undone else ''}")


def _document(found: Document, view: View) -> None:
    said = [s for s in view.statements if s.citation.document == found.id]
    grade = f"graded {found.grade}, {admiralty.reliability()[found.grade]}" if found.grade else "not graded"
    click.echo(f"document {found.id}: {found.title} ({found.publisher or 'publisher unknown'}, {found.published})")
    click.echo(
        f"  {len(said)} statements; rights {found.rights}, TLP:{found.tlp.upper()}; {grade}; read from {found.path}"
    )


def _statement(statement: Statement, trace: Trace, world: World) -> None:
    view = trace.view
    click.echo(f"statement {statement.id}: {statement.kind} {statement.event or ''}".rstrip())
    quoted = f", quoting {' < '.join(statement.attribution)}" if statement.attribution else ""
    click.echo(f"  “{' '.join(statement.citation.exact.split())}”")
    click.echo(f"  said by {statement.speaker}{quoted}; {_where(statement.citation, view)}")
    proposal = " (a proposal)" if statement.proposal else ""
    click.echo(f"  read by {statement.coder}, pattern “{statement.rule}”, p {statement.p:.2f}{proposal}")
    event = next((event for event in view.events if statement.id in event.statements), None)
    grade = view.document(statement.citation.document).grade
    click.echo(f"  {credibility_line(statement, event, grade)}")
    others = ", ".join(f"{name} {p:.2f}" for name, p in statement.ranked if name != statement.event)
    if others:
        click.echo(f"  by a learned head it might also be: {others}")
    keys = dict.fromkeys(party.key for party in (*statement.actors, *statement.recipients) if party.key)
    unsure = [world.name(key) for key in keys if key in world.people and not world.verified(key)]
    if unsure:
        click.echo(f"  office held by general knowledge, not verified: {', '.join(unsure)}")
    _review(statement, trace)


def _review(statement: Statement, trace: Trace) -> None:
    """Print whether the statement stands, and where a newer reading of its document says otherwise."""
    carried = next((each for each in trace.carried if each.statement.id == statement.id), None)
    if all(statement.id != each.id for each in trace.view.statements):
        last = [each for each in trace.decisions if each.id in trace.standing]
        rejected = any(each.kind == "reject" and statement.id in each.on for each in last)
        click.echo("  rejected: in no view" if rejected else "  in no view: a reviewed statement stands in its place")
    if carried is not None:
        click.echo(f"  reviewed before its document was read anew{f': {carried.look}' if carried.look else ''}")


def _names(entities: tuple[Entity, ...]) -> str:
    return ", ".join(entity.label for entity in entities) or "–"


def _where(citation: Citation, view: View) -> str:
    document = view.document(citation.document)
    return f"{document.title}, {document.published}, {citation.place} of {document.path}"
