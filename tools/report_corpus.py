"""What the corpus holds, how varied it is, and how far two annotators agree; prints Markdown.

Usage: python tools/report_corpus.py CORPUS
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from watchfloor import world
from watchfloor.evaluation.pairing import same_role
from watchfloor.world import World

Record = dict[str, Any]
PARTS = ("train", "dev", "test")


def main(folder: Path) -> None:
    """Print the report of a corpus folder."""
    documents, sentences, stories = (_rows(folder, name) for name in ("documents", "sentences", "stories"))
    print("| | train | dev | test | all |\n|---|---|---|---|---|")
    for name in ("documents", "sentences", "stories"):
        sizes = [len(list(_read(folder / f"{name}.{part}.jsonl"))) for part in PARTS]
        print(f"| {name} | {' | '.join(map(str, sizes))} | {sum(sizes)} |")
    print()
    _contents(documents, sentences)
    _variety([row["text"] for row in sentences])
    _agreement(documents, list(_read(folder / "second.jsonl")), world.load())
    told = sum(len(s["documents"]) for s in stories), sum(len(s["events"]) for s in stories)
    kinds = dict(Counter(r[2] for s in stories for r in s["relations"]))
    against = sum(len(s["contradictions"]) for s in stories)
    print(f"\nStories: {told[0]} documents, {told[1]} events, {against} contradictions, relations {kinds}")


def _contents(documents: list[Record], sentences: list[Record]) -> None:
    categories = Counter(s["event"] for r in sentences for s in r["statements"] if s["kind"] == "event")
    in_documents = Counter(s["event"] for r in documents for s in r["statements"] if s["kind"] == "event")
    print("| category | sentences | documents |\n|---|---|---|")
    for name in sorted(categories):
        print(f"| {name} | {categories[name]} | {in_documents[name]} |")
    print(f"\nSentences without an event: {sum(not r['statements'] for r in sentences)}")
    lengths = [len(r["sentences"]) for r in documents]
    eventful = sum(len({_place(r, s) for s in r["statements"] if s["kind"] == "event"}) for r in documents)
    print(f"Documents: {min(lengths)}–{max(lengths)} sentences, median {median(lengths)}; "
          f"{1 - eventful / sum(lengths):.0%} of their sentences carry no event")  # fmt: skip
    for field in ("genre", "region"):
        print(f"{field}: {dict(Counter(r[field] for r in documents).most_common())}")
    kinds = Counter(s["kind"] for r in documents for s in r["statements"])
    status = Counter(s["factuality"] for r in (*documents, *sentences) for s in r["statements"] if s["kind"] == "event")
    print(f"statements of documents: {dict(kinds.most_common())}; factuality: {dict(status.most_common())}")
    years = Counter(str(r["published"])[:3] + "0s" for r in (*documents, *sentences))
    print(f"published: {dict(sorted(years.items()))}\n")


def _place(row: Record, statement: Record) -> int:
    start = statement["span"][0]
    return next((i for i, (low, high) in enumerate(row["sentences"]) if low <= start < high), -1)


def _variety(texts: list[str]) -> None:
    words = [re.findall(r"\w+", text.lower()) for text in texts]
    lengths = [len(w) for w in words]
    deciles = quantiles(lengths, n=10)
    for n in (1, 2, 3):
        grams = [gram for w in words for gram in zip(*(w[i:] for i in range(n)), strict=False)]
        print(f"distinct {n}-grams: {len(set(grams)) / len(grams):.2f} of {len(grams):,}")
    print(f"words a sentence: {deciles[0]:.0f} / {median(lengths):.0f} / {deciles[8]:.0f} (10 %, median, 90 %)")
    nearest = sorted(_nearest(words), reverse=True)
    print(f"nearest neighbour by shared word 3-grams (Jaccard): highest {nearest[0]:.2f}, "
          f"99th percentile {nearest[len(nearest) // 100]:.2f}, mean {sum(nearest) / len(nearest):.3f}")  # fmt: skip


def _nearest(words: list[list[str]]) -> Iterator[float]:
    grams = [set(zip(w, w[1:], w[2:], strict=False)) for w in words]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, mine in enumerate(grams):
        for gram in mine:
            holders[gram].append(i)
    for i, mine in enumerate(grams):
        shared = Counter(j for gram in mine for j in holders[gram] if j != i)
        yield max((n / len(mine | grams[j]) for j, n in shared.items()), default=0.0)


def _agreement(documents: list[Record], second: list[Record], known: World) -> None:
    first = {r["id"]: r for r in documents}
    pairs: list[tuple[Record, Record]] = []
    found = [0, 0]
    for other in second:
        mine, theirs = (_events(row) for row in (first[other["id"]], other))
        found[0] += len(mine)
        found[1] += len(theirs)
        pairs += _paired(first[other["id"]], mine, theirs)
    agreed = 2 * len(pairs) / max(1, sum(found))
    print(f"\nSecond, blind annotation of {len(second)} documents: {found[0]} and {found[1]} events,")
    print(f"{len(pairs)} in common (same trigger, or same sentence and category): F1 {agreed:.2f}")
    print("\n| field, of common events | agreement |\n|---|---|")
    for field, same in (
        ("category", lambda a, b: a["event"] == b["event"]),
        ("factuality", lambda a, b: a["factuality"] == b["factuality"]),
        ("actor", lambda a, b: _roles(a["actors"], b["actors"], known)),
        ("recipient", lambda a, b: _roles(a["recipients"], b["recipients"], known)),
        ("time", lambda a, b: _time(a) == _time(b)),
    ):
        print(f"| {field} | {sum(same(a, b) for a, b in pairs) / max(1, len(pairs)):.2f} |")


def _events(row: Record) -> list[Record]:
    return [s for s in row["statements"] if s["kind"] == "event"]


def _paired(row: Record, mine: list[Record], theirs: list[Record]) -> Iterator[tuple[Record, Record]]:
    left = list(theirs)
    for rank in (_same_trigger, lambda a, b: _place(row, a) == _place(row, b) and a["event"] == b["event"]):
        for one in list(mine):
            hit = next((other for other in left if rank(one, other)), None)
            if hit is not None:
                mine.remove(one)
                left.remove(hit)
                yield one, hit


def _same_trigger(one: Record, other: Record) -> bool:
    return bool(one["trigger"][0] < other["trigger"][1] and other["trigger"][0] < one["trigger"][1])


def _roles(mine: list[Record], theirs: list[Record], known: World) -> bool:
    if not mine or not theirs:
        return mine == theirs
    return any(same_role(a, b["key"], b["name"], known, None) for a in mine for b in theirs)


def _time(event: Record) -> str | None:
    return event["when"]["edtf"] if event["when"] else None


def _rows(folder: Path, name: str) -> list[Record]:
    return [row for part in PARTS for row in _read(folder / f"{name}.{part}.jsonl")]


def _read(path: Path) -> Iterable[Record]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
