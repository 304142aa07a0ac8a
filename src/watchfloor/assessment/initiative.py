"""Who acts, and who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scipy.special import betaincinv

from watchfloor.campaign.direction import SCORED
from watchfloor.campaign.sight import Sight, days_of, in_window, surely_before
from watchfloor.terms import Binding, Campaign, Initiative, Statement

#: An act within so many days after an act of another side upon it is taken as the answer to it.
ANSWER_DAYS = 30
#: Jeffreys prior of a share.
PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class _Act:
    sight: Sight
    side: str
    on: frozenset[str]  #: sides acted upon
    marked: bool  #: a source says that it answers something


def initiative(
    bindings: Iterable[Binding],
    seen: Mapping[str, Sight],
    statements: Mapping[str, Statement],
    campaign: Campaign,
    *,
    since: date,
    as_of: date,
) -> tuple[Initiative, ...]:
    """Return each side's share of the initiating acts in a window, with an 80 % Beta interval.

    An act is a bound event, done or tried, whose actors belong to exactly one side, in the window
    (`in_window`). It is an answer where a source's words bind it to an earlier act ("in response"), or where it is
    an act upon a side that acted upon its own side at most ANSWER_DAYS before. Empty without any initiating act.
    Source: docs/method/initiative.md.
    """
    acts = [act for b in bindings if (act := _act(seen[b.event], statements, campaign)) is not None]
    upon: defaultdict[tuple[str, str], list[_Act]] = defaultdict(list)
    for act in acts:
        for other in act.on:
            upon[act.side, other].append(act)
    inside = [act for act in acts if in_window(act.sight.event, since, as_of)]
    answers = {act.sight.event.id for act in inside if act.marked or _answers(act, upon)}
    initiating = [act for act in inside if act.sight.event.id not in answers]
    if not initiating:
        return ()
    return tuple(_share(side.key, inside, initiating) for side in campaign.sides)


def _act(sight: Sight, statements: Mapping[str, Statement], campaign: Campaign) -> _Act | None:
    sides = [side.key for side in campaign.sides if any(side.key in names for names in sight.actors)]
    if len(sides) != 1 or sight.event.factuality not in SCORED:
        return None
    on = frozenset(s.key for s in campaign.sides if s.key != sides[0] and any(s.key in n for n in sight.recipients))
    marked = any(statements[id].answers for id in sight.event.statements if id in statements)
    return _Act(sight, sides[0], on, marked)


def _answers(act: _Act, upon: Mapping[tuple[str, str], Sequence[_Act]]) -> bool:
    earlier = (one for other in act.on for one in upon.get((other, act.side), ()))
    return any(_shortly_after(act.sight, one.sight) for one in earlier)


def _shortly_after(later: Sight, earlier: Sight) -> bool:
    if earlier.event.when.lower is None or not surely_before(earlier.event, later.event):
        return False
    return (days_of(later.event)[1] - days_of(earlier.event)[0]).days <= ANSWER_DAYS


def _share(side: str, inside: Sequence[_Act], initiating: Sequence[_Act]) -> Initiative:
    own = sum(act.side == side for act in initiating)
    a, b = own + PRIOR, len(initiating) - own + PRIOR
    return Initiative(
        side=side,
        initiated=own,
        answered=sum(act.side == side for act in inside) - own,
        share=own / len(initiating),
        low=float(betaincinv(a, b, 0.1)),
        high=float(betaincinv(a, b, 0.9)),
        events=tuple(act.sight.event.id for act in initiating if act.side == side),
    )
