"""Analysis of competing hypotheses: which explanation has the least against it, and what that hangs on.

Source: R. J. Heuer, Psychology of Intelligence Analysis (CIA, 1999), chapter 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from watchfloor.terms import RATINGS, Binding, Campaign, Event, Inquiry, Matrix, Weighed

#: What a rating counts against a hypothesis: evidence that agrees proves nothing, for it may agree with all.
AGAINST = {"I": 1.0, "II": 2.0}
#: Shortest beginning of an id by which an analyst may name an event.
MIN_ID = 4


def matrices(
    campaign: Campaign, bindings: Iterable[Binding], events: Mapping[str, Event], credence: Callable[[Event], float]
) -> tuple[Matrix, ...]:
    """Return the matrix of each inquiry, in the order of the campaign.

    credence: the chance that an event is reported rightly, in [0, 1]. An event counts as evidence where a matcher
    says so, or where its id, or that of a statement that reports it, is named; in an inquiry each evidence is one row.
    """
    matched: dict[tuple[str, str], list[str]] = {}
    for binding in bindings:
        for asked in binding.evidence:
            matched.setdefault(asked, []).append(binding.event)
    named = _named(campaign, events.values())
    return tuple(_matrix(inquiry, matched, named, events, credence) for inquiry in campaign.inquiries)


def inconsistency(rows: Iterable[Weighed], hypothesis: str) -> float:
    """Return how much speaks against a hypothesis: for each row seen 1 for I and 2 for II, times its credence."""
    return sum(AGAINST.get(dict(row.rates)[hypothesis], 0.0) * row.credence for row in rows if row.events)


def least(rows: Sequence[Weighed], hypotheses: Iterable[str]) -> tuple[str, ...]:
    """Return the hypotheses that have the least against them; none where no evidence that was seen tells them apart."""
    scores = {key: inconsistency(rows, key) for key in hypotheses}
    lowest = min(scores.values())
    best = tuple(key for key, score in scores.items() if score - lowest < 1e-9)
    return best if len(best) < len(scores) else ()


def diagnosticity(ratings: Iterable[str]) -> float:
    """Return how well evidence tells hypotheses apart, in [0, 1]: the span of its ratings over that of the scale."""
    places = [RATINGS.index(rating) for rating in ratings]
    return (max(places) - min(places)) / (len(RATINGS) - 1)


def _matrix(
    inquiry: Inquiry,
    matched: Mapping[tuple[str, str], Sequence[str]],
    named: Mapping[str, Sequence[str]],
    events: Mapping[str, Event],
    credence: Callable[[Event], float],
) -> Matrix:
    keys = [key for key, _ in inquiry.hypotheses]
    rows = []
    for rated in inquiry.evidence:
        by_hand = (id for said in rated.events for id in named.get(said, ()))
        ids = tuple(dict.fromkeys((*matched.get((inquiry.key, rated.key), ()), *by_hand)))
        rates = tuple((key, dict(rated.rates).get(key, "N")) for key in keys)
        rows.append(
            Weighed(
                evidence=rated.key,
                text=rated.text,
                events=ids,
                rates=rates,
                credence=_some([credence(events[id]) for id in ids]),
                diagnosticity=diagnosticity(rating for _, rating in rates),
            )
        )
    best = least(rows, keys)
    without = ((row.evidence, least([r for r in rows if r is not row], keys)) for row in rows if row.events)
    return Matrix(
        inquiry=inquiry.key,
        rows=tuple(rows),
        scores=tuple((key, inconsistency(rows, key)) for key in keys),
        best=best,
        hinges=tuple((evidence, other) for evidence, other in without if other != best),
    )


def _some(chances: Iterable[float]) -> float:
    """Return the chance that at least one of several events, reported independently, is reported rightly."""
    wrong = 1.0
    for p in chances:
        wrong *= 1.0 - p
    return 1.0 - wrong


def _named(campaign: Campaign, events: Iterable[Event]) -> Mapping[str, Sequence[str]]:
    """Return the events by the ids, which may be shortened, under which the campaign names them."""
    asked = {said for i in campaign.inquiries for rated in i.evidence for said in rated.events if len(said) >= MIN_ID}
    found: dict[str, list[str]] = {said: [] for said in asked}
    for event in events if asked else ():
        for said in asked:
            if any(id.startswith(said) for id in (event.id, *event.statements)):
                found[said].append(event.id)
    return found
