"""Pages that stand alone: one file each, no script, no request, style within."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from watchfloor.publish.charts.drawing import legal

_MARKS = re.compile(r"([\\`*_\[\]{}<>#|~&])")
_LEADS = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def printed(template: str, **values: Any) -> str:
    """Return a page made from a template of this room."""
    return legal(_environment().get_template(template).render(style=_style(), **values))


def marked(text: str) -> str:
    """Return the text as it stands in Markdown on one line: nothing in it is read as a mark."""
    line = _MARKS.sub(r"\\\1", " ".join(legal(text).split()))
    return _LEADS.sub(lambda lead: f"{lead[1]}{lead[2][:-1]}\\{lead[2][-1]}", line)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("watchfloor.publish.paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return resources.files("watchfloor.publish.paper").joinpath("paper.css").read_text(encoding="utf-8")
