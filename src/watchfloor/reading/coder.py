"""From a document's text to its statements: the coder that watchfloor ships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from watchfloor import __version__
from watchfloor.reading import attribution, estimates, heads, judgements, lexicon, objectives, requirements, states
from watchfloor.reading.arguments import Filler, Paragraph
from watchfloor.reading.events import HEAD, NONE, Coded, Ranked, find_events
from watchfloor.reading.evidence import HEARD, LEARNED, THRESHOLD, chance
from watchfloor.reading.heads.stretches import Passage
from watchfloor.reading.language import is_english, parse
from watchfloor.reading.memory import Mention
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.reading.thread import Thread
from watchfloor.reading.times import Times
from watchfloor.terms import Citation, Document, Entity, Refused, Statement, statement_id
from watchfloor.world import World

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from watchfloor.reading import Progress

CODER = f"watchfloor {__version__}"
#: How many categories that a learned head weighed are told of a statement.
_TOLD = 3
#: How many mentions are kept for the pronouns of the paragraphs to come.
_MEMORY = 40
#: A paragraph with fewer words and no full stop is a heading: it names, it does not report.
_HEADING_WORDS = 12
#: A longer paragraph, in characters, is parsed in pieces: the parser's cost grows with the square of the length.
_LONGEST = 8000
_LETTERS = re.compile(r"[^\W\d_]")
#: Where a report was filed, with the day, the agency or both: `TBILISI, 18 April (Example Wire) - `.
_NAME = r"[A-Z][\w.'’]+(?:[ /-][A-Z][\w.'’]+){0,3}"
_DATELINE = re.compile(
    rf"{_NAME}(?:, {_NAME})?"
    r"(?:(?: \([^()\n]{2,40}\))?,? (?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?(?: \([^()\n]{2,40}\))?"
    r"| \([^()\n]{2,40}\))"
    r",? ?[-–—]{1,2} ?(?=[A-Z\"“'‘])"
    r"|[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)? [-–—]{1,2} (?=[A-Z\"“'‘])"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, by offsets, and where its sentences begin in it."""

    start: int
    text: str
    sentences: list[int]
    heading: str = ""  #: the last heading above it, where it is the first paragraph below


def code(
    document: Document, world: World, progress: Progress | None = None
) -> tuple[tuple[Statement, ...], tuple[Refused, ...]]:
    """Return what a document says, in textual order, and what could not be read.

    progress: called with (characters read, characters in all) after each paragraph.
    """
    blocks, refused = _blocks(document)
    filed = any(_DATELINE.match(document.text, *span) for span in _paragraphs(document))
    thread = Thread(present=filed)  # what has a dateline is news, and counts from its own day
    heard = heads.Heard([Passage(block.start, block.text, block.sentences) for block in blocks])
    statements: list[Statement] = []
    for block, par in zip(blocks, _parsed(document, blocks, world), strict=True):
        thread = thread.under(block.heading, document.published) if block.heading else thread.next_paragraph()
        coder = _Coder(document, par, heard, thread)
        statements += coder.statements()
        thread = coder.thread
        if progress is not None:
            progress(par.offset + len(par.text), len(document.text))
    return _unique(statements), tuple(refused)


def paragraphs(document: Document, world: World) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document as the coder meets them, parsed and with their mentions."""
    blocks, _ = _blocks(document)
    return _parsed(document, blocks, world)


def _parsed(document: Document, blocks: list[Block], world: World) -> Iterator[Paragraph]:
    resolver = Resolver(world, document.published.lower or document.published.upper)
    before: list[Mention] = []
    for block, doc in zip(blocks, parse((b.text, b.sentences) for b in blocks), strict=True):
        par = Paragraph.of(doc, block.start, resolver.mentions(doc), before, world)
        past = (replace(mention, chars=par.chars(mention)) for mention in par.mentions)
        before = [*before, *past][-_MEMORY:]
        yield par


def _blocks(document: Document) -> tuple[list[Block], list[Refused]]:
    """Split the text into paragraphs of speech, leaving out labels, headings and what is no prose."""
    blocks: list[Block] = []
    refused: list[Refused] = []
    heading = ""
    for start, end in _paragraphs(document):
        dateline = _DATELINE.match(document.text, start, end)
        start = dateline.end() if dateline else start
        text = document.text[start:end]
        if len(_LETTERS.findall(text)) < 0.5 * len(text.replace(" ", "")) and len(text) > 40:
            refused.append(Refused(start=start, end=end, reason="not prose: fewer letters than other signs"))
        elif len(text) > 2000 and max(map(len, text.split())) > 1000:
            refused.append(Refused(start=start, end=end, reason="not prose: a word of over 1,000 characters"))
        elif not is_english(text):
            refused.append(Refused(start=start, end=end, reason="not English, the language this coder reads"))
        elif text[-1] in '.!?"”’)»…:;' or len(text.split()) >= _HEADING_WORDS:
            first, *more = _pieces(start, text)
            blocks += [replace(first, heading=heading), *more]
            heading = ""
        else:
            heading = text
    return blocks, refused


def _pieces(start: int, text: str) -> Iterator[Block]:
    """Yield a paragraph whole, or in pieces of whole sentences where it is monstrous."""
    first, sentences = 0, [begin for begin, _ in sentence_spans(text)]
    for begin, end in pairwise([*sentences, len(text)]):
        if end - first > _LONGEST and begin > first:
            yield Block(start + first, text[first:begin], [s - first for s in sentences if first <= s < begin])
            first = begin
    yield Block(start + first, text[first:], [s - first for s in sentences if s >= first])


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, cut where a turn begins or ends."""
    edges = sorted({0, len(document.text), *(t.start for t in document.turns), *(t.end for t in document.turns)})
    spoken = {t.start for t in document.turns}
    first = min(spoken, default=0)
    for low, high in pairwise(edges):
        if low not in spoken and low >= first and spoken:
            continue  # a label between two turns
        for match in re.finditer(r"\S(?:.*\S)?(?:\n(?!\n)\s*\S.*)*", document.text[low:high]):
            yield low + match.start(), low + match.end()


def _unique(statements: list[Statement]) -> tuple[Statement, ...]:
    return tuple({s.id: s for s in reversed(statements)}.values())[::-1]


class _Coder:
    """Codes one paragraph of a document."""

    def __init__(self, document: Document, par: Paragraph, heard: heads.Heard, thread: Thread) -> None:
        self.document = document
        self.par = par
        self.heard = heard
        self.thread = thread  #: the time that the text so far speaks of

    def statements(self) -> list[Statement]:
        found: list[Statement] = []
        before = ""
        for sentence in self.par.doc.sents:
            found += self._sentence(sentence, before)
            before = " ".join(sentence.text.split()).strip(" .")
        return found

    def _sentence(self, sentence: Span, before: str) -> Iterator[Statement]:
        citation = self._cite(sentence)
        if citation is None:
            return
        lemmas = tuple(t.lemma_.lower() for t in sentence if not t.is_space and not t.is_punct)
        blank = Statement(
            id="", kind="event", citation=citation, lemmas=lemmas, hearsay=attribution.hearsay(sentence),
            coder=CODER, confidence=estimates.confidence(sentence), answers=_answers(sentence),
        )  # fmt: skip
        times = Times.of(sentence, self.document.published, self.thread.told, self.thread.story)
        self.thread = self.thread.after(times)
        cues = estimates.cues(sentence)
        events = find_events(self.par, sentence, self.heard)
        yield from (self._event(event, blank, times, cues, events) for event in events)
        happened = {e.frame.head.i for e in events if not _proposed(e)}
        wishes = list(objectives.find_objectives(self.par, sentence))
        needs = requirements.find_requirements(self.par, sentence, before)
        yield from self._conclusions(sentence, blank, cues, happened, told=bool(wishes or needs))
        for head, goal, rule in wishes:
            wanted = replace(blank, kind="objective", objective=goal, actors=(goal.actor,), rule=rule)
            wanted = replace(wanted, estimate=estimates.estimate(estimates.governing(cues, head)))
            yield self._filed(wanted, head, goal.actor.label, goal.text)
        for needed in needs:
            what = needed.requirement
            required = replace(blank, kind="requirement", requirement=what, rule=needed.rule)
            yield self._filed(required, needed.head, what.of, what.requires)
        for head, state, rule in states.find_states(self.par, sentence):
            stands = replace(blank, kind="state", state=state, rule=rule)
            yield self._filed(stands, head, state.subject.label, state.relation, state.object.label)

    def _cite(self, sentence: Span) -> Citation | None:
        start, end = sentence.start_char, sentence.end_char
        text = self.par.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return self.document.cite(self.par.offset + start, self.par.offset + end) if start < end else None

    def _event(
        self, event: Coded, blank: Statement, times: Times, cues: list[estimates.Cue], events: list[Coded]
    ) -> Statement:
        head = event.frame.head
        bearing = estimates.governing(cues, head)
        category, status = event.category, event.factuality
        modal = any(t.tag_ == "MD" for cue in bearing for t in self.par.doc[cue.start : cue.end])
        if (modal and status == "happened") or (bearing and status == "planned"):
            status = "hypothetical"
        begins = self.par.offset + head.idx
        made = replace(
            blank, event=category, trigger=(begins, begins + len(head)),
            mode=event.pattern.mode if category == event.pattern.category else None,
            contexts=_contexts(head), actors=_entities(event.actors), recipients=_entities(event.recipients),
            place=event.place, when=times.of_event(head, frozenset(e.frame.head.i for e in events), category, status),
            factuality=status, estimate=estimates.estimate(bearing), rule=event.pattern.name,
            ranked=_told(event.ranked),
        )  # fmt: skip
        said = (category, str(head.i - head.sent.start), *(e.label for e in (*made.actors, *made.recipients)))
        return replace(self._filed(made, head, *said, p=_chance(event)), proposal=_proposed(event))

    def _conclusions(
        self, sentence: Span, blank: Statement, cues: list[estimates.Cue], happened: set[int], *, told: bool
    ) -> Iterator[Statement]:
        """Yield what is concluded; told: the sentence says what somebody wants or needs, and `would` adds nothing."""
        condition = judgements.condition(sentence)
        blank = replace(blank, kind="judgement", condition=condition)
        judged = judgements.find_judgements(sentence, cues, happened)
        for one in judged:
            made = replace(blank, estimate=one.estimate, rule=one.rule)
            yield self._filed(made, one.head, one.rule, str(one.head.i - sentence.start))
        if judged:
            return
        if condition is not None and (condition.if_ or not told) and not judgements.asked(sentence):
            yield self._filed(replace(blank, rule="conditional"), sentence.root, "conditional")
        elif not happened:
            below = judgements.opinion(sentence)
            if below is not None and attribution.sources(self.par, below):
                yield self._filed(replace(blank, rule="attributed opinion"), below, "opinion")

    def _filed(self, made: Statement, head: Token, *said: str, p: float | None = None) -> Statement:
        """Return a statement with its sources, its chance to be right and the id of what it says.

        p: its chance, where it is not that of all statements of its kind.
        """
        p = chance(made.kind) if p is None else p
        return replace(
            made,
            id=statement_id(made.citation, made.kind, *said),
            attribution=attribution.sources(self.par, head, own=made.kind == "judgement"),
            p=p,
            proposal=p <= THRESHOLD,
        )


def _chance(event: Coded) -> float:
    """Return how likely an event is coded rightly.

    Where no pattern spoke, as the learned head says; else between that and how often such patterns were right.
    Of attempts the head is not heard: the corpus marks some at the verb of trying, some at what is tried.
    """
    if _learned(event):
        return round(dict(event.ranked)[event.pattern.category], 3)
    often = chance("event", event.frame.pos)
    told = often if event.factuality == "attempted" else dict(event.ranked).get(event.category, often)
    return round(HEARD * told + (1 - HEARD) * often, 3)


def _learned(event: Coded) -> bool:
    return event.pattern.name.startswith(HEAD)


def _proposed(event: Coded) -> bool:
    """Tell whether an event is a proposal for review, not a fact."""
    return _chance(event) <= (LEARNED if _learned(event) else THRESHOLD)


def _told(ranked: Ranked) -> Ranked:
    """Return the likeliest categories as they are shown: rounded, and without the chance that nothing is reported."""
    return tuple((name, round(p, 3)) for name, p in ranked if name != NONE)[:_TOLD]


def _entities(found: tuple[Filler, ...]) -> tuple[Entity, ...]:
    return tuple({f.entity.label: f.entity for f in found}.values())


def _contexts(head: Token) -> tuple[str, ...]:
    """Return the PLOVER contexts that the words below an event speak for, most frequent first, at most three."""
    lemmas = [t.lemma_.lower() for t in head.subtree]
    terms = (*lemmas, *(f"{a}-{b}" for a, b in pairwise(lemmas)))
    counted = Counter(context for term in terms for context in lexicon.contexts().get(term, ()))
    return tuple(name for name, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:3])


def _answers(sentence: Span) -> str | None:
    lemmas = f" {' '.join(t.lemma_.lower() for t in sentence)} "
    return next((row["phrase"] for row in lexicon.rows("answers.tsv") if f" {row['phrase']} " in lemmas), None)
