"""The learned heads: what a predicate reports and what two parties stand in, from what words mean in their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from watchfloor.reading.events import Met, Ranked
from watchfloor.reading.heads.candidates import Candidate, candidate
from watchfloor.reading.heads.encoder import Encoded, Span, Vector


@dataclass(frozen=True, slots=True)
class Heads:
    """Two linear heads over the encoder's vectors; the first class, `-`, says that no act is reported."""

    classes: tuple[str, ...]
    vocabulary: Mapping[str, int]
    words: Vector  #: (vocabulary, classes), of predicates alone
    predicate: Vector  #: (3 widths, classes)
    predicate_bias: Vector
    pair: Vector  #: (3 widths, classes but the first)
    pair_bias: Vector
    temperatures: Mapping[str, float]  #: of a predicate, of a predicate known to report an act, of a pair

    def reported(self, one: Candidate, text: Encoded) -> Ranked:
        """Return what a predicate reports, an act or none, likeliest first."""
        return self._ranked(self.classes, self._of(one, text), "predicate")

    def act(self, one: Candidate, text: Encoded) -> Ranked:
        """Return which act a predicate reports that reports one, likeliest first."""
        return self._ranked(self.classes[1:], self._of(one, text)[1:], "act")

    def between(self, actors: Iterable[Span], recipients: Iterable[Span], text: Encoded) -> Ranked:
        """Return which act joins the parties of a text, likeliest first."""
        seen = np.concatenate([text.over(actors), text.over(recipients), text.whole])
        return self._ranked(self.classes[1:], seen @ self.pair + self.pair_bias, "pair")

    def _of(self, one: Candidate, text: Encoded) -> Vector:
        rows = [self.vocabulary[word] for word in one.words if word in self.vocabulary]
        seen = np.concatenate([text.over([one.predicate]), text.over(one.arguments), text.whole])
        by_words = self.words[rows].sum(axis=0) / np.float32(max(len(rows), 1) ** 0.5)
        logits: Vector = seen @ self.predicate + self.predicate_bias + by_words
        return logits

    def _ranked(self, classes: tuple[str, ...], logits: Vector, head: str) -> Ranked:
        raised = np.exp((logits - logits.max()) / self.temperatures[head])
        chances = (raised / raised.sum()).tolist()
        return tuple(sorted(zip(classes, chances, strict=True), key=lambda pair: (-pair[1], pair[0])))


@cache
def load() -> Heads:
    """Return the heads as `make train` wrote them."""
    with (files("watchfloor.reading.heads") / "category.npz").open("rb") as file, np.load(file) as stored:
        held = {name: stored[name] for name in stored.files}
    return Heads(
        classes=tuple(str(held["classes"]).split("\n")),
        vocabulary={word: row for row, word in enumerate(str(held["vocabulary"]).split("\n"))},
        words=held["words"].astype(np.float32),
        predicate=held["predicate"].astype(np.float32),
        predicate_bias=held["predicate bias"].astype(np.float32),
        pair=held["pair"].astype(np.float32),
        pair_bias=held["pair bias"].astype(np.float32),
        temperatures=dict(zip(("predicate", "act", "pair"), held["temperatures"].tolist(), strict=True)),
    )


def described(one: Met, start: int) -> Candidate:
    """Return a frame with its parties as the heads see it.

    start: offset in the paragraph of the text that is encoded.
    """
    return candidate(one.frame, one.pattern.category if one.pattern else None, (one.actors, one.recipients), start)
