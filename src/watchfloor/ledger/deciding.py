"""Whether a decision can be taken: what it is about is there, and what it says can be said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from watchfloor.ledger import review, rows
from watchfloor.ledger.codec import decode
from watchfloor.ledger.refusals import refuse_withdrawn, unknown_id, wrong_value
from watchfloor.ledger.stores import schema
from watchfloor.terms import Decision, Goal, Requirement, State, Statement
from watchfloor.world import plover


def decisions(connection: Connection, recorded_by: str | None = None) -> tuple[Decision, ...]:
    """Return every decision in the order of recording, the undone among them.

    recorded_by: leave out what was decided later than this moment (ISO 8601, UTC).
    """
    wanted = select(schema.decision.c.payload).order_by(schema.decision.c.n)
    if recorded_by is not None:
        wanted = wanted.where(schema.decision.c.recorded <= recorded_by)
    return tuple(review.from_payload(payload) for payload in connection.scalars(wanted))


def refuse(connection: Connection, decision: Decision, where: str) -> None:
    """Raise LedgerError where a decision cannot be taken: unknown-id, withdrawn, wrong-value.

    where: the place of the ledger, for the error.
    """
    if decision.kind == "undo":
        for id in decision.on:
            if connection.scalar(select(schema.decision.c.n).where(schema.decision.c.id == id)) is None:
                raise unknown_id(where, id)
        return
    taken = decisions(connection)
    try:
        for statement in _added(connection, decision, where) if decision.kind == "add" else ():
            _refuse_nonsense(statement)
        for id in decision.on if decision.kind != "add" else ():
            statement = _statement(connection, id, taken, where)
            refuse_withdrawn(connection, where, statement.citation.document)
            if decision.kind == "edit":
                _refuse_edit(statement, decision, review.standing(taken))
    except ValueError as error:
        raise wrong_value(where, str(error)) from error
    if decision.kind == "resolve" and not isinstance(decision.value, str | None):
        raise wrong_value(where, f"{decision.value!r} is no key")


def _statement(connection: Connection, id: str, taken: tuple[Decision, ...], where: str) -> Statement:
    wanted = select(schema.statement.c.payload).where(schema.statement.c.id == id).limit(1)
    payload = connection.scalar(wanted)
    if payload is not None:
        return decode(Statement, payload)
    added = next((each for each in taken if each.kind == "add" and each.on == (id,)), None)
    if added is None:
        raise unknown_id(where, id)
    return next(_added(connection, added, where))


def _added(connection: Connection, decision: Decision, where: str) -> Iterator[Statement]:
    """Yield the statement that a decision adds; raises ValueError for one that cannot be."""
    try:
        document = decision.value["citation"]["document"]
        last = connection.execute(rows.last_of(document)).one_or_none()
        if last is None:
            raise unknown_id(where, document)
        refuse_withdrawn(connection, where, document)
        yield review.by_hand(decision, rows.reading(connection, last.n).document)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no statement: {error}") from error


def _refuse_edit(statement: Statement, decision: Decision, standing: tuple[Decision, ...]) -> None:
    about = [each for each in standing if statement.id in each.on and each.kind == "edit"]
    now = next(iter(review.corrected([statement], about)))
    made = review.edited(now, decision.field or "", decision.value)
    if decision.field in ("event", "mode", "contexts"):
        _refuse_nonsense(made)


def _refuse_nonsense(statement: Statement) -> None:
    """Raise ValueError for an event that PLOVER does not know, and for other kinds that do not say what they need."""
    if statement.kind != "event":
        held = {"objective": statement.objective, "state": statement.state, "requirement": statement.requirement}
        if statement.kind in held and "" in _words(held[statement.kind]):
            raise ValueError(f"a {statement.kind} needs all of its parts")
        return
    category = plover.categories().get(statement.event or "")
    if category is None:
        raise ValueError(f"PLOVER has no category {statement.event!r}; one of {', '.join(plover.categories())} is")
    if statement.mode and category.mode(statement.mode) is None:
        known = ", ".join(mode.name for mode in category.modes) or "none"
        raise ValueError(f"{category.name} has no mode {statement.mode!r}; its modes: {known}")
    for context in statement.contexts:
        if context not in plover.contexts():
            raise ValueError(f"PLOVER has no context {context!r}; one of {', '.join(plover.contexts())} is")
    if not statement.actors and not statement.recipients:
        raise ValueError("an event needs an actor or a recipient")


def _words(part: Goal | State | Requirement | None) -> tuple[str, ...]:
    if isinstance(part, Goal):
        return part.actor.name, part.text
    if isinstance(part, State):
        return part.subject.name, part.relation, part.object.name
    return (part.of, part.requires) if part is not None else ("",)
