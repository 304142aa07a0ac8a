from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.publish.words.dates import moment
from watchfloor.publish.words.wording import _phrases, counted, hedged, listing, numbered, sentence, wording
from watchfloor.terms import FACTUALITY, ICD203, Entity, Issue, When


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-05-06", "on 6 May 2020"),
        ("2020-04", "in April 2020"),
        ("2020", "in 2020"),
        ("201X", "in the 2010s"),
        ("2020-21", "in spring 2020"),
        ("2018/..", "since 2018"),
        ("../2020-01", "until January 2020"),
        ("2020-01/2020-03", "between January 2020 and March 2020"),
        ("2020-04?", "in April 2020 (uncertain)"),
        ("2020~", "in 2020 (approximate)"),
        ("XXXX", "(date not given)"),
        ("XXXX-05-06", "on 6 May of an unknown year"),
        ("2020-05-XX", "in May 2020"),
        ("2020-33", "in the first quarter of 2020"),
        ("[2020-01-02, 2020-01-05]", "between 2 January 2020 and 5 January 2020"),
    ],
)
def test_a_date_is_told_as_exactly_as_the_text_and_no_more(edtf: str, words: str) -> None:
    assert moment(When(edtf)) == words


@given(st.lists(st.text(alphabet="abc", min_size=1), max_size=6))
def test_a_list_names_every_item(items: list[str]) -> None:
    assert listing(items).replace(" and ", ", ").split(", ") == (items or [""])


@pytest.mark.parametrize("word", [band.word for band in ICD203])
def test_a_hedge_holds_the_word_verbatim_and_its_range(word: str) -> None:
    band = next(band for band in ICD203 if band.word == word)
    assert f"{word} ({100 * band.low:.0f}–{100 * band.high:.0f} %)" in hedged(word, "it rains")


def test_a_sentence_is_not_stopped_twice() -> None:
    assert [sentence("a"), sentence("it said “no.”"), sentence("What?")] == ["A.", "It said “no.”", "What?"]


def test_numbers_agree_with_their_noun() -> None:
    assert [counted(1, "event"), counted(12, "country"), numbered(1, "event"), numbered(0, "event")] == [
        "one event", "12 countries", "1 event", "0 events",
    ]  # fmt: skip


@pytest.mark.parametrize("factuality", FACTUALITY)
def test_every_category_and_status_makes_a_clause(issue: Issue, world: Any, factuality: str) -> None:
    words = wording(issue.view, issue.campaign, world)
    for category, mode in _phrases():
        for recipients in ((), issue.view.events[0].recipients):
            event = replace(
                issue.view.events[0], event=category, mode=mode or None, factuality=factuality, recipients=recipients
            )
            clause = words.clause(event)
            assert "Russia" in clause
            assert "{" not in clause
            assert ("Serbia" in clause) == bool(recipients)


def test_only_what_happened_is_told_as_done(issue: Issue, world: Any) -> None:
    words, event = wording(issue.view, issue.campaign, world), issue.view.events[0]
    told = {f: words.clause(replace(event, factuality=f)) for f in FACTUALITY}
    assert told["happened"] == "Russia gave material help to Serbia in December 2019"
    assert told["attempted"] == "Russia tried to give material help to Serbia in December 2019"
    assert told["did-not-happen"] == "Russia did not give material help to Serbia in December 2019"
    assert told["denied"].startswith("by reports that are denied, ")


def test_an_unresolved_name_keeps_the_words_of_the_text(issue: Issue, world: Any) -> None:
    event = replace(issue.view.events[0], actors=(Entity(key=None, name="the harbour league"),))
    assert wording(issue.view, issue.campaign, world).clause(event).startswith("“the harbour league” gave")
