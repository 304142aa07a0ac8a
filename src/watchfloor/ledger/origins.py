"""Independent origins: documents that carry one another's text count as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import numpy as np

from watchfloor.ledger.pairing import Ints, spans
from watchfloor.terms import Document

#: Length of a shingle in words, and the share of the shorter text that makes a copy.
_WORDS, _SHARE = 3, 0.3
#: Fewer shared shingles are a stock phrase, not a copy.
_FEWEST = 8
#: Makes of the numbers of words one number of a shingle: odd, and without a pattern.
_MIX = np.uint64(0x9E3779B97F4A7C15)


def origins(documents: Iterable[Document]) -> Mapping[str, str]:
    """Map each document's id to the id of the document whose text it carries, or to its own.

    A document carries an earlier one's text when three tenths of the shorter one's three-word shingles are in both (its
    sentences, with other words around them), or when it says so (`derives_from`: the other's id, URL or title; two that
    name the same absent text are one origin). Documents are never regrouped, so a later document changes no earlier
    one's origin, and a digest that carries two stories does not make them one.

    Source: Broder, On the resemblance and containment of documents (1997); the sets are whole, not sampled.
    """
    ordered = sorted(documents, key=by_publication)
    return attributed(
        [names(each) for each in ordered], carried([sketch(each.text) for each in ordered], range(len(ordered)))
    )


def sketch(text: str) -> Ints:
    """Return the three-word shingles of a text as ascending numbers of 32 bits, each once."""
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
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def carried(sketches: Sequence[Ints], wanted: Iterable[int]) -> dict[int, int | None]:
    """Map places in the order of publication to the place of the earlier document that each carries, if any.

    It is that of which the greatest share is shared; of equal ones the earliest.
    """
    wanted = list(wanted)
    if not wanted:
        return {}
    shingles, owners = _index(sketches, wanted)
    sizes = np.array([len(each) for each in sketches])
    found: dict[int, int | None] = {}
    for n in wanted:
        first, last = (np.searchsorted(shingles, sketches[n], side) for side in ("left", "right"))
        shared = np.bincount(owners[spans(first, last)], minlength=n)[:n]
        share = np.where(_enough(shared, sizes[:n], sizes[n]), shared / np.minimum(sizes[:n], sizes[n]), 0)
        best = int(share.argmax()) if n else 0
        found[n] = best if n and share[best] >= _SHARE else None
    return found


def carriers(sketches: Sequence[Ints], changed: Sequence[int]) -> set[int]:
    """Return the places of the documents that are enough alike to one of some to carry it, or to be carried."""
    if not changed:
        return set()
    shingles, owners = _index(sketches, changed)
    sizes = np.array([len(each) for each in sketches])
    found: set[int] = set()
    for n in changed:
        first, last = (np.searchsorted(shingles, sketches[n], side) for side in ("left", "right"))
        shared = np.bincount(owners[spans(first, last)], minlength=len(sketches))
        alike = _enough(shared, sizes, sizes[n]) & (shared >= _SHARE * np.minimum(sizes, sizes[n]))
        found.update(map(int, np.flatnonzero(alike)))
    return found


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


def _index(sketches: Sequence[Ints], wanted: Sequence[int]) -> tuple[Ints, Ints]:
    """Return the shingles that any of some documents has, ascending, and beside each occurrence its document."""
    shingles = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int32), [len(each) for each in sketches])
    if 2 * len(wanted) < len(sketches):
        some = np.isin(shingles, np.concatenate([sketches[n] for n in wanted]))
        shingles, owners = shingles[some], owners[some]
    order = np.argsort(shingles, kind="stable")
    return shingles[order], owners[order]


def _enough(shared: Ints, sizes: Ints, size: int) -> Ints:
    found: Ints = shared >= np.minimum(_FEWEST, np.maximum(sizes, size))
    return found


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
