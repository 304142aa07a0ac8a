"""Which words of a sentence tell something."""

from __future__ import annotations

import re
from functools import cache

from watchfloor.terms import Statement
from watchfloor.world import World, tables

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def telling(text: str) -> list[str]:
    """Return the words of a text that are no function words, lower case, in their order."""
    return [word for word in (w.casefold() for w in _WORD.findall(text)) if len(word) > 2 and word not in _empty()]


def plain_words(statement: Statement, world: World) -> frozenset[str]:
    """Return the lemmas of a statement that are no function words, no names and no numbers."""
    capitals = {word.casefold() for word in _WORD.findall(statement.citation.exact)[1:] if word[:1].isupper()}
    lemmas = {word for word in telling(" ".join(statement.lemmas)) if word not in capitals}
    return frozenset(word for word in lemmas if not world.at([word.title()]))


def only_names(text: str, world: World) -> bool:
    """Tell whether a text says nothing but whom or where: every telling word of it belongs to a name."""
    words = _WORD.findall(text)
    named: set[int] = set()
    for n in range(len(words)):
        for alias in world.at(words, n):
            named.update(range(n, n + len(alias.words)))
    return all(n in named or not telling(word) for n, word in enumerate(words))


@cache
def _empty() -> frozenset[str]:
    text = (tables.HERE / "function-words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
