from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest

from watchfloor.publish.brief.outline import FULLNESS, figures, outline
from watchfloor.publish.brief.pdf import PAGES, pages, set_pdf
from watchfloor.publish.brief.text import brief_html, brief_markdown
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.paper import marked
from watchfloor.terms import Issue, Section, View

IMPRINT = Imprint(publisher="Harbour Review", address="https://harbour.example/")
HOSTILE = '<script>alert(1)</script> #eval("1") *x* $y$ `z` [a](javascript:b) \\ " \u202e'


def pdf_of(issue: Issue, world: Any) -> bytes:
    drawn = figures(issue, world)
    return set_pdf(lambda full: outline(issue, world, IMPRINT, "clear", drawn, full), issue.as_of)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_every_note_of_a_brief_is_quoted_and_every_quotation_called_for(issue: Issue, world: Any) -> None:
    brief = outline(issue, world, IMPRINT, "clear")
    said = [*brief.lead, *brief.changes, *brief.outlook, *brief.gaps]
    said += [line for part in (*brief.contests, *brief.sides, *brief.why, *brief.inquiries) for line in part.lines]
    called = {n for line in said for n in line.notes} | {n for stage in brief.stages for n in stage.notes}
    assert called == {quote.n for quote in brief.quotes}
    assert [quote.n for quote in brief.quotes] == list(range(1, len(brief.quotes) + 1))
    assert all(line.notes for line in said)


def test_a_note_quotes_the_sentence_and_names_speaker_document_and_day(issue: Issue, world: Any) -> None:
    quotes = {quote.words: quote for quote in outline(issue, world, IMPRINT, "clear").quotes}
    arms = quotes["Russia delivered four helicopters to Serbia in December 2019."]
    assert arms.source == "Analyst, The desk hour, Karst Radio, 8 May 2020, line 1"
    assert arms.url == "https://example.org/desk-hour"


def test_a_sentence_that_says_two_things_is_quoted_once(issue: Issue, world: Any) -> None:
    words = [quote.words for quote in outline(issue, world, IMPRINT, "clear").quotes]
    assert len(words) == len(set(words))


def test_what_stands_for_many_sentences_counts_the_rest(issue: Issue, world: Any) -> None:
    brief = outline(issue, world, IMPRINT, "clear", full=replace(FULLNESS[0], notes=1))
    assert (len(brief.lead[0].notes), brief.lead[0].more) == (1, 2)


def test_the_pdf_has_letters_of_both_alphabets_and_is_quickly_set(issue: Issue, world: Any) -> None:
    named = replace(issue, title="Ђорђе Вучић и č ć š ž đ, Ќирил Ѓорче")
    drawn = figures(named, world)
    begun = time.process_time()  # of this process alone, whatever else the machine does
    pdf = set_pdf(lambda full: outline(named, world, IMPRINT, "clear", drawn, full), named.as_of)
    assert time.process_time() - begun < 3
    text = text_of(pdf)
    assert "Ђорђе Вучић и č ć š ž đ, Ќирил Ѓорче" in text
    assert "Russia delivered four helicopters to Serbia in December 2019." in text
    assert "HARBOUR REVIEW" in text
    assert 2 <= pages(pdf) <= PAGES


def test_the_same_issue_gives_the_same_pdf(issue: Issue, world: Any) -> None:
    assert pdf_of(issue, world) == pdf_of(issue, world)


def test_charts_are_vectors(issue: Issue, world: Any) -> None:
    document = pypdfium2.PdfDocument(pdf_of(issue, world))
    kinds = {thing.type for page in document for thing in page.get_objects(max_depth=4)}
    document.close()
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in kinds
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


def test_a_large_issue_is_cut_to_six_pages(issue: Issue, world: Any, view: View) -> None:
    claim = issue.claims("contest/serbia")[0]
    long = [replace(claim, text=f"Sentence {n} of many, which says a little more than it has to.") for n in range(40)]
    sections = tuple(
        replace(section, claims=tuple(long)) if section.about != "lead" else section for section in issue.sections
    )
    assert 2 <= pages(pdf_of(replace(issue, sections=sections), world)) <= PAGES


@pytest.mark.parametrize("text", [HOSTILE, "A" * 10_000, "דסק הנמל על הים", ""])
def test_a_hostile_text_stays_text(renamed: Any, world: Any, text: str) -> None:
    issue = renamed(text)
    assert pdf_of(issue, world).startswith(b"%PDF")
    brief = outline(issue, world, IMPRINT, "clear", figures(issue, world))
    tags: list[tuple[str, Any]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(brief_html(brief))
    assert "script" not in {tag for tag, _ in tags}
    assert all(str(attrs.get("href", "#")).startswith(("#", "https://")) for _, attrs in tags)
    assert not re.search(r"(?<!\\)\[a\]", brief_markdown(brief, {"balances": "b.svg", "map": "m.svg"}))


def test_an_empty_issue_says_that_there_is_not_enough(nothing: Issue, world: Any) -> None:
    pdf = pdf_of(nothing, world)
    assert "Not enough evidence yet" in text_of(pdf)
    assert "Not enough evidence yet" in brief_html(outline(nothing, world, IMPRINT, "clear"))


def test_markdown_numbers_its_notes_as_the_page_does(issue: Issue, world: Any) -> None:
    brief = outline(issue, world, IMPRINT, "clear", figures(issue, world))
    text = brief_markdown(brief, {"balances": "b.svg", "map": "m.svg"})
    called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert called == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert "![" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [("*a* [b] <c>", r"\*a\* \[b\] \<c\>"), ("1. x", r"1\. x"), ("- x", r"\- x"), ("a\n# b", r"a \# b"), ("-5", "-5")],
)
def test_markdown_marks_are_text(text: str, written: str) -> None:
    assert marked(text) == written


def test_rival_explanations_are_told(issue: Issue, world: Any) -> None:
    rivals = Section(title="Why did the ships turn?", about="hypotheses/ships", claims=issue.claims("lead"))
    told = replace(issue, sections=(*issue.sections, rivals))
    brief = outline(told, world, IMPRINT, "clear")
    assert "Rival explanations" in brief_html(brief)
    assert "### Why did the ships turn?" in brief_markdown(brief, {})
    assert "Why did the ships turn?" in text_of(pdf_of(told, world))
