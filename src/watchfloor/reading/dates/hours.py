"""Times that name an hour of a day the text does not name: this morning, that night, at dawn, since then.

They are looser than dates: which day is meant is read off the text before, so that they only count where no date does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watchfloor.reading.dates.anchor import Anchor
from watchfloor.reading.dates.find import Dated
from watchfloor.terms.when import When

#: From (the day of publication, the time spoken of before it) to EDTF.
Read = Callable[[Anchor, Anchor | None], str | None]

_PART = r"(?:morning|afternoon|evening|night|dawn)"
_HOUR = r"(?:dawn|dusk|noon|midday|midnight|sunrise|sunset|daybreak|nightfall|first\slight)"


def _today(anchor: Anchor, _: Anchor | None) -> str | None:
    return anchor.unit("day")


def _last_night(anchor: Anchor, _: Anchor | None) -> str | None:
    return anchor.unit("day", -1)


def _that_day(_: Anchor, before: Anchor | None) -> str | None:
    return before.unit("day") if before else None


def _next_day(_: Anchor, before: Anchor | None) -> str | None:
    return before.unit("day", 1) if before else None


def _day_spoken_of(anchor: Anchor, before: Anchor | None) -> str | None:
    return (before if before and before.exact_day else anchor).unit("day")


def _night(anchor: Anchor, before: Anchor | None) -> str | None:
    """Return the night that ended on the day of publication, or began on the day spoken of."""
    base, step = (before, 0) if before and before.exact_day else (anchor, -1)
    return f"{base.unit('day', step)}/{base.unit('day', step + 1)}" if base.exact_day else None


def _this_week(anchor: Anchor, _: Anchor | None) -> str | None:
    return anchor.unit("week")


def _since(_: Anchor, before: Anchor | None) -> str | None:
    return f"{before.text}/.." if before and before.text else None


_TABLE: tuple[tuple[str, Read], ...] = (
    (r"\bthis\s(?:very\s)?(?:morning|afternoon|evening)\b", _today),
    (r"\blast\snight\b", _last_night),
    (rf"\b(?:that|the)\s(?:same|very|first)\s{_PART}\b|\bthat\s{_PART}\b|\bwithin\s(?:hours|minutes|the\shour)\b",
     _that_day),
    (rf"\bthe\s(?:next|following)\s{_PART}\b", _next_day),
    (r"\bovernight\b|\b(?:during|in|through)\sthe\snight\b", _night),
    (rf"\b(?:at|by|before|after|since|until|close\sto|around)\s{_HOUR}\b|\b(?:by|since)\s{_PART}\b"
     r"|\bin\sthe\s(?:small|early)\shours\b|\bin\sthe\s(?:morning|afternoon|evening)\b", _day_spoken_of),
    (r"\ball\sweek\b", _this_week),
    (r"\bsince\sthen\b|\bsince(?=[.,;]|$)", _since),
)  # fmt: skip
_RULES = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _TABLE)
_TRIGGER = re.compile(rf"\b(?:{_PART}|{_HOUR}|overnight|within|hours|since|all)\b", re.IGNORECASE)


def find_hours(text: str, *, anchor: When, before: When | None, dates: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """Return the hours of a sentence whose day can be told, apart from its dates.

    dates: the sentence's own dates: each is what is spoken of from there on.
    """
    if _TRIGGER.search(text) is None:
        return ()
    base = Anchor.of(anchor)
    found: list[Dated] = []
    for pattern, read in _RULES:
        for m in pattern.finditer(text):
            value = read(base, _spoken_of(m.start(), dates, before))
            if value and value[-1] != "?" and not any(d.start < m.end() and m.start() < d.end for d in dates):
                when = When(value)
                found.append(Dated(start=m.start(), end=m.end(), text=m[0], when=when, vague=False, kind="date"))
    return tuple(found)


def _spoken_of(start: int, dates: tuple[Dated, ...], before: When | None) -> Anchor | None:
    told = [d.when for d in dates if d.when and not d.vague and d.kind == "date" and d.end <= start]
    when = told[-1] if told else before
    return Anchor.of(when) if when else None
