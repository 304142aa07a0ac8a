"""What somebody held to be how likely, and how it came out; neither is ever taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from watchfloor.terms.document import digest

#: `void`: the question cannot be answered; `open`: an earlier resolution was wrong, the question is open again.
OUTCOMES = ("yes", "no", "void", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One person's or source's probability for one question on one day."""

    question: str  #: key
    author: str
    p: float  #: in [0, 1]
    made: date
    why: str
    recorded: datetime  #: with a time zone
    statement: str | None = None  #: the source's judgement that it restates
    word: str | None = None  #: the estimative words in which it was given

    def __post_init__(self) -> None:
        if not 0.0 <= self.p <= 1.0:
            raise ValueError(f"p must lie in [0, 1], got {self.p!r}")
        if not self.question.strip() or not self.author.strip() or self.recorded.tzinfo is None:
            raise ValueError("a forecast has a question, an author and a moment with a time zone")

    @property
    def id(self) -> str:
        """Return the digest of what was said, by whom, of what and for which day."""
        return digest(
            self.question,
            self.author,
            repr(self.p),
            self.made.isoformat(),
            self.why,
            str(self.statement),
            str(self.word),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a question came out, who says so and on what grounds."""

    question: str  #: key
    outcome: str  #: one of OUTCOMES
    on: date  #: the day on which it was settled
    author: str
    why: str
    recorded: datetime  #: with a time zone
    events: tuple[str, ...] = ()  #: ids of the events that settle it

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"no outcome is called {self.outcome!r}")
        if not self.question.strip() or not self.author.strip() or self.recorded.tzinfo is None:
            raise ValueError("a resolution has a question, an author and a moment with a time zone")

    @property
    def id(self) -> str:
        """Return the digest of what was decided, by whom and when."""
        said = (self.question, self.outcome, self.on.isoformat(), self.author, self.why, self.recorded.isoformat())
        return digest(*said, *self.events)
