"""The timeline: events as bars that are as long as their dates are vague."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from watchfloor.publish.charts.drawing import (
    FIRST,
    INK,
    LINK,
    NEITHER,
    RULE,
    SECOND,
    Chart,
    Row,
    draw,
    short,
    time_axis,
)
from watchfloor.publish.words.dates import day_words, span_words
from watchfloor.publish.words.wording import Wording, numbered
from watchfloor.terms import Event, Issue

_OPEN_SIDE = "no side settled"
#: A few old events must not squeeze the many: as many as this share may lie before the chart begins.
_EARLIER = 0.1
#: More bars could not be told apart: those that the campaign binds come first, then the latest.
_BARS = 300
#: Longer bars are drawn light, so that the short ones on top of the same weeks stand out.
_LONG_DAYS = 45


def timeline(words: Wording, issue: Issue, anchors: Mapping[str, str]) -> Chart | None:
    """Return the events as bars in a lane for each country; None where no event has a date.

    anchors: event id -> address of its entry. Light bars are long or have an open end, which runs to the
    edge. Events of no known date, and the few before the chart begins, are counted in the note; the CSV has
    every dated one.
    """
    events = issue.view.events
    dated = [event for event in events if event.when.known]
    if not dated:
        return None
    shown = _chosen(issue, dated)
    span = _span(issue, [event for event in dated if event.id in shown])
    rows: list[Row] = []
    where = {event.id: lanes(words, issue, event) for event in dated}
    for lane in [*issue.campaign.theatre, "elsewhere"]:
        rows += _lane(words, lane, [e for e in dated if lane in where[e.id]], span, shown)
    sides = [side.key for side in issue.campaign.sides[:2]]
    favours = {b.event: b.favours for b in issue.assessment.bindings}
    for row in rows:
        side = favours.get(row["event"])
        row["favours"] = short(words.name(side)) if side in sides else _OPEN_SIDE
        row["_href"] = LINK + anchors[row["event"]]
    drawn = [row for row in rows if not row["_left_out"]]
    alt = f"{numbered(len(dated), 'event')} by country, {day_words(span[0])} to {day_words(span[1])}, listed below."
    spec = _spec(drawn, [short(words.name(side)) for side in sides], issue.as_of)
    return draw("timeline", spec, rows, alt=f"Timeline of {alt}", note=_note(events, dated, rows))


def lanes(words: Wording, issue: Issue, event: Event) -> tuple[str, ...]:
    """Return the territories of the theatre that an event touches, or `elsewhere`."""
    homes = words.homes(event)
    return tuple(key for key in issue.campaign.theatre if key in homes) or ("elsewhere",)


def _chosen(issue: Issue, dated: Sequence[Event]) -> frozenset[str]:
    """Return the events that are drawn: those that the campaign binds first, then the latest."""
    bound = {binding.event for binding in issue.assessment.bindings}
    ordered = sorted(dated, key=lambda e: (e.id in bound, e.when.upper or e.when.lower or date.min, e.id), reverse=True)
    return frozenset(event.id for event in ordered[:_BARS])


def _span(issue: Issue, dated: Sequence[Event]) -> tuple[date, date]:
    ends = sorted(day for e in dated for day in [e.when.upper or e.when.lower] if day is not None)
    first = ends[int(_EARLIER * len(ends))].replace(day=1)
    begins = [e.when.lower for e in dated if e.when.lower is not None and (e.when.upper or issue.as_of) >= first]
    return min([first, *(day for day in begins if day.year >= first.year - 1)]), max([issue.as_of, *ends])


def _note(events: Sequence[Event], dated: Sequence[Event], rows: Sequence[Row]) -> str:
    note = "A bar is as long as its date is vague; light bars are long or have an open end."
    left = len({row["event"] for row in rows if row["_left_out"]})
    undated = len(events) - len(dated)
    if left:
        note += f" {numbered(left, 'event')} of long before, or beyond what can be drawn,"
    if undated:
        note += f"{' and' if left else ''} {numbered(undated, 'event')} of no known date"
    return f"{note} are in the list below only." if left or undated else note


def _lane(
    words: Wording, lane: str, events: Sequence[Event], span: tuple[date, date], shown: frozenset[str]
) -> list[Row]:
    """Pack the bars of a lane into as few lines as keep them apart."""
    free: list[date] = []
    rows = []
    ordered = sorted(events, key=lambda e: (e.when.lower or span[0], e.when.upper or span[1], e.id))
    gap = timedelta(days=max(2, (span[1] - span[0]).days // 160))
    for event in ordered:
        first, last = event.when.lower or span[0], event.when.upper or span[1]
        left_out = last < span[0] or event.id not in shown
        line = 0 if left_out else next((n for n, end in enumerate(free) if end < first), len(free))
        if not left_out:
            free[line : line + 1] = [max(last, first) + gap]
        unsure = event.when.lower is None or event.when.upper is None or not event.when.exact
        rows.append(
            {
                "country": short(words.name(lane)) if lane != "elsewhere" else "Elsewhere",
                "event": event.id,
                "date": event.when.text,
                "first": first.isoformat(),
                "last": last.isoformat(),
                "what": words.clause(event),
                "_start": max(first, span[0]).isoformat(),
                "_end": (last + timedelta(days=1)).isoformat(),
                "_line": line,
                "_left_out": left_out,
                "_light": unsure or (last - first).days >= _LONG_DAYS,
                "_tip": f"{span_words(event.when)}: {words.clause(event)}",
            }
        )
    return rows


def _spec(rows: list[Row], sides: list[str], as_of: date) -> Row:
    lines = {row["country"]: 0 for row in rows}
    for row in rows:
        lines[row["country"]] = max(lines[row["country"]], row["_line"] + 1)
    top, total = {}, 0.0
    for country, n in lines.items():
        top[country] = total
        total += n + 0.7
    for row in rows:
        row["_y"] = top[row["country"]] + row["_line"]
        row["_y2"] = row["_y"] + 0.78
    labels = [{"country": country, "y": top[country], "mid": top[country] + n / 2} for country, n in lines.items()]
    y = {"type": "quantitative", "scale": {"domain": [total, -0.35], "nice": False}, "axis": None}
    axis = {**time_axis(9), "orient": "top"}
    x = {"field": "_start", "type": "temporal", "scale": {"type": "utc"}, "title": None, "axis": axis}
    width, height = 710, max(90, round(total * 15))
    return {"width": width, "height": height, "layer": [*_frame(labels, as_of, x, y), _bars(rows, sides, x, y)]}


def _frame(labels: list[Row], as_of: date, x: Row, y: Row) -> list[Row]:
    """The lanes with their names, and the day of the assessment."""
    name = {"type": "text", "align": "right", "dx": -10, "color": INK, "fontSize": 12}
    today = {"values": [{"day": as_of.isoformat(), "label": "as of"}]}
    word = {"type": "text", "align": "left", "dx": 4, "dy": 7, "color": INK, "fontSize": 11}
    at = {"x": {**x, "field": "day"}}
    return [
        {
            "data": {"values": labels},
            "mark": {"type": "rule", "color": RULE},
            "encoding": {"y": {**y, "field": "y"}, "x": {"value": -130}, "x2": {"value": "width"}},
        },
        {
            "data": {"values": labels},
            "mark": name,
            "encoding": {"y": {**y, "field": "mid"}, "x": {"value": 0}, "text": {"field": "country"}},
        },
        {"data": today, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}, "encoding": at},
        {"data": today, "mark": word, "encoding": {**at, "y": {"value": "height"}, "text": {"field": "label"}}},
    ]


def _bars(rows: list[Row], sides: list[str], x: Row, y: Row) -> Row:
    colour = {"domain": [*sides, _OPEN_SIDE], "range": [*(FIRST, SECOND)[: len(sides)], NEITHER]}
    side = {"field": "favours", "type": "nominal", "scale": colour}
    legend = {"title": "favours", "orient": "bottom", "symbolType": "square"}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "strokeWidth": 1.6},
        "encoding": {
            "x": x,
            "x2": {"field": "_end"},
            "y": {**y, "field": "_y"},
            "y2": {"field": "_y2"},
            "color": {**side, "legend": legend},
            "stroke": {**side, "legend": None},
            "fillOpacity": {"condition": {"test": "datum._light", "value": 0.35}, "value": 0.9},
            "description": {"field": "_tip"},
            "href": {"field": "_href"},
        },
    }
