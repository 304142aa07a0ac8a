from __future__ import annotations

from datetime import date, timedelta

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watchfloor.terms.when import UNKNOWN, When, of_day

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


def bounds(text: str) -> tuple[str | None, str | None]:
    when = When(text)
    return (when.lower.isoformat() if when.lower else None, when.upper.isoformat() if when.upper else None)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("2020-05-06", "2020-05-06", "2020-05-06"),
        ("2020-05-06T18:00:00Z", "2020-05-06", "2020-05-06"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020?", "2020-01-01", "2020-12-31"),
        ("2020?-05~", "2020-05-01", "2020-05-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2020-XX-06", "2020-01-06", "2020-12-06"),
        ("2019-XX-31", "2019-01-31", "2019-12-31"),
        ("2019-02-XX", "2019-02-01", "2019-02-28"),
        ("2020-21", "2020-03-01", "2020-05-31"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2019-36", "2019-10-01", "2019-12-31"),
        ("2019-41", "2019-07-01", "2019-12-31"),
        ("2018/..", "2018-01-01", None),
        ("2018/", "2018-01-01", None),
        ("../2020-06", None, "2020-06-30"),
        ("/2020-06", None, "2020-06-30"),
        ("2018/2020-05-20", "2018-01-01", "2020-05-20"),
        ("{2018, 2020-05}", "2018-01-01", "2020-05-31"),
        ("[2018..2020]", "2018-01-01", "2020-12-31"),
        ("[..2020]", None, "2020-12-31"),
        ("XXXX", None, None),
        ("XXXX-05-06", None, None),
        ("XXXX-21", None, None),
    ],
)
def test_a_time_has_its_first_and_last_possible_day(text: str, lower: str | None, upper: str | None) -> None:
    assert bounds(text) == (lower, upper)


@pytest.mark.parametrize(
    "text",
    ["", "May 2020", "2020-13", "2020-42", "2020-3X", "2021-02-29", "2020-00", "2020-05-32", "0000", "20", "20?20",
     "2020-5-6", "2020/2019", "2018/2019/2020", "../..", "/", "..", "[]", "[2020}", "2020-05-06\n",
     "XXXX-13", "XXXX-02-30", "XXXX-42"],
)  # fmt: skip
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        When(text)


def test_the_text_is_kept_as_written_and_decides_equality() -> None:
    assert str(When("2020-05~")) == "2020-05~"
    assert When("2020-05") == When("2020-05")
    assert When("2020-05") != When("2020-05~")


@pytest.mark.parametrize("mark", ["?", "~", "%"])
def test_a_qualifier_keeps_the_bounds_and_gives_up_exactness(mark: str) -> None:
    plain, qualified = When("2020-05"), When("2020-05" + mark)
    assert (qualified.lower, qualified.upper) == (plain.lower, plain.upper)
    assert plain.exact
    assert not qualified.exact


@pytest.mark.parametrize(
    ("text", "known"), [(UNKNOWN, False), ("XXXX-05-06", False), ("../2020", True), ("2020", True)]
)
def test_a_time_is_known_when_one_end_is(text: str, known: bool) -> None:
    assert When(text).known is known


@pytest.mark.parametrize(
    ("text", "day"), [("2020-05-06", date(2020, 5, 6)), ("2020-05-06~", None), ("2020-05", None), (UNKNOWN, None)]
)
def test_only_one_exact_day_is_a_day(text: str, day: date | None) -> None:
    assert When(text).day == day


@pytest.mark.parametrize(
    ("text", "days"), [("2020-05-06", 1), ("2020-02", 29), ("2020", 366), ("2018/..", None), (UNKNOWN, None)]
)
def test_length_counts_both_ends(text: str, days: int | None) -> None:
    assert When(text).length_days == days


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2020-05-06", "yes"),
        ("2020-05", "yes"),
        ("2020-05~", "maybe"),
        ("2020", "maybe"),
        ("2019", "no"),
        ("2019~", "maybe"),
        ("2021/..", "no"),
        ("../2020-06", "maybe"),
        (UNKNOWN, "maybe"),
    ],
)
def test_within_says_yes_no_or_maybe(text: str, answer: str) -> None:
    assert When(text).within(date(2020, 5, 1), date(2020, 6, 30)) == answer


@pytest.mark.parametrize(
    ("text", "first", "last", "answer"),
    [
        ("2020", None, None, "yes"),
        ("2020/..", date(2019, 1, 1), None, "yes"),
        ("../2020", None, date(2020, 12, 31), "yes"),
        ("../2020", date(2019, 1, 1), date(2020, 12, 31), "maybe"),
    ],
)
def test_a_missing_limit_excludes_nothing(text: str, first: date | None, last: date | None, answer: str) -> None:
    assert When(text).within(first, last) == answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2019", "2020", "yes"),
        ("2020", "2019", "no"),
        ("2020", "2020", "maybe"),
        ("2019~", "2020", "maybe"),
        ("2020", "2019~", "maybe"),
        ("2020-05-06", "2020-05-06", "no"),
        ("2020", "2020-05-06", "maybe"),
        ("2018/..", "2020", "maybe"),
        ("../2018", "2020", "yes"),
        (UNKNOWN, "2020", "maybe"),
    ],
)
def test_before_is_certain_only_where_no_day_could_be_otherwise(one: str, other: str, answer: str) -> None:
    assert When(one).before(When(other)) == answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2020", "2020-05", True),
        ("2019", "2020", False),
        ("2018/..", "2020", True),
        ("../2018", "2020", False),
        (UNKNOWN, "2020", True),
    ],
)
def test_overlap_is_mutual(one: str, other: str, answer: bool) -> None:
    assert When(one).overlaps(When(other)) is answer
    assert When(other).overlaps(When(one)) is answer


@given(DAYS)
def test_a_day_is_its_own_bounds(day: date) -> None:
    when = of_day(day)
    assert (when.lower, when.upper, when.day, when.length_days) == (day, day, day, 1)


@given(DAYS, DAYS, DAYS)
def test_an_interval_holds_exactly_the_days_between_its_ends(a: date, b: date, c: date) -> None:
    first, last = sorted((a, b))
    when = When(f"{first}/{last}")
    assert of_day(c).within(when.lower, when.upper) == ("yes" if first <= c <= last else "no")


@given(DAYS, DAYS)
def test_of_two_days_one_is_before_the_other_or_neither(a: date, b: date) -> None:
    assert of_day(a).before(of_day(b)) == ("yes" if a < b else "no")


PLAIN = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda d: str(d)[:7]),
    DAYS.map(lambda d: str(d)[:4]),
    DAYS.map(lambda d: str(d)[:3] + "X"),
    DAYS.map(lambda d: str(d)[:2] + "XX"),
    DAYS.map(lambda d: str(d)[:8] + "XX"),
    DAYS.map(lambda d: str(d)[:4] + "-XX-XX"),
    # the oracle ends a winter in its own December and pads qualified dates: only these seasons are comparable
    st.builds(lambda d, season: f"{d.year}-{season}", DAYS, st.sampled_from([21, 22, 23])),
)


def _day(struct: object) -> date:
    return date(*struct[:3])  # type: ignore[index]


@given(PLAIN)
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    ours, theirs = When(text), edtf.parse_edtf(text)
    assert (ours.lower, ours.upper) == (_day(theirs.lower_strict()), _day(theirs.upper_strict()))


@given(DAYS, DAYS)
def test_intervals_agree_with_the_edtf_package(a: date, b: date) -> None:
    assume(b - a > timedelta(62))
    text = f"{str(a)[:7]}/{str(b)[:7]}"
    ours, theirs = When(text), edtf.parse_edtf(text)
    assert (ours.lower, ours.upper) == (_day(theirs.lower_strict()), _day(theirs.upper_strict()))
