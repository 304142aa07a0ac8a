"""Learned heads: what a predicate reports, and what two parties stand in, as categories with their chances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from watchfloor.reading.events import Met, Ranked
from watchfloor.reading.heads.encoder import Span, encode
from watchfloor.reading.heads.model import described, load

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

__all__ = ["between", "judge"]


def judge(sentence: Sentence, met: Sequence[Met]) -> list[Ranked]:
    """Return for each frame of a sentence all classes with their chances, likeliest first."""
    if not met:
        return []
    encoded = encode(sentence.text)
    return [load().reported(described(one, sentence.start_char), encoded) for one in met]


def between(text: str, actor: Span | None, recipient: Span | None, met: Sequence[Met]) -> tuple[Ranked, list[Ranked]]:
    """Return which act joins two parties of a text, by the parties and by each of its frames; all likeliest first."""
    actors, recipients = ([span] if span else [] for span in (actor, recipient))
    encoded = encode(text, [actors, recipients])
    return load().between(actors, recipients, encoded), [load().act(described(one, 0), encoded) for one in met]
