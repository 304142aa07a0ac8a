"""What `read --json` prints keeps to reading.schema.json. All sentences are written for testing."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from watchfloor.reading import coder
from watchfloor.reading.contract import FORMAT, as_json
from watchfloor.terms import Document, Reading
from watchfloor.world import World

TEXT = (
    "Talks were held in Riga by Kenya and Uganda on 4 April. The ceasefire is fragile. Estonia is a member of NATO. "
    "Ghana seeks a base in Togo. If Chile lifts the tariff, Peru will probably resume talks. "
    "Ratification requires the border treaty. Zorvath praised Norway.\n\n"
    "1 | 2 | 3 | 4.5 | 6.7 | 8,000 | 9 | 10 | 11 | 12 | 13."
)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((files("watchfloor.reading") / "reading.schema.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def printed(document: Callable[..., Document], world: World) -> dict[str, Any]:
    made = document(TEXT)
    statements, refused = coder.code(made, world)
    value: dict[str, Any] = json.loads(
        json.dumps(as_json(Reading(document=made, statements=statements, refused=refused)))
    )
    return value


def test_a_reading_of_all_kinds_keeps_to_the_schema(schema: dict[str, Any], printed: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(printed, schema)
    assert {s["kind"] for s in printed["statements"]} == {"event", "state", "objective", "judgement", "requirement"}
    assert printed["refused"]


def test_an_empty_reading_keeps_to_the_schema(schema: dict[str, Any], document: Callable[..., Document]) -> None:
    jsonschema.validate(as_json(Reading(document=document(""), statements=())), schema)


def test_the_format_has_a_number(printed: dict[str, Any]) -> None:
    assert printed["format"] == FORMAT


def test_offsets_point_into_the_printed_text(printed: dict[str, Any]) -> None:
    text = printed["document"]["text"]
    assert all(
        text[s["citation"]["start"] : s["citation"]["end"]] == s["citation"]["exact"] for s in printed["statements"]
    )


def test_the_unresolved_keeps_its_words_and_a_null_key(printed: dict[str, Any]) -> None:
    assert {"key": None, "name": "Zorvath"} in [actor for s in printed["statements"] for actor in s["actors"]]


@pytest.mark.parametrize("kind", ["requirement", "condition", "objective", "state", "estimate", "place", "when"])
def test_every_part_is_printed_somewhere(printed: dict[str, Any], kind: str) -> None:
    assert any(s[kind] is not None for s in printed["statements"])


def test_the_schema_refuses_a_field_it_does_not_know(schema: dict[str, Any], printed: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(printed | {"verdict": "win"}, schema)
