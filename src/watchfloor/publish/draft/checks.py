"""Does a rewritten sentence say what its sources say: the same numbers, the same likelihood?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Claim, Event, When
from watchfloor.world.tables import rows

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z]+")
#: Among the words of more sentences than this any number can be found; then only our own sentence speaks for one.
_MANY = 12
#: Words that count too seldom to be held against a sentence: "one of them", "zero in on".
_NO_COUNT = ("one", "zero")
#: Kinds of words of likelihood that are compared: those with a range, and those that leave all open.
_COMPARED = ("icd203", "wide")
#: Says what somebody is able to do more often than what may come.
_ABLE = ("can", "potential")


def flags(words: Wording, claim: Claim, originals: Iterable[Claim]) -> Iterator[str]:
    """Yield what a rewritten sentence says that neither its sources nor our own sentences on them say.

    originals: the sentences of the issue before it was rewritten.
    """
    cited = set(claim.statements)
    near = [original for original in originals if original.statements and set(original.statements) <= cited]
    many = len(cited) > _MANY
    said = [] if many else [words.statements[id].citation.exact for id in claim.statements]
    known = {number for text in (*said, *(one.text for one in near)) for number in numbers(text)}
    known |= {number for text in _dates(words, set() if many else cited) for number in numbers(text)}
    for number in numbers(claim.text):
        if number not in known:
            yield f"the number {number:g} stands in none of its sources"
    meant = set(hedges(claim.text))
    allowed = {hedge for text in (*said, *(one.text for one in near)) for hedge in hedges(text)}
    for hedge in sorted(meant - allowed):
        yield f"its sources say nothing that is “{hedge}”"
    base = [one for one in near if set(one.statements) == cited]
    if not meant and base and all(set(hedges(one.text)) for one in base):
        dropped = " or ".join(f"“{hedge}”" for hedge in sorted({h for one in base for h in hedges(one.text)}))
        yield f"it is said without the {dropped} of the assessment"


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, in figures or in words, in order."""
    found: list[tuple[int, float]] = [(m.start(), float(m[0].replace(",", ""))) for m in _NUMBER.finditer(text)]
    table = _number_words()
    found += [(m.start(), table[m[0].lower()]) for m in _WORD.finditer(text) if m[0].lower() in table]
    return [number for _, number in sorted(found)]


def hedges(text: str) -> list[str]:
    """Return the likelihood of a text, each word as the first word of its range: `probably` is `likely`."""
    return [_hedge_words()[found[0].lower()] for found in _hedge_pattern().finditer(text) if found[0] != "May"]


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


@cache
def _hedge_words() -> dict[str, str]:
    """Return each word of likelihood with what it is compared as: the first of its range, or `may`."""
    first: dict[tuple[str, str], str] = {}
    table = {}
    for row in rows("probability_words.csv"):
        if row["kind"] in _COMPARED and row["word"] not in _ABLE:
            band = (row["icd203_low"], row["icd203_high"])
            table[row["word"].lower()] = first.setdefault(band, row["word"])
    return table


@cache
def _hedge_pattern() -> re.Pattern[str]:
    longest = sorted(_hedge_words(), key=lambda word: -len(word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
