"""The rules of English dates: a pattern, and what its words mean once the anchor is known."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from watchfloor.reading import date_words as words
from watchfloor.reading.anchor import Anchor, Tense
from watchfloor.reading.date_words import (
    DASH,
    DAY,
    LED_BY_WEEKDAY,
    MONTH,
    MONTH_ALONE,
    NUMBER,
    ORDINAL,
    SEASON,
    SOME,
    UNIT,
    WEEKDAY,
    YEAR,
)
from watchfloor.terms.when import When

Kind = Literal["date", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a date's meaning hangs on: the anchor, the date named before it in the text, the clause's tense."""

    anchor: Anchor
    previous: Anchor | None = None
    tense: Tense = "none"


Settle = Callable[[Context], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A temporal expression as found; `settle` gives its EDTF, or None where nothing is known."""

    start: int
    end: int
    settle: Settle
    kind: Kind = "date"
    floats: bool = False  #: its year comes from the tense, so the tense is worth asking for
    vague: bool = False
    offset: Callable[[Anchor], str | None] | None = None  #: counts from the date that follows, if one does


def _fixed(value: str | None) -> Settle:
    return lambda _: value


def _point(m: re.Match[str], settle: Settle, *, floats: bool = False, vague: bool = False) -> Point:
    return Point(start=m.start(), end=m.end(), settle=settle, floats=floats, vague=vague)


# -- explicit dates ----------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> str | None:
    good = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day:02d}" if good else None


def _iso(m: re.Match[str]) -> Point | None:
    year, month = int(m["y"]), int(m["mo"])
    value = _day(year, month, int(m["d"] or 1))
    return _point(m, _fixed(value if m["d"] else value[:7])) if value and year else None


def _numeric(m: re.Match[str]) -> Point | None:
    """Day first, as most of the world writes it, unless only the other order is a date."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        year += 2000 if year < 70 else 1900
    value = _day(year, second, first) or _day(year, first, second)
    return _point(m, _fixed(value)) if value else None


def _calendar(m: re.Match[str]) -> Point | None:
    parts = m.groupdict()
    month, day = words.month_number(parts["m"]), _leading_int(parts["d"])
    last_day = _leading_int(parts.get("d2") or parts["d"])
    if day > last_day or last_day > monthrange(2000, month)[1]:
        return None
    if parts["y"]:
        year = int(parts["y"])
        first, last = _day(year, month, day), _day(year, month, last_day)
        return _point(m, _fixed(_interval(first, last))) if first and last else None
    if _month_then_count(m, parts["d"]):
        return None
    weekday = words.weekday_number(parts["w"]) if parts["w"] else None

    def settle(context: Context) -> str | None:
        known = None if weekday is None else context.anchor.dated_weekday(month, day, weekday)
        value = known or context.anchor.month_day(month, day, context.tense)
        return value if last_day == day else f"{value}/{value[:-2]}{last_day:02d}"

    return _point(m, settle, floats=True)


def _month_then_count(m: re.Match[str], day: str) -> bool:
    """Tell `in May 30 soldiers` (a month, then a number) from `on May 30 soldiers`."""
    led_by_in = m.string[max(0, m.start() - 3) : m.start()].lower() == "in "
    return led_by_in and day.isdigit() and re.match(r"\s[a-z]", m.string[m.end() : m.end() + 2]) is not None


def _leading_int(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def _interval(first: str | None, last: str | None) -> str | None:
    return first if first == last else f"{first}/{last}"


def _month_year(m: re.Match[str]) -> Point:
    return _point(m, _fixed(f"{m['y']}-{words.month_number(m['m']):02d}"))


_LEADS_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|to|through|before|after|during|last|next|this|of|early|late|mid|between|around|for|on|and|or|the|its|"
    r"their|his|her|our|as of|a|every|each|late-|mid-|early-|beginning|starting|ending|previous|past|following|coming)[\s-]|[-–—/(]\s?|['’]s\s|\n)$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]*\.?\s$")
_NAME_AFTER = re.compile(r"\s(?:[A-Z]\.\s)?[A-Z][a-z]+")


def _month(m: re.Match[str]) -> Point | None:
    """A bare month; not a person of that name, nor the verb at the head of a sentence."""
    text = m.string
    led = _LEADS_MONTH.search(text, max(0, m.start() - 12), m.start()) is not None
    named = _NAME_BEFORE.search(text, max(0, m.start() - 30), m.start()) or _NAME_AFTER.match(text, m.end())
    if not led and (named or m["m"] in ("May", "MAY", "March", "MARCH")):
        return None
    month = words.month_number(m["m"])
    return _point(m, lambda c: c.anchor.month_day(month, None, c.tense), floats=True)


_NOT_BEFORE_YEAR = re.compile(
    r"(?:\b(?:resolutions?|res|no|nos|number|article|art|rooms?|flight|order|bill|law|directive|regulation|decision|pages?|pp?|line|section|"
    r"paragraph|para|unscr|route|highway|unit|code|model|boeing|airbus|channel|about|over|some|nearly|almost|least|most|than|another|all|only|"
    r"exactly|tel|phone|fax|isbn|chapter|protocol|conventions?|hours|at|score|total)\.?\s|[$€£#+*=/]\s?|\d[\s.,/-]|\w-)$",
    re.IGNORECASE,
)
_LEADS_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|to|through|throughout|before|after|during|of|year|early|late|mid|between|around|for|c|ca|circa|as of|"
    r"the|its|their|his|her|our|post|pre|and|or|this|last|onwards?|late-|mid-|mid|early-|at|a)[\s.-]\s?|[-–—(\[,;•|]\s?|^\s*|\n|['’]s\s)$",
    re.IGNORECASE,
)
_DASH_YEAR = re.compile(rf"{DASH}{YEAR}")
_COUNTED = re.compile(
    r"\s(?:more |other |new |additional |armed |young |metric |square |british |american |russian |us |u\.s\. )?"
    r"(?:people|persons?|men|women|children|soldiers|troops|police|members|workers|jobs|dead|deaths|cases|civilians|refugees|migrants|votes|seats|"
    r"tons?|tonnes|km|kilometers|kilometres|miles|meters|metres|feet|acres|hectares|euros?|dollars|pounds|percent|per\scent|times|copies|points|"
    r"barrels|troop|vehicles|tanks|missiles|rounds|hours|days|weeks|months|years|words|gmt|hrs|utc|m\b|kg)\b",
    re.IGNORECASE,
)


def _year(m: re.Match[str]) -> Point | None:
    """A bare year, not a count, a number of something, or a price."""
    text, year, left = m.string, m["y"], max(0, m.start() - 16)
    ranged = _DASH_YEAR.match(text, m.end()) is not None
    if (_NOT_BEFORE_YEAR.search(text, left, m.start()) and not ranged) or _COUNTED.match(text, m.end()):
        return None
    led = _LEADS_YEAR.search(text, left, m.start()) is not None
    if not led and not "1700" <= year <= "2099":
        return None
    if m["to"] and int(year[:2] + m["to"]) > int(year):
        return _point(m, _fixed(f"{year}/{year[:2]}{m['to']}"))
    if m["to"]:
        return None
    return _point(m, _fixed(year))


def _decade(m: re.Match[str]) -> Point | None:
    if m["full"]:
        return _point(m, _fixed(m["full"][:3] + "X"))
    tens = words.DECADES[m["word"].lower()] if m["word"] else int(m["short"])

    def settle(context: Context) -> str | None:
        year = context.anchor.year
        if year is None:
            return None
        century = year // 100 if tens <= year % 100 - 10 else year // 100 - 1
        return f"{century:02d}{tens // 10}X"

    return _point(m, settle)


def _century(m: re.Match[str]) -> Point | None:
    nth = words.ordinal(m["n"])
    return _point(m, _fixed(f"{nth - 1:02d}XX")) if 2 <= nth <= 22 else None


def _season(m: re.Match[str]) -> Point | None:
    season = words.SEASONS[m["s"].lower()]
    if m["y"]:
        return _point(m, _fixed(f"{m['y']}-{season}"))
    if season == 23 and m["s"].lower() == "fall":
        return None
    return _point(m, lambda c: c.anchor.season(season, c.tense), floats=True)


def _part_of_year(m: re.Match[str]) -> Point:
    """A quarter or half of a year, of the anchor's year where none is named."""
    if m["q"]:
        code = ("33", "34", "35", "36")[int(m["q"]) - 1] if m["sign"] in "Qq" else ("40", "41")[int(m["q"]) - 1]
    else:
        which = m["nth"].lower()
        nth = -1 if which in ("last", "final") else "first second third fourth".split().index(which)
        code = ("33", "34", "35", "36")[nth] if m["part"].lower() == "quarter" else ("40", "41")[nth]
    steps = {"last": -1, "next": 1}.get((m["rel"] or "").lower(), 0)

    def settle(context: Context) -> str | None:
        year = m["y"] or context.anchor.unit("year", steps)
        return f"{year}-{code}" if year else None

    return _point(m, settle, floats=not m["y"])


# -- dates counted from the anchor -------------------------------------------------------------------------------------

_STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1, "ensuing": 1}
_END_OF = re.compile(r"\b(?:end|close|rest|remainder|start|beginning|middle|later in|earlier in)(?:\sof)?\s$", re.IGNORECASE)
_ANAPHORA = ("that", "same", "following", "previous", "preceding", "ensuing")


def _count(base: Anchor, unit: str, steps: float) -> str | None:
    """Return the unit some steps from a base; weeks and halves are counted in the next smaller unit."""
    if unit in ("second", "minute", "hour"):
        return base.unit("day", round(steps / 24) if unit == "hour" else 0)
    if unit in ("week", "fortnight", "weekend"):
        value = base.unit("day", round(steps * (14 if unit == "fortnight" else 7)))
        return value and value + "~"
    if steps % 1 and unit in ("year", "decade", "century"):
        smaller, size = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100)}[unit]
        return base.unit(smaller, round(steps * size))
    if unit == "generation":
        return None
    return base.unit(unit, round(steps))


def _mod(m: re.Match[str]) -> str:
    """Return the word that steps; `that same` is `same`, `this past` is `past`."""
    return str(m["mod"]).lower().split()[-1]


def _relative(m: re.Match[str]) -> Point:
    """`this year`, `last week`, `the following month`, `earlier this year`."""
    mod, unit, shift = _mod(m), words.unit(m["u"]), (m["part"] or "").lower()
    steps = _STEPS.get(mod, 0)

    def settle(context: Context) -> str | None:
        back = mod in _ANAPHORA
        base = (context.previous if back else None) or context.anchor
        if mod in ("that", "same") and context.previous is None:
            return None
        if unit == "weekend" and mod == "this" and context.tense == "past" and base.date and base.date.weekday() < 5:
            return base.unit("weekend", -1)
        value = base.unit("week", 2 * steps) if unit == "fortnight" else base.unit(unit, steps)
        if not value or steps or back or shift not in ("earlier", "later"):
            return value
        return _since_start(value, base) if shift == "earlier" else _till_end(value, base)

    return _point(m, settle, floats=unit == "weekend")


def _since_start(value: str, base: Anchor) -> str | None:
    when = When(value)
    return _interval(when.lower and when.lower.isoformat(), base.text) if _finer(base, when) else value


def _till_end(value: str, base: Anchor) -> str | None:
    when = When(value)
    return _interval(base.text, when.upper and when.upper.isoformat()) if _finer(base, when) else value


def _finer(base: Anchor, when: When) -> bool:
    return (when.lower, when.upper) != (base.first, base.last)


def _this_unit(m: re.Match[str]) -> Point | None:
    """`the end of the year`; `the year` alone names no time."""
    if m["u"] and _END_OF.search(m.string, max(0, m.start() - 14), m.start()) is None:
        return None
    unit = (m["u"] or "year").lower()
    return _point(m, lambda c: c.anchor.unit(unit))


def _relative_name(m: re.Match[str]) -> Point:
    """`last Friday`, `next May`, `this winter`: named days, months and seasons counted from the anchor."""
    mod, name = _mod(m), m["name"]
    steps = _STEPS.get(mod, 0)
    tense: Tense = "future" if steps > 0 else "past"

    def settle(context: Context) -> str | None:
        base = (context.previous if mod in _ANAPHORA else None) or context.anchor
        if name.lower() in words.SEASONS:
            return base.season(words.SEASONS[name.lower()], tense if steps else context.tense, strictly=bool(steps))
        if name.endswith("day"):
            return _weekday_of(base, words.weekday_number(name), steps, tense)
        if not steps:
            return base.month_day(words.month_number(name), None, "none") if base.year is None else f"{base.year:04d}-{words.month_number(name):02d}"
        value = base.month_day(words.month_number(name), None, tense)
        same = base.text is not None and base.text.startswith(value)
        return f"{int(value[:4]) + steps:04d}{value[4:]}" if same else value

    return _point(m, settle, floats=not steps)


def _weekday_of(base: Anchor, weekday: int, steps: int, tense: Tense) -> str | None:
    if steps:
        return base.weekday(weekday, tense, strictly=True)
    week = base.unit("week")
    return Anchor.of_text(week.partition("/")[0]).weekday(weekday, "future") if week else None


_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def _near_day(m: re.Match[str]) -> Point:
    steps = _NEAR[re.sub(r"^(?:earlier|later)\s", "", re.sub(r"\s+", " ", m[0].lower()))]
    return _point(m, lambda c: c.anchor.unit("day", steps))


def _weekday(m: re.Match[str]) -> Point:
    weekday = words.weekday_number(m["w"])
    return _point(m, lambda c: c.anchor.weekday(weekday, c.tense), floats=True)


def _away(m: re.Match[str]) -> Point:
    """`two years ago` (from the anchor); `two years later` (from the date named before it)."""
    unit, direction = words.unit(m["u"]), m["dir"].lower()
    if m["n"] is None:
        return _point(m, _fixed(None), vague=True)
    steps = words.number(m["n"]) * (-1 if direction in ("ago", "earlier") else 1)

    def settle(context: Context) -> str | None:
        base = context.previous if direction in ("later", "earlier") else context.anchor
        value = _count(base, unit, steps) if base else None
        return value.rstrip("~") + "~" if value and m["about"] else value

    return _point(m, settle)


def _offset(m: re.Match[str]) -> Point:
    """`the day after`, `two years before`: a distance that the date after it makes a date (see `Point.offset`)."""
    unit, sign = words.unit(m["u"]), -1 if m["dir"].lower() == "before" else 1
    steps = sign * words.number("one" if m["n"].lower() == "the" else m["n"])
    vague = m["n"].lower() == "the"
    bare = re.match(r"[.,;:)]|$", m.string[m.end() : m.end() + 1]) is not None

    def settle(context: Context) -> str | None:
        return _count(context.previous or context.anchor, unit, steps) if bare else None

    return Point(
        start=m.start(),
        end=m.end(),
        settle=settle,
        kind="date" if vague or bare else "duration",
        vague=vague and not bare,
        offset=lambda base: _count(base, unit, steps),
    )


def _span(m: re.Match[str]) -> Point:
    """`in the past two years`, `over the next few months`, `within three months`."""
    parts, unit = m.groupdict(), words.unit(m["u"])
    forward = parts["dir"].lower() in ("next", "coming", "following", "within")
    if parts.get("some"):
        return _vague_unit(m)
    steps = words.number(parts.get("n") or "one") * (1 if forward else -1)

    def settle(context: Context) -> str | None:
        other, base = _count(context.anchor, unit, steps), context.anchor.text
        if other is None or base is None:
            return None
        other = other.rstrip("~")
        return _interval(base, other) if forward else _interval(other, base)

    return _point(m, settle)


def _vague_unit(m: re.Match[str]) -> Point:
    """`in recent weeks`: the anchor's month with `?`; of months and years its year."""
    coarse = "month" if words.unit(next(word for name, word in m.groupdict().items() if name in ("u", "u2") and word)) in ("hour", "day", "week", "weekend") else "year"

    def settle(context: Context) -> str | None:
        value = context.anchor.unit(coarse) or context.anchor.text
        return value and value + "?"

    return _point(m, settle, vague=True)


def _vague(m: re.Match[str]) -> Point:
    return _point(m, lambda c: None if c.anchor.year is None else f"{c.anchor.year:04d}?", vague=True)


def _open(m: re.Match[str]) -> Point:
    return _point(m, lambda c: c.anchor.text and c.anchor.text + "/..", vague=True)


def _duration(m: re.Match[str]) -> Point:
    return Point(start=m.start(), end=m.end(), settle=_fixed(None), kind="duration")


def _set(m: re.Match[str]) -> Point:
    return Point(start=m.start(), end=m.end(), settle=_fixed(None), kind="set")


# -- the table ---------------------------------------------------------------------------------------------------------

_ABOUT = r"(?:(?P<about>about|around|nearly|almost|roughly|approximately|some|over|more\sthan|less\sthan|at\sleast|up\sto|just\sover|just\sunder)\s)?"
_PART = r"(?P<part>early|earlier|late|later|mid)"
_MOD = r"this\spast|this\scoming|this|last|past|previous|preceding|next|coming|following|ensuing|that\ssame|same|that|current"
_Y, _D = rf"(?P<y>{YEAR})", rf"(?P<d>{DAY})"

#: (pattern, case matters, what it means); where two overlap, the one that starts first and is longest wins.
_TABLE: tuple[tuple[str, bool, Callable[[re.Match[str]], Point | None]], ...] = (
    (r"(?<![\d/-])(?P<y>\d{4})-(?P<mo>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?(?:T[\d:.]+Z?)?(?![\d-])", True, _iso),
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?![\d/%])", True, _numeric),
    (r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d)(?![\d/%])", True, _numeric),
    (rf"\b{LED_BY_WEEKDAY}(?<![\d.,:$€£/-])(?:the\s)?{_D}(?:(?:{DASH}|\s(?:to|and|until|through)\s)(?P<d2>{DAY}))?(?:\sday)?(?:\sof)?\s{MONTH}"
     rf"(?:,?\s(?:of\s)?{_Y})?(?!\w|\s\d{{3}}\b)", True, _calendar),
    (rf"\b{LED_BY_WEEKDAY}{MONTH}\s(?:the\s)?{_D}(?![:%]\d|,\d{{3}}|\.\d)(?:(?:{DASH}|\s(?:to|through|until)\s|\sand\s(?={DAY}(?:[\s,]*{YEAR}|[.,;:)]|$)))(?P<d2>{DAY})(?!\s{MONTH_ALONE.replace('?P<m>', '?:')}))?"
     rf"(?:,?\s(?:of\s)?{_Y})?", True, _calendar),
    (rf"\b{MONTH}(?:,?\s|\s(?:of|in)\s|-){_Y}", True, _month_year),
    (rf"\b{MONTH_ALONE}\b(?!['’-]\w|\s(?:of\s)?\d{{3}}\b)", True, _month),
    (rf"(?<![\w$€£#%+])(?<!\d[.,/:-])(?:the\syear\s)?{_Y}(?:[-–—/](?P<to>\d\d)(?![\d-]))?(?!\sBCE?\b)", True, _year),
    (rf"\b(?:the\s)?(?:{_PART}[-\s])?(?:the\s)?(?:(?P<full>(?:1[0-9]|20)\d0)['’]?s|['’‘]?(?<!his\s)(?<!her\s)(?<!heir\s)(?P<short>[2-9]0)['’]?s|(?<=the\s)(?P<word>{'|'.join(words.DECADES)}))\b(?!\s?%)",
     False, _decade),
    (rf"\b(?:the\s)?(?:{_PART}[-\s])?(?P<n>{ORDINAL})[-\s]century\b", False, _century),
    (rf"\b(?:the\s)?(?:{_PART}[-\s])?(?P<s>{SEASON})(?:\sof)?,?\s{_Y}(?:[/–-]\d\d(?:\d\d)?)?\b", True, _season),
    (rf"(?<=\bin\s)(?:the\s)?(?:{_PART}[-\s])?(?P<s>spring|summer|autumn|winter)(?P<y>)\b(?!-|\s(?:season|sport|break|camp|school))", True, _season),
    (rf"\b(?:the\s)?(?:(?P<nth>first|second|third|fourth|last|final)[-\s](?P<part>quarter|half)|(?P<sign>[QH])(?P<q>[1-4]))"
     rf"(?:(?:\sof|,)?\s(?:{_Y}|(?:the|(?P<rel>this|last|next))\syear))?\b(?!-|\sof)", False, _part_of_year),
    (rf"\b(?:the\s)?(?:{_PART}\s)?(?:the\s)?(?P<mod>{_MOD})\s(?P<u>day|week|weekend|fortnight|month|quarter|year|decade|century)\b(?!-|\sof\s(?:the\b|\d|{MONTH_ALONE.replace('?P<m>', '?:')}))",
     False, _relative),
    (rf"\b(?:the\s)?(?:{_PART}\s)?(?P<mod>{_MOD.replace('|that', '')})\s(?P<name>{WEEKDAY}|{SEASON}|{MONTH_ALONE.replace('?P<m>', '?:')})\b", True, _relative_name),
    (r"\bthe\s(?P<u>week|month|quarter|year|decade|century)\b(?=[.,;:)]|\s(?:and|but|the|to|with|for|as)\b|$)|\byear[-\s](?P<mod>end)\b", False, _this_unit),
    (r"\b(?:the\sday\s(?:before\syesterday|after\stomorrow)|yesterday|(?:(?:earlier|later)\s)?today|tomorrow|tonight)\b", False, _near_day),
    (rf"\b(?P<w>{WEEKDAY})\b(?!\s(?:Night|Morning|Times))", True, _weekday),
    (rf"\b{_ABOUT}(?:(?P<n>{NUMBER})|{SOME})[-\s](?P<u>{UNIT}s?)\s(?P<dir>ago|earlier|later|from\snow|hence)\b", False, _away),
    (rf"\b(?P<n>{NUMBER}|the)[-\s](?P<u>{UNIT}s?)\s(?P<dir>after|before|following)\b", False, _offset),
    (rf"\b(?:the\s)?(?P<dir>past|last|previous|next|coming|following)\s(?:(?P<n>{NUMBER})|(?P<some>{SOME}))[-\s](?P<u>{UNIT}s?)\b", False, _span),
    (rf"\b(?:the)\s(?P<dir>past)\s(?P<u>month|year|decade|century)\b", False, _span),
    (rf"\b(?P<dir>within)\s(?:the\snext\s)?(?P<n>{NUMBER})[-\s](?P<u>{UNIT}s?)\b(?!\sof)", False, _span),
    (rf"\b(?:recent|coming|past)\s(?P<u>{UNIT}s)\b|\bthe\s(?P<u2>{UNIT}s)\sahead\b", False, _vague_unit),
    (r"\b(?:(?:most|more|until|very)\s)?(?:recently|currently|lately|nowadays|these\sdays|presently|at\spresent|at\sthe\smoment|right\snow|now(?!-))\b",
     False, _vague),
    (r"\b(?:the\s)?(?:near\s|foreseeable\s)?future\b(?=[.,;]|\sof\b|$)|\bsoon\b", False, _open),
    (rf"\b{_ABOUT}(?:(?!an?\s){NUMBER}|{SOME}|(?<=\b(?:for|han)\s)an?)[-\s]{UNIT}s?(?:[-\s]old)?\b(?!['’]s)", False, _duration),
    (rf"\b(?:every|each)\s(?:other\s)?(?:{UNIT}|{WEEKDAY})\b|\b(?:annually|annual|daily|weekly|monthly|yearly|quarterly)\b", False, _set),
)  # fmt: skip
_RULES = tuple((re.compile(pattern, 0 if case else re.IGNORECASE), build) for pattern, case, build in _TABLE)
_TRIGGER = re.compile(
    rf"\d|\b(?:{WEEKDAY}|{MONTH_ALONE.replace('?P<m>', '?:')}|{UNIT}s?|today|tonight|yesterday|tomorrow|now|soon|current|recent"
    rf"|{SEASON}|annual|daily|weekly|monthly|yearly|lately|nowadays|presently|at\spresent|at\sthe\smoment|these\sdays|future"
    rf"|{'|'.join(words.DECADES)})",
    re.IGNORECASE,
)


def points(text: str) -> list[Point]:
    """Return the temporal expressions of a text, in order, none overlapping another."""
    if _TRIGGER.search(text) is None:
        return []
    found = [point for pattern, build in _RULES for m in pattern.finditer(text) if (point := build(m)) is not None]
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Point] = []
    for point in found:
        if not kept or point.start >= kept[-1].end:
            kept.append(point)
    return kept
