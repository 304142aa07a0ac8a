"""From a file to its text: format, encoding, mojibake, and the metadata that comes with it.

The door for other formats: an entry point in the group `watchfloor.readers` names a function
`(path, data) -> Source | None`, which returns None for a file that is not its own. Readers of
others are asked before ours, so that they may take over a suffix.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import NoReturn

from watchfloor.errors import ReadingError
from watchfloor.reading.text.metadata import Metadata, merge, parse, split_front_matter

#: The largest document that is read, in bytes.
MAX_BYTES = 8_000_000
SIDECAR = ".meta.yaml"
DOOR = "watchfloor.readers"

#: Above this share of control characters a file is no text.
_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
#: How much of a file is shown to the encoding detector, in bytes.
_SAMPLE_BYTES = 200_000
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
    metadata: Metadata = Metadata()
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
    whole = _clean(decode(data, path))
    try:
        front, text, first_line = split_front_matter(whole)
    except ReadingError as error:
        error.where = f"{path}:1"
        raise
    return Source(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        metadata=parse(front, file=str(path), first_line=2),
        markdown=markdown,
        first_line=first_line,
    )


def decode(data: bytes, path: Path) -> str:
    """Return bytes as text: by byte order mark, as UTF-8, else by the encoding that fits best.

    Raises ReadingError `reading.binary` or `reading.unknown-encoding`.
    """
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if marked is None and _is_binary(data.decode("latin-1")):
        _refuse("binary", "the file is not text", path, "export it as plain text or Markdown")
    encoding = marked or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _decode_unmarked(data, path)
    if _is_binary(text):
        _refuse("binary", "the file is not text", path, "export it as plain text or Markdown")
    return text


def _decode_unmarked(data: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    try:
        text = data.decode(best.encoding) if best is not None else ""
        text.encode()
    except UnicodeError:
        text = ""
    if not text:
        _refuse("unknown-encoding", "the encoding is neither UTF-8 nor recognisable", path, "save the file as UTF-8")
    return text


def _is_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text)


def _clean(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "\n".join(_unbroken(line) for line in text.split("\n")))


def _unbroken(line: str) -> str:
    """Undo mojibake in one line and touch nothing else: quotes, widths and ligatures stay as written."""
    if line.isascii():
        return line
    import ftfy  # slow to import, needed only beyond ASCII

    if not ftfy.is_bad(line):
        return line
    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return ftfy.fix_text(line, config).replace("\n", " ")


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
            return parse(_clean(decode(_bytes(sidecar), sidecar)), file=str(sidecar))
    return Metadata()


def _refuse_format(path: Path) -> NoReturn:
    suffix = path.suffix.lower()
    kind = f"{suffix} files are" if suffix in _NOT_YET else "this kind of file is"
    _refuse("unknown-format", f"{kind} not yet read", path, "export it as plain text or Markdown")


def _refuse(code: str, what: str, path: Path, hint: str) -> NoReturn:
    raise ReadingError(f"reading.{code}", what, where=str(path), hint=hint)
