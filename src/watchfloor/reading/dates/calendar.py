"""Dates that name a part of the calendar: days, months, years, seasons, decades, centuries."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from watchfloor.reading.dates import feasts, spoken, words
from watchfloor.reading.dates.point import Build, Context, Point, compiled, fixed, interval, point_at
from watchfloor.reading.dates.words import (
    DASH,
    DAY,
    LED_BY_WEEKDAY,
    MONTH,
    MONTH_ALONE,
    ORDINAL,
    PART,
    SEASON,
    WEEKDAY,
    YEAR,
    bare,
)


def _day(year: int, month: int, day: int) -> str | None:
    good = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04d}-{month:02d}-{day:02d}" if good else None


def _iso(m: re.Match[str]) -> Point | None:
    year, month = int(m["y"]), int(m["mo"])
    value = _day(year, month, int(m["d"] or 1)) if year else None
    return point_at(m, fixed(value if m["d"] else value[:7])) if value else None


def _numeric(m: re.Match[str]) -> Point | None:
    """Day first, as most of the world writes it, unless only the other order is a date."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        year += 2000 if year < 70 else 1900
    value = (_day(year, second, first) or _day(year, first, second)) if year else None
    return point_at(m, fixed(value)) if value else None


def _month_day(m: re.Match[str]) -> Point | None:
    """`6 May 2020`, `May 6–7`, `Monday 18 May`, with the year or without."""
    month, day = words.month_number(m["m"]), words.day_number(m["d"])
    last_day = words.day_number(m["d2"] or m["d"])
    if day > last_day or last_day > monthrange(2000, month)[1]:
        return None
    if m["y"]:
        first, last = _day(int(m["y"]), month, day), _day(int(m["y"]), month, last_day)
        return point_at(m, fixed(interval(first, last))) if first and last else None
    if _month_then_count(m):
        return None
    weekday = words.weekday_number(m["w"]) if m["w"] else None

    def settle(context: Context) -> str | None:
        value = context.month_day(month, day)
        if weekday is not None and context.story is None:
            value = context.anchor.dated_weekday(month, day, weekday, context.tense) or value
        return value if last_day == day else f"{value}/{value[:-2]}{last_day:02d}"

    return point_at(m, settle, floats=True)


def _month_then_count(m: re.Match[str]) -> bool:
    """Tell `in May 30 soldiers` (a month, then a number) from `on May 30 soldiers`."""
    led_by_in = m.string[max(0, m.start() - 3) : m.start()].lower() == "in "
    return led_by_in and m["d"].isdigit() and re.match(r"\s[a-z]", m.string[m.end() : m.end() + 2]) is not None


def _month_year(m: re.Match[str]) -> Point:
    return point_at(m, fixed(f"{m['y']}-{words.month_number(m['m']):02d}"))


def _month_of_year(m: re.Match[str]) -> Point:
    """`April last year`, `6 May this year`, `October of next year`, `March of the same year`."""
    month, day = words.month_number(m["m"]), words.day_number(m["d"] or m["d2"]) if m["d"] or m["d2"] else None
    steps = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(m["rel"], 0)

    def settle(context: Context) -> str | None:
        base = context.previous if m["rel"] in ("same", "that", "previous", "following") else context.anchor
        if base is None or base.year is None:
            return None
        year = base.year + steps
        return _day(year, month, day) if day else f"{year:04d}-{month:02d}"

    return point_at(m, settle)


_STRONG = (
    r"in|since|until|till|through|before|after|during|last|next|this|early|late|mid|between|around|the|as of|beginning|"
    r"starting|ending|previous|past|following|coming|every|each"
)
#: Words that can stand before a month, and those that cannot well stand before a person.
_LEADS_MONTH = re.compile(
    rf"(?:\b(?:{_STRONG}|by|from|to|of|for|on|and|or|its|their|his|her|our|a)[\s-]|[-–—/(]\s?|['’]s\s|\n)$",
    re.IGNORECASE,
)
_LEADS_MONTH_ONLY = re.compile(rf"\b(?:{_STRONG})[\s-]$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"\b(?:[A-Z]\.|(?:Mrs?|Ms|Dr|Sen|Rep|Gen|Gov|Col|Prof)\.|[A-Z][\w’'-]*)\s$")
_NAME_AFTER = re.compile(r"\s(?:[A-Z]\.\s)?[A-Z][a-z]+")


def _month(m: re.Match[str]) -> Point | None:
    """A bare month; not a person of that name, nor the verb at the head of a sentence."""
    text, left = m.string, max(0, m.start() - 12)
    followed = _NAME_AFTER.match(text, m.end()) is not None
    led = (_LEADS_MONTH_ONLY if followed else _LEADS_MONTH).search(text, left, m.start()) is not None
    named = followed or _NAME_BEFORE.search(text, max(0, m.start() - 30), m.start()) is not None
    if not led and (named or m["m"] in ("May", "MAY", "March", "MARCH")):
        return None
    month = words.month_number(m["m"])
    return point_at(m, lambda c: c.month_day(month, None), floats=True)


_NOT_BEFORE_YEAR = re.compile(
    r"(?:\b(?:resolutions?|res|no|nos|number|article|art|rooms?|flight|order|bill|law|directive|regulation|decision|pages?|pp?|line|section|"
    r"paragraph|para|unscr|route|highway|unit|code|model|channel|about|over|some|nearly|almost|least|most|than|another|all|only|exactly|tel|"
    r"phone|fax|isbn|chapter|protocol|conventions?|hours|at|score|total)\.?\s|[$€£#+*=/]\s?|\d[\s.,/-]|\w-)$",
    re.IGNORECASE,
)
_LEADS_OLD_YEAR = re.compile(
    r"(?:\b(?:in|since|until|by|of|from|to|before|after|around|between|and|circa|ca?\.?|year)\s|\(|\d{4}\s?[-–—]\s?)$",
    re.IGNORECASE,
)
_DASH_YEAR = re.compile(rf"{DASH}{YEAR}")
_COUNTED = re.compile(
    r"[\s-](?:(?:more|other|new|additional|armed|young|metric|square|[a-z]+ian|us|u\.s\.)\s)?"
    r"(?:people|persons?|men|women|children|soldiers|troops|police|members|workers|jobs|dead|deaths|cases|civilians|refugees|migrants|votes|seats|"
    r"tons?|tonnes|km|kilomet\w+|miles|met(?:er|re)s|ft|feet|acres|hectares|euros?|dollars|pounds|percent|per\scent|times|copies|points|"
    r"barrels|vehicles|tanks|missiles|rounds|hours|days|weeks|months|years?.old|years|words|gmt|hrs|utc|m|kg)\b",
    re.IGNORECASE,
)


def _year(m: re.Match[str]) -> Point | None:
    """A bare year; not a count, a number of something, or a price."""
    text, year, left = m.string, m["y"], max(0, m.start() - 16)
    ranged = _DASH_YEAR.match(text, m.end()) is not None
    if (_NOT_BEFORE_YEAR.search(text, left, m.start()) and not ranged) or _COUNTED.match(text, m.end()):
        return None
    if not ("1700" <= year <= "2099" or ranged) and not _LEADS_OLD_YEAR.search(text, left, m.start()):
        return None
    if m["to"] is None:
        return point_at(m, fixed(year))
    last = year[: 4 - len(m["to"])] + m["to"]
    return point_at(m, fixed(f"{year}/{last}")) if last > year else None


def _old_year(m: re.Match[str]) -> Point:
    """`AD 842`, `347 CE`, `c. 314 – 368`, `died in 384 AD`: years of three digits, which only such words make years."""
    first, last = f"{int(m['y']):04d}", m["to"] and f"{int(m['to']):04d}"
    return point_at(m, fixed(f"{first}/{last}" if last and last > first else first))


def _early_year(m: re.Match[str]) -> Point | None:
    """`30 September 420`, `December of 384`: three digits are a year where they end a date."""
    year, month = int(m["y"]), words.month_number(m["m"])
    value = _day(year, month, words.day_number(m["d"])) if m["d"] else f"{year:04d}-{month:02d}"
    return point_at(m, fixed(value)) if value else None


_LEADS_EARLY = re.compile(
    r"(?:(?P<sure>\byear|\bca?\.|\bcirca)|\b(?:in|since|until|by|after|before|around|about|from|between|and))\s$|\d\s?[-–—]\s?$",
    re.IGNORECASE,
)
#: Up to this year a text is of times whose years have three digits.
_EARLY = 1100


def _bare_early_year(m: re.Match[str]) -> Point | None:
    """`the year 71`, `c. 347`; `in 360` only in a text that has told of such times."""
    led = _LEADS_EARLY.search(m.string, max(0, m.start() - 10), m.start())
    if led is None or (len(m["y"]) == 2 and (led["sure"] or "").lower() != "year"):
        return None
    value = f"{int(m['y']):04d}"
    if led["sure"]:
        return point_at(m, fixed(value))

    def settle(context: Context) -> str | None:
        told = context.previous and context.previous.year
        return value if told and told < _EARLY else None

    return replace(point_at(m, settle), unsure=True)


def _decade(m: re.Match[str]) -> Point:
    if m["full"]:
        return point_at(m, fixed(m["full"][:3] + "X"))
    tens = words.DECADES[m["word"].lower()] if m["word"] else int(m["short"])

    def settle(context: Context) -> str | None:
        """Take the latest such decade that is not just beginning."""
        year = context.anchor.year
        if year is None:
            return None
        century = year // 100 if tens <= year % 100 - 10 else year // 100 - 1
        return f"{century:02d}{tens // 10}X"

    return point_at(m, settle)


def _century(m: re.Match[str]) -> Point | None:
    nth = words.ordinal(m["n"])
    return point_at(m, fixed(f"{nth - 1:02d}XX")) if 2 <= nth <= 22 else None


def _season_of_year(m: re.Match[str]) -> Point:
    """`spring of next year`, `the autumn of last year`."""
    season, steps = words.SEASONS[m["s"].lower()], {"last": -1, "next": 1}.get(m["rel"], 0)
    return point_at(m, lambda c: None if c.anchor.year is None else f"{c.anchor.year + steps:04d}-{season}")


#: Before a day without its month: `on the 13th`, `on the evening of the 25th`, `since the ninth`.
_LEADS_DAY = re.compile(r"\b(?:on|since|until|by|from|(?:night|evening|morning|afternoon)\sof)\s$", re.IGNORECASE)


def _day_of_month(m: re.Match[str]) -> Point | None:
    """`on the 13th`: of the month spoken of, or else the one that its tense calls for."""
    day = words.ordinal(m["n"])
    if not 1 <= day <= 31 or _LEADS_DAY.search(m.string, max(0, m.start() - 13), m.start()) is None:
        return None

    def settle(context: Context) -> str | None:
        base = context.previous
        if base is not None and base.exact_day and base.year and base.month and context.tense != "future":
            known = _day(base.year, base.month, day)
            if known:
                return known
        return context.anchor.day_of_month(day, context.tense)

    return point_at(m, settle, floats=True)


def _season(m: re.Match[str]) -> Point:
    season = words.SEASONS[m["s"].lower()]
    if m["y"]:
        return point_at(m, fixed(f"{m['y']}-{season}"))
    return point_at(m, lambda c: c.season(season), floats=True)


_LEADS_SEASON = re.compile(
    rf"\b(?:in|by|until|since|for|through|during|throughout|all)\s(?P<own>(?:the\s)?(?:{bare(PART)}[-\s])?)$",
    re.IGNORECASE,
)


def _bare_season(m: re.Match[str]) -> Point | None:
    """A season without its year, where a word before it makes it a time."""
    led = _LEADS_SEASON.search(m.string, max(0, m.start() - 24), m.start())
    return replace(_season(m), start=led.start("own")) if led else None


_LEADS_QUARTER = re.compile(r"\b(?:in|by|during|since|until|end of)\s$", re.IGNORECASE)


def _led(m: re.Match[str]) -> bool:
    return _LEADS_QUARTER.search(m.string, max(0, m.start() - 8), m.start()) is not None


def _part_of_year(m: re.Match[str]) -> Point | None:
    """A quarter or half of a year; a quarter alone is one of the anchor's year, a half alone may be a match's."""
    sign, year, rel = m["sign"] or m["part"][0].upper(), m["y"], m["rel"]
    if not year and not rel and (sign == "H" or (m["nth"] or "").lower() == "last" or (m["sign"] and not _led(m))):
        return None
    parts = 4 if sign == "Q" else 2
    which = int(m["q"]) if m["q"] else {"last": parts, "final": parts}.get(m["nth"].lower()) or words.ordinal(m["nth"])
    if which > parts:
        return None
    code = (32 if sign == "Q" else 39) + which
    steps = {"last": -1, "next": 1}.get((rel or "").lower(), 0)

    def settle(context: Context) -> str | None:
        base = context.anchor.year
        return f"{year}-{code}" if year else None if base is None else f"{base + steps:04d}-{code}"

    return point_at(m, settle)


_IN_YEAR = rf"(?:,?[\s-](?:of\s)?(?P<y>{YEAR}))?"
_D, _Y = rf"(?P<d>{DAY})", rf"(?P<y>{YEAR})"
_OF_YEAR = r"(?:,?\s(?:in\s|of\s)?)(?:the\s)?(?P<rel>this|last|next|same|that|previous|following)\syear\b"
#: What may follow it: anything but a noun that the ordinal would count.
_ENDS_DAY = (
    r"(?=\s?(?:[.,;:)!?–—]|$)|\s(?:and|but|or|in|at|to|with|when|where|as|by|from|for|after|before|that|he|she|it|they|we|i|the|a|an|his|her"
    r"|its|their|our|this|last|both|all|some|several|two|three|will|would|was|were)\b)"
)
_NAME_COUNTED = (
    r"(?:Army|Corps|Division|Brigade|Regiment|Battalion|Fleet|Avenue|Street|Floor|Congress|Amendment|Century|Party|Republic|Guards?|District"
    r"|Parliament|Session|Legislature|Infantry|Airborne|Armou?red|Mechani[sz]ed|Tank|Motor|Marine|Arrondissement|Annual|Summit|Plenum|World)\b"
)
#: A day that may follow `and`: `May 6 and 7, 2020`, not `May 6 and 30 people`.
_LISTED = rf"\sand\s(?={DAY}(?:[\s,]*{YEAR}|[.,;:)]|$))"
_NO_SPORT = r"(?!-|\s(?:season|sport|break|camp|school|games|olympics)\b)"

_TABLE: tuple[tuple[str, bool, Build], ...] = (
    (r"(?<![\d/-])(?P<y>\d{4})-(?P<mo>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?(?:T[\d:.]+Z?)?(?![\d-])", True, _iso),
    (r"(?<![\d/-])(?P<y>\d{4})/(?P<mo>0[1-9]|1[0-2])/(?P<d>[0-3]\d)(?![\d/-])", True, _iso),
    (r"(?<![\d./])(?P<a>\d{1,2})(?P<sep>[./])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?![\d/%])", True, _numeric),
    (r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d\d)(?![\d/%])", True, _numeric),
    (rf"\b{LED_BY_WEEKDAY}(?<![\d.,:$€£/-])(?:the\s)?(?P<d>{DAY}|{words.NTH}(?=\sof\s))"
     rf"(?:(?:{DASH}|\s(?:to|and|until|through)\s)(?P<d2>{DAY}))?"
     rf"(?:\sday)?(?:\sof)?[\s-]{MONTH}{_IN_YEAR}(?!\w|\s\d{{3}}\b)", True, _month_day),
    (rf"\b{LED_BY_WEEKDAY}{MONTH}\s(?:the\s)?{_D}(?!:\d|,\d{{3}}|\.\d)"
     rf"(?:(?:{DASH}|\s(?:to|through|until)\s|{_LISTED})(?P<d2>{DAY})(?!\s{bare(MONTH_ALONE)}))?{_IN_YEAR}",
     True, _month_day),
    (rf"\b(?:(?P<d>{DAY})\s)?{MONTH_ALONE}(?:\s(?P<d2>{DAY}))?{_OF_YEAR}", True, _month_of_year),
    (rf"the\s(?P<n>\d{{1,2}}(?:st|nd|rd|th)){_ENDS_DAY[:-1]}|\s(?!{_NAME_COUNTED})[A-Z])", True, _day_of_month),
    (rf"the\s(?P<n>(?!first\b|second\b){words.NTH})(?=\s?(?:[.,;:)!?]|$)|\s(?:and|but|when|in)\b)",
     True, _day_of_month),
    (rf"\b{MONTH}(?:,?\s|\s(?:of|in)\s|-){_Y}", True, _month_year),
    (rf"\b{MONTH_ALONE}\b(?!['’-]\w|\s(?:of\s)?\d{{3}}\b)", True, _month),
    (rf"(?<![\w$€£#%+])(?<!\d[.,/:-])(?:the\syear\s)?{_Y}(?:(?:[-–—/]|\s[–—]\s(?=\d\d\b))(?P<to>\d\d(?:\d\d)?)(?![\d-]))?(?!/\d|\sBCE?\b)",
     True, _year),
    (r"(?:\bAD\s?(?P<y>[1-9]\d{1,2})\b(?P<to>))", True, _old_year),
    (r"(?<![\d.,])(?P<y>[1-9]\d{1,2})(?P<to>)\s(?:AD|CE|A\.D\.|C\.E\.)(?!\w)", True, _old_year),
    (r"(?:\bca?\.\s|\()(?P<y>[1-9]\d\d)(?:\s?[–-]\s?(?P<to>[1-9]\d\d))(?=\)|,|;)", True, _old_year),
    (rf"\b(?:the\s)?(?:{PART}[-\s])?(?:the\s)?"
     rf"(?:(?P<full>(?:1[0-9]|20)\d0)['’]?s|['’‘]?(?<!his\s)(?<!her\s)(?<!heir\s)(?P<short>[2-9]0)['’]?s"
     rf"|(?<=the\s)(?P<word>{'|'.join(words.DECADES)}))\b(?!\s?%|°)", False, _decade),
    (rf"\b(?:the\s)?(?:{PART}[-\s])?(?P<n>{ORDINAL})[-\s]century\b", False, _century),
    (rf"\b(?:the\s)?(?:{PART}[-\s])?(?P<s>{SEASON})(?:\sof)?,?\s{_Y}(?:[/–-]\d\d(?:\d\d)?)?\b", True, _season),
    (rf"\b(?:the\s)?(?:{PART}[-\s])?(?P<s>{SEASON})\sof\s(?P<rel>last|this|next)\syear\b", True, _season_of_year),
    (rf"(?P<s>spring|summer|autumn|winter)(?P<y>)\b{_NO_SPORT}", True, _bare_season),
    (feasts.PATTERN, True, feasts.feast),
    (rf"{spoken.PATTERN}{_ENDS_DAY}", False, spoken.year),
    (r"(?<![\d/])9/11\b(?!/|\sof\s)|\bSeptember\s11(?:th)?(?=\s(?:attack|terror|hijack))", True,
     lambda m: point_at(m, fixed("2001-09-11"))),
    (rf"\b(?P<d>{DAY})\s{MONTH}(?:\sof)?\s(?P<y>[1-9]\d\d){_ENDS_DAY}", True, _early_year),
    (rf"(?<![\w.,:$€£-])(?P<y>[1-9]\d\d?)(?:(?=\s?[-–—]\s?\d)|{_ENDS_DAY})", True, _bare_early_year),
    (rf"\b(?P<d>){MONTH}\sof\s(?P<y>[1-9]\d\d){_ENDS_DAY}", True, _early_year),
    (rf"\b(?:the\s)?(?:(?P<nth>first|second|third|fourth|last|final)[-\s](?P<part>quarter|half)|(?P<sign>[QH])(?P<q>[1-4]))"
     rf"(?:(?:\sof|,)?\s(?:{_Y}|(?:the|(?P<rel>this|last|next))\syear))?\b(?!-|\sof\b)", True, _part_of_year),
)  # fmt: skip
RULES = compiled(_TABLE)

#: What a text must hold to be worth the rules above.
TRIGGER = (
    rf"\d|\b(?:{bare(MONTH_ALONE)}|{SEASON}|{ORDINAL}|{'|'.join(words.DECADES)}|{WEEKDAY})"
    rf"|{feasts.TRIGGER}|{spoken.TRIGGER}"
)
