"""From bytes to mended text: metadata, paragraphs, turns, sentences."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path

from watchfloor.errors import ReadingError
from watchfloor.reading.text.mending import Mended, mend
from watchfloor.reading.text.metadata import Metadata, command_line, merge
from watchfloor.reading.text.opening import Source, is_sidecar, open_source
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.reading.text.turns import Found, find_turns
from watchfloor.terms import Document

__all__ = [
    "Found", "Mended", "Metadata", "Source", "carries_date", "find_turns", "is_sidecar", "mend", "normalise",
    "open_source", "sentence_spans",
]  # fmt: skip

_NO_DATE_HINT = (
    "give --published YYYY-MM-DD, or add `published: YYYY-MM-DD` to its front matter or sidecar, "
    "or give --published unknown"
)


def carries_date(path: Path) -> bool:
    """Tell whether a file says itself when it was published; raises ReadingError where it cannot be opened."""
    return open_source(path).metadata.published is not None


def normalise(
    path: Path, *, published: str | None, words: Container[str], is_section: Callable[[str], bool]
) -> Document:
    """Read a file into a document: its text mended, its turns found, its metadata merged.

    published: date from the command line, `unknown`, or None; words: known words with small
    letters, for hyphens at line ends; is_section: whether a label is a country's or body's name.
    Raises ReadingError where the file cannot be read, its metadata is wrong, or no date is given.
    """
    source = open_source(path)
    metadata = merge(source.metadata, command_line(published=published))
    if metadata.published is None:
        raise ReadingError("reading.no-date", "no date of publication is known", where=str(path), hint=_NO_DATE_HINT)
    mended = mend(source.text, words, markdown=source.markdown, first_line=source.first_line)
    if not mended.text:
        raise ReadingError("reading.empty", "the file holds no words, only marks and page numbers", where=str(path))
    found = find_turns(mended.text, is_section)
    heading = mended.text[slice(*mended.headings[0])] if mended.headings else None
    return Document(
        id=source.digest[:16],
        title=metadata.title or heading or found.title or path.stem,
        publisher=metadata.publisher,
        authors=metadata.authors or (),
        published=metadata.published,
        url=metadata.url,
        language=metadata.language or "en",
        text=mended.text,
        turns=found.turns,
        lines=mended.lines,
        derives_from=metadata.derives_from,
        grade=metadata.grade,
        tlp=metadata.tlp or "clear",
        rights=metadata.rights or "quote",
        path=str(path),
    )
