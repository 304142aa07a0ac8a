"""Decisions applied: what a view shows is what was read, as people have corrected it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from watchfloor.ledger.codec import Json, decode, decode_field, encode
from watchfloor.terms import Decision, Document, Entity, Statement
from watchfloor.world import plover

#: What an edit may change; citation, speaker and coder are what they are.
EDITABLE = (
    "event",
    "mode",
    "contexts",
    "actors",
    "recipients",
    "place",
    "when",
    "factuality",
    "attribution",
    "hearsay",
    "credibility",
    "estimate",
    "confidence",
    "objective",
    "state",
    "requirement",
    "condition",
)
#: The coder of a statement that a person added.
BY_HAND = "by hand"


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no later one undid, in their order; undoing an undoing brings a decision back."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == "undo" and decision.id not in undone:
            undone.update(decision.on)
    return tuple(d for d in decisions if d.id not in undone and d.kind != "undo")


def by_statement(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Map the ids of statements to the decisions about them, in their order."""
    about: dict[str, list[Decision]] = {}
    for decision in decisions:
        for id in decision.on:
            about.setdefault(id, []).append(decision)
    return about


def corrected(statements: Iterable[Statement], decisions: Sequence[Decision]) -> tuple[Statement, ...]:
    """Return the statements as accepted and edited, without the rejected; decisions apply in their order.

    decisions: standing ones.
    """
    about = by_statement(decisions)
    everywhere = [each for each in decisions if each.kind == "resolve" and not each.on]
    order = {each.id: n for n, each in enumerate(decisions)} if everywhere else {}
    made = (
        _decided(each, sorted((*about.get(each.id, ()), *everywhere), key=lambda d: order[d.id]))
        if everywhere
        else _decided(each, about[each.id])
        if each.id in about
        else each
        for each in statements
    )
    return tuple(each for each in made if each is not None)


def regrouped(groups: Iterable[Sequence[str]], decisions: Sequence[Decision]) -> list[list[str]]:
    """Return groups of statement ids as merged and split; ids that are in none of them are passed over.

    decisions: standing ones.
    """
    found = [list(group) for group in groups]
    group_of = {id: n for n, group in enumerate(found) for id in group}
    for decision in decisions:
        on = [id for id in decision.on if id in group_of]
        if decision.kind == "split":
            leaving = on
        elif decision.kind == "merge":
            leaving = [id for n in dict.fromkeys(group_of[id] for id in on) for id in found[n]]
        else:
            continue
        for id in leaving:
            found[group_of[id]].remove(id)
            group_of[id] = len(found)
        found.append(leaving)
    return [group for group in found if group]


def payload(decision: Decision) -> Json:
    """Return a decision as plain JSON."""
    bare = {"kind": decision.kind, "on": list(decision.on), "author": decision.author, "why": decision.why}
    bare["recorded"] = decision.recorded.isoformat()
    told = {"field": decision.field, "value": decision.value}
    return bare | {name: value for name, value in told.items() if value is not None or decision.field is not None}


def from_payload(data: Mapping[str, Any]) -> Decision:
    """Return the decision that `payload` made the data from; raises ValueError where it made none."""
    try:
        return Decision(**{**data, "on": tuple(data["on"]), "recorded": datetime.fromisoformat(data["recorded"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no Decision: {error}") from error


def edited(statement: Statement, field: str, value: Json) -> Statement:
    """Return a statement with another value of a field; a mode that another category does not have goes.

    Raises ValueError for a field that may not be edited and for a value that it cannot have.
    """
    if field not in EDITABLE:
        raise ValueError(f"{field!r} cannot be edited; one of {', '.join(EDITABLE)} can")
    made = replace(statement, **{field: decode_field(Statement, field, value)})
    return replace(made, mode=None) if field == "event" and not _has_mode(made) else made


def resolved(statement: Statement, name: str, key: str | None) -> Statement:
    """Return a statement in which a name means a key, or nobody known where that is None."""

    def now(entity: Entity) -> Entity:
        return replace(entity, key=key) if folded(entity.name) == folded(name) else entity

    goal, state, needed = statement.objective, statement.state, statement.requirement
    return replace(
        statement,
        actors=tuple(map(now, statement.actors)),
        recipients=tuple(map(now, statement.recipients)),
        place=statement.place and now(statement.place),
        objective=goal and replace(goal, actor=now(goal.actor)),
        state=state and replace(state, subject=now(state.subject), object=now(state.object)),
        requirement=needed and replace(needed, for_=tuple(map(now, needed.for_))),
    )


def entities(statement: Statement) -> Iterator[Entity]:
    """Yield whom and what a statement names."""
    yield from (*statement.actors, *statement.recipients)
    if statement.place:
        yield statement.place
    if statement.objective:
        yield statement.objective.actor
    if statement.state:
        yield from (statement.state.subject, statement.state.object)
    if statement.requirement:
        yield from statement.requirement.for_


def folded(name: str) -> str:
    """Return a name without differences that nobody means."""
    return " ".join(name.casefold().split())


def by_hand(decision: Decision, document: Document) -> Statement:
    """Return the statement that a decision added, citing its document.

    Raises ValueError for a span outside of the text and for fields that a statement does not have.
    """
    (id,), told = decision.on, dict(decision.value)
    cited = document.cite(told["citation"]["start"], told["citation"]["end"])
    return decode(
        Statement, {**told, "id": id, "citation": encode(cited), "coder": BY_HAND, "rule": "added by a person"}
    )


def moment_of(recorded: datetime) -> str:
    """Return a moment as the record writes it; raises ValueError where it has no time zone."""
    if recorded.tzinfo is None:
        raise ValueError("the moment of recording needs a time zone")
    return recorded.astimezone(UTC).isoformat()


def _decided(statement: Statement, decisions: Iterable[Decision]) -> Statement | None:
    """Return a statement after decisions about it; None where it is rejected."""
    rejected = False
    for decision in decisions:
        if decision.kind in ("accept", "reject"):
            rejected = decision.kind == "reject"
        if decision.kind == "accept":
            statement = replace(statement, proposal=False)
        elif decision.kind == "edit":
            statement = edited(statement, decision.field or "", decision.value)
        elif decision.kind == "resolve":
            statement = resolved(statement, decision.field or "", decision.value)
    return None if rejected else statement


def _has_mode(statement: Statement) -> bool:
    category = plover.categories().get(statement.event or "")
    return category is not None and category.mode(statement.mode or "") is not None
