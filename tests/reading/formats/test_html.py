"""Web pages: the article, its lines, its metadata."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.terms import Document

Open = Callable[..., Document]
META = (
    '<meta property="og:title" content="Treaty signed"><meta property="og:site_name" content="The Gazette">'
    '<meta name="author" content="Anna Berg"><link rel="canonical" href="https://example.org/1">'
    '<meta property="article:published_time" content="2020-05-14T23:00:00Z">'
)
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "%s", '
    '"author": {"name": "Boris Carr"}}]}</script>'
)


def test_the_article_is_read_without_what_stands_around_it(opened: Open) -> None:
    document = opened("a.html", files.page())
    assert document.text.split("\n\n") == ["Harbour treaty signed", *files.STORY]
    at = document.text.index("Strelsau rejected")
    assert document.cite(at, at + 8).place == "line 5"


def test_the_head_says_who_when_and_where(opened: Open) -> None:
    document = opened("a.html", files.page(head=META), None)
    assert (document.title, document.publisher, document.authors) == ("Treaty signed", "The Gazette", ("Anna Berg",))
    assert (document.published.text, document.url) == ("2020-05-14", "https://example.org/1")


def test_linked_data_say_the_same(opened: Open) -> None:
    document = opened("a.html", files.page(head=LINKED % "2020-05-14"), None)
    assert (document.published.text, document.authors) == ("2020-05-14", ("Boris Carr",))


def test_two_dates_that_disagree_are_named(refused: Callable[[str, bytes], ReadingError], opened: Open) -> None:
    error = refused("a.html", files.page(head=META + LINKED % "2020-05-12"))
    assert error.code == "reading.two-dates"
    assert "2020-05-14" in error.what
    assert "2020-05-12" in error.what
    with pytest.raises(ReadingError) as caught:
        opened("b.html", files.page(head=META), "2020-05-13")
    assert caught.value.code == "reading.two-dates"


def test_no_date_is_guessed_from_the_words(opened: Open) -> None:
    with pytest.raises(ReadingError) as caught:
        opened("a.html", files.page(["Updated on 14 May 2020. " + files.STORY[0], files.STORY[1]]), None)
    assert caught.value.code == "reading.no-date"


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16"])
def test_older_encodings_are_read_as_the_page_says(opened: Open, encoding: str) -> None:
    text = files.page(["The minister spoke in Niš with Vučić about the treaty, and " + files.STORY[0]]).decode()
    data = text.replace("<head>", f'<head><meta charset="{encoding}">').encode(encoding)
    assert "in Niš with Vučić" in opened("a.html", data).text


def test_the_cells_of_a_row_stay_together_and_scripts_are_no_words(
    refused: Callable[[str, bytes], ReadingError], opened: Open
) -> None:
    data = b"<html><body><table><tr><td>Fees</td><td><p>12</p></td></tr></table><script>x()</script></body></html>"
    assert opened("a.html", data).text == "Fees | 12"
    assert refused("b.html", b"<html><body><script>x()</script></body></html>").code == "reading.no-text"
