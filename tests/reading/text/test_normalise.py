"""From bytes to a document: everything joined, and nothing but a document or an error comes out."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.errors import ReadingError
from watchfloor.reading.text import normalise, open_source, sentence_spans
from watchfloor.terms import Document, When

WORDS = frozenset({"russia", "talks", "the"})
TRANSCRIPT = """Featuring Anna Berg and Boris Carr

Gas and the Sea

Anna Berg:
The talks in Rus-
sia went on, and Boris
knows more.

Boris:
They ended.
"""


def read(path: Path, published: str | None = None) -> Document:
    return normalise(open_source(path), published=published, words=WORDS, is_section=lambda _: False)


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    path = tmp_path / "episode.txt"
    path.write_text(TRANSCRIPT, encoding="utf-8")
    return path


def test_a_transcript_becomes_a_document_with_turns_and_lines(episode: Path) -> None:
    document = read(episode, "2020-05-15")
    assert document.title == "Gas and the Sea"
    assert [turn.speaker for turn in document.turns] == ["Anna Berg", "Boris Carr"]
    assert document.published == When("2020-05-15")
    assert len(document.id) == 16
    assert document.source_line(document.text.index("Russia")) == 6
    assert document.source_line(document.text.index("sia went")) == 7
    assert document.speaker_at(document.text.index("They ended")) == "Boris Carr"
    assert document.speaker_at(0) == "publisher"


def test_the_same_bytes_have_the_same_id_under_any_name(episode: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(episode.read_bytes())
    assert read(other, "2020").id == read(episode, "2021").id


def test_without_a_date_reading_says_what_to_do(episode: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read(episode)
    assert caught.value.code == "reading.no-date"
    for way in ("--published YYYY-MM-DD", "published:", "--published unknown"):
        assert way in caught.value.hint


def test_an_unknown_date_is_read_on_demand(episode: Path) -> None:
    assert read(episode, "unknown").published == When("XXXX")


def test_metadata_go_before_what_the_text_tells(episode: Path) -> None:
    episode.with_name("episode.meta.yaml").write_text(
        "title: Episode 7\npublisher: The Institute\npublished: 2020-05\ntlp: green\n"
        "rights: own\ngrade: A\nlanguage: en\n"
    )
    document = read(episode)
    assert (document.title, document.publisher, document.tlp) == ("Episode 7", "The Institute", "green")
    assert (document.rights, document.grade, document.published) == ("own", "A", When("2020-05"))
    assert document.speaker_at(0) == "The Institute"


def test_rights_and_tlp_have_their_defaults(episode: Path) -> None:
    document = read(episode, "2020")
    assert (document.rights, document.tlp, document.language, document.grade) == ("quote", "clear", "en", None)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "Some words here.\n\n## The *head*\n\nMore.", "The head"),
        ("a.txt", "A short line\n\nA sentence follows it.", "A short line"),
        ("a_note.txt", "Nothing but a sentence.", "a_note"),
    ],
)
def test_a_title_is_found_or_the_file_lends_its_name(tmp_path: Path, name: str, text: str, title: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert read(path, "2020").title == title


def test_lines_are_those_of_the_file_with_its_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\npublished: 2020\n---\n\n# Head\n\nThe talks.")
    document = read(path)
    assert document.source_line(document.text.index("The talks")) == 8


def test_a_file_of_marks_alone_is_refused_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("***\n\nPage 1 of 2\n\f\nPage 2 of 2\n")
    with pytest.raises(ReadingError) as caught:
        read(path, "2020")
    assert caught.value.code == "reading.empty"


def test_one_long_line_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The talks went on. " * 100_000)
    document = read(path, "2020")
    assert len(sentence_spans(document.text)) == 100_000


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


PARTS = st.sampled_from(
    [
        *(b"---\n", b"title: A\n", b"published: 2020\n", b"Anna: Hi.\n", b"Ben: Hi.\n", b"\f", b"\xff\xfe", b"\r"),
        *(b"Rus-\n", b"sia ", "\U0001f30d".encode(), b"\xc3\xa9", b"\x92", b"# A\n", b"- b\n", b"[a](b)", b"\n\n"),
    ]
)
BYTES = st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.lists(PARTS).map(b"".join)


def outcome(path: Path) -> Document | ReadingError:
    try:
        return read(path, "2020")
    except ReadingError as error:
        return error


@given(data=BYTES, suffix=st.sampled_from([".txt", ".md", ""]))
def test_any_bytes_end_in_a_document_or_in_our_error(folder: Path, data: bytes, suffix: str) -> None:
    path = folder / f"any{suffix}"
    path.write_bytes(data)
    result = outcome(path)
    if isinstance(result, ReadingError):
        assert result.code.startswith("reading.")
        assert result.where
    else:
        assert result.text.strip()
        assert result.title
        assert all(0 <= turn.start < turn.end <= len(result.text) for turn in result.turns)
        assert all(0 <= start < len(result.text) and line >= 1 for start, line in result.lines)
        assert result.text.encode()


@given(text=st.text(st.sampled_from("ab \n\U0001f30d\U00020000\u0301\u0327é"), min_size=1, max_size=40))
def test_astral_characters_and_combining_marks_survive(folder: Path, text: str) -> None:
    path = folder / "marks.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    expected = "".join(unicodedata.normalize("NFC", text).split())
    if expected:
        assert "".join(read(path, "2020").text.split()) == expected
