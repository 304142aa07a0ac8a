"""Learned heads: what a predicate reports, who is party to it, and what two parties stand in, with their chances."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from watchfloor.reading.arguments import Filler, Paragraph
from watchfloor.reading.events import Met, Parties, Ranked
from watchfloor.reading.heads.candidates import span
from watchfloor.reading.heads.encoder import Encoded, Span, encode, own, run
from watchfloor.reading.heads.model import described, load
from watchfloor.reading.heads.parties import Party, candidates
from watchfloor.reading.heads.stretches import Passage, Stretch, stretches

__all__ = ["Heard", "between"]

#: Who is likelier than this to fill a role fills it; whom rules found stays unless the head all but rules him out.
FILLS, KEEPS = 0.5, 0.02
#: Who was named before fills a role that else nobody fills if likelier than this, the likeliest alone.
IMPLIED = 0.3


@dataclass
class Heard:
    """A document as the heads hear it, each stretch of it encoded once, since it is read from first to last."""

    passages: Sequence[Passage]
    _latest: tuple[int, Encoded] | None = None

    @cached_property
    def _stretches(self) -> Sequence[Stretch]:
        return stretches(self.passages)

    def text(self, at: int) -> Encoded:
        """Return the stretch around a character of the document as vectors."""
        number = bisect_right(self._stretches, at, key=lambda stretch: stretch.first) - 1
        if self._latest is None or self._latest[0] != number:
            self._latest = number, run(own(), self._stretches[number])
        return self._latest[1]

    def acts(self, par: Paragraph, met: Sequence[Met]) -> list[Ranked]:
        """Return for each frame all classes with their chances, likeliest first."""
        told = [described(one, par.offset) for one in met]
        return [load().reported(one, self.text(one.predicate[0])) for one in told]

    def parties(self, par: Paragraph, met: Met, category: str) -> Parties:
        """Return who acts in a frame and whom it reaches; as rules found them where the head finds nobody."""
        head = span(met.frame.head, par.offset)
        seen = candidates(par, met.frame.head.sent, met, category)
        chances = load().roles(head, seen, self.text(head[0]))
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
    told = [(f, p) for party, p in chances for f in party.fillers]
    found = {f.entity.label: f for f, p in told if p > (KEEPS if f.entity.label in known else FILLS)}
    if not found:
        implied, p = max(((f, p) for f, p in told if f.how == "implied"), key=lambda one: one[1], default=(None, 0.0))
        found = {implied.entity.label: implied} if implied is not None and p > IMPLIED else {}
    return tuple(found.values())


def between(text: str, actor: Span | None, recipient: Span | None, met: Sequence[Met]) -> tuple[Ranked, list[Ranked]]:
    """Return which act joins two parties of a text, by the parties and by each of its frames; all likeliest first."""
    actors, recipients = ([span] if span else [] for span in (actor, recipient))
    encoded = encode(text, [actors, recipients])
    return load().between(actors, recipients, encoded), [load().act(described(one, 0), encoded) for one in met]
