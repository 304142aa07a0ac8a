"""Dates in English text, as EDTF counted from the day of publication.

What is left out of a value, and what is kept:
- A date without a year takes the one of the story that the text tells, where there is one (see `Story`), or else the
  one its tense calls for (see `Anchor.month_day`).
- `early`, `mid`, `late`, `the end of X` keep X: EDTF has no such words, and a sharper date would be invented.
- `by X` and `until X` are `../X`; `since X` is `X/..`; `before X` and `after X` leave X itself out.
- `about X` is `X~`; `a week ago` is a day, `three weeks ago` a day with `~`; `two years ago` is a year.
- `recently`, `now` are the anchor's year with `?` and marked vague, as is what the anchor is too coarse for.
- A time of day is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from watchfloor.reading.dates import calendar, relative
from watchfloor.reading.dates.anchor import Anchor, Tense
from watchfloor.reading.dates.point import Context, Kind, Point, Settle
from watchfloor.reading.dates.tense import tense_by_cues, was_said
from watchfloor.reading.dates.words import HOUR, NUMBER, SEASON
from watchfloor.terms.when import When

TellTense = Callable[[int, int], Tense]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A temporal expression: a half-open span of the text it was found in, its words and its time.

    when: None for durations, sets, and times that hang on something the text does not date.
    beyond: the time of what follows: `on 5 May, two days after the coup` puts the coup on 3 May.
    vague: the words name no certain time, or the anchor is too coarse for them.
    own: its year stands in the text, here or before; nothing of it is counted from the anchor.
    """

    start: int
    end: int
    text: str
    when: When | None
    vague: bool
    kind: Kind
    beyond: When | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """How far a text that tells of past years has come: dates without a year are of that year, not of the anchor's.

    aside: a look back in a text that speaks of its own day; there what is `said on 5 May` was said of late.
    """

    when: When
    aside: bool = False


def find_dates(
    text: str,
    *,
    anchor: When,
    tense: TellTense | None = None,
    before: When | None = None,
    story: Story | None = None,
) -> tuple[Dated, ...]:
    """Return the temporal expressions of a sentence or paragraph, in order, none overlapping.

    anchor: the day of publication; may be partial or unknown, then only known parts are kept.
    tense: tells the tense at a span of the text; by default cue words around it do.
    before: the time that the text before speaks of, from which `the next day` counts.
    story: the past that the text before tells of, if it does.
    """
    tell = tense or (lambda start, end: tense_by_cues(text, start, end))
    base, previous = Anchor.of(anchor), Anchor.of(before) if before else None
    found: list[Dated] = []
    for point in _joined(text, _points(text)):
        spoken = tell(point.start, point.end) if point.floats else "none"
        if point.floats and spoken in ("present", "none") and _is_usual(text, point, spoken):
            point = replace(point, kind="set")
        goes_on = story if story and _goes_on(text, point, story, spoken) else _runs_on(text, found, point, spoken)
        dated = _dated(text, point, Context(base, previous, spoken, Anchor.of(goes_on.when) if goes_on else None))
        if point.unsure and dated.when is None:
            continue
        if point.back is not None and previous is not None and (found or point.onward):
            dated = _apart(dated, point, previous, told=bool(found))
        while found and found[-1].end > dated.start:
            found.pop()
        found.append(dated)
        if dated.when is not None and dated.kind == "date" and not dated.vague:
            previous = Anchor.of(dated.when)
            if dated.own and (story or _OPENING.fullmatch(text, 0, dated.start)) and not aside(text, dated.start):
                story = Story(when=dated.when, aside=story is None or story.aside) if previous.year else None
    return tuple(found)


def aside(text: str, start: int) -> bool:
    """Tell whether a date stands in brackets: a life's years, a work's, a season's."""
    return text.count("(", 0, start) > text.count(")", 0, start)


#: Before a date that opens its sentence: what follows is of that year.
_OPENING = re.compile(r"\W*(?:[A-Z]\w+\s)?(?:[\w-]+\s){0,3}")


#: Words of what is so every year or week: `the road is usually closed in January`.
_USUAL = re.compile(
    r"\b(?:usually|often|typically|always|normally|generally|regularly|commonly|per\s(?:day|week|month|year)|(?:each|every)\s(?:week|month|year)"
    r"|(?:mornings|afternoons|evenings|nights|weekends|weekdays)|daily|(?:high|low|rainy|dry|wet|peak|tourist)\sseason|temperatures?"
    r"|best\s(?:time|months?|season)|closed\son|open\s(?:daily|from|on))\b",
    re.IGNORECASE,
)
_SEASON_ALONE = re.compile(rf"(?:(?:the|in|during|all)\s)*{SEASON}", re.IGNORECASE)


def _is_usual(text: str, point: Point, tense: Tense) -> bool:
    """Tell whether a date comes round: `in winter the pass is dangerous`."""
    alone = tense == "present" and _SEASON_ALONE.fullmatch(text, point.start, point.end) is not None
    return alone or _USUAL.search(text) is not None


_NEXT_ITEM = re.compile(r",?\s(?:and\s)?(?:the\s)?[A-Z][^,;:.]{0,60}\s(?:in|on)\s")


def _runs_on(text: str, found: list[Dated], point: Point, tense: Tense) -> Story | None:
    """Return where a list of months has come: `Rome in December, Vienna in January, Prague in March`."""
    last = found[-1] if found else None
    if last is None or last.when is None or last.vague or not point.floats or tense not in ("present", "none"):
        return None
    months = Anchor.of(last.when).month is not None and "/" not in last.when.text
    listed = _NEXT_ITEM.fullmatch(text, last.end, point.start) is not None
    return Story(when=last.when) if months and listed else None


def _goes_on(text: str, point: Point, story: Story, tense: Tense) -> bool:
    """Tell whether a date without a year is one of the story's; a look back ends where the tense or a saying does."""
    if tense == "future":
        return False
    return not story.aside or (tense == "past" and not was_said(text, point.start))


def _apart(dated: Dated, point: Point, previous: Anchor, *, told: bool) -> Dated:
    """Date what follows `two days after` from the date told before it; else the event told from the text before."""
    count = point.back if told else point.offset
    value = count(previous) if count and previous.exact_day else None
    if value is None:
        return dated
    return replace(dated, beyond=When(value)) if told else replace(dated, when=When(value), kind="date", vague=False)


_RULES = (*calendar.RULES, *relative.RULES)
_TRIGGER = re.compile(f"{calendar.TRIGGER}|{relative.TRIGGER}", re.IGNORECASE)


def _points(text: str) -> list[Point]:
    """Return the temporal expressions of a text; of two that overlap the first, and of those the longest."""
    if _TRIGGER.search(text) is None:
        return []
    found = [point for pattern, build in _RULES for m in pattern.finditer(text) if (point := build(m)) is not None]
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Point] = []
    for point in found:
        if not kept or point.start >= kept[-1].end:
            kept.append(point)
    return kept


_PART = r"(?:the\s)?(?:(?:early|mid|late|end\sof|beginning\sof)[\s-])?"
_TO = re.compile(rf"\s(?:to|through|thru|until|till|up\sto)\s{_PART}$|\s?[-–—]\s?$")
_AND = re.compile(rf"\sand\s{_PART}$")
_LISTED = re.compile(r",?\s(?:and|or)\s(?:in\s|on\s)?")
_FROM = re.compile(rf"\b(?:from|between)\s{_PART}$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s{_PART}$", re.IGNORECASE)


def _joined(text: str, found: list[Point]) -> list[Point]:
    """Join `from A to B`, `between A and B`, `A–B` and `two days after A` into one point."""
    joined: list[Point] = []
    for point in found:
        if joined and _is_distance(text, joined[-1], point):
            joined[-1] = _counted(joined[-1], point)
        elif joined and _is_range(text, joined[-1], point):
            first = joined[-1]
            led = _FROM.search(text, max(0, first.start - 24), first.start)
            joined[-1] = _range(first, point, led.start() if led else first.start)
        else:
            if joined and not point.floats and _LISTED.fullmatch(text, joined[-1].end, point.start):
                joined[-1] = replace(joined[-1], settle=_in_year_of(joined[-1], point))
            joined.append(point)
    return joined


def _is_distance(text: str, first: Point, second: Point) -> bool:
    return first.offset is not None and second.kind == "date" and text[first.end : second.start] in (" ", " the ")


def _is_range(text: str, first: Point, second: Point) -> bool:
    if first.kind != "date" or second.kind != "date" or first.vague or second.vague or second.start - first.end > 24:
        return False
    if _TO.match(text, first.end, second.start):
        return True
    return bool(
        _AND.match(text, first.end, second.start) and _BETWEEN.search(text, max(0, first.start - 24), first.start)
    )


def _counted(distance: Point, base: Point) -> Point:
    """Count `two days after` from the date that follows it."""

    def settle(context: Context) -> str | None:
        value = base.settle(context)
        return distance.offset(Anchor.of_text(value)) if value and distance.offset else None

    return Point(start=distance.start, end=base.end, settle=settle, floats=base.floats)


def _in_year_of(first: Point, second: Point) -> Settle:
    """Give a date without a year the one of the full date that follows it: `March and April 2019`."""

    if not first.floats:
        return first.settle

    def settle(context: Context) -> str | None:
        value = second.settle(context)
        full = value is not None and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", value)
        return first.settle(_from(context, value, "past") if full else context)

    return settle


def _range(first: Point, second: Point, start: int) -> Point:
    """Keep the ends in order; of a range yet to end only the end is surely ahead."""

    def settle(context: Context) -> str | None:
        if first.floats and (not second.floats or context.tense == "future"):
            last = second.settle(context)
            begin = first.settle(_from(context, last, "past"))
        else:
            begin = first.settle(context)
            last = second.settle(_from(context, begin, "future") if second.floats else context)
        if begin is None or last is None:
            return begin or last
        first_day, last_day = When(begin).lower, When(last).upper
        if first_day and last_day and first_day > last_day:
            return None
        return f"{begin.partition('/')[0]}/{last.rpartition('/')[2]}"

    return Point(start=start, end=second.end, settle=settle, floats=first.floats or second.floats)


def _from(context: Context, value: str | None, tense: Tense) -> Context:
    return replace(context, anchor=Anchor.of_text(value), tense=tense, story=None) if value else context


_PART_OF = re.compile(
    r"\b(?:the\s)?(?:early|mid|late|(?:very\s)?(?:beginning|start|middle|end|close|turn|rest|remainder)\sof|end|year"
    rf"|(?:first|second|third|last|final|opening|closing)\s(?:{NUMBER}\s)?(?:days?|weeks?|weekend|months?|half)\sof)"
    r"[-\s](?:the\s)?$",
    re.IGNORECASE,
)
_LEFT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{words})\s(?:{HOUR})?(?:the\s)?(?:year\s)?$", re.IGNORECASE), bound)
    for words, bound in (
        (r"not\suntil|as\searly\sas|as\slate\sas", "at"),
        (
            r"(?:ever\s)?since|no\searlier\sthan|starting(?:\s(?:in|on|from))?|beginning(?:\s(?:in|on))?|effective(?:\sas\sof)?|as\s(?:from|of)"
            r"|with\seffect\sfrom",
            "since",
        ),
        (r"not\sbefore", "since"),
        (r"until|till|up\sto|through|by|no\slater\sthan|not\slater\sthan", "until"),
        (r"before|prior\sto|earlier\sthan|ahead\sof|pre", "before"),
        (r"after|following|later\sthan|post", "after"),
        (
            r"around|about|circa|ca\.|c\.|ca|c|approximately|roughly|sometime\s(?:in|around)|some\stime\s(?:in|around)",
            "about",
        ),
    )
)
#: `after the 2008 crisis`: the year is the crisis's, and bounds nothing.
_THE_YEAR = re.compile(r"\sthe\s\d{4}$")
#: `after Friday's attack` is on Friday, or later than a day that the words do not tell.
_OWNS = ("'s ", "’s ")
_HOUR_BEFORE = re.compile(r"\son\s(?:the\s)?$")
#: What is yet to come `from Monday` does not end with it.
_FROM_ON = re.compile(r"\bfrom\s(?:midnight\son\s)?(?:the\s)?$", re.IGNORECASE)
_ONWARDS = re.compile(
    r"\s?[-–—]\s?present\b|\sto\s(?:the\s)?present\b|\s(?:onwards?|on(?=[.,;)]|$)|and\s(?:after|later|beyond)|forward)\b(?!\s(?:the|a)\b)"
)


def _dated(text: str, point: Point, context: Context) -> Dated:
    """Give a point its time, with the words to its left that bound it."""
    if point.kind != "date":
        return _make(text, point, point.start, None)
    value = point.settle(context)
    own = value is not None and value == point.settle(replace(context, anchor=Anchor()))
    start, end, bound = point.start, point.end, "at"
    part = _PART_OF.search(text, max(0, start - 32), start)
    start = part.start() if part else start
    for pattern, name in _LEFT:
        led = pattern.search(text, max(0, start - 24), start)
        if led:
            if not _bounds_nothing(text, led, end, name, context.tense):
                start, bound = led.start(), name
            break
    ahead = context.tense == "future" or (value is not None and _after(When(value), context.anchor))
    if bound == "at" and ahead and (led := _FROM_ON.search(text, max(0, start - 16), start)):
        start, bound = led.start(), "since"
    onwards = _ONWARDS.match(text, end)
    if onwards and bound == "at":
        bound, end = "since", onwards.end()
    vague = point.vague or value is None or value.endswith("?")
    if part and bound in ("before", "after"):
        bound = "until" if bound == "before" else "since"
    when = _bounded(value, bound) if value else None
    return _make(text, replace(point, end=end, vague=vague), start, when, own=own)


def _after(when: When, anchor: Anchor) -> bool:
    return anchor.year is not None and when.lower is not None and when.lower > anchor.last


def _bounds_nothing(text: str, led: re.Match[str], end: int, bound: str, tense: Tense) -> bool:
    """Tell whether a word that could bound a date does not: `after the 2008 crisis`, `sat there through Friday`."""
    if tense == "past" and led[0].lower().startswith("through"):
        return True
    owned = text.startswith(_OWNS, end) or _HOUR_BEFORE.search(led[0]) is not None
    return _THE_YEAR.search(text[led.start() : end]) is not None or (owned and bound in ("before", "after"))


def _make(text: str, point: Point, start: int, value: str | None, *, own: bool = False) -> Dated:
    return Dated(
        start=start, end=point.end, text=text[start : point.end], when=When(value) if value else None,
        vague=point.vague, kind=point.kind, own=own,
    )  # fmt: skip


def _bounded(value: str, bound: str) -> str:
    first, _, last = value.partition("/")
    when = When(value)
    if bound == "about":
        return value if "/" in value or not when.exact else value + "~"
    if bound == "since":
        return f"{first}/.."
    if bound == "until":
        return f"../{last or first}"
    if bound in ("before", "after"):
        if when.lower is None or when.upper is None:
            return f"../{first}" if bound == "before" else f"{last or first}/.."
        day = when.lower - timedelta(1) if bound == "before" else when.upper + timedelta(1)
        edge = _as_coarse(day, first if bound == "before" else last or first)
        return f"../{edge}" if bound == "before" else f"{edge}/.."
    return value


def _as_coarse(day: date, like: str) -> str:
    """Write a day as coarsely as another value: before 2018 is up to 2017, not up to 2017-12-31."""
    plain = re.fullmatch(r"\d{4}(-(?:0\d|1[0-2]))?", like)
    return day.isoformat()[: len(like)] if plain else day.isoformat()
