"""What the reader's heads learn from: the corpus's train part, its predicates and pairs as the reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from csv import DictReader
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor import evaluation, world
from watchfloor.reading import classify, coder
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.events import NONE, Met, meet
from watchfloor.reading.heads.candidates import Candidate
from watchfloor.reading.heads.model import described
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.world import World

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Who acts and whom it reaches in a text, as half-open spans of characters, and the category of the act."""

    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text to learn from: its predicates with their categories (`-` for no act) and its pairs."""

    text: str
    predicates: tuple[tuple[Candidate, str], ...]
    pairs: tuple[Pair, ...]
    source: str  #: the document it comes from, or a group of neighbours in a wording bank
    banked: bool = False  #: of a bank, which tells acts apart but not how often there is one


def sources(corpus: Path) -> list[Path]:
    """Return the files of a corpus's train part."""
    return sorted([*corpus.glob("*.train.jsonl"), *corpus.glob("*.train.tsv")])


def examples(files: list[Path]) -> list[Example]:
    """Return all examples of the files, in their order."""
    known = world.load()
    return [one for file in files for one in (_bank if file.suffix == ".tsv" else _documents)(file, known)]


def _documents(file: Path, known: World) -> Iterator[Example]:
    """Yield the sentences of annotated texts; a predicate that is no event's trigger reports nothing."""
    for gold in evaluation.load(file):
        events = [s for s in gold.statements if s["kind"] == "event"]
        if any(event.get("trigger") is None for event in events):
            continue  # a person added an event and marked no word: which predicate it is cannot be told
        for par in coder.paragraphs(gold.document, known):
            for sentence in par.doc.sents:
                start, end = par.offset + sentence.start_char, par.offset + sentence.end_char
                told = [
                    (described(one, sentence.start_char), _label(one, par.offset, events))
                    for one in meet(par, sentence)
                ]
                pairs = [_pair(event, start, end) for event in events if start <= event["trigger"][0] < end]
                yield Example(text=sentence.text, predicates=tuple(told), pairs=tuple(pairs), source=gold.id)


def _label(one: Met, offset: int, events: list[dict[str, Any]]) -> str:
    """Return the category of the event that a predicate triggers, or that its pattern reads from a noun below it."""

    def triggered(token: Token) -> Iterator[str]:
        at = offset + token.idx
        return (str(e["event"]) for e in events if e["trigger"][0] <= at < e["trigger"][1])

    below = (name for token in one.frame.objects for name in triggered(token))
    carried = (name for name in below if one.pattern is not None and name == one.pattern.category)
    return next(chain(triggered(one.frame.head), carried), NONE)


def _pair(event: dict[str, Any], start: int, end: int) -> Pair:
    """Return the parties of an event that stand in its sentence."""

    def inside(parties: list[dict[str, Any]]) -> tuple[Span, ...]:
        spans = [party["span"] for party in parties]
        return tuple((low - start, high - start) for low, high in spans if start <= low and high <= end)

    return Pair(actors=inside(event["actors"]), recipients=inside(event["recipients"]), label=event["event"])


def _bank(file: Path, known: World) -> Iterator[Example]:
    """Yield the sentences of a wording bank, each with the predicate that stands between its marked parties.

    Of a sentence without an act every predicate reports nothing.
    """
    resolver = Resolver(known, None)
    kept = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = [(row["category"], classify.marked(row["text"])) for row in DictReader(kept, delimiter="\t")]
    docs = parse((marked.text, [start for start, _ in sentence_spans(marked.text)]) for _, marked in rows)
    for number, ((category, marked), doc) in enumerate(zip(rows, docs, strict=True)):
        par = Paragraph.of(doc, 0, resolver.mentions(doc), [], known)
        met = [one for sentence in doc.sents for one in meet(par, sentence)]
        label = NONE if category == "NONE" else category
        spans = [(span,) if span else () for span in (marked.actor, marked.recipient)]
        told = met if label == NONE else [best for _, best in classify.nearest(marked, met)[:1]]
        yield Example(
            text=marked.text,
            predicates=tuple((described(one, 0), label) for one in told),
            pairs=() if label == NONE else (Pair(actors=spans[0], recipients=spans[1], label=label),),
            source=f"{file.name} {number // 20}",
            banked=True,
        )
