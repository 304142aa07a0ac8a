"""The matrix of competing hypotheses, as the pages draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchfloor.publish.site.notes import Line, Notes
from watchfloor.publish.words.wording import Wording, sentence
from watchfloor.terms import Claim, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One evidence: what was seen of it, with its ratings, its credence and how well it tells hypotheses apart."""

    text: str
    seen: Line | None
    rates: Sequence[str]
    credence: str
    diagnosticity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """A question: hypotheses (text, inconsistency, whether none has less against it), evidence, sentences."""

    question: str
    hypotheses: Sequence[tuple[str, str, bool]]
    rows: Sequence[Row]
    lines: Sequence[Line]


def matrices(words: Wording, issue: Issue, notes: Notes) -> list[MatrixView]:
    """Return every matrix of an issue; evidence that was not seen stands in it with a dash."""
    inquiries = {inquiry.key: inquiry for inquiry in issue.campaign.inquiries}
    found = []
    for matrix in (each for each in issue.assessment.matrices if each.inquiry in inquiries):
        inquiry, scores = inquiries[matrix.inquiry], dict(matrix.scores)
        rows = []
        for row in matrix.rows:
            cites = words.cites(row.events)
            said = Claim(text=sentence(words.clauses(row.events)), statements=cites) if cites else None
            rows.append(
                Row(
                    text=row.text,
                    seen=None if said is None else notes.line(said),
                    rates=[rating for _, rating in row.rates],
                    credence=f"{row.credence:.2f}" if cites else "–",
                    diagnosticity=f"{row.diagnosticity:.2f}",
                )
            )
        found.append(
            MatrixView(
                question=inquiry.question,
                hypotheses=[(text, f"{scores[key]:.2f}", key in matrix.best) for key, text in inquiry.hypotheses],
                rows=rows,
                lines=notes.lines(issue.claims(f"hypotheses/{matrix.inquiry}")),
            )
        )
    return found
