"""Tense of the clause around a date, and which date belongs to which event."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from watchfloor.reading.dates import Dated, find_dates
from watchfloor.reading.dates.anchor import Tense
from watchfloor.reading.dates.tense import tense_by_cues
from watchfloor.reading.lexicon import word_class
from watchfloor.terms import When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})


#: Steps by which a vague date (`recently`) is put behind a real one.
_VAGUE = 20


def clause_tense(sentence: Span) -> Callable[[int, int], Tense]:
    """Return a function that tells the tense at a span of the sentence, by its parse."""

    def tell(start: int, end: int) -> Tense:
        token = _token_at(sentence, start)
        return "none" if token is None else _tense(token)

    return tell


def dates_in(sentence: Span, published: When) -> tuple[Dated, ...]:
    """Return the dates of a sentence, by offsets in it, counted from the day of publication.

    The words nearest a date tell its tense; where they tell none, the parse does.
    """
    parsed = clause_tense(sentence)

    def tell(start: int, end: int) -> Tense:
        told = tense_by_cues(sentence.text, start, end)
        return told if told != "none" else parsed(start, end)

    return find_dates(sentence.text, anchor=published, tense=tell)


def _token_at(sentence: Span, offset: int) -> Token | None:
    for token in sentence:
        if token.idx - sentence.start_char <= offset < token.idx - sentence.start_char + len(token.text_with_ws):
            return token
    return None


def _tense(token: Token) -> Tense:
    above = token
    for _ in range(24):
        if above.pos_ in ("VERB", "AUX"):
            told = _of_verb(above)
            if told != "none":
                return told
        if above.lemma_.lower() in word_class("ahead") and above.dep_ in ("acomp", "amod"):
            return "future"
        if above.head == above:
            return "none"
        above = above.head
    return "none"


def _of_verb(verb: Token) -> Tense:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE:
        return "future"
    if verb.lemma_.lower() in word_class("ahead") and (
        verb.tag_ in ("VBN", "VBZ", "VBP", "VBG") or any(c.tag_ == "TO" for c in verb.children)
    ):
        return "future"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did"}:
        return "past"
    if verb.tag_ == "VBN" and helpers & {"has", "have", "'ve", "’ve", "been"}:
        return "past"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "none"


def date_of(head: Token, dates: tuple[Dated, ...], others: set[int]) -> When | None:
    """Return the time of an event: the date nearest below or beside it, not one of another event's clause.

    others: tokens that head the events of the sentence; a date below one of them belongs to it.
    """
    best: tuple[int, int, When] | None = None
    for dated in dates:
        if dated.when is None or dated.kind != "date" or (dated.vague and "/" in dated.when.text):
            continue
        token = _head_of(head.sent, dated)
        steps = None if token is None else _steps(head, token, others)
        if token is None or steps is None:
            continue
        far = steps + (_VAGUE if dated.vague else 0)
        if best is None or (far, abs(token.i - head.i)) < best[:2]:
            best = (far, abs(token.i - head.i), dated.when)
    return best[2] if best is not None else None


def _head_of(sentence: Span, dated: Dated) -> Token | None:
    """Return the token through which a date hangs in its sentence: `April` of `4 April`."""
    token = _token_at(sentence, dated.start)
    while token is not None and dated.start <= token.head.idx - sentence.start_char < dated.end and token.head != token:
        token = token.head
    return token


def _steps(head: Token, token: Token, others: set[int]) -> int | None:
    """Return how far a date hangs from an event, or None where it belongs to another clause."""
    chain = [token, *token.ancestors]
    for distance, above in enumerate(chain):
        if above == head:
            return distance + 3 * sum(t.pos_ in ("NOUN", "PROPN") for t in chain[1:distance])
        if above.i in others and above.pos_ != "NOUN" and not _shares(head, above):
            return None
        if above.is_ancestor(head):
            up = _climb(head, above)
            return None if up is None else distance + 2 + up
    return None


def _shares(head: Token, other: Token) -> bool:
    """Tell whether an event hangs directly in another's clause, so that a date of the one dates the other."""
    return other.is_ancestor(head) or (head.dep_ == "conj" and head.head == other)


def _climb(head: Token, above: Token) -> int | None:
    """Return the steps up from an event to an ancestor, None across a relative or adverbial clause."""
    steps, below = 0, head
    while below != above:
        if below.dep_ in ("relcl", "ccomp"):
            return None
        below = below.head
        steps += 1
    return steps
