"""The category of an act whose parties are given: which of the sixteen classes a marked pair stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.reading.arguments import Filler, Paragraph
from watchfloor.reading.events import Coded, find_events
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.world import World

#: Categories with the probability that each is the one meant, best first.
Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with the half-open spans of who acts and of whom the act reaches; None where the text names nobody."""

    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def categories(pairs: Iterable[Marked], world: World) -> Iterator[Ranked]:
    """Yield for each marked pair the ranked categories of its act; nothing where no act is found."""
    marked = list(pairs)
    texts = ((one.text, [start for start, _ in sentence_spans(one.text)]) for one in marked)
    resolver = Resolver(world, None)
    for one, doc in zip(marked, parse(texts), strict=True):
        par = Paragraph.of(doc, 0, resolver.mentions(doc), [], world)
        yield _ranked(one, par, [event for sentence in doc.sents for event in find_events(par, sentence)])


def category(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, world: World) -> Ranked:
    """Return the ranked categories of the act between two marked spans of a text."""
    return next(categories([Marked(text=text, actor=actor, recipient=recipient)], world))


def _ranked(pair: Marked, par: Paragraph, events: list[Coded]) -> Ranked:
    """Rank the events of a text by how many of their roles the marked spans fill; each role weighs tenfold."""
    weights: Counter[str] = Counter()
    for event in events:
        right = _fills(par, event.actors, pair.actor) + _fills(par, event.recipients, pair.recipient)
        weights[event.category] += 10**right
    total = weights.total()
    return tuple((name, weight / total) for name, weight in weights.most_common())


def _fills(par: Paragraph, fillers: tuple[Filler, ...], span: tuple[int, int] | None) -> bool:
    return span is not None and any(span[0] <= par.doc[filler.token].idx < span[1] for filler in fillers)
