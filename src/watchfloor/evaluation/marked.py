"""Gold written by hand: a text a line, its events and their parties marked in the words.

A line is a register, a tab and a text. `{1 REJECT| turned down}` marks what tells of an event: its number in the line,
its category, its factuality where it did not simply happen (`{1 REJECT planned| …}`), and the words. `[1a,2b| the
ministry]` marks who acts in event 1 and is reached by event 2. What is not marked reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import FACTUALITY
from watchfloor.terms.when import UNKNOWN
from watchfloor.world import plover

Span = tuple[int, int]

_MARK = re.compile(
    r"\[(?P<roles>\d+[ab](?:,\d+[ab])*)\| ?|\{(?P<event>\d+) (?P<category>[A-Z]+)(?: (?P<status>[a-z-]+))?\| ?|[]}]"
)
_STRAY = re.compile(r"[][{}|]")
_SIDES = {"a": "actors", "b": "recipients"}


def records(stem: str, raw: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the texts of a marked file as records of our format, each with its line; `#` begins a remark.

    Raises ValueError, with the line as its second argument, where marks do not fit.
    """
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        register, tab, text = line.partition("\t")
        try:
            yield number, _record(f"{stem}-{number:05}", register if tab else "", text if tab else line)
        except ValueError as error:
            raise ValueError(str(error), number) from error


@dataclass(slots=True)
class _Marks:
    """What was marked so far; spans are half-open characters of the plain text."""

    plain: str = ""
    triggers: dict[str, tuple[str, str, Span]] = field(default_factory=dict)
    parties: dict[tuple[str, str], list[Span]] = field(default_factory=dict)

    def close(self, begin: re.Match[str], span: Span) -> None:
        words = self.plain[slice(*span)]
        if not words or words != words.strip():
            raise ValueError(f"marked words are empty, or begin or end with a blank: {words!r}")
        for role in (begin["roles"] or "").split(","):
            if role:
                self.parties.setdefault((role[:-1], role[-1]), []).append(span)
        if begin["event"]:
            self.triggers[begin["event"]] = self._trigger(begin, span)

    def _trigger(self, begin: re.Match[str], span: Span) -> tuple[str, str, Span]:
        number, category, status = begin["event"], begin["category"], begin["status"] or "happened"
        if number in self.triggers:
            raise ValueError(f"two events of one line have the number {number}")
        if category not in plover.categories():
            raise ValueError(f"there is no category {category}")
        if status not in FACTUALITY:
            raise ValueError(f"there is no factuality {status}: {', '.join(FACTUALITY)}")
        return category, status, span


def _record(name: str, register: str, marked: str) -> dict[str, Any]:
    marks = _read(marked)
    sentences = list(sentence_spans(marks.plain))

    def sides(number: str) -> Mapping[str, list[dict[str, Any]]]:
        return {
            side: [
                {"name": marks.plain[low:high], "span": [low, high]}
                for low, high in marks.parties.get((number, code), [])
            ]
            for code, side in _SIDES.items()
        }

    statements = [
        {
            "kind": "event",
            "event": category,
            "factuality": status,
            "trigger": list(span),
            "span": list(next(s for s in sentences if s[0] <= span[0] < s[1])),
            **sides(number),
        }
        for number, (category, status, span) in marks.triggers.items()
    ]
    return {"id": name, "kind": register, "published": UNKNOWN, "text": marks.plain, "statements": statements}


def _read(marked: str) -> _Marks:
    """Return a text's words and marks; raises ValueError for marks that are not closed or that nothing belongs to."""
    found = _Marks()
    opened: list[tuple[re.Match[str], int]] = []
    last = 0
    for mark in _MARK.finditer(marked):
        found.plain += marked[last : mark.start()]
        last = mark.end()
        if mark[0] not in "]}":
            opened.append((mark, len(found.plain)))
            continue
        if not opened or (mark[0] == "]") != bool(opened[-1][0]["roles"]):
            raise ValueError(f"the {mark[0]} in column {mark.start() + 1} closes nothing")
        begin, at = opened.pop()
        found.close(begin, (at, len(found.plain)))
    found.plain += marked[last:]
    stray = _STRAY.search(found.plain)
    if opened or stray:
        raise ValueError(f"a mark is not closed, or is none: {opened[-1][0][0] if opened else stray and stray[0]}")
    lone = sorted({number for number, _ in found.parties} ^ set(found.triggers))
    if lone:
        raise ValueError(f"event {lone[0]} has no party, or a party has no event")
    return found
