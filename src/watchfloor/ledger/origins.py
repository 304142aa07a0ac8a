"""Independent origins: documents that carry one another's text count as one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from watchfloor.terms import Document

#: Length of a shingle in words, and the share of the shorter text that makes a copy.
_WORDS, _SHARE = 5, 0.5
#: Fewer shared shingles are a stock phrase, not a copy.
_FEWEST = 8
#: How many documents are remembered for each shingle: a text carried by thousands is recognised by its first carriers.
_CARRIERS = 16


def origins(documents: Iterable[Document]) -> Mapping[str, str]:
    """Map each document's id to the id of the earliest published document whose text it carries.

    A document carries another's text when at least half of the shorter one's five-word shingles are in both, or when it
    says so (`derives_from`: the other's id, URL or title; two that name the same absent text are one origin). Documents
    are taken in order of publication and never regrouped, so a later document changes no earlier one's origin, and a
    digest that carries two stories does not make them one.

    Source: Broder, On the resemblance and containment of documents (1997); the sets are whole, not sampled.
    """
    found: dict[str, str] = {}
    seen: dict[str, tuple[int, int]] = {}  # document -> its place in the order, its number of shingles
    carriers: defaultdict[int, list[str]] = defaultdict(list)
    named: dict[str, str] = {}  # id, URL or title of a document -> its origin
    awaited: dict[str, str] = {}  # the same of a text not seen yet -> the origin of who carries it
    for document in sorted(documents, key=by_publication):
        shingles = _shingles(document.text)
        names = [_fold(name) for name in (document.id, document.url, document.title) if name]
        declared = _fold(document.derives_from) if document.derives_from else ""
        said = [named.get(declared), awaited.get(declared), *(awaited.get(name) for name in names)]
        origin = next(filter(None, said), None)
        if origin is None:
            carried = _carried(shingles, carriers, seen)
            origin = found[carried] if carried else document.id
        found[document.id] = origin
        seen[document.id] = (len(seen), len(shingles))
        for name in names:
            named.setdefault(name, origin)
        if declared:
            awaited.setdefault(declared, origin)
        for shingle in shingles:
            if len(carriers[shingle]) < _CARRIERS:
                carriers[shingle].append(document.id)
    return found


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


def _carried(
    shingles: frozenset[int], carriers: Mapping[int, Sequence[str]], seen: Mapping[str, tuple[int, int]]
) -> str | None:
    """Return the document of which the greatest share is shared; of equal ones the earliest."""
    shared = Counter(chain.from_iterable(carriers.get(shingle, ()) for shingle in shingles))
    best: tuple[float, int, str | None] = (0.0, 0, None)
    for id, count in shared.items():
        rank, size = seen[id]
        if count >= min(_FEWEST, max(size, len(shingles))):
            best = max(best, (count / min(size, len(shingles)), -rank, id))
    return best[2] if best[0] >= _SHARE else None
