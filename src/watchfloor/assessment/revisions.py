"""Which judgements were revised between two days: the sources' own, and ours of who is gaining."""

from __future__ import annotations

from collections.abc import Iterator

from watchfloor.assessment.likelihoods import alike
from watchfloor.terms import Assessment, Change, Document, Standing, Statement, View
from watchfloor.world.articles import told

_NEITHER = "neither side clearly"


def revised(view: View, before: Assessment) -> Iterator[Change]:
    """Yield each judgement of a source, known after an earlier day, that puts another likelihood on what it judged.

    The same source is the same speaker, or the same publisher speaking for itself; the latest earlier judgement
    counts. Weight: the distance between the middles of the two bands.
    """
    documents = {document.id: document for document in view.documents}
    found: dict[str, Change] = {}
    for pair in alike(view.statements):
        first, second = sorted(pair, key=lambda one: _known(documents[one.statement.citation.document]))
        one, other = (documents[each.statement.citation.document] for each in (first, second))
        fresh = _known(one) <= before.as_of.toordinal() < _known(other)
        same = _source(first.statement, one) == _source(second.statement, other)
        if fresh and same and (first.low, first.high) != (second.low, second.high):
            who, was, now = _source(second.statement, other), first.cues, second.cues
            found[second.statement.id] = Change(
                kind="judgement",
                about=second.statement.id,
                text=f"{who} now says “{now}” where it said “{was}” before",
                weight=abs(second.middle - first.middle),
                statements=(second.statement.id, first.statement.id),
            )
    yield from found.values()


def verdicts(before: Assessment, now: Assessment) -> Iterator[Change]:
    """Yield each contest of which we now name another side as gaining, or one where we named none.

    Weight: how far the probability moved, on a scale from one side surely (-1) to the other (+1).
    """
    earlier = {standing.contest: standing for standing in before.standings}
    for standing in now.standings:
        old = earlier.get(standing.contest)
        was = None if old is None else old.gaining
        if old is None or not old.enough or not standing.enough or was == standing.gaining:
            continue
        lean, leant = _leaning(standing), _leaning(old)
        yield Change(
            kind="verdict",
            about=standing.contest,
            text=f"judged to be gaining: {told(standing.gaining or _NEITHER)}; before: {told(was or _NEITHER)}",
            weight=abs(lean - leant),
            events=tuple(moved.event for moved in standing.moved if standing.gaining in (None, moved.toward)),
        )


def _leaning(standing: Standing) -> float:
    """Return the probability of who is gaining, from -1 (surely the second side) to +1 (surely the first)."""
    if standing.gaining is None or standing.p_gaining is None:
        return 0.0
    return (2.0 * standing.p_gaining - 1.0) * (1 if standing.gaining == standing.between[0] else -1)


def _source(statement: Statement, document: Document) -> str:
    return statement.speaker or document.publisher or document.title


def _known(document: Document) -> int:
    day = document.published.upper
    return 0 if day is None else day.toordinal()
