"""Decisions applied: what a view shows is what was read, as people have corrected it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from watchfloor.ledger.codec import Json, decode_field
from watchfloor.terms import Decision, Statement

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
)


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no later one undid, in their order; undoing an undoing brings a decision back."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == "undo" and decision.id not in undone:
            undone.update(decision.on)
    return tuple(d for d in decisions if d.id not in undone and d.kind != "undo")


def corrected(statements: Iterable[Statement], decisions: Sequence[Decision]) -> tuple[Statement, ...]:
    """Return the statements as accepted and edited, without the rejected; decisions apply in their order.

    decisions: standing ones.
    """
    about: dict[str, list[Decision]] = {}
    for decision in decisions:
        for id in decision.on:
            about.setdefault(id, []).append(decision)
    return tuple(_corrected(statements, about)) if about else tuple(statements)


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
    return bare if decision.field is None else bare | {"field": decision.field, "value": decision.value}


def from_payload(data: Mapping[str, Any]) -> Decision:
    """Return the decision that `payload` made the data from; raises ValueError where it made none."""
    try:
        return Decision(**{**data, "on": tuple(data["on"]), "recorded": datetime.fromisoformat(data["recorded"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no Decision: {error}") from error


def edited(statement: Statement, field: str, value: Json) -> Statement:
    """Return a statement with another value of a field.

    Raises ValueError for a field that may not be edited and for a value that it cannot have.
    """
    if field not in EDITABLE:
        raise ValueError(f"{field!r} cannot be edited; one of {', '.join(EDITABLE)} can")
    return replace(statement, **{field: decode_field(Statement, field, value)})


def _corrected(statements: Iterable[Statement], about: Mapping[str, Sequence[Decision]]) -> Iterator[Statement]:
    for statement in statements:
        decided = about.get(statement.id, ())
        rejected = False
        made = statement
        for decision in decided:
            if decision.kind == "reject":
                rejected = True
            elif decision.kind == "accept":
                made, rejected = replace(made, proposal=False), False
            elif decision.kind == "edit" and decision.field is not None:
                made = edited(made, decision.field, decision.value)
        if not rejected:
            yield made
