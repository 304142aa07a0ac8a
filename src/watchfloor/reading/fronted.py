"""A date before the subject with no comma between: `On 19 September Chile signed` is parsed as `on … Chile`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from watchfloor.reading.dates.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def free_subjects(doc: Doc) -> Doc:
    """Give each verb the subject that the parser took for the end of a date before it; the parse is changed in place.

    A month of May or March taken for a modal is a date again.
    """
    for token in doc:
        if token.dep_ == "prep" and token.is_sent_start and token.head.i > token.i:
            _free(token)
        elif token.dep_ == "aux" and token.text in _CALENDAR and token.i and token.nbor(-1).is_digit:
            token.dep_ = "nmod"
    return doc


def _free(prep: Token) -> None:
    verb = prep.head
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    taken = next((child for child in prep.children if child.dep_ == "pobj"), None)
    holder = taken if subject is None else subject if taken is None else None
    if holder is None or _of_a_date(holder):
        return
    date = [child for child in holder.lefts if _of_a_date(child)]
    places = [token.i for token in date]
    if not any(map(_names_time, date)) or places != list(range(prep.i + 1, prep.i + 1 + len(date))):
        return
    if subject is None:
        holder.head = verb
        holder.dep_ = "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.children) else "nsubj"
    last = date[-1]
    last.head, last.dep_ = prep, "pobj"
    for other in date[:-1]:
        other.head, other.dep_ = last, "nummod"


def _of_a_date(token: Token) -> bool:
    return token.text in _CALENDAR or token.is_digit


def _names_time(token: Token) -> bool:
    """Tell whether a word is a month, a weekday or a year: `19` alone may count what follows."""
    return token.text in _CALENDAR or len(token.text) == 4
