from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.terms.estimate import ICD203, word_for

PROBABILITIES = st.floats(min_value=0.0, max_value=1.0)
RANK = {band.word: rank for rank, band in enumerate(ICD203)}


@given(PROBABILITIES, PROBABILITIES)
def test_a_higher_probability_never_gets_a_weaker_word(p: float, q: float) -> None:
    low, high = sorted((p, q))
    assert RANK[word_for(low)] <= RANK[word_for(high)]


@pytest.mark.parametrize("band", ICD203, ids=lambda band: band.word)
def test_the_middle_of_a_band_has_its_word(band: object) -> None:
    assert word_for((band.low + band.high) / 2) == band.word  # type: ignore[attr-defined]


def test_bands_meet_without_gap_or_overlap() -> None:
    assert [band.high for band in ICD203[:-1]] == [band.low for band in ICD203[1:]]


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.0, "almost no chance"),
        (0.05, "very unlikely"),
        (0.20, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.80, "likely"),
        (0.95, "very likely"),
        (1.0, "almost certain"),
    ],
)
def test_a_boundary_takes_the_word_nearer_to_even_odds(p: float, word: str) -> None:
    assert word_for(p) == word


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match=r"must lie in \[0, 1\]"):
        word_for(p)
