"""Metadata: what front matter, sidecar and command line say, and how they agree."""

from __future__ import annotations

import pytest

from watchfloor.errors import ReadingError
from watchfloor.reading.text.metadata import Metadata, command_line, merge, parse, split_front_matter
from watchfloor.terms import When


def refused(text: str, **options: int) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        parse(text, file="a.md", **options)
    return caught.value


def test_every_key_is_read_as_written() -> None:
    found = parse(
        "title: 'NO: a country'\npublisher: NO\nauthors: [Anna Berg, Boris Carr]\npublished: 2020-05\n"
        "url: https://example.org/a\ngrade: b\ntlp: AMBER+STRICT\nrights: Open\nderives_from: 0012\n"
        "language: sr-Latn\n",
        file="a.md",
        first_line=2,
    )
    assert found == Metadata(
        title="NO: a country",
        publisher="NO",
        authors=("Anna Berg", "Boris Carr"),
        published=When("2020-05"),
        url="https://example.org/a",
        grade="B",
        tlp="amber+strict",
        rights="open",
        derives_from="0012",
        language="sr-Latn",
        published_where="a.md:5:1",
    )


def test_a_single_author_needs_no_list_and_an_empty_value_says_nothing() -> None:
    assert parse("authors: Anna Berg\ntitle:\n", file="a.md") == Metadata(authors=("Anna Berg",))


@pytest.mark.parametrize("text", ["", "# nothing but a remark\n", "---\n"])
def test_empty_metadata_says_nothing(text: str) -> None:
    assert parse(text, file="a.md") == Metadata()


def test_an_unknown_key_is_refused_with_its_place_and_the_nearest_name() -> None:
    error = refused("title: A\npublishd: 2020-05-15\n", first_line=2)
    assert (error.code, error.where) == ("reading.unknown-key", "a.md:3:1")
    assert "'published'" in error.hint


def test_a_key_given_twice_is_refused_with_both_places() -> None:
    error = refused("title: A\nurl: https://x.org\ntitle: B\n")
    assert (error.code, error.where) == ("reading.duplicate-key", "a.md:3:1")
    assert "a.md:1:1" in error.what


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("grade: G", "A, B, C, D, E, F"),
        ("tlp: white", "clear, green"),
        ("rights: mine", "own, open, quote"),
        ("published: 15 May 2020", "YYYY-MM-DD"),
        ("published: 2020-02-30", "YYYY-MM-DD"),
        ("url: javascript:alert(1)", "https://"),
        ("language: English", "BCP 47"),
        ("title: [a, b]", ""),
        ("authors: {a: b}", ""),
        ("authors: [[a]]", ""),
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_what_is_right(line: str, named: str) -> None:
    error = refused(f"publisher: X\n{line}\n", first_line=2)
    assert error.code == "reading.wrong-value"
    assert error.where.startswith("a.md:3:")
    assert named in error.hint


@pytest.mark.parametrize(
    "text", ["title: 'a\n", "a: b: c", "- a\n- b\n", "just words", "title: \x01", "[" * 5000, "a: *b"]
)
def test_what_is_no_mapping_is_refused_without_a_traceback(text: str) -> None:
    assert refused(text).code in {"reading.bad-metadata", "reading.unknown-key"}


def test_front_matter_is_split_off_and_lines_still_count() -> None:
    assert split_front_matter("---\ntitle: A\n---\nText\n", file="a.md") == ("title: A", "Text\n", 4)


@pytest.mark.parametrize(
    "text", ["Text\n---\ntitle: A\n---\n", "---\nA rule, then text.\n---\n", "---\n", "", "---\nWord: never closed\n"]
)
def test_a_text_without_front_matter_is_left_whole(text: str) -> None:
    assert split_front_matter(text, file="a.md") == ("", text, 1)


def test_front_matter_that_is_never_closed_is_refused() -> None:
    with pytest.raises(ReadingError, match="never closed"):
        split_front_matter("---\ntitle: A\n\nText\n", file="a.md")


def test_a_later_place_overrules_an_earlier_one_but_for_the_date() -> None:
    front = Metadata(title="A", grade="B", published=When("2020-05-15"), published_where="a.md:3:1")
    assert merge(front, Metadata(title="C")) == Metadata(
        title="C", grade="B", published=When("2020-05-15"), published_where="a.md:3:1"
    )


def test_two_dates_that_disagree_are_refused_and_both_named() -> None:
    front = Metadata(published=When("2020-05-15"), published_where="a.md:3:1")
    with pytest.raises(ReadingError) as caught:
        merge(front, command_line(published="2020-05-16"))
    assert caught.value.code == "reading.two-dates"
    for part in ("2020-05-15", "a.md:3:1", "2020-05-16", "--published"):
        assert part in caught.value.what


@pytest.mark.parametrize(
    ("one", "other"), [("2020-05", "2020-05-15"), ("unknown", "2020-05-15"), ("2020", "2020-05-15")]
)
def test_of_two_dates_that_agree_the_narrower_is_kept(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        merged = merge(command_line(published=first), command_line(published=second))
        assert merged.published == When("2020-05-15")


def test_an_unknown_date_is_said_as_such() -> None:
    assert command_line(published="unknown").published == When("XXXX")
    assert command_line(published=None) == Metadata()


def test_a_wrong_date_on_the_command_line_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        command_line(published="yesterday")
    assert (caught.value.code, caught.value.where) == ("reading.wrong-value", "--published")
