"""Acronyms that a text spells out itself: `the Democratic Front (DF)`, and from then on `DF`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from watchfloor.reading.memory import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORT = re.compile(r"[A-Z]{2,6}")


def spelt_out(doc: Doc, mention: Mention) -> str | None:
    """Return the acronym in brackets behind a name, if its letters begin words of the name in their order."""
    if mention.end + 2 >= len(doc) or doc[mention.end].text != "(" or doc[mention.end + 2].text != ")":
        return None
    short = doc[mention.end + 1].text
    initials = iter(part[0] for part in re.split(r"[\s-]+", doc[mention.start : mention.end].text) if part)
    return short if _SHORT.fullmatch(short) and all(letter in initials for letter in short) else None


def taken_up(doc: Doc, mentions: list[Mention], known: dict[str, Mention]) -> list[Mention]:
    """Return the mentions with those acronyms, in order, that the document has spelt out; known: by their letters."""
    known.update((letters, mention) for mention in mentions if (letters := spelt_out(doc, mention)) is not None)
    if not known:
        return mentions
    inside = {i for m in mentions if m.end - m.start > 1 for i in range(m.start, m.end)}
    short = {t.i: known[t.text] for t in doc if t.text in known and t.i not in inside}
    recalled = [
        replace(m, start=i, end=i + 1, head=i, how="recalled", place=False, office=None) for i, m in short.items()
    ]
    return sorted([*(m for m in mentions if m.start not in short), *recalled], key=lambda m: m.start)
