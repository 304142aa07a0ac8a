"""What a matcher asks of an event, and by which of its fields it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from watchfloor.campaign.sight import Names, Sight, Tokens, tokens
from watchfloor.terms import Event, Matcher

Some = Callable[[Iterable[bool]], bool]

#: How many other words may stand between two words of a phrase: "price of natural gas" holds "price gas".
PHRASE_GAP = 2


def fits(matcher: Matcher, sight: Sight, levers: Sequence[str] = ()) -> bool:
    """Tell whether an event is what a matcher asks for.

    levers: the levers that bound the event. Every field given must fit; a list means any of its members;
    in `all_of` every member of every list must fit; an event that fits all of `not_` is excluded.
    """
    return of_kind(matcher, sight.event) and told(matcher, sight, levers)


def of_kind(matcher: Matcher, event: Event) -> bool:
    """Tell whether category and factuality are among those that a matcher asks for; the cheapest question first."""
    return _one(matcher.event, (event.event,), any) and _one(matcher.factuality, (event.factuality,), any)


def told(matcher: Matcher, sight: Sight, levers: Sequence[str]) -> bool:
    """Tell whether all else than category and factuality fits."""
    if not _rest(matcher, sight, levers, any):
        return False
    every, none = matcher.all_of, matcher.not_
    if every is not None and not (_kind(every, sight, all) and _rest(every, sight, levers, all)):
        return False
    return none is None or not (_kind(none, sight, any) and _rest(none, sight, levers, any))


def by_what(matcher: Matcher, sight: Sight) -> str:
    """Return by which words and parties an event that fits does so: actor gazprom, words “price”."""
    parts = [matcher] if matcher.all_of is None else [matcher, matcher.all_of]
    actors = [name for part in parts for name in part.actor if _named((name,), sight.actors, any)]
    recipients = [name for part in parts for name in part.recipient if _named((name,), sight.recipients, any)]
    words = [f"“{phrase}”" for part in parts for phrase in part.words if says(phrase, sight)]
    found = (("actor", actors), ("recipient", recipients), ("words", words))
    return ", ".join(f"{field} {', '.join(dict.fromkeys(names))}" for field, names in found if names)


def says(phrase: str, sight: Sight) -> bool:
    """Tell whether a sentence that reports the event holds a phrase."""
    wanted = tokens(phrase)
    if not wanted or not sight.words.issuperset(wanted):
        return False
    return len(wanted) == 1 or any(holds(phrase, text) for text in sight.texts)


def holds(phrase: str, text: Tokens) -> bool:
    """Tell whether a text holds the words of a phrase in order, at most PHRASE_GAP other words between two of them."""
    wanted = tokens(phrase)
    if not wanted:
        return False
    ends = {i for i, word in enumerate(text) if word == wanted[0]}
    for word in wanted[1:]:
        ends = {j for i in ends for j in range(i + 1, min(i + 2 + PHRASE_GAP, len(text))) if text[j] == word}
    return bool(ends)


def _kind(part: Matcher, sight: Sight, some: Some) -> bool:
    return _one(part.event, (sight.event.event,), some) and _one(part.factuality, (sight.event.factuality,), some)


def _rest(m: Matcher, sight: Sight, levers: Sequence[str], some: Some) -> bool:
    """Tell whether all given fields fit, category and factuality apart: of each list `some` members."""
    event = sight.event
    return (
        (not m.actor or _named(m.actor, sight.actors, some))
        and (not m.recipient or _named(m.recipient, sight.recipients, some))
        and (not m.mode or _one(m.mode, () if event.mode is None else (event.mode,), some))
        and (not m.context or _one(m.context, event.contexts, some))
        and (not m.lever or _one(m.lever, levers, some))
        and (not m.place or _named(m.place, sight.place, some))
        and (not m.words or some([says(phrase, sight) for phrase in m.words]))
    )


def _one(wanted: tuple[str, ...], present: Sequence[str], some: Some) -> bool:
    return not wanted or some([name in present for name in wanted])


def _named(wanted: tuple[str, ...], present: tuple[Names, ...], some: Some) -> bool:
    return some([any(name in names for names in present) for name in wanted])
