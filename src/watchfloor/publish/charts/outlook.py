"""The outlook as charts: how a chance grows, what sways it, and how well forecasts were calibrated."""

from __future__ import annotations

from typing import Any

from watchfloor.outlook.register.scores import Scores
from watchfloor.publish.charts.drawing import FIRST, INK, MUTED, RULE, SECOND, Chart, Row, draw, folded, time_axis
from watchfloor.publish.words.dates import day_words
from watchfloor.terms import Prospect

#: A tornado shows so many steps at most; the data hold all.
MOST = 8
_P: dict[str, Any] = {"type": "quantitative", "scale": {"domain": [0, 1]}, "title": None,
                      "axis": {"format": ".0%", "tickCount": 5, "grid": True}}  # fmt: skip
#: What stands by the first two points: their colour, what they are, and on which side it stands.
_KEYS = ((FIRST, "not met", "left", -5), (SECOND, "met", "left", -6))
#: A label is broken where it was folded.
_LINES = "split(datum.label, '\\n')"
#: Where an axis of small chances may end.
_TOPS = (0.02, 0.05, 0.1, 0.2, 0.5)


def _axis(highest: float) -> dict[str, Any]:
    """Return an axis of chances that ends a little above the highest one."""
    top = next((top for top in _TOPS if highest <= top * 0.95), 1.0)
    return {**_P, "scale": {"domain": [0, top]}, "axis": {**_P["axis"], "format": ".0%" if top >= 0.1 else ".1~%"}}


def curve_chart(title: str, prospect: Prospect, name: str) -> Chart | None:
    """Return the chance by day with its 80 % band; a band alone without a basis; None where nothing is known."""
    if all((low, high) == (0.0, 1.0) for _, _, _, low, high in prospect.curve):
        return None
    rows = [
        {"day": day.isoformat(), "least": least, "most": most, "low": low, "high": high}
        for day, least, most, low, high in prospect.curve
    ]
    odds = prospect.odds
    end = (
        f"{odds.least:.0%}"
        if odds.p is not None
        else f"between {odds.least:.0%} and {odds.most:.0%}, for want of a basis"
    )
    alt = f"Chance of {title} by day: by {day_words(prospect.by)} {end}, 80 % band {odds.low:.0%} to {odds.high:.0%}."
    note = "Chance by day, 80 % band." + ("" if odds.p is not None else " What has no basis stays open: no line.")
    return draw(name, curve_spec(rows, line=odds.p is not None), rows, alt=alt, note=note)


def curve_spec(rows: list[Row], *, line: bool) -> Row:
    """Return the specification of a chance over time."""
    p = _axis(max(row["high"] for row in rows))
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": time_axis(4)}
    layer: list[Row] = [
        {"mark": {"type": "area", "color": MUTED, "opacity": 0.22},
         "encoding": {"x": x, "y": {**p, "field": "low"}, "y2": {"field": "high"}}},
    ]  # fmt: skip
    if line:
        mark = {"type": "line", "color": INK, "strokeWidth": 2}
        layer.append({"mark": mark, "encoding": {"x": x, "y": {**p, "field": "most"}}})
    return {"width": 330, "height": 150, "data": {"values": rows}, "layer": layer}


def tornado_chart(title: str, prospect: Prospect, names: dict[str, str], name: str) -> Chart | None:
    """Return how the chance would be were each step not met, and were it met, the weightiest first; None without one.

    names: of the steps, as they are told. Where a step without basis keeps a chance open, the most it may be is shown.
    """
    if not prospect.sways:
        return None
    rows: list[Row] = []
    for sway in prospect.sways:
        told = names.get(sway.step, sway.step)
        ends = {"not met": sway.lost[1], "met": sway.met[1], "now": prospect.odds.most}
        rows.append({"step": told, **ends, "_step": folded(told)})
    first = rows[0]
    alt = (
        f"What sways the chance of {title} by {day_words(prospect.by)}, {prospect.odds.most:.0%} now: most of all "
        f"{first['step']} ({first['not met']:.0%} if not met, {first['met']:.0%} if met)."
    )
    left = len(rows) - MOST
    note = "Chance if the step is not met, and if it is; the rule is the chance now." + (
        f" {left} more in the data." if left > 0 else "")  # fmt: skip
    return draw(name, tornado_spec(rows[:MOST]), rows, alt=alt, note=note)


def tornado_spec(rows: list[Row]) -> Row:
    """Return the specification of a tornado."""
    y = {
        "field": "_step",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 190, "ticks": False, "labelPadding": 12, "labelOffset": -6, "labelExpr": _LINES},
    }
    p = _axis(max(row[end] for row in rows for end in ("not met", "met", "now")))
    ends = [(FIRST, "not met"), (SECOND, "met")]
    points = [
        {"mark": {"type": "point", "filled": True, "size": 60, "color": colour},
         "encoding": {"y": y, "x": {**p, "field": field}}}
        for colour, field in ends
    ]  # fmt: skip
    keys = [
        {"mark": {"type": "text", "align": align, "dx": dx, "dy": -10, "fontSize": 10, "color": colour},
         "transform": [{"filter": "datum.first"}], "encoding": {"y": y, "x": {**p, "field": field},
                                                              "text": {"value": field}}}
        for colour, field, align, dx in _KEYS
    ]  # fmt: skip
    marked = [{**row, "first": n == 0} for n, row in enumerate(rows)]
    return {
        "width": 250,
        "height": {"step": 30},
        "data": {"values": marked},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 6, "color": RULE},
             "encoding": {"y": y, "x": {**p, "field": "not met"}, "x2": {"field": "met"}}},
            {"mark": {"type": "rule", "color": MUTED, "strokeDash": [3, 3]},
             "encoding": {"x": {**p, "aggregate": "max", "field": "now"}}},
            *points,
            *keys,
        ],
    }  # fmt: skip


def calibration_chart(scores: Scores, name: str) -> Chart | None:
    """Return how often came about what was given each chance, with 80 % intervals; None without a forecast."""
    if not scores.bins:
        return None
    rows = [
        {"said": one.p, "came": one.share, "low": one.low, "high": one.high, "forecasts": one.n} for one in scores.bins
    ]
    alt = f"Calibration of {scores.n} forecasts: " + "; ".join(
        f"said {one.p:.0%}, came about {one.share:.0%} of {one.n}" for one in scores.bins
    ) + "."  # fmt: skip
    note = "How often it came about, by what was said; 80 % intervals. On the dashed line the two are the same."
    return draw(name, calibration_spec(rows), rows, alt=alt, note=note)


def calibration_spec(rows: list[Row]) -> Row:
    """Return the specification of a calibration chart."""
    x = {**_P, "field": "said", "title": "said"}
    y = {**_P, "field": "came", "title": "came about"}
    even = [{"said": 0, "came": 0}, {"said": 1, "came": 1}]
    return {
        "width": 260,
        "height": 260,
        "layer": [
            {"data": {"values": even}, "mark": {"type": "line", "color": MUTED, "strokeDash": [3, 3]},
             "encoding": {"x": x, "y": y}},
            {"data": {"values": rows}, "mark": {"type": "rule", "color": MUTED, "strokeWidth": 2},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {"data": {"values": rows}, "mark": {"type": "point", "filled": True, "color": INK, "opacity": 1},
             "encoding": {"x": x, "y": y, "size": {"field": "forecasts", "type": "quantitative", "legend": None,
                                                   "scale": {"range": [30, 300]}}}},
        ],
    }  # fmt: skip
