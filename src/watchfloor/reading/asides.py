"""Words put into a sentence to say who speaks: `…, the envoy said, …`, found by their form where parses fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: What stands before such words, and what may follow them.
_OPENS = frozenset({",", "-", "–", "—", '"', "”", "''"})
_LINKS = frozenset({"or", "so", "as"})  # `as the envoy said`, `or so the envoy says`
_CLOSES = frozenset({",", ".", ";", ":", "-", "–", "—", "!", "?"})
#: The most words of a name and what describes it.
_LONGEST = 12
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NAMING = ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Aside:
    """Who speaks, by the words that name them, and where the aside stands in the paragraph."""

    start: int
    verb: int
    named: tuple[Token, ...]


def asides(sentence: Span) -> list[Aside]:
    """Return the asides of a sentence that name a speaker."""
    spoken = [token for token in sentence if _spoken(token)]
    return [made for verb in spoken if (made := _after_name(sentence, verb) or _before_name(sentence, verb))]


def _spoken(token: Token) -> bool:
    """Tell whether a word is a verb of speech, or a noun of the same form at the end of a clause."""
    lemma = token.lemma_.lower()
    if lemma not in lexicon.words("attribution.tsv", "kind", "v"):
        return False
    return token.tag_ in _FINITE or (token.tag_ == "NNS" and _closed(token))


def _closed(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor(1).text in _CLOSES or token.nbor(1).is_quote


def _after_name(sentence: Span, verb: Token) -> Aside | None:
    """Return `, the envoy said`: a name between a comma and the verb, and no clause after it."""
    if any(c.i > verb.i and c.dep_ in ("ccomp", "xcomp") for c in verb.children) and not _closed(verb):
        return None
    first = verb.i
    while first > sentence.start and not _opens(verb.doc[first - 1]) and verb.i - first < _LONGEST:
        first -= 1
    while verb.doc[first].lower_ in _LINKS:
        first += 1
    named = tuple(verb.doc[first : verb.i])
    if first <= sentence.start + 1 or not named or not _names(named) or not _ends(verb):
        return None
    return Aside(first, verb.i, named)


def _opens(token: Token) -> bool:
    """Tell whether a sign parts what stands before it from what follows; a hyphen inside a word does not."""
    return token.text in _OPENS and (token.text != "-" or bool(token.whitespace_))


def _before_name(sentence: Span, verb: Token) -> Aside | None:
    """Return `, argues an envoy`: the verb after a comma and a name after it, to the end of the clause."""
    if verb.i <= sentence.start or not _opens(verb.nbor(-1)) or verb.pos_ == "NOUN":
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i), None)
    return None if subject is None else Aside(verb.i, verb.i, tuple(t for t in subject.subtree if t.i <= subject.i))


def _names(words: tuple[Token, ...]) -> bool:
    """Tell whether words before the verb can only name who speaks."""
    said = words[: next((i for i, t in enumerate(words) if t.lower_ in ("who", "which")), len(words))]
    return (
        bool(said)
        and said[0].pos_ in _NAMING
        and said[0].lower_ not in word_class("clause-opener")
        and not any(t.tag_ in (*_FINITE, "VB") or t.text in _CLOSES for t in said)
        and any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in said)
    )


def _ends(verb: Token) -> bool:
    """Tell whether nothing that is said follows the verb: at most whom, where and when."""
    if _closed(verb):
        return True
    after = verb.nbor(1)
    told = verb.lemma_.lower() in word_class("told") and after.pos_ in ("PRON", "PROPN", "NOUN", "DET")
    return told or (after.pos_ in ("ADP", "ADV", "NUM", "PROPN") or after.ent_type_ == "DATE" or after.lower_ == "as")
