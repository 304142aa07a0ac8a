"""A document in stretches, each as much as the encoder reads at once, with what stands just before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Numbers = NDArray[np.int64]

#: Pieces of words that are read together, and how many of them may be there only for what they tell of the others.
LONGEST, BEFORE = 254, 48


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: where in the document it begins, its text, where in that its sentences begin."""

    start: int
    text: str
    sentences: Sequence[int] = (0,)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The pieces of some words between two marks, with the characters of the document that each covers.

    first: the character from which on the stretch is read for its own sake.
    """

    ids: Numbers
    starts: Numbers
    ends: Numbers
    first: int

    def same(self, other: Stretch) -> bool:
        """Tell whether the same words are read."""
        return len(self.ids) == len(other.ids) and bool((self.starts == other.starts).all())

    def holds(self, span: tuple[int, int]) -> bool:
        """Tell whether some words are read for their own sake here."""
        return self.first <= span[0] < int(self.ends.max())


def stretches(passages: Iterable[Passage]) -> list[Stretch]:
    """Return passages in stretches of at most LONGEST pieces, cut where a sentence begins if that can be."""
    read = [(one, _tokenizer().encode(one.text, add_special_tokens=False)) for one in passages]
    ids = _joined(pieces.ids for _, pieces in read)
    starts, ends = (_joined([one.start + at[end] for at in pieces.offsets] for one, pieces in read) for end in (0, 1))
    begins = _joined([one.start + at for at in one.sentences] for one, _ in read)
    opening = int(begins[0]) if len(begins) else 0
    before, after = _marks()
    return [
        Stretch(
            _within(before, ids[low:high], after),
            _within(0, starts[low:high], 0),
            _within(0, ends[low:high], 0),
            int(starts[own]) if own else opening,
        )
        for low, own, high in _cuts(len(ids), sorted(set(np.searchsorted(starts, begins).tolist())))
    ]


def sentences(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the sentences of passages as passages of their own."""
    for one in passages:
        for low, high in pairwise([*one.sentences, len(one.text)]):
            yield Passage(one.start + low, one.text[low:high])


def _cuts(pieces: int, begins: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return of each stretch the first piece, the first that is its own, and where it ends.

    begins: the pieces that sentences begin with, ascending.
    """
    found: list[tuple[int, int, int]] = []
    own = 0
    while own < pieces or not found:
        near = bisect_left(begins, own - BEFORE)
        low = min(own, begins[near]) if near < len(begins) else own
        limit = low + LONGEST
        fitting = bisect_right(begins, limit)
        last = begins[fitting - 1] if fitting else own
        high = pieces if pieces <= limit else last if last > own else limit
        found.append((low, own, high))
        own = high
    return found


def _joined(parts: Iterable[Iterable[int]]) -> Numbers:
    return np.fromiter(chain.from_iterable(parts), dtype=np.int64)


def _within(first: int, of: Numbers, last: int) -> Numbers:
    return np.concatenate([[first], of, [last]])


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    text = (files("watchfloor.reading.heads") / "tokenizer.json").read_text(encoding="utf-8")
    made = Tokenizer.from_str(text)
    made.no_padding()
    made.no_truncation()
    return made


def _marks() -> tuple[int, int]:
    """Return the pieces that stand before and after a text."""
    first, last = _tokenizer().encode("").ids
    return first, last
