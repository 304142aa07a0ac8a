"""How each lever fared in each territory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product

from watchfloor.campaign.sight import Sight, in_window
from watchfloor.terms import Binding, Campaign, LeverUse


def levers(
    bindings: Iterable[Binding], seen: Mapping[str, Sight], campaign: Campaign, *, since: date, as_of: date
) -> tuple[LeverUse, ...]:
    """Return every lever in every territory of the theatre, in the order of the campaign.

    Events in the window count (`in_window`). Of those that happened: more that favour the lever's side
    than another is `strengthened`, fewer is `eroded`, as many or none is `used`. Where nothing happened:
    attempts alone are `tried and failed`, nothing at all is `idle`.
    """
    inside: defaultdict[tuple[str, str], list[Binding]] = defaultdict(list)
    for binding in bindings:
        if binding.levers and in_window(seen[binding.event].event, since, as_of):
            for use in product(binding.levers, seen[binding.event].where):
                inside[use].append(binding)
    return tuple(
        LeverUse(
            lever=lever.key,
            territory=territory,
            state=_state(lever.of, inside[lever.key, territory], seen),
            events=tuple(b.event for b in inside[lever.key, territory]),
        )
        for lever in campaign.levers
        for territory in campaign.theatre
    )


def _state(side: str, bound: list[Binding], seen: Mapping[str, Sight]) -> str:
    happened = [b for b in bound if seen[b.event].event.factuality == "happened"]
    if not happened:
        return "tried and failed" if any(seen[b.event].event.factuality == "attempted" for b in bound) else "idle"
    own = sum(b.favours == side for b in happened)
    others = sum(b.favours not in (None, side) for b in happened)
    if own == others:
        return "used"
    return "strengthened" if own > others else "eroded"
