"""Which year a text speaks of, how far it carries and what ends it. Written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.reading.dates import Dated, Story, find_dates
from watchfloor.reading.language import parse
from watchfloor.reading.tenses import dates_in
from watchfloor.reading.thread import is_heading
from watchfloor.terms import Statement, When

Code = Callable[..., tuple[Statement, ...]]
ANCHOR = When("2020-05-15")
LIFE = Story(when=When("1943"))
ASIDE = Story(when=When("1943"), aside=True)


def value(text: str, story: Story, before: str | None = None) -> str | None:
    found = find_dates(text, anchor=ANCHOR, story=story, before=When(before) if before else story.when)
    return found[-1].when.text if found[-1].when else None


@pytest.mark.parametrize(
    ("story", "text", "expected"),
    [
        ("1943", "On 7 May she left for Lima.", "1943-05-07"),
        ("1943", "She left for Lima in July.", "1943-07"),
        ("1943-11", "In February she left for Lima.", "1944-02"),
        ("1943-07", "The strike of 3 May had failed.", "1943-05-03"),
        ("1943-11", "She came back in spring.", "1944-21"),
        ("1943", "A statue will be unveiled on 7 June.", "2020-06-07"),
        ("2020-02", "In December she had left for Lima.", "2019-12"),
        ("2031", "On 7 May she left for Lima.", "2031-05-07"),
    ],
)
def test_a_story_gives_its_year(story: str, text: str, expected: str) -> None:
    assert value(text, Story(when=When(story))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 7 May the garrison surrendered.", "1943-05-07"),
        ("The archive was opened, the minister said on 7 May.", "2020-05-07"),
        ("The archive is a museum and on 7 May it opens late.", "2020-05-07"),
    ],
)
def test_a_look_back_ends_where_somebody_speaks_today(text: str, expected: str) -> None:
    assert value(text, ASIDE) == expected


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("1943", "That July she left for Lima.", "1943-07"),
        ("1943-03-02", "She left for Lima in that July.", "1943-07"),
        ("1943", "She came back the following spring.", "1944-21"),
        ("1943-02", "She came back the following May.", "1943-05"),
        ("1943", "She came back the following May.", "1944-05"),
        ("2020-05-06", "That Friday she left for Lima.", "2020-05-08"),
    ],
)
def test_a_name_that_points_back_is_of_the_time_told(before: str, text: str, expected: str) -> None:
    assert value(text, LIFE, before) == expected


def test_that_before_a_clause_points_to_no_day() -> None:
    assert value("She said that Friday's talks failed.", LIFE, "1943-03-02") == "2020-05-15"


def test_within_a_sentence_the_year_that_opens_it_carries() -> None:
    found = find_dates("In 1943 she joined the staff and on 7 May left for Lima.", anchor=ANCHOR)
    assert [d.when.text for d in found if d.when] == ["1943", "1943-05-07"]


def test_years_in_brackets_do_not_carry() -> None:
    found = find_dates("The poet (1901–1943) is read: a prize was given on 7 May.", anchor=ANCHOR)
    assert found[-1].when == When("2020-05-07")


def test_a_list_of_months_runs_on() -> None:
    found = find_dates("Tour: next stop Quito in December, Lima in January, Cusco in March.", anchor=ANCHOR)
    assert [d.when.text for d in found if d.when] == ["2020-12", "2021-01", "2021-03"]


def dates(code: Code, text: str) -> list[str | None]:
    return [s.when.text if s.when else None for s in code(text) if s.kind == "event"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a chronicle, over paragraphs
        ("Chile praised Peru in 1931.\n\nOn 4 April Bolivia condemned Chile.", ["1931", "1931-04-04"]),
        # news that looks back: to the end of the paragraph
        (
            "Chile praised Peru on Monday. In 1931 Chile had threatened Peru. On 4 April Bolivia condemned Chile."
            "\n\nOn 4 April Brazil praised Peru.",
            ["2020-05-11", "1931", "1931-04-04", "2020-04-04"],
        ),
        # a heading names the year
        ("Crisis of 1931\n\nOn 4 April Bolivia condemned Chile.", ["1931-04-04"]),
        # a plan sets no year
        ("Chile will host Peru in 2022. On 4 April Bolivia condemned Chile.", ["2022", "2020-04-04"]),
        # another year ends the first
        (
            "Chile praised Peru in 1931. In 1952 Chile threatened Peru. On 4 April Bolivia condemned Chile.",
            ["1931", "1952", "1952-04-04"],
        ),
    ],
)
def test_how_far_a_year_carries(code: Code, text: str, expected: list[str]) -> None:
    assert dates(code, text) == expected


def test_today_of_what_stands_is_no_day(code: Code) -> None:
    text = "Chile is a member of the Pacific Alliance today."
    assert find_dates(text, anchor=ANCHOR)[0].when == ANCHOR  # by words alone
    (dated,) = told(text)
    assert (dated.when, dated.vague) == (When("2020?"), True)
    assert told("Chile holds a vote today.")[0].when == ANCHOR
    assert told("We are in Lima today.")[0].when == ANCHOR


def told(text: str) -> tuple[Dated, ...]:
    return dates_in(next(iter(parse([(text, [0])])))[:], ANCHOR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned down in nineteen oh six.", "1906"),
        ("She was born in nineteen forty-five, in Lima.", "1945"),
        ("That was in April of fifteen eighteen.", "1518-04"),
        ("We met in two thousand and eight.", "2008"),
        ("The abbot died on 30 September 420.", "0420-09-30"),
        ("The abbot, who died in December of 384, wrote much.", "0384-12"),
        ("The fort was founded in the year 71.", "0071"),
        ("The abbot (c. 347) wrote much.", "0347~"),
        ("The rules were changed after 9/11.", "2001-09-12/.."),
    ],
)
def test_rare_ways_to_write_a_year(text: str, expected: str) -> None:
    (dated,) = find_dates(text, anchor=ANCHOR)
    assert dated.when == When(expected)


def test_three_digits_are_a_year_in_a_text_of_such_times() -> None:
    text = "He went to Rome in 366, when he was young."
    assert find_dates(text, anchor=ANCHOR, before=When("0347"))[0].when == When("0366")
    assert find_dates(text, anchor=ANCHOR) == ()


@pytest.mark.parametrize("text", ["We walked for fifteen twenty times.", "A crew of fifteen hundred men sailed."])
def test_spoken_counts_are_no_years(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR) == ()


@pytest.mark.parametrize(
    "text",
    ["In winter the pass is dangerous.", "The ferry usually sails on Friday.", "Plans are made on a Monday."],
)
def test_what_comes_round_is_no_date(text: str) -> None:
    (dated,) = find_dates(text, anchor=ANCHOR)
    assert (dated.kind, dated.when) == ("set", None)


@pytest.mark.parametrize(("text", "expected"), [("The war of 1931", True), ("Peru left in 1931.", False)])
def test_a_heading_has_no_full_stop(text: str, expected: bool) -> None:
    assert is_heading(text) is expected


def test_news_with_a_dateline_counts_from_its_day_and_what_goes_on_sets_no_year(code: Code) -> None:
    text = "Chile and Peru ended the year with a treaty in talks since 2016.\n\nChile praised Peru on 5 December."
    for first in ("", "LIMA, 20 December (Example Wire) - "):
        (when,) = (s.when for s in code(first + text, "2019-12-20") if s.event == "SUPPORT")
        assert when is not None
        assert when.text == "2019-12-05"


def test_a_year_told_in_filed_news_ends_with_its_paragraph(code: Code) -> None:
    text = "LIMA, 20 December (Example Wire) - Chile invaded Peru in 2016.\n\nChile praised Peru on 5 December."
    (when,) = (s.when for s in code(text, "2019-12-20") if s.event == "SUPPORT")
    assert when is not None
    assert when.text == "2019-12-05"
