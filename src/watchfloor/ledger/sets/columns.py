"""The columns that an event set gives out, with the types of JSON; `…[]` is a list of texts."""

from __future__ import annotations

#: Of an event.
EVENT = {
    "id": "string", "lower": "date", "upper": "date", "edtf": "string", "known": "date", "known_marked": "boolean",
    "actor": "string", "recipient": "string", "several": "boolean", "actors": "string[]", "recipients": "string[]",
    "actor_name": "string", "recipient_name": "string", "actor_sectors": "string[]", "recipient_sectors": "string[]",
    "category": "string", "mode": "string", "contexts": "string[]", "score": "number", "goldstein": "number",
    "place": "string", "territory": "string", "lat": "number", "lon": "number", "source": "string", "note": "string",
    "code": "string", "file": "integer", "line": "integer",
}  # fmt: skip
#: Of the counts of a month; a mean is null where no event has the value.
MONTH = {
    "month": "string", "actor": "string", "recipient": "string", "events": "integer",
    "verbal_cooperation": "integer", "material_cooperation": "integer", "verbal_conflict": "integer",
    "material_conflict": "integer", "score": "number", "goldstein": "number",
}  # fmt: skip
