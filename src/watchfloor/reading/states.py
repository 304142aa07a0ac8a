"""What stands between one actor and another: membership, alliance, trade, debt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import REACH, Paragraph, fillers
from watchfloor.reading.frames import after, verb_frame
from watchfloor.reading.lexicon import word_class
from watchfloor.reading.memory import Mention
from watchfloor.terms import Entity, State

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Found = tuple["Token", State, str]
#: Slots of a verb's frame that hold the other side.
_SLOTS = ("to", "from", "in", "dative")
#: Relations that two subjects have to one another: `X and Y are allies`.
_MUTUAL = ("ally-of", "partner-of", "rival-of", "neighbour-of")
_NAMES = ("compound", "amod", "poss", "nmod")


def find_states(par: Paragraph, sentence: Span) -> Iterator[Found]:
    """Yield (head, state, rule) for the standing relations a sentence states."""
    nouns = lexicon.words("states.tsv", "relation", "n")
    verbs = lexicon.words("states.tsv", "relation", "v")
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in nouns:
            yield from _named(par, token, nouns[lemma])
        elif lemma in ("ally", "align") and token.tag_ == "VBN":
            frame = verb_frame(token)
            yield from _relate(
                par, token, frame.objects or frame.subjects, _entities(par, frame.slot("prep.with")), "ally-of"
            )
        elif token.tag_ in ("VBZ", "VBP") and not _denied(token):
            for slot in _SLOTS:
                if f"{lemma}+{slot}" in verbs:
                    yield from _told(par, token, slot, verbs[f"{lemma}+{slot}"])


def _told(par: Paragraph, verb: Token, slot: str, relation: str) -> Iterator[Found]:
    """Yield what `X sells gas to Y`, `X owes Y a loan` and `X is in the union` say; people come from anywhere."""
    frame = verb_frame(verb)
    others = frame.slot(slot if slot == "dative" else f"prep.{slot}")
    if verb.lemma_ == "be":
        others = tuple(t for t in others if t.i in par.at and _is_body(par, par.at[t.i]))
    subjects = tuple(t for t in frame.subjects if t.lemma_.lower() not in word_class("people"))
    yield from _relate(par, verb, subjects, _entities(par, others), relation)


def _is_body(par: Paragraph, mention: Mention) -> bool:
    return mention.entity.key is not None and par.world.kind(mention.entity.key) == "body"


def _latest_body(par: Paragraph, before: Token) -> list[Entity]:
    """Return the body last named: that of `Chile is the other member`."""
    named = [*par.before[-REACH:], *(m for m in par.mentions if m.end <= before.i)]
    return [m.entity for m in named if _is_body(par, m)][-1:]


def _entities(par: Paragraph, tokens: Iterable[Token]) -> list[Entity]:
    return [f.entity for t in tokens for f in fillers(par, t)]


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _named(par: Paragraph, noun: Token, relation: str) -> Iterator[Found]:
    """Yield what `X is a member of Y`, `X, a member of Y`, `X is a Y member` and `X and Y are allies` say."""
    told = [t for prep in ("of", "for", "to", "in") for t in after(noun, prep)]
    told += [c for c in noun.children if c.dep_ in _NAMES]
    other = _entities(par, told)[:1]
    if not other and relation == "member-of" and noun.lemma_ == "member":
        other = _latest_body(par, noun)
    if noun.dep_ == "appos":
        yield from _relate(par, noun, (noun.head,), other, relation)
    elif noun.dep_ in ("attr", "conj") and noun.head.pos_ in ("AUX", "VERB", "NOUN"):
        verb = noun.head if noun.dep_ == "attr" else noun.head.head
        stands = verb.lemma_ in ("be", "remain") or (verb.lemma_ == "become" and verb.tag_ == "VBN")
        if stands and not _denied(verb):
            subjects = verb_frame(verb).subjects
            mutual = not other and noun.tag_ == "NNS" and relation in _MUTUAL
            one, two = (subjects[:1], _entities(par, subjects[1:])) if mutual else (subjects, other)
            yield from _relate(par, noun, one, two, relation)


def _relate(
    par: Paragraph, head: Token, subjects: tuple[Token, ...], others: list[Entity], relation: str
) -> Iterator[Found]:
    """Yield the relation of each subject to the first of the others; `<` before its name turns it round."""
    turned, name = relation.startswith("<"), relation.removeprefix("<")
    for subject in _entities(par, subjects):
        for other in others[:1]:
            if other.label != subject.label:
                one, two = (other, subject) if turned else (subject, other)
                yield head, State(subject=one, relation=name, object=two), f"state {name}"
