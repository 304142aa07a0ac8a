"""Who vouches for what is said: speakers inside the text, outermost first, and marks of hearsay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Paragraph, fillers
from watchfloor.reading.asides import asides
from watchfloor.reading.clauses import parted
from watchfloor.reading.frames import governors, lemma_of, verb_frame
from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_QUOTE = re.compile(r"[\"“][^\"”]+(?:[\"”]|$)")
#: How the content of a thought hangs on its verb.
_CONTENT = ("ccomp", "xcomp", "acomp", "oprd", "prep")
_SELF = ("i", "we", "you", "one")


def sources(par: Paragraph, head: Token, *, own: bool = False) -> tuple[str, ...]:
    """Return the names of those who are quoted for a clause, outermost first.

    own: the clause is itself what somebody thinks or says: `observers thought it unlikely`.
    """
    thinks = own and _speech(head) is not None and any(c.dep_ in _CONTENT for c in head.children)
    names = _names(par, verb_frame(head).subjects) if thinks else []
    for above, below in governors(head):
        kind = _speech(above)
        clause = below.dep_ in ("ccomp", "parataxis")
        if clause and parted(above, below):
            break
        if kind is not None and (clause or (kind == "say" and below.dep_ in ("dobj", "xcomp"))):
            names[:0] = _names(par, verb_frame(above).subjects)
    names[:0] = _put_in(par, head)
    names[:0] = _according_to(par, head) or _in_view(par, head)
    return tuple(dict.fromkeys(names or _quoted(par, head)))


def hearsay(sentence: Span) -> bool:
    """Tell whether the sentence carries a mark of hearsay: `reportedly`, `so the story goes`, `is said to`."""
    marks = lexicon.words("attribution.tsv", "kind", "r")
    words = f" {' '.join(token.lower_ for token in sentence)} "
    if any(f" {mark.replace('+', ' ')} " in words for mark in marks):
        return True
    return any(
        _speech(verb) is not None
        and any(c.dep_ == "auxpass" for c in verb.children)
        and any(c.dep_ == "xcomp" for c in verb.children)
        for verb in sentence
    )


def _speech(token: Token) -> str | None:
    """Return say or think where a verb quotes somebody."""
    return lexicon.words("attribution.tsv", "kind", "v").get(lemma_of(token)) if token.pos_ == "VERB" else None


def _put_in(par: Paragraph, head: Token) -> list[str]:
    """Return who is named by words put into a clause or after it, between commas."""
    names: list[str] = []
    for aside in asides(head.sent):
        verb = par.doc[aside.verb]
        inside = aside.start <= head.i <= aside.verb
        if head.left_edge.i < aside.start and not inside and head != verb and not parted(verb, head):
            subject = next((t for t in aside.named if t.dep_ == "nsubj" and t.head == verb), None)
            words = [t for t in aside.named if t.dep_ != "det"]
            named = _names(par, (subject,)) if subject is not None else [par.doc[words[0].i : words[-1].i + 1].text]
            names += named
    return names


def _names(par: Paragraph, subjects: Iterable[Token]) -> list[str]:
    return [name for subject in subjects if subject.lower_ not in _SELF for name in _name(par, subject)]


def _name(par: Paragraph, subject: Token) -> list[str]:
    """Return whom a subject stands for, or its words where it only belongs to somebody: `its spokesman`."""
    found = fillers(par, subject, unnamed=True)[:1]
    if found and found[0].token == subject.i and found[0].how != "unnamed":
        return [found[0].entity.name]
    words = [t for t in subject.subtree if t.i <= subject.i and t.dep_ not in ("det", "relcl")]
    return [par.doc[words[0].i : subject.i + 1].text]


def _according_to(par: Paragraph, head: Token) -> list[str]:
    """Return who is named after `according to` and its like."""
    phrases = [phrase.split("+") for phrase in lexicon.words("attribution.tsv", "kind", "p")]
    lower = [token.lower_ for token in head.sent]
    for i in range(len(lower)):
        for phrase in phrases:
            if lower[i : i + len(phrase)] != phrase:
                continue
            said = list(head.sent[i : i + len(phrase)])
            if not parted(said[0], head):
                return _names(par, (c for t in said for c in t.children if c.dep_ == "pobj" and c not in said))
    return []


def _in_view(par: Paragraph, head: Token) -> list[str]:
    """Return whose view it is: `in the view of the envoy`, `by the army's count`."""
    for noun in head.sent:
        view = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "by", "on") and noun.lower_ in word_class("view")
        if view and not parted(noun, head):
            after = (c for prep in noun.children if prep.lower_ == "of" for c in prep.children)
            owners = [t for t in (*noun.children, *after) if t.dep_ in ("poss", "pobj")]
            return _names(par, (t for t in owners if t.pos_ != "PRON" or fillers(par, t)))
    return []


def _quoted(par: Paragraph, head: Token) -> list[str]:
    """Return who speaks in a quotation of several sentences: named where it begins or ends, or just before."""
    spans = [match.span() for match in _QUOTE.finditer(par.text)]
    for start, end in spans:
        if start <= head.idx < end:
            first, last = (_sentence_at(par, at) for at in (start, end - 1))
            before = _sentence_at(par, first.start_char - 2) if first.start_char > 1 else first
            near = (first, last, *((before,) if '"' in before.text or "”" in before.text else ()))
            verbs = [t for one in near for t in one if _speech(t) == "say" and not _inside(t, spans)]
            return next((names for verb in verbs if (names := _names(par, verb_frame(verb).subjects))), [])
    return []


def _sentence_at(par: Paragraph, offset: int) -> Span:
    return next(one for one in par.doc.sents if offset < one.end_char)


def _inside(token: Token, spans: list[tuple[int, int]]) -> bool:
    return any(start <= token.idx < end for start, end in spans)
