from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import PublishError
from watchfloor.publish.words.hedging import faults, likelihoods, refuse, unquoted, wrong
from watchfloor.terms import ICD203, Claim, Issue, Section, word_for

HERE = ("s1",)


def claim(text: str, *p: float, opinion: str = "") -> Claim:
    return Claim(text=text, statements=HERE, p=p, opinion=opinion)


def test_the_example_issue_hedges_as_it_must(issue: Issue) -> None:
    assert faults(issue) == ()
    refuse(issue)
    assert any(claim.p for section in issue.sections for claim in section.claims)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (claim("It is likely that the port closes."), "“likely” has no number behind it"),
        (claim("The port closes.", 0.7), "the word “likely” is missing"),
        (claim("It is very likely that the port closes.", 0.7), "“very likely” is not what 0.70 is called"),
        (claim("It is probable that the port closes.", 0.7), "“probable” is no word of the scale"),
        (claim("The port will probably close.", 0.7), "“probably” is no word of the scale"),
        (claim("It is likely, and we have high confidence, that the port closes.", 0.7), "in one sentence"),
        (claim("We are confident that it is likely that the port closes.", 0.7), "in one sentence"),
        (claim("It is likely; low confidence. It is likely with low confidence.", 0.7), "in one sentence"),
        (claim("It is likely, with moderate confidence.", opinion="the editor"), "in one sentence"),
    ],
)
def test_what_is_hedged_wrongly_is_told(made: Claim, why: str) -> None:
    assert any(why in found for found in wrong(made)), list(wrong(made))


@pytest.mark.parametrize(
    "made",
    [
        claim("It is likely (55–80 %) that the port closes.", 0.7),
        claim("It is likely that the port closes and that the ferry stops.", 0.7, 0.6),
        claim("It is likely that the port closes. We have high confidence in the sources.", 0.7),
        claim("Two ferries sailed."),
        claim("Analyst said: “It is probable that the port closes.” “probable” stands for 55–80 % in ICD 203."),
        claim("Host said: “He told me “it is likely”, with low confidence.”"),
        claim("The crew might strike."),
        claim("It is likely that the port closes.", opinion="the editor"),
    ],
)
def test_what_is_hedged_rightly_or_is_quoted_passes(made: Claim) -> None:
    assert list(wrong(made)) == []


def test_publishing_refuses_and_names_every_such_sentence(issue: Issue) -> None:
    bad = Section(title="T", about="lead", claims=(claim("It is likely."), claim("It is certain.", 0.7)))
    with pytest.raises(PublishError) as caught:
        refuse(replace(issue, sections=(bad,)))
    assert (caught.value.code, caught.value.where) == ("publish.hedging", "lead")
    assert len(caught.value.others) == 1


def test_the_longest_word_counts() -> None:
    assert likelihoods("It is Very\nunlikely, almost certain and likely.") == (
        "very unlikely",
        "almost certain",
        "likely",
    )
    assert likelihoods("the unlikeliest certainty") == ()


@given(st.floats(0.0, 1.0))
def test_the_word_of_a_number_passes_and_every_other_is_refused(p: float) -> None:
    for band in ICD203:
        assert (not list(wrong(claim(f"It is {band.word} that it rains.", p)))) == (band.word == word_for(p))


@given(st.text(alphabet="ab “”", max_size=20))
def test_nothing_quoted_is_left(text: str) -> None:
    assert "“" not in unquoted(text)


def test_the_examples_of_the_method_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "method" / "hedging.md").read_text(encoding="utf-8")
    said = "It is very likely (80–95 %) that the West is gaining"
    assert f'"{said}" with p = .85 passes. With p = .75 it is refused: .75 is called *{word_for(0.75)}*' in page
    assert list(wrong(claim(said, 0.85))) == []
    assert list(wrong(claim(said, 0.75)))
