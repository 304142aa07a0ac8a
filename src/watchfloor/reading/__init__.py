"""From a file to what it says: open, mend, turns, sentences, mentions, dates, events, judgements, requirements."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import ReadingError
from watchfloor.terms import Document, Reading, Refused, Statement
from watchfloor.world import World

if TYPE_CHECKING:
    from watchfloor.reading.text import Source

__all__ = ["Coder", "read", "read_source"]

Progress = Callable[[int, int], None]
#: A coder turns a document into statements and the parts it refused; others enter by `watchfloor.coders`.
Coder = Callable[[Document, World, Progress | None], tuple[tuple[Statement, ...], tuple[Refused, ...]]]


def read(
    path: Path,
    world: World,
    *,
    published: str | None = None,
    coder: str = "watchfloor",
    progress: Progress | None = None,
) -> Reading:
    """Read a document: its text, turns and statements, each with its citation, and what was refused.

    published: an EDTF day where the document carries none, or `unknown`.
    coder: the name of a coder under the entry point group `watchfloor.coders`.
    Raises ReadingError where the document cannot be read at all, or no coder has the name.
    """
    from watchfloor.reading.text import open_source

    return read_source(open_source(path), world, published=published, coder=coder, progress=progress)


def read_source(
    source: Source,
    world: World,
    *,
    published: str | None = None,
    coder: str = "watchfloor",
    progress: Progress | None = None,
) -> Reading:
    """Read one document of a file that has been opened; a file may hold several.

    What the file holds besides is refused, at the end of the text, by name.
    Raises ReadingError as `read` does.
    """
    from watchfloor.reading.language import vocabulary
    from watchfloor.reading.text import normalise

    def is_section(label: str) -> bool:
        return any(c.kind != "person" for c in world.resolve(label))

    document = normalise(source, published=published, words=vocabulary(), is_section=is_section)
    statements, refused = _coder(coder)(document, world, progress)
    end = len(document.text)
    unread = (Refused(start=end, end=end, reason=reason) for reason in source.unread)
    return Reading(document=document, statements=statements, refused=(*refused, *unread))


def _coder(name: str) -> Coder:
    for entry in entry_points(group="watchfloor.coders", name=name):
        loaded: Coder = entry.load()
        return loaded
    if name == "watchfloor":  # run from a checkout, without entry points
        from watchfloor.reading.coder import code

        return code
    raise ReadingError(
        "reading.no-coder",
        f"no coder is installed under the name {name!r}",
        hint="install a package that offers it under the entry point group watchfloor.coders",
    )
