"""Spans of validity on partial and open dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.world.names import Span
from watchfloor.world.spans import begun, first_day, holds, last_day, overlap

DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(DAYS).isoformat(), draw(DAYS).isoformat()))
    cut = st.sampled_from((4, 7, 10))
    return draw(st.sampled_from((first[: draw(cut)], ""))), draw(st.sampled_from((last[: draw(cut)], "..", "")))


@pytest.mark.parametrize(
    ("span", "on", "expected"),
    [
        (("2020-03-27", ""), "2020-03-26", False),
        (("2020-03-27", ""), "2020-03-27", True),
        (("2020", "2021"), "2021-12-31", True),
        (("2020", "2021"), "2022-01-01", False),
        (("2020-02", "2020-02"), "2020-02-29", True),
        (("", ".."), "0001-01-01", True),
        (("2020?", "2021~"), "2020-01-01", True),
    ],
)
def test_a_partial_date_covers_all_its_days(span: Span, on: str, expected: bool) -> None:
    assert holds(span, date.fromisoformat(on)) is expected


def test_without_a_day_every_span_holds() -> None:
    assert holds(("2020", "2021"), None)
    assert begun(("2020", "2021"), None)


def test_begun_asks_only_for_the_start() -> None:
    assert begun(("2020", "2021"), date(2025, 1, 1))
    assert not begun(("2020", "2021"), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2015", "2020-05-15"), ("2020-05-15", ".."), False),
        (("2015", "2020-05-16"), ("2020-05-15", ".."), True),
        (("2015", "2020-05"), ("2020-05", ".."), False),
        (("2015", "2020"), ("2020", ".."), False),
        (("2015", "2020"), ("2019", ".."), True),
        (("2015", ".."), ("2019", ".."), True),
    ],
)
def test_a_handover_is_no_overlap(one: Span, other: Span, expected: bool) -> None:
    assert overlap(one, other) is expected


@given(spans(), spans())
def test_overlap_does_not_depend_on_order(one: Span, other: Span) -> None:
    assert overlap(one, other) == overlap(other, one)


@given(spans(), DAYS)
def test_what_holds_has_begun(span: Span, on: date) -> None:
    assert not holds(span, on) or begun(span, on)


@given(spans())
def test_a_span_runs_forward(span: Span) -> None:
    assert first_day(span) <= last_day(span)
