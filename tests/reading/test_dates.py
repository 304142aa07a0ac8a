"""Dates in English as EDTF: reading guide, section 4. All sentences are written for testing."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watchfloor.reading.dates import Dated, find_dates, find_hours
from watchfloor.reading.dates.anchor import Tense
from watchfloor.terms.when import When

ANCHOR = When("2020-05-20")  # a Wednesday


def found(text: str, anchor: When = ANCHOR) -> list[tuple[str, str | None]]:
    return [(d.text, d.when.text if d.when else None) for d in find_dates(text, anchor=anchor) if d.kind == "date"]


def value(text: str, anchor: When = ANCHOR) -> str | None:
    (dated,) = found(text, anchor)
    return dated[1]


def only(text: str, anchor: When = ANCHOR) -> Dated:
    (dated,) = find_dates(text, anchor=anchor)
    return dated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 6 May 2020.", "2020-05-06"),
        ("They met on May 6, 2020.", "2020-05-06"),
        ("They met on Wednesday, 6 May 2020.", "2020-05-06"),
        ("They met on the 6th of May 2020.", "2020-05-06"),
        ("They met on the sixth of May, 2020.", "2020-05-06"),
        ("MAY 6, 2020", "2020-05-06"),
        ("They met on Sept. 5, 2019.", "2019-09-05"),
        ("They met on 2020-05-06.", "2020-05-06"),
        ("They met on 6.5.2020.", "2020-05-06"),
        ("They met in May 2020.", "2020-05"),
        ("They met in May of 2020.", "2020-05"),
        ("They met in 2016.", "2016"),
        ("the 2016 election", "2016"),
        ("Resolution 1244 (1999)", "1999"),
    ],
)
def test_a_full_date_needs_no_anchor(text: str, expected: str) -> None:
    assert value(text, When("XXXX")) == expected


@pytest.mark.parametrize(("text", "expected"), [("06/05/2020", "2020-05-06"), ("12/25/2019", "2019-12-25")])
def test_numbers_are_day_first_unless_that_is_no_date(text: str, expected: str) -> None:
    assert value(f"It was signed on {text}.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The vote may fail.",
        "May I ask who will pay?",
        "Resolution 1244 stands.",
        "UNSCR 1244 and Resolution 2254 stand.",
        "Support fell to 40%.",
        "It is the 30th member.",
        "COVID-19 slowed the talks.",
        "Article 5 may be invoked.",
        "The fee is $2020.",
        "It sent 1,900 troops and 2020 soldiers.",
        "Prime Minister Theresa May said no.",
        "April Smith and June Brown wrote to August Fischer.",
        "See page 2014 of the report, or call 555-2020.",
        "The match ended 3-2 after the first half.",
        "They march on.",
        "Decree 2020/15 and Regulation (EU) 2019/125 apply.",
        "It was Good Friday.",
        "Pottery from 1200 BCE was found.",
        "Turn to the right at 20:20.",
    ],
)
def test_these_are_never_dates(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister visited in December.", "2019-12"),
        ("The minister will visit in December.", "2020-12"),
        ("The minister visited in May.", "2020-05"),
        ("The law was passed in April.", "2020-04"),
        ("The law should be passed in October.", "2020-10"),
        ("The embassy opened on June 21.", "2019-06-21"),
        ("Elections are scheduled for June 21.", "2020-06-21"),
        ("Talks were scheduled for June 5.", "2020-06-05"),
        ("The assembly will vote on 1 April.", "2021-04-01"),
        ("The vote was postponed until autumn.", "../2020-23"),
        ("The two sides agreed to resume talks in June.", "2020-06"),
        ("The two sides agreed to meet on May 10.", "2020-05-10"),
        ("The ministry said that soldiers would deploy in July.", "2020-07"),
        ("The truce expires on 31 December.", "2020-12-31"),
        ("They met on Tuesday.", "2020-05-19"),
        ("They met on Wednesday.", "2020-05-20"),
        ("They will meet on Monday.", "2020-05-25"),
        ("The minister, who will travel to the capital, said on Friday that it is over.", "2020-05-15"),
        ("On Tuesday, the government announced plans to close the post.", "2020-05-19"),
    ],
)
def test_without_a_year_the_tense_decides(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a June 3 hearing", "2020-06-03"), ("the February 29 order", "2020-02-29"), ("the June talks", "2019-06")],
)
def test_without_a_tense_a_day_is_the_nearest_and_a_month_the_past_one(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("tense", "expected"), [("past", "2019-06-05"), ("future", "2020-06-05"), ("none", "2020-06-05")]
)
def test_the_parsers_tense_overrules_cue_words(tense: Tense, expected: str) -> None:
    (dated,) = find_dates("It happened on June 5.", anchor=ANCHOR, tense=lambda start, end: tense)
    assert dated.when == When(expected)


def test_the_tense_is_asked_for_at_the_words_without_a_year_only() -> None:
    asked: list[tuple[int, int]] = []

    def tell(start: int, end: int) -> Tense:
        asked.append((start, end))
        return "past"

    text = "On 6 May 2020 and on Monday they met."
    find_dates(text, anchor=ANCHOR, tense=tell)
    assert [text[start:end] for start, end in asked] == ["Monday"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 6–7", "2020-05-06/2020-05-07"),
        ("between 3 and 5 June", "2020-06-03/2020-06-05"),
        ("from March to May they met", "2020-03/2020-05"),
        ("from November to January they stayed", "2019-11/2020-01"),
        ("between May and June in 1981", "1981-05/1981-06"),
        ("January 23 – March 9, 2014", "2014-01-23/2014-03-09"),
        ("from 2004 to 2009", "2004/2009"),
        ("from early March to late April", "2020-03/2020-04"),
        ("between late 2014 and early 2016", "2014/2016"),
        ("2014-2016", "2014/2016"),
        ("1998–99", "1998/1999"),
        ("The fair will run from May 15 to June 3.", "2020-05-15/2020-06-03"),
        ("The fair will run from June 1 to July 5.", "2020-06-01/2020-07-05"),
        ("They stayed from May 15 to June 3.", "2020-05-15/2020-06-03"),
        ("2014 – present", "2014/.."),
    ],
)
def test_a_range_is_one_interval(text: str, expected: str) -> None:
    assert value(text) == expected


def test_listed_dates_stay_apart_and_share_the_year_that_follows() -> None:
    assert found("They met in March and April 2019.") == [("March", "2019-03"), ("April 2019", "2019-04")]


def test_a_range_that_would_run_backwards_is_not_made_up() -> None:
    assert only("from 2019 to 2014").when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 1990s", "199X"),
        ("the nineties", "199X"),
        ("the '80s", "198X"),
        ("the 20th century", "19XX"),
        ("the nineteenth century", "18XX"),
        ("spring 2020", "2020-21"),
        ("last winter", "2019-24"),
        ("last spring", "2019-21"),
        ("this spring", "2020-21"),
        ("next summer", "2020-22"),
        ("the third quarter of 2019", "2019-35"),
        ("Q1 2020", "2020-33"),
        ("the first half of 2020", "2020-40"),
        ("the first quarter of last year", "2019-33"),
    ],
)
def test_seasons_decades_and_parts_of_years_have_their_edtf_forms(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("early 2020", "2020"),
        ("mid-May", "2020-05"),
        ("in late April", "2020-04"),
        ("at the end of the year", "2020"),
        ("in the first four months of 2020", "2020"),
        ("in the last week of March", "2020-03"),
    ],
)
def test_early_and_late_keep_the_granularity_of_what_they_part(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", "2020-05-19"),
        ("today", "2020-05-20"),
        ("tomorrow", "2020-05-21"),
        ("the day after tomorrow", "2020-05-22"),
        ("this week", "2020-05-18/2020-05-24"),
        ("last week", "2020-05-11/2020-05-17"),
        ("next month", "2020-06"),
        ("this year", "2020"),
        ("last year", "2019"),
        ("last Friday", "2020-05-15"),
        ("next Tuesday", "2020-05-26"),
        ("this Friday", "2020-05-22"),
        ("this December", "2020-12"),
        ("last May", "2019-05"),
        ("next May", "2021-05"),
        ("in April last year", "2019-04"),
        ("October of next year", "2021-10"),
        ("earlier this year", "2020-01-01/2020-05-20"),
        ("later this month", "2020-05-20/2020-05-31"),
        ("two days ago", "2020-05-18"),
        ("three weeks ago", "2020-04-29~"),
        ("five months ago", "2019-12"),
        ("two years ago", "2018"),
        ("nearly two years ago", "2018~"),
        ("a decade ago", "2010~"),
        ("two and a half years ago", "2017-11"),
        ("in the past two years", "2018/2020-05-20"),
        ("within three months", "2020-05-20/2020-08"),
        ("over the past decade", "2010/2020-05-20"),
        ("a week ago", "2020-05-13"),
        ("over the next ten days", "2020-05-20/2020-05-30"),
        ("They met over the weekend.", "2020-05-16/2020-05-17"),
        ("They will meet over the weekend.", "2020-05-23/2020-05-24"),
    ],
)
def test_relative_dates_count_from_the_anchor_in_their_own_unit(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since 2018", "2018/.."),
        ("since early May", "2020-05/.."),
        ("from 2012 onwards", "2012/.."),
        ("until June", "../2020-06"),
        ("by 30 September", "../2020-09-30"),
        ("by the end of the year", "../2020"),
        ("no later than June 30", "../2020-06-30"),
        ("before May 6", "../2020-05-05"),
        ("after May 6", "2020-05-07/.."),
        ("before 2018", "../2017"),
        ("before the end of 2019", "../2019"),
        ("around 2015", "2015~"),
        ("not until 2022", "2022"),
        ("after the 2008 crisis", "2008"),
    ],
)
def test_words_to_the_left_bound_a_date(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the day after May 6", "2020-05-07"),
        ("two days before 1 June 2020", "2020-05-30"),
        ("two years after 2015", "2017"),
    ],
)
def test_a_distance_counts_from_the_date_that_follows(text: str, expected: str) -> None:
    assert value(text) == expected


def test_later_counts_from_the_date_named_before() -> None:
    assert found("In 1981 they left; two years later they came back, and left again that year.") == [
        ("1981", "1981"),
        ("two years later", "1983"),
        ("that year", "1983"),
    ]


def test_the_day_after_an_undated_event_is_vague_and_undated() -> None:
    dated = only("The day after the summit they left.")
    assert (dated.when, dated.vague) == (None, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("recently", "2020?"),
        ("currently", "2020?"),
        ("now", "2020?"),
        ("in recent weeks", "2020-05?"),
        ("in recent years", "2020?"),
        ("a few days ago", "2020-05?"),
    ],
)
def test_vague_words_are_the_anchors_year_or_month_in_doubt(text: str, expected: str) -> None:
    dated = only(f"They left {text}.")
    assert (str(dated.when), dated.vague) == (expected, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("for three years", "duration"),
        ("an 18-month plan", "duration"),
        ("every year", "set"),
        ("an annual fair", "set"),
    ],
)
def test_durations_and_sets_have_no_time(text: str, kind: str) -> None:
    dated = only(text)
    assert (dated.kind, dated.when) == (kind, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on May 6", "XXXX-05-06"),
        ("in April", "XXXX-04"),
        ("last summer", "XXXX-22"),
        ("by June 30", "../XXXX-06-30"),
        ("before May 6", "../XXXX-05-06"),
    ],
)
def test_an_unknown_anchor_leaves_the_known_parts(text: str, expected: str) -> None:
    assert value(text, When("XXXX")) == expected


@pytest.mark.parametrize("text", ["last week", "this month", "two years ago", "on Tuesday", "recently", "the nineties"])
def test_an_unknown_anchor_guesses_nothing(text: str) -> None:
    dated = only(text, When("XXXX"))
    assert (dated.when, dated.vague) == (None, True)


@pytest.mark.parametrize(
    ("text", "expected", "vague"),
    [
        ("on May 6", "2020-05-06", False),
        ("this month", "2020-05", False),
        ("last week", "2020-05?", True),
        ("on Tuesday", "2020-05?", True),
        ("earlier this year", "2020-01-01/2020-05", False),
    ],
)
def test_an_anchor_too_coarse_to_count_from_gives_itself_in_doubt(text: str, expected: str, vague: bool) -> None:
    dated = only(text, When("2020-05"))
    assert (str(dated.when), dated.vague) == (expected, vague)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 30 soldiers died.", "2020-05"),
        ("In April Serbia voted.", "2020-04"),
        ("in its April report", "2020-04"),
    ],
)
def test_a_month_before_a_number_or_a_name_is_a_month(text: str, expected: str) -> None:
    assert value(text) == expected


def test_a_weekday_picks_the_year_in_which_it_fits() -> None:
    assert value("It fell on Saturday, May 6.") == "2017-05-06"


def test_a_day_that_no_month_has_is_no_date() -> None:
    assert found("30 February 2020") == [("February 2020", "2020-02")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met at Christmas.", "2019-12-25"),
        ("They will meet on New Year's Day.", "2021-01-01"),
        ("They met on Good Friday.", "2020-04-10"),
        ("They have met since Easter 2019.", "2019-04-21/.."),
        ("He cut down a Christmas tree.", None),
        ("The Good Friday Agreement stands.", None),
    ],
)
def test_named_days_have_their_dates(text: str, expected: str | None) -> None:
    assert [v for _, v in found(text)] == ([expected] if expected else [])


@pytest.mark.parametrize(("year", "day"), [(1961, "04-02"), (2000, "04-23"), (2008, "03-23"), (2038, "04-25")])
def test_easter_is_computed(year: int, day: str) -> None:
    assert value(f"They met at Easter {year}.") == f"{year}-{day}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left on the 13th.", "2020-05-13"),
        ("They left on the 28th.", "2020-04-28"),
        ("They will leave on the 13th.", "2020-06-13"),
        ("They left on the evening of the 9th.", "2020-05-09"),
        ("They have waited since the ninth.", "2020-05-09/.."),
        ("On the 31st Ruritania signed.", "2020-03-31"),
    ],
)
def test_a_day_alone_is_of_the_month_that_its_tense_calls_for(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They live on the 13th floor.",
        "He left on the first train.",
        "On the 7th Fleet nobody spoke.",
        "the 30th member",
    ],
)
def test_an_ordinal_that_counts_something_is_no_day(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rules will change from Monday.", "2020-05-25/.."),
        ("The rules change with effect from 5 June.", "2020-06-05/.."),
        ("A strike called for Friday was averted.", "2020-05-22"),
        ("They have worked in peace since Monday and will go on.", "2020-05-18/.."),
        ("The curfew lasts until six on Monday.", "../2020-05-25"),
        ("The board on Monday dropped its plan to move.", "2020-05-18"),
        ("They stayed there through Monday.", "2020-05-18"),
        ("They mourned after Monday's attack.", "2020-05-18"),
        ("It will not open before Monday.", "../2020-05-24"),
        ("It will open, but not before Monday.", "2020-05-25/.."),
        ("It will open in the spring of next year.", "2021-21"),
        ("Earlier in the week they met.", "2020-05-18/2020-05-20"),
        ("They met the week before last.", "2020-05-04/2020-05-10"),
        ("They will meet on Monday week.", "2020-06-01"),
        ("Sales fell last quarter.", "2020-33"),
        ("The abbey was founded in AD 842.", "0842"),
        ("The abbot (c. 314 – 368) was a reformer.", "0314/0368"),
    ],
)
def test_a_clause_places_its_date(text: str, expected: str) -> None:
    assert value(text) == expected


def test_what_is_still_so_today_names_no_day() -> None:
    assert only("The treaty is still known today as the Peace of Strelsau.").vague


def test_a_text_counts_from_the_time_told_before_it() -> None:
    def after(text: str, before: str) -> str | None:
        (dated,) = find_dates(text, anchor=ANCHOR, before=When(before))
        return dated.when.text if dated.when else None

    assert after("They left the next day.", "2020-04-04") == "2020-04-05"
    assert after("They left on the day after the vote.", "2020-04-04") == "2020-04-05"
    assert after("They left within two days of the vote.", "2020-04-04") == "2020-04-04/2020-04-06"
    assert after("They left on the 9th.", "2020-03-04") == "2020-03-09"
    assert after("The rising began on 5 June.", "1999") == "2019-06-05"


_TIME_WORDS = re.compile(
    r"\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)|day|week|month|year|quarter|half|decade|centur"
    r"|spring|summer|autumn|fall|winter|night|now|soon|recent|current|late|present|moment|future|morn|generation|hour|minute|second"
    r"|ies\b|teen|nual|ly\b|easter|christmas|epiphany|nowruz|halloween|pentecost|hence|earlier",
    re.IGNORECASE,
)


@given(
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=382, exclude_categories=["Nd", "No"]), max_size=120)
)
def test_a_text_without_digits_and_words_of_time_has_no_date(text: str) -> None:
    assume(not _TIME_WORDS.search(text))
    assert find_dates(text, anchor=ANCHOR) == ()
    assert find_hours(text, anchor=ANCHOR, before=None, dates=()) == ()


_PLAIN = st.sampled_from(
    ["the", "minister", "may", "march", "on", "since", "until", "by", "May", "of", "resolution", "from", "to", "In"]
)


@given(st.lists(_PLAIN, max_size=14))
def test_small_words_alone_make_no_date(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = [dated.text.removesuffix(" on") for dated in find_dates(text, anchor=ANCHOR)]  # `from May on` is a time
    assert all(words.endswith("May") for words in found)


@given(
    st.text(alphabet="abcMay 0123456789-–./%,'sJune", max_size=60),
    st.sampled_from(["2020-05-20", "2020-05", "2020", "XXXX", "0001-01-01"]),
)
def test_any_text_gives_ordered_spans_of_itself(text: str, anchor: str) -> None:
    dates = find_dates(text, anchor=When(anchor), before=When("2020-04-04"))
    assert all(d.start >= 0 and d.end <= len(text) for d in dates)
    assert all(text[d.start : d.end] == d.text for d in dates)
    assert all(a.end <= b.start for a, b in pairwise(dates))


_PIECES = st.sampled_from(
    [
        *("from", "to", "between", "and", "before", "after", "since", "until", "by", "in", "the", "a", "–"),
        *("May", "May 6", "6", "June 7", "Monday", "2020", "1999", "winter", "nineties", "Q3"),
        *("last", "next", "this", "early", "later", "two", "ago", "day", "week", "month", "year", "now"),
    ]
)


@given(
    st.lists(_PIECES, max_size=12),
    st.sampled_from(["2020-05-20", "2020-02", "9999", "XXXX", "0001-01-01", "9999-12-31"]),
)
def test_any_row_of_time_words_is_read_without_a_fault(pieces: list[str], anchor: str) -> None:
    for dated in find_dates(" ".join(pieces), anchor=When(anchor)):
        assert dated.vague or dated.kind != "date" or dated.when is not None
