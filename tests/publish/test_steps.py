"""How the states of steps are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from watchfloor.publish.words.steps import STATES, state_word, step_state
from watchfloor.publish.words.wording import wording
from watchfloor.terms import Issue, Matcher


@pytest.mark.parametrize(
    ("state", "word", "sentence"),
    [
        ("met", "standing", "“the election in Serbia” stands"),
        ("lost", "gone", "“the election in Serbia” is gone"),
        ("unmet", "not there", "“the election in Serbia” does not stand"),
        ("in-progress", "in progress", "“the election in Serbia” is in progress"),
        ("unknown", "assumed", "sources speak of “the election in Serbia”, but not of whether it stands; "
         "the campaign file takes it to stand"),
    ],
)  # fmt: skip
def test_a_step_that_blocks_others_is_told_by_whether_it_stands(
    state: str, word: str, sentence: str, issue: Issue, world: Any
) -> None:
    words = wording(issue.view, issue.campaign, world)
    assert (state_word(issue.campaign, "election", state), step_state(words, "election", state)) == (word, sentence)


def test_what_has_a_matcher_is_not_assumed(issue: Issue) -> None:
    steps = tuple(
        replace(step, met=(Matcher(event=("PROTEST",)),)) if step.key == "election" else step
        for step in issue.campaign.processes
    )
    assert state_word(replace(issue.campaign, processes=steps), "election", "unknown") == "unknown"


@pytest.mark.parametrize("state", STATES)
def test_any_other_step_is_told_by_its_state(state: str, issue: Issue) -> None:
    assert state_word(issue.campaign, "talks", state) == state.replace("-", " ")
