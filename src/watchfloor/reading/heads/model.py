"""The learned heads: what a predicate reports, who is party to it, what two parties stand in, from words in context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from watchfloor.reading.events import Met, Ranked
from watchfloor.reading.heads.candidates import Candidate, candidate
from watchfloor.reading.heads.encoder import WIDTH, Encoded, Span, Vector
from watchfloor.reading.heads.parties import Party


@dataclass(frozen=True, slots=True)
class Heads:
    """Three linear heads over the encoder's vectors; the first class, `-`, says that no act is reported."""

    classes: tuple[str, ...]
    vocabulary: Mapping[str, int]
    words: Vector  #: (vocabulary, classes), of predicates alone
    predicate: Vector  #: (3 widths, classes)
    predicate_bias: Vector
    pair: Vector  #: (3 widths, classes but the first)
    pair_bias: Vector
    party_vocabulary: Mapping[str, int]
    party_words: Vector  #: (vocabulary, roles)
    party: Vector  #: (3 widths, roles); the roles are none, actor and recipient
    party_bias: Vector
    temperatures: Mapping[str, float]  #: of a predicate, of one known to report an act, of a pair, of a party

    def reported(self, one: Candidate, texts: Sequence[Encoded]) -> Ranked:
        """Return what a predicate reports, an act or none, likeliest first, as it sounds in several texts together."""
        return self._ranked(self.classes, np.mean([self._of(one, text) for text in texts], axis=0), "predicate")

    def act(self, one: Candidate, text: Encoded) -> Ranked:
        """Return which act a predicate reports that reports one, likeliest first."""
        return self._ranked(self.classes[1:], self._of(one, text)[1:], "act")

    def between(self, actors: Iterable[Span], recipients: Iterable[Span], text: Encoded) -> Ranked:
        """Return which act joins the parties of a text, likeliest first."""
        seen = np.concatenate([text.over(actors), text.over(recipients), text.whole])
        return self._ranked(self.classes[1:], seen @ self.pair + self.pair_bias, "pair")

    def roles(self, predicate: Span, parties: Sequence[Party], text: Encoded) -> Vector:
        """Return the chance of each who may be party to an act that he is not, that he acts, that it reaches him."""
        phrases = np.array([text.over([one.span]) for one in parties]).reshape(-1, WIDTH)
        told = np.broadcast_to(text.over([predicate]), phrases.shape)
        words = np.array([_sum(one.words, self.party_vocabulary, self.party_words) for one in parties])
        logits = np.concatenate([told, phrases, told * phrases], axis=1) @ self.party + self.party_bias
        logits += words.reshape(logits.shape)
        raised = np.exp((logits - logits.max(axis=1, keepdims=True)) / self.temperatures["party"])
        chances: Vector = raised / raised.sum(axis=1, keepdims=True)
        return chances

    def _of(self, one: Candidate, text: Encoded) -> Vector:
        seen = np.concatenate([text.over([one.predicate]), text.over(one.arguments), text.over([one.sentence])])
        logits: Vector = seen @ self.predicate + self.predicate_bias + _sum(one.words, self.vocabulary, self.words)
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
        vocabulary=_rows(held["vocabulary"]),
        words=held["words"].astype(np.float32),
        predicate=held["predicate"].astype(np.float32),
        predicate_bias=held["predicate bias"].astype(np.float32),
        pair=held["pair"].astype(np.float32),
        pair_bias=held["pair bias"].astype(np.float32),
        party_vocabulary=_rows(held["party vocabulary"]),
        party_words=held["party words"].astype(np.float32),
        party=held["party"].astype(np.float32),
        party_bias=held["party bias"].astype(np.float32),
        temperatures=dict(zip(("predicate", "act", "pair", "party"), held["temperatures"].tolist(), strict=True)),
    )


def _sum(words: Iterable[str], rows: Mapping[str, int], weights: Vector) -> Vector:
    """Return what the known ones of some words speak for together, many hardly more than few."""
    known = [rows[word] for word in words if word in rows]
    spoken: Vector = weights[known].sum(axis=0) / np.float32(max(len(known), 1) ** 0.5)
    return spoken


def _rows(listed: object) -> Mapping[str, int]:
    return {word: row for row, word in enumerate(str(listed).split("\n"))}


def described(one: Met, offset: int) -> Candidate:
    """Return a frame with its parties as the heads see it; offset: of its paragraph in the document."""
    return candidate(one.frame, one.pattern.category if one.pattern else None, (one.actors, one.recipients), offset)
