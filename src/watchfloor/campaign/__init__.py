"""campaign.yaml: what we watch, and what an event must be to count."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from watchfloor.campaign.binding import bind
from watchfloor.campaign.checking import Coverage, cover
from watchfloor.campaign.load import examine, load, parse
from watchfloor.campaign.matching import fits

__all__ = ["Coverage", "bind", "cover", "examine", "fits", "load", "parse", "schema_file", "template"]


def template() -> str:
    """Return the commented campaign.yaml with which a new desk begins."""
    return files("watchfloor.campaign").joinpath("template.yaml").read_text(encoding="utf-8")


def schema_file() -> Path:
    """Return where the JSON Schema of campaign.yaml stands, for editors."""
    return Path(__file__).with_name("campaign.schema.json")
