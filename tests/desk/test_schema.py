"""The shipped schemas are those that the nouns and the columns give."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from watchfloor.show.schema import assess_schema, sets_schema


@pytest.mark.parametrize(("name", "made"), [("assess", assess_schema), ("sets", sets_schema)])
def test_the_shipped_schema_is_made_from_the_nouns(name: str, made: Callable[[], dict[str, Any]]) -> None:
    Draft202012Validator.check_schema(made())
    shipped = files("watchfloor.show").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == made()
