"""Which way an event moves a contest, and by which rule."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from watchfloor.campaign.sight import Names, Sight
from watchfloor.terms import Campaign, Contest, Event, Pull
from watchfloor.world import plover

#: Only what was done, or tried, moves a contest; what is planned, denied or supposed is shown.
SCORED = ("happened", "attempted")


@dataclass(frozen=True, slots=True)
class Pulled:
    """The contests an event bears on, how it moves them, and one line for each rule that spoke."""

    contests: tuple[str, ...]
    pulls: tuple[Pull, ...]
    why: tuple[str, ...]


_NOWHERE = Pulled((), (), ())


class Contested:
    """The contests of a campaign by the territories contended for.

    What those who take part make of them is kept: most events share it with others.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.all = campaign.contests
        self.over: dict[str, tuple[tuple[int, Contest, Names], ...]] = {}
        for n, contest in enumerate(campaign.contests):
            for territory in contest.in_:
                row = n, contest, frozenset(contest.in_)
                self.over[territory] = (*self.over.get(territory, ()), row)
        self.found: dict[Hashable, tuple[tuple[Contest, tuple[Pull, ...]], ...]] = {}

    def here(self, sight: Sight) -> tuple[tuple[Contest, tuple[Pull, ...]], ...]:
        """Return the contests over a territory in which an event plays, and how the act itself moves each."""
        score = score_of(sight.event)
        sign = (score > 0.0) - (score < 0.0)
        asked = sight.actors, sight.recipients, sight.where, sign
        if asked not in self.found:
            rows = {row[0]: row for territory in sight.where for row in self.over.get(territory, ())}
            ordered = (rows[n] for n in sorted(rows))
            self.found[asked] = tuple((c, tuple(_between(sight, c, places, sign))) for _, c, places in ordered)
        return self.found[asked]


def pulls(sight: Sight, over: Contested, said: str | None, *, settled: bool, bound: bool) -> Pulled:
    """Return how an event moves each contest over a territory in which it plays, in the order of the file.

    said: the side that the matchers say it favours; settled: False where they contradict each other;
    bound: whether a lever bound it.
    A side that is said to be favoured gains in every contest over a territory in which the event plays: by the
    pull of the act itself where that favours it (a refusal by the other side moves the territory away from that
    side), else by a pull toward it.
    Otherwise an act between the territory and a side moves it toward that side where its PLOVER score is positive
    and away where it is negative; an act of score 0 has no direction, nor has a conflict that both wage together,
    nor what a third does to both.
    """
    here = over.here(sight)
    if not here:
        return _NOWHERE
    contests: list[str] = []
    found: list[Pull] = []
    why: list[str] = []
    scored = sight.event.factuality in SCORED
    for contest, between in here:
        if said in contest.between and said is not None:
            contests.append(contest.key)
            found += _for(said, contest, between) if scored else []
        elif between or bound:
            contests.append(contest.key)
            if scored and settled:
                found += between
                why += [f"direction rule: {sight.event.event} {_way(pull)} in {contest.key}" for pull in between]
    return Pulled(tuple(contests), tuple(found), tuple(why))


def contested_as(
    pulled: Pulled, over: Contested, said: str | None, sight: Sight, decided: Mapping[str, bool]
) -> Pulled:
    """Return the pulls without the contests that a person took an event out of, with those a person put it into.

    decided: contest to whether the event is in it. Put into one over another territory, it pulls only where a side is
    said to gain.
    """
    out = {key for key, is_in in decided.items() if not is_in}
    fresh = [c for c in over.all if decided.get(c.key) and c.key not in pulled.contests]
    scored = sight.event.factuality in SCORED
    more = [pull for c in fresh if scored and said in c.between and said is not None for pull in _for(said, c, ())]
    return Pulled(
        contests=(*(key for key in pulled.contests if key not in out), *(c.key for c in fresh)),
        pulls=(*(pull for pull in pulled.pulls if pull.contest not in out), *more),
        why=tuple(why for why in pulled.why if why.rpartition(" in ")[2] not in out),
    )


def _for(said: str, contest: Contest, between: tuple[Pull, ...]) -> list[Pull]:
    """Return the pulls of the act itself where they favour the side as said, else one toward that side."""
    natural = [pull for pull in between if pull.favours == said]
    return natural or [Pull(contest=contest.key, toward=said, sign=1, favours=said)]


def score_of(event: Event) -> float:
    """Return the PLOVER score of an event: of its mode where the mode has one, else of its category."""
    category = plover.category(event.event)
    mode = category.mode(event.mode) if event.mode is not None else None
    return category.score if mode is None else mode.score


def _between(sight: Sight, contest: Contest, places: Names, sign: int) -> Iterator[Pull]:
    acts, suffers = _of(places, sight.actors), _of(places, sight.recipients)
    if sign == 0 or not (acts or suffers) or sight.where.isdisjoint(contest.between):
        return
    for side, other in (contest.between, contest.between[::-1]):
        by_side = _on(side, places, sight.actors)
        across = (acts and _on(side, places, sight.recipients)) or (by_side and suffers)
        if across or (acts and by_side and sign > 0):
            favours = side if sign > 0 else other
            yield Pull(contest=contest.key, toward=side, sign=sign, favours=favours)


def _of(places: Names, entities: tuple[Names, ...]) -> bool:
    return any(not names.isdisjoint(places) for names in entities)


def _on(side: str, places: Names, entities: tuple[Names, ...]) -> bool:
    return any(side in names and names.isdisjoint(places) for names in entities)


def _way(pull: Pull) -> str:
    return f"toward {pull.toward}" if pull.sign > 0 else f"away from {pull.toward}"
