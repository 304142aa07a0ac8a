"""English words for months, days, numbers and units, and the patterns made of them."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

_FULL = "|".join(f"{name}|{name.upper()}" for name in MONTHS)
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
#: A month, in full or shortened (group `m`), only capitalised: `may` and `march` are verbs.
MONTH = rf"(?P<m>{_FULL}|{_SHORT})"
#: A month that stands alone is written in full (group `m`).
MONTH_ALONE = rf"(?P<m>{_FULL})"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
#: The weekday before a day of the month (group `w`).
LED_BY_WEEKDAY = rf"(?:(?P<w>{WEEKDAY}|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?),?\s(?:the\s)?)?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])"
YEAR = r"(?:1[0-9]|20|21)\d\d(?![\w%]|,\d{3}|\.\d)"
DASH = r"\s?[-–—]\s?"
_WORDS = "|".join([*_TENS, *reversed(_SMALL[1:])])
NUMBER = (
    rf"(?:\d{{1,3}}(?:\.\d|\s1/2)?|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_SMALL[1:10])})|{_WORDS}|an?|one|half an?"
    r"|a\scouple(?:\sof)?)"
    r"(?:[\s-]and[\s-]a[\s-]half)?"
)
SOME = r"(?:(?:a\s)?few|several|many|some|a\snumber\sof)"
UNIT = r"(?:second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie)|generation)"
#: An ordinal in words; the longer ones first.
NTH = "(?:" + "|".join(reversed(_ORDINALS[1:])) + ")"
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{NTH})"
PART = r"(?P<part_of>early|earlier|late|later|mid)"
#: An hour between a bound and its day: `until six on Monday`, `from midnight on Sunday`.
HOUR = (
    r"(?:midnight|noon|midday|dawn|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?)\s"
    r"on\s"
)
#: A part of a day behind its name: `Thursday night`.
DAYPART = r"(?:night|morning|afternoon|evening)"
SEASON = r"(?:spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Fall|Winter)"


def bare(pattern: str) -> str:
    """Return a pattern without its named groups, for use where the name is taken."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its short form."""
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3] == word[:3].capitalize())


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or its short form."""
    return next(n for n, name in enumerate(WEEKDAYS) if name[:2] == word[:2].capitalize())


def number(words: str) -> float:
    """Return the value of a number as matched by `NUMBER`."""
    words = words.lower()
    half = 0.5 if re.search(r"and[\s-]a[\s-]half|1/2|^half", words) else 0.0
    head = re.split(r"[\s-]and[\s-]a|\s1/2|^half", words)[0].strip()
    if head.startswith("a couple"):
        return 2 + half
    if not head or head[0].isdigit():
        return float(head or 0) + half
    return sum(_number_word(part) for part in re.split(r"[- ]", head)) + half


def _number_word(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return _TENS[word] if word in _TENS else _SMALL.index(word)


def ordinal(word: str) -> int:
    """Return the value of an ordinal as matched by `ORDINAL`."""
    return int(word[:-2]) if word[0].isdigit() else _ORDINALS.index(word.lower())


def day_number(word: str) -> int:
    """Return the day of the month as matched by `DAY` or `NTH`."""
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else _ORDINALS.index(word.lower())


def unit(word: str) -> str:
    """Return a unit of time in the singular and in lower case."""
    word = word.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")
