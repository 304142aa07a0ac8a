"""Does a rewritten sentence say what its sources say: the same numbers, the likelihood that was found?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from watchfloor.publish.words.hedging import likelihoods, unquoted
from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Claim, Event, When, word_for

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z]+")
#: Among the words of more sentences than this any number can be found; then only our own sentence speaks for one.
_MANY = 12
#: Words that count too seldom to be held against a sentence: "one of them", "zero in on".
_NO_COUNT = ("one", "zero")


def with_numbers(claim: Claim, originals: Iterable[Claim]) -> Claim:
    """Return a rewritten sentence with the probabilities that its words of likelihood stand for.

    They are those of our own sentences that rest on nothing else; of several, those that have its words.
    """
    said = likelihoods(unquoted(claim.text))
    behind = dict.fromkeys(p for one in _near(claim, originals) for p in one.p) if said else {}
    return replace(claim, p=tuple(p for p in behind if word_for(p) in said) or tuple(behind))


def flags(words: Wording, claim: Claim, originals: Sequence[Claim]) -> Iterator[str]:
    """Yield what a rewritten sentence says that neither its sources nor our own sentences on them say.

    originals: the sentences of the issue before it was rewritten.
    """
    cited = set(claim.statements)
    near = _near(claim, originals)
    many = len(cited) > _MANY
    said = [] if many else [words.statements[id].citation.exact for id in claim.statements]
    known = {number for text in (*said, *(one.text for one in near)) for number in numbers(text)}
    known |= {number for text in _dates(words, set() if many else cited) for number in numbers(text)}
    for number in numbers(claim.text):
        if number not in known:
            yield f"the number {number:g} stands in none of its sources"
    replaced = max(_base(claim, originals), key=lambda one: _alike(one.text, claim.text), default=None)
    if replaced is not None and replaced.p and not likelihoods(unquoted(claim.text)):
        dropped = " and ".join(f"“{word}”" for word in dict.fromkeys(likelihoods(unquoted(replaced.text))))
        yield f"it is said without the {dropped} of the assessment"


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, in figures or in words, in order."""
    found: list[tuple[int, float]] = [(m.start(), float(m[0].replace(",", ""))) for m in _NUMBER.finditer(text)]
    table = _number_words()
    found += [(m.start(), table[m[0].lower()]) for m in _WORD.finditer(text) if m[0].lower() in table]
    return [number for _, number in sorted(found)]


def _near(claim: Claim, originals: Iterable[Claim]) -> list[Claim]:
    """Return the sentences of the issue that rest on nothing that this one does not rest on."""
    return [one for one in originals if one.statements and set(one.statements) <= set(claim.statements)]


def _base(claim: Claim, originals: Iterable[Claim]) -> list[Claim]:
    """Return the sentences of the issue that rest on just what this one rests on."""
    return [one for one in originals if set(one.statements) == set(claim.statements)]


def _alike(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common."""
    first, second = ({word.lower() for word in _WORD.findall(text)} for text in (one, other))
    return len(first & second) / max(1, len(first | second))


def _dates(words: Wording, statements: set[str]) -> Iterator[str]:
    """Yield the days and years that the sources and their events carry; a month is written as a word."""
    events: Sequence[Event] = [event for event in words.events.values() if statements & set(event.statements)]
    documents = {words.documents[words.statements[id].citation.document].id for id in statements}
    whens: list[When] = [event.when for event in events]
    whens += [when for id in statements for when in [words.statements[id].when] if when is not None]
    whens += [words.documents[id].published for id in documents]
    for when in whens:
        yield from re.findall(r"\d{4}", when.text)
        yield from (f"{day.day} {day.year}" for day in (when.lower, when.upper) if day is not None)


@cache
def _number_words() -> dict[str, float]:
    text = resources.files("watchfloor.world").joinpath("number-words.txt").read_text(encoding="utf-8")
    pairs = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {word: float(value) for word, value in pairs if word not in _NO_COUNT}
