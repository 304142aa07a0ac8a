"""Independent origins: documents that carry one another's text count as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from watchfloor.terms import Document

#: Length of a shingle in words, and the share of the shorter text that makes a copy.
_WORDS, _SHARE = 3, 0.3
#: Fewer shared shingles are a stock phrase, not a copy.
_FEWEST = 8
#: How many documents are remembered for each shingle: a text carried by thousands is recognised by its first carriers.
_CARRIERS = 16


def origins(documents: Iterable[Document]) -> Mapping[str, str]:
    """Map each document's id to the id of the earliest published document whose text it carries; see `Origins`."""
    found = Origins()
    for document in sorted(documents, key=by_publication):
        found.add(document)
    return found.of


class Origins:
    """The origin of each document, by id in `of`; documents are added in order of publication.

    A document carries another's text when three tenths of the shorter one's three-word shingles are in both (its
    sentences, with other words around them), or when it says so (`derives_from`: the other's id, URL or title; two that
    name the same absent text are one origin). Documents are never regrouped, so a later document changes no earlier
    one's origin, and a digest that carries two stories does not make them one.

    Source: Broder, On the resemblance and containment of documents (1997); the sets are whole, not sampled.
    """

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        self._seen: dict[str, tuple[int, int]] = {}  # document -> its place in the order, its number of shingles
        self._first: dict[int, str] = {}  # shingle -> the first document that carries it
        self._more: dict[int, list[str]] = {}  # shingle -> some of the others
        self._named: dict[str, str] = {}  # id, URL or title of a document -> its origin
        self._awaited: dict[str, str] = {}  # the same of a text not seen yet -> the origin of who carries it

    def add(self, document: Document) -> str:
        """Add a document that was published after all others and return its origin."""
        shingles = _shingles(document.text)
        shared = {shingle for shingle in shingles if shingle in self._first}
        names = [_fold(name) for name in (document.id, document.url, document.title) if name]
        declared = _fold(document.derives_from) if document.derives_from else ""
        said = [self._named.get(declared), self._awaited.get(declared), *(self._awaited.get(name) for name in names)]
        origin = next(filter(None, said), None)
        if origin is None:
            carried = self._carried(shared, len(shingles))
            origin = self.of[carried] if carried else document.id
        self.of[document.id] = origin
        self._seen[document.id] = (len(self._seen), len(shingles))
        for name in names:
            self._named.setdefault(name, origin)
        if declared:
            self._awaited.setdefault(declared, origin)
        self._first.update(dict.fromkeys(shingles - shared, document.id))
        for shingle in shared:
            carriers = self._more.setdefault(shingle, [])
            if len(carriers) < _CARRIERS - 1:
                carriers.append(document.id)
        return origin

    def _carried(self, shared: set[int], size: int) -> str | None:
        """Return the document of which the greatest share is shared; of equal ones the earliest."""
        counts = Counter(self._first[shingle] for shingle in shared)
        counts.update(chain.from_iterable(self._more.get(shingle, ()) for shingle in shared))
        best: tuple[float, int, str | None] = (0.0, 0, None)
        for id, count in counts.items():
            rank, other = self._seen[id]
            if count >= min(_FEWEST, max(other, size)):
                best = max(best, (count / min(other, size), -rank, id))
        return best[2] if best[0] >= _SHARE else None


def by_publication(document: Document) -> tuple[date, str]:
    """Order documents by the day on which they are known; the undated come last."""
    return document.published.upper or date.max, document.id


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def _shingles(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < _WORDS:
        return frozenset([hash(tuple(words))])
    return frozenset(map(hash, zip(*(words[i:] for i in range(_WORDS)), strict=False)))
