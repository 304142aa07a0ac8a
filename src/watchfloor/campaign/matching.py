"""Which events count for which lever, step, indicator and contest, and which matcher says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from watchfloor.campaign.direction import Contested, contested, pulls
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
    return bind_sights(sights(view, campaign, world), campaign)


def bind_sights(seen: Iterable[Sight], campaign: Campaign) -> tuple[Binding, ...]:
    """Return what the campaign sees in each event, in the order given; unbound events are left out."""
    asked: dict[tuple[str, str], _Asked] = {}
    over = contested(campaign)
    bound = []
    for sight in seen:
        kind = (sight.event.event, sight.event.factuality)
        if kind not in asked:
            asked[kind] = _asked(campaign, *kind)
        bound.append(_bind(sight, campaign, over, asked[kind]))
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is left to ask of an event of one category and factuality: (key, turn, matcher) in file order."""

    levers: tuple[tuple[str, str, Matcher], ...]
    steps: tuple[tuple[str, str, Matcher], ...]
    hints: tuple[tuple[str, str, Matcher], ...]
    indicators: tuple[tuple[str, str, Matcher], ...]


def _asked(campaign: Campaign, category: str, factuality: str) -> _Asked:
    def rest(key: str, turn: str, matchers: Iterable[Matcher]) -> list[tuple[str, str, Matcher]]:
        may = [m for m in matchers if (not m.event or category in m.event) and factuality in m.factuality]
        return [(key, turn, replace(m, event=(), factuality=())) for m in may]

    steps = campaign.processes
    turns = [rest(step.key, turn, ms) for step in steps for turn, ms in (("met", step.met), ("lost", step.lost))]
    hints = [(step.key, *hint) for step in steps for m in step.met for hint in _hints(m, category, factuality)]
    return _Asked(
        levers=tuple(row for x in campaign.levers for row in rest(x.key, "", x.matches)),
        steps=tuple(row for rows in turns for row in rows),
        hints=tuple(hints),
        indicators=tuple(row for x in campaign.indicators for row in rest(x.key, "", x.when)),
    )


def _hints(met: Matcher, category: str, factuality: str) -> list[tuple[str, Matcher]]:
    """Return what of a `met` matcher an event may fit without meeting the step, and what that makes of the step.

    "begun" where the event is planned or was tried, or announces the step: it is of an announcing category and
    fits all else; only a matcher that asks for words, or for actor and recipient, is narrow enough for that.
    "not-met" where the event tells that it did not happen.
    """
    narrow = met.words or (met.actor and met.recipient)
    same = not met.event or category in met.event
    if same and factuality in ("planned", "attempted") and factuality not in met.factuality:
        return [("begun", replace(met, factuality=(factuality,)))]
    if same and factuality in ("did-not-happen", "denied") and factuality not in met.factuality:
        return [("not-met", replace(met, factuality=(factuality,)))]
    if not same and narrow and category in ANNOUNCING and factuality in met.factuality:
        return [("begun", replace(met, event=()))]
    return []


def _bind(sight: Sight, campaign: Campaign, over: Contested, asked: _Asked) -> Binding | None:
    levers = _hits(asked.levers, sight, ())
    bound = tuple(dict.fromkeys(key for key, _, _ in levers))
    steps = _hits(asked.steps, sight, bound)
    turned = {key for key, _, _ in steps}
    hints = [hit for hit in _hits(asked.hints, sight, bound) if hit[0] not in turned]
    signs = _hits(asked.indicators, sight, bound)
    spoken = [("lever", levers), ("step", steps), ("step", hints), ("indicator", signs)]
    favours = {m.favours for _, hits in spoken[:2] + spoken[3:] for _, _, m in hits if m.favours is not None}
    said = next(iter(favours)) if len(favours) == 1 else None
    pulled = pulls(sight, over, said, settled=len(favours) <= 1, bound=bool(levers))
    if not (levers or steps or hints or signs or pulled.contests):
        return None
    gains = {pull.favours for pull in pulled.pulls}
    both = [f"bound both ways ({', '.join(sorted(favours))}): no direction"] if len(favours) > 1 else []
    why = [f"{campaign.path}:{m.line}: {what} {key} {turn}".rstrip() for what, hits in spoken for key, turn, m in hits]
    return Binding(
        event=sight.event.id,
        levers=bound,
        contests=pulled.contests,
        steps=tuple(dict.fromkeys((key, turn) for key, turn, _ in (*steps, *hints))),
        indicators=tuple(dict.fromkeys(key for key, _, _ in signs)),
        favours=said or (gains.pop() if len(gains) == 1 else None),
        pulls=pulled.pulls,
        why=(*why, *both, *pulled.why),
    )


def _hits(
    rows: Iterable[tuple[str, str, Matcher]], sight: Sight, levers: Sequence[str]
) -> list[tuple[str, str, Matcher]]:
    return [row for row in rows if fits(row[2], sight, levers)]


def _fits(matcher: Matcher, sight: Sight, levers: Sequence[str], *, every: bool) -> bool:
    """Tell whether all given fields fit: of each list any member, or `every` one."""
    event, m = sight.event, matcher
    some = all if every else any
    return (
        (not m.event or _one(m.event, (event.event,), some))
        and (not m.factuality or _one(m.factuality, (event.factuality,), some))
        and (not m.mode or _one(m.mode, () if event.mode is None else (event.mode,), some))
        and (not m.context or _one(m.context, event.contexts, some))
        and (not m.lever or _one(m.lever, levers, some))
        and (not m.actor or _named(m.actor, sight.actors, some))
        and (not m.recipient or _named(m.recipient, sight.recipients, some))
        and (not m.place or _named(m.place, sight.place, some))
        and (not m.words or some(any(holds(w, text) for text in sight.texts) for w in m.words))
    )


def _one(wanted: tuple[str, ...], present: Sequence[str], some: Some) -> bool:
    return some(name in present for name in wanted)


def _named(wanted: tuple[str, ...], present: tuple[Names, ...], some: Some) -> bool:
    return some(any(name in names for names in present) for name in wanted)
