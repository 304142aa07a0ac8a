from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.terms.document import CONTEXT_CHARS, Document, Turn, digest
from watchfloor.terms.when import When

TEXT = "Title of the talk\nThe host greets.\nThe analyst answers at some length, and then stops."


def document(text: str = TEXT, **fields: object) -> Document:
    defaults: dict[str, object] = {
        "id": "d",
        "title": "Title of the talk",
        "publisher": "Fictional Review",
        "published": When("2020-05-15"),
        "turns": (Turn(n=1, speaker="Host", start=18, end=34), Turn(n=2, speaker="Analyst", start=35, end=len(TEXT))),
        "lines": ((0, 1), (18, 4), (35, 9)),
    }
    return Document(text=text, **(defaults | fields))  # type: ignore[arg-type]


def test_a_digest_tells_parts_apart_and_repeats_itself() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", "c") == digest("ab", "c")
    assert len(digest("ab")) == 16


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (17, 1), (18, 4), (34, 4), (35, 9), (80, 9)])
def test_an_offset_points_back_to_the_line_of_the_source(offset: int, line: int) -> None:
    assert document().source_line(offset) == line


@pytest.mark.parametrize(
    ("tables", "place"),
    [
        ({}, "line 4"),
        ({"pages": ((0, 2), (18, 3))}, "page 3, line 4"),
        ({"times": ((0, 0.5), (20, 3725.9), (40, 4000.0))}, "1:02:05, line 4"),
        ({"times": ((30, 1.0),)}, "line 4"),
    ],
)
def test_a_citation_says_where_its_words_stand_in_the_source(tables: dict[str, tuple[object]], place: str) -> None:
    assert document(TEXT, **tables).cite(22, 30).place == place


def test_without_a_line_table_everything_stands_on_line_one() -> None:
    assert document(lines=()).source_line(50) == 1


@pytest.mark.parametrize(
    ("offset", "speaker"),
    [(0, "Fictional Review"), (18, "Host"), (33, "Host"), (34, "Fictional Review"), (35, "Analyst")],
)
def test_words_outside_every_turn_are_the_publishers(offset: int, speaker: str) -> None:
    assert document().speaker_at(offset) == speaker


def test_an_unnamed_publisher_speaks_as_publisher() -> None:
    assert document(publisher=None).speaker_at(0) == "publisher"


@given(st.data())
def test_a_citation_and_its_context_are_the_text_itself(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    citation = document().cite(start, end)
    joined = citation.prefix + citation.exact + citation.suffix
    assert TEXT[start - len(citation.prefix) :].startswith(joined)
    assert len(citation.prefix) == min(start, CONTEXT_CHARS)
    assert len(citation.suffix) == min(len(TEXT) - end, CONTEXT_CHARS)


def test_a_citation_carries_its_speaker_and_line() -> None:
    citation = document().cite(35, 46)
    assert (citation.exact, citation.speaker, citation.source_line, citation.document) == (
        "The analyst",
        "Analyst",
        9,
        "d",
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        document().cite(start, end)
