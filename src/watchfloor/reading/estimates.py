"""Estimative words: found in a sentence, kept as said, and read by a named scale.

Source: ICD 203 (bands), the surveys named in world/probability_words.csv (what readers take words to mean).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from watchfloor.reading.lexicon import word_class
from watchfloor.terms import Estimate
from watchfloor.world.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CONFIDENCE = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbabilityWord:
    """An estimative expression with its ICD 203 band, if any, and what readers take it to mean."""

    word: str
    kind: str
    band: tuple[float, float] | None
    readers: tuple[float, float, float] | None  #: 10th percentile, median, 90th percentile


@dataclass(frozen=True, slots=True)
class Cue:
    """One estimative expression of a sentence; token positions in the paragraph, half open."""

    start: int
    end: int
    word: ProbabilityWord


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], ProbabilityWord]]]:
    index: dict[str, list[tuple[tuple[str, ...], ProbabilityWord]]] = {}
    for row in rows("probability_words.csv"):
        band = (float(row["icd203_low"]), float(row["icd203_high"])) if row["icd203_low"] else None
        asked = (row["reader_p10"], row["reader_median"], row["reader_p90"])
        readers = (float(asked[0]), float(asked[1]), float(asked[2])) if all(asked) else None
        words = tuple(row["word"].lower().replace("-", " - ").replace("cannot", "can not").split())
        meant = ProbabilityWord(word=row["word"], kind=row["kind"], band=band, readers=readers)
        index.setdefault(words[0], []).append((words, meant))
    return {first: sorted(found, key=lambda pair: -len(pair[0])) for first, found in index.items()}


def cues(sentence: Span) -> list[Cue]:
    """Return the estimative expressions of a sentence, longest first at each place, none overlapping."""
    lower = [_FULL.get(token.lower_, token.lower_) for token in sentence]
    found, i = [], 0
    while i < len(lower):
        hit = next((pair for pair in _index().get(lower[i], ()) if tuple(lower[i : i + len(pair[0])]) == pair[0]), None)
        cue = _not_ruled_out(sentence[i]) or _small_or_great(sentence[i])
        if cue is None and hit is not None and _estimative(sentence[i], hit[1]):
            cue = Cue(sentence.start + i, sentence.start + i + len(hit[0]), hit[1])
        if cue is not None:
            found.append(cue)
        i = cue.end - sentence.start if cue is not None else i + 1
    return found


#: What is written short.
_FULL = {"n't": "not", "n’t": "not", "ca": "can"}


def _not_ruled_out(modal: Token) -> Cue | None:
    """Return the cue of `cannot be ruled out`, `cannot rule that out`, `could not entirely exclude`, as said."""
    verb = modal.head
    if modal.lower_ not in ("can", "ca", "could") or modal.dep_ != "aux" or verb.i < modal.i:
        return None
    out = next((c for c in verb.children if c.dep_ == "prt" and c.lower_ == "out"), None)
    denied = any(c.lower_ in word_class("not-able") for c in verb.children)
    if not denied or verb.lemma_.lower() not in word_class("ruling-out") or (verb.lemma_ == "rule" and out is None):
        return None
    end = max(verb.i, out.i if out is not None else 0) + 1
    said = " ".join(modal.doc[modal.i : end].text.split())
    return Cue(modal.i, end, ProbabilityWord(word=said, kind="unscaled", band=None, readers=None))


def _small_or_great(degree: Token) -> Cue | None:
    """Return the cue of `the chances are slim`, where no row of the table has the degree."""
    subject = next((c for c in degree.head.children if c.dep_ == "nsubj"), None)
    said = degree.dep_ == "acomp" and degree.lower_ in word_class("degree-of-odds")
    if not said or subject is None or subject.lemma_.lower() not in word_class("odds"):
        return None
    return Cue(degree.i, degree.i + 1, ProbabilityWord(word=degree.lower_, kind="unscaled", band=None, readers=None))


def _estimative(token: Token, row: ProbabilityWord) -> bool:
    """Tell whether the word estimates here: not the month of May, not `can` for what somebody is able to do."""
    if row.word in ("may", "might", "can", "could"):
        return token.tag_ == "MD" and _possibility(token)
    check = _CHECKS.get(row.word)
    return check is None or check(token)


def _possibility(modal: Token) -> bool:
    """Tell whether a modal says what may come about, not what is allowed, possible to somebody or supposed."""
    verb, word = modal.head, _FULL.get(modal.lower_, modal.lower_)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    said = {c.lower_ for c in verb.children}
    if any(t.lower_ in _WHATEVER for t in verb.subtree if t.i < modal.i) or (
        said & _ASKED and verb.dep_ in ("ccomp", "pcomp")
    ):
        return False  # `would not say when envoys might be named`
    if word in ("can", "could") and (said & word_class("not-able") or verb.lemma_.lower() in word_class("sense")):
        return False
    if subject is not None and modal.i < subject.i and word in ("can", "may") and subject.dep_ != "expl":
        return False  # `can he come?`, `may they rest`
    if verb.dep_ in ("advcl", "pcomp", "ccomp") and said & word_class("conditional"):
        return False  # `before it can start`, `whatever they may say`
    if subject is None:
        return word != "can"
    told = {subject.lower_, *(c.lower_ for c in subject.children if c.dep_ in ("det", "predet", "advmod", "amod"))}
    if word == "may":
        return not told & (word_class("everybody") | {"you"}) and subject.tag_ != "WP"
    if (
        told & (word_class("nobody") | {"only"})
        or (subject.dep_ == "expl" and word == "can")
        or said & word_class("not-able")
    ):
        return word == "might" and subject.lower_ not in ("i", "you")
    if word == "can" and (subject.lower_ in ("he", "she") or verb.dep_ == "advcl"):
        return False  # what somebody is able to do
    if subject.lower_ in ("i", "we", "you", "one"):
        return word == "could" and subject.lower_ != "i"
    if verb.dep_ == "relcl" and word in ("can", "could"):
        within = any(t.tag_ in ("WDT", "WP") for c in verb.children if c.dep_ == "prep" for t in c.children)
        return not within and (word == "could" or subject.tag_ in ("WDT", "WP") or "where" in said)
    return word != "can" or not said & word_class("likelihood")


def _counts(perhaps: Token) -> bool:
    """Tell whether `perhaps` only rounds a number: `perhaps four hundred lorries`."""
    head = perhaps.head
    return perhaps.dep_ == "ROOT" or head.pos_ == "NUM" or (head.pos_ == "NOUN" and perhaps.i < head.left_edge.i + 1)


#: Words that open a clause in which anything goes, and those that open an indirect question.
_WHATEVER = frozenset({"whatever", "whoever", "whichever", "however", "wherever", "whenever"})
_ASKED = frozenset({"when", "where", "how", "why", "who", "what", "which"})


def _possible(possible: Token) -> bool:
    """Tell whether `possible` says that something may come about, not that one is able to do it."""
    named = possible.nbor(-1).lower_ if possible.i else ""
    below = [c for c in (*possible.children, *possible.head.children) if c.dep_ in ("xcomp", "advcl", "csubj")]
    doable = possible.dep_ == "acomp" and any(t.tag_ == "TO" for c in below for t in c.children)
    return possible.head.lemma_ != "make" and named not in word_class("all-that-is") and not doable


def _followed(token: Token, steps: int) -> Token | None:
    return token.nbor(steps) if token.i + steps < len(token.doc) else None


def _certain_to(token: Token) -> bool:
    """Tell `is bound to fail` from `bound to a treaty` and `make sure to`."""
    verb = _followed(token, 2)
    return verb is not None and verb.tag_ == "VB" and token.head.lemma_ != "make" and token.head.tag_ != "VB"


def _risks(token: Token) -> bool:
    """Tell `the port risks losing its income` from `a risk looming`."""
    thing = token.lower_ == "risk" and any(c.dep_ in ("det", "amod", "poss") for c in token.children)
    after = _followed(token, 1)
    return after is not None and after.tag_ == "VBG" and not thing


def _odds_are(token: Token) -> bool:
    """Tell `odds are that it fails` from `odds are remote`, which says itself how likely."""
    after = _followed(token, 2)
    return after is not None and after.pos_ not in ("ADJ", "ADV", "ADP", "NUM", "VERB")


def _no_opening(words: str) -> Callable[[Token], bool]:
    """Return the check of `a fair chance`, which is no likelihood in `a fair chance to speak`."""

    def check(token: Token) -> bool:
        after = _followed(token, len(words.split()))
        return after is None or after.lower_ != "to"

    return check


#: What is as well an opportunity.
_CHANCES = (
    "fair chance",
    "fighting chance",
    "decent chance",
    "reasonable chance",
    "strong chance",
    "real chance",
    "good chance",
    "every chance",
    "no chance",
    "little chance",
)
_CHECKS: dict[str, Callable[[Token], bool]] = {
    "will": lambda token: False,
    "remote": lambda token: (
        token.head.lemma_ in ("be", "at", "chance", "possibility", "likelihood") or token.dep_ == "acomp"
    ),
    "certain": lambda token: token.dep_ == "acomp",
    "certainly": lambda token: any(c.tag_ == "MD" for c in token.head.children),
    "perhaps": lambda token: not _counts(token),
    "possible": _possible,
    "likely": lambda token: token.head.lemma_.lower() not in ("voter", "story", "suspect"),
    **dict.fromkeys(("bound to", "sure to"), _certain_to),
    **dict.fromkeys(("odds are", "odds are that", "chances are", "chances are that"), _odds_are),
    **{words: _no_opening(words) for words in _CHANCES},
    **dict.fromkeys(("risk", "risks", "risked", "risking"), _risks),
    "potential": lambda token: token.dep_ == "amod",
}


def estimate(found: Iterable[Cue]) -> Estimate | None:
    """Return what stacked cues say together: every word kept, the lowest band taken, never a product."""
    ordered = sorted(found, key=lambda cue: cue.start)
    if not ordered:
        return None
    lowest = min(ordered, key=lambda cue: _middle(cue.word))
    return Estimate(cues=tuple(cue.word.word for cue in ordered), band=lowest.word.band, readers=lowest.word.readers)


def _middle(word: ProbabilityWord) -> float:
    if word.readers is not None:
        return word.readers[1]
    return sum(word.band) / 2 if word.band is not None else 1.0


def governing(found: list[Cue], head: Token) -> list[Cue]:
    """Return the cues that bear on a clause: those hanging on its head or on a word above it."""
    chain = {head.i}
    below = head
    while below.head != below and below.dep_ not in ("advcl", "relcl"):
        below = below.head
        chain.add(below.i)
    return [cue for cue in found if any(_anchor(head.doc[i], cue) in chain for i in range(cue.start, cue.end))]


def _anchor(token: Token, cue: Cue) -> int:
    """Return the token on which a cue hangs: itself where it heads a clause, else the word it modifies."""
    above = token
    while cue.start <= above.head.i < cue.end and above.head != above:
        above = above.head
    return (
        above.i if above.dep_ in ("ROOT", "ccomp", "acomp", "conj") and above.pos_ in ("VERB", "AUX") else above.head.i
    )


def confidence(sentence: Span) -> str | None:
    """Return the confidence a sentence states (`with high confidence`), apart from any likelihood."""
    for token in sentence:
        if token.lower_ == "confidence":
            about = [*token.children, *(c for c in token.head.children if c.dep_ == "acomp")]
            stated = next((c.lower_ for c in about if c.lower_ in _CONFIDENCE), None)
            if stated is not None:
                return stated
    return None
