"""Who vouches for what is said: speakers inside the text, outermost first, and marks of hearsay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Paragraph, fillers
from watchfloor.reading.frames import governors, lemma_of, verb_frame

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def sources(par: Paragraph, head: Token) -> tuple[str, ...]:
    """Return the names of those who are quoted for a clause, outermost first."""
    names: list[str] = []
    for above, below in governors(head):
        if below.dep_ in ("ccomp", "parataxis", "dobj", "xcomp") and _says(above) and above != head:
            names[:0] = _names(par, verb_frame(above).subjects)
    names[:0] = _according_to(par, head.sent)
    return tuple(dict.fromkeys(names))


def hearsay(sentence: Span) -> bool:
    """Tell whether the sentence carries a mark of hearsay such as `reportedly`."""
    marks = lexicon.words("attribution.tsv", "kind", "r")
    return any(token.lower_ in marks for token in sentence)


def _says(token: Token) -> bool:
    return token.pos_ == "VERB" and lexicon.words("attribution.tsv", "kind", "v").get(lemma_of(token)) is not None


def _names(par: Paragraph, subjects: tuple[Token, ...]) -> list[str]:
    names = []
    for subject in subjects:
        if subject.lower_ in ("i", "we", "you", "one"):
            continue
        found = fillers(par, subject, unnamed=True)
        names += [filler.entity.name for filler in found[:1]]
    return names


def _according_to(par: Paragraph, sentence: Span) -> list[str]:
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < len(par.doc) and par.doc[token.i + 1].lower_ == "to":
            to = par.doc[token.i + 1]
            objects = [c for c in to.children if c.dep_ == "pobj"] or [c for c in token.children if c.dep_ == "pobj"]
            return _names(par, tuple(objects))
    return []
