"""Judgements with a likelihood, and which of them are about the same thing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.assessment.stems import stems
from watchfloor.campaign.sight import tokens
from watchfloor.ledger.words import function_words
from watchfloor.terms import Campaign, SourceEstimate, Statement, View
from watchfloor.world import World

_WORD = re.compile(r"\w+(?:[-.]\w+)*")

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
        return f"“{self.cues}” (“{' '.join(self.statement.citation.exact.split())}”)"

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


def beside(view: View, campaign: Campaign, world: World) -> tuple[SourceEstimate, ...]:
    """Return the sources' own estimates that speak of a contested territory, by contest, latest first.

    A judgement speaks of a territory where its sentence names it, its capital or an organ of it.
    """
    days = {document.id: document.published.upper or view.as_of for document in view.documents}
    judged = [s for s in view.statements if s.kind == "judgement" and s.estimate is not None and not s.proposal]
    judged.sort(key=lambda s: days[s.citation.document], reverse=True)
    named = [(s, s.estimate, _named(s.citation.exact, world)) for s in judged]
    return tuple(
        SourceEstimate(
            about=f"contest/{contest.key}", statement=s.id, cues=estimate.cues, band=estimate.band,
            readers=estimate.readers,
        )
        for contest in campaign.contests
        for s, estimate, places in named
        if estimate is not None and not places.isdisjoint(contest.in_)
    )  # fmt: skip


def _named(text: str, world: World) -> frozenset[str]:
    words = _WORD.findall(text)
    keys = {alias.key for n in range(len(words)) for alias in world.at(words, n)}
    return frozenset(home for key in keys if (home := world.territory_of(key)) is not None)


def _judged(statement: Statement) -> Judged | None:
    estimate = statement.estimate
    if statement.kind != "judgement" or statement.proposal or estimate is None or estimate.band is None:
        return None
    exact, cues = " ".join(statement.citation.exact.split()), " ".join(estimate.cues)
    words = " ".join(word for word in tokens(exact) if word not in function_words())
    return Judged(statement, *estimate.band, cues, frozenset(stems(words) - stems(cues)))
