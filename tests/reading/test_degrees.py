"""How far a sentence commits its writer: negation, futures, wishes, conditions and what they leave untouched."""

from __future__ import annotations

import pytest

from watchfloor.reading import factuality
from watchfloor.reading.language import parse


def degree(text: str, word: str) -> float:
    (doc,) = parse([(text, [0])])
    return factuality.score(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ferry left the harbour.", "left"),
        ("The mayor has opened the bridge.", "opened"),
        ("The crew managed to free the barge.", "free"),
        ("The barge was the first to arrive.", "arrive"),
        ("After mending the lock, the crew went home.", "mending"),
        ("The strike kept the mill closed.", "strike"),
        ("I think that the barge sank.", "think"),
    ],
)
def test_what_is_told_as_done_is_certain(text: str, word: str) -> None:
    assert degree(text, word) >= 2


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ferry did not leave the harbour.", "leave"),
        ("The barge nearly sank.", "sank"),
        ("The mayor told the crew not to sail.", "sail"),
        ("The launch was delayed.", "launch"),
        ("You should sell the boat.", "sell"),
        ("We will sell the boat.", "sell"),
        ("I want to sell the boat.", "sell"),
        ("Please send me the keys.", "send"),
        ("If the dam breaks, we leave.", "breaks"),
    ],
)
def test_what_is_denied_wished_or_supposed_is_not(text: str, word: str) -> None:
    assert degree(text, word) <= -0.75


def test_an_announced_future_is_surer_than_a_promise() -> None:
    assert degree("The airline will buy ten jets.", "buy") > degree("We will buy ten jets.", "buy")


def test_a_plan_is_surer_than_a_wish_and_less_sure_than_a_deed() -> None:
    wished, planned, done = (
        degree(f"The airline {verb} ten jets.", "buy" if verb != "bought" else verb)
        for verb in ("wants to buy", "plans to buy", "bought")
    )
    assert wished < planned < done


def test_every_degree_stays_on_the_scale() -> None:
    (doc,) = parse([("Unless they fail to stop refusing to deny it, we would never not say no, would we?", [0])])
    assert all(-3 <= factuality.score(token) <= 3 for token in doc)
