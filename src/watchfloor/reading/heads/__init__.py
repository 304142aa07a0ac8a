"""Learned heads: what a predicate reports where the lexicon leaves it open, as categories with their chances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from watchfloor.reading.events import NONE, Met, Ranked
from watchfloor.reading.heads.encoder import encode
from watchfloor.reading.heads.model import described, load, meaning

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["judge", "rank"]

#: The encoder is not asked about a frame without a pattern whose words make it at least this likely to report nothing.
NOTHING = 0.8


def judge(sentence: Span, met: Sequence[Met]) -> list[Ranked]:
    """Return for each frame all classes with their chances, likeliest first; nothing where its words tell of no act.

    Where a pattern speaks, words alone are weighed; the encoder runs for the rest, if its words may report something.
    """
    by_words = [load()["skim"].rank(described(one)) for one in met]
    silent = [
        one for one, ranked in zip(met, by_words, strict=True) if one.pattern is None and dict(ranked)[NONE] < NOTHING
    ]
    by_meaning = dict(zip(map(id, silent), rank("full", sentence, silent), strict=True))
    return [
        by_meaning.get(id(one), ()) if one.pattern is None else ranked
        for one, ranked in zip(met, by_words, strict=True)
    ]


def rank(head: str, sentence: Span, met: Sequence[Met]) -> list[Ranked]:
    """Return for each frame the classes that a head knows with their chances, likeliest first.

    head: `full` for events and none, `act` where it is known that something is done.
    """
    if not met:
        return []
    (encoded,) = encode([sentence.text])
    candidates = [described(one) for one in met]
    return [load()[head].rank(one, meaning(one, encoded)) for one in candidates]
