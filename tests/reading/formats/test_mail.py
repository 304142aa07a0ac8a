"""E-mail: text or page, headers, attachments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.reading.text import open_source
from watchfloor.terms import Document

Open = Callable[..., Document]


def test_the_text_is_read_with_what_the_headers_say(opened: Open) -> None:
    document = opened("a.eml", files.MAIL, None)
    assert document.text == "The finance minister signed the treaty in Niš."
    assert (document.title, document.authors) == ("Niš weekly", ("Anna Berg",))
    assert (document.published.text, document.url) == ("2020-05-15", "https://example.org/list/1")


def test_attachments_are_named(opened: Open, tmp_path: Path) -> None:
    opened("a.eml", files.MAIL)
    assert open_source(tmp_path / "a.eml").unread == ("attachment not read: fees.pdf (application/pdf)",)


def test_the_page_is_read_where_the_text_only_points_to_it(opened: Open) -> None:
    plain = b"--c\nContent-Type: text/plain\n\nView in your browser.\n"
    page = b"--c\nContent-Type: text/html; charset=utf-8\n\n" + files.page() + b"\n--c--\n"
    head = (
        b"Date: Fri, 15 May 2020 10:00:00 GMT\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=c\n\n"
    )
    document = opened("a.eml", head + plain + page, None)
    assert all(text in document.text for text in files.STORY)


def test_an_encrypted_mail_says_so(refused: Callable[[str, bytes], ReadingError]) -> None:
    data = b"From: a@example.org\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n"
    assert refused("a.eml", data).code == "reading.encrypted"
