"""Where reviewed words stand in a newer text, and which statement has taken a reviewed one's place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.nouns import document, says

from watchfloor.ledger import carry
from watchfloor.terms import Citation, Statement

TEXT = "Chad met Niger. Chad met Niger. Then Chad lent Niger a bridge."
SAID = document(TEXT, id="e" * 16)
BRIDGE = (32, len(TEXT))


def bridge(event: str = "AID", actors: str = "TCD", recipients: str = "NER", **more: object) -> Statement:
    made = says(SAID, event, actors, recipients, "2020-05", span=BRIDGE)
    return replace(made, **more)  # type: ignore[arg-type]


def found(text: str, citation: Citation) -> tuple[int, str] | None:
    there = carry.anchored(citation, SAID, document(text, id=SAID.id))
    return (there.start, there.exact) if there is not None else None


def test_the_same_text_leaves_a_citation_as_it_is() -> None:
    cited = SAID.cite(*BRIDGE)
    assert carry.anchored(cited, SAID, document(TEXT, "2021-01-01", id=SAID.id)) is cited


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("A head. " + TEXT, 8 + 32),
        ("Then Chad lent Niger a bridge.", 0),
        ("Then Chad lent Niger a road.", None),
        ("Then Chad lent Niger a bridge. Then Chad lent Niger a bridge.", None),
    ],
)
def test_words_are_found_by_themselves(text: str, start: int | None) -> None:
    there = found(text, SAID.cite(*BRIDGE))
    assert (there and there[0]) == start


def test_of_the_same_words_the_ones_in_the_same_company_are_meant() -> None:
    second = SAID.cite(16, 31)
    assert found("A head. " + TEXT, second) == (24, "Chad met Niger.")
    assert found("Chad met Niger. Chad met Niger. The end.", second) == (16, "Chad met Niger.")
    assert found("Chad met Niger. And again. Chad met Niger. Why. Chad met Niger.", second) is None


@given(before=st.text("ab. ", max_size=20), after=st.text("ab. ", max_size=20))
def test_a_citation_always_holds_its_words(before: str, after: str) -> None:
    cited = SAID.cite(*BRIDGE)
    now = document(before + TEXT + after, id=SAID.id)
    there = carry.anchored(cited, SAID, now)
    assert there is not None
    assert now.text[there.start : there.end] == cited.exact


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (bridge(), carry.SAME),
        (bridge(factuality="planned", mode="x"), carry.SAME),
        (bridge(actors="LBY"), carry.CHANGED),
        (bridge("COOPERATE"), carry.CHANGED),
        (bridge("COOPERATE", "LBY"), 0),
        (bridge("COOPERATE", "LBY", trigger=(42, 46)), carry.CHANGED),
        (replace(bridge(), kind="state", event=None), 0),
        (replace(bridge(), citation=SAID.cite(0, 15)), 0),
        (replace(bridge(), citation=SAID.cite(30, 60)), carry.SAME),
    ],
)
def test_how_alike_two_statements_of_a_text_are(other: Statement, alike: int) -> None:
    assert carry.likeness(bridge(trigger=(42, 46)), other) == alike


def test_what_says_the_same_is_matched_before_what_is_only_like_it() -> None:
    one, two = replace(bridge(), id="one"), replace(bridge(actors="LBY"), id="two")
    read = [replace(two, id="new two"), replace(one, id="new one")]
    pairs = carry.matched([([one], ()), ([two], ())], read)
    assert {id: (other.id, alike) for id, (other, alike) in pairs.items()} == {
        "one": ("new one", carry.SAME), "two": ("new two", carry.SAME),
    }  # fmt: skip


def test_a_newer_reading_may_agree_with_either_form() -> None:
    read = bridge("COOPERATE", "LBY")
    assert "one" in carry.matched([([replace(bridge(), id="one"), replace(read, id="one")], ())], [read])
    assert carry.differences([bridge(), read], read) == ()
    assert carry.differences([bridge()], read) == ("event", "actors")


def test_a_reporting_word_moves_with_its_citation() -> None:
    now = document("A head. " + TEXT, id=SAID.id)
    made = carry.moved(bridge(trigger=(42, 46)), now.cite(40, 40 + 30))
    assert made.trigger == (50, 54)
