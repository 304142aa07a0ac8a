"""Learned heads: what a predicate reports, who is party to it, and what two parties stand in, with their chances."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from watchfloor.reading.arguments import Filler, Paragraph
from watchfloor.reading.events import Met, Parties, Ranked
from watchfloor.reading.heads.candidates import span
from watchfloor.reading.heads.encoder import Encoded, Span, encode, own, run
from watchfloor.reading.heads.model import described, load
from watchfloor.reading.heads.parties import Party, candidates, earlier
from watchfloor.reading.heads.stretches import Passage, Stretch, sentences, stretches

__all__ = ["Heard", "between"]

#: Who is likelier than this to fill a role fills it; whom rules found stays unless the head all but rules him out.
FILLS, KEEPS = 0.5, 0.02
#: Who was named before fills a role that else nobody fills if likelier than this, the likeliest alone.
IMPLIED = 0.3


@dataclass
class Heard:
    """A document as the heads hear it, each sentence alone and in its stretch, read from first to last."""

    passages: Sequence[Passage]
    _read: dict[bool, tuple[Stretch, Encoded]] = field(default_factory=dict)  #: the latest, alone or not

    @cached_property
    def _stretches(self) -> Sequence[Stretch]:
        return stretches(self.passages)

    @cached_property
    def _sentences(self) -> Sequence[Stretch]:
        return [stretch for one in sentences(self.passages) for stretch in stretches([one])]

    def text(self, at: int, *, alone: bool) -> Encoded:
        """Return the sentence, or the stretch, around a character of the document as vectors."""
        among = self._sentences if alone else self._stretches
        found = among[bisect_right(among, at, key=lambda stretch: stretch.first) - 1]
        read = next((encoded for stretch, encoded in self._read.values() if stretch.same(found)), None)
        self._read[alone] = found, read if read is not None else run(own(), found)
        return self._read[alone][1]

    def acts(self, par: Paragraph, met: Sequence[Met]) -> list[Ranked]:
        """Return for each frame all classes with their chances, likeliest first."""
        told = [described(one, par.offset) for one in met]
        return [load().reported(one, [self.text(one.predicate[0], alone=a) for a in (True, False)]) for one in told]

    def parties(self, par: Paragraph, met: Met, category: str) -> Parties:
        """Return who acts in a frame and whom it reaches; as rules found them where the head finds nobody."""
        head = span(met.frame.head, par.offset)
        here = candidates(par, met, category)
        chances = load().roles(head, here, self.text(head[0], alone=True))
        rules = (met.actors, met.recipients)
        actors, recipients = (_filling(here, chances[:, role], rule) for role, rule in enumerate(rules, 1))
        if not (actors and recipients):
            before = earlier(par, met, category, here)
            chances = load().roles(head, before, self.text(head[0], alone=False))
            actors = actors or _likeliest(before, chances[:, 1])
            recipients = recipients or _likeliest(before, chances[:, 2])
        if not (actors or recipients):
            return rules
        labels = {f.entity.label for f in actors}
        return actors, tuple(f for f in recipients if f.entity.label not in labels)


def _filling(seen: Sequence[Party], chances: Iterable[float], by_rule: Sequence[Filler]) -> tuple[Filler, ...]:
    """Return who fills a role, each once, in the order of the text."""
    known = {f.entity.label for f in by_rule}
    told = ((f, p) for party, p in zip(seen, chances, strict=True) for f in party.fillers)
    return tuple({f.entity.label: f for f, p in told if p > (KEEPS if f.entity.label in known else FILLS)}.values())


def _likeliest(seen: Sequence[Party], chances: Iterable[float]) -> tuple[Filler, ...]:
    """Return who of those named before fills a role that else nobody fills."""
    party, p = max(zip(seen, chances, strict=True), key=lambda one: one[1], default=(None, 0.0))
    return party.fillers if party is not None and p > IMPLIED else ()


def between(text: str, actor: Span | None, recipient: Span | None, met: Sequence[Met]) -> tuple[Ranked, list[Ranked]]:
    """Return which act joins two parties of a text, by the parties and by each of its frames; all likeliest first."""
    actors, recipients = ([span] if span else [] for span in (actor, recipient))
    encoded = encode(text, [actors, recipients])
    return load().between(actors, recipients, encoded), [load().act(described(one, 0), encoded) for one in met]
