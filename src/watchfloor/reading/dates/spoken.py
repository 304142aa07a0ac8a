"""Years as people speak them: in nineteen forty-five, in two thousand and eight, in nineteen oh six."""

from __future__ import annotations

import re

from watchfloor.reading.dates import words
from watchfloor.reading.dates.point import Point, fixed, point_at

_CENTURIES = ("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LEADS = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|before|after|around|and|year|back in|between)\s(?:the\syear\s)?$",
    re.IGNORECASE,
)


def year(m: re.Match[str]) -> Point | None:
    """Return the point of a spoken year, alone or behind a month; not of a count: `of fifteen hundred men`."""
    if m["m"] is None and _LEADS.search(m.string, max(0, m.start() - 18), m.start()) is None:
        return None
    if m["century"] is None:
        value = 2000 + (words.number(m["past"]) if m["past"] else 0)
    else:
        rest = re.sub(r"^(?:oh?|hundred(?:\sand)?)[\s-]?", "", m["rest"].lower())
        value = 100 * words.number(m["century"]) + (words.number(rest.replace("-", " ")) if rest else 0)
    month = f"-{words.month_number(m['m']):02d}" if m["m"] else ""
    return point_at(m, fixed(f"{int(value):04d}{month}"))


PATTERN = (
    rf"\b(?:{words.MONTH_ALONE}(?:\sof)?\s)?"
    rf"(?:(?P<century>{'|'.join(_CENTURIES)})[\s-]"
    rf"(?P<rest>(?:{_TENS})(?:[\s-](?:{_UNITS}))?|{_TEENS}|oh?[\s-](?:{_UNITS})|hundred(?:\sand\s(?:{_UNITS}))?)"
    rf"|two\sthousand(?:\s(?:and\s)?(?P<past>{_TEENS}|{_UNITS}))?)\b"
)
TRIGGER = rf"\b(?:{'|'.join(_CENTURIES)}|two\sthousand)\b"
