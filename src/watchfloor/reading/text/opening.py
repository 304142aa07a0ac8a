"""From a file to its text: format, encoding, mojibake, and the metadata that comes with it.

The door for other formats: an entry point in the group `watchfloor.readers` names a function
`(path, data) -> Source | tuple[Source, ...] | None`: several for a file of several documents, None for
a file that is not its own. Readers of others are asked before ours, so that they may take over a suffix.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import resolve_name
from typing import NoReturn

from watchfloor.errors import ReadingError
from watchfloor.reading.text.encoding import clean, decode
from watchfloor.reading.text.metadata import Metadata, merge, parse, split_front_matter

#: The largest document that is read, in bytes; of a format that also holds pictures, and of its text in characters.
MAX_BYTES = 8_000_000
MAX_BYTES_PICTURED = 64_000_000
SIDECAR = ".meta.yaml"
DOOR = "watchfloor.readers"

_MARKDOWN = (".md", ".markdown", ".mdown")
_PICTURED = (".pdf", ".docx", ".eml")
_NOT_YET = (".doc", ".odt", ".rtf", ".epub", ".pptx", ".xlsx", ".msg", ".mbox", ".zip")
_MAGIC = (
    (re.compile(rb".{0,1024}?%PDF-", re.DOTALL), "a PDF file", ".pdf"),
    (re.compile(rb"PK\x03\x04"), "a zipped file, such as DOCX", ".docx"),
    (re.compile(rb"\{\\rtf"), "an RTF file", ".rtf"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old or encrypted Office file", ".doc"),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])", re.I | re.S),
        "a web page",
        ".html",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line of the text stands in the file: line, and page or second where the format has them."""

    line: int  #: of the page where there is one, counted from 1
    page: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as text, before mending.

    text: NFC, lines ended by "\\n"; a form feed marks a page break.
    first_line: line of the file on which the text starts, counted from 1.
    places: one for each line of the text, or none where the lines are those of the file.
    blocks: whether a blank line and nothing else parts paragraphs, and no line is page furniture.
    wrapped: whether the lines are those of a page, whatever they look like.
    voices: (index of a line of the text from 0, who speaks from there on); None for nobody's words.
    unread: what the file holds besides, such as attachments.
    made: the day on which the file was made, which is no date of publication.
    """

    path: Path
    digest: str  #: SHA-256 of the bytes, hexadecimal
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    markdown: bool = False
    first_line: int = 1
    places: tuple[Place, ...] = ()
    blocks: bool = False
    wrapped: bool = False
    voices: tuple[tuple[int, str | None], ...] = ()
    unread: tuple[str, ...] = ()
    made: str | None = None


Reader = Callable[[Path, bytes], Source | tuple[Source, ...] | None]


def open_source(path: Path) -> Source:
    """Open a file that holds one document; raises ReadingError as `open_sources` does, and for several."""
    first, *more = open_sources(path)
    if more:
        _refuse("several", f"the file holds {len(more) + 1} documents", path, "read it with `watchfloor read`")
    return first


def open_sources(path: Path) -> tuple[Source, ...]:
    """Open a file and return its documents as text with the metadata of its format and its sidecar.

    The sidecar is `NAME.meta.yaml` with or without the document's own suffix in NAME.
    Raises ReadingError: reading.not-found, no-permission, is-folder, too-large, empty, binary, broken,
    encrypted, no-text, wrong-extension, unknown-encoding, unknown-format, and what is wrong with its metadata.
    """
    if is_sidecar(path):
        _refuse("unknown-format", "this is the metadata of another document", path, "read that document instead")
    data = _bytes(path)
    if not data.strip():
        _refuse("empty", "the file is empty", path, "check that it was saved or exported whole")
    for reader in readers():
        found = reader(path, data)
        if found is not None:
            break
    else:
        _refuse_format(path, data)
    sources = found if isinstance(found, tuple) else (found,)
    if not any(source.text.strip("\ufeff\u200b \t\r\n\f\v\u00a0") for source in sources):
        _refuse("empty", "the file holds no words", path, "check that it was saved or exported whole")
    if sum(len(source.text) for source in sources) > MAX_BYTES:
        _refuse("too-large", f"the text is longer than {MAX_BYTES // 1_000_000} million characters", path, "split it")
    sidecar = _sidecar(path)
    return tuple(replace(source, metadata=merge(source.metadata, sidecar)) for source in sources)


def is_sidecar(path: Path) -> bool:
    """Tell whether a file holds another document's metadata."""
    return path.name.endswith(SIDECAR)


def readers() -> Iterator[Reader]:
    """Yield the readers of all formats: those of others by name, then ours."""
    for point in sorted(entry_points(group=DOOR), key=lambda point: point.name):
        if point.name not in READERS:
            yield point.load()
    for name in READERS.values():
        yield resolve_name(name)


def read_markdown(path: Path, data: bytes) -> Source | None:
    """Read a Markdown file with optional front matter; None for other suffixes."""
    return _source(path, data, markdown=True) if path.suffix.lower() in _MARKDOWN else None


def read_plain(path: Path, data: bytes) -> Source | None:
    """Read plain text with optional front matter; None for a format that is not plain text."""
    if path.suffix.lower() in _NOT_YET or any(magic.match(data) for magic, _, _ in _MAGIC):
        return None
    return _source(path, data, markdown=False)


_FORMATS = "watchfloor.reading.formats"
#: Ours, in the order in which they are asked; names, so that no format is imported before it is met.
READERS = {
    "markdown": f"{__name__}:read_markdown",
    "pdf": f"{_FORMATS}.pdf:read_pdf",
    "html": f"{_FORMATS}.html:read_html",
    "docx": f"{_FORMATS}.docx:read_docx",
    "captions": f"{_FORMATS}.captions:read_captions",
    "mail": f"{_FORMATS}.mail:read_mail",
    "feed": f"{_FORMATS}.feed:read_feed",
    "plain": f"{__name__}:read_plain",
}


def _source(path: Path, data: bytes, *, markdown: bool) -> Source:
    whole = clean(decode(data, path))
    front, text, first_line = split_front_matter(whole, file=str(path))
    return Source(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        metadata=parse(front, file=str(path), first_line=2),
        markdown=markdown,
        first_line=first_line,
    )


def _bytes(path: Path) -> bytes:
    most = MAX_BYTES_PICTURED if path.suffix.lower() in _PICTURED else MAX_BYTES
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except IsADirectoryError:
        _refuse("is-folder", "this is a folder", path, "name the files in it, e.g. FOLDER/*.txt")
    except PermissionError:
        _refuse("no-permission", "the file may not be read", path, "ask its owner, or change its permissions")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        _refuse("not-found", "there is no such file", path, _nearest(path))
    except OSError as error:
        _refuse("not-found", f"the file cannot be opened: {error.strerror}", path, "")
    if len(data) > most:
        what = f"the file is larger than {most // 1_000_000} MB"
        _refuse("too-large", what, path, "split it, e.g. one file for each chapter or session")
    return data


def _nearest(path: Path) -> str:
    import difflib

    try:
        names = [other.name for other in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    close = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def _sidecar(path: Path) -> Metadata:
    for name in (path.name + SIDECAR, path.stem + SIDECAR):
        sidecar = path.with_name(name)
        if sidecar.is_file():
            return parse(clean(decode(_bytes(sidecar), sidecar)), file=str(sidecar))
    return Metadata()


def _refuse_format(path: Path, data: bytes) -> NoReturn:
    suffix = path.suffix.lower()
    for magic, what, right in _MAGIC:
        if magic.match(data) and suffix not in _NOT_YET:
            read = right not in _NOT_YET
            hint = f"rename it to {path.stem}{right}" if read else "export it as plain text, DOCX or PDF"
            _refuse("wrong-extension" if read else "unknown-format", f"the file is {what}", path, hint)
    kind = f"{suffix} files are" if suffix in _NOT_YET else "this kind of file is"
    _refuse("unknown-format", f"{kind} not yet read", path, "export it as plain text or Markdown")


def _refuse(code: str, what: str, path: Path, hint: str) -> NoReturn:
    raise ReadingError(f"reading.{code}", what, where=str(path), hint=hint)
