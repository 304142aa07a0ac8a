from __future__ import annotations

from datetime import date

import pytest
from tests.ledger.nouns import NOW, document

from watchfloor.ledger import Ledger
from watchfloor.terms import Reading

TEXTS = {
    "gas": ("The gas prices rose.\nA pact on prices of grain was signed.", "2020-01-05"),
    "visit": ("Minister Vučić spoke of the price that a visit has. " + "He said no more. " * 30, "2020-02-05"),
    "east": ("Вучић говорио је о гасу.", "2020-03-05"),
    "long": ("Rain. " * 80 + "Then a gas price was named at last, and everyone went home. " + "Sun. " * 80, "2020-04"),
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for id, (text, day) in TEXTS.items():
        tlp = "red" if id == "long" else "clear"
        ledger.record(Reading(document=document(text, day, id=id, title=id, tlp=tlp), statements=()), recorded=NOW)
    return ledger


def found(ledger: Ledger, words: str, **more: date | int | str) -> list[str]:
    return [hit.document for hit in ledger.search(words, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "documents"),
    [
        ("gas price", {"gas", "long"}),
        ("PRICES", {"gas", "visit", "long"}),
        ("vucic", {"visit", "east"}),
        ("Vučić", {"visit", "east"}),
        ('"prices of grain"', {"gas"}),
        ('"grain prices"', set()),
        ("gas visit", set()),
        ("submarine", set()),
        ("", set()),
        ('" - "', set()),
        ("gas OR NEAR(price) * ' \" ; --", set()),
    ],
)
def test_all_words_are_found_in_any_form_case_and_script(filled: Ledger, words: str, documents: set[str]) -> None:
    assert set(found(filled, words)) == documents


def test_nothing_is_found_that_was_not_known_yet_or_lies_above_a_level(filled: Ledger) -> None:
    assert found(filled, "gas", as_of=date(2020, 4, 29)) == ["gas"]
    assert set(found(filled, "gas", as_of=date(2020, 4, 30))) == {"gas", "long"}
    assert found(filled, "gas", tlp="amber") == ["gas"]


def test_the_best_comes_first_and_only_so_many(filled: Ledger) -> None:
    hits = filled.search("price")
    assert hits[0].document == "gas"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert filled.search("price", limit=1) == hits[:1]


def test_a_hit_is_a_paragraph_and_its_snippet_marks_the_words(filled: Ledger) -> None:
    (hit,) = filled.search("gas price", tlp="red", as_of=date(2020, 4, 30))[1:]
    text = TEXTS["long"][0]
    assert (hit.start, hit.end) == (0, len(text))
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["gas", "price"]
    assert hit.snippet.startswith("…Rain.")
    assert hit.snippet.endswith("…")
    assert hit.snippet.strip("…") in text
    assert len(hit.snippet) < 220
    (short,) = filled.search("signed")
    assert short.snippet == "A pact on prices of grain was signed."
    assert TEXTS["gas"][0][short.start : short.end] == short.snippet


def test_only_the_ruling_reading_is_searched(filled: Ledger) -> None:
    again = document("Nothing of that kind.", "2020-01-05", id="gas")
    filled.record(Reading(document=again, statements=()), recorded=NOW)
    assert found(filled, "grain") == []
