"""Independent origins: documents that carry one another's text count as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np

from watchfloor.ledger.pairing import Ints, spans
from watchfloor.ledger.words import stems
from watchfloor.terms import Document

#: Length of a shingle in words, and the share of the shorter text that makes a copy.
_WORDS, _SHARE = 3, 0.3
#: Fewer shared shingles are a stock phrase, not a copy.
_FEWEST = 8
#: A short report told again in other words: so many of its stems, and this share of the fewer, neither text being much
#: longer; independent reports of one event share half of them at most (corpus/stories.train).
_FEWEST_STEMS, _SHARE_OF_STEMS, _MOST_STEMS, _AS_LONG = 16, 0.6, 100, 2 / 3
#: Makes of the numbers of words one number of a shingle: odd, and without a pattern.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def origins(documents: Iterable[Document]) -> Mapping[str, str]:
    """Map each document's id to the id of the document whose text it carries, or to its own.

    A document carries an earlier one's text when three tenths of the shorter one's three-word shingles are in both (its
    sentences, with other words around them), when both are short and six tenths of the stems are (a report told again
    in other words), or when it says so (`derives_from`: the other's id, URL or title; two that
    name the same absent text are one origin). Documents are never regrouped, so a later document changes no earlier
    one's origin, and a digest that carries two stories does not make them one.

    Source: Broder, On the resemblance and containment of documents (1997); the sets are whole, not sampled.
    """
    ordered = sorted(documents, key=by_publication)
    return attributed(
        [names(each) for each in ordered], carried([sketch(each.text) for each in ordered], range(len(ordered)))
    )


def sketch(text: str) -> Ints:
    """Return the three-word shingles of a text, and the stems of a short one, as ascending numbers, each once.

    Shingles are even and stems odd.
    """
    words = re.findall(r"\w+", text.casefold())
    number: dict[str, int] = {}
    for word in words:
        if word not in number:
            number[word] = crc32(word.encode("utf-8", "surrogatepass"))
    told = np.array([number[word] for word in words] or [0], np.uint64)
    length = min(_WORDS, len(told))
    mixed = np.zeros(len(told) - length + 1, np.uint64)
    for n in range(length):
        mixed = (mixed + told[n : n + len(mixed)]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    shingles = (mixed >> np.uint64(32)).astype(np.uint32) & ~np.uint32(1)
    found = {crc32(each.encode("utf-8", "surrogatepass")) | 1 for each in stems(number)} if number else set()
    return np.unique(
        np.concatenate([shingles, np.array(sorted(found) if len(found) <= _MOST_STEMS else [], np.uint32)])
    )


def carried(sketches: Sequence[Ints], wanted: Sequence[int]) -> dict[int, int | None]:
    """Map places in the order of publication to the place of the earlier document that each carries, if any.

    It is that of which the greatest share is shared; of equal ones the earliest.
    """
    found: dict[int, int | None] = {}
    for n, share in _shares(sketches, wanted):
        best = int(share[:n].argmax()) if n else 0
        found[n] = best if n and share[best] > 0 else None
    return found


def carriers(sketches: Sequence[Ints], changed: Sequence[int]) -> set[int]:
    """Return the places of the documents that are enough alike to one of some to carry it, or to be carried."""
    return {int(other) for _, share in _shares(sketches, changed) for other in np.flatnonzero(share)}


@dataclass(frozen=True, slots=True)
class Names:
    """By what a document is called, and what it says that it carries; in small letters."""

    id: str
    called: tuple[str, ...]
    declared: str


def names(document: Document) -> Names:
    """Return by what a document is called, and what it says that it carries."""
    called = (_fold(name) for name in (document.id, document.url, document.title) if name)
    return Names(document.id, tuple(filter(None, called)), _fold(document.derives_from or ""))


def attributed(documents: Sequence[Names], carried: Mapping[int, int | None]) -> dict[str, str]:
    """Map documents, in order of publication, to their origins, by what each carries and what it says that it carries.

    carried: the place of the document that each carries, if any.
    """
    of: dict[str, str] = {}
    named: dict[str, str] = {}  # what a document is called -> its origin
    awaited: dict[str, str] = {}  # the same of a text not seen yet -> the origin of who carries it
    for n, document in enumerate(documents):
        said = [named.get(document.declared), *map(awaited.get, (document.declared, *document.called))]
        source = carried[n]
        by_text = document.id if source is None else of[documents[source].id]
        origin = of[document.id] = next(filter(None, said), by_text)
        for name in document.called:
            named.setdefault(name, origin)
        if document.declared:
            awaited.setdefault(document.declared, origin)
    return of


def by_publication(document: Document) -> tuple[date, str]:
    """Order documents by the day on which they are known; the undated come last."""
    return document.published.upper or date.max, document.id


def _shares(sketches: Sequence[Ints], wanted: Sequence[int]) -> Iterator[tuple[int, Ints]]:
    """Yield for some documents which share of each text they have in common, 0 where that makes no copy."""
    if not len(wanted):
        return
    numbers, owners = _index(sketches, wanted)
    stems = np.array([int((each & 1).sum()) for each in sketches])
    shingles = np.array([len(each) for each in sketches]) - stems
    for n in wanted:
        shared = [
            np.bincount(
                owners[spans(*(np.searchsorted(numbers, mine, side) for side in ("left", "right")))],
                minlength=len(sketches),
            )
            for mine in (sketches[n][sketches[n] & 1 == 0], sketches[n][sketches[n] & 1 == 1])
        ]
        shorter, longer = np.minimum(shingles, shingles[n]), np.maximum(shingles, shingles[n])
        share = shared[0] / shorter
        copied = (share >= _SHARE) & (shared[0] >= np.minimum(_FEWEST, longer))
        fewer, more = np.minimum(stems, stems[n]), np.maximum(stems, stems[n])
        retold = (shared[1] >= _FEWEST_STEMS) & (shared[1] >= _SHARE_OF_STEMS * fewer) & (fewer >= _AS_LONG * more)
        yield n, np.where(copied, share, np.where(retold, _SHARE / 2, 0))


def _index(sketches: Sequence[Ints], wanted: Sequence[int]) -> tuple[Ints, Ints]:
    """Return the numbers that any of some documents has, ascending, and beside each occurrence its document."""
    numbers = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int32), [len(each) for each in sketches])
    if 2 * len(wanted) < len(sketches):
        asked = np.concatenate([sketches[n] for n in wanted])
        upper_half = np.zeros(1 << 16, bool)  # of a number: tells most of those that nobody asks for, at once
        upper_half[asked >> 16] = True
        near = np.flatnonzero(upper_half[numbers >> 16])
        some = near[np.isin(numbers[near], asked)]
        numbers, owners = numbers[some], owners[some]
    order = np.argsort(numbers, kind="stable")
    return numbers[order], owners[order]


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
