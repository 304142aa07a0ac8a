"""Learned heads: what a predicate reports, who is party to it, and what two parties stand in, with their chances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from watchfloor.reading.arguments import Filler, Paragraph
from watchfloor.reading.events import Met, Parties, Ranked
from watchfloor.reading.heads.encoder import Encoded, Span, encode
from watchfloor.reading.heads.model import described, load
from watchfloor.reading.heads.parties import Party, candidates

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

__all__ = ["Heard", "between"]

#: Who is likelier than this to fill a role fills it; whom rules found stays unless the head all but rules him out.
FILLS, KEEPS = 0.5, 0.02


@dataclass
class Heard:
    """A sentence as the heads hear it, encoded once."""

    sentence: Sentence

    @cached_property
    def text(self) -> Encoded:
        """Return the sentence as vectors."""
        return encode(self.sentence.text)

    def acts(self, met: Sequence[Met]) -> list[Ranked]:
        """Return for each frame of the sentence all classes with their chances, likeliest first."""
        start = self.sentence.start_char
        return [load().reported(described(one, start), self.text) for one in met]

    def parties(self, par: Paragraph, met: Met, category: str) -> Parties:
        """Return who acts in a frame and whom it reaches; as rules found them where the head finds nobody."""
        head = met.frame.head
        predicate = head.idx - self.sentence.start_char, head.idx - self.sentence.start_char + len(head)
        seen = candidates(par, self.sentence, met, category)
        chances = load().roles(predicate, seen, self.text)
        actors, recipients = (
            _filling(zip(seen, column, strict=True), by_rule)
            for column, by_rule in zip(chances[:, 1:].T, (met.actors, met.recipients), strict=True)
        )
        if not (actors or recipients):
            return met.actors, met.recipients
        labels = {f.entity.label for f in actors}
        return actors, tuple(f for f in recipients if f.entity.label not in labels)


def _filling(chances: Iterable[tuple[Party, float]], by_rule: Sequence[Filler]) -> tuple[Filler, ...]:
    """Return who fills a role, each once, in the order of the text."""
    known = {f.entity.label for f in by_rule}
    return tuple(
        {
            f.entity.label: f
            for party, p in chances
            for f in party.fillers
            if p > (KEEPS if f.entity.label in known else FILLS)
        }.values()
    )


def between(text: str, actor: Span | None, recipient: Span | None, met: Sequence[Met]) -> tuple[Ranked, list[Ranked]]:
    """Return which act joins two parties of a text, by the parties and by each of its frames; all likeliest first."""
    actors, recipients = ([span] if span else [] for span in (actor, recipient))
    encoded = encode(text, [actors, recipients])
    return load().between(actors, recipients, encoded), [load().act(described(one, 0), encoded) for one in met]
