"""What the reader's heads learn from: the corpus's train part, its predicates and parties as the reader sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor import evaluation, world
from watchfloor.reading import classify, coder, roles
from watchfloor.reading.arguments import Paragraph, words_of
from watchfloor.reading.events import NONE, SILENT, Met, meet
from watchfloor.reading.frames import counted_by
from watchfloor.reading.heads.candidates import Candidate, span
from watchfloor.reading.heads.model import described
from watchfloor.reading.heads.parties import Party, candidates, earlier
from watchfloor.reading.heads.stretches import Passage
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.world import World

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

Span = tuple[int, int]
#: An event of a text: `event` (category), `trigger` (span), `actors` and `recipients` (lists with `span`).
Event = Mapping[str, Any]

#: Every so many texts, by the digest of their source, are held out to measure.
HELD_OUT = 5
#: What a phrase is to an act.
ROLES = ("none", "actor", "recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Who acts and whom it reaches in a text, as half-open spans of characters, and the category of the act."""

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A phrase that may be party to what a predicate tells, and whether it is: a place in ROLES."""

    predicate: Span
    party: Party
    role: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text to learn from: its predicates with their categories (`-` for no act), their parties, its pairs.

    pairs: of single sentences, with the sentence.
    """

    passages: tuple[Passage, ...]
    predicates: tuple[tuple[Candidate, str], ...]
    casts: tuple[Cast, ...]
    pairs: tuple[Pair, ...]
    source: str  #: the document it comes from, or a group of neighbours in a file of single texts
    banked: bool = False  #: of a bank, which tells acts apart but not how often there is one

    @property
    def held_out(self) -> bool:
        """Tell whether the text is left out to measure on."""
        return int(hashlib.sha256(self.source.encode()).hexdigest(), 16) % HELD_OUT == 0


def sources(corpus: Path) -> list[Path]:
    """Return the files of a corpus's train part."""
    return sorted(one for end in ("jsonl", "tsv", "txt") for one in corpus.glob(f"*.train.{end}"))


def examples(files: list[Path]) -> list[Example]:
    """Return all examples of the files, in their order."""
    known = world.load()
    read = {".tsv": _bank, ".txt": _marked, ".jsonl": _documents}
    return [one for file in files for one in read[file.suffix](file, known)]


def _documents(file: Path, known: World) -> Iterator[Example]:
    """Yield annotated texts; a predicate that is no event's trigger reports nothing."""
    for gold in evaluation.load(file):
        events = [s for s in gold.statements if s["kind"] == "event"]
        if any(event.get("trigger") is None for event in events):
            continue  # a person added an event and marked no word: which predicate it is cannot be told
        yield _text(list(coder.paragraphs(gold.document, known)), events, gold.id)


def _marked(file: Path, known: World) -> Iterator[Example]:
    """Yield marked texts, which stand alone; headings are read as sentences."""
    texts = evaluation.load(file)
    for gold, par in zip(texts, _parsed([gold.document.text for gold in texts], known), strict=True):
        yield _text([par], gold.statements, gold.id)


def _parsed(texts: Sequence[str], known: World) -> Iterator[Paragraph]:
    resolver = Resolver(known, None)
    for doc in parse((text, [start for start, _ in sentence_spans(text)]) for text in texts):
        yield Paragraph.of(doc, 0, resolver.mentions(doc), [], known)


def _text(paragraphs: Sequence[Paragraph], events: Sequence[Event], source: str) -> Example:
    sentences = [(par, sentence) for par in paragraphs for sentence in par.doc.sents]
    told = [
        (par, sentence, one, _told(one, par.offset, events))
        for par, sentence in sentences
        for one in meet(par, sentence)
    ]
    return Example(
        passages=tuple(map(_passage, paragraphs)),
        predicates=tuple(
            (described(one, par.offset), event["event"] if event else NONE) for par, _, one, event in told
        ),
        casts=tuple(cast for par, sentence, one, event in told if event for cast in _casts(par, one, event)),
        pairs=tuple(pair for par, sentence in sentences for pair in _pairs(par, sentence, events)),
        source=source,
    )


def _passage(par: Paragraph) -> Passage:
    return Passage(par.offset, par.text, tuple(sentence.start_char for sentence in par.doc.sents))


def _told(one: Met, offset: int, events: Sequence[Event]) -> Event | None:
    """Return the event that a predicate triggers, or that its pattern reads from a noun below it."""

    def triggered(token: Token) -> Iterator[Event]:
        at = offset + token.idx
        return (event for event in events if event["trigger"][0] <= at < event["trigger"][1])

    below = (event for token in one.frame.objects for event in triggered(token))
    carried = (event for event in below if one.pattern is not None and event["event"] == one.pattern.category)
    return next(triggered(one.frame.head), None) or next(carried, None)


def _pairs(par: Paragraph, sentence: Sentence, events: Sequence[Event]) -> Iterator[Pair]:
    """Yield the parties of the events of a sentence that stand in it."""
    start, end = par.offset + sentence.start_char, par.offset + sentence.end_char

    def inside(parties: list[dict[str, Any]]) -> tuple[Span, ...]:
        spans = [party["span"] for party in parties]
        return tuple((low - start, high - start) for low, high in spans if start <= low and high <= end)

    for event in events:
        if start <= event["trigger"][0] < end:
            actors, recipients = inside(event["actors"]), inside(event["recipients"])
            yield Pair(text=sentence.text, actors=actors, recipients=recipients, label=event["event"])


def _casts(par: Paragraph, one: Met, event: Event) -> Iterator[Cast]:
    """Yield whoever may be party to an event, with the role he has."""
    category = event["event"]
    pattern = one.pattern or SILENT
    if pattern.category != category:
        actors, recipients = roles.parties(par, one.frame, replace(pattern, category=category))
        one = Met(one.frame, one.pattern, actors, recipients)
    here, before = _roles(par, event), _roles_before(par, event)
    predicate = span(one.frame.head, par.offset)
    inside = candidates(par, one, category)
    said = [(party, here.get(party.token)) for party in inside]
    said += [(party, before.get(party.fillers[0].entity.label)) for party in earlier(par, one, category, inside)]
    for party, role in said:
        yield Cast(predicate=predicate, party=party, role=ROLES.index(role or "none"))


def _roles(par: Paragraph, event: Event) -> dict[int, str]:
    """Return the roles of an event by the head token of the phrase that fills them."""
    found = {}
    for role, parties in (("recipient", event["recipients"]), ("actor", event["actors"])):
        for party in parties:
            low, high = (int(at) - par.offset for at in party["span"] or (-1, -1))
            words = par.doc.char_span(low, high, alignment_mode="expand") if 0 <= low < high <= len(par.text) else None
            for token in counted_by(words.root) or [words.root] if words is not None else ():
                mention = par.at.get(token.i)
                found[token.i if mention is None else mention.head] = role
    return found


def _roles_before(par: Paragraph, event: Event) -> dict[str, str]:
    """Return the roles of an event by whom the text so far named or spoke of, where its parties are marked."""
    told = [(mention.entity, mention.chars or par.chars(mention)) for mention in (*par.before, *par.mentions)]
    nouns = (token for token in par.doc if token.pos_ == "NOUN" and token.i not in par.at)
    told += [(words_of(token).entity, span(token, par.offset)) for token in nouns]
    return {
        entity.label: role
        for role, parties in (("recipient", event["recipients"]), ("actor", event["actors"]))
        for low, high in (party["span"] for party in parties if party["span"])
        for entity, (start, end) in told
        if start < high and low < end
    }


def _bank(file: Path, known: World) -> Iterator[Example]:
    """Yield the sentences of a wording bank, each with the predicate that stands between its marked parties.

    Of a sentence without an act every predicate reports nothing.
    """
    kept = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = [(row["category"], classify.marked(row["text"])) for row in DictReader(kept, delimiter="\t")]
    parsed = _parsed([marked.text for _, marked in rows], known)
    for number, ((category, marked), par) in enumerate(zip(rows, parsed, strict=True)):
        met = [one for sentence in par.doc.sents for one in meet(par, sentence)]
        label = NONE if category == "NONE" else category
        spans = [(one,) if one else () for one in (marked.actor, marked.recipient)]
        told = met if label == NONE else [best for _, best in classify.nearest(marked, met)[:1]]
        parties = {"actors": [{"span": s} for s in spans[0]], "recipients": [{"span": s} for s in spans[1]]}
        first = next(par.doc.sents)
        yield Example(
            passages=(_passage(par),),
            predicates=tuple((described(one, 0), label) for one in told),
            casts=tuple(
                cast
                for one in told
                if label != NONE and one.frame.head.sent == first
                for cast in _casts(par, one, {"event": label, **parties})
            ),
            pairs=() if label == NONE else (Pair(text=marked.text, actors=spans[0], recipients=spans[1], label=label),),
            source=f"{file.name} {number // 20}",
            banked=True,
        )
