from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watchfloor.assessment.disputes import disputes
from watchfloor.terms import Document, Estimate, Gap, Statement, Turn, When

EVEN, UNLIKELY, LIKELY = (0.45, 0.55), (0.05, 0.2), (0.55, 0.8)
Judge = Callable[..., Statement]


@pytest.fixture
def judge() -> Judge:
    def made(
        text: str, cue: str, band: tuple[float, float] | None, *, speaker: str = "", kind: str = "judgement"
    ) -> Statement:
        document = Document(
            id=text if not speaker else "round", title="t", publisher="p", published=When("2020-05-15"), text=text,
            turns=(Turn(n=1, speaker=speaker, start=0, end=len(text)),) if speaker else (),
        )  # fmt: skip
        return Statement(
            id=f"{kind} {text}", kind=kind, citation=document.cite(0, len(text)),
            estimate=Estimate(cues=(cue,), band=band),
        )  # fmt: skip

    return made


@pytest.fixture
def ferry(judge: Judge) -> Statement:
    return judge("I see even odds that the ferry line returns in June.", "even odds", EVEN)


def found(*statements: Statement) -> list[Gap]:
    return list(disputes(statements))


def test_two_sources_that_exclude_each_other_are_shown_with_both_sentences(ferry: Statement, judge: Judge) -> None:
    other = judge("A return of the ferry line\nis very unlikely.", "very unlikely", UNLIKELY)
    (gap,) = found(ferry, other)
    assert (gap.kind, gap.about, gap.statements) == ("contradiction", ferry.id, (ferry.id, other.id))
    assert gap.text == (
        "sources put different odds on this: “even odds” (“I see even odds that the ferry line returns in June.”) "
        "or “very unlikely” (“A return of the ferry line is very unlikely.”)"
    )


@pytest.mark.parametrize(
    ("text", "cue", "band"),
    [
        ("A return of the ferry line is about an even bet.", "even bet", EVEN),
        ("A return of the ferry line may come.", "may", None),
        ("The survey of the harbour is very unlikely.", "very unlikely", UNLIKELY),
        ("That the line is paid for, that the port is dug and that the crews are hired is very unlikely.",
         "very unlikely", UNLIKELY),
        ("The ferry is very unlikely.", "very unlikely", UNLIKELY),
    ],
)  # fmt: skip
def test_the_same_band_no_band_or_another_matter_is_no_contradiction(
    text: str, cue: str, band: tuple[float, float] | None, ferry: Statement, judge: Judge
) -> None:
    assert found(ferry, judge(text, cue, band)) == []


def test_bands_that_meet_at_a_boundary_exclude_each_other(ferry: Statement, judge: Judge) -> None:
    assert len(found(ferry, judge("The ferry line will likely return.", "likely", LIKELY))) == 1


def test_one_speaker_in_one_document_does_not_contradict_himself(ferry: Statement, judge: Judge) -> None:
    said = [("The ferry line will likely return.", "likely", LIKELY), ("The ferry line has even odds.", "even", EVEN)]
    assert found(*(judge(*one, speaker="Host") for one in said)) == []
    assert len(found(*(judge(*one, speaker=by) for one, by in zip(said, ("Host", "Guest"), strict=True)))) == 1


def test_only_judgements_that_are_facts_count(ferry: Statement, judge: Judge) -> None:
    said = ("A return of the ferry line is very unlikely.", "very unlikely", UNLIKELY)
    assert found(ferry, judge(*said, kind="event")) == []
    assert found(ferry, replace(judge(*said), proposal=True)) == []


def test_words_of_likelihood_make_no_two_judgements_alike(judge: Judge) -> None:
    one = judge("It is highly improbable, a remote chance.", "highly improbable, a remote chance", UNLIKELY)
    assert found(one, judge("It is no remote chance, highly probable.", "remote chance, highly probable", LIKELY)) == []


def test_copies_of_a_sentence_are_told_once(ferry: Statement, judge: Judge) -> None:
    other = judge("A return of the ferry line is very unlikely.", "very unlikely", UNLIKELY)
    copied = replace(other, id="copy", citation=replace(other.citation, document="copy"))
    assert len(found(ferry, other, copied)) == 1
