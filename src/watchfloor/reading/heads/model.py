"""A learned head: which category a predicate stands for, from its words and its meaning in the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from watchfloor.reading.events import Met, Ranked
from watchfloor.reading.heads.candidates import Candidate, candidate
from watchfloor.reading.heads.encoder import Encoded, Vector


@dataclass(frozen=True, slots=True)
class Head:
    """Multinomial logistic regression over words (sparse) and, where there is one, a dense vector."""

    classes: tuple[str, ...]
    vocabulary: Mapping[str, int]
    words: Vector  #: (vocabulary, classes)
    dense: Vector  #: (width, classes); no rows for a head that reads words only
    bias: Vector  #: (classes,)
    temperature: float

    def probabilities(self, one: Candidate, meaning: Vector | None = None) -> Vector:
        """Return the chance of each class."""
        rows = [self.vocabulary[word] for word in one.words if word in self.vocabulary]
        logits = self.bias.copy()
        if rows:
            logits += self.words[rows].sum(axis=0) / np.float32(np.sqrt(len(rows)))
        if meaning is not None:
            logits += meaning @ self.dense
        logits /= np.float32(self.temperature)
        raised: Vector = np.exp(logits - logits.max())
        chances: Vector = raised / raised.sum()
        return chances

    def rank(self, one: Candidate, meaning: Vector | None = None) -> Ranked:
        """Return the classes with their chances, likeliest first."""
        chances = self.probabilities(one, meaning).tolist()
        return tuple(sorted(zip(self.classes, chances, strict=True), key=lambda pair: (-pair[1], pair[0])))


@cache
def load() -> Mapping[str, Head]:
    """Return the heads as `make train` wrote them: skim (words only), full, and act (which act, if it is one)."""
    with (files("watchfloor.reading.heads") / "category.npz").open("rb") as file, np.load(file) as stored:
        held = {name: stored[name] for name in stored.files}
    vocabulary = {word: row for row, word in enumerate(str(held["vocabulary"]).split("\n"))}

    def head(which: str) -> Head:
        words, dense, bias = (held[f"{which} {part}"].astype(np.float32) for part in ("words", "dense", "bias"))
        classes = tuple(str(held[f"{which} classes"]).split("\n"))
        return Head(classes, vocabulary, words, dense, bias, float(held[f"{which} temperature"]))

    return {which: head(which) for which in ("skim", "full", "act")}


def described(one: Met) -> Candidate:
    """Return a frame with its parties as the heads see it."""
    return candidate(one.frame, one.pattern.category if one.pattern else None, one.actors, one.recipients)


def meaning(one: Candidate, sentence: Encoded) -> Vector:
    """Return what a predicate means in its sentence: its own vector, its arguments', the sentence's."""
    return np.concatenate([sentence.over([one.predicate]), sentence.over(one.arguments), sentence.whole])
