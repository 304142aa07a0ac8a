"""Word documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.terms import Document

Open = Callable[..., Document]


def test_paragraphs_and_properties_are_read(opened: Open) -> None:
    document = opened("a.docx", files.docx())
    assert document.text.split("\n\n") == files.STORY
    assert (document.title, document.authors) == ("Harbour report", ("Anna Berg",))
    at = document.text.index("Strelsau rejected")
    assert document.cite(at, at + 8).place == "line 2"


def test_the_day_the_file_was_made_is_only_a_hint(opened: Open) -> None:
    with pytest.raises(ReadingError) as caught:
        opened("a.docx", files.docx(), None)
    assert "made on 2020-05-14" in caught.value.hint


def test_a_table_keeps_its_rows(opened: Open) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('Fees')}{cell.format('12')}</w:tr>"
    assert opened("a.docx", files.docx(f"<w:tbl>{row}{row}</w:tbl>")).text == "Fees | 12\n\nFees | 12"


def test_deleted_words_are_not_read_and_inserted_ones_are(opened: Open) -> None:
    run = "<w:r><w:t xml:space='preserve'>{} </w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    body = f"<w:p>{run.format('They')}{deleted}<w:ins>{run.format('surely left.')}</w:ins></w:p>"
    assert opened("a.docx", files.docx(body)).text == "They surely left."
