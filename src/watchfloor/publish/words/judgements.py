"""The sources' own judgements and expectations, in their words and under their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording, listing, percent, sentence
from watchfloor.terms import Assessment, Claim, Estimate, Statement, View

Readers = tuple[float, float, float] | None
#: Not yet happened when it was said.
AHEAD = ("planned", "hypothetical")
#: Sources' estimates that stand beside one of ours; the page of judgements has all.
BESIDE = 2


def judgement_claims(words: Wording, view: View) -> Iterator[Claim]:
    """Quote each judgement that looks at what is, in the order of the documents."""
    for statement in _judged(view):
        if not looks_ahead(words, statement):
            yield _quoted(words, statement)


def outlook_claims(words: Wording, view: View) -> Iterator[Claim]:
    """Quote each judgement about what is to come: conditional, hypothetical, or of a later day."""
    for statement in _judged(view):
        if looks_ahead(words, statement):
            yield _quoted(words, statement)


def hedge_claims(view: View) -> Iterator[Claim]:
    """Say once what readers take each word without a fixed range for, citing all who use it."""
    cues: dict[Readers, dict[str, None]] = {}
    used: dict[Readers, list[str]] = {}
    for statement in _judged(view):
        estimate = statement.estimate
        if estimate is not None and estimate.band is None:
            label = " with ".join(f"“{cue.lower()}”" for cue in estimate.cues)
            cues.setdefault(estimate.readers, {})[label] = None
            used.setdefault(estimate.readers, []).append(statement.id)
    for readers, labels in cues.items():
        yield Claim(text=sentence(_unscaled(list(labels), readers)), statements=tuple(used[readers]))


def beside_claims(words: Wording, assessment: Assessment, about: str) -> Iterator[Claim]:
    """Quote the latest estimates of the sources themselves on something that we judge, to stand beside ours."""
    own = [
        e for e in assessment.estimates if e.about == about and e.band is not None and e.statement in words.statements
    ]
    for estimate in own[:BESIDE]:
        claim = _quoted(words, words.statements[estimate.statement])
        yield replace(claim, text=f"Of the sources, {claim.text}")


def _judged(view: View) -> Iterator[Statement]:
    """Yield the judgements of a view; a question judges nothing, whoever asks it."""
    for statement in view.statements:
        if statement.kind == "judgement" and not statement.citation.exact.rstrip(" \n\"'”’)").endswith("?"):
            yield statement


def looks_ahead(words: Wording, statement: Statement) -> bool:
    """Tell whether a judgement speaks of what was still to come when it was published."""
    if statement.condition is not None or statement.factuality in AHEAD:
        return True
    said = words.documents[statement.citation.document].published.upper
    when = statement.when
    return when is not None and when.lower is not None and said is not None and when.lower > said


def _quoted(words: Wording, statement: Statement) -> Claim:
    document = words.documents[statement.citation.document]
    who = statement.speaker
    publisher = document.publisher
    of = f" ({publisher})" if publisher and publisher != who else ""
    through = f", citing {listing(list(statement.attribution))}," if statement.attribution else ""
    said = f" on {span_words(document.published)}" if document.published.day else ""
    quote = " ".join(statement.citation.exact.split())
    text = f"{who}{of}{through} said{said}: “{quote}”"
    if statement.estimate is not None and statement.estimate.band is not None:
        text = sentence(text) + " " + _hedge(statement.estimate, statement.estimate.band)
    return Claim(text=sentence(text), statements=(statement.id,))


def _hedge(estimate: Estimate, band: tuple[float, float]) -> str:
    cues = listing([f"“{cue}”" for cue in estimate.cues])
    return (
        f"{cues} stands for {percent(band[0])}–{percent(band[1])} % in {_SCALES.get(estimate.scale, estimate.scale)}."
    )


def _unscaled(labels: list[str], readers: Readers) -> str:
    has, it = ("has", "it") if len(labels) == 1 else ("have", "them")
    text = f"{listing(labels)} {has} no fixed range"
    if readers is None:
        return text
    low, middle, high = (percent(p) for p in readers)
    return f"{text}; most readers take {it} for {low}–{high} %, half for under {middle} %"


_SCALES = {"icd203": "ICD 203"}
