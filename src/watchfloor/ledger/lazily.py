"""Sequences whose items are made when they are first asked for, and then stay as they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Lazily(Sequence[T], Generic[T]):
    """A frozen sequence, equal to a tuple of the same items; `make` returns an item by its number."""

    __slots__ = ("_made", "_make")

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._made: list[Any] = [None] * size
        self._make = make

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, n: int) -> T: ...
    @overload
    def __getitem__(self, n: slice) -> tuple[T, ...]: ...
    def __getitem__(self, n: int | slice) -> T | tuple[T, ...]:
        if isinstance(n, slice):
            return tuple(self[i] for i in range(*n.indices(len(self))))
        found: T | None = self._made[n]
        if found is None:
            found = self._made[n] = self._make(n % len(self._made))
        return found

    def __iter__(self) -> Iterator[T]:
        return (self[n] for n in range(len(self._made)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lazily | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def chained(parts: Sequence[Sequence[T]]) -> Lazily[T]:
    """Return the items of all parts one after the other, each taken from its part when it is asked for."""
    ends = list(accumulate(map(len, parts)))

    def item(n: int) -> T:
        part = bisect_right(ends, n)
        return parts[part][n - ends[part]]  # counted from its end

    return Lazily(ends[-1] if ends else 0, item)
