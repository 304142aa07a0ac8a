"""campaign.yaml as a JSON Schema, for editors; made from the table of keys."""

from __future__ import annotations

from typing import Any

from watchfloor.campaign.keys import KEYS, Key
from watchfloor.terms import FACTUALITY
from watchfloor.world import plover

_KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
_P = r"^(0(\.[0-9]+)?|1(\.0+)?|\.[0-9]+)$"
_TEXT = {"type": "string", "minLength": 1}


def json_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12); names of actors and own keys are checked by `watchfloor check` alone."""
    root = _kind("campaign")
    kinds = [kind for kind in KEYS if kind != "campaign"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "campaign.yaml of watchfloor",
        **root,
        "$defs": {kind: _kind(kind) for kind in kinds},
    }


def _kind(kind: str) -> dict[str, Any]:
    keys = KEYS[kind]
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.says, **_value(key)} for key in keys},
    }
    required = [key.name for key in keys if key.required]
    if required:
        found["required"] = required
    elif kind in ("matcher", "part"):
        found["minProperties"] = 1
    else:
        found["type"] = ["object", "null"]  # `step:` alone is a step of which only the key is known
    return found


def _value(key: Key) -> dict[str, Any]:
    own = {"type": "object", "propertyNames": {"pattern": _KEBAB}}
    match key.shape:
        case "text":
            return _TEXT
        case "day":
            return {"type": "string", "format": "date"}
        case "span":
            return {"type": "string", "pattern": "^P[0-9YMWD]+(/P[0-9YMWD]+)?$"}
        case "p":
            return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": _P}]}
        case "name":
            return _name(key.of)
        case "needs":
            some = {"type": "array", "items": _name(key.of), "minItems": 1}
            group = {
                "type": "object", "additionalProperties": False, "required": ["any"],
                "properties": {"any": {"anyOf": [_name(key.of), some]}},
            }  # fmt: skip
            either = {"anyOf": [_name(key.of), group]}
            return {"anyOf": [_name(key.of), group, {"type": "array", "items": either, "minItems": 1}]}
        case "ratings":
            return {**own, "additionalProperties": {"enum": list(key.among)} if key.among else _TEXT}
        case "record" | "matcher":
            return {"$ref": f"#/$defs/{key.of or 'part'}"}
        case "records" | "matchers":
            one = {"$ref": f"#/$defs/{key.of or 'matcher'}"}
            return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        case "names" | "words":
            one = _name(key.of)
            return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        case "texts":
            return {**own, "additionalProperties": _TEXT}
        case "lists":
            return {"type": "object", "additionalProperties": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}}
        case "table":
            return {**own, "additionalProperties": {"$ref": f"#/$defs/{key.of}"}}


def _name(of: str) -> dict[str, Any]:
    modes = {mode.name for category in plover.categories().values() for mode in category.modes}
    closed = {
        "category": list(plover.categories()),
        "mode": sorted(modes),
        "context": list(plover.contexts()),
        "factuality": list(FACTUALITY),
    }
    return {"enum": closed[of]} if of in closed else _TEXT
