"""The shipped schemas are those that the nouns give."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from watchfloor.outlook.schema import outlook_schema, register_schema, scores_schema

SCHEMAS = [("outlook", outlook_schema), ("register", register_schema), ("scores", scores_schema)]


@pytest.mark.parametrize(("name", "made"), SCHEMAS)
def test_the_shipped_schema_is_made_from_the_nouns(name: str, made: Callable[[], dict[str, Any]]) -> None:
    Draft202012Validator.check_schema(made())
    shipped = files("watchfloor.outlook").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == made()
