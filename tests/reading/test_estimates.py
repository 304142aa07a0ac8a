"""Estimative words: reading guide, section 5. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Estimate, Statement

Code = Callable[[str], tuple[Statement, ...]]

BANDS = {
    (0.01, 0.05): ("almost no chance", "remote chance"),
    (0.05, 0.20): ("very unlikely", "highly improbable"),
    (0.20, 0.45): ("unlikely", "improbable"),
    (0.45, 0.55): ("roughly even chance", "roughly even odds"),
    (0.55, 0.80): ("likely", "probable"),
    (0.80, 0.95): ("very likely", "highly probable"),
    (0.95, 0.99): ("almost certain", "nearly certain"),
}


def judged(code: Code, text: str) -> list[Estimate]:
    return [s.estimate for s in code(text) if s.kind == "judgement" and s.estimate is not None]


@pytest.mark.parametrize(("word", "band"), [(word, band) for band, words in BANDS.items() for word in words])
def test_each_row_of_icd_203_has_its_band(code: Code, word: str, band: tuple[float, float]) -> None:
    odds = word.endswith(("chance", "odds"))
    text = f"There is a {word} that the pact will hold." if odds else f"It is {word} that the pact will hold."
    (found,) = judged(code, text)
    assert found.cues == (word,)
    assert found.band == band
    assert found.scale == "icd203"


@pytest.mark.parametrize("word", ["may", "might", "could"])
def test_modal_verbs_have_no_band_but_a_wide_reader_distribution(code: Code, word: str) -> None:
    (found,) = judged(code, f"The pact {word} hold.")
    assert found.band is None
    assert found.readers == (0.1, 0.4, 0.7)


@pytest.mark.parametrize(
    "text", ["In May, Togo praised Benin.", "The treaty of May 2019 binds Togo.", "Togo left in May."]
)
def test_the_month_of_may_is_no_hedge(code: Code, text: str) -> None:
    assert judged(code, text) == []
    assert all(s.estimate is None for s in code(text))


@pytest.mark.parametrize(
    "text",
    [
        "The remote village praised Peru.",
        "A certain minister praised Peru.",
        "Peru will win.",
        "Peru certainly won.",
        "The ferry carries perhaps forty cars.",
        "A bridge made the trip possible.",
        "Every citizen may vote.",
        "Nobody can tell.",
        "The bridge cannot carry lorries.",
        "Before the mill can open, a board must meet.",
        "The ships could not unload.",
        "Whatever the papers may say, Peru won.",
        "Peru has a port that its navy can use.",
        "The truce carries a risk.",
        "The envoy would not say when aides might be named.",
        "Peru won, whatever you may have read.",
        "Only members can vote.",
        "Sailors could see the port.",
        "It is possible to walk to the port.",
        "Peru is bound to the treaty.",
        "The envoy had no chance to speak.",
        "Likely voters were asked.",
        "You may leave the room.",
        "May the truce hold.",
        "Peru praised its citizens, to whatever party they may belong.",
        "She can speak Quechua.",
        "There is a new risk looming.",
        "Talks are set to resume.",
    ],
)
def test_a_word_that_estimates_nothing_here_is_no_cue(code: Code, text: str) -> None:
    assert judged(code, text) == []


def test_stacked_hedges_keep_every_cue_and_take_the_lower(code: Code) -> None:
    (found,) = judged(code, "This might indicate that the pact will likely hold.")
    assert found.cues == ("might", "likely")
    assert found.band is None
    assert found.readers == (0.1, 0.4, 0.7)


def test_hedges_of_separate_clauses_stay_apart(code: Code) -> None:
    found = judged(code, "The pact will probably hold, but the truce is unlikely to last.")
    assert [e.cues for e in found] == [("probably",), ("unlikely",)]


def test_confidence_is_kept_apart_from_likelihood(code: Code) -> None:
    (made,) = (s for s in code("We assess with high confidence that the pact is likely to hold.") if s.estimate)
    assert made.confidence == "high"
    assert made.estimate is not None
    assert made.estimate.cues == ("likely",)


@pytest.mark.parametrize("level", ["low", "moderate", "high"])
def test_each_level_of_confidence_is_read(code: Code, level: str) -> None:
    assert {s.confidence for s in code(f"We assess with {level} confidence that the pact will hold.")} == {level}


def test_an_event_carries_the_hedge_that_bears_on_it(code: Code) -> None:
    events = {
        s.event: s.estimate for s in code("Chile condemned Peru and will probably expel a Bolivian envoy.") if s.event
    }
    assert events["ACCUSE"] is None
    assert events["SANCTION"] is not None
    assert events["SANCTION"].cues == ("probably",)


def test_a_hyphenated_expression_is_one_cue(code: Code) -> None:
    assert [e.cues for e in judged(code, "The chances of a truce are fifty-fifty.")] == [("fifty-fifty",)]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The law can strip the port of its income.", "can"),
        ("A new cabinet could seek changes.", "could"),
        ("A further delay cannot be ruled out.", "cannot be ruled out"),
        ("The port risks losing its income.", "risks"),
        ("The truce faces a potential collapse.", "potential"),
        ("The collapse can almost certainly be avoided.", "almost certainly"),
        ("The truce will probably not hold.", "probably"),
        ("Odds are that the truce fails.", "odds are that"),
        ("The chances that the truce holds are slim.", "slim"),
        ("The party stands a chance.", "stands a chance"),
        ("The truce is bound to fail.", "bound to"),
        ("The minister is sure to resign.", "sure to"),
        ("In all probability the truce will fail.", "in all probability"),
        ("We cannot rule a delay out.", "cannot rule a delay out"),
        ("A delay can't be excluded.", "can't be excluded"),
        ("A delay could not be ruled out.", "could not be ruled out"),
        ("Whether the truce holds is a toss-up.", "toss-up"),
        ("It is more than likely that the truce fails.", "more than likely"),
    ],
)
def test_each_sign_of_what_may_come_about_is_one_cue(code: Code, text: str, cue: str) -> None:
    assert [e.cues for e in judged(code, text)] == [(cue,)]


def test_a_denied_likelihood_is_its_complement(code: Code) -> None:
    (found,) = judged(code, "The truce isn't likely to hold.")
    assert (found.cues, found.band) == (("not likely",), (0.20, 0.45))


def test_a_question_may_hold_a_hedge(code: Code) -> None:
    assert [s.estimate.cues for s in code("Could Peru expel the envoy of Chile?") if s.estimate] == [("could",)]
