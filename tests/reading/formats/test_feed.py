"""Feeds: each item is a document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.reading.formats import files

from watchfloor import desk
from watchfloor.errors import ReadingError
from watchfloor.reading.text import open_source
from watchfloor.reading.text.opening import open_sources
from watchfloor.world import World


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "a.rss"
    path.write_bytes(files.RSS)
    return path


def test_each_item_is_a_document_with_what_the_feed_says_of_it(feed: Path) -> None:
    one, other = open_sources(feed)
    assert one.text == "The minister signed the treaty.\n\nThen she left."
    said = one.metadata
    assert (said.title, said.publisher, said.authors) == ("Treaty signed", "The Harbour Gazette", ("Anna Berg",))
    assert said.published is not None
    assert (said.published.text, said.url) == ("2020-05-15", "https://example.org/1")
    assert one.unread == ("enclosure not read: https://example.org/a.mp3",)
    assert (other.metadata.published, other.path.name) == (None, "a.rss#2")


def test_an_item_keeps_its_id_when_the_feed_moves_on(feed: Path) -> None:
    before = open_sources(feed)[1].digest
    feed.write_bytes(files.RSS.replace(b"<item><title>Treaty", b"<item><title>New</title></item><item><title>Treaty"))
    assert open_sources(feed)[2].digest == before


def test_atom_is_dated_by_its_publication_not_its_update(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_bytes(files.ATOM)
    (one,) = open_sources(path)
    assert one.text == "The offer came late."
    assert one.metadata.published is not None
    assert (one.metadata.published.text, one.metadata.authors) == ("2020-05-14", ("Boris Carr",))


def test_the_desk_reads_every_item_and_dates_only_those_without_a_date(feed: Path, world: World) -> None:
    one, other = desk.readings([feed], world, published="2020-05-20")
    assert one.reading is not None
    assert other.reading is not None
    assert one.reading.document.published.upper == date(2020, 5, 15)
    assert other.reading.document.published.upper == date(2020, 5, 20)
    assert one.reading.refused[-1].reason == "enclosure not read: https://example.org/a.mp3"


def test_an_item_without_a_date_stops_no_other(feed: Path, world: World) -> None:
    one, other = desk.readings([feed], world)
    assert one.reading is not None
    assert other.error is not None
    assert other.error.code == "reading.no-date"


def test_a_file_of_several_documents_is_no_single_one(feed: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        open_source(feed)
    assert caught.value.code == "reading.several"
