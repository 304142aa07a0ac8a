"""Captions, WebVTT and SRT: cues joined to speech, each line with its second, each voice with its turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from watchfloor.reading.formats.layout import Lines, broken, lay_out, misnamed, sha, tidy
from watchfloor.reading.text.encoding import clean, decode
from watchfloor.reading.text.labels import Label, read_label, transcript_labels
from watchfloor.reading.text.metadata import Metadata
from watchfloor.reading.text.opening import Place, Source

#: Who speaks after a mark that only says that the speaker is another one.
UNNAMED = "unidentified speaker"
_SUFFIXES = (".vtt", ".srt")
_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?$")
_HEAD = re.compile(rf"\ufeff?(?:WEBVTT(?:[ \t\n]|$)|(?:\s*\d+[ \t]*\n)?{_TIMING.pattern})", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|</>|<\d[\d:.]*>|\{\\[^{}]{0,200}\}")
_SOUND = re.compile(r"(?:[♪♫#][^♪♫]*[♪♫#]?|\[[^\[\]]{1,60}\]|\([^()]{1,60}\))$")
_OTHER = re.compile(r"(?:>>+|-(?=\s?[A-Z“\"]))\s*")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
#: A pause of so many seconds, or so many characters, after the end of a sentence opens a paragraph.
_PAUSE_SECONDS = 3.0
_PARAGRAPH_CHARS = 600
#: Captions roll where this share of the cues repeats the words of the one before.
_ROLLING_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line of a cue: its words, who speaks if it says so, and when."""

    text: str
    line: int  #: of the file, counted from 1
    start: float  #: seconds from the start of the recording
    end: float
    voice: str | None = None


def read_captions(path: Path, data: bytes) -> Source | None:
    """Read WebVTT or SRT; None for what neither is nor is named so."""
    named = path.suffix.lower() in _SUFFIXES
    if not named and path.suffix.lower() not in (".txt", ""):
        return None
    text = clean(decode(data, path)) if named or b"-->" in data[:4000] else ""
    if not _HEAD.match(text):
        if named:
            raise misnamed(path, "WebVTT or SRT")
        return None
    cues = _labelled(_unrolled(list(_cues(text, path))))
    if not cues:
        raise broken(path, "file of captions", "it holds no cue with words")
    laid, places, voices = _speech(cues)
    head = text.split("\n\n", 1)[0] if text.startswith("WEBVTT") else ""
    title = re.match(r"WEBVTT[ \t]*-?[ \t]*(.*)", head)
    language = re.search(r"^Language:\s*([a-z]{2,3}(?:-\w+)*)\s*$", head, re.MULTILINE)
    return Source(
        path=path,
        digest=sha(data),
        text=laid,
        metadata=Metadata(
            title=(title[1].strip() or None) if title else None, language=language[1] if language else None
        ),
        places=places,
        blocks=True,
        voices=voices,
    )


def _cues(text: str, path: Path) -> Iterator[Cue]:
    """Yield the lines of all cues; notes and styles are no words of the recording."""
    lines = text.split("\n")
    n = 0
    while n < len(lines):
        timing = _TIMING.match(lines[n])
        n += 1
        if timing is None:
            if "-->" in lines[n - 1]:
                raise broken(path, "file of captions", f"line {n} has no times that can be read")
            continue
        start, end = _seconds(timing[1]), _seconds(timing[2])
        voice = None
        while n < len(lines) and lines[n].strip():
            if "-->" in lines[n]:
                break
            for who, words in _spans(lines[n], voice):
                voice = who
                if not (n + 1 < len(lines) and "-->" in lines[n + 1] and words.isdigit()):
                    yield Cue(text=words, line=n + 1, start=start, end=end, voice=voice)
            n += 1


def _spans(line: str, voice: str | None) -> Iterator[tuple[str | None, str]]:
    """Yield the words of a line by voice, tags and sounds left out."""
    before, *more = _VOICE.split(line)
    for who, words in [
        (voice, before),
        *((tidy(html.unescape(a)) or None, b) for a, b in zip(*[iter(more)] * 2, strict=True)),
    ]:
        said = tidy(html.unescape(_TAG.sub("", words)))
        if said and not _SOUND.match(said):
            yield who, said


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return round(seconds, 3)


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Leave out what captions that roll up the screen show again."""
    again = sum(one.start != other.start and _shared(one, other) > 0 for one, other in pairwise(cues))
    if again < max(2, _ROLLING_SHARE * len({cue.start for cue in cues})):
        return list(cues)
    kept: list[Cue] = []
    for cue in cues:
        shared = _shared(kept[-1], cue) if kept else 0
        words = cue.text.split()[shared:]
        if shared and not words:
            kept[-1] = replace(kept[-1], end=cue.end)
        elif words:
            kept.append(replace(cue, text=" ".join(words)))
    return kept


def _shared(one: Cue, other: Cue) -> int:
    """Return how many words the second cue has from the first: all of them, and shown without a pause."""
    shown, now = one.text.split(), other.text.split()
    return len(shown) if other.start <= one.end + 0.2 and now[: len(shown)] == shown else 0


def _labelled(cues: Sequence[Cue]) -> list[Cue]:
    """Give each cue its voice, from tags, labels (`NAME: text`) and `>>`; a voice lasts until the next."""
    labels = transcript_labels([cue.text for cue in cues], lambda _: False) | _loud(cues)
    tagged = any(cue.voice for cue in cues)
    marked = bool(labels) or any(cue.text.startswith(">>") for cue in cues)
    found: list[Cue] = []
    voice: str | None = None
    for n, cue in enumerate(cues):
        text, other = cue.text, _OTHER.match(cue.text)
        if cue.voice:
            voice = cue.voice
        elif n in labels and not tagged:
            voice, text = labels[n].name, text[labels[n].start :]
        elif marked and not tagged and other is not None:
            voice = UNNAMED
        if marked and not tagged and other is not None and n not in labels:
            text = text[other.end() :]
        if text.strip():
            found.append(replace(cue, text=text, voice=voice))
    return found


def _loud(cues: Sequence[Cue]) -> dict[int, Label]:
    """Return the labels that captioners set off by capitals or `>>`, by index of their cue."""
    shaped = {n: label for n, cue in enumerate(cues) if ":" in cue.text and (label := read_label(cue.text)) is not None}
    return {n: label for n, label in shaped.items() if label.name.isupper() or cues[n].text.startswith(">>")}


def _speech(cues: Sequence[Cue]) -> tuple[str, tuple[Place, ...], tuple[tuple[int, str | None], ...]]:
    """Join cues to paragraphs: one ends with the voice, or after a sentence at a pause or at length."""
    paragraphs: list[Lines] = []
    voices: list[tuple[int, str | None]] = []
    last: Cue | None = None
    length = number = 0
    for cue in cues:
        turned = last is None or cue.voice != last.voice or cue.text.startswith(">>")
        rests = last is not None and _ENDED.search(last.text[-8:]) is not None
        paused = last is not None and cue.start - last.end >= _PAUSE_SECONDS
        if turned or (rests and (paused or length > _PARAGRAPH_CHARS)):
            number += 1 if paragraphs else 0
            paragraphs.append([])
            length = 0
        if turned:
            voices.append((number, cue.voice))
        paragraphs[-1].append((cue.text, Place(line=cue.line, seconds=cue.start)))
        length += len(cue.text)
        number += 1
        last = cue
    text, places = lay_out(paragraphs)
    return text, places, tuple(voices) if any(who for _, who in voices) else ()
