"""Which judgements of likelihood cannot both be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchfloor.assessment.likelihoods import Judged, alike
from watchfloor.terms import Gap, Statement


def disputes(statements: Iterable[Statement]) -> Iterator[Gap]:
    """Yield a contradiction for each two judgements that give one thing likelihoods which exclude each other.

    They are alike, of two speakers or two documents, and their ICD 203 bands have at most a boundary in common. The
    same two sentences are told once. Negations are not weighed: the sentences stand side by side for the reader.
    """
    told: set[tuple[str, str]] = set()
    for first, second in alike(statements):
        if _disagree(first, second) and (first.said, second.said) not in told:
            told.add((first.said, second.said))
            yield Gap(
                kind="contradiction",
                about=first.statement.id,
                text=f"sources put different odds on this: {first.said} or {second.said}",
                statements=(first.statement.id, second.statement.id),
            )


def _disagree(first: Judged, second: Judged) -> bool:
    one, other = first.statement, second.statement
    two = (one.citation.document, one.speaker) != (other.citation.document, other.speaker)
    return two and (first.high <= second.low or second.high <= first.low)
