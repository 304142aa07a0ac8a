"""E-mail: the text or the page it carries, with what its headers say; attachments are named."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from watchfloor.reading.formats.html import blocks, parse
from watchfloor.reading.formats.layout import Lines, broken, encrypted, lay_out, misnamed, sha, tidy
from watchfloor.reading.text.encoding import clean, decode
from watchfloor.reading.text.metadata import Metadata
from watchfloor.reading.text.opening import Source
from watchfloor.terms import When

_KIND = "e-mail"
_HEADER = re.compile(rb"(?:From [^\n]{1,200}\n)?[!-9;-~]{1,80}:[ \t]?[^\n]*\n")
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
#: A plain part of fewer characters beside a page only says where to read it.
_LEAST_PLAIN = 200
_MOST_PARTS = 500


def read_mail(path: Path, data: bytes) -> Source | None:
    """Read an e-mail as saved by a mail program; None for other suffixes."""
    if path.suffix.lower() != ".eml":
        return None
    if not _HEADER.match(data.lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")):
        raise misnamed(path, _KIND)
    try:
        message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
        if message.get_content_type() in _ENCRYPTED:
            raise encrypted(path)
        plain, page, unread = _parts(message, path)
        metadata = _metadata(message, path)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise broken(path, _KIND, str(error)) from None  # email.policy.default fails in many ways on bad headers
    paragraphs: list[Lines] = blocks(parse(page, path)) if page.strip() else []
    if paragraphs and len(plain.strip()) < _LEAST_PLAIN:
        text, places = lay_out(paragraphs)
        return Source(
            path=path, digest=sha(data), text=text, metadata=metadata, places=places, blocks=True, unread=unread
        )
    return Source(path=path, digest=sha(data), text=plain, metadata=metadata, unread=unread)


def _parts(message: EmailMessage, path: Path) -> tuple[str, str, tuple[str, ...]]:
    """Return the plain text, the page, and what is attached."""
    plain: list[str] = []
    pages: list[str] = []
    unread: list[str] = []
    for n, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if n > _MOST_PARTS:
            raise broken(path, _KIND, f"it has more than {_MOST_PARTS} parts")
        if part.is_multipart() and kind != "message/rfc822":
            continue
        if part.get_content_disposition() == "attachment" or part.get_filename() or not kind.startswith("text/"):
            unread.append(f"attachment not read: {tidy(part.get_filename() or 'without a name')} ({kind})")
        elif kind == "text/html":
            pages.append(_words(part, path))
        else:
            plain.append(_words(part, path))
    return "\n\n".join(plain), "\n".join(pages), tuple(unread)


def _words(part: EmailMessage, path: Path) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return clean(data.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return clean(decode(data, path)) if data.strip() else ""


def _metadata(message: EmailMessage, path: Path) -> Metadata:
    names = re.sub(r"<[^<>]*>", "", str(message.get("From", ""))).strip(" \"'")
    url = re.search(r"https?://[^\s<>\"]+", str(message.get("Archived-At", "")))
    try:
        sent = parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = None
    return Metadata(
        title=tidy(str(message.get("Subject", ""))) or None,
        authors=(tidy(names),) if tidy(names) else None,
        published=When(sent) if sent else None,
        published_where=f"{path}, its header Date" if sent else "",
        url=url[0] if url else None,
    )
