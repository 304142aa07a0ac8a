"""The words by which two sayings are compared."""

from __future__ import annotations

import re

from watchfloor.campaign.sight import tokens
from watchfloor.ledger.words import function_words

#: Shortest word that can carry a likeness; shorter ones are articles and prepositions, capitals excepted.
MIN_LETTERS = 4
#: Letters of a stem: "normalisation", "normalization" and "normalise" share six.
STEM_LETTERS = 6


def stems(text: str, *, short: bool = False) -> set[str]:
    """Return the beginnings of a text's words without their endings; words below MIN_LETTERS where `short`.

    Words such as `with` and `each` carry no likeness.
    """
    told = (word for word in tokens(text) if word.casefold() not in function_words())
    return {_stem(word) for word in told if short or len(word) >= MIN_LETTERS}


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{4})(?:ing|ed|s)$", "", re.sub(r"['’]s?$", "", word))[:STEM_LETTERS]
