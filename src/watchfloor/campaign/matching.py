"""Which events count for which lever, step, indicator and contest, and which matcher says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from watchfloor.campaign.direction import pulls
from watchfloor.campaign.sight import Names, Sight, Tokens, sights, tokens
from watchfloor.terms import Binding, Campaign, Matcher, View
from watchfloor.world import World

Some = Callable[[Iterable[bool]], bool]

#: How many other words may stand between two words of a phrase: "price of natural gas" holds "price gas".
PHRASE_GAP = 2
#: Categories that announce a step rather than take it.
ANNOUNCING = ("AGREE", "CONCEDE", "CONSULT")


def fits(matcher: Matcher, sight: Sight, levers: Sequence[str] = ()) -> bool:
    """Tell whether an event is what a matcher asks for.

    levers: the levers that bound the event. Every field given must fit; a list means any of its members;
    in `all_of` every member of every list must fit; an event that fits all of `not_` is excluded.
    """
    if not _fits(matcher, sight, levers, every=False):
        return False
    if matcher.all_of is not None and not _fits(matcher.all_of, sight, levers, every=True):
        return False
    return matcher.not_ is None or not _fits(matcher.not_, sight, levers, every=False)


def bind(view: View, campaign: Campaign, world: World) -> tuple[Binding, ...]:
    """Return what the campaign sees in each event of a view, in the view's order; unbound events are left out."""
    bound = (_bind(sight, campaign) for sight in sights(view, campaign, world))
    return tuple(binding for binding in bound if binding is not None)


def holds(phrase: str, text: Tokens) -> bool:
    """Tell whether a text holds the words of a phrase in order, at most PHRASE_GAP other words between two of them."""
    wanted = tokens(phrase)
    if not wanted:
        return False
    ends = {i for i, word in enumerate(text) if word == wanted[0]}
    for word in wanted[1:]:
        ends = {j for i in ends for j in range(i + 1, min(i + 2 + PHRASE_GAP, len(text))) if text[j] == word}
    return bool(ends)


@dataclass(slots=True)
class _Found:
    """What one event was bound to so far."""

    file: str
    why: list[str] = field(default_factory=list)
    favours: set[str] = field(default_factory=set)

    def any(self, matchers: Iterable[Matcher], sight: Sight, levers: Sequence[str], what: str) -> bool:
        """Tell whether one of the matchers fits, and note each that does."""
        hit = [matcher for matcher in matchers if fits(matcher, sight, levers)]
        self.why += [f"{self.file}:{matcher.line}: {what}" for matcher in hit]
        self.favours |= {matcher.favours for matcher in hit if matcher.favours is not None}
        return bool(hit)


def _bind(sight: Sight, campaign: Campaign) -> Binding | None:
    found = _Found(campaign.path)
    levers = tuple(x.key for x in campaign.levers if found.any(x.matches, sight, (), f"lever {x.key}"))
    steps: list[tuple[str, str]] = []
    for step in campaign.processes:
        turns = [
            (step.key, state)
            for state, matchers in (("met", step.met), ("lost", step.lost))
            if found.any(matchers, sight, levers, f"step {step.key} {state}")
        ]
        steps += turns or _hints(step.key, step.met, sight, levers, found)
    indicators = tuple(x.key for x in campaign.indicators if found.any(x.when, sight, levers, f"indicator {x.key}"))
    if len(found.favours) > 1:
        found.why.append(f"bound both ways ({', '.join(sorted(found.favours))}): no direction")
    said = next(iter(found.favours)) if len(found.favours) == 1 else None
    pulled = pulls(sight, campaign, said, settled=len(found.favours) <= 1, bound=bool(levers))
    found.why += pulled.why
    if not (levers or steps or indicators or pulled.contests):
        return None
    gains = {pull.favours for pull in pulled.pulls}
    return Binding(
        event=sight.event.id,
        levers=levers,
        contests=pulled.contests,
        steps=tuple(steps),
        indicators=indicators,
        favours=said or (gains.pop() if len(gains) == 1 else None),
        pulls=pulled.pulls,
        why=tuple(found.why),
    )


def _hints(
    step: str, met: Iterable[Matcher], sight: Sight, levers: Sequence[str], found: _Found
) -> list[tuple[str, str]]:
    """Return ("begun") where the event announces or tries the step, ("not-met") where it tells that it did not happen.

    An announcement is an event of an announcing category that fits everything else a matcher asks for;
    only a matcher that asks for words, or for both actor and recipient, is narrow enough for that.
    """
    factuality = sight.event.factuality
    for matcher in met:
        narrow = matcher.words or (matcher.actor and matcher.recipient)
        if factuality in ("planned", "attempted") and factuality not in matcher.factuality:
            wanted, state = replace(matcher, factuality=(factuality,)), "begun"
        elif factuality in ("did-not-happen", "denied") and factuality not in matcher.factuality:
            wanted, state = replace(matcher, factuality=(factuality,)), "not-met"
        elif narrow and sight.event.event in ANNOUNCING and matcher.event:
            wanted, state = replace(matcher, event=()), "begun"
        else:
            continue
        if fits(wanted, sight, levers):
            found.why.append(f"{found.file}:{matcher.line}: step {step} {state}")
            return [(step, state)]
    return []


def _fits(matcher: Matcher, sight: Sight, levers: Sequence[str], *, every: bool) -> bool:
    """Tell whether all given fields fit: of each list any member, or `every` one."""
    event = sight.event
    some = all if every else any
    return (
        _one(matcher.event, (event.event,), some)
        and _one(matcher.factuality, (event.factuality,), some)
        and _one(matcher.mode, () if event.mode is None else (event.mode,), some)
        and _one(matcher.context, event.contexts, some)
        and _one(matcher.lever, levers, some)
        and _named(matcher.actor, sight.actors, some)
        and _named(matcher.recipient, sight.recipients, some)
        and _named(matcher.place, sight.place, some)
        and (not matcher.words or some(any(holds(w, text) for text in sight.texts) for w in matcher.words))
    )


def _one(wanted: tuple[str, ...], present: Sequence[str], some: Some) -> bool:
    return not wanted or some(name in present for name in wanted)


def _named(wanted: tuple[str, ...], present: tuple[Names, ...], some: Some) -> bool:
    return not wanted or some(any(name in names for names in present) for name in wanted)
