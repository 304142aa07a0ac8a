"""The brief as PDF, set by Typst: text goes in as data, charts as vectors, the date is the issue's own."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from watchfloor.publish.brief.outline import FULLNESS, Brief, Fullness
from watchfloor.publish.charts.drawing import Chart, legal

#: What a reader is asked to read; beyond it less is said.
PAGES = 6
#: Packages of the extra `brief` that hold the typefaces, all under the SIL Open Font License.
_FACES = ("font_source_sans_pro", "fontpkg_source_serif_4")
_FAMILY = re.compile(r'font-family="[^"]*"')
#: A run of letters longer than this gets places to break, or it would run off the page.
_LONG = re.compile(r"[^\s\u200b]{40}(?=\S)")
_TITLE = ((36, 26), (80, 21), (160, 16), (400, 12))


def can_set() -> bool:
    """Tell whether what sets a PDF is installed."""
    return importlib.util.find_spec("typst") is not None


def set_pdf(brief: Callable[[Fullness], Brief], day: date) -> bytes:
    """Return the PDF: the fullest brief of at most six pages, or the shortest there is.

    The same brief gives the same bytes.
    """
    pdf = b""
    for full in FULLNESS:
        pdf = _compiled(brief(full), day)
        if pages(pdf) <= PAGES:
            break
    return pdf


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _compiled(brief: Brief, day: date) -> bytes:
    import typst  # 81 MB, of the extra `brief`

    charts = {"standing.svg": brief.standing, "map.svg": brief.map}
    template = resources.files("watchfloor.publish.brief").joinpath("templates", "brief.typ").read_bytes()
    quotes = [{"n": q.n, "words": q.words, "source": q.source, "url": q.url} for q in brief.quotes]
    data = _plain({**asdict(brief), "quotes": quotes, "day": [day.year, day.month, day.day], **_heads(brief)})
    files = {
        "main.typ": template,
        "brief.json": json.dumps(data, ensure_ascii=False).encode("utf-8"),
        **{name: _drawn(chart) for name, chart in charts.items() if chart is not None},
    }
    # Its types name no mapping of files, its documentation does.
    made = typst.compile(files, font_paths=_faces(), ignore_system_fonts=True, format="pdf", timestamp=0)  # type: ignore[call-overload]
    return bytes(made)


def _heads(brief: Brief) -> dict[str, Any]:
    """A title of any length must leave room for the text."""
    size = next((size for length, size in _TITLE if len(brief.title) <= length), 8)
    running = brief.title if len(brief.title) <= 90 else brief.title[:89] + "…"
    return {"title_size": size, "running": running}


def _drawn(chart: Chart) -> bytes:
    return _FAMILY.sub("font-family=\"'Source Sans Pro'\"", chart.svg).encode("utf-8")


def _plain(value: Any) -> Any:
    """Return the value with every text legal and breakable; a chart's drawing is a file of its own."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key not in ("svg", "png", "csv")}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, str):
        return value
    return _LONG.sub(lambda run: run[0] + "\u200b", legal(value)).replace(" %", "\u202f%")


def _faces() -> list[str]:
    specs = [importlib.util.find_spec(package) for package in _FACES]
    return [str(Path(spec.origin).parent / "files") for spec in specs if spec is not None and spec.origin is not None]
