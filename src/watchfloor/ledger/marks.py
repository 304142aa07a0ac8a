"""What is kept of facts to find those near a new one without reading them: numbers for labels, words and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from watchfloor.ledger.agreement import Fact
from watchfloor.ledger.contradictions import NEAR_DAYS, NEAR_KNOWN, STORY_DAYS, denies
from watchfloor.ledger.pairing import Ints, number, same

#: A month at most lies between two days of one month, or of neighbours.
_MONTH = 31
#: Sides of what may deny one another; what is planned or tried is on none.
_DONE, _DENIED = 1, 2
_TYPES = {"label": "u8", "word": "u8", "text": "u8"}
_OTHERS = "i4"


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Arrays over facts, and over their labels and words: `label_of` and `word_of` say whose each is."""

    text: Ints  #: category and words
    begins: Ints
    ends: Ints
    vague: Ints
    day: Ints  #: 0 where it is not exact
    known: Ints
    side: Ints
    label_of: Ints
    label: Ints  #: with the category
    word_of: Ints
    word: Ints

    def near(self, new: Marks) -> Ints:
        """Return the numbers of the facts that `Gathering` would compare with one of the new ones, and some more."""
        mine, theirs = same(new.label, self.label)
        a, b = new.label_of[mine], self.label_of[theirs]
        exact = (new.day[a] > 0) & (self.day[b] > 0) & (np.abs(new.day[a] - self.day[b]) <= STORY_DAYS)
        sides = (new.side[a] + self.side[b] == _DONE + _DENIED) & (new.side[a] > 0) & (self.side[b] > 0)
        denied = sides & (np.abs(new.known[a] - self.known[b]) <= NEAR_KNOWN)
        apart = np.maximum(new.begins[a] - self.ends[b], self.begins[b] - new.ends[a])
        timely = (apart <= NEAR_DAYS + _MONTH) | (new.vague[a] > 0) | (self.vague[b] > 0)
        worded = self._share_words(new, a[timely], b[timely])
        copies = same(new.text, self.text)[1]
        return np.unique(np.concatenate([b[exact | denied], worded, copies]))

    def _share_words(self, new: Marks, a: Ints, b: Ints) -> Ints:
        """Return those of b that share two words with the new one beside it."""
        asked = np.unique(a.astype(np.int64) * len(self.text) + b)
        there = np.isin(self.word_of, np.unique(b))
        mine, theirs = same(new.word, self.word[there])
        met = new.word_of[mine].astype(np.int64) * len(self.text) + self.word_of[there][theirs]
        pairs, times = np.unique(met, return_counts=True)
        return pairs[(times > 1) & np.isin(pairs, asked)] % max(1, len(self.text))

    def pack(self) -> bytes:
        """Return all arrays as bytes."""
        sizes = np.array([len(self.text), len(self.label), len(self.word)], _OTHERS).tobytes()
        return sizes + b"".join(getattr(self, name).astype(_type(name)).tobytes() for name in _NAMES)


def marks(facts: Sequence[Fact]) -> Marks:
    """Return the marks of facts; their numbers are their places."""
    categories = [fact.statement.event or "" for fact in facts]
    labels = [(n, f"{categories[n]}\x1f{label}") for n, fact in enumerate(facts) for label in sorted(fact.labels)]
    words = [(n, word) for n, fact in enumerate(facts) for word in sorted(fact.content)]
    return Marks(
        text=_numbers(
            f"{category}\x1f{' '.join(fact.words)}" for category, fact in zip(categories, facts, strict=True)
        ),
        begins=_ordinals(fact.begins for fact in facts),
        ends=_ordinals(fact.ends for fact in facts),
        vague=np.array([fact.vague for fact in facts], np.int32),
        day=_ordinals(fact.when.day for fact in facts),
        known=_ordinals(fact.known for fact in facts),
        side=np.array([_side(fact) for fact in facts], np.int32),
        label_of=np.array([n for n, _ in labels], np.int32),
        label=_numbers(label for _, label in labels),
        word_of=np.array([n for n, _ in words], np.int32),
        word=_numbers(word for _, word in words),
    )


def unpack(data: bytes) -> Marks:
    """Return the marks that `Marks.pack` made bytes of; raises ValueError where it made none."""
    facts, labels, words = (int(n) for n in np.frombuffer(data, _OTHERS, 3))
    at, found = 12, {}
    for name in _NAMES:
        size = labels if name.startswith("label") else words if name.startswith("word") else facts
        kind = np.dtype(_type(name))
        found[name] = np.frombuffer(data, kind, size, at)
        at += size * kind.itemsize
    return Marks(**found)


def joined(parts: Sequence[Marks]) -> Marks:
    """Return the marks of several documents as those of one."""
    before = np.cumsum([0, *(len(part.text) for part in parts)])
    found = {}
    for name in _NAMES:
        arrays = [getattr(part, name) for part in parts]
        if name.endswith("_of"):
            arrays = [array + np.int32(first) for array, first in zip(arrays, before, strict=False)]
        found[name] = np.concatenate(arrays)
    return Marks(**found)


_NAMES = tuple(Marks.__dataclass_fields__)


def _type(name: str) -> str:
    return _TYPES.get(name, _OTHERS)


def _numbers(texts: Iterable[str]) -> Ints:
    return np.array([number(text) for text in texts], np.uint64)


def _ordinals(days: Iterable[date | None]) -> Ints:
    return np.array([0 if day is None else day.toordinal() for day in days], np.int32)


def _side(fact: Fact) -> int:
    if denies(fact):
        return _DENIED
    return _DONE if fact.statement.factuality in (None, "happened") else 0
