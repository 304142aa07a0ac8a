"""The board as it was known on earlier days, one step for each day on which something was published."""

from __future__ import annotations

from dataclasses import dataclass

from watchfloor.publish.site.notes import Line, Notes
from watchfloor.publish.site.parts import Board, board
from watchfloor.publish.words.compose import title
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.steps import state_word
from watchfloor.publish.words.wording import Wording, wording
from watchfloor.terms import Claim, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was known on one day: how much had been read, who was gaining, the board, the steps."""

    id: str
    date: str
    documents: int
    events: int
    verdicts: list[tuple[str, Line | None]]
    board: Board
    steps: list[tuple[str, str, str]]  #: (text, state, state as it is told)


def days(words: Wording, issue: Issue, notes: Notes) -> list[Day]:
    """Return the days of a replay, the earliest first, the day of the issue last."""
    return [_day(words, one, notes) for one in (*issue.replay, issue)]


def _day(words: Wording, issue: Issue, notes: Notes) -> Day:
    then = wording(issue.view, issue.campaign, words.world)
    sections = {section.about: section.claims for section in issue.sections}
    progress = {item.step: item.state for item in issue.assessment.processes}
    return Day(
        id=issue.as_of.isoformat(),
        date=day_words(issue.as_of),
        documents=len(issue.view.documents),
        events=len(issue.view.events),
        verdicts=[
            (contest.question, _verdict(notes, sections.get(f"contest/{contest.key}", ())[:1]))
            for contest in issue.campaign.contests
        ],
        board=board(then, issue),
        steps=[
            (title(words.text(step.key, step.text)), state, state_word(issue.campaign, step.key, state))
            for step in issue.campaign.processes
            for state in [progress.get(step.key, "unknown")]
        ],
    )


def _verdict(notes: Notes, claims: tuple[Claim, ...]) -> Line | None:
    """Return the first sentence on a contest with the sources that can still be shown."""
    for claim in claims:
        here = tuple(id for id in claim.statements if id in notes.words.statements)
        if here:
            return notes.line(Claim(text=claim.text, statements=here[:3]))
    return None
