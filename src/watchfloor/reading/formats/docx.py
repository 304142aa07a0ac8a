"""Word documents: opened only after the zip directory has shown that they are of a sane size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from watchfloor.reading.formats.html import blocks, parse
from watchfloor.reading.formats.layout import Lines, bomb, broken, day_of, encrypted, lay_out, misnamed, sha, tidy
from watchfloor.reading.text.metadata import Metadata
from watchfloor.reading.text.opening import Place, Source

_KIND = "Word document (DOCX)"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
#: The most that a document may hold unpacked, in all and in one part of XML, in bytes; and in parts.
_MOST_BYTES = 200_000_000
_MOST_XML_BYTES = 12_000_000
_MOST_PARTS = 5_000
_NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}


def read_docx(path: Path, data: bytes) -> Source | None:
    """Read a Word document; None for other suffixes."""
    if path.suffix.lower() != ".docx":
        return None
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(path)
        raise misnamed(path, _KIND)
    if not data.startswith(_ZIP):
        raise misnamed(path, _KIND)
    core, pictures = _checked(path, data)
    root = parse(f"<html><body>{_as_html(path, data)}</body></html>", path)
    for mark in [e for e in root.iter("sup") if e.find("a") is not None]:
        mark.drop_tag() if mark.text_content().strip("[]0123456789 ") else mark.drop_tree()
    paragraphs: list[Lines] = [
        [(tidy(text.replace("↑", "")), Place(line=n))] for n, [(text, _)] in enumerate(blocks(root), start=1)
    ]
    laid, places = lay_out(paragraphs)
    metadata, made = _metadata(core)
    unread = (f"{pictures} pictures are not read",) if pictures else ()
    return Source(
        path=path, digest=sha(data), text=laid, metadata=metadata, places=places, blocks=True, unread=unread, made=made
    )


def _checked(path: Path, data: bytes) -> tuple[bytes, int]:
    """Return the core properties and the number of pictures of a document whose parts are all of a sane size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise bomb(path, "the document is far larger unpacked than it may be")
            if any(part.flag_bits & 1 for part in parts):
                raise encrypted(path)
            if _MAIN not in packed.namelist():
                raise misnamed(path, _KIND)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(path, part, packed)
            core = packed.read(_CORE) if _CORE in packed.namelist() else b""
            return core, sum(part.filename.startswith("word/media/") for part in parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise broken(path, _KIND, str(error)) from None


def _check_xml(path: Path, part: zipfile.ZipInfo, packed: zipfile.ZipFile) -> None:
    """Inflate a part, which zipfile ends at its stated size, and refuse declarations that let it grow."""
    if part.file_size > _MOST_XML_BYTES:
        raise bomb(path, f"its part {part.filename} is far larger unpacked than it may be")
    xml = packed.read(part)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", xml.replace(b"\0", b""), re.IGNORECASE):
        raise broken(path, _KIND, f"its part {part.filename} declares entities, which no Word document does")


def _as_html(path: Path, data: bytes) -> str:
    import mammoth

    def no_picture(_: Any) -> dict[str, str]:
        return {}

    try:
        made = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(no_picture))
    except RecursionError:
        raise bomb(path, "the document nests its parts too deeply") from None
    except Exception as error:  # mammoth has no error of its own: KeyError, AttributeError, ExpatError and others
        raise broken(path, _KIND, str(error)) from None
    return str(made.value)


def _metadata(core: bytes) -> tuple[Metadata, str | None]:
    """Return title and authors, and the day on which the file was made."""
    try:
        root = ElementTree.fromstring(core)
    except ElementTree.ParseError:
        return Metadata(), None

    def said(key: str) -> str | None:
        return tidy(root.findtext(key, "", _NAMES)) or None

    author, day = said("dc:creator"), day_of(said("dcterms:created"))
    return Metadata(title=said("dc:title"), authors=(author,) if author else None), day.text if day else None
