"""Predicates that may report an event, described for a learned head: their words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading.arguments import Filler
from watchfloor.reading.frames import Frame
from watchfloor.reading.heads.encoder import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Children of a predicate whose lemmas tell it apart: `did not`, `pull out`, `would`.
_MARKS = ("neg", "aux", "auxpass", "prt", "advmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A predicate of a document; spans are half-open characters of the document."""

    words: tuple[str, ...]
    predicate: Span
    sentence: Span
    arguments: tuple[Span, ...]


def candidate(
    frame: Frame, category: str | None, parties: tuple[tuple[Filler, ...], tuple[Filler, ...]], offset: int
) -> Candidate:
    """Describe a predicate frame.

    category: what the lexicon takes it for, if anything.
    parties: who acts, and whom it reaches.
    offset: of the paragraph in the document.
    """
    below = [*frame.objects, *frame.datives, *(token for _, token in frame.preps)]
    if frame.complement is not None:
        below.append(frame.complement)
    return Candidate(
        words=tuple(dict.fromkeys(_words(frame, category, *parties))),
        predicate=span(frame.head, offset),
        sentence=(offset + frame.head.sent.start_char, offset + frame.head.sent.end_char),
        arguments=tuple(span(token, offset) for token in below),
    )


def _standing(found: tuple[Filler, ...]) -> str:
    """Return how well somebody is known: by a key, by a name, or as one of many (`two men`)."""
    if not found:
        return "nobody"
    if any(filler.entity.key for filler in found):
        return "known"
    return "of a name" if any(filler.mention for filler in found) else "unnamed"


def span(token: Token, offset: int) -> Span:
    """Return the characters of the document that a word covers; offset: of its paragraph."""
    return offset + token.idx, offset + token.idx + len(token)


def _words(
    frame: Frame, category: str | None, actors: tuple[Filler, ...], recipients: tuple[Filler, ...]
) -> Iterator[str]:
    head = frame.head
    yield f"head {frame.lemma}"
    yield f"pos {frame.pos}"
    yield f"dep {head.dep_}"
    yield f"tag {head.tag_}"
    yield f"above {head.head.lemma_.lower()}"
    yield f"lexicon {category or 'silent'}"
    for role, found in (("actor", actors), ("recipient", recipients)):
        yield f"{role} {found[0].how if found else 'none'}"
        yield f"{role} {_standing(found)}"
    for token in frame.subjects:
        yield f"subject {token.lemma_.lower()}"
    for token in frame.objects:
        yield f"object {token.lemma_.lower()}"
        yield f"does {frame.lemma} {token.lemma_.lower()}"
    for preposition, token in frame.preps:
        yield f"after {preposition}"
        yield f"{preposition} {token.lemma_.lower()}"
    if frame.complement is not None:
        yield f"clause {frame.complement.lemma_.lower()}"
        yield f"form {frame.complement.tag_}"
    for child in head.children:
        if child.dep_ in _MARKS:
            yield f"{child.dep_} {child.lemma_.lower()}"
