"""Names: how they are split, folded and spelt alike, and the aliases a scanner can walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from anyascii import anyascii

How = Literal["name", "alias", "demonym", "capital", "metonym", "holder", "surname"]
Span = tuple[str, str]  #: (first day, last day) as EDTF; "" where unknown or unlimited, ".." where still open

#: Quotes, brackets and marks at the edges of a word, and a possessive ending; in ASCII.
_EDGES = re.compile(r"""(?:'s|["'<>()\[\]{},;:!?])+$|^["'<>()\[\]{},;:!?]+""")
#: Romanisations of one sound, longest first: Shoygu = Shoigu, Đukanović = Djukanovic, Zelenskyy = Zelenskiy.
_SOUNDS = (
    ("shch", "sc"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dzh", "dz"), ("sh", "s"), ("ch", "c"),
    ("zh", "z"), ("kh", "h"), ("dj", "d"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("ck", "k"), ("ou", "u"),
    ("iy", "i"), ("ij", "i"), ("yi", "i"), ("yj", "i"), ("ei", "i"), ("ey", "i"), ("ej", "i"), ("ay", "ai"),
    ("dimitr", "dmitr"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"), ("iie", "ie"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_INITIAL_E = re.compile(r"^(?:ye|je|ie)")


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling that stands for one key.

    words: folded by `word`; text: the spelling as the data file has it, for its capitals.
    sector: what part of the key is meant (`GOV` for the Kremlin), or empty.
    on: when the key bore it. rule: of a metonym, when the place itself is meant; place: its key.
    """

    words: tuple[str, ...]
    key: str
    kind: str
    how: How
    sector: str
    on: Span
    verified: bool
    rule: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """One spelling of an office; organ: True where a country's organ is meant, not a person."""

    words: tuple[str, ...]
    office: str
    sector: str
    level: int
    organ: bool
    single: bool
    text: str


def word(text: str) -> str:
    """Return one word in lower-case ASCII, without dots, edge punctuation and a possessive ending."""
    if text.isascii() and text.isalpha():
        return text.lower()
    if not text.isascii():
        text = anyascii(text)
    return _EDGES.sub("", text.lower().replace(".", ""))


def numbers(folded: str) -> tuple[str, ...]:
    """Return a folded word and what it may be the plural of: `navies`, `navy`."""
    if not folded.endswith("s"):
        return (folded,)
    return (folded, f"{folded[:-3]}y") if folded.endswith("ies") else (folded, folded[:-1])


def split(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; hyphens and inner apostrophes stay inside a word."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    return tuple(folded for part in name.split() if (folded := word(part)))


def fold(text: str) -> str:
    """Return the text so that the usual romanisations of one name are equal.

    Lower case, ASCII, one letter a sound (y, iy, j, ei = i; dj = d; sh, ch, zh = s, c, z), no doubled letters,
    hyphens as spaces. Two names that fold alike are the same spelling, not surely the same bearer.
    """
    return " ".join(_sound(part) for whole in split(text) for part in split(whole.replace("-", " ")))


def _sound(folded: str) -> str:
    sound = folded.replace("'", "")
    for several, one in _SOUNDS:
        if several in sound:
            sound = sound.replace(several, one)
    sound = _DOUBLED.sub(r"\1", _INITIAL_E.sub("e", sound))
    return sound if sound == folded else _sound(sound)


def same_case(text: str, tokens: Sequence[str]) -> bool:
    """Tell whether the tokens carry the capitals that tell this spelling from a common word.

    A spelling in capitals (US, WHO) needs capitals, one with a capital needs one at its first word.
    """
    if text.isupper() and len(text) <= 6:
        return all(token.isupper() for token in tokens)
    return not text[:1].isupper() or tokens[0][:1].isupper()


def by_first_word(aliases: Iterable[Alias]) -> Mapping[str, tuple[Alias, ...]]:
    """Return the aliases by their first word, those of more words first."""
    index: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda a: -len(a.words)):
        index.setdefault(alias.words[0], []).append(alias)
    return {first: tuple(found) for first, found in index.items()}


def titles_by_first_word(titles: Iterable[Title]) -> Mapping[str, tuple[Title, ...]]:
    """Return the titles by their first word, those of more words first."""
    index: dict[str, list[Title]] = {}
    for title in sorted(titles, key=lambda t: -len(t.words)):
        index.setdefault(title.words[0], []).append(title)
    return {first: tuple(found) for first, found in index.items()}
