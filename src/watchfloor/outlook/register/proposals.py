"""What sources have said will come: judgements that a date or an event can settle, proposed for the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from watchfloor.campaign.matching import fits, holds
from watchfloor.campaign.sight import Sight, tokens
from watchfloor.terms import Campaign, Forecast, Matcher, Question, Statement, View

#: What is still to come, as a source tells it.
AHEAD = ("planned", "hypothetical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A source's judgement that may enter the register once a person says so.

    question: the one it seems to answer. by: the day that it names itself. why: how it was found.
    """

    statement: str
    author: str
    word: str
    p: float  #: the middle of what readers take the word to mean
    made: date
    by: date | None
    question: str | None
    condition: str  #: what it supposes, in its words
    why: str


def proposals(
    view: View, campaign: Campaign, seen: Iterable[Sight], registered: Iterable[Forecast]
) -> tuple[Proposed, ...]:
    """Return the forward judgements of a view that are not registered yet, in its order.

    A judgement counts where it gives a likelihood that has an ICD 203 band (may, could and might have none) and
    names a day to come, or speaks of what a question asks. A sentence read as an event and as a judgement counts once.
    """
    have = {forecast.statement for forecast in registered}
    sights = {id: sight for sight in seen for id in sight.event.statements}
    found: dict[tuple[str, int, str], Proposed] = {}
    for statement in view.statements:
        for one in _proposed(statement, view, campaign, sights.get(statement.id)):
            place = (statement.citation.document, statement.citation.start, one.word)
            if place not in found or (found[place].question, found[place].by) == (None, None):
                found[place] = one
    return tuple(one for one in found.values() if one.statement not in have)


def _proposed(statement: Statement, view: View, campaign: Campaign, sight: Sight | None) -> Iterator[Proposed]:
    estimate = statement.estimate
    if estimate is None or estimate.band is None or statement.kind not in ("event", "judgement"):
        return
    if statement.kind == "event" and statement.factuality not in AHEAD:
        return
    made = view.document(statement.citation.document).published.upper or view.as_of
    when = statement.when if sight is None else sight.event.when
    named = None if when is None else when.upper
    by = named if named is not None and named > made else None
    question, why = _question(statement, campaign, sight, made, by)
    if question is None and by is None:
        return
    yield Proposed(
        statement=statement.id,
        author=statement.speaker,
        word=" ".join(estimate.cues),
        p=estimate.readers[1] if estimate.readers is not None else sum(estimate.band) / 2.0,
        made=made,
        by=by,
        question=None if question is None else question.key,
        condition="" if statement.condition is None else statement.condition.if_,
        why=why,
    )


def _question(
    statement: Statement, campaign: Campaign, sight: Sight | None, made: date, by: date | None
) -> tuple[Question | None, str]:
    for question in campaign.questions:
        early = question.opens is not None and made < question.opens
        if early or made > question.by or (by is not None and by > question.by):
            continue
        if sight is not None and any(fits(ahead(matcher), sight) for matcher in question.resolves):
            return question, "the event it foresees is what the question asks for"
        if statement.kind == "judgement" and any(_speaks(matcher, statement) for matcher in question.resolves):
            return question, "it shares words with the question: read it first"
    return None, "it names its own day; no question asks for it"


def ahead(matcher: Matcher) -> Matcher:
    """Return the matcher that asks for the same, still to come."""
    return replace(matcher, factuality=AHEAD)


def _speaks(matcher: Matcher, statement: Statement) -> bool:
    texts = (tokens(" ".join(statement.lemmas)), tokens(statement.citation.exact))
    return any(holds(words, text) for words in matcher.words for text in texts)
