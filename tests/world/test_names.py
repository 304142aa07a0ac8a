"""How names are split, folded and told from common words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.world import fold, split, word
from watchfloor.world.names import same_case

TEXT = st.text(max_size=40) | st.text(alphabet="aceijkhlostuwxyz'’-.\"! ", max_size=20)


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        ("Serbia", "serbia"),
        ("Serbia's", "serbia"),
        ("Serbia’s", "serbia"),
        ("(Serbia),", "serbia"),
        ("U.S.", "us"),
        ("“Vučić”", "vucic"),
        ("Шойгу", "shoygu"),
        ("d'Orsay", "d'orsay"),
        ("Novi-Pazar", "novi-pazar"),
        ("'Serbia'", "serbia"),
        ("Serbs'", "serbs"),
        ("'s", ""),
        ("'Sarajevo", "sarajevo"),
        ("¡Serbia!", "serbia"),
        ("!", ""),
        ("", ""),
    ],
)
def test_a_word_loses_marks_case_and_possessive(token: str, folded: str) -> None:
    assert word(token) == folded


def test_a_name_is_split_into_its_words_without_the_empty() -> None:
    assert split(" Novi  Pazar , (Serbia)") == ("novi", "pazar", "serbia")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Shoygu", "Shoigu", "Шойгу"),
        ("Đukanović", "Djukanovic", "Djukanović"),
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij"),
        ("Yeltsin", "Jeltsin", "Eltsin"),
        ("Khrushchev", "Hruščev"),
        ("Vučić", "Vuchich", "Вучић"),
        ("Aleksandr", "Alexandr"),
        ("Novi-Pazar", "Novi Pazar"),
    ],
)
def test_romanisations_of_one_name_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vučić", "Vulin"), ("Kostin", "Kostić"), ("Ivanov", "Ivanova"), ("Slovak", "Slovene"), ("Niger", "Nigeria")],
)
def test_different_names_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_a_fold_is_lower_case_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text).lower()


@given(TEXT)
def test_a_word_folded_twice_changes_nothing(text: str) -> None:
    for folded in split(text):
        assert word(folded) == folded


@pytest.mark.parametrize(
    ("text", "tokens", "same"),
    [
        ("US", ["US"], True),
        ("US", ["us"], False),
        ("WHO", ["Who"], False),
        ("Turkey", ["Turkey"], True),
        ("Turkey", ["turkey"], False),
        ("world body", ["World", "Body"], True),
        ("Security Council", ["Security", "council"], True),
    ],
)
def test_capitals_tell_a_name_from_a_common_word(text: str, tokens: list[str], same: bool) -> None:
    assert same_case(text, tokens) is same
