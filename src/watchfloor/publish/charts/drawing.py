"""Charts as Vega-Lite specifications, drawn to SVG offline; each with its data as CSV."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from watchfloor.publish.charts.png import packed

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
#: Vega resolves links against a base of its own; ours are marked with a host that cannot exist.
LINK = "https://page.invalid/"
#: Colour-blind safe, after Okabe and Ito (2008): vermilion, blue, grey.
FIRST, SECOND, NEITHER = "#d55e00", "#0072b2", "#8a8a86"
#: Stand-ins that the style sheet turns for dark paper; see style.css.
INK, MUTED, RULE, LAND, PAPER = "#1d2733", "#5a6572", "#d9d5cb", "#e9e5dc", "#fffefb"
_CONFIG: dict[str, Any] = {
    "font": "'Source Sans 3', 'Helvetica Neue', Arial, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "title": {"anchor": "start", "color": INK, "fontSize": 15, "subtitleColor": MUTED, "subtitleFontSize": 12},
    "axis": {"labelColor": MUTED, "titleColor": MUTED, "gridColor": RULE, "domainColor": RULE, "tickColor": RULE,
             "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal"},
    "legend": {"labelColor": MUTED, "titleColor": MUTED, "labelFontSize": 11, "titleFontSize": 11,
               "titleFontWeight": "normal"},
}  # fmt: skip
#: Attributes that change nothing here; the font is the root's.
_NOISE = {"class", "pointer-events", "font-family"}
#: What goes without saying.
_DEFAULTS = {"opacity": "1", "stroke-width": "1", "x2": "0", "y2": "0", "transform": "translate(0,0)"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG = re.compile(r"-?\d+\.\d{2,}(?:e-?\d+)?")
#: A name longer than this would leave no room for the chart.
_LABEL = 28
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart: its name (of the files), its pictures, its data as CSV, and the words that stand for it."""

    name: str
    svg: str
    png: bytes
    csv: str
    alt: str
    note: str


def draw(name: str, spec: Row, rows: Sequence[Row], *, alt: str, note: str) -> Chart:
    """Return a chart drawn from a Vega-Lite specification.

    rows: what the CSV holds; keys that begin with `_` are left out of it.
    The SVG holds no script, no address of another host and no style attribute.
    """
    import vl_convert as vlc  # 0.1 s and 84 MB: only where something is drawn

    whole = _legal({"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, **spec})
    svg, png = vlc.vegalite_to_svg(whole), vlc.vegalite_to_png({**whole, "background": PAPER})
    return Chart(name=name, svg=_clean(svg, name, alt), png=packed(png), csv=_csv(rows), alt=alt, note=note)


def _clean(svg: str, name: str, alt: str) -> str:
    """Make the SVG fit to stand in a page: own ids, relative links, titles to hover, no noise."""
    root = ElementTree.fromstring(legal(svg))
    links = False
    for element in root.iter():
        tag = element.tag.removeprefix(f"{{{_SVG}}}")
        if tag in ("script", "foreignObject", "image", "style"):
            raise ValueError(f"a chart holds <{tag}>")
        label = element.attrib.get("aria-label")
        for noise in [key for key in element.attrib if key.startswith("aria-") or key == "role"]:
            del element.attrib[noise]
        if tag == "a":
            href = element.attrib.pop(_XLINK)
            element.set("href", href.removeprefix(LINK))
            links = True
        for name in [name for name, value in _DEFAULTS.items() if element.attrib.get(name) == value]:
            del element.attrib[name]
        for noise in _NOISE:
            element.attrib.pop(noise, None)
        for measure in ("d", "transform"):
            if measure in element.attrib:
                element.set(measure, _LONG.sub(_rounded, element.attrib[measure]))
        if label and tag == "path" and element.attrib.get("d"):
            title = ElementTree.SubElement(element, f"{{{_SVG}}}title")
            title.text = label
    for element in list(root.iter()):  # a ground or an axis that is not drawn
        for unseen in [one for one in element if one.tag.endswith("}path") and set(one.attrib) <= {"d", "display"}]:
            if not len(unseen):
                element.remove(unseen)
    root.set("role", "group" if links else "img")
    root.set("aria-label", alt)
    root.set("font-family", _CONFIG["font"])
    ElementTree.register_namespace("", _SVG)
    text = ElementTree.tostring(root, encoding="unicode")
    return _own_ids(text, name)


def _legal(value: Any) -> Any:
    """Return a specification with all its texts made legal: the drawing of PNG refuses others."""
    if isinstance(value, dict):
        return {key: _legal(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(one) for one in value]
    return legal(value) if isinstance(value, str) else value


def _rounded(number: re.Match[str]) -> str:
    """Return a coordinate to a tenth of a pixel, which is finer than any screen shows."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def legal(text: str) -> str:
    """Return the text with what neither XML nor HTML may hold made visible as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)


def _own_ids(svg: str, name: str) -> str:
    """Number the ids afresh: Vega counts them across charts, which would make the bytes depend on the order."""
    for n, old in enumerate(dict.fromkeys(re.findall(r' id="((?:gradient|clip)[_\d]+)"', svg))):
        svg = svg.replace(f' id="{old}"', f' id="{name}-{n}"').replace(f"url(#{old})", f"url(#{name}-{n})")
    return svg


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    fields = [key for key in (rows[0] if rows else {}) if not key.startswith("_")]
    writer = csv.DictWriter(out, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _inert(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _inert(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula is given as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


def time_axis(ticks: int) -> Row:
    """Return the axis of days: about so many months named, none on top of another."""
    return {"grid": True, "tickCount": ticks, "format": "%b %Y", "labelOverlap": "greedy", "labelFlush": True}


def short(name: str) -> str:
    """Return a name that fits a label; what is left out is in the data and the text."""
    name = name.removeprefix("the ")
    return name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…"


def folded(name: str) -> str:
    """Return a name as one or two lines that fit a label; what is left out is in the data and the text."""
    lines = textwrap.wrap(name, _LABEL, max_lines=2, placeholder="…")
    return "\n".join(lines)
