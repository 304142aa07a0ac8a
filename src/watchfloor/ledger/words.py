"""Words that say nothing of an event, and numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

#: Numbers, shares, words and single marks.
_TOKEN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\w)|[^\W\d_][\w-]*|[^\w\s]")
_SHARE = re.compile(r"\s*(?:%|per ?cents?\b)", re.IGNORECASE)
#: Whom numbers count most often, where the plural has no s.
_SINGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman"}
_YEAR = re.compile(r"(?:19|20)\d\d")
#: How many words after a number may name what it counts.
_REACH = 3
_HUNDRED = 100
#: Letters of a stem; words of so many say too little.
_STEM, _SHORT = 6, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as written, with the words that follow it and may name what it counts; a share counts `%`."""

    value: float
    text: str
    things: tuple[str, ...]

    def counts_the_same(self, other: Number) -> bool:
        """Tell whether a word that follows one of them at once follows the other too."""
        return self.things[0] in other.things or other.things[0] in self.things


@lru_cache(maxsize=65536)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text that count something, in digits or words; years and spans of time are left out."""
    return tuple(_numbers(text, list(_TOKEN.finditer(text))))


@cache
def function_words() -> frozenset[str]:
    """Return words that say nothing about which event a sentence reports."""
    return frozenset(word for line in _table("function-words.txt") for word in line.split())


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the words that say something, in small letters; numbers and short words left out."""
    return frozenset(
        word[:_STEM] for word in words if len(word) > _SHORT and word.isalpha() and word not in function_words()
    )


def _numbers(text: str, tokens: Sequence[re.Match[str]]) -> Iterator[Number]:
    after = 0
    for i, token in enumerate(tokens):
        if i < after or _YEAR.fullmatch(token[0]) or token[0].casefold() in function_words():
            continue
        value, after = _whole(tokens, i)
        if value is None:
            continue
        if share := _SHARE.match(text, tokens[after - 1].end()):
            yield Number(value=value, text=text[token.start() : share.end()], things=("%",))
            continue
        things: list[str] = []
        for follower in tokens[after : after + _REACH]:
            thing = _SINGULAR.get(follower[0].casefold(), follower[0].casefold().removesuffix("s"))
            if not thing[:1].isalpha() or {thing, follower[0].casefold()} & function_words() or _value(thing):
                break
            things.append(thing)
        if things:
            end = tokens[after + len(things) - 1].end()
            yield Number(value=value, text=text[token.start() : end], things=tuple(things))


def _whole(tokens: Sequence[re.Match[str]], at: int) -> tuple[float | None, int]:
    """Return the number that begins at a token, of several words as in `two hundred and ten`, and where it ends."""
    part = _value(tokens[at][0])
    if part is None:
        return None, at + 1
    total, last = 0.0, part
    end = at + 1
    while end < len(tokens):
        joined = tokens[end][0].casefold() == "and" and last >= _HUNDRED and end + 1 < len(tokens)
        word = tokens[end + joined][0]
        more = None if word[:1].isdigit() else _value(word)
        if more is None or (more < _HUNDRED and last < _HUNDRED) or (joined and more >= _HUNDRED):
            break
        if more > _HUNDRED:
            total, part = total + max(part, 1) * more, 0.0
        else:
            part = part * more if more == _HUNDRED else part + more
        last, end = more, end + joined + 1
    return total + part, end


def _value(word: str) -> float | None:
    if word[:1].isdigit():
        return float(word.replace(",", ""))
    parts = [_number_words().get(part) for part in word.casefold().split("-")]
    return float(sum(part for part in parts if part)) if None not in parts else None


@cache
def _number_words() -> dict[str, int]:
    return {word: int(number) for word, number in (line.split() for line in _table("number-words.txt"))}


def _table(name: str) -> Iterator[str]:
    text = (files("watchfloor") / "world" / name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
