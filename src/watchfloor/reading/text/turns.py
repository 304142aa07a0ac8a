"""Turns of a transcript: who speaks from where to where."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from watchfloor.reading.text.labels import Label, transcript_labels
from watchfloor.reading.text.people import name_speakers
from watchfloor.terms import Turn

_TITLE_CHARS = 150
_NO_TITLE = re.compile(
    r"(?:featuring|with|by|from|published|updated|posted|date|transcript|participants?|speakers?|guests?|hosts?|present|"
    r"in this (?:episode|issue)|https?|www)\b|.*[:;,.!]$|.*https?://|\W*\d|[^\w]*$",
    re.IGNORECASE,
)
_VOICE_END = re.compile(r"\s*</v>\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the labels of a document tell.

    turns: ascending, disjoint, none empty; none where the document is no transcript.
    title: the first short line before the first turn that can be one.
    people: speakers by their fullest name, in order of their first turn.
    """

    turns: tuple[Turn, ...] = ()
    title: str | None = None
    people: tuple[str, ...] = ()


def find_turns(text: str, known_sections: Callable[[str], bool]) -> Found:
    """Return the turns of a mended text, its title and its speakers.

    known_sections: tells whether a label is the name of a country or body, hence a likely heading.
    """
    lines = text.split("\n")
    starts = _starts(lines)
    labels = transcript_labels(lines, known_sections)
    spans = _spans(text, starts, labels)
    if len(spans) < 2:
        return Found(title=title_in(text))
    preamble = text[: starts[min(labels)]]
    names = name_speakers([(label, text[start:end]) for label, start, end in spans], preamble, text, known_sections)
    turns = tuple(
        Turn(n=n, speaker=names[label], start=start, end=end) for n, (label, start, end) in enumerate(spans, start=1)
    )
    return Found(turns=turns, title=title_in(preamble), people=tuple(dict.fromkeys(turn.speaker for turn in turns)))


def title_in(text: str) -> str | None:
    """Return the first short line of a text that can be its title, else None."""
    for line in text.split("\n"):
        line = line.strip()
        if 3 < len(line) <= _TITLE_CHARS and not _NO_TITLE.match(line):
            return line
    return None


def _starts(lines: list[str]) -> list[int]:
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line) + 1
    return starts


def _spans(text: str, starts: list[int], labels: dict[int, Label]) -> list[tuple[str, int, int]]:
    """Return (label, start, end) of each speech that is not empty."""
    found = []
    bounds = [*(starts[n] for n in labels), len(text)]
    for (n, label), bound in zip(labels.items(), bounds[1:], strict=True):
        start = starts[n] + label.start
        speech = _VOICE_END.sub("", text[start:bound])
        if speech.strip():
            lead = len(speech) - len(speech.lstrip())
            found.append((label.name, start + lead, start + lead + len(speech.strip())))
    return found
