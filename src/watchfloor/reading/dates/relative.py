"""Dates counted from the anchor or from the date before: last week, two years ago, the next day."""

from __future__ import annotations

import re

from watchfloor.reading.dates import words
from watchfloor.reading.dates.anchor import Anchor, Tense
from watchfloor.reading.dates.point import Build, Context, Point, compiled, fixed, interval, point_at
from watchfloor.reading.dates.words import DAYPART, MONTH_ALONE, NUMBER, PART, SEASON, SOME, UNIT, WEEKDAY, bare
from watchfloor.terms.when import When

_STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1, "ensuing": 1}
_END_OF = re.compile(
    r"\b(?:end|close|rest|remainder|start|beginning|middle|later in|earlier in)(?:\sof)?\s$", re.IGNORECASE
)
#: Units that people count loosely, in the smaller unit that EDTF can say.
_ROUGH = {
    "week": ("day", 7),
    "weekend": ("day", 7),
    "fortnight": ("day", 14),
    "decade": ("year", 10),
    "century": ("year", 100),
}
#: Before `that July`, which points to the time told: not `said that Monday's vote`.
_POINTS = re.compile(
    r"(?:^|[.;!?\"“”]\s|\b(?:in|on|by|of|since|until|from|during|before|after|later|early|late)\s|,\s)$", re.IGNORECASE
)
_ANAPHORA = ("that", "same", "following", "previous", "preceding", "ensuing")


def _count(base: Anchor, unit: str, steps: float) -> str | None:
    """Return the unit some steps from a base; weeks, decades and halves are counted in a smaller unit.

    A week is told to the day, several weeks are not.
    """
    if unit in ("second", "minute", "hour"):
        return base.unit("day", round(steps / 24) if unit == "hour" else 0)
    if unit in _ROUGH:
        smaller, size = _ROUGH[unit]
        value = base.unit(smaller, round(steps * size))
        return value if unit in ("week", "fortnight") and abs(steps) == 1 else _about(value)
    if steps % 1 and unit == "year":
        return base.unit("month", round(steps * 12))
    return base.unit(unit, round(steps)) if unit != "generation" else None


def _about(value: str | None) -> str | None:
    return value + "~" if value and value[-1] not in "?~" else value


def _mod(m: re.Match[str]) -> str:
    """Return the word that steps; `that same` is `same`, `this past` is `past`."""
    return str(m["mod"]).lower().split()[-1]


def _relative(m: re.Match[str]) -> Point:
    """`this year`, `last week`, `the following month`, `earlier this year`."""
    mod, unit, shift = _mod(m), words.unit(m["u"]), (m["part_of"] or "").lower()
    steps = _STEPS.get(mod, 0)
    back = mod in _ANAPHORA or (mod == "next" and unit == "day")

    def settle(context: Context) -> str | None:
        if back and context.previous is None and (mod in ("that", "same") or context.tense == "past"):
            return None
        base = (context.previous if back else None) or context.anchor
        if unit == "weekend" and mod == "this" and context.tense == "past":
            return _past_weekend(base)
        value = base.unit("week", 2 * steps) if unit == "fortnight" else base.unit(unit, steps)
        if not value or value[-1] == "?" or steps or back or shift not in ("earlier", "later"):
            return value
        return _since_start(value, base) if shift == "earlier" else _till_end(value, base)

    return point_at(m, settle, floats=unit == "weekend" or (back and steps > 0))


def _part_so_far(m: re.Match[str]) -> Point:
    """`earlier in the week`, `later in the month`: up to the anchor, or from it on."""

    def settle(context: Context) -> str | None:
        value = context.anchor.unit(m["u"].lower())
        if not value or value[-1] == "?":
            return value
        return (_since_start if m["shift"].lower() == "earlier" else _till_end)(value, context.anchor)

    return point_at(m, settle)


def _one_further(m: re.Match[str]) -> Point:
    """`the week before last`, `the month after next`."""
    return point_at(m, lambda c: c.anchor.unit(m["u"].lower(), -2 if m["last"] else 2))


def _past_weekend(base: Anchor) -> str | None:
    return base.unit("weekend", -1 if base.exact_day and base.exact_day.weekday() < 5 else 0)


_LEADS_WEEKEND = re.compile(r"\b(?:over|at|during|throughout|through|since|for|spent)\s$", re.IGNORECASE)


def _the_weekend(m: re.Match[str]) -> Point | None:
    """`over the weekend`: the last one, unless the clause looks ahead."""
    if _LEADS_WEEKEND.search(m.string, max(0, m.start() - 11), m.start()) is None:
        return None
    return point_at(
        m, lambda c: c.anchor.unit("weekend") if c.tense == "future" else _past_weekend(c.anchor), floats=True
    )


def _since_start(value: str, base: Anchor) -> str:
    when = When(value)
    return f"{when.lower}/{base.text}" if _finer(base, when) else value


def _till_end(value: str, base: Anchor) -> str:
    when = When(value)
    return f"{base.text}/{when.upper}" if _finer(base, when) else value


def _finer(base: Anchor, when: When) -> bool:
    return (when.lower, when.upper) != (base.first, base.last)


def _this_unit(m: re.Match[str]) -> Point | None:
    """`the end of the year`; `the year` alone names no time."""
    if m["u"] and _END_OF.search(m.string, max(0, m.start() - 14), m.start()) is None:
        return None
    unit = (m["u"] or "year").lower()
    return point_at(m, lambda c: c.anchor.unit(unit))


def _that_name(m: re.Match[str]) -> Point | None:
    """`that July`, `that Tuesday`, `later that spring`: of the year or week of the time told, or else the past one."""
    name = m["name"]
    if _POINTS.search(m.string, max(0, m.start("that") - 8), m.start("that")) is None:
        return None

    def settle(context: Context) -> str | None:
        told = context.previous
        if name.endswith("day"):
            weekday = words.weekday_number(name)
            own = _weekday_of(told, weekday, 0, "past") if told and told.exact_day else None
            return own or context.anchor.weekday(weekday, "past")
        if name.lower() in words.SEASONS:
            season = words.SEASONS[name.lower()]
            return f"{told.year:04d}-{season}" if told and told.year else context.anchor.season(season, "past")
        month = words.month_number(name)
        return told.month_from(month, 0) if told and told.year else context.anchor.month_day(month, None, "past")

    return point_at(m, settle)


def _relative_name(m: re.Match[str]) -> Point:
    """`last Friday`, `next May`, `this winter`: named days, months and seasons counted from the anchor."""
    mod, name = _mod(m), m["name"]
    steps = _STEPS.get(mod, 0)
    tense: Tense = "future" if steps > 0 else "past"

    def settle(context: Context) -> str | None:
        base = (context.previous if mod in _ANAPHORA else None) or context.anchor
        if mod in _ANAPHORA and steps and base.month is None:
            base = Anchor(base.year, 12 if steps > 0 else 1)  # `In 1943 … The following May`
        if name.lower() in words.SEASONS:
            return base.season(words.SEASONS[name.lower()], tense if steps else context.tense, strictly=bool(steps))
        if name.endswith("day"):
            return _weekday_of(base, words.weekday_number(name), steps, tense)
        return base.month_from(words.month_number(name), steps)

    return point_at(m, settle, floats=not steps)


def _weekday_of(base: Anchor, weekday: int, steps: int, tense: Tense) -> str | None:
    if steps:
        return base.weekday(weekday, tense, strictly=True)
    week = base.unit("week")
    return Anchor.of_text(week.partition("/")[0]).weekday(weekday, "future") if week and "/" in week else week


_NEAR = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "last night": -1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


#: What lasts `today` happens on no day: it is still so.
_LASTING = re.compile(r"\b(?:still|remains?|known|survives?|lives?\son|exists?)\s(?:[a-z]+\s){0,3}$|\bwhat\sis\s$")


def _near_day(m: re.Match[str]) -> Point:
    if m[0].lower() == "today" and _LASTING.search(m.string, max(0, m.start() - 40), m.start()):
        return _vague(m)
    steps = _NEAR[re.sub(r"^(?:early|earlier|late|later)\s", "", re.sub(r"\s+", " ", m[0].lower()))]
    return point_at(m, lambda c: c.anchor.unit("day", steps))


def _weekday(m: re.Match[str]) -> Point:
    """`Monday`; `Monday week` is the one after the next; `on a Monday` is no day that one could tell."""
    if m.string.endswith(" a ", 0, m.start()) and not m.string.startswith((" in ", " of "), m.end()):
        return _set(m)
    weekday = words.weekday_number(m["w"])

    def settle(context: Context) -> str | None:
        if not m["week"]:
            return context.anchor.weekday(weekday, context.tense)
        coming = context.anchor.weekday(weekday, "future", strictly=True)
        return coming and Anchor.of_text(coming).unit("day", 7)

    return point_at(m, settle, floats=True)


def _away(m: re.Match[str]) -> Point:
    """`two years ago` (from the anchor); `two years later` (from the date named before it)."""
    unit, direction = words.unit(m["u"]), m["dir"].lower()
    if m["n"] is None:
        recent = direction == "ago" and unit in ("hour", "day", "week")
        return _vague_unit(m) if recent else point_at(m, fixed(None), vague=True)
    steps = words.number(m["n"]) * (-1 if direction in ("ago", "earlier") else 1)

    def settle(context: Context) -> str | None:
        base = context.previous if direction in ("later", "earlier") else context.anchor
        if base is None and direction == "earlier":
            base = context.anchor
        value = _count(base, unit, steps) if base else None
        return _about(value) if m["about"] else value

    return point_at(m, settle)


_ENDS = re.compile(r"[.,;:)]|$|\s(?P<that>that|this|then)\b(?!\s\w)")


def _offset(m: re.Match[str]) -> Point:
    """`the day after`, `two years before`: a distance from the date after it, or else from the one before it.

    `Point.offset` counts from what follows to the event told, `Point.back` the other way.
    """
    unit, sign = words.unit(m["u"]), -1 if m["dir"].lower() == "before" else 1
    steps = sign * words.number("one" if m["n"].lower() == "the" else m["n"])
    vague = m["n"].lower() == "the"
    closed = _ENDS.match(m.string, m.end())

    def settle(context: Context) -> str | None:
        base = context.previous or (context.anchor if sign < 0 and closed and not closed["that"] else None)
        return _count(base, unit, steps) if closed and base else None

    return Point(
        start=m.start(),
        end=m.end(),
        settle=settle,
        kind="date" if vague or closed else "duration",
        vague=vague and not closed,
        offset=lambda base: _count(base, unit, steps),
        back=None if closed else lambda base: _count(base, unit, -steps),
        onward=vague and sign > 0,
    )


def _span(m: re.Match[str]) -> Point:
    """`in the past two years`, `over the next few months`, `within three months`."""
    parts, unit = m.groupdict(), words.unit(m["u"])
    within = parts["dir"].lower() == "within"
    forward = within or parts["dir"].lower() in ("next", "coming", "following")
    if parts.get("some"):
        return _vague_unit(m)
    steps = words.number(parts.get("n") or "one") * (1 if forward else -1)

    def settle(context: Context) -> str | None:
        start = context.previous if within and context.tense == "past" else context.anchor
        if start is None:
            return None
        other, base = _count(start, unit, steps), start.text
        if other is None or base is None or other[-1] == "?":
            return other
        other = other.rstrip("~")
        return interval(base, other) if forward else interval(other, base)

    return point_at(m, settle, floats=within)


def _vague_unit(m: re.Match[str]) -> Point:
    """`in recent weeks`: the anchor's month with `?`; of months and years its year."""
    unit = next(words.unit(word) for name, word in m.groupdict().items() if name in ("u", "u2") and word)
    coarse = "month" if unit in ("hour", "day", "week", "weekend", "fortnight") else "year"

    def settle(context: Context) -> str | None:
        value = context.anchor.unit(coarse)
        return value and value.rstrip("?") + "?"

    return point_at(m, settle, vague=True)


def _vague(m: re.Match[str]) -> Point:
    return point_at(m, lambda c: None if c.anchor.year is None else f"{c.anchor.year:04d}?", vague=True)


def _open(m: re.Match[str]) -> Point:
    return point_at(m, lambda c: c.anchor.text and c.anchor.text + "/..", vague=True)


def _duration(m: re.Match[str]) -> Point:
    return Point(start=m.start(), end=m.end(), settle=fixed(None), kind="duration")


def _set(m: re.Match[str]) -> Point:
    return Point(start=m.start(), end=m.end(), settle=fixed(None), kind="set")


_ABOUT = (
    r"(?:(?P<about>about|around|nearly|almost|roughly|approximately|some|over|more\sthan|less\sthan|at\sleast|up\sto"
    r"|just\sover|just\sunder)\s)?"
)
_MOD = (
    r"(?:this\s(?:past|coming)|this|last|past|previous|preceding|next|coming|following|ensuing|(?:that\s)?same|current)"
)
_NAMED = rf"{WEEKDAY}|{SEASON}|{bare(MONTH_ALONE)}"
_CLOSE = r"(?=[.,;:)]|\s(?:and|but|the|to|with|for|as)\b|$)"
_OFTEN = r"annually|annual|daily|weekly|monthly|yearly|quarterly"

_TABLE: tuple[tuple[str, bool, Build], ...] = (
    (r"\bthe\s(?P<dir>past)\s(?P<u>month|year|decade|century)\b", False, _span),
    (rf"\b(?:the\s)?(?:{PART}\s)?(?:the\s)?(?P<mod>{_MOD}|that)\s"
     r"(?P<u>(?<!last\s)(?<!past\s)day|week|weekend|fortnight|month|quarter|year|decade|century)\b"
     rf"(?!-|\sof\s(?:the\b|\d|{bare(MONTH_ALONE)}))", False, _relative),
    (rf"\b(?:the\s)?(?:{PART}\s)?(?P<mod>{_MOD})\s(?P<name>{_NAMED})\b", True, _relative_name),
    (rf"\b(?:{PART}\s)?(?P<that>[Tt]hat)\s(?P<name>{_NAMED})\b(?!['’])", True, _that_name),
    (r"the\sweekend\b(?!\sof)", False, _the_weekend),
    (r"\bthe\s(?P<u>week|weekend|month|year)\s(?:before\s(?P<last>last)|after\snext)\b", False, _one_further),
    (r"\b(?P<shift>earlier|later)\sin\sthe\s(?P<u>week|month|year)\b", False, _part_so_far),
    (rf"\bthe\s(?P<u>week|month|quarter|year|decade|century)\b{_CLOSE}|\byear[-\s]end\b", False, _this_unit),
    (r"\b(?:the\sday\s(?:before\syesterday|after\stomorrow)|yesterday|(?:(?:earlier|later)\s)?today|tomorrow|tonight"
     r"|(?:(?:early|earlier|late|later)\s)?this\s(?:morning|afternoon|evening)|last\snight)\b",
     False, _near_day),
    (rf"(?<!\bGood\s)(?<!\bBlack\s)(?<!\bBloody\s)\b(?P<w>{WEEKDAY})\b(?:(?P<week>\sweek\b(?!-))|\s{DAYPART}\b(?!-|\s[A-Z]))?(?!\sthe\s\d|\s(?:(?:Night|Morning)\s[A-Z]|(?:Times|Mail)\b))",
     True, _weekday),
    (rf"\b{_ABOUT}(?:(?P<n>{NUMBER})|{SOME})[-\s](?P<u>{UNIT}s?)\s(?P<dir>ago|earlier|later|from\snow|hence)\b",
     False, _away),
    (rf"\b(?P<n>{NUMBER}|the)[-\s](?P<u>{UNIT}s?)\s(?P<dir>after|before|following)\b", False, _offset),
    (rf"\b(?:the\s)?(?P<dir>past|last|previous|next|coming|following)\s(?:(?P<n>{NUMBER})|(?P<some>{SOME}))[-\s](?P<u>{UNIT}s?)\b(?!\sof\b)",
     False, _span),
    (rf"\b(?P<dir>within)\s(?:the\snext\s)?(?P<n>{NUMBER})[-\s](?P<u>{UNIT}s?)\b(?!\sof\b(?!\s(?:the|that)\b))",
     False, _span),
    (rf"\b(?:recent|coming|past)\s(?P<u>{UNIT}s)\b|\bthe\s(?P<u2>{UNIT}s)\sahead\b", False, _vague_unit),
    (r"\b(?:(?:most|more|until|very)\s)?(?:recently|currently|lately|nowadays|these\sdays|presently|at\spresent|at\sthe\smoment|right\snow|now(?!-))\b",
     False, _vague),
    (r"\b(?:the\s)?(?:near\s|foreseeable\s)?future\b(?=[.,;]|\sof\b|$)|\b(?:very\s)?soon\b(?!-)", False, _open),
    (rf"\b{_ABOUT}(?:(?!an?\s){NUMBER}|{SOME}|(?<=\bfor\s)an?|(?<=\bthan\s)an?)[-\s]{UNIT}s?(?:[-\s]old)?\b(?!['’]s)",
     False, _duration),
    (rf"\b(?:every|each)\s(?:other\s)?(?:{UNIT}|{WEEKDAY}(?:(?:[/,]\s?|\s(?:and|or)\s){WEEKDAY})*)\b|\b(?:{_OFTEN})\b",
     False, _set),
)  # fmt: skip
RULES = compiled(_TABLE)

#: What a text must hold to be worth the rules above.
TRIGGER = (
    rf"\b(?:{UNIT}|{WEEKDAY}|{SEASON}|{bare(MONTH_ALONE)}|{_OFTEN}|today|tonight|yesterday|tomorrow|now|soon|recently|currently|lately|nowadays"
    r"|presently|at\spresent|at\sthe\smoment|future)"
)
