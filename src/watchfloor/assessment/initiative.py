"""Who acts, and who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scipy.special import betaincinv

from watchfloor.campaign.direction import SCORED
from watchfloor.campaign.sight import Sight, days_of, in_window, surely_before
from watchfloor.terms import Binding, Campaign, Initiative, Reply, Statement

#: An act within so many days after an act of another side upon it is taken as the answer to it.
ANSWER_DAYS = 30
#: Acts below which no share is given: of four, the 80 % interval of an even share is wider than one half.
MIN_ACTS = 5
#: Jeffreys prior of a share.
PRIOR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of one side in the theatre and the window."""

    event: str  #: id
    side: str
    reply: Reply | None = None  #: None where it initiates

    @property
    def answer(self) -> bool:
        """Tell whether it answers another act."""
        return self.reply is not None


@dataclass(frozen=True, slots=True)
class _Deed:
    sight: Sight
    side: str
    on: frozenset[str]  #: sides acted upon
    mark: str | None  #: the words by which a source says that it answers something


def acts(
    bindings: Iterable[Binding],
    seen: Mapping[str, Sight],
    statements: Mapping[str, Statement],
    campaign: Campaign,
    *,
    since: date,
    as_of: date,
) -> tuple[Act, ...]:
    """Return the acts of the sides in a window, in the order of the bindings.

    An act is a bound event, done or tried, whose actors belong to exactly one side, which plays in the theatre and
    in the window (`in_window`). It is an answer where a source's words bind it to an earlier act ("in response"), or
    where it is an act upon a side that acted, wherever, upon its own side at most ANSWER_DAYS before.
    Source: docs/method/initiative.md.
    """
    deeds = [deed for b in bindings if (deed := _deed(seen[b.event], statements, campaign)) is not None]
    upon: dict[tuple[str, str], list[_Deed]] = defaultdict(list)
    for deed in deeds:
        for other in deed.on:
            upon[deed.side, other].append(deed)
    theatre = set(campaign.theatre)
    return tuple(
        Act(event=deed.sight.event.id, side=deed.side, reply=_reply(deed, upon))
        for deed in deeds
        if in_window(deed.sight.event, since, as_of) and not deed.sight.where.isdisjoint(theatre)
    )


def initiative(found: Sequence[Act], campaign: Campaign) -> tuple[Initiative, ...]:
    """Return each side's share of the initiating acts, with an 80 % Beta interval.

    Empty below MIN_ACTS acts, answers among them, and without any initiating act.
    """
    initiating = [act for act in found if not act.answer]
    if len(found) < MIN_ACTS or not initiating:
        return ()
    return tuple(_share(side.key, found, initiating) for side in campaign.sides)


def _deed(sight: Sight, statements: Mapping[str, Statement], campaign: Campaign) -> _Deed | None:
    sides = [side.key for side in campaign.sides if any(side.key in names for names in sight.actors)]
    if len(sides) != 1 or sight.event.factuality not in SCORED:
        return None
    on = frozenset(s.key for s in campaign.sides if s.key != sides[0] and any(s.key in n for n in sight.recipients))
    said = (statements[id].answers for id in sight.event.statements if id in statements)
    return _Deed(sight, sides[0], on, next((mark for mark in said if mark), None))


def _reply(deed: _Deed, upon: Mapping[tuple[str, str], Sequence[_Deed]]) -> Reply | None:
    """Return what binds an act to an earlier one upon its side: a source's words, else timing; None where nothing."""
    earlier = [
        one
        for other in deed.on
        for one in upon.get((other, deed.side), ())
        if one.sight.event.when.lower is not None and surely_before(one.sight.event, deed.sight.event)
    ]
    shortly = [one for one in earlier if _days_between(one.sight, deed.sight) <= ANSWER_DAYS]
    if deed.mark is None and not shortly:
        return None
    last = max(earlier if deed.mark else shortly, key=_begins, default=None)
    return Reply(event=deed.sight.event.id, mark=deed.mark, to=None if last is None else last.sight.event.id)


def _begins(deed: _Deed) -> tuple[date, str]:
    return days_of(deed.sight.event)[0], deed.sight.event.id


def _days_between(earlier: Sight, later: Sight) -> int:
    return (days_of(later.event)[1] - days_of(earlier.event)[0]).days


def _share(side: str, found: Sequence[Act], initiating: Sequence[Act]) -> Initiative:
    own = [act.event for act in initiating if act.side == side]
    a, b = len(own) + PRIOR, len(initiating) - len(own) + PRIOR
    replies = tuple(act.reply for act in found if act.side == side and act.reply is not None)
    return Initiative(
        side=side,
        initiated=len(own),
        answered=len(replies),
        share=len(own) / len(initiating),
        low=float(betaincinv(a, b, 0.1)),
        high=float(betaincinv(a, b, 0.9)),
        events=tuple(own),
        replies=replies,
    )
