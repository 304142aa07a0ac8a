"""PDF: reading order, heads, notes, hyphens, pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rapidfuzz.distance import Levenshtein
from reportlab.pdfgen.canvas import Canvas
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.reading.formats.pdf_order import Run, lines_of
from watchfloor.terms import Document

Open = Callable[..., Document]
Refuse = Callable[[str, bytes], ReadingError]
HEAD = "The Harbour Review, Spring 2020"
NOTES = ("See the annex on fees.", "Figures are provisional.")


def flat(paragraphs: list[str]) -> str:
    return " ".join(" ".join(paragraphs).split())


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_heads_hyphens_and_notes_give_the_text_back(opened: Open, columns: int) -> None:
    data = files.pdf(files.LONG, columns=columns, rows=20, head=HEAD, notes=NOTES)
    text = opened("a.pdf", data).text
    wanted = flat([*files.LONG, *(f"{n} {note}" for n, note in enumerate(NOTES, start=1))])
    assert Levenshtein.normalized_similarity(flat([text]), wanted) >= 0.98
    assert HEAD not in text
    assert "negotia-" not in text
    assert "well-known" in text


def test_paragraphs_stay_apart_and_run_on_over_columns_and_pages(opened: Open) -> None:
    paragraphs = opened("a.pdf", files.pdf(files.LONG, rows=20, head=HEAD, notes=NOTES)).text.split("\n\n")
    assert paragraphs == [*files.LONG, *(f"{n} {note}" for n, note in enumerate(NOTES, start=1))]


def test_lines_of_a_short_page_are_joined_before_a_name(opened: Open) -> None:
    names = (
        "Grand Council Of The Free City Of Strelsau And The Lesser Council Of The Harbour Of Port Zenda In Ruritania"
    )
    said = f"The {names} Met."
    assert opened("a.pdf", files.pdf([said] * 3, columns=1)).text == "\n\n".join([said] * 3)


def test_turns_are_found_on_a_page_too(opened: Open) -> None:
    said = ["Anna Berg: What will the council do about fees?", "Boris Carr: It will wait.", "Anna Berg: Thanks."]
    turns = opened("a.pdf", files.pdf(said, columns=1)).turns
    assert [turn.speaker for turn in turns] == ["Anna Berg", "Boris Carr", "Anna Berg"]


def test_a_citation_names_the_page_and_the_line_on_it(opened: Open) -> None:
    document = opened("a.pdf", files.pdf(files.LONG, rows=20, head=HEAD, notes=NOTES))
    first, last = document.cite(0, 10), document.cite(document.text.index(files.LONG[-1]), len(document.text))
    assert (first.page, first.source_line) == (1, 1)
    assert last.page == document.pages[-3][1]
    assert last.page is not None
    assert last.page > 2
    note = document.text.index("Figures are provisional")
    assert document.cite(note, note + 5).place.startswith("page 2, line ")


def test_the_title_of_the_file_is_kept_and_a_programs_stopgap_is_not(opened: Open) -> None:
    assert opened("a.pdf", files.pdf(title="Harbour review")).title == "Harbour review"
    assert opened("a.pdf", files.pdf()).title != "untitled"


def test_the_day_the_file_was_made_is_no_date_of_publication(opened: Open) -> None:
    with pytest.raises(ReadingError) as caught:
        opened("a.pdf", files.pdf(), None)
    assert caught.value.code == "reading.no-date"
    assert "made on 2000-01-01" in caught.value.hint


def test_a_title_across_both_columns_is_read_before_them() -> None:
    rows = [Run(60, 700 - 12 * n, 280, 710 - 12 * n, f"left {n}") for n in range(6)]
    rows += [Run(300, 700 - 12 * n, 520, 710 - 12 * n, f"right {n}") for n in range(6)]
    title = Run(100, 730, 480, 745, "A title over the page")
    text = [line.text for line in lines_of([[*rows, title]])]
    assert text == ["A title over the page", *(f"left {n}" for n in range(6)), *(f"right {n}" for n in range(6))]


def test_a_table_is_read_row_by_row() -> None:
    rows = [Run(60, 700 - 12 * n, 90, 710 - 12 * n, f"name {n}") for n in range(6)]
    rows += [Run(400, 700 - 12 * n, 420, 710 - 12 * n, f"{n} %") for n in range(6)]
    assert [line.text for line in lines_of([rows])] == [f"name {n} {n} %" for n in range(6)]


def test_raised_figures_are_no_part_of_the_words() -> None:
    line = [Run(60, 700, 120, 712, "the tariff"), Run(121, 705, 124, 712, "12"), Run(126, 700, 180, 712, "was lifted")]
    assert [one.text for one in lines_of([line])] == ["the tariff was lifted"]


def test_a_raised_figure_is_told_by_where_it_stands(opened: Open) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    text = canvas.beginText(60, 700)
    for words, rise in (("The tariff", 0), ("3", 4), (" was lifted in April.", 0)):
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    assert opened("a.pdf", out.getvalue()).text == "The tariff was lifted in April."


def test_rows_that_come_back_inside_the_text_are_kept() -> None:
    page = [[Run(60, 700 - 12 * n, 300, 710 - 12 * n, "the same words") for n in range(5)] for _ in range(3)]
    assert len(lines_of(page)) == 15


def test_notes_that_begin_alike_are_no_running_foot(opened: Open) -> None:
    notes = [f"Ibid., page {n}." for n in (31, 7, 90, 12, 55)]
    text = opened("a.pdf", files.pdf(files.LONG, rows=16, head=HEAD, notes=notes)).text
    assert all(note in text for note in notes)
    assert HEAD not in text


def test_two_notes_on_two_of_three_pages_are_no_running_foot() -> None:
    page = [_prose(n) for n in range(3)]
    for n, note in ((0, "5 See the annex, page 12."), (2, "8 See the annex, page 21.")):
        page[n].append(Run(60, 560, 200, 568, note))
    assert sum("annex" in line.text for line in lines_of(page)) == 2


def test_a_head_with_the_number_of_its_page_is_dropped() -> None:
    page = [[Run(60, 760, 200, 770, f"Spring 2020 – page {n}"), *_prose(n)] for n in range(5, 9)]
    assert not any("Spring" in line.text for line in lines_of(page))


def _prose(n: int) -> list[Run]:
    return [Run(60, 700 - 12 * row, 300, 710 - 12 * row, f"line {row} of {n}") for row in range(9)]


def test_a_page_that_lies_on_its_side_is_read(opened: Open) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.rotate(90)
    canvas.drawString(100, -300, "The envoy left the capital in April.")
    canvas.showPage()
    canvas.save()
    assert opened("a.pdf", out.getvalue()).text == "The envoy left the capital in April."


def test_a_scan_says_what_to_do(refused: Refuse) -> None:
    error = refused("a.pdf", files.scan())
    assert error.code == "reading.no-text"
    assert "scanned" in error.what
    assert "ocrmypdf" in error.hint


def test_pages_without_text_among_others_are_named(opened: Open, tmp_path: object) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(60, 700, "The envoy left the capital in April.")
    canvas.showPage()
    canvas.rect(10, 10, 50, 50)
    canvas.showPage()
    canvas.save()
    from watchfloor.reading.text import open_source

    opened("a.pdf", out.getvalue())
    assert open_source(tmp_path / "a.pdf").unread == ("pages without text: 2",)  # type: ignore[operator]
