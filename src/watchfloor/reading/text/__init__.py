"""From bytes to mended text: metadata, paragraphs, turns, sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from itertools import pairwise
from typing import TypeVar

from watchfloor.errors import ReadingError
from watchfloor.reading.text.mending import Mended, mend
from watchfloor.reading.text.metadata import Metadata, command_line, merge
from watchfloor.reading.text.opening import Source, is_sidecar, open_source, open_sources
from watchfloor.reading.text.people import name_speakers
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.reading.text.turns import Found, find_turns
from watchfloor.terms import Document, Turn

__all__ = [
    "Found", "Mended", "Metadata", "Source", "find_turns", "is_sidecar", "mend", "normalise", "open_source",
    "open_sources", "sentence_spans",
]  # fmt: skip

N = TypeVar("N", int, float)

_NO_DATE_HINT = (
    "give --published YYYY-MM-DD, or add `published: YYYY-MM-DD` to its front matter or sidecar, "
    "or give --published unknown"
)


def normalise(
    source: Source, *, published: str | None, words: Container[str], is_section: Callable[[str], bool]
) -> Document:
    """Make a document of a source: its text mended, its turns found, its metadata merged.

    published: date from the command line, `unknown`, or None; words: known words with small
    letters, for hyphens at line ends; is_section: whether a label is a country's or body's name.
    Raises ReadingError where its metadata is wrong, no date is given, or nothing is left to read.
    """
    metadata = merge(source.metadata, command_line(published=published))
    where = str(source.path)
    if metadata.published is None:
        made = f"; the file was made on {source.made}, which need not be the day" if source.made else ""
        raise ReadingError("reading.no-date", "no date of publication is known", where=where, hint=_NO_DATE_HINT + made)
    mended = mend(
        source.text, words, markdown=source.markdown, blocks=source.blocks, wrapped=source.wrapped,
        first_line=0 if source.places else source.first_line,
    )  # fmt: skip
    if not mended.text:
        raise ReadingError("reading.empty", "the file holds no words, only marks and page numbers", where=where)
    found = _voices(source, mended, is_section) if source.voices else find_turns(mended.text, is_section)
    heading = mended.text[slice(*mended.headings[0])] if mended.headings else None
    places = [(offset, source.places[n]) for offset, n in mended.lines] if source.places else []
    return Document(
        id=source.digest[:16],
        title=metadata.title or heading or found.title or source.path.stem,
        publisher=metadata.publisher,
        authors=metadata.authors or (),
        published=metadata.published,
        url=metadata.url,
        language=metadata.language or "en",
        text=mended.text,
        turns=found.turns,
        lines=tuple((offset, place.line) for offset, place in places) if places else mended.lines,
        pages=_changes((offset, place.page) for offset, place in places),
        times=_changes((offset, place.seconds) for offset, place in places),
        derives_from=metadata.derives_from,
        grade=metadata.grade,
        tlp=metadata.tlp or "clear",
        rights=metadata.rights or "quote",
        path=where,
    )


def _voices(source: Source, mended: Mended, is_section: Callable[[str], bool]) -> Found:
    """Return the turns of a source that says itself who speaks from which line on."""
    starts = [(_offset_of(line, mended), who) for line, who in source.voices]
    spans = []
    for (start, who), (end, _) in pairwise([*starts, (len(mended.text), None)]):
        speech = mended.text[start:end].rstrip()
        if who is not None and speech:
            spans.append((who, start, start + len(speech)))
    said = [(who, mended.text[start:end]) for who, start, end in spans]
    names = name_speakers(said, source.metadata.title or "", mended.text, is_section)
    turns = tuple(Turn(n=n, speaker=names[who], start=a, end=b) for n, (who, a, b) in enumerate(spans, start=1))
    return Found(turns=turns, people=tuple(dict.fromkeys(turn.speaker for turn in turns)))


def _offset_of(line: int, mended: Mended) -> int:
    n = bisect_left(mended.lines, line, key=lambda mark: mark[1])
    return mended.lines[n][0] if n < len(mended.lines) else len(mended.text)


def _changes(marks: Iterable[tuple[int, N | None]]) -> tuple[tuple[int, N], ...]:
    """Return the marks whose value is another one than before, those without a value left out."""
    found: list[tuple[int, N]] = []
    for offset, value in marks:
        if value is not None and (not found or found[-1][1] != value):
            found.append((offset, value))
    return tuple(found)
