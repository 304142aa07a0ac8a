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
        ("Uganda attacked Rwanda at dawn, an envoy in Nairobi said.", "ASSAULT", ("envoy",)),
        ("Uganda attacked Rwanda, its spokesman said.", "ASSAULT", ("its spokesman",)),
        ("Uganda, so its spokesman says, attacked Rwanda.", "ASSAULT", ("its spokesman",)),
        ("Uganda bombed Rwanda on Friday, local radio reports.", "ASSAULT", ("local radio",)),
        ("Uganda attacked Rwanda, argues a retired general.", "ASSAULT", ("retired general",)),
        ("Uganda attacked Rwanda, the general said, and Kenya condemned Uganda.", "ACCUSE", ()),
        ("Uganda attacked Rwanda; the general said nothing.", "ASSAULT", ()),
        ("In the view of the Kenyan ambassador, Uganda attacked Rwanda.", "ASSAULT", ("Kenyan ambassador",)),
        ("By the Kenyan ambassador's account, Uganda attacked Rwanda.", "ASSAULT", ("Kenyan ambassador",)),
        ("In our view, Uganda attacked Rwanda.", "ASSAULT", ()),
        (
            '"It was a bad night," a shepherd said. "Uganda attacked Rwanda at dawn. Nobody slept."',
            "ASSAULT",
            ("shepherd",),
        ),
        ('A shepherd said: "It was a bad night. Uganda attacked Rwanda at dawn."', "ASSAULT", ("shepherd",)),
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


@pytest.mark.parametrize(
    "text", ["Belarus is said to arrest its critics.", "Belarus, so the story goes, arrested its opposition."]
)
def test_what_is_only_told_is_hearsay(code: Code, text: str) -> None:
    found = event(code, text, "COERCE")
    assert found.hearsay
    assert found.attribution == ()


def test_a_judgement_is_that_of_whoever_thinks_so(code: Code) -> None:
    made = next(s for s in code("Observers in Nairobi thought it improbable that the truce would hold.") if s.estimate)
    assert made.attribution == ("Observers",)


def test_an_opinion_without_an_event_is_a_judgement_of_its_speaker(code: Code) -> None:
    (made,) = code("The Omani minister said that the weather was fine.")
    assert (made.kind, made.event, made.attribution) == ("judgement", None, ("Omani minister",))


def test_the_document_speaks_where_nobody_is_quoted(code: Code) -> None:
    assert event(code, "Uganda attacked Rwanda.", "ASSAULT").speaker == "The Harbour Gazette"
