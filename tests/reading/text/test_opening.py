"""Opening: which files are read, in which encodings, and what is said of those that are not."""

from __future__ import annotations

import hashlib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading.text import opening
from watchfloor.reading.text.encoding import clean, decode
from watchfloor.reading.text.opening import MAX_BYTES, Source, is_sidecar, open_source
from watchfloor.terms import When

NAMES = "President Aleksandar Vučić met Milo Đukanović in Niš. The talks went on in Čačak and Požarevac. "
QUOTES = "The minister’s words – “so far” – have changed nothing in the region. "
RUSSIAN = "Президент заявил, что переговоры будут продолжены весной. "


def refused(path: Path) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        open_source(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\ufeff\u00a0\n".encode(), "empty"),
        (b"---\ntitle: A\n---\n", "empty"),
        (b"text\0more", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"a" * (MAX_BYTES + 1), "too-large"),
        (bytes(range(128, 256)) * 3, "unknown-encoding"),
        (b"%PDF-1.7 text", "wrong-extension"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refused(path).code == f"reading.{code}"


@pytest.mark.parametrize("name", ["a.odt", "a.RTF", "a.epub"])
def test_formats_that_are_not_yet_read_are_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("text")
    error = refused(path)
    assert error.code == "reading.unknown-format"
    assert path.suffix.lower() in error.what


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "reading.is-folder"


def test_a_missing_file_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "weekly.txt").write_text("text")
    error = refused(tmp_path / "weekli.txt")
    assert error.code == "reading.not-found"
    assert "'weekly.txt'" in error.hint


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "file/below"])
def test_a_name_that_cannot_be_a_file_is_not_found(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(ReadingError) as caught:
        open_source(tmp_path / name)
    assert caught.value.code == "reading.not-found"


def test_a_file_without_read_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # root may read anything, so the system cannot be asked
    assert refused(tmp_path / "a.txt").code == "reading.no-permission"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1250", "iso8859_2"])
def test_names_with_diacritics_survive_every_encoding(encoding: str) -> None:
    assert clean(decode(NAMES.encode(encoding), Path("a.txt"))) == NAMES


@pytest.mark.parametrize(("text", "encoding"), [(QUOTES, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r")])
def test_older_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), Path("a.txt")) == text


def test_mojibake_is_mended_line_by_line_and_curly_quotes_stay() -> None:
    broken = NAMES.strip().encode().decode("latin-1")
    assert clean(f"{QUOTES}\n{broken}\r\nVučić and NiÅ¡\r3") == f"{QUOTES}\n{NAMES.strip()}\nVučić and Niš\n3"


def test_a_letter_and_its_accent_become_one() -> None:
    assert clean("Vuc\u030cic\u0301 \U0001f30d") == "Vučić \U0001f30d"


def test_a_markdown_file_comes_with_its_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    data = b"---\ntitle: A\npublished: 2020-05-15\n---\n# Head\n"
    path.write_bytes(data)
    source = open_source(path)
    assert (source.text, source.first_line, source.markdown) == ("# Head\n", 5, True)
    assert source.digest == hashlib.sha256(data).hexdigest()
    assert source.metadata.published == When("2020-05-15")
    assert source.metadata.published_where == f"{path}:3:1"


@pytest.mark.parametrize("name", ["a.meta.yaml", "a.txt.meta.yaml"])
def test_a_sidecar_is_read_with_its_document(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / name).write_text("title: B\n")
    assert open_source(tmp_path / "a.txt").metadata.title == "B"


def test_a_sidecar_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.meta.yaml"
    path.write_text("title: B\n")
    assert is_sidecar(path)
    assert refused(path).code == "reading.unknown-format"


def test_front_matter_and_sidecar_that_disagree_about_the_date_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\npublished: 2020-05-15\n---\nText.")
    (tmp_path / "a.meta.yaml").write_text("published: 2020-05-14\n")
    error = refused(tmp_path / "a.txt")
    assert error.code == "reading.two-dates"
    assert "a.meta.yaml:1:1" in error.what


def read_shout(path: Path, data: bytes) -> Source | None:
    if path.suffix != ".pdf":
        return None
    return Source(path=path, digest="0" * 64, text=data.decode().upper())


def test_a_reader_of_others_is_asked_before_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="shout", group=opening.DOOR, value=f"{__name__}:read_shout")
    monkeypatch.setattr(opening, "entry_points", lambda group: [point] if group == opening.DOOR else [])
    monkeypatch.setattr(EntryPoint, "load", lambda self: read_shout)
    (tmp_path / "a.pdf").write_text("text")
    (tmp_path / "a.txt").write_text("text")
    assert open_source(tmp_path / "a.pdf").text == "TEXT"
    assert open_source(tmp_path / "a.txt").text == "text"
