"""The charts of the outlook and of the register: drawn offline, with their data and words that stand for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from watchfloor.outlook.register.scores import Scored, scores
from watchfloor.publish.charts.outlook import calibration_chart, curve_chart, tornado_chart
from watchfloor.terms import Forecast, Ground, Odds, Prospect, Sway

ODDS = Odds(least=0.3, most=0.3, low=0.2, high=0.45, word="unlikely", p=0.3, exact=True)
OPEN = Odds(least=0.0, most=0.3, low=0.0, high=0.45, word="unlikely at most", p=None, exact=True)


def prospect(odds: Odds = ODDS, sways: tuple[Sway, ...] = ()) -> Prospect:
    curve = ((date(2030, 6, 1), odds.least / 2, odds.most / 2, odds.low, odds.high),
             (date(2030, 12, 31), odds.least, odds.most, odds.low, odds.high))  # fmt: skip
    return Prospect(step="ferry", by=date(2030, 12, 31), state="unmet", odds=odds, curve=curve, sways=sways,
                    ground=Ground(kind="analyst", text="desk"))  # fmt: skip


def test_the_curve_says_its_end_and_holds_its_data() -> None:
    chart = curve_chart("the ferry", prospect(), "curve-ferry")
    assert chart is not None
    assert "by 31 December 2030 30%, 80 % band 20% to 45%" in chart.alt
    assert chart.csv.splitlines()[0] == "day,least,most,low,high"
    assert chart.svg.count("<path") > 1
    assert (
        curve_chart("x", Prospect(**{**{f: getattr(prospect(), f) for f in Prospect.__slots__}, "curve": ()}), "x")
        is None
    )


def test_without_a_basis_no_line_is_drawn() -> None:
    chart = curve_chart("the ferry", prospect(OPEN), "curve-ferry")
    assert chart is not None
    assert "for want of a basis" in chart.alt
    assert "no line" in chart.note
    assert "mark-line" not in chart.svg


def test_the_tornado_puts_the_weightiest_step_first_and_escapes_names() -> None:
    sways = tuple(Sway(step=f"s{n}", met=(0.9 - n / 20,) * 2, lost=(0.0, 0.0)) for n in range(10))
    chart = tornado_chart("the ferry", prospect(sways=sways), {"s0": "The <b>survey</b> & more"}, "tornado-ferry")
    assert chart is not None
    assert "most of all The <b>survey</b> & more (0% if not met, 90% if met)" in chart.alt
    assert "2 more in the data" in chart.note
    assert len(chart.csv.splitlines()) == 11
    assert "<b>" not in chart.svg
    assert tornado_chart("the ferry", prospect(), {}, "t") is None


def test_the_calibration_says_how_often_it_came() -> None:
    made = [(0.2, False), (0.2, False), (0.2, True), (0.8, True)]
    some = [
        Scored(
            forecast=Forecast(question=f"q{n}", author="a", p=p, made=date(2030, 1, 1), why="",
                              recorded=datetime(2030, 1, 1, tzinfo=UTC)),
            came=came,
        )
        for n, (p, came) in enumerate(made)
    ]  # fmt: skip
    chart = calibration_chart(scores(some, {}), "calibration")
    assert chart is not None
    assert "said 20%, came about 33% of 3; said 80%, came about 100% of 1" in chart.alt
