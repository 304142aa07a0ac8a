"""The map of the theatre, coloured by standing."""

from __future__ import annotations

from watchfloor.publish.charts.drawing import INK, LAND, PAPER, Chart, Row, draw, short
from watchfloor.publish.charts.geography import region
from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Issue, Standing

#: From the second side by even to the first; after Okabe and Ito, lightened so that labels can be read.
_SCALE = ["#4f9fd1", "#f1ede3", "#e58a4f"]
_NOT_KNOWN = "#b9b6ae"


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
        reading = f"{short(words.name(standing.gaining))} gaining" if standing.gaining else "no clear direction"
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
    settled = [f for f in inside if f["properties"]["balance"] is not None]
    reach = max([1.0, *(abs(f["properties"]["balance"]) for f in settled)])
    scale = {"domain": [-reach, 0, reach], "range": _SCALE, "type": "linear", "interpolate": "rgb"}
    title = f"← {short(words.name(pair[1]))}   balance   {short(words.name(pair[0]))} →" if pair[0] else None
    legend = {"orient": "bottom", "title": title, "titleLimit": 500, "gradientLength": 260, "tickCount": 5}
    colour = {"field": "properties.balance", "type": "quantitative", "scale": scale, "legend": legend}
    edge = {"type": "geoshape", "stroke": PAPER, "strokeWidth": 1.1}
    kosovo = {"type": "geoshape", "filled": False, "stroke": INK, "strokeWidth": 1, "strokeDash": [3, 2]}
    return {
        "width": 600,
        "height": 430,
        "projection": {"type": "identity", "reflectY": True},
        "layer": [
            _shapes(features, {**edge, "fill": LAND}),
            _shapes(settled, edge, {"fill": colour}),
            _shapes([f for f in inside if f not in settled], {**edge, "fill": _NOT_KNOWN}),
            _shapes([f for f in features if f["key"] == "XKX"], kosovo),
            *_labels(inside, "name", dy=-5, size=12.5, weight="bold"),
            *_labels(settled, "reading", dy=9, size=10.5, weight="normal"),
        ],
    }


def _shapes(features: list[Row], mark: Row, encoding: Row | None = None) -> Row:
    return {"data": {"values": features}, "mark": mark, "encoding": encoding or {}}


def _labels(features: list[Row], field: str, *, dy: int, size: float, weight: str) -> list[Row]:
    """A label twice: once as a halo that sets it off from any colour, once in ink."""
    values = [{"x": f["centre"][0], "y": f["centre"][1], "text": short(f["properties"][field])} for f in features]
    mark = {"type": "text", "dy": dy, "fontSize": size, "fontWeight": weight}
    halo = {**mark, "stroke": PAPER, "strokeWidth": 3, "color": PAPER, "strokeOpacity": 0.85}
    at = {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}
    text = {**at, "text": {"field": "text"}}
    return [{"data": {"values": values}, "mark": look, "encoding": text} for look in (halo, {**mark, "color": INK})]
