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
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from watchfloor import world
from watchfloor.evaluation.scores import harmonic
from watchfloor.evaluation.stories import Clusters, b_cubed, home, score
from watchfloor.ledger import cluster
from watchfloor.terms import Document, Entity, Statement, When, statement_id

ROOT = Path(__file__).parents[1]
Row = dict[str, Any]
SHARES = {
    "contradictions": " found (goal: .80)",
    "told": " contradictions told are annotated",
    "copies": " recognised (goal: .95)",
    "others": " pairs of a story taken for copies",
}


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
    found = score(told, world.load())
    print(f"{name}: {found.statements} statements of {found.documents} documents, {found.events} events as annotated")
    print(f"{name}: B-cubed precision {found.precision:.3f} (goal: .92), recall {found.recall:.3f} (goal: .75)")
    for what, goal in SHARES.items():
        some, of = getattr(found, what)
        print(f"{name}: {what} {some} of {of}: {some / of:.2f}{goal}")


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


def muc(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 over links. Source: Vilain et al. (1995)."""
    p, r = _links(found, home(gold)), _links(gold, home(found))
    return p, r, harmonic(p, r)


def ceaf(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the best alignment of clusters, by φ4. Source: Luo (2005)."""
    there = {item: n for n, group in enumerate(found) for item in group}
    alike = np.zeros((len(gold), len(found)))
    for i, group in enumerate(gold):
        for j in {there[item] for item in group}:
            alike[i, j] = 2 * len(group & found[j]) / (len(group) + len(found[j]))
    best = float(alike[linear_sum_assignment(alike, maximize=True)].sum())
    p, r = best / len(found), best / len(gold)
    return p, r, harmonic(p, r)


def _links(clusters: Clusters, home: Mapping[Hashable, frozenset[Hashable]]) -> float:
    parts = [(len(group), len({home[item] for item in group})) for group in clusters if len(group) > 1]
    return sum(size - split for size, split in parts) / max(1, sum(size - 1 for size, _ in parts))


if __name__ == "__main__":
    main()
