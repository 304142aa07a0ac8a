"""Judgements with a likelihood, and which of them are about the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.assessment.stems import stems
from watchfloor.campaign.sight import tokens
from watchfloor.ledger.words import function_words
from watchfloor.terms import Statement

#: What two judgements of one thing share: so many stems at least, and so much of the shorter one's.
MIN_SHARED, MIN_SHARE = 2, 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with the band of its words, and the stems of what is judged; estimative and empty words are none."""

    statement: Statement
    low: float
    high: float
    cues: str
    about: frozenset[str]

    @property
    def said(self) -> str:
        """Return the estimative words, and the sentence."""
        return f"{self.cues} (“{' '.join(self.statement.citation.exact.split())}”)"

    @property
    def middle(self) -> float:
        """Return the middle of the band."""
        return (self.low + self.high) / 2.0


def alike(statements: Iterable[Statement]) -> Iterator[tuple[Judged, Judged]]:
    """Yield each two judgements of one thing, in the order of the statements.

    They share MIN_SHARED stems, which are at least MIN_SHARE of the shorter one's. Negations are not weighed.
    """
    judged = [one for statement in statements if (one := _judged(statement)) is not None]
    filed: defaultdict[str, list[int]] = defaultdict(list)
    for n, second in enumerate(judged):
        shared = Counter(m for stem in second.about for m in filed[stem])
        for m in sorted(shared):
            first = judged[m]
            if shared[m] >= max(MIN_SHARED, MIN_SHARE * min(len(first.about), len(second.about))):
                yield first, second
        for stem in second.about:
            filed[stem].append(n)


def _judged(statement: Statement) -> Judged | None:
    estimate = statement.estimate
    if statement.kind != "judgement" or statement.proposal or estimate is None or estimate.band is None:
        return None
    exact, cues = " ".join(statement.citation.exact.split()), " ".join(estimate.cues)
    words = " ".join(word for word in tokens(exact) if word not in function_words())
    return Judged(statement, *estimate.band, cues, frozenset(stems(words) - stems(cues)))
