"""How the state of a step is told: of a step that only blocks others, whether it stands."""

from __future__ import annotations

from watchfloor.publish.words.wording import Wording, spaced
from watchfloor.terms import Campaign

#: Every state in a sentence.
STATES = {
    "met": "{step} has been met",
    "in-progress": "{step} is in progress",
    "unmet": "{step} has not been met",
    "lost": "{step} is lost",
    "blocked": "{step} is blocked",
    "disputed": "{step} is disputed: the sources do not agree whether it has been met",
    "unknown": "sources speak of {step}, but not of whether it has been met",
}
_BLOCKER = {
    "met": "{step} stands",
    "unmet": "{step} does not stand",
    "lost": "{step} is gone",
    "disputed": "{step} is disputed: the sources do not agree whether it stands",
    "unknown": "sources speak of {step}, but not of whether it stands",
}
#: In a word, where that is not the state itself.
_BLOCKER_WORD = {"met": "standing", "unmet": "not there", "lost": "gone"}
#: A blocker without a `met` matcher stands as the file says.
TAKEN = "the campaign file takes it to stand"
_TAKEN_WORD = "assumed"


def step_state(words: Wording, key: str, state: str) -> str:
    """Return a main clause on the state of a step."""
    blocks = key in _blockers(words.campaign)
    told = (_BLOCKER if blocks else {}).get(state, STATES[state]).format(step=words.step(key))
    return f"{told}; {TAKEN}" if taken(words.campaign, key, state) else told


def state_word(campaign: Campaign, key: str, state: str) -> str:
    """Return the state of a step in a word or two."""
    if taken(campaign, key, state):
        return _TAKEN_WORD
    return (_BLOCKER_WORD if key in _blockers(campaign) else {}).get(state, spaced(state))


def taken(campaign: Campaign, key: str, state: str) -> bool:
    """Tell whether a step blocks others only because the file says so: nothing known speaks of its state."""
    return state == "unknown" and key in _blockers(campaign) and not campaign.step(key).met


def _blockers(campaign: Campaign) -> set[str]:
    return {key for step in campaign.processes for key in step.blocked_by}
