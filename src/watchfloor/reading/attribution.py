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
        kind = _speech(above)
        clause = below.dep_ in ("ccomp", "parataxis")
        if kind is not None and (clause or (kind == "say" and below.dep_ in ("dobj", "xcomp"))):
            names[:0] = _names(par, verb_frame(above).subjects)
    names[:0] = _according_to(par, head.sent)
    return tuple(dict.fromkeys(names))


def hearsay(sentence: Span) -> bool:
    """Tell whether the sentence carries a mark of hearsay such as `reportedly`."""
    marks = lexicon.words("attribution.tsv", "kind", "r")
    return any(token.lower_ in marks for token in sentence)


def _speech(token: Token) -> str | None:
    """Return say or think where a verb quotes somebody."""
    return lexicon.words("attribution.tsv", "kind", "v").get(lemma_of(token)) if token.pos_ == "VERB" else None


def _names(par: Paragraph, subjects: tuple[Token, ...]) -> list[str]:
    names = []
    for subject in subjects:
        if subject.lower_ in ("i", "we", "you", "one"):
            continue
        found = fillers(par, subject, unnamed=True)
        names += [filler.entity.name for filler in found[:1]]
    return names


def _according_to(par: Paragraph, sentence: Span) -> list[str]:
    """Return who is named after `according to` and its like."""
    phrases = [phrase.split("+") for phrase in lexicon.words("attribution.tsv", "kind", "p")]
    lower = [token.lower_ for token in sentence]
    for i in range(len(lower)):
        for phrase in phrases:
            if lower[i : i + len(phrase)] == phrase:
                said = list(sentence[i : i + len(phrase)])
                return _names(par, tuple(c for t in said for c in t.children if c.dep_ == "pobj" and c not in said))
    return []
