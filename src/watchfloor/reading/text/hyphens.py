"""Hyphens at the end of a line: printed by the typesetter, or part of the word."""

from __future__ import annotations

import re
from collections.abc import Container, Set
from itertools import pairwise

from watchfloor.reading.text.word_lists import words as listed

#: Hyphen-minus, hyphen, soft hyphen: what a typesetter leaves at the end of a line.
HYPHENS = "-\u2010\u00ad"
_LEFT = re.compile(r"[^\W_]+$")
_RIGHT = re.compile(r"[^\W_]+")
#: Longer parts of a word are not looked up, in characters.
_LONGEST = 60
_LIST = "hyphenation.txt"
_LEAST_WORD = 3
_BROKEN = re.compile(r"(?<![^\W_])[^\W_]+[-\u2010\u00ad][ \t]*\n\s*[^\W_]+")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, and its hyphenated pairs, with small letters; none from broken lines."""
    found: set[str] = set()
    whole = _BROKEN.sub(" ", text).lower().replace("\u00ad", "")
    for chain in set(re.findall(r"[^\W_]+(?:[-\u2010][^\W_]+)*", whole)):
        parts = re.split("[-\u2010]", chain)
        found.update(parts)
        found.update("-".join(pair) for pair in pairwise(parts))
    return frozenset(found)


def seam(left: str, right: str, words: Container[str], own: Set[str]) -> str | None:
    """Return what joins a line that ends in a hyphen to the next one.

    left: the line with its hyphen; right: the next line; words: known words, lower-cased;
    own: the document's own words and hyphenated pairs. Returns "" where the hyphen goes,
    "-" where it belongs to the word, "- " where it hangs (`pre- and post-war`), None where
    the line does not end in a hyphen after a word.
    """
    if not left or left[-1] not in HYPHENS:
        return None
    head, tail = _LEFT.search(left[-_LONGEST:-1]), _RIGHT.match(right[:_LONGEST])
    if left[-1] == "\u00ad":
        return ""
    if head is None or tail is None:
        return None
    return _decide(head[0], tail[0], words, own)


def _decide(left: str, right: str, words: Container[str], own: Set[str]) -> str:
    one, two = left.lower(), right.lower()
    if left[-1].isdigit() or right[0].isdigit():
        return "-"
    if right[0].isupper() and not (left.isupper() and len(left) > 1 and right.isupper()):
        return "-"
    pair, joined = f"{one}-{two}", one + two
    if joined in own or pair in own:
        return "" if joined in own else "-"
    if pair in words:
        return "-"
    if joined in words:
        return ""
    if two in listed(_LIST, "bridge"):
        return "- "
    if two not in words or len(two) < _LEAST_WORD or two in listed(_LIST, "ending"):
        return ""
    known = one in listed(_LIST, "prefix") or (len(one) > _LEAST_WORD and (one in words or one in own))
    return "-" if known or (left[0].isupper() and two.endswith(tuple(listed(_LIST, "done")))) else ""
