"""Gold in our own format is what its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import watchfloor.evaluation

SCHEMA = Path(watchfloor.evaluation.__file__).parent / "gold.schema.json"
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["documents", "sentences"])
def test_the_corpus_fits(schema: jsonschema.Draft202012Validator, name: str) -> None:
    lines = (CORPUS / f"{name}.train.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines[:: max(1, len(lines) // 60)]:
        schema.validate(json.loads(line))


@pytest.mark.parametrize(
    "statement",
    [
        {"kind": "rumour", "span": [0, 4]},
        {"kind": "event", "span": [0, 4]},
        {"kind": "state", "span": [0, 4]},
        {"kind": "objective", "span": [0, 4], "goal": "to win"},
        {"kind": "judgement", "span": [0]},
    ],
)
def test_what_is_no_statement_does_not(schema: jsonschema.Draft202012Validator, statement: object) -> None:
    line = {"id": "a", "text": "Chad met Niger.", "published": "2020-05-01"}
    assert schema.is_valid({**line, "statements": []})
    assert not schema.is_valid({**line, "statements": [statement]})
