"""The acts between countries of an imported event set, for learning."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from watchfloor.assessment.quadruples import EventSet
from watchfloor.campaign.sight import OWN_KEY_ONLY
from watchfloor.ledger.sets import Dyad, Manifest, Moment
from watchfloor.world import World, plover

Act = tuple[int, int, float, float, bool]  #: pair, day, PLOVER score, Goldstein score, whether a deed


def acts_between(dyads: Iterable[Dyad], manifest: Manifest, world: World) -> EventSet:
    """Return the acts whose day is known, between two different countries, an organ standing for its country.

    Without a Goldstein score of its own an act has its PLOVER score; without a PLOVER category it is a word of 0.
    """
    home = cache(lambda key: _country(key, world))
    pairs: dict[tuple[str, str], int] = {}
    acts: list[Act] = []
    for dyad in dyads:
        one, other = home(dyad.actor), home(dyad.recipient)
        if one is None or other is None or one == other:
            continue
        pair = pairs.setdefault((min(one, other), max(one, other)), len(pairs))
        acts += [act for moment in dyad.moments if (act := _act(pair, moment)) is not None]
    columns = np.array(acts, dtype=np.float64).reshape(-1, 5).T
    return EventSet(
        name=manifest.name,
        files=tuple(source.name for source in manifest.sources),
        pair=columns[0].astype(np.int64),
        day=columns[1].astype(np.int64),
        plover=columns[2],
        goldstein=columns[3],
        deed=columns[4] > 0.0,
        rows=manifest.kept + manifest.rejected,
        sha256=" ".join(source.digest for source in manifest.sources),
    )


def _country(key: str, world: World) -> str | None:
    """Return the country that an actor acts for; None for companies, churches and others that no state answers for."""
    held = world.territory_of(key)
    if held is None or world.kind(key) in OWN_KEY_ONLY:
        return None
    return next((name for name in (held, *world.parents(held)) if world.kind(name) == "territory"), None)


def _act(pair: int, moment: Moment) -> Act | None:
    if moment.lower is None or moment.lower != moment.upper or (moment.score is None and moment.goldstein is None):
        return None
    score = moment.score or 0.0
    deed = moment.category is not None and plover.category(moment.category).material
    return pair, moment.lower.toordinal(), score, score if moment.goldstein is None else moment.goldstein, deed
