"""Judgements, conditions and objectives: reading guide, sections 2 and 6. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Code = Callable[[str], tuple[Statement, ...]]


def of_kind(code: Code, kind: str, text: str) -> list[Statement]:
    return [s for s in code(text) if s.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "The pact will probably hold.",
        "The ceasefire is fragile.",
        "The grain crisis is a setback for Ghana.",
        "The pact erodes the leverage of Chile.",
        "We judge that the junta is losing ground.",
        "I think the truce is a breakthrough.",
    ],
)
def test_a_conclusion_is_a_judgement_with_or_without_an_estimative_word(code: Code, text: str) -> None:
    assert len(of_kind(code, "judgement", text)) == 1


@pytest.mark.parametrize("text", ["Chile signed the pact.", "Peru expelled a Chilean diplomat.", "It rained in Lima."])
def test_a_report_is_no_judgement(code: Code, text: str) -> None:
    assert of_kind(code, "judgement", text) == []


@pytest.mark.parametrize(
    ("text", "if_", "then"),
    [
        (
            "If Chile lifts the tariff, Peru will probably resume talks.",
            "If Chile lifts the tariff",
            "Peru will probably resume talks",
        ),
        ("Peru will leave unless Chile lifts the tariff.", "unless Chile lifts the tariff", "Peru will leave"),
        ("Should Chile lift the tariff, Peru would pay.", "Should Chile lift the tariff", "Peru would pay"),
        ("An embargo would hurt Malta.", "", "An embargo would hurt Malta."),
    ],
)
def test_a_conditional_keeps_both_halves(code: Code, text: str, if_: str, then: str) -> None:
    (made,) = of_kind(code, "judgement", text)
    assert made.condition is not None
    assert (made.condition.if_, made.condition.then) == (if_, then)


def test_a_conditional_keeps_its_estimative_word(code: Code) -> None:
    (made,) = of_kind(code, "judgement", "If Chile lifts the tariff, Peru will probably resume talks.")
    assert made.estimate is not None
    assert made.estimate.cues == ("probably",)


def test_would_of_reported_speech_is_no_condition(code: Code) -> None:
    assert of_kind(code, "judgement", "The Peruvian minister said he would visit Malta.") == []


@pytest.mark.parametrize(
    ("text", "actor", "goal"),
    [
        ("Ghana seeks a naval base in Togo.", "GHA", "a naval base in Togo"),
        ("Kenya wants to join the customs union.", "KEN", "join the customs union"),
        ("Kenya aims to build a port in Tanzania.", "KEN", "build a port in Tanzania"),
        ("Chile's objective is to weaken the alliance.", "CHL", "weaken the alliance"),
        ("A permanent base in Djibouti is a goal of Japan.", "JPN", "A permanent base in Djibouti"),
        ("Peru pursues a lithium deal with Bolivia.", "PER", "a lithium deal with Bolivia"),
        ("Kenya wants the border reopened.", "KEN", "the border reopened"),
        ("Kenya would like to join the customs union.", "KEN", "join the customs union"),
        ("Kenya hopes for a summit in May.", "KEN", "a summit in May"),
        ("What Kenya wants is a summit.", "KEN", "a summit"),
        ("Kenya is close to its goal of joining the customs union.", "KEN", "joining the customs union"),
        ("Peru spoke of its ambition to host the summit.", "PER", "host the summit"),
    ],
)
def test_what_an_actor_wants_is_an_objective(code: Code, text: str, actor: str, goal: str) -> None:
    (made,) = of_kind(code, "objective", text)
    assert made.objective is not None
    assert (made.objective.actor.key, made.objective.text) == (actor, goal)
    assert made.actors == (made.objective.actor,)


def test_a_wish_of_nobody_named_is_no_objective(code: Code) -> None:
    assert of_kind(code, "objective", "The engines want to be oiled.") == []


def test_a_question_concludes_nothing(code: Code) -> None:
    assert not [s for s in code("What might prove the ministry wrong?") if s.kind == "judgement"]


@pytest.mark.parametrize(
    "text",
    [
        "The truce is not a peace.",
        "The Balkans remain an important region.",
        "It was the thorniest point.",
        "In our view the truce holds.",
        "Our confidence is moderate.",
        "I would call that a retreat.",
        "The court regards the law as void.",
    ],
)
def test_what_something_is_held_to_be_is_a_judgement(code: Code, text: str) -> None:
    assert of_kind(code, "judgement", text)


@pytest.mark.parametrize(
    "text",
    [
        "A surgeon said that shells had fallen near the station.",
        "Would Peru walk away?",
        "The minister asked what would follow.",
        "Lima is the largest port.",
        "Peru would like to buy a ferry.",
        "A pipe would need a treaty.",
    ],
)
def test_a_report_a_question_or_a_wish_concludes_nothing(code: Code, text: str) -> None:
    assert of_kind(code, "judgement", text) == []


def test_people_without_a_name_have_wishes_too(code: Code) -> None:
    (made,) = of_kind(code, "objective", "The protesters want the mayor gone.")
    assert made.objective is not None
    assert (made.objective.actor.key, made.objective.actor.name) == (None, "protesters")
