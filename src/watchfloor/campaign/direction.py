"""Which way an event moves a contest, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

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


#: The contests over a territory, each with its place in the file.
Contested = Mapping[str, tuple[tuple[int, Contest], ...]]


def contested(campaign: Campaign) -> Contested:
    """Return the contests by the territories contended for."""
    found: dict[str, tuple[tuple[int, Contest], ...]] = {}
    for n, contest in enumerate(campaign.contests):
        for territory in contest.in_:
            found[territory] = (*found.get(territory, ()), (n, contest))
    return found


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
    contests: list[str] = []
    found: list[Pull] = []
    why: list[str] = []
    scored = sight.event.factuality in SCORED
    here = {n: contest for territory in sight.where for n, contest in over.get(territory, ())}
    for _, contest in sorted(here.items(), key=itemgetter(0)):
        between = _between(sight, contest)
        if said in contest.between and said is not None:
            contests.append(contest.key)
            found += _for(said, contest, between) if scored else []
        elif between or bound:
            contests.append(contest.key)
            if scored and settled:
                found += between
                why += [f"direction rule: {sight.event.event} {_way(pull)} in {contest.key}" for pull in between]
    return Pulled(tuple(contests), tuple(found), tuple(why))


def _for(said: str, contest: Contest, between: list[Pull]) -> list[Pull]:
    """Return the pulls of the act itself where they favour the side as said, else one toward that side."""
    natural = [pull for pull in between if pull.favours == said]
    return natural or [Pull(contest=contest.key, toward=said, sign=1, favours=said)]


def score_of(event: Event) -> float:
    """Return the PLOVER score of an event: of its mode where the mode has one, else of its category."""
    category = plover.category(event.event)
    mode = category.mode(event.mode) if event.mode is not None else None
    return category.score if mode is None else mode.score


def _between(sight: Sight, contest: Contest) -> list[Pull]:
    score = score_of(sight.event)
    if score == 0.0:
        return []
    sign = 1 if score > 0.0 else -1
    found = []
    for side, other in (contest.between, contest.between[::-1]):
        across = (_of(contest, sight.actors) and _on(side, contest, sight.recipients)) or (
            _on(side, contest, sight.actors) and _of(contest, sight.recipients)
        )
        together = _of(contest, sight.actors) and _on(side, contest, sight.actors)
        if across or (together and sign > 0):
            favours = side if sign > 0 else other
            found.append(Pull(contest=contest.key, toward=side, sign=sign, favours=favours))
    return found


def _of(contest: Contest, entities: tuple[Names, ...]) -> bool:
    return any(names & set(contest.in_) for names in entities)


def _on(side: str, contest: Contest, entities: tuple[Names, ...]) -> bool:
    return any(side in names and not names & set(contest.in_) for names in entities)


def _way(pull: Pull) -> str:
    return f"toward {pull.toward}" if pull.sign > 0 else f"away from {pull.toward}"
