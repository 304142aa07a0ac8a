"""Bad files of every format: an error that says what to do, within bounds of memory and time, never a traceback."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import textwrap
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.reading.text import normalise
from watchfloor.reading.text.opening import open_sources

Refuse = Callable[[str, bytes], ReadingError]


@pytest.mark.parametrize("suffix", files.GOOD)
def test_an_empty_file_is_refused(refused: Refuse, suffix: str) -> None:
    assert refused(f"a{suffix}", b" \n").code == "reading.empty"


@pytest.mark.parametrize("suffix", files.GOOD)
@pytest.mark.parametrize("data", [b"plain words only\n", b"\x89PNG\r\n\x1a\n" + bytes(200)], ids=["text", "picture"])
def test_a_file_of_another_kind_is_refused(refused: Refuse, suffix: str, data: bytes) -> None:
    assert refused(f"a{suffix}", data).code in ("reading.wrong-extension", "reading.broken", "reading.binary")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".rss", ".atom"])
def test_a_file_cut_off_is_refused(refused: Refuse, suffix: str) -> None:
    good = files.GOOD[suffix]
    assert refused(f"a{suffix}", good[: len(good) // 3]).code == "reading.broken"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html"])
def test_a_format_named_as_text_is_refused_with_its_right_name(refused: Refuse, suffix: str) -> None:
    error = refused("a.txt", files.GOOD[suffix])
    assert error.code == "reading.wrong-extension"
    assert f"a{suffix}" in error.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", files.pdf(password="secret")),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_an_encrypted_file_says_so(refused: Refuse, name: str, data: bytes) -> None:
    assert refused(name, data).code == "reading.encrypted"


LAUGH = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


def flate_bomb() -> bytes:
    """Make a PDF file whose one page inflates to 400 MB."""
    packed = zlib.compressobj(9)
    stream = b"".join(packed.compress(b"BT (a) Tj ET " * 80_000) for _ in range(400)) + packed.flush()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def pages_bomb() -> bytes:
    """Make a PDF file that says it has 100,000 pages, all the same."""
    kids = b"3 0 R " * 100_000
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 100000/Kids["
        + kids
        + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def zip_bomb() -> bytes:
    return files.docx(extra={"word/media/a.bin": bytes(250_000_000)})


def lying_zip() -> bytes:
    """Make a Word document whose main part is far larger than the directory says."""
    data = files.docx(paragraphs=["words " * 200_000])
    out = io.BytesIO(data)
    with zipfile.ZipFile(out) as packed:
        size = packed.getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


BOMBS: dict[str, Callable[[], bytes]] = {
    "inflates.pdf": flate_bomb,
    "pages.pdf": pages_bomb,
    "inflates.docx": zip_bomb,
    "part.docx": lambda: files.docx(paragraphs=["words " * 4_000_000]),
    "lies.docx": lying_zip,
    "laughs.docx": lambda: files.docx(prolog=LAUGH),
    "nests.docx": lambda: files.docx("<w:p>" * 3000 + "</w:p>" * 3000),
    "laughs.xml": lambda: (LAUGH + "<rss>&b;</rss>").encode(),
    "nests.xml": lambda: b"<rss>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</rss>",
    "nests.html": lambda: b"<html><body>" + b"<div>" * 100_000 + b"words",
    "marks.html": lambda: b"<html><body>" + b"<a href=x>w</a> " * 480_000,
    "large.html": lambda: b"<html><body>" + b"<p>words</p>" * 4_500_000,
    "large.vtt": lambda: b"WEBVTT\n\n" + b"a" * 9_000_000,
}

BOUNDED = """
    import resource, sys
    from pathlib import Path
    resource.setrlimit(resource.RLIMIT_AS, (1_800_000_000, 1_800_000_000))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    from watchfloor.errors import ReadingError
    from watchfloor.reading.text.opening import open_sources
    try:
        open_sources(Path(sys.argv[1]))
    except ReadingError as error:
        print(error.code)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_bounds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BOMBS[name]())
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BOUNDED), str(path)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ran.stdout.strip() in ("reading.too-large", "reading.broken"), ran.stderr[-500:]


def test_reading_plain_text_imports_no_format(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The envoy left.")
    code = (
        "import sys; from pathlib import Path; from watchfloor.reading.text import open_source;"
        "open_source(Path(sys.argv[1]));"
        "print([m for m in ('pypdfium2', 'trafilatura', 'mammoth', 'lxml') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def outcome(path: Path) -> None:
    """Read a file as far as a document; only our error may come out, and every place lies inside the text."""
    try:
        sources = open_sources(path)
    except ReadingError:
        return
    for source in sources:
        try:
            document = normalise(
                source,
                published=None if source.metadata.published else "2020-05-15",
                words=frozenset(),
                is_section=lambda _: False,
            )
        except ReadingError:
            continue
        size = len(document.text)
        assert all(0 <= turn.start < turn.end <= size for turn in document.turns)
        for marks in (document.lines, document.pages, document.times):
            offsets = [mark[0] for mark in marks]
            assert offsets == sorted(set(offsets))
            assert all(0 <= offset < size for offset in offsets)
        document.text.encode()


def mutated(data: bytes, seed: int) -> bytes:
    """Change, cut, repeat and swap some bytes of a file."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(out) or 1)
        match chance.randrange(4):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + chance.randint(1, 40)]
            case 2:
                out[at:at] = out[at : at + chance.randint(1, 40)]
            case _:
                out[at:at] = chance.choice(
                    [b"<", b">", b"&#", b"\0", b"\xff", "𝔘".encode(), "e\u0301".encode(), b"-->", b"\n\n"]
                )
    return bytes(out)


@pytest.mark.parametrize("suffix", [s for s in files.GOOD if s != ".pdf"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
@example(seed=0)
def test_a_damaged_file_gives_a_document_or_our_error(tmp_path: Path, suffix: str, seed: int) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(mutated(files.GOOD[suffix], seed))
    outcome(path)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_pdf_gives_a_document_or_our_error(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(mutated(files.GOOD[".pdf"], seed))
    outcome(path)


LETTERS = st.text(st.sampled_from("abc XYZ.:>-<&\n\u0301\u200d𝔘🌍šč1"), max_size=80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(LETTERS, min_size=1, max_size=6))
def test_any_words_keep_their_places(tmp_path: Path, said: list[str]) -> None:
    cues = [f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{words}\n" for n, words in enumerate(said)]
    for name, data in (
        ("a.vtt", ("WEBVTT\n\n" + "\n".join(cues)).encode()),
        ("a.html", files.page(said)),
        ("a.docx", files.docx(paragraphs=[words.replace("\n", " ") for words in said])),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        outcome(path)
