"""What was read of a date, as TIMEX3 and TEI write it: the two schemes that gold sets of dates use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from watchfloor.reading.dates import Dated, words
from watchfloor.terms import When

SETS = {"annual": "Y", "year": "Y", "month": "M", "week": "W", "dai": "D", "day": "D", "quarter": "Q"}
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
DAY_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
#: Units as TIMEX3 writes them; # is the number.
UNITS = {
    "second": "T#S", "minute": "T#M", "hour": "T#H", "day": "#D", "week": "#W", "weekend": "#WE", "fortnight": "#D",
    "month": "#M", "quarter": "#Q", "year": "#Y", "decade": "#0Y", "century": "#00Y", "centurie": "#00Y",
}  # fmt: skip


def timex(dated: Dated) -> str | None:
    """Return the TIMEX3 value of what was found, or None where it has none."""
    text = dated.text.lower()
    if dated.kind == "set":
        return next((f"P1{unit}" for part, unit in SETS.items() if part in text), None)
    if dated.kind == "duration":
        return _duration(text)
    if dated.vague:
        for word, value in (("now|current|present|these", "PRESENT_REF"), ("future|soon|coming|ahead", "FUTURE_REF")):
            if re.search(word, text):
                return value
        return _duration(text) if re.search("(?:day|week|month|year)s$", text) else "PAST_REF"
    return None if dated.when is None else _of_edtf(dated.when.text, text)


def _of_edtf(edtf: str, text: str) -> str | None:
    if "/" not in edtf:
        part = re.search(r"(night|morning|afternoon|evening)$", text)
        return plain(edtf) + (DAY_PARTS[part[1]] if part and len(edtf) == 10 else "")
    low, high = edtf.split("/")
    if low in ("", ".."):
        return plain(high)
    if high in ("", ".."):
        return plain(low)
    if re.match(r"(?:the )?(?:past|last|next|coming|following|within)", text) and (span := _duration(text)):
        return span
    if len(low) == len(high) == 10:
        first, last = date.fromisoformat(low), date.fromisoformat(high)
        week = f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
        if (first.weekday(), (last - first).days) in ((0, 6), (5, 1)):
            return week if first.weekday() == 0 else f"{week}-WE"
    return edtf


def plain(edtf: str) -> str:
    """Return a plain EDTF date as TIMEX3 writes it: seasons, quarters and halves by letters, decades cut."""
    edtf = re.sub("[?~%]", "", edtf)
    year, _, part = edtf.partition("-")
    if part in SEASONS:
        return f"{year}-{SEASONS[part]}"
    if part.isdigit() and 33 <= int(part) <= 36:
        return f"{year}-Q{int(part) - 32}"
    if part.isdigit() and 40 <= int(part) <= 41:
        return f"{year}-H{int(part) - 39}"
    return edtf.rstrip("X") if not part else edtf


def _duration(text: str) -> str | None:
    found = re.search(rf"({words.NUMBER}|{words.SOME})[-\s]({words.UNIT}s?)", text)
    if found is None:
        return None
    try:
        number = words.number(found[1])
        count = f"{number:g}"
    except (KeyError, ValueError, TypeError):
        count = "X"
    unit = UNITS.get(words.unit(found[2]))
    return None if unit is None else f"P{unit}".replace("#", count)


def same_as_tei(attributes: Mapping[str, str], edtf: str) -> bool:
    """Tell whether an EDTF value covers the same days as TEI's when, from and to, notBefore and notAfter."""
    told = _bounds(edtf)
    if told is None:
        return False
    first = attributes.get("when") or attributes.get("from") or attributes.get("notBefore")
    last = attributes.get("when") or attributes.get("to") or attributes.get("notAfter")
    low, high = (_bounds(one) if one else (None, None) for one in (first, last))
    wanted = None if low is None or high is None else (low[0], high[1])
    return wanted == told and wanted != (None, None)


def _bounds(value: str) -> tuple[date | None, date | None] | None:
    try:
        when = When(value.zfill(4) if value.isdigit() else value)
    except ValueError:
        return None
    return when.lower, when.upper
