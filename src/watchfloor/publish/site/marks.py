"""Statements as marks in the text they cite: nested, overlapping, across paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchfloor.terms import Document, Statement


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins; `first` where it carries the statement's anchor."""

    statement: Statement
    first: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The innermost mark ends; `last` where the whole statement ends."""

    statement: Statement
    last: bool


Piece = str | Open | Close


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text without a line break, as pieces in order; `speaker` where a turn begins.

    label: what the text puts before the turn, where that is not just the speaker's name.
    """

    speaker: str | None
    spoken: bool
    pieces: tuple[Piece, ...]
    label: str = ""


def paragraphs(document: Document, statements: Sequence[Statement]) -> Iterator[Paragraph]:
    """Return the whole text with every statement marked.

    The label before a turn goes to the heading that `speaker` becomes.
    Marks nest properly: where two spans cross, the later one is closed and opened again.
    """
    ordered = sorted(statements, key=lambda s: (s.citation.start, -s.citation.end, s.id))
    begun: set[str] = set()
    speaker: tuple[int, str] | None = None
    label = ""
    cuts = list(_cuts(document))
    for n, (start, end, turn, who) in enumerate(cuts):
        following = cuts[n + 1][2] if n + 1 < len(cuts) else 0
        if not turn and following and document.text[start:end].rstrip().endswith(":"):
            label = document.text[start:end].strip()
            continue
        inside = [s for s in ordered if s.citation.start < end and s.citation.end > start]
        pieces = tuple(_pieces(document.text, start, end, inside, begun))
        now = (turn, who) if turn else None
        opens = now is not None and now != speaker
        yield Paragraph(
            speaker=who if opens else None,
            spoken=bool(turn),
            pieces=pieces,
            label=label if opens and label != f"{who}:" else "",
        )
        speaker, label = now, ""


def excerpts(document: Document, statements: Sequence[Statement]) -> Iterator[tuple[str, str, tuple[Piece, ...]]]:
    """Return only what is cited, as (speaker, place, pieces); touching spans become one excerpt."""
    ordered = sorted(statements, key=lambda s: (s.citation.start, -s.citation.end, s.id))
    group: list[Statement] = []
    for statement in ordered:
        if group and statement.citation.start >= max(s.citation.end for s in group):
            yield _excerpt(document, group)
            group = []
        group.append(statement)
    if group:
        yield _excerpt(document, group)


def _excerpt(document: Document, group: list[Statement]) -> tuple[str, str, tuple[Piece, ...]]:
    first = group[0].citation
    end = max(s.citation.end for s in group)
    return first.speaker, first.place, tuple(_pieces(document.text, first.start, end, group, set()))


def _cuts(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Cut the text at line breaks and at the edges of turns: (start, end, turn or 0, speaker)."""
    edges = {0, len(document.text)} | {edge for turn in document.turns for edge in (turn.start, turn.end)}
    for line in re.finditer(r"\n+", document.text):
        edges |= {line.start(), line.end()}
    ordered = sorted(edge for edge in edges if 0 <= edge <= len(document.text))
    turns = iter(sorted(document.turns, key=lambda turn: turn.start))
    turn = next(turns, None)
    for start, end in itertools.pairwise(ordered):
        while turn is not None and turn.end <= start:
            turn = next(turns, None)
        if document.text[start:end].strip():
            spoken = turn is not None and turn.start <= start
            yield start, end, turn.n if turn and spoken else 0, turn.speaker if turn and spoken else ""


def _pieces(text: str, start: int, end: int, inside: list[Statement], begun: set[str]) -> Iterator[Piece]:
    """Walk the edges of the spans in [start, end), keeping a stack of what is open."""
    edges = {start, end}
    for statement in inside:
        edges |= {max(start, statement.citation.start), min(end, statement.citation.end)}
    ordered = sorted(edges)
    stack: list[Statement] = []
    for here, there in itertools.pairwise(ordered):
        while any(s.citation.end <= here for s in stack):
            top = stack.pop()
            yield Close(top, last=top.citation.end <= here)
        for statement in inside:
            if statement.citation.start <= here < statement.citation.end and statement not in stack:
                stack.append(statement)
                yield Open(statement, first=statement.id not in begun)
                begun.add(statement.id)
        yield text[here:there]
    while stack:
        top = stack.pop()
        yield Close(top, last=top.citation.end <= end)
