"""What is published: everything that is said, as values with citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from watchfloor.terms.assessment import Assessment
from watchfloor.terms.campaign import Campaign
from watchfloor.terms.correction import Correction
from watchfloor.terms.event import View
from watchfloor.terms.forecast import Forecast, Resolution
from watchfloor.terms.outlook import Effect, Outlook, Supposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of ours, and the statements it rests on; or an opinion, signed by the editor who holds it.

    p: the probabilities that its words of likelihood stand for, in [0, 1]; empty where nothing is said to be likely.

    Raises ValueError without a statement or a signature: a claim that cites nothing is refused.
    """

    text: str
    statements: tuple[str, ...]
    opinion: str = ""  #: whose; empty where the claim rests on statements
    p: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.statements and not self.opinion:
            raise ValueError(f"no sentence supports {self.text!r}")

    @property
    def said(self) -> str:
        """Return the text as it is printed: an opinion with the name of who holds it."""
        return f"{self.text} (Opinion: {self.opinion}.)" if self.opinion else self.text


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
    corrections: what was changed in the record after it was first read, in order.
    what_if: what each single supposition would change. forecasts, resolutions: the register, in order.
    """

    title: str
    as_of: date
    campaign: Campaign
    view: View
    assessment: Assessment
    sections: tuple[Section, ...]
    version: str
    replay: tuple[Issue, ...] = ()
    corrections: tuple[Correction, ...] = ()
    outlook: Outlook | None = None
    what_if: tuple[tuple[Supposition, tuple[Effect, ...]], ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    def claims(self, about: str) -> tuple[Claim, ...]:
        """Return the claims of the section about something; none where there is no such section."""
        return tuple(claim for section in self.sections if section.about == about for claim in section.claims)

    def room(self, room: str) -> tuple[Section, ...]:
        """Return the sections of one kind, such as every `contest/KEY`, in their order."""
        return tuple(section for section in self.sections if section.about.startswith(f"{room}/"))
