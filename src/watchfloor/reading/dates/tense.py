"""The tense of the clause around a date, told by cue words alone."""

from __future__ import annotations

import re

from watchfloor.reading.dates.anchor import Tense
from watchfloor.reading.dates.words import HOUR

#: How far a clause is followed on either side of the date, in characters.
_REACH = 160
_CLAUSE_END = re.compile(
    r"[.;:?!\n]\s|[;\n]|\s[-–—]+\s|,?\s(?:but|while|whereas|which|who|whose|after|before|because|although|though|if|that)\s"
    r"|,\s(?:and|or)\s"
)
#: `said on Tuesday`: the date of the saying.
_SAID = re.compile(
    r"\b(?:said|told|announced|reported|stated|declared|warned|added|tweeted|wrote|denied|confirmed|claimed|called|agreed|vowed|pledged)"
    r"(?:\s(?:late|early|here|reporters|journalists|parliament|lawmakers))?\s(?:on|in|late on|back in)?\s?$"
)
_SINCE = re.compile(r"\bsince\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:with\seffect|effective)\sfrom\s(?:the\s)?$")
#: `a strike called for Monday`: ahead of the call.
_CALLED_FOR = re.compile(
    r"\b(?:called|agreed|announced|booked|fixed|foreseen|due|set|scheduled|slated|invited?|planned)\b[^,;.]{0,40}\sfor\s(?:the\s)?$"
)
#: `was postponed until autumn` looks ahead although it is told in the past.
_PUT_OFF = re.compile(
    r"\b(?:postponed|delayed|extended|rescheduled|adjourned|pushed\sback|put\soff|suspended)(?:\s\w+){0,3}?"
    r"\s(?:until|till|to|for)\s(?:the\s)?(?:\w+[\s-])?$"
)
#: `agreed to resume talks in June`, `said that they would`: ahead of the telling, not surely of the anchor.
_MEANT = re.compile(
    r"\b(?:agreed|pledged|vowed|promised|planned|decided|offered|ordered|urged|asked|hoped|wanted|intended|threatened|expected)"
    r"(?:\s\w+){0,2}?\sto\s\w+|\b(?:would|could)\s(?!have\b)(?:not\s)?\w+"
)
#: Words right before a date that look ahead from where they stand.
_AHEAD = re.compile(
    r"\b(?:due|scheduled|slated|set|planned|expected|deadline)(?:\s(?!\w+ed\b)\w+){0,3}?\s?"
    r"(?:on|for|in|by|until|till|to|at)?\s(?:the\s)?$"
    r"|\b(?:by|until|till|no later than|not before|upcoming|next|coming|starting|effective)\s(?:the\s)?"
    rf"(?:\w+[\s-](?:of\s)?|{HOUR})?$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|[Ww]on't|shall|(?:is|are|am|'re|’re)\s(?:\w+\s)?(?:going\s)?(?:to|set|due|scheduled|slated|expected|planned)"
    r"|(?:should|must|may|might|can)\s(?!have\b)(?:not\s)?\w+|(?:plan|intend|aim|hope|expect|want)s?\sto|upcoming|next|coming|due"
    r"|scheduled|slated|expires?|begins|starts|leaves|arrives|takes?\s(?:place|effect|office)|enters?\sinto\sforce)\b"
    r"|['’]ll\b"
)
_PLANNING = (
    "announced", "called", "scheduled", "planned", "expected", "proposed", "promised", "pledged", "vowed", "agreed",
    "postponed", "delayed", "demanded", "urged", "invited",
)  # fmt: skip
#: Past forms that say when the clause's event was, not when somebody spoke or planned.
_PAST = re.compile(
    r"(?<!\bbe\s)\b(?:was|were|had|did|became|began|broke|brought|built|came|cut|drew|fell|fled|fought|found|gave|got|grew|held|hit|kept|killed"
    r"|knew|led|left|lost|made|met|paid|put|ran|rose|saw|sent|shot|shut|spent|spoke|stood|struck|took|thought|told|went|withdrew|won|wrote"
    r"|(?!(?:need|speed|feed|seed|exceed|proceed|succeed|indeed|hundred|sacred|naked"
    rf"|{'|'.join(_PLANNING)})\b)"
    r"[a-z]{2,}ed)\b"
)
#: Where the date opens the clause, the first verb after it is the clause's, be it one of planning.
_OPENS = re.compile(r"\s*(?:on|in|by|late|early|and|but|later)?\s*$|.*\b(?:On|In|By|Late|Early)\s$", re.DOTALL)
_VERB = re.compile(rf"(?P<past>\b(?:said|{'|'.join(_PLANNING)})\b|{_PAST.pattern})|{_FUTURE.pattern}")
_NEW_VERB = re.compile(r",|\band\b|\bor\b")
_PRESENT = re.compile(r"\b(?:is|are|am|has|have|does|do|says|'s|’s)\b")


def tense_by_cues(text: str, start: int, end: int) -> Tense:
    """Return the tense of the clause around text[start:end], as far as its words show it.

    A date that a plan looks ahead to (`scheduled for 5 June`) is future, unless the plan itself is told
    in the past (`was scheduled for 5 June`): then the words leave it open.
    """
    left, right = _clause(text, start, end)
    before, after = text[left:start], text[end:right]
    if _SAID.search(before) or _SINCE.search(before):
        return "past"
    if _EFFECT.search(before):
        return "future"
    if _CALLED_FOR.search(before):
        return "none" if re.search(r"\d", text[start:end]) else "future"
    if _PUT_OFF.search(before):
        return "future"
    verb = _VERB.search(after) if _OPENS.match(before) else None
    if verb:
        return "past" if verb["past"] else "future"
    if _MEANT.search(before):
        return "none" if re.search(r"\d", text[start:end]) else "future"
    return _by_last_verb(before, after)


def was_said(text: str, start: int) -> bool:
    """Tell whether a date is that of a saying: `said on 5 May`."""
    return _SAID.search(text, max(0, start - _REACH), start) is not None


def _by_last_verb(before: str, after: str) -> Tense:
    past, future = _last(_PAST, before), _last(_FUTURE, before)
    if future and past and past.start() > future.end() and _NEW_VERB.search(before, future.end(), past.start()):
        return "past"
    if future or _AHEAD.search(before):
        parted = past and (future is None or _NEW_VERB.search(before, past.end(), future.start()) is None)
        return "none" if parted else "future"
    ahead, back = _FUTURE.search(after), _PAST.search(after)
    if ahead and not (back and back.start() < ahead.start()):
        return "none" if past else "future"
    if past or _PAST.search(after):
        return "past"
    return "present" if _PRESENT.search(before) or _PRESENT.search(after) else "none"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    left = max(0, start - _REACH)
    for boundary in _CLAUSE_END.finditer(text, left, start):
        if boundary.end() < start:  # `before Monday` opens no clause
            left = boundary.end()
    boundary_after = _CLAUSE_END.search(text, end, min(len(text), end + _REACH))
    return left, boundary_after.start() if boundary_after else min(len(text), end + _REACH)
