"""What `assess --json` and `sets … --json` print, as JSON Schemas made from the nouns and the columns."""

from __future__ import annotations

from typing import Any

from watchfloor.ledger.described import whole
from watchfloor.ledger.sets import Manifest
from watchfloor.ledger.sets.columns import EVENT, MONTH
from watchfloor.terms import Assessment, Event, Statement

_PLAIN = {"format": {"const": 1}, "set": {"type": "string"}}


def assess_schema() -> dict[str, Any]:
    """Return the schema of `assess --json`; fields that hold their default are left out of the object."""
    nouns = {"events": Event, "statements": Statement}
    lists = {name: {"type": "array", "items": {"$ref": f"#/$defs/{noun.__name__}"}} for name, noun in nouns.items()}
    return whole("watchfloor assess --json", {"assessment": Assessment}, lists, defs=tuple(nouns.values()))


def sets_schema() -> dict[str, Any]:
    """Return the schema of a line of `sets … --json`: a set, an event, or the counts of a month."""
    told = whole("watchfloor sets import|list|show|monthly --json, one object a line", {"set": Manifest}, {})
    kinds = (told["properties"], _row(EVENT), _row(MONTH))
    return {
        **{key: told[key] for key in ("$schema", "title", "$defs")},
        "oneOf": [
            {"type": "object", "additionalProperties": False, "required": list(kind), "properties": kind}
            for kind in kinds
        ],
    }


def _row(types: dict[str, str]) -> dict[str, Any]:
    return {**_PLAIN, **{name: _column(kind) for name, kind in types.items()}}


def _column(kind: str) -> dict[str, Any]:
    """Return a column's type; `…[]` is a list of texts, and every one may be null but what is counted or told apart."""
    if kind.endswith("[]"):
        return {"type": ["array", "null"], "items": {"type": "string"}}
    if kind == "date":
        return {"type": ["string", "null"], "format": "date"}
    return {"type": kind if kind in ("boolean", "integer") else [kind, "null"]}
