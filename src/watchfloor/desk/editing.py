"""What a person types for a field of a statement, as the value that is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from watchfloor.errors import DeskError
from watchfloor.terms import CREDIBILITY, FACTUALITY, REQUIREMENT_STATUS, Entity, Statement
from watchfloor.world import plover

if TYPE_CHECKING:
    from watchfloor.world import World

_EVERY = ("attribution", "confidence", "credibility")
#: What a person may change of a statement, by its kind; a point leads into a part of it.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "event": (
        "event", "mode", "contexts", "actors", "recipients", "place", "when", "factuality", "attribution", "hearsay",
        "credibility",
    ),
    "judgement": ("condition.if", "condition.then", *_EVERY),
    "objective": ("objective.actor", "objective.text", *_EVERY),
    "state": ("state.subject", "state.relation", "state.object", *_EVERY),
    "requirement": (
        "requirement.of", "requirement.for", "requirement.requires", "requirement.status", *_EVERY,
    ),
}  # fmt: skip
_NOBODY_YET = {"key": None, "name": ""}
#: What a statement added by hand begins with, by its kind.
EMPTY: Mapping[str, Mapping[str, Any]] = {
    "event": {"factuality": "happened"},
    "judgement": {},
    "objective": {"objective": {"actor": _NOBODY_YET, "text": ""}},
    "state": {"state": {"subject": _NOBODY_YET, "relation": "", "object": _NOBODY_YET}},
    "requirement": {"requirement": {"of": "", "requires": ""}},
}
#: Fields that hold one entity, and several.
_ENTITY = ("place", "objective.actor", "state.subject", "state.object")
_ENTITIES = ("actors", "recipients", "requirement.for")
_LISTS = ("contexts", "attribution")
#: Names of parts that Python keeps for itself.
_PARTS = {"if": "if_", "for": "for_"}
_ITEM = re.compile(r'\s*(?:"([^"]*)"|([^,"]+))\s*(?:,|$)')
_NOBODY = ("", "-", "none")


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields that a person may change of a statement of a kind."""
    return FIELDS[kind]


def choices(field: str, statement: Statement) -> tuple[str, ...]:
    """Return the values that a field can have, where they are few; of `mode` those of the statement's category."""
    if field == "mode":
        category = plover.categories().get(statement.event or "")
        return ("-", *(mode.name for mode in category.modes)) if category else ()
    return {
        "event": tuple(plover.categories()),
        "contexts": tuple(plover.contexts()),
        "factuality": FACTUALITY,
        "hearsay": ("yes", "no"),
        "credibility": tuple(map(str, CREDIBILITY)),
        "requirement.status": REQUIREMENT_STATUS,
    }.get(field, ())


def shown(statement: Statement, field: str) -> str:
    """Return the value of a field as a person would type it."""
    value: Any = statement
    for part in field.split("."):
        value = None if value is None else getattr(value, _PARTS.get(part, part))
    if isinstance(value, Entity):
        value = (value,)
    if isinstance(value, tuple):
        return ", ".join(each.label if isinstance(each, Entity) else _quoted(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def value_of(field: str, typed: str, statement: Statement, world: World) -> tuple[str, Any]:
    """Return the field that is recorded and its value, as plain JSON.

    Entities are keys of the world, or names in double quotes, set apart by commas; `-` stands for nothing.
    Raises DeskError: desk.wrong-field, desk.unknown-key, desk.wrong-value.
    """
    if field not in FIELDS[statement.kind]:
        known = ", ".join(FIELDS[statement.kind])
        what = f"{field!r} of a {statement.kind} cannot be edited"
        raise DeskError("desk.wrong-field", what, hint=f"one of {known} can")
    value = _value(field, typed.strip(), statement, world)
    whole, _, part = field.partition(".")
    return (whole, _with(statement, whole, _PARTS.get(part, part), value)) if part else (field, value)


def entity_of(typed: str, world: World, known: Iterable[Entity] = ()) -> dict[str, str | None]:
    """Return an entity as plain JSON: of a key, or of a name in double quotes that nobody has a key for.

    known: entities whose names are kept. Raises DeskError `desk.unknown-key` with the nearest key.
    """
    if typed.startswith('"'):
        return {"key": None, "name": typed.strip('"')}
    key = key_of(typed, world)
    return {"key": key, "name": next((each.name for each in known if each.key == key), world.name(key))}


def key_of(typed: str, world: World) -> str:
    """Return a key that the world knows; raises DeskError `desk.unknown-key` with the nearest one."""
    if not world.known(typed):
        near = world.nearest(typed)
        hint = f"did you mean {near!r}? " if near else ""
        raise DeskError(
            "desk.unknown-key",
            f"the world knows no key {typed!r}",
            hint=f'{hint}add it to world.yaml, or write "{typed}" in double quotes for a name without a key',
        )
    return typed


def _value(field: str, typed: str, statement: Statement, world: World) -> Any:
    nothing = typed.casefold() in _NOBODY
    entities = tuple(_entities(statement))
    if field in _ENTITIES:
        return [] if nothing else [entity_of(each, world, entities) for each in _items(typed)]
    if field in _ENTITY:
        return None if nothing else entity_of(typed, world, entities)
    if field in _LISTS:
        return [] if nothing else [each.strip('"') for each in _items(typed)]
    if field == "hearsay":
        return typed.casefold() in ("yes", "true", "1")
    if field == "credibility":
        if not typed.isdigit():
            raise DeskError("desk.wrong-value", f"{typed!r} is no credibility", hint="a number from 1 to 6")
        return int(typed)
    return (None if "." not in field else "") if nothing else typed


def _with(statement: Statement, whole: str, part: str, value: Any) -> Any:
    from watchfloor.ledger import encode

    now = encode(getattr(statement, whole)) or {"if_": "", "then": ""}
    return {**now, part: value}


def _items(typed: str) -> Iterator[str]:
    for quoted, bare in _ITEM.findall(typed):
        if quoted or bare.strip():
            yield f'"{quoted}"' if quoted else bare.strip()


def _quoted(words: str) -> str:
    return f'"{words}"' if "," in words else words


def _entities(statement: Statement) -> Iterator[Entity]:
    from watchfloor.ledger.review import entities

    yield from entities(statement)
