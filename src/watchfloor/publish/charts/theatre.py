"""The map of the theatre: whom each country stands nearer to, and which way it moves."""

from __future__ import annotations

from collections import Counter

from watchfloor.publish.charts.drawing import INK, LAND, PAPER, Chart, Row, draw, short
from watchfloor.publish.charts.geography import WIDTH, Region, region
from watchfloor.publish.charts.labels import Label, Place, arranged
from watchfloor.publish.words.levels import holder, nearer
from watchfloor.publish.words.wording import Wording, numbered
from watchfloor.terms import Issue, Standing
from watchfloor.world import places
from watchfloor.world.names import split

#: From the second side by even to the first; after Okabe and Ito, lightened so that labels can be read.
_SCALE = ["#4f9fd1", "#f1ede3", "#e58a4f"]
_NOT_KNOWN = "#b9b6ae"
#: How strongly the colour of an open balance is drawn.
_PALE = 0.45
#: Size of the labels, in pixels.
_TYPE = 12.0


def theatre_map(words: Wording, issue: Issue) -> Chart | None:
    """Return the map of the theatre coloured by standing; None where no territory has an outline.

    One pair of sides fits one colour scale: contests between others are left grey, and the note says so.
    """
    found = region(issue.campaign.theatre)
    if found is None:
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
    spots = _spots(words, issue, found)
    for feature in found.features:
        feature["properties"] = by_key.get(feature["key"], {"key": feature["key"], "balance": None, "_inside": False})
    shown = ". ".join(f"{row['name']}: {row['reading']}" for row in rows)
    note = (
        "Colour: whom a country stands nearer to (its balance, in PLOVER score units); pale where the balance is open. "
        "Arrow: whom it is likely moving toward. Grey: not enough evidence, or outside the theatre. "
    )
    if "XKX" in {feature["key"] for feature in found.features}:
        note += "Kosovo (dashed edge; XKX is a user-assigned code) is drawn separately; its status is disputed. "
    if spots:
        note += "Dots: places named as the scene of events, larger for more. "
    return draw(
        "map",
        _map_spec(words, found, pair, spots),
        rows,
        alt=f"Map of the theatre. {shown}.",
        note=note + "The map takes no position on any border. Outlines: Natural Earth.",
    )


def _map_row(words: Wording, key: str, standing: Standing | None) -> Row:
    settled = standing is not None and standing.enough and standing.balance is not None
    gaining = standing.gaining if standing is not None and settled else None
    reading = nearer(words, standing) if standing is not None and settled else "not enough evidence"
    return {
        "key": key,
        "name": words.name(key),
        "balance": standing.balance if standing is not None and settled else None,
        "low": standing.low if standing is not None and settled else None,
        "high": standing.high if standing is not None and settled else None,
        "reading": reading,
        "_inside": True,
        "_open": standing is None or holder(standing) is None,
        "_lines": (short(words.name(key)), *([f"→ {short(words.name(gaining))}"] if gaining else [])),
        "_tip": f"{short(words.name(key))}: {reading}",
    }


def _spots(words: Wording, issue: Issue, found: Region) -> list[Row]:
    """Return the places of events that are cities in the picture, with how many events each saw."""
    seen = Counter(event.place for event in issue.view.events if event.place is not None)
    spots: dict[str, Row] = {}
    for place, n in seen.items():
        homes = {place.key, *words.world.parents(place.key)} if place.key else set()
        named = [one for one in places.by_name().get(split(place.name), ()) if one.territory in homes or not homes]
        at = found.at(named[0].longitude, named[0].latitude) if named else None
        if at is not None:
            spot = spots.setdefault(named[0].name, {"name": named[0].name, "x": at[0], "y": at[1], "events": 0})
            spot["events"] += n
    return [{**spot, "_tip": f"{name}: {numbered(spot['events'], 'event')}"} for name, spot in sorted(spots.items())]


def _map_spec(words: Wording, found: Region, pair: tuple[str, str], spots: list[Row]) -> Row:
    inside = [f for f in found.features if f["properties"]["_inside"]]
    settled = [f for f in inside if f["properties"]["balance"] is not None]
    open_ = [f for f in inside if f not in settled]
    reach = max([1.0, *(abs(f["properties"]["balance"]) for f in settled)])
    scale = {"domain": [-reach, 0, reach], "range": _SCALE, "type": "linear", "interpolate": "rgb"}
    ends = [short(words.name(side)) for side in pair if side]
    title = f"← nearer to {ends[1]} · balance · nearer to {ends[0]} →" if ends else None
    legend = {"orient": "bottom", "title": title, "titleLimit": 500, "gradientLength": 260, "tickCount": 5}
    colour = {"field": "properties.balance", "type": "quantitative", "scale": scale, "legend": legend}
    edge = {"type": "geoshape", "stroke": PAPER, "strokeWidth": 1.1}
    kosovo = {"type": "geoshape", "filled": False, "stroke": INK, "strokeWidth": 1, "strokeDash": [3, 2]}
    dot = {"type": "circle", "size": 70, "opacity": 1, "stroke": INK, "strokeWidth": 1}
    pale = {"condition": {"test": "datum.properties._open", "value": _PALE}, "value": 1}
    tip = {"description": {"field": "properties._tip", "type": "nominal"}}
    return {
        "width": WIDTH,
        "height": found.height,
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "layer": [
            _shapes(found.features, {**edge, "fill": LAND}),
            _shapes(settled, edge, {"fill": colour, "fillOpacity": pale, **tip}),
            _shapes(open_, {**edge, "fill": _NOT_KNOWN}, tip),
            _shapes([f for f in found.features if f["key"] == "XKX"], kosovo),
            _dots(settled, dot, {"fill": colour, "fillOpacity": pale}),
            _dots(open_, {**dot, "fill": _NOT_KNOWN}, {}),
            _scenes(spots),
            *_labels(inside, found.height),
        ],
    }


def _shapes(features: list[Row], mark: Row, encoding: Row | None = None) -> Row:
    return {"data": {"values": features}, "mark": mark, "encoding": encoding or {}}


def _at(x: str = "x", y: str = "y") -> Row:
    """Pixels as positions: the projection leaves them as they are."""
    return {"longitude": {"field": x, "type": "quantitative"}, "latitude": {"field": y, "type": "quantitative"}}


def _dots(features: list[Row], mark: Row, encoding: Row) -> Row:
    values = [{**f, "x": f["centre"][0], "y": f["centre"][1]} for f in features if f["dot"]]
    return {"data": {"values": values}, "mark": mark, "encoding": {**_at(), **encoding}}


def _scenes(spots: list[Row]) -> Row:
    size = {"field": "events", "type": "quantitative", "scale": {"domain": [0, 10], "range": [12, 120]}, "legend": None}
    mark = {"type": "circle", "color": INK, "opacity": 0.75, "stroke": PAPER, "strokeWidth": 0.8}
    tip = {"description": {"field": "_tip", "type": "nominal"}}
    return {"data": {"values": spots}, "mark": mark, "encoding": {**_at(), "size": size, **tip}}


def _labels(features: list[Row], height: int) -> list[Row]:
    """A label twice: once as a halo that sets it off from any colour, once in ink; and a line to what lies apart."""
    places = [
        Place(x=f["centre"][0], y=f["centre"][1], lines=f["properties"]["_lines"], radius=f["radius"]) for f in features
    ]
    labels = arranged(places, _TYPE, WIDTH, height)
    led = [{"x": a.x, "y": a.y, "x2": a.place.x, "y2": a.place.y} for a in labels if a.led]
    ends = {"longitude2": {"field": "x2"}, "latitude2": {"field": "y2"}}
    rules = {
        "data": {"values": led},
        "mark": {"type": "rule", "color": INK, "strokeWidth": 0.8},
        "encoding": {**_at(), **ends},
    }
    return [rules, *(layer for n in range(2) for layer in _lines(labels, n))]


def _lines(labels: list[Label], n: int) -> list[Row]:
    """The first line of every label, or the second of those that have one."""
    values = [
        {"x": a.x, "y": round(a.y + (n - (len(a.place.lines) - 1) / 2) * _TYPE * 1.2, 2), "text": a.place.lines[n]}
        for a in labels
        if len(a.place.lines) > n
    ]
    weight = "normal" if n else "bold"
    mark = {"type": "text", "align": "center", "baseline": "middle", "fontSize": _TYPE, "fontWeight": weight}
    halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "color": PAPER, "strokeOpacity": 0.85}
    text = {**_at(), "text": {"field": "text"}}
    return [{"data": {"values": values}, "mark": look, "encoding": text} for look in (halo, {**mark, "color": INK})]
