"""What the campaign asks and no source answers: said to be not known, never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watchfloor.publish.words.compose import step_claim
from watchfloor.publish.words.openings import bare_gaps
from watchfloor.publish.words.steps import TAKEN, taken
from watchfloor.publish.words.wording import Names, Wording, counted, listing, sentence, wording
from watchfloor.terms import Issue


def not_known(issue: Issue, world: Names) -> Mapping[str, tuple[str, ...]]:
    """Return by section the lines that stand where no claim can: they rest on no statement, and claim nothing.

    Of contests those without enough evidence; of processes the ends of each, and what these wait for; of gaps those
    of which no source speaks.
    """
    words = wording(issue.view, issue.campaign, world)
    thin = {
        f"contest/{standing.contest}": (
            f"Not known: not enough evidence ({counted(standing.origins, 'independent origin')}).",
        )
        for standing in issue.assessment.standings
        if not standing.enough
    }
    return {**thin, "processes": tuple(_steps(words, issue)), "gaps": tuple(bare_gaps(words, issue.assessment))}


def _steps(words: Wording, issue: Issue) -> Iterator[str]:
    progress = {item.step: item for item in issue.assessment.processes}
    steps = {step.key: step for step in issue.campaign.processes}
    needed = {need for step in steps.values() for need in step.below}
    ends = [item for key, item in progress.items() if key not in needed]
    asked = {key for item in ends for key in (item.step, *item.waits_for, *item.blocked_by)}
    for key in (key for key in progress if key in asked):
        item = progress[key]
        if step_claim(words, item, progress) is not None:
            continue
        waits = listing([words.step(k) for k in item.waits_for if k != key])
        text = f"not known: no source speaks of {words.step(key)}"
        if taken(words.campaign, key, item.state):
            text += f"; {TAKEN}"
        yield sentence(f"{text}; it waits for {waits}" if waits else text)
