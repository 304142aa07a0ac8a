"""The standing of a contest: its balance over time, with the band."""

from __future__ import annotations

from datetime import date

from watchfloor.publish.charts.drawing import FIRST, INK, MUTED, SECOND, Chart, Row, draw, short, time_axis
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.wording import Wording, listing
from watchfloor.terms import Contest, Standing


def standing_chart(words: Wording, contest: Contest, standing: Standing, name: str) -> Chart | None:
    """Return the balance over time with its 80 % band; None where there is no series."""
    if not standing.series:
        return None
    rows = [{"day": d.isoformat(), "balance": b, "low": lo, "high": hi} for d, b, lo, hi in standing.series]
    then = _then(standing)
    note = "Balance in PLOVER score units, 80 % band, each day by all that is known now; zero is even."
    if then:
        note += f" The ring: where what had happened by {day_words(then[0])} put it."
    return draw(name, _spec(words, standing, rows), rows, alt=_alt(words, contest, standing), note=note)


def _then(standing: Standing) -> tuple[date, float] | None:
    """Return the day with which the change compares, and the balance that the events up to it gave."""
    since, now, change = standing.since, standing.balance, standing.change
    if since is None or now is None or change is None or since < standing.series[0][0]:
        return None
    return since, now - change


def _spec(words: Wording, standing: Standing, rows: list[Row]) -> Row:
    first, second = standing.between
    then = _then(standing)
    reach = max(1.0, *(max(abs(lo), abs(hi)) for _, _, lo, hi in standing.series), abs(then[1]) if then else 0.0)
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": time_axis(4)}
    axis = {"tickCount": 5, "grid": True}
    y = {"type": "quantitative", "scale": {"domain": [-reach, reach]}, "title": None, "axis": axis}
    sides = [
        {"v": reach, "side": f"▲ toward {short(words.name(first))}"},
        {"v": -reach, "side": f"▼ toward {short(words.name(second))}"},
    ]
    return {
        "width": 330,
        "height": 150,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "area", "color": MUTED, "opacity": 0.22},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": [{"v": 0}]},
                "mark": {"type": "rule", "color": MUTED, "strokeDash": [3, 3]},
                "encoding": {"y": {**y, "field": "v"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "line", "color": INK, "strokeWidth": 2},
                "encoding": {"x": x, "y": {**y, "field": "balance"}},
            },
            *_ring(then, x, y),
            _side_label(sides[:1], FIRST, 10),
            _side_label(sides[1:], SECOND, -8),
        ],
    }


def _ring(then: tuple[date, float] | None, x: Row, y: Row) -> list[Row]:
    if then is None:
        return []
    return [
        {
            "data": {"values": [{"day": then[0].isoformat(), "then": then[1]}]},
            "mark": {"type": "point", "size": 60, "color": INK, "strokeWidth": 2},
            "encoding": {"x": x, "y": {**y, "field": "then"}},
        }
    ]


def _alt(words: Wording, contest: Contest, standing: Standing) -> str:
    above, below = (words.name(side) for side in standing.between)
    place = listing([words.name(key) for key in contest.in_])
    begin, (end, level, low, high) = standing.series[0][0], standing.series[-1]
    return (
        f"Balance of {place} between {above} (above zero) and {below} (below) "
        f"from {day_words(begin)} to {day_words(end)}: it ends at {level:.1f}, 80 % band {low:.1f} to {high:.1f}."
    )


def _side_label(data: list[Row], colour: str, dy: int) -> Row:
    mark = {"type": "text", "align": "left", "dx": 4, "dy": dy, "fontSize": 11, "color": colour, "fontWeight": "bold"}
    return {
        "data": {"values": data},
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": {"field": "v", "type": "quantitative"}, "text": {"field": "side"}},
    }
