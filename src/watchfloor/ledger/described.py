"""The nouns as JSON Schemas: what `encode` makes of them, and what commands print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from watchfloor.terms import When

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Values that are no nouns.
PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"},
    date: {"type": "string", "format": "date"}, datetime: {"type": "string", "format": "date-time"},
    When: {"type": "string", "description": "a date as EDTF"},
}  # fmt: skip


def whole(
    title: str, parts: Mapping[str, type], more: dict[str, Any], *, defs: tuple[type, ...] = ()
) -> dict[str, Any]:
    """Return the schema of an object with a `format`, some nouns and some more properties."""
    found: dict[str, Any] = {}
    for noun in (*parts.values(), *defs):
        _define(noun, found)
    properties = {
        "format": {"const": 1},
        **{k: {"$ref": f"#/$defs/{noun.__name__}"} for k, noun in parts.items()},
        **more,
    }
    return {
        "$schema": _DRAFT, "title": title, "type": "object", "properties": properties,
        "required": list(properties), "$defs": dict(sorted(found.items())),
    }  # fmt: skip


def payload(noun: Any, **more: Any) -> dict[str, Any]:
    """Return the schema of a noun of the ledger, all of whose fields are always there."""
    hints = get_type_hints(noun)
    properties = {field.name: _type(hints[field.name], {}) for field in fields(noun)} | more
    return {"type": "object", "properties": properties, "required": list(properties)}


def _define(noun: Any, found: dict[str, Any]) -> None:
    if noun.__name__ in found:
        return
    found[noun.__name__] = {}  # a noun within itself ends here
    hints = get_type_hints(noun)
    own = [field for field in fields(noun) if field.init]
    found[noun.__name__] = {
        "type": "object",
        "description": (noun.__doc__ or "").splitlines()[0],
        "additionalProperties": False,
        "properties": {field.name: _type(hints[field.name], found) for field in own},
        "required": [field.name for field in own if field.default is MISSING],
    }


def _type(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if is_dataclass(hint):
        _define(hint, found)
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', '')}"}
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [{"type": "null"} if arg is type(None) else _type(arg, found) for arg in get_args(hint)]}
    if get_origin(hint) is tuple:
        members = get_args(hint)
        if members[-1] is Ellipsis:
            return {"type": "array", "items": _type(members[0], found)}
        items = [_type(member, found) for member in members]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    raise TypeError(f"{hint} is none of the nouns")
