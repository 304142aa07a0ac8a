"""From a file to its text: format, encoding, mojibake, and the metadata that comes with it.

The door for other formats: an entry point in the group `watchfloor.readers` names a function
`(path, data) -> Source | None`, which returns None for a file that is not its own. Readers of
others are asked before ours, so that they may take over a suffix.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import NoReturn

from watchfloor.errors import ReadingError
from watchfloor.reading.text.encoding import clean, decode
from watchfloor.reading.text.metadata import Metadata, merge, parse, split_front_matter

#: The largest document that is read, in bytes.
MAX_BYTES = 8_000_000
SIDECAR = ".meta.yaml"
DOOR = "watchfloor.readers"

_MARKDOWN = (".md", ".markdown", ".mdown")
_NOT_YET = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm", ".xhtml", ".epub", ".pptx", ".xlsx")
_MAGIC = ((b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a zipped file, such as DOCX"), (b"{\\rtf", "an RTF file"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as text, before mending.

    text: NFC, lines ended by "\\n"; a form feed marks a page break.
    first_line: line of the file on which the text starts, counted from 1.
    """

    path: Path
    digest: str  #: SHA-256 of the bytes, hexadecimal
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    markdown: bool = False
    first_line: int = 1


Reader = Callable[[Path, bytes], Source | None]


def open_source(path: Path) -> Source:
    """Open a document and return its text with the metadata of its format and its sidecar.

    The sidecar is `NAME.meta.yaml` with or without the document's own suffix in NAME.
    Raises ReadingError: reading.not-found, no-permission, is-folder, too-large, empty, binary,
    unknown-encoding, unknown-format, and what is wrong with its metadata.
    """
    if is_sidecar(path):
        _refuse("unknown-format", "this is the metadata of another document", path, "read that document instead")
    data = _bytes(path)
    if not data.strip():
        _refuse("empty", "the file is empty", path, "check that it was saved or exported whole")
    for reader in readers():
        source = reader(path, data)
        if source is not None:
            break
    else:
        _refuse_format(path)
    if not source.text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        _refuse("empty", "the file holds no words", path, "check that it was saved or exported whole")
    return replace(source, metadata=merge(source.metadata, _sidecar(path)))


def is_sidecar(path: Path) -> bool:
    """Tell whether a file holds another document's metadata."""
    return path.name.endswith(SIDECAR)


def readers() -> Iterator[Reader]:
    """Yield the readers of all formats: those of others by name, then ours."""
    for point in sorted(entry_points(group=DOOR), key=lambda point: point.name):
        if point.name not in READERS:
            yield point.load()
    yield from READERS.values()


def read_markdown(path: Path, data: bytes) -> Source | None:
    """Read a Markdown file with optional front matter; None for other suffixes."""
    return _source(path, data, markdown=True) if path.suffix.lower() in _MARKDOWN else None


def read_plain(path: Path, data: bytes) -> Source | None:
    """Read plain text with optional front matter; None for a format that is not plain text."""
    if path.suffix.lower() in _NOT_YET or any(data.startswith(magic) for magic, _ in _MAGIC):
        return None
    return _source(path, data, markdown=False)


READERS: dict[str, Reader] = {"markdown": read_markdown, "plain": read_plain}


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
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        _refuse("is-folder", "this is a folder", path, "name the files in it, e.g. FOLDER/*.txt")
    except PermissionError:
        _refuse("no-permission", "the file may not be read", path, "ask its owner, or change its permissions")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        _refuse("not-found", "there is no such file", path, _nearest(path))
    except OSError as error:
        _refuse("not-found", f"the file cannot be opened: {error.strerror}", path, "")
    if len(data) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
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


def _refuse_format(path: Path) -> NoReturn:
    suffix = path.suffix.lower()
    kind = f"{suffix} files are" if suffix in _NOT_YET else "this kind of file is"
    _refuse("unknown-format", f"{kind} not yet read", path, "export it as plain text or Markdown")


def _refuse(code: str, what: str, path: Path, hint: str) -> NoReturn:
    raise ReadingError(f"reading.{code}", what, where=str(path), hint=hint)
