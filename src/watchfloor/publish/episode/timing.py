"""When each line is heard: from the lengths of what was spoken, else from the number of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watchfloor.publish.episode.script import Script
from watchfloor.publish.quoting import Said

#: Silence after a line, and after a turn, in seconds.
PAUSE, BREATH = 0.35, 0.8
#: No line is heard in less, whatever its words.
_LEAST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One line with its place in time, in seconds from the start."""

    chapter: int  #: counted from 0
    speaker: str
    line: Said
    start: float
    end: float
    turn: bool  #: whether a turn begins with it


def cues(script: Script, words_per_minute: int, spoken: Mapping[int, float] | None = None) -> tuple[Cue, ...]:
    """Return every line in time; spoken: how long each line was, in seconds, counted from 0."""
    made: list[Cue] = []
    at = 0.0
    for number, chapter in enumerate(script.chapters):
        for turn in chapter.turns:
            for n, line in enumerate(turn.lines):
                length = (spoken or {}).get(len(made)) or _estimate(line.text, words_per_minute)
                begins = n == 0
                if made:
                    at += BREATH if begins else PAUSE
                made.append(
                    Cue(
                        chapter=number,
                        speaker=turn.speaker,
                        line=line,
                        start=round(at, 3),
                        end=round(at + length, 3),
                        turn=begins,
                    )
                )
                at += length
    return tuple(made)


def clock(seconds: float) -> str:
    """Return `0:07`, `12:34`, `1:02:03`."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _estimate(text: str, words_per_minute: int) -> float:
    return max(_LEAST, 60 * len(text.split()) / words_per_minute)
