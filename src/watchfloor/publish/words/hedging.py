"""Whether our own judgements hedge as they must: a word of the scale, the one its number stands for, and no confidence.

Source: Intelligence Community Directive 203, Analytic Standards: one set of terms, not mixed; a word of likelihood
and a level of confidence never in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from watchfloor.errors import PublishError
from watchfloor.terms import ICD203, Claim, Issue, word_for
from watchfloor.world.tables import rows

_CONFIDENCE = re.compile(r"\b(?:low|moderate|medium|high|great|little|full)\s+confidence\b|\bconfident(?:ly)?\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_BANDS = {band.word for band in ICD203}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One claim that hedges wrongly: which, in which section, and why."""

    about: str
    text: str
    why: str


def faults(issue: Issue) -> tuple[Fault, ...]:
    """Return every claim of an issue, in our own words, that hedges wrongly; what is quoted is its source's own."""
    return tuple(
        Fault(about=section.about, text=claim.text, why=why)
        for section in issue.sections
        for claim in section.claims
        for why in wrong(claim)
    )


def refuse(issue: Issue) -> None:
    """Raise PublishError `publish.hedging` where a claim hedges wrongly, with every further one."""
    found = [
        PublishError("publish.hedging", f"{fault.why}: “{fault.text}”", where=fault.about, hint="mend the sentence")
        for fault in faults(issue)
    ]
    if found:
        first, *others = found
        first.others = tuple(others)
        raise first


def wrong(claim: Claim) -> Iterator[str]:
    """Yield what is wrong with a claim's hedging.

    A probability is said by the ICD 203 word that stands for it, and by no other: so the same number has one word
    across an issue. A word of likelihood without a number behind it is refused; an editor's opinion has none, and may
    use the words. In no sentence do likelihood and confidence stand together.
    """
    own = unquoted(claim.text)
    said = likelihoods(own)
    meant = {word_for(p) for p in claim.p}
    if not claim.opinion:
        for word in dict.fromkeys(said):
            if word not in _BANDS:
                yield f"“{word}” is no word of the scale"
            elif not claim.p:
                yield f"“{word}” has no number behind it"
            elif word not in meant:
                yield f"“{word}” is not what {' or '.join(f'{p:.2f}' for p in claim.p)} is called"
        for word in sorted(meant - set(said)):
            yield f"a probability stands behind this and the word “{word}” is missing"
    if any(likelihoods(one) and _CONFIDENCE.search(one) for one in _SENTENCE.split(own)):
        yield "likelihood and confidence stand in one sentence"


def likelihoods(text: str) -> tuple[str, ...]:
    """Return the estimative words of a text, the longest at each place, lower case."""
    return tuple(" ".join(found.group().casefold().split()) for found in _words().finditer(text))


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks “…”, also one within another."""
    kept, depth = [], 0
    for sign in text:
        depth += sign == "“"
        if depth == 0:
            kept.append(sign)
        depth = max(0, depth - (sign == "”"))
    return "".join(kept)


@cache
def _words() -> re.Pattern[str]:
    """Return what finds words that ICD 203 gives a band to; *may* and *could* have none: they estimate nothing."""
    scaled = {row["word"] for row in rows("probability_words.csv") if row["icd203_low"]}
    ordered = sorted(scaled | _BANDS | {band.synonym for band in ICD203}, key=lambda word: (-len(word), word))
    spelt = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
    return re.compile(rf"\b(?:{spelt})\b", re.IGNORECASE)
