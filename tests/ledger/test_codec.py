from __future__ import annotations

import json

import pytest
from hypothesis import given
from tests.ledger.nouns import full_readings, reading

from watchfloor.ledger import decode, encode
from watchfloor.terms import Document, Reading


@given(full_readings())
def test_every_noun_comes_back_from_json_exactly_as_it_went(made: Reading) -> None:
    assert decode(Reading, json.loads(json.dumps(encode(made)))) == made


@pytest.mark.parametrize(
    "damage",
    [
        {"title": 3},
        {"authors": "one"},
        {"published": "the other day"},
        {"lines": [[1]]},
        {"lines": [[1, "2"]]},
        {"colour": "red"},
    ],
)
def test_data_that_fits_no_noun_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no Document"):
        decode(Document, encode(reading("A text.").document) | damage)


def test_a_missing_field_is_refused() -> None:
    data = encode(reading("A text.").document)
    del data["text"]
    with pytest.raises(ValueError, match="text"):
        decode(Document, data)


def test_what_is_no_noun_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        encode({1})
