"""Which places of two arrays hold the same number, without a loop over either."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Whole numbers, of any width.
Ints = NDArray[Any]


def same(mine: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Return places in the one and in the other array that hold the same value, each pair once."""
    order = np.argsort(theirs, kind="stable")
    ranked = theirs[order]
    first, last = np.searchsorted(ranked, mine, "left"), np.searchsorted(ranked, mine, "right")
    return np.repeat(np.arange(len(mine)), last - first), order[spans(first, last)]


def spans(first: Ints, last: Ints) -> Ints:
    """Return all numbers of the half-open spans, one span after the other."""
    sizes = last - first
    before = np.cumsum(sizes) - sizes
    found: Ints = np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)
    return found


@lru_cache(maxsize=65536)
def number(text: str) -> int:
    """Return a number of 64 bits that stands for a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
