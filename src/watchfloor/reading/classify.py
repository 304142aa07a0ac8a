"""The category of an act whose parties are given: which of the sixteen classes a marked pair stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from watchfloor.reading import heads
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.events import Met, Ranked, meet
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.world import World

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARK = re.compile(r"\[([AB]): (.*?)\]")
#: How many of the predicates nearest to the pair are heard.
_HEARD = 3
#: What the word of a pattern adds to the head's chance of the category it names.
_PATTERN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with the half-open spans of who acts and of whom the act reaches; None where the text names nobody."""

    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def marked(text: str) -> Marked:
    """Return a text in which `[A: …]` marks who acts and `[B: …]` whom it reaches, without its marks."""
    plain, last = "", 0
    spans: dict[str, tuple[int, int]] = {}
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        spans[mark[1]] = (len(plain), len(plain) + len(mark[2]))
        plain, last = plain + mark[2], mark.end()
    return Marked(text=plain + text[last:], actor=spans.get("A"), recipient=spans.get("B"))


def categories(pairs: Iterable[Marked], world: World) -> Iterator[Ranked]:
    """Yield for each marked pair the ranked categories of its act; nothing where no act is found."""
    every = list(pairs)
    texts = ((one.text, [start for start, _ in sentence_spans(one.text)]) for one in every)
    resolver = Resolver(world, None)
    for one, doc in zip(every, parse(texts), strict=True):
        par = Paragraph.of(doc, 0, resolver.mentions(doc), [], world)
        yield _ranked(one, [met for sentence in doc.sents for met in meet(par, sentence)])


def category(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, world: World) -> Ranked:
    """Return the ranked categories of the act between two marked spans of a text."""
    return next(categories([Marked(text=text, actor=actor, recipient=recipient)], world))


def nearest(pair: Marked, met: Sequence[Met]) -> list[tuple[float, Met]]:
    """Return the predicates by how much they look like the act between the parties, nearest first."""
    return sorted(((_nearness(pair, one), one) for one in met), key=lambda found: -found[0])


def _ranked(pair: Marked, met: Sequence[Met]) -> Ranked:
    """Weigh what the parties tell with what the predicates nearest to them do, a pattern's word counting more."""
    near = nearest(pair, met)[:_HEARD]
    if not near:
        return ()
    by_parties, by_predicate = heads.between(pair.text, pair.actor, pair.recipient, [one for _, one in near])
    shares = [exp(score) for score, _ in near]
    weights = dict(by_parties)
    for share, (_, one), ranked in zip(shares, near, by_predicate, strict=True):
        for name, p in ranked:
            by_pattern = one.pattern is not None and one.pattern.category == name
            weights[name] += (p + _PATTERN * by_pattern) * share / sum(shares)
    total = sum(weights.values())
    heaviest = sorted(weights.items(), key=lambda found: (-found[1], found[0]))
    return tuple((name, weight / total) for name, weight in heaviest)


def _nearness(pair: Marked, one: Met) -> float:
    """Score a predicate: roles that the marked spans fill, parties below it, a pattern, few words in between."""
    frame, doc = one.frame, one.frame.head.doc
    acts = [*frame.subjects, *(doc[f.token] for f in one.actors)]
    others = [*frame.objects, *frame.datives, *(token for _, token in frame.preps)]
    reached = [*others, *(doc[f.token] for f in one.recipients)]
    below = list(frame.head.subtree)
    score = 3.0 * (_holds(pair.actor, acts) + _holds(pair.recipient, reached))
    score += _holds(pair.actor, reached) + _holds(pair.recipient, acts)
    score += 0.7 * (_holds(pair.actor, below) + _holds(pair.recipient, below)) - 0.02 * len(below)
    score += 0.5 * (frame.pos == "v") + 1.5 * (one.pattern is not None)
    return score - 2.0 * (_holds(pair.actor, [frame.head]) + _holds(pair.recipient, [frame.head]))


def _holds(span: tuple[int, int] | None, tokens: Iterable[Token]) -> bool:
    return span is not None and any(span[0] <= token.idx < span[1] for token in tokens)
