"""Stand-ins for the learned heads: what is to be heard of every frame is given; the parties are left to the rules."""

from __future__ import annotations

from collections.abc import Sequence

from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.events import Met, Parties, Ranked
from watchfloor.reading.heads.stretches import Passage


class Said:
    """Hears the same of every frame; of nothing told, the rules alone speak."""

    def __init__(self, *told: tuple[str, float]) -> None:
        self.told: Ranked = told

    def __call__(self, _: Sequence[Passage]) -> Said:
        return self

    def acts(self, _: Paragraph, met: Sequence[Met]) -> list[Ranked]:
        return [self.told for _ in met]

    def parties(self, _: Paragraph, met: Met, category: str) -> Parties:
        return met.actors, met.recipients
