"""Competing hypotheses in sentences: which has the least against it, what stands against each, what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchfloor.assessment.hypotheses import AGAINST
from watchfloor.publish.words.wording import Wording, listing, sentence
from watchfloor.terms import Claim, Inquiry, Matrix, Weighed


def inquiry_claims(words: Wording, inquiry: Inquiry, matrix: Matrix) -> Iterator[Claim]:
    """Say which hypothesis the evidence contradicts least, what stands against each, and which evidence decides.

    A score is no probability: no word of likelihood stands here.
    """
    texts = dict(inquiry.hypotheses)
    rows = [row for row in matrix.rows if words.cites(row.events)]
    cites = words.cites(id for row in rows for id in row.events)
    if not cites:
        return
    yield Claim(text=sentence(_verdict(matrix, texts)), statements=cites)
    for key, score in matrix.scores:
        against = [row for row in rows if dict(row.rates)[key] in AGAINST]
        if against:
            told = _evidence(against)
            yield Claim(
                text=sentence(f"against “{texts[key]}” ({score:.2f}) stands: {told}"),
                statements=words.cites(id for row in against for id in row.events),
            )
    hinges = dict(matrix.hinges)
    for row in rows:
        if row.evidence in hinges:
            other = _first(hinges[row.evidence], texts)
            text = f"this hangs on the evidence “{row.text}”: without it {other}"
            yield Claim(text=sentence(text), statements=words.cites(row.events))


def _verdict(matrix: Matrix, texts: dict[str, str]) -> str:
    scores = dict(matrix.scores)
    if not matrix.best:
        return "the evidence tells none of the explanations apart"
    rest = listing([f"“{texts[key]}” ({score:.2f})" for key, score in matrix.scores if key not in matrix.best])
    return f"{_first(matrix.best, texts)} (inconsistency {scores[matrix.best[0]]:.2f}), before {rest}"


def _first(best: Sequence[str], texts: dict[str, str]) -> str:
    if not best:
        return "nothing would tell the explanations apart"
    names = listing([f"“{texts[key]}”" for key in best])
    return f"{names} {'has' if len(best) == 1 else 'have'} the least against {'it' if len(best) == 1 else 'them'}"


def _evidence(rows: Sequence[Weighed]) -> str:
    return listing([f"“{row.text}”" for row in rows])
