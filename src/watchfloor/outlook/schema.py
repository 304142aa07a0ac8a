"""What `outlook --json` and `forecast … --json` print, as JSON Schemas made from the nouns."""

from __future__ import annotations

from datetime import date
from typing import Any

from watchfloor.ledger.described import PLAIN, payload, whole
from watchfloor.outlook.register.proposals import Proposed
from watchfloor.outlook.register.scores import Scores
from watchfloor.terms import OUTCOMES, Forecast, Odds, Outlook, Resolution

_OBJECTS = {"type": "array", "items": {"type": "object"}}


def outlook_schema() -> dict[str, Any]:
    """Return the schema of `outlook --json`; fields that hold their default are left out of the object."""
    parts = {"outlook": Outlook}
    return whole("watchfloor outlook --json", parts, {"events": _OBJECTS, "statements": _OBJECTS})


def register_schema() -> dict[str, Any]:
    """Return the schema of `forecast list --json`."""
    question = {
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "text": {"type": "string"},
            "by": PLAIN[date],
            "state": {"enum": ["not yet open", "open", "due", "settled"]},
            "proposed": {"enum": ["yes", "no", None]},
            "on": {"anyOf": [PLAIN[date], {"type": "null"}]},
            "events": {"type": "array", "items": {"type": "string"}},
            "resolution": {"anyOf": [payload(Resolution, outcome={"enum": list(OUTCOMES)}), {"type": "null"}]},
            "reckoned": {"anyOf": [{"$ref": "#/$defs/Odds"}, {"type": "null"}]},
            "forecasts": {"type": "array", "items": payload(Forecast)},
        },
    }
    question["required"] = sorted(question["properties"])
    more = {"as_of": PLAIN[date], "questions": {"type": "array", "items": question},
            "proposed": {"type": "array", "items": {"$ref": "#/$defs/Proposed"}}}  # fmt: skip
    return whole("watchfloor forecast list --json", {}, more, defs=(Odds, Proposed))


def scores_schema() -> dict[str, Any]:
    """Return the schema of `forecast score --json`."""
    one = {"$ref": "#/$defs/Scores"}
    by = {"type": "object", "additionalProperties": one}
    scored = payload(Forecast, came={"type": "boolean"}, brier={"type": "number"})
    more = {"all": {"anyOf": [one, {"type": "null"}]}, "by_author": by, "by_word": by,
            "scored": {"type": "array", "items": scored}}  # fmt: skip
    return whole("watchfloor forecast score --json", {}, more, defs=(Scores,))
