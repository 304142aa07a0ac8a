"""The sources' own judgements and expectations, in their words and under their names."""

from __future__ import annotations

from collections.abc import Iterator

from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording, listing, percent, sentence
from watchfloor.terms import Claim, Estimate, Statement, View

#: Not yet happened when it was said.
_AHEAD = ("planned", "hypothetical")


def judgement_claims(words: Wording, view: View) -> Iterator[Claim]:
    """Quote each judgement that looks at what is, in the order of the documents."""
    for statement in view.statements:
        if statement.kind == "judgement" and not looks_ahead(words, statement):
            yield _quoted(words, statement)


def outlook_claims(words: Wording, view: View) -> Iterator[Claim]:
    """Quote each judgement about what is to come: conditional, hypothetical, or of a later day."""
    for statement in view.statements:
        if statement.kind == "judgement" and looks_ahead(words, statement):
            yield _quoted(words, statement)


def looks_ahead(words: Wording, statement: Statement) -> bool:
    """Tell whether a judgement speaks of what was still to come when it was published."""
    if statement.condition is not None or statement.factuality in _AHEAD:
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
    if statement.estimate is not None:
        text = sentence(text) + " " + _hedge(statement.estimate)
    return Claim(text=sentence(text), statements=(statement.id,))


def _hedge(estimate: Estimate) -> str:
    cues = listing([f"“{cue}”" for cue in estimate.cues])
    if estimate.band is not None:
        low, high = estimate.band
        return f"{cues} stands for {percent(low)}–{percent(high)} % in {_SCALES.get(estimate.scale, estimate.scale)}."
    if estimate.readers is not None:
        low, middle, high = estimate.readers
        taken = f"most readers take it for {percent(low)}–{percent(high)} %, half for under {percent(middle)} %"
        return f"{cues} has no fixed range; {taken}."
    return f"{cues} has no fixed range."


_SCALES = {"icd203": "ICD 203"}
