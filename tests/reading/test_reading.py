"""From a file to a reading, through the doors that other coders use. All sentences are written for testing."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading import read
from watchfloor.world import World


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("Kenya praised Uganda on 4 April.\n", encoding="utf-8")
    return path


def test_a_file_is_read_to_its_statements(path: Path, world: World) -> None:
    reading = read(path, world, published="2020-05-15")
    (statement,) = reading.statements
    assert (statement.event, statement.when and statement.when.text) == ("SUPPORT", "2020-04-04")
    assert reading.document.text[statement.citation.start : statement.citation.end] == statement.citation.exact


def test_a_document_without_a_date_is_refused(path: Path, world: World) -> None:
    with pytest.raises(ReadingError) as caught:
        read(path, world)
    assert caught.value.code == "reading.no-date"


def test_an_unknown_date_keeps_what_is_known(path: Path, world: World) -> None:
    (statement,) = read(path, world, published="unknown").statements
    assert statement.when is not None
    assert statement.when.text == "XXXX-04-04"


def test_a_coder_that_is_not_installed_is_an_error_of_ours(path: Path, world: World) -> None:
    with pytest.raises(ReadingError) as caught:
        read(path, world, published="2020-05-15", coder="nobody")
    assert caught.value.code == "reading.no-coder"
    assert "nobody" in str(caught.value)


def test_statements_name_the_coder_that_made_them(path: Path, world: World) -> None:
    (statement,) = read(path, world, published="2020-05-15").statements
    assert statement.coder.startswith("watchfloor ")
