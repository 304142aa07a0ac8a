"""The charts of an issue: map of the theatre, timeline, standings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from watchfloor.publish.charts import FIRST, INK, LAND, LINK, MUTED, NEITHER, PAPER, RULE, SECOND, Chart, Row, draw
from watchfloor.publish.dates import day_words, span_words
from watchfloor.publish.geography import region
from watchfloor.publish.wording import Wording, listing
from watchfloor.terms import Contest, Event, Issue, Standing

_WIDTH = 860
_UNIT = "PLOVER score units, 80 % band"
#: A name longer than this would leave no room for the chart.
_LABEL = 28


def standing_chart(words: Wording, contest: Contest, standing: Standing, name: str) -> Chart | None:
    """Return the balance over time with its 80 % band; None where there is no series."""
    if not standing.series:
        return None
    first, second = standing.between
    rows = [{"day": d.isoformat(), "balance": b, "low": lo, "high": hi} for d, b, lo, hi in standing.series]
    reach = max(1.0, *(max(abs(lo), abs(hi)) for _, _, lo, hi in standing.series))
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": _time_axis(4)}
    y = {
        "type": "quantitative",
        "scale": {"domain": [-reach, reach]},
        "title": None,
        "axis": {"tickCount": 5, "grid": True},
    }
    sides = [
        {"v": reach, "side": f"▲ toward {short(words.name(first))}"},
        {"v": -reach, "side": f"▼ toward {short(words.name(second))}"},
    ]
    spec = {
        "width": 330,
        "height": 150,
        "layer": [
            {"data": {"values": rows}, "mark": {"type": "area", "color": MUTED, "opacity": 0.22},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {"data": {"values": [{"v": 0}]}, "mark": {"type": "rule", "color": MUTED, "strokeDash": [3, 3]},
             "encoding": {"y": {**y, "field": "v"}}},
            {"data": {"values": rows}, "mark": {"type": "line", "color": INK, "strokeWidth": 2},
             "encoding": {"x": x, "y": {**y, "field": "balance"}}},
            _side_label(sides[:1], FIRST, 10), _side_label(sides[1:], SECOND, -8),
        ],
    }  # fmt: skip
    last = standing.series[-1]
    place = listing([words.name(key) for key in contest.in_])
    alt = (
        f"Balance of {place} between {words.name(first)} (above zero) and {words.name(second)} (below), {day_words(rows_day(rows, 0))} "
        f"to {day_words(last[0])}: it ends at {last[1]:.1f}, 80 % band {last[2]:.1f} to {last[3]:.1f}."
    )
    return draw(name, spec, rows, alt=alt, note=f"Balance in {_UNIT}; zero is even.")


def theatre_map(words: Wording, issue: Issue) -> Chart | None:
    """Return the map of the theatre coloured by standing; None where no territory has an outline.

    One pair of sides fits one colour scale: contests between others are left grey, and the note says so.
    """
    features = region(issue.campaign.theatre)
    if not features:
        return None
    pair = next((c.between for c in issue.campaign.contests), ("", ""))
    known = {s.contest: s for s in issue.assessment.standings}
    standing = {
        key: known[c.key]
        for c in reversed(issue.campaign.contests)
        if c.between == pair and c.key in known
        for key in c.in_
    }
    rows = [_map_row(words, key, standing.get(key)) for key in issue.campaign.theatre]
    by_key = {row["key"]: row for row in rows}
    for feature in features:
        feature["properties"] = by_key.get(feature["key"], {"key": feature["key"], "balance": None, "_inside": False})
    shown = ", ".join(f"{row['name']}: {row['reading']}" for row in rows)
    note = "Colour: balance in PLOVER score units. Grey: not enough evidence, or outside the theatre. "
    if "XKX" in {feature["key"] for feature in features}:
        note += "Kosovo (dashed edge; XKX is a user-assigned code) is drawn separately; its status is disputed. "
    return draw(
        "map",
        _map_spec(words, features, pair),
        rows,
        alt=f"Map of the theatre. {shown}.",
        note=note + "The map takes no position on any border. Outlines: Natural Earth.",
    )


def _map_row(words: Wording, key: str, standing: Standing | None) -> Row:
    settled = standing is not None and standing.enough and standing.balance is not None
    reading = "not enough evidence"
    if standing is not None and settled:
        reading = f"{words.name(standing.gaining)} gaining" if standing.gaining else "no clear direction"
    return {
        "key": key,
        "name": words.name(key),
        "balance": standing.balance if standing is not None and settled else None,
        "low": standing.low if standing is not None and settled else None,
        "high": standing.high if standing is not None and settled else None,
        "reading": reading,
        "_inside": True,
    }


def _map_spec(words: Wording, features: list[Row], pair: tuple[str, str]) -> Row:
    inside = [f for f in features if f["properties"]["_inside"]]
    reach = max([1.0, *(abs(f["properties"]["balance"]) for f in inside if f["properties"]["balance"] is not None)])
    labels = [
        {
            "x": f["centre"][0],
            "y": f["centre"][1],
            "name": short(f["properties"]["name"]),
            "reading": f["properties"]["reading"],
        }
        for f in inside
    ]
    flat = {"type": "identity", "reflectY": True}
    scale = {
        "domain": [-reach, 0, reach],
        "range": ["#4f9fd1", "#f1ede3", "#e58a4f"],
        "type": "linear",
        "interpolate": "rgb",
    }
    title = f"← {short(words.name(pair[1]))}    balance    {short(words.name(pair[0]))} →" if pair[0] else None
    at = {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}
    legend = {
        "orient": "bottom",
        "title": title,
        "gradientLength": 260,
        "titleAnchor": "middle",
        "titleLimit": 500,
        "tickCount": 5,
    }
    return {
        "width": _WIDTH - 260,
        "height": 430,
        "projection": flat,
        "layer": [
            {"data": {"values": features}, "mark": {"type": "geoshape", "fill": LAND, "stroke": PAPER, "strokeWidth": 0.8}},
            {"data": {"values": [f for f in inside if f["properties"]["balance"] is not None]},
             "mark": {"type": "geoshape", "stroke": PAPER, "strokeWidth": 1.2},
             "encoding": {"fill": {"field": "properties.balance", "type": "quantitative", "scale": scale, "legend": legend}}},
            {"data": {"values": [f for f in inside if f["properties"]["balance"] is None]},
             "mark": {"type": "geoshape", "fill": "#b9b6ae", "stroke": PAPER, "strokeWidth": 1.2}},
            {"data": {"values": [f for f in features if f["key"] == "XKX"]},
             "mark": {"type": "geoshape", "filled": False, "stroke": INK, "strokeWidth": 1, "strokeDash": [3, 2]}},
            *_map_text(labels, at, "name", dy=-5, size=12.5, weight="bold"),
            *_map_text(labels, at, "reading", dy=9, size=10.5, weight="normal"),
        ],
    }  # fmt: skip


def _map_text(labels: list[Row], at: Row, field: str, *, dy: int, size: float, weight: str) -> list[Row]:
    """A label twice: once as a halo that sets it off from any colour, once in ink."""
    mark = {"type": "text", "dy": dy, "fontSize": size, "fontWeight": weight}
    text = {**at, "text": {"field": field}}
    halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "color": PAPER, "strokeOpacity": 0.85}
    return [{"data": {"values": labels}, "mark": {**mark, **look}, "encoding": text} for look in (halo, {"color": INK})]


def timeline(words: Wording, issue: Issue, events: Sequence[Event], anchors: Mapping[str, str]) -> Chart | None:
    """Return the events as bars in a lane for each country; a bar is as long as its date is vague.

    anchors: event id -> address of its entry. An open end runs to the edge of the chart and is hatched light.
    Events of which no day is known are left out and counted in the note.
    """
    dated = [event for event in events if event.when.known]
    if not dated:
        return None
    favours = {b.event: b.favours for b in issue.assessment.bindings}
    lower = min(d for e in dated for d in (e.when.lower, e.when.upper) if d is not None)
    upper = max([issue.as_of, *(d for e in dated for d in (e.when.lower, e.when.upper) if d is not None)])
    rows: list[Row] = []
    for lane in [*issue.campaign.theatre, "elsewhere"]:
        rows += _lane(words, lane, [e for e in dated if lane in lanes(issue, e)], (lower, upper))
    sides = [side.key for side in issue.campaign.sides[:2]]
    for row in rows:
        side = favours.get(row["event"])
        row["favours"] = short(words.name(side)) if side in sides else "no side settled"
        row["_href"] = LINK + anchors[row["event"]]
    vague = sum(1 for row in rows if row["_days"] > 1)
    lost = len(events) - len(dated)
    note = "A bar is as long as its date is vague; light bars have an open end. "
    if lost:
        note += f"{lost} of {len(events)} events have no known date and are listed below only. "
    names = [short(words.name(side)) for side in sides]
    return draw(
        "timeline",
        _timeline_spec(rows, names, issue.as_of),
        rows,
        alt=f"Timeline of {len(dated)} events by country from {day_words(lower)} to {day_words(upper)}; {vague} bars span more than a day. The same events are listed below.",
        note=note.strip(),
    )


def lanes(issue: Issue, event: Event) -> tuple[str, ...]:
    """Return the territories of the theatre that an event touches, or `elsewhere`."""
    keys = {e.key.split("-")[0] for e in (*event.actors, *event.recipients, *filter(None, [event.place])) if e.key}
    return tuple(key for key in issue.campaign.theatre if key in keys) or ("elsewhere",)


def _lane(words: Wording, lane: str, events: Sequence[Event], span: tuple[date, date]) -> list[Row]:
    """Pack the bars of a lane into as few lines as keep them apart."""
    free: list[date] = []
    rows = []
    ordered = sorted(events, key=lambda e: (e.when.lower or span[0], e.when.upper or span[1], e.id))
    gap = timedelta(days=max(2, (span[1] - span[0]).days // 160))
    for event in ordered:
        first, last = event.when.lower or span[0], event.when.upper or span[1]
        line = next((n for n, end in enumerate(free) if end < first), len(free))
        free[line : line + 1] = [max(last, first) + gap]
        rows.append(
            {
                "country": short(words.name(lane)) if lane != "elsewhere" else "Elsewhere",
                "event": event.id,
                "date": event.when.text,
                "first": first.isoformat(),
                "last": last.isoformat(),
                "what": words.clause(event),
                "_end": (last + timedelta(days=1)).isoformat(),
                "_line": line,
                "_days": (last - first).days + 1,
                "_open": event.when.lower is None or event.when.upper is None or not event.when.exact,
                "_tip": f"{span_words(event.when)}: {words.clause(event)}",
            }
        )
    return rows


def _timeline_spec(rows: list[Row], sides: list[str], as_of: date) -> Row:
    order = list(dict.fromkeys(row["country"] for row in rows))
    lines = {country: 1 + max(row["_line"] for row in rows if row["country"] == country) for country in order}
    top, total = {}, 0.0
    for country in order:
        top[country] = total
        total += lines[country] + 0.7
    for row in rows:
        row["_y"], row["_y2"] = top[row["country"]] + row["_line"], top[row["country"]] + row["_line"] + 0.78
    today = [{"day": as_of.isoformat(), "label": "as of"}]
    labels = [{"country": c, "y": top[c], "mid": top[c] + lines[c] / 2} for c in order]
    y = {"type": "quantitative", "scale": {"domain": [total, -0.35], "nice": False}, "axis": None}
    x = {
        "field": "first",
        "type": "temporal",
        "scale": {"type": "utc"},
        "title": None,
        "axis": {**_time_axis(9), "orient": "top"},
    }
    colour = {"domain": [*sides, "no side settled"], "range": [*(FIRST, SECOND)[: len(sides)], NEITHER]}
    return {
        "width": _WIDTH - 150,
        "height": max(90, round(total * 15)),
        "layer": [
            {"data": {"values": labels}, "mark": {"type": "rule", "color": RULE},
             "encoding": {"y": {**y, "field": "y"}, "x": {"value": -130}, "x2": {"value": "width"}}},
            {"data": {"values": labels}, "mark": {"type": "text", "align": "right", "dx": -10, "color": INK, "fontSize": 12},
             "encoding": {"y": {**y, "field": "mid"}, "x": {"value": 0}, "text": {"field": "country"}}},
            {"data": {"values": today}, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
             "encoding": {"x": {**x, "field": "day"}}},
            {"data": {"values": today}, "mark": {"type": "text", "align": "left", "dx": 4, "dy": 7, "color": INK, "fontSize": 11},
             "encoding": {"x": {**x, "field": "day"}, "y": {"value": "height"}, "text": {"field": "label"}}},
            {"data": {"values": rows},
             "mark": {"type": "bar", "strokeWidth": 1.6, "cursor": "pointer"},
             "encoding": {
                 "x": x, "x2": {"field": "_end"}, "y": {**y, "field": "_y"}, "y2": {"field": "_y2"},
                 "color": {"field": "favours", "type": "nominal", "scale": colour,
                           "legend": {"title": "favours", "orient": "bottom", "symbolType": "square"}},
                 "stroke": {"field": "favours", "type": "nominal", "scale": colour, "legend": None},
                 "fillOpacity": {"condition": {"test": "datum._open || datum._days > 45", "value": 0.35}, "value": 0.9},
                 "description": {"field": "_tip"}, "href": {"field": "_href"}}},
        ],
    }  # fmt: skip


def _side_label(data: list[Row], colour: str, dy: int) -> Row:
    mark = {"type": "text", "align": "left", "dx": 4, "dy": dy, "fontSize": 11, "color": colour, "fontWeight": "bold"}
    return {
        "data": {"values": data},
        "mark": mark,
        "encoding": {"x": {"value": 0}, "y": {"field": "v", "type": "quantitative"}, "text": {"field": "side"}},
    }


def _time_axis(ticks: int) -> Row:
    return {"grid": True, "tickCount": ticks, "format": "%b %Y", "labelOverlap": "greedy", "labelFlush": True}


def rows_day(rows: Sequence[Row], n: int) -> date:
    """Return the day of a row."""
    return date.fromisoformat(rows[n]["day"])


def short(name: str) -> str:
    """Return a name that fits a label; what is left out is in the data and the text."""
    name = name.removeprefix("the ")
    return name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…"
