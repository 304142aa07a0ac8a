"""Chances in words and numbers."""

from __future__ import annotations

from watchfloor.terms import Odds


def told(odds: Odds) -> str:
    """Return a chance in words, with its number and interval: `unlikely, 29 % (16–44 %)`."""
    return odds.word if bare(odds) else f"{odds.word}, {ends(odds.least, odds.most)} ({between(odds.low, odds.high)})"


def bare(odds: Odds) -> bool:
    """Tell whether nothing can be said of a chance."""
    return odds.p is None and odds.most - odds.least > 0.99


def per_cent(p: float) -> str:
    """Return a chance as per cent; one that is not certain never reads 0 or 100."""
    if 0.0 < p < 0.005:
        return "<1 %"
    if 0.995 <= p < 1.0 - 1e-9:
        return ">99 %"
    return f"{100.0 * p:.0f} %"


def ends(one: float, other: float) -> str:
    """Return a chance, or the two ends of a range where they differ: `3 %`, `16–44 %`."""
    first, last = per_cent(one), per_cent(other)
    return first if first == last else f"{first.removesuffix(' %')}–{last}"


def between(low: float | None, high: float | None) -> str:
    """Return an interval; a dash where there is none."""
    return "–" if low is None or high is None else ends(low, high)
