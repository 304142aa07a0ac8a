"""How well statements are gathered into events across documents, and how well copies and contradictions are seen.

On the stories of corpus/ (train and dev): every statement as annotated, all stories in one ledger. B-cubed over the
statements, contradictions found, copies recognised. Where WATCHFLOOR_GOLD names a folder with `coref_*_dev.jsonl`
(ECB+, Gun Violence Corpus), the same gathering over their annotated mentions: MUC, B-cubed, CEAF-e and their mean, the
CoNLL F1. A mention there has no PLOVER category and no coded parties: its lemma stands for the one, the capitalised
names of its sentence for the others. Reported, not gated.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from watchfloor import world
from watchfloor.ledger import cluster, origins
from watchfloor.reading.language import load
from watchfloor.terms import Document, Entity, Event, Statement, When, statement_id

ROOT = Path(__file__).parents[1]
Row = dict[str, Any]
COPIES = ("copy", "near-copy")
Clusters = Sequence[frozenset[Hashable]]


def main() -> None:
    for part in ("train", "dev"):
        stories(rows(ROOT / "corpus" / f"stories.{part}.jsonl"), f"stories.{part}")
    gold = Path(os.environ.get("WATCHFLOOR_GOLD") or (sys.argv[1] if len(sys.argv) > 1 else ""))
    for name in ("ecbplus", "gvc"):
        path = gold / f"coref_{name}_docs_dev.jsonl"
        if path.is_file():
            mentions(name, rows(path), rows(gold / f"coref_{name}_mentions_dev.jsonl"))


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# --- stories ------------------------------------------------------------------------


def stories(told: Sequence[Row], name: str) -> None:
    documents = {d["id"]: document(d) for story in told for d in story["documents"]}
    said = {s["id"]: statement(s, documents[d["id"]]) for story in told for d in story["documents"] for s in events(d)}
    found = cluster(said.values(), documents.values(), territory_of=world.load().territory_of)
    gold = [frozenset(ids(story, event["reports"])) for story in told for event in story["events"]]
    p, r, f = b_cubed(gold, [frozenset(event.statements) for event in found])
    print(f"{name}: {len(said)} statements of {len(documents)} documents, {len(gold)} events as annotated")
    print(f"{name}: B-cubed precision {p:.3f} (goal: .92), recall {r:.3f} (goal: .75), F1 {f:.3f}")
    pairs = [(c["field"], ids(story, c["reports"])) for story in told for c in story["contradictions"]]
    seen = sum(contradicted(field, reports, found, gold) for field, reports in pairs)
    print(f"{name}: {seen} of {len(pairs)} contradictions found ({seen / len(pairs):.2f}, goal: .80)")
    shown = {(c.field, c.first, c.second) for event in found for c in event.contradictions}
    right = sum(any(one_of(each, pair, gold) for pair in pairs) for each in shown)
    print(f"{name}: {right} of {len(shown)} contradictions told are annotated")
    origin = origins(documents.values())
    copies = [
        (story["documents"][a - 1]["id"], story["documents"][b - 1]["id"])
        for story in told
        for a, b, how in story["relations"]
        if how in COPIES
    ]
    same = sum(origin[a] == origin[b] for a, b in copies)
    others = [
        (a["id"], b["id"])
        for story in told
        for (n, a), (m, b) in combinations(enumerate(story["documents"], 1), 2)
        if not any({n, m} == {x, y} and how in (*COPIES, "derives") for x, y, how in story["relations"])
    ]
    false = sum(origin[a] == origin[b] for a, b in others)
    print(f"{name}: {same} of {len(copies)} copies recognised ({same / len(copies):.2f}, goal: .95)")
    print(f"{name}: {false} of {len(others)} other pairs of a story taken for copies")


def document(row: Row) -> Document:
    return Document(
        id=row["id"], title=row["title"], publisher=row["publisher"], published=When(row["published"]), text=row["text"]
    )


def events(row: Row) -> list[Row]:
    return [s for s in row["statements"] if s["kind"] == "event"]


def statement(row: Row, said: Document) -> Statement:
    when, place = row["when"], row["place"]
    return Statement(
        id=row["id"], kind="event", citation=said.cite(*row["span"]), event=row["event"], mode=row["mode"],
        contexts=tuple(row["contexts"]), actors=entities(row["actors"]), recipients=entities(row["recipients"]),
        place=entities([place])[0] if place else None, when=When(when["edtf"]) if when and when["edtf"] else None,
        factuality=row["factuality"], lemmas=lemmas(said.text[slice(*row["span"])]),
    )  # fmt: skip


def entities(named: Iterable[Row]) -> tuple[Entity, ...]:
    return tuple(Entity(key=each["key"], name=each["name"]) for each in named)


def lemmas(text: str) -> tuple[str, ...]:
    return tuple(token.lemma_ for token in load()(text) if token.is_alpha)


def ids(story: Row, reports: Iterable[tuple[int, int]]) -> list[str]:
    return [story["documents"][d - 1]["statements"][s - 1]["id"] for d, s in reports]


def contradicted(field: str, reports: list[str], found: Iterable[Event], gold: Clusters) -> bool:
    """Tell whether a contradiction in a field is seen between two reports, or others of their events in their stead."""
    home = {id: n for n, group in enumerate(gold) for id in group}
    wanted = {home.get(id, id) for id in reports}
    return any(
        told.field == field
        and ({home.get(told.first), home.get(told.second)} == wanted or {told.first, told.second} <= set(reports))
        for event in found
        for told in event.contradictions
    )


def one_of(told: tuple[str, str, str], pair: tuple[str, list[str]], gold: Clusters) -> bool:
    """Tell whether a contradiction that is told is an annotated one: of these reports or others of their events."""
    field, *sides = told
    home = {id: n for n, group in enumerate(gold) for id in group}
    near: list[set[Hashable]] = [{id, *(gold[home[id]] if id in home else ())} for id in pair[1]]
    return field == pair[0] and all(any(side in reports for reports in near) for side in sides)


# --- mentions -----------------------------------------------------------------------


def mentions(name: str, texts: Sequence[Row], marked: Sequence[Row]) -> None:
    said: list[Statement] = []
    documents: list[Document] = []
    chains: defaultdict[str, set[Hashable]] = defaultdict(set)
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for mention in marked:
        of[mention["doc"]].append(mention)
    for row in texts:
        words, firsts = tokens(row)
        made = Document(
            id=row["id"], title=row["id"], publisher=None, published=When("2020-01-01"), text=" ".join(words)
        )
        documents.append(made)
        for mention in of[row["id"]]:
            one = as_statement(mention, made, words, firsts)
            chains[mention["chain"]].add(one.id)
            said.append(one)
    gold = [frozenset(chain) for chain in chains.values()]
    found = [frozenset(event.statements) for event in cluster(said, documents)]
    scores = {"MUC": muc(gold, found), "B-cubed": b_cubed(gold, found), "CEAF-e": ceaf(gold, found)}
    mean = sum(f for *_, f in scores.values()) / len(scores)
    print(f"{name}: {len(said)} mentions of {len(documents)} documents: CoNLL F1 {mean:.3f}")
    for measure, (p, r, f) in scores.items():
        print(f"{name}: {measure} precision {p:.3f}, recall {r:.3f}, F1 {f:.3f}")


def tokens(row: Row) -> tuple[list[str], list[int]]:
    """Return the words of a document and where each of its sentences begins among them."""
    if "tokens" in row:
        ends = [n + 1 for n, token in enumerate(row["tokens"]) if token in (".", "?", "!")]
        return row["tokens"], [0, *ends]
    firsts = [0]
    for sentence in row["sentences"]:
        firsts.append(firsts[-1] + len(sentence))
    return [word for sentence in row["sentences"] for word in sentence], firsts


def as_statement(mention: Row, said: Document, words: list[str], firsts: list[int]) -> Statement:
    at = mention["tok"][0] if "tok" in mention else firsts[mention["sent"]] + mention["start"]
    last = mention["tok"][-1] if "tok" in mention else firsts[mention["sent"]] + mention["end"]
    begin = max(first for first in firsts if first <= at)
    end = min((first for first in firsts if first > at), default=len(words))
    start = len(" ".join(words[:at])) + (at > 0)
    cited = said.cite(start, start + len(" ".join(words[at : last + 1])))
    sentence = words[begin:end]
    names = [w for n, w in enumerate(sentence) if n and re.fullmatch(r"[A-Z][\w'-]+", w)]
    return Statement(
        id=statement_id(cited, "event", mention["id"]), kind="event", citation=cited, event=mention["lemma"].casefold(),
        actors=tuple(Entity(key=None, name=word) for word in dict.fromkeys(names)), factuality="happened",
        lemmas=tuple(sentence),
    )  # fmt: skip


# --- scores -------------------------------------------------------------------------


def b_cubed(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1. Source: Bagga and Baldwin (1998)."""
    here, there = _home(gold), _home(found)
    items = list(here)
    shared = [len(here[item] & there[item]) for item in items]
    p = sum(n / len(there[item]) for n, item in zip(shared, items, strict=True)) / len(items)
    r = sum(n / len(here[item]) for n, item in zip(shared, items, strict=True)) / len(items)
    return p, r, _f(p, r)


def muc(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 over links. Source: Vilain et al. (1995)."""
    p, r = _links(found, _home(gold)), _links(gold, _home(found))
    return p, r, _f(p, r)


def ceaf(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the best alignment of clusters, by φ4. Source: Luo (2005)."""
    there = {item: n for n, group in enumerate(found) for item in group}
    alike = np.zeros((len(gold), len(found)))
    for i, group in enumerate(gold):
        for j in {there[item] for item in group}:
            alike[i, j] = 2 * len(group & found[j]) / (len(group) + len(found[j]))
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    p, r = best / len(found), best / len(gold)
    return p, r, _f(p, r)


def _home(clusters: Clusters) -> Mapping[Hashable, frozenset[Hashable]]:
    return {item: group for group in clusters for item in group}


def _links(clusters: Clusters, home: Mapping[Hashable, frozenset[Hashable]]) -> float:
    parts = [(len(group), len({home[item] for item in group})) for group in clusters if len(group) > 1]
    return sum(size - split for size, split in parts) / max(1, sum(size - 1 for size, _ in parts))


def _f(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


if __name__ == "__main__":
    main()
