"""What `outlook --json` and `forecast … --json` print, as JSON Schemas made from the nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from watchfloor.outlook.register.proposals import Proposed
from watchfloor.outlook.register.scores import Scores
from watchfloor.terms import OUTCOMES, Forecast, Odds, Outlook, Resolution

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OBJECTS = {"type": "array", "items": {"type": "object"}}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"},
    date: {"type": "string", "format": "date"}, datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip


def outlook_schema() -> dict[str, Any]:
    """Return the schema of `outlook --json`; fields that hold their default are left out of the object."""
    parts = {"outlook": Outlook}
    return _whole("watchfloor outlook --json", parts, {"events": _OBJECTS, "statements": _OBJECTS})


def register_schema() -> dict[str, Any]:
    """Return the schema of `forecast list --json`."""
    question = {
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "text": {"type": "string"},
            "by": _PLAIN[date],
            "state": {"enum": ["not yet open", "open", "due", "settled"]},
            "proposed": {"enum": ["yes", "no", None]},
            "on": {"anyOf": [_PLAIN[date], {"type": "null"}]},
            "events": {"type": "array", "items": {"type": "string"}},
            "resolution": {"anyOf": [_whole_payload(Resolution, outcome={"enum": list(OUTCOMES)}), {"type": "null"}]},
            "reckoned": {"anyOf": [{"$ref": "#/$defs/Odds"}, {"type": "null"}]},
            "forecasts": {"type": "array", "items": _whole_payload(Forecast)},
        },
    }
    question["required"] = sorted(question["properties"])
    more = {"as_of": _PLAIN[date], "questions": {"type": "array", "items": question},
            "proposed": {"type": "array", "items": {"$ref": "#/$defs/Proposed"}}}  # fmt: skip
    return _whole("watchfloor forecast list --json", {}, more, defs=(Odds, Proposed))


def scores_schema() -> dict[str, Any]:
    """Return the schema of `forecast score --json`."""
    one = {"$ref": "#/$defs/Scores"}
    by = {"type": "object", "additionalProperties": one}
    scored = _whole_payload(Forecast, came={"type": "boolean"}, brier={"type": "number"})
    more = {"all": {"anyOf": [one, {"type": "null"}]}, "by_author": by, "by_word": by,
            "scored": {"type": "array", "items": scored}}  # fmt: skip
    return _whole("watchfloor forecast score --json", {}, more, defs=(Scores,))


def _whole(
    title: str, parts: Mapping[str, type], more: dict[str, Any], *, defs: tuple[type, ...] = ()
) -> dict[str, Any]:
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


def _whole_payload(noun: Any, **more: Any) -> dict[str, Any]:
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
    return _PLAIN[hint]
