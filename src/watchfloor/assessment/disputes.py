"""Which judgements of likelihood cannot both be right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.assessment.stems import stems
from watchfloor.campaign.sight import tokens
from watchfloor.ledger.words import function_words
from watchfloor.terms import Gap, Statement

#: What two judgements of one thing share: so many stems at least, and so much of the shorter one's.
MIN_SHARED, MIN_SHARE = 2, 0.5


@dataclass(frozen=True, slots=True)
class _Judged:
    statement: Statement
    low: float
    high: float
    said: str
    about: frozenset[str]  #: stems of what is judged


def disputes(statements: Iterable[Statement]) -> Iterator[Gap]:
    """Yield a contradiction for each two judgements that give one thing likelihoods which exclude each other.

    They are of two speakers or two documents, their ICD 203 bands have at most a boundary in common, and they share
    MIN_SHARED stems, which are at least MIN_SHARE of the shorter one's; estimative and empty words are no stems. The
    same two sentences are told once. Negations are not weighed: the sentences stand side by side for the reader.
    """
    judged = [one for statement in statements if (one := _judged(statement)) is not None]
    filed: defaultdict[str, list[int]] = defaultdict(list)
    told: set[tuple[str, str]] = set()
    for n, second in enumerate(judged):
        shared = Counter(m for stem in second.about for m in filed[stem])
        for first in (judged[m] for m in sorted(shared) if _alike(shared[m], judged[m], second)):
            if _disagree(first, second) and (first.said, second.said) not in told:
                told.add((first.said, second.said))
                yield Gap(
                    kind="contradiction",
                    about=first.statement.id,
                    text=f"sources disagree on how likely this is: {first.said} or {second.said}",
                    statements=(first.statement.id, second.statement.id),
                )
        for stem in second.about:
            filed[stem].append(n)


def _judged(statement: Statement) -> _Judged | None:
    estimate = statement.estimate
    if statement.kind != "judgement" or statement.proposal or estimate is None or estimate.band is None:
        return None
    exact, cues = " ".join(statement.citation.exact.split()), " ".join(estimate.cues)
    words = " ".join(word for word in tokens(exact) if word not in function_words())
    return _Judged(statement, *estimate.band, f"{cues} (“{exact}”)", frozenset(stems(words) - stems(cues)))


def _alike(shared: int, first: _Judged, second: _Judged) -> bool:
    return shared >= max(MIN_SHARED, MIN_SHARE * min(len(first.about), len(second.about)))


def _disagree(first: _Judged, second: _Judged) -> bool:
    one, other = first.statement, second.statement
    two = (one.citation.document, one.speaker) != (other.citation.document, other.speaker)
    return two and (first.high <= second.low or second.high <= first.low)
