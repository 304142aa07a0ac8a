"""All contests in one picture: each balance as a point on its interval."""

from __future__ import annotations

from watchfloor.publish.charts.drawing import FIRST, INK, MUTED, RULE, SECOND, Chart, Row, draw, short
from watchfloor.publish.words.levels import holder
from watchfloor.publish.words.openings import place_of
from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Issue, Standing

_ROW = 30


def balances(words: Wording, issue: Issue) -> Chart | None:
    """Return the balance and 80 % interval of every contest between the first pair of sides; None where none is known.

    A point has the colour of the side it lies toward, pale while its interval reaches across zero. Words at the
    right say who is gaining.
    """
    known = [s for s in issue.assessment.standings if s.enough and s.balance is not None]
    if not known:
        return None
    pair = known[0].between
    rows = [_row(words, standing) for standing in known if standing.between == pair]
    names = (short(words.name(pair[0])), short(words.name(pair[1])))
    sides = f"left is toward {names[1]}, right toward {names[0]}"
    note = f"Balance in PLOVER score units, 80 % interval; {sides}; pale where the interval reaches across zero."
    told = "; ".join(f"{r['place']} {r['balance']:+.1f} ({r['low']:+.1f} to {r['high']:+.1f})" for r in rows)
    return draw("balances", _spec(rows, names), rows, alt=f"{note} {told}.", note=note)


def _row(words: Wording, standing: Standing) -> Row:
    gaining = short(words.name(standing.gaining)) if standing.gaining else ""
    move = f"{gaining} gaining: {standing.word}" if gaining else "no clear direction"
    return {
        "place": short(place_of(words, standing.contest)),
        "balance": round(standing.balance or 0.0, 2),
        "low": round(standing.low or 0.0, 2),
        "high": round(standing.high or 0.0, 2),
        "gaining": gaining,
        "likelihood": standing.word or "",
        "_move": move,
        "_colour": FIRST if (standing.balance or 0.0) > 0.0 else SECOND,
        "_pale": holder(standing) is None,
    }


def _spec(rows: list[Row], names: tuple[str, str]) -> Row:
    reach = max(1.0, *(max(abs(row["low"]), abs(row["high"])) for row in rows)) * 1.08
    scale = {"domain": [-reach, reach], "nice": False}
    title = f"← nearer to {names[1]} · balance · nearer to {names[0]} →"
    signed = "datum.value == 0 ? '0' : format(datum.value, '+d')"
    axis = {"tickCount": 7, "labelExpr": signed, "grid": True, "title": title}
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    label = {"title": None, "labelFontSize": 13, "labelColor": INK, "labelPadding": 10, "ticks": False, "domain": False}
    y = {"field": "place", "type": "nominal", "sort": None, "axis": label}
    move = {"type": "text", "align": "left", "dx": 14, "fontSize": 12, "color": MUTED}
    return {
        "width": 420,
        "height": _ROW * len(rows),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.2},
                "encoding": {"x": {**x, "datum": 0}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 7, "strokeCap": "round", "color": RULE},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            },
            {
                "mark": {"type": "circle", "size": 120, "opacity": 1, "stroke": INK, "strokeWidth": 1},
                "encoding": {
                    "x": {**x, "field": "balance"},
                    "y": y,
                    "color": {"field": "_colour", "type": "nominal", "scale": None},
                    "fillOpacity": {"condition": {"test": "datum._pale", "value": 0.45}, "value": 1},
                },
            },
            {"mark": move, "encoding": {"x": {"value": "width"}, "y": y, "text": {"field": "_move"}}},
        ],
    }
