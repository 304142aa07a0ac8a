"""Train the reader's learned heads: `make train`, or `python tools/train_heads.py corpus`.

Writes category.npz (weights) and category.json (what they were trained on, how well they do on texts that they did not
see) into src/watchfloor/reading/heads. The same corpus and the same versions give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from watchfloor import __version__, evaluation, world
from watchfloor.reading import classify, coder
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.events import NONE, Met, meet
from watchfloor.reading.heads.candidates import Candidate
from watchfloor.reading.heads.encoder import Vector, encode
from watchfloor.reading.heads.model import described, meaning
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.world import World

TO = Path("src/watchfloor/reading/heads")
#: A word that fewer candidates have tells nothing that lasts.
RARE = 2
#: Inverse strength of the ridge; chosen by cross-validation on the training part.
STRENGTH = {"skim": 2.0, "full": 5.0, "act": 2.0}
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate, what it means, its class, and the text it comes from."""

    one: Candidate
    meaning: Vector
    label: str
    text: str
    banked: bool = False


def main(corpus: Path) -> None:
    """Train on the training parts of a corpus and write weights and their record."""
    files = sorted([*corpus.glob("*.train.jsonl"), *corpus.glob("*.train.tsv")])
    known = world.load()
    examples = [e for file in files for e in (_bank if file.suffix == ".tsv" else _documents)(file, known)]
    examples += [_silent(e) for e in examples if "lexicon silent" not in e.one.words]
    words = Counter(word for e in examples for word in e.one.words)
    vocabulary = sorted(word for word, n in words.items() if n >= RARE)
    held: dict[str, Any] = {"vocabulary": "\n".join(vocabulary)}
    scores: dict[str, object] = {}
    for which in STRENGTH:
        # The wording bank is of acts alone: it tells acts apart, not how often there is one.
        chosen = [e for e in examples if (e.label != NONE if which == "act" else not e.banked or e.label == NONE)]
        design = _design(chosen, vocabulary, dense=which != "skim")
        labels = np.array([e.label for e in chosen])
        temperature, scores[which] = _cross_validated(design, labels, [e.text for e in chosen], which)
        fitted = _fit(design, labels, which)
        split = len(vocabulary)
        held |= {
            f"{which} classes": "\n".join(fitted.classes_),
            f"{which} words": fitted.coef_.T[:split].astype(np.float16),
            f"{which} dense": fitted.coef_.T[split:].astype(np.float16),
            f"{which} bias": fitted.intercept_.astype(np.float32),
            f"{which} temperature": np.float32(temperature),
        }
    np.savez_compressed(TO / "category.npz", **held)
    record = {
        "made by": f"tools/train_heads.py, watchfloor {__version__}",
        "trained on": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        "examples": len(examples),
        "classes": dict(sorted(Counter(e.label for e in examples).items())),
        "vocabulary": len(vocabulary),
        "cross-validated over texts": scores,
    }
    (TO / "category.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))


def _documents(file: Path, known: World) -> Iterator[Example]:
    """Yield every candidate of annotated texts: of the category whose trigger it is, else of none."""
    for gold in evaluation.load(file):
        marked = [(s.get("trigger"), s["event"]) for s in gold.statements if s["kind"] == "event"]
        triggers = [(span, name) for span, name in marked if span is not None]
        if len(triggers) < len(marked):
            continue  # a person added an event and marked no word: which candidate it is cannot be told
        for par in coder.paragraphs(gold.document, known):
            for sentence in par.doc.sents:
                met = list(meet(par, sentence))
                for one, vector in zip(met, _meanings(sentence.text, met), strict=True):
                    at = par.offset + one.frame.head.idx
                    label = next((name for (start, end), name in triggers if start <= at < end), NONE)
                    yield Example(described(one), vector, label, gold.id)


def _meanings(text: str, met: Sequence[Met]) -> Iterator[Vector]:
    if met:
        (encoded,) = encode([text])
        yield from (meaning(described(one), encoded) for one in met)


def _bank(file: Path, known: World) -> Iterator[Example]:
    """Yield of each sentence of a wording bank the predicate that stands between its marked parties."""
    resolver = Resolver(known, None)
    rows = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for number, row in enumerate(DictReader(rows, delimiter="\t")):
        category = row["category"]
        pair = classify.marked(row["text"])
        doc = next(iter(parse([(pair.text, [start for start, _ in sentence_spans(pair.text)])])))
        par = Paragraph.of(doc, 0, resolver.mentions(doc), [], known)
        met = [one for sentence in doc.sents for one in meet(par, sentence)]
        for _, best in classify.nearest(pair, met)[:1]:
            sentence = best.frame.head.sent
            (vector,) = _meanings(sentence.text, [best])
            label = NONE if category == "NONE" else category
            yield Example(described(best), vector, label, f"{file.name} {number // 20}", banked=True)


def _silent(example: Example) -> Example:
    """Return an example as it would look were the lexicon silent on it: there is where the head must speak."""
    words = tuple("lexicon silent" if word.startswith("lexicon ") else word for word in example.one.words)
    return replace(example, one=replace(example.one, words=words))


def _design(examples: Sequence[Example], vocabulary: Sequence[str], *, dense: bool) -> Any:
    rows = {word: i for i, word in enumerate(vocabulary)}
    places = [[rows[word] for word in e.one.words if word in rows] for e in examples]
    values = np.concatenate([np.full(len(p), 1 / np.sqrt(max(len(p), 1))) for p in places])
    ends = np.cumsum([0, *map(len, places)])
    words = csr_matrix((values, np.concatenate(places), ends), shape=(len(examples), len(vocabulary)))
    return hstack([words, csr_matrix(np.array([e.meaning for e in examples]))]).tocsr() if dense else words


def _fit(design: Any, labels: NDArray[np.str_], which: str) -> Any:
    """Fit a head; of acts all categories count the same, however many wordings of each were written."""
    balance = "balanced" if which == "act" else None
    return LogisticRegression(C=STRENGTH[which], max_iter=300, tol=1e-3, class_weight=balance).fit(design, labels)


def _cross_validated(
    design: Any, labels: NDArray[np.str_], texts: Sequence[str], which: str
) -> tuple[float, dict[str, float]]:
    """Return the temperature that fits chances to texts not trained on, and how well the head does on them."""
    logits = np.zeros((len(labels), len(set(labels))))
    for learned, held in GroupKFold(FOLDS).split(design, groups=np.array(texts)):
        fitted = _fit(design[learned], labels[learned], which)
        logits[held] = fitted.decision_function(design[held])
    classes = np.unique(labels)
    right = np.searchsorted(classes, labels)
    grid = np.arange(0.5, 2.01, 0.05)
    losses = [_loss(logits / t, right) for t in grid]
    best = float(grid[int(np.argmin(losses))])
    told = classes[logits.argmax(axis=1)]
    events = labels != NONE
    return best, {
        "n": len(labels),
        "right": round(float(np.mean(told == labels)), 3),
        "right, of events": round(float(np.mean(told[events] == labels[events])), 3),
        "log loss": round(min(losses), 3),
        "temperature": round(best, 2),
    }


def _loss(logits: NDArray[np.float64], right: NDArray[np.intp]) -> float:
    high = logits.max(axis=1, keepdims=True)
    norm = np.log(np.exp(logits - high).sum(axis=1)) + high[:, 0]
    return float(np.mean(norm - logits[np.arange(len(right)), right]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/train_heads.py CORPUS")
    main(Path(sys.argv[1]))
