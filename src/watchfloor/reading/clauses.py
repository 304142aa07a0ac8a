"""What a clause shows by its own form, and what the word it completes makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.frames import lemma_of
from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token


def lexical_status(token: Token, *, clause: bool) -> str | None:
    """Return the status that a word gives to the clause or the event noun below it, or None."""
    if token.lower_ == "going" and clause:
        return "planned"
    pos = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "a"}.get(token.pos_)
    if pos is None:
        return None
    lemma = lemma_of(token) if pos == "v" else token.lemma_.lower()
    for complement, value in lexicon.statuses().get((pos, lemma), ()):
        if complement == "any" or complement == ("clause" if clause else "object"):
            return value
    return None


def has_infinitive(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with `to`, active or passive, of no earlier time."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(c.tag_ == "TO" for c in aux) and (verb.tag_ == "VB" or any(c.lower_ == "be" for c in aux))


def mark_of(verb: Token) -> str:
    """Return the conjunction that opens a clause, or nothing."""
    return next((c.lower_ for c in verb.children if c.dep_ == "mark"), "")


def singled_out(verb: Token) -> bool:
    """Tell whether an infinitive tells of a deed, by whom it singles out: `the first to go`, `the oldest to win`."""
    if verb.dep_ not in ("acl", "relcl"):
        return False
    return any(c.tag_ == "JJS" or c.lower_ in word_class("rank") for c in verb.head.subtree if c.i < verb.i)


def parted(above: Token, below: Token) -> bool:
    """Tell whether a semicolon stands between two clauses: neither then says anything of the other."""
    first, last = sorted((above.i, below.i))
    return any(token.text == ";" for token in above.doc[first:last])
