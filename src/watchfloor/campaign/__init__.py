"""campaign.yaml: what we watch, and what an event must be to count."""

from __future__ import annotations

from importlib.resources import files

from watchfloor.campaign.binding import bind
from watchfloor.campaign.checking import Coverage, cover
from watchfloor.campaign.load import load, parse
from watchfloor.campaign.matching import fits

__all__ = ["Coverage", "bind", "cover", "fits", "load", "parse", "template"]


def template() -> str:
    """Return the commented campaign.yaml with which a new desk begins."""
    return files("watchfloor.campaign").joinpath("template.yaml").read_text(encoding="utf-8")
