"""Sayings are alike by words that say something."""

from __future__ import annotations

from watchfloor.assessment.stems import stems


def test_words_that_name_nothing_carry_no_likeness() -> None:
    said = stems("implementation agreements with each government", short=True)
    assert said & stems("Malta has a government with a mandate") == {"govern"}


def test_endings_and_short_words_are_left_out_but_acronyms_stay() -> None:
    assert stems("Normalising ties, it surveyed the EU's bays by air") == {"normal", "survey", "ties", "bays", "eu"}
    assert "air" in stems("by air", short=True)
