from __future__ import annotations

import dataclasses

import pytest

from watchfloor.terms.document import Citation
from watchfloor.terms.statement import Statement, statement_id

CITATION = Citation(document="d", start=10, end=20, exact="the quoted", speaker="Analyst", source_line=1)


def test_a_statement_is_spoken_by_whoever_its_citation_names() -> None:
    assert Statement(id="s", kind="judgement", citation=CITATION).speaker == "Analyst"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"kind": "rumour"}, "no kind of statement is called 'rumour'"),
        ({"kind": "event", "factuality": "perhaps"}, "no factuality is called 'perhaps'"),
        ({"kind": "event", "p": 1.5}, r"p must lie in \[0, 1\]"),
        ({"kind": "event", "p": -0.1}, r"p must lie in \[0, 1\]"),
    ],
)
def test_words_outside_the_guide_are_refused(fields: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Statement(id="s", citation=CITATION, **fields)  # type: ignore[arg-type]


def test_a_statement_never_changes() -> None:
    statement = Statement(id="s", kind="event", citation=CITATION)
    with pytest.raises(dataclasses.FrozenInstanceError):
        statement.p = 0.5  # type: ignore[misc]


def test_an_id_says_what_is_said_and_where() -> None:
    moved = dataclasses.replace(CITATION, start=11)
    ids = {
        statement_id(CITATION, "event", "CONSULT"),
        statement_id(CITATION, "event", "AID"),
        statement_id(CITATION, "judgement", "CONSULT"),
        statement_id(moved, "event", "CONSULT"),
    }
    assert len(ids) == 4
    assert statement_id(CITATION, "event", "CONSULT") in ids
