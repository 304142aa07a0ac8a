"""Tense of the clause around a date, as its parse tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from watchfloor.reading.dates import Dated, Story, find_dates
from watchfloor.reading.dates.anchor import Tense
from watchfloor.reading.dates.tense import tense_by_cues
from watchfloor.reading.lexicon import word_class
from watchfloor.terms import When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_OPEN = frozenset({"may", "might", "must", "should", "can", "ca"})
#: Who is there on the day: what they are today, they are on that day.
_PRESENT_COMPANY = frozenset({"i", "we", "you", "this", "here", "there"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MEANT = frozenset({"would", "could", "'d", "’d"})


def clause_tense(sentence: Span) -> Callable[[int, int], Tense]:
    """Return a function that tells the tense at a span of the sentence, by its parse."""

    def tell(start: int, end: int) -> Tense:
        token = token_at(sentence, start)
        if token is None:
            return "none"
        told = _tense(token)
        if told == "meant":
            # a day of a month stays the nearest
            return "none" if re.search(r"\d", sentence.text[start:end]) else "future"
        return told

    return tell


def dates_in(
    sentence: Span, published: When, before: When | None = None, story: Story | None = None
) -> tuple[Dated, ...]:
    """Return the dates of a sentence, by offsets in it, counted from the day of publication.

    The words nearest a date tell its tense; the parse does where they tell none, or miss a plan told in the past.
    before: the time that the text before speaks of; story: the past that it tells of.
    """
    parsed = clause_tense(sentence)

    def tell(start: int, end: int) -> Tense:
        told = tense_by_cues(sentence.text, start, end)
        if told not in ("none", "past"):
            return told
        by_parse = parsed(start, end)
        return by_parse if told == "none" or by_parse == "future" else told

    found = find_dates(sentence.text, anchor=published, tense=tell, before=before, story=story)
    return tuple(_nowadays(sentence, dated) for dated in found)


def _nowadays(sentence: Span, dated: Dated) -> Dated:
    """Return a date, `today` as a vague one where it means these days: `the castle is a museum today`."""
    when, token = dated.when, token_at(sentence, dated.start)
    if dated.text.lower() != "today" or when is None or token is None or dated.vague or not _stands(token):
        return dated
    return replace(dated, when=When(f"{when.text[:4]}?"), vague=True)


def _stands(today: Token) -> bool:
    """Tell whether the clause of `today` tells what is so, not what is done that day."""
    if today.tag_ == "POS" or (today.i + 1 < len(today.doc) and today.nbor(1).tag_ == "POS"):
        return False
    verb = next((above for above in today.ancestors if above.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    told = {c.dep_ for c in verb.children}
    lasts = verb.lemma_.lower() in word_class("lasting") or "can" in helpers
    if any(s.lower_ in _PRESENT_COMPANY for s in subjects) or helpers & {"has", "have", "will"} or verb.tag_ == "VBG":
        return False
    complement = bool(told & {"attr", "acomp", "dobj", "prep"})
    return bool(subjects) and lasts and verb_tense(verb) != "past" and (complement or verb.lemma_ != "be")


def token_at(sentence: Span, offset: int) -> Token | None:
    """Return the token of a sentence at an offset into the sentence's text."""
    for token in sentence:
        if token.idx - sentence.start_char <= offset < token.idx - sentence.start_char + len(token.text_with_ws):
            return token
    return None


def _tense(token: Token) -> Tense | Literal["meant"]:
    if token.head.lower_ == "since":
        return "past"
    above, called_for = token, _called_for(token)
    for _ in range(24):
        if above.pos_ in ("VERB", "AUX"):
            told = verb_tense(above)
            if told == "past" and called_for:
                return "meant"
            if told != "none":
                return told
        if above.lemma_.lower() in word_class("ahead") and above.dep_ in ("acomp", "amod"):
            return "future"
        if above.head == above:
            return "none"
        above = above.head
    return "none"


def _called_for(token: Token) -> bool:
    """Tell `a strike called for Monday`, `a ban with effect from Monday`: the day lies ahead of the call."""
    prep = next((t for t in (token.head, token.head.head) if t.dep_ == "prep"), token)
    lemma = prep.head.lemma_.lower()
    return (prep.lower_ == "for" and lemma in word_class("appointing")) or (prep.lower_ == "from" and lemma == "effect")


def verb_tense(verb: Token) -> Tense | Literal["meant"]:
    """Return the tense of a verb with its auxiliaries; `meant` is ahead of the telling, not surely of the anchor."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    past = verb.tag_ == "VBD" or bool(helpers & {"was", "were", "had", "did"})
    if helpers & _FUTURE:
        return "future"
    if verb.lemma_.lower() in word_class("ahead") and (
        verb.tag_ in ("VBN", "VBZ", "VBP", "VBG") or any(c.tag_ == "TO" for c in verb.children)
    ):
        return "meant" if past else "future"
    if past or (verb.tag_ == "VBN" and helpers & {"has", "have", "'ve", "’ve", "been"}):
        return "past"
    if helpers & (_OPEN | _MEANT):
        return "none" if "have" in helpers else "meant" if helpers & _MEANT else "future"
    if "to" in helpers and "have" not in helpers:
        return _of_infinitive(verb)
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    return "none"


def _of_infinitive(verb: Token) -> Tense | Literal["meant"]:
    """`is to meet`, `has agreed to meet`, `promised to meet` look ahead; `began to meet` does not."""
    above = verb.head
    if above == verb or above.lemma_.lower() in word_class("onset") or verb.dep_ not in ("xcomp", "acl", "ccomp"):
        return "none"
    told = verb_tense(above)
    return "meant" if told in ("past", "meant") and above.tag_ == "VBD" else "future"
