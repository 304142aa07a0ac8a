"""Who vouches: reading guide, section 3. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Code = Callable[[str], tuple[Statement, ...]]


def event(code: Code, text: str, category: str) -> Statement:
    return next(s for s in code(text) if s.event == category)


@pytest.mark.parametrize(
    ("text", "category", "sources"),
    [
        ("Uganda attacked Rwanda.", "ASSAULT", ()),
        ("The Kenyan ambassador said that Uganda had attacked Rwanda.", "ASSAULT", ("Kenyan ambassador",)),
        ("Uganda attacked Rwanda, the Kenyan ambassador said.", "ASSAULT", ("Kenyan ambassador",)),
        (
            "Peru's spokesman said that Chile claimed that Bolivia had attacked Paraguay.",
            "ASSAULT",
            ("Peru's spokesman", "Chile"),
        ),
        (
            "According to the Finnish foreign ministry, Latvia expelled a diplomat from Belarus.",
            "SANCTION",
            ("Finnish foreign ministry",),
        ),
        ("In the words of the Kenyan ambassador, Uganda attacked Rwanda.", "ASSAULT", ("Kenyan ambassador",)),
        ("I think that Uganda attacked Rwanda.", "ASSAULT", ()),
        ("Latvia considered imposing sanctions on Belarus.", "SANCTION", ()),
    ],
)
def test_those_quoted_are_named_outermost_first(code: Code, text: str, category: str, sources: tuple[str, ...]) -> None:
    assert event(code, text, category).attribution == sources


@pytest.mark.parametrize("mark", ["reportedly", "allegedly", "apparently"])
def test_hearsay_is_marked_and_no_source_is_invented(code: Code, mark: str) -> None:
    found = event(code, f"Belarus {mark} arrested opposition leaders.", "COERCE")
    assert found.hearsay
    assert found.attribution == ()
    assert found.estimate is None


def test_an_opinion_without_an_event_is_a_judgement_of_its_speaker(code: Code) -> None:
    (made,) = code("The Omani minister said that the weather was fine.")
    assert (made.kind, made.event, made.attribution) == ("judgement", None, ("Omani minister",))


def test_the_document_speaks_where_nobody_is_quoted(code: Code) -> None:
    assert event(code, "Uganda attacked Rwanda.", "ASSAULT").speaker == "The Harbour Gazette"
