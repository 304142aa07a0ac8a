"""What is published: everything that is said, as values with citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from watchfloor.terms.assessment import Assessment
from watchfloor.terms.campaign import Campaign
from watchfloor.terms.event import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of ours, and the statements it rests on.

    Raises ValueError without a statement: a claim that cites nothing is refused.
    """

    text: str
    statements: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError(f"no sentence supports {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its claims; `about` is the key of what it speaks of."""

    title: str
    about: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One assessment, ready to be rendered; the same issue gives the same bytes.

    replay: the issues of earlier days, as they were known then, the earliest first.
    """

    title: str
    as_of: date
    campaign: Campaign
    view: View
    assessment: Assessment
    sections: tuple[Section, ...]
    version: str
    replay: tuple[Issue, ...] = ()
