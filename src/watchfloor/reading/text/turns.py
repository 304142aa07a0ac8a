"""Turns of a transcript: who speaks from where to where."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from watchfloor.reading.text.labels import Label, is_section_word, transcript_labels
from watchfloor.reading.text.people import name_speakers
from watchfloor.terms import Turn

#: A title is sought among so many lines with text, and is no longer than this.
_TITLE_LINES = 6
_TITLE_CHARS = 150
_NO_TITLE = re.compile(
    r"(?:featuring|with|by|published|updated|posted|in this (?:episode|issue)|https?|www)\b|\W*\d|.*[:;,.!]$|.*https?://|"
    r"\W*$|[A-Z]{1,4}\s*[=–-]\s",
    re.IGNORECASE,
)
#: What may close a speech and is none of it: a voice tag, or a legend below the last turn.
_TAIL = re.compile(r"</v>\s*$|\n+[A-Z]{1,4}[ \t]*=[^\n]*$")


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
    lines = (line.strip() for line in text.split("\n") if line.strip())
    for line in islice(lines, _TITLE_LINES):
        field, colon, _ = line.partition(":")
        if 3 < len(line) <= _TITLE_CHARS and not _NO_TITLE.match(line) and not (colon and is_section_word(field)):
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
        speech = _TAIL.sub("", text[start:bound].rstrip())
        if speech.strip():
            lead = len(speech) - len(speech.lstrip())
            found.append((label.name, start + lead, start + lead + len(speech.strip())))
    return found
