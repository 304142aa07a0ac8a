"""What the tests of the formats share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading.language import vocabulary
from watchfloor.reading.text import normalise, open_source
from watchfloor.reading.text.opening import open_sources
from watchfloor.terms import Document

Open = Callable[..., Document]
Refuse = Callable[[str, bytes], ReadingError]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Return a function that makes a document of the bytes of a file."""

    def make(name: str, data: bytes, published: str | None = "2020-05-15") -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        return normalise(open_source(path), published=published, words=vocabulary(), is_section=lambda _: False)

    return make


@pytest.fixture
def refused(tmp_path: Path) -> Refuse:
    """Return a function that gives the error of a file that cannot be read."""

    def make(name: str, data: bytes) -> ReadingError:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ReadingError) as caught:
            open_sources(path)
        assert str(path) in caught.value.where
        assert caught.value.hint
        return caught.value

    return make
