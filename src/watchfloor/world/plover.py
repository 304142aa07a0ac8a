"""PLOVER 2.0: categories with their modes, quads and scores; contexts; sectors; the doors from CAMEO."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from watchfloor.errors import WorldError
from watchfloor.world.tables import HERE, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way in which a category happens; score: -10 (conflict) to 10 (cooperation), else that of its category."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One of the sixteen PLOVER categories; score: -10 (conflict) to 10 (cooperation)."""

    name: str
    quad: str
    quad_number: int
    score: float
    needs_recipient: bool
    definition: str
    rules: tuple[str, ...]
    modes: tuple[Mode, ...]

    def mode(self, name: str) -> Mode | None:
        """Return the mode of this name, if the category has it."""
        return next((mode for mode in self.modes if mode.name == name), None)

    @property
    def cooperative(self) -> bool:
        """Tell whether the category lies in a cooperation quad."""
        return self.quad_number <= 2

    @property
    def material(self) -> bool:
        """Tell whether the category is of deeds, not words."""
        return self.quad_number % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FromCameo:
    """What a CAMEO code becomes; category None where PLOVER has no class for it."""

    category: str | None
    mode: str | None
    contexts: tuple[str, ...]


@cache
def categories() -> Mapping[str, Category]:
    """Return the categories by name, in the order of the codebook."""
    return {raw["name"]: _category(raw) for raw in _raw()["events"]}


def category(name: str) -> Category:
    """Return the category of this name.

    Raises WorldError `world.unknown-code` where PLOVER has none.
    """
    found = categories().get(name)
    if found is None:
        known = ", ".join(categories())
        raise WorldError("world.unknown-code", f"no PLOVER category is called {name!r}", hint=f"known: {known}")
    return found


@cache
def contexts() -> Mapping[str, str]:
    """Return the contexts by name, with their definitions."""
    return {raw["name"]: raw["definition"] for raw in _raw()["contexts"]}


@cache
def sectors() -> Mapping[str, str]:
    """Return the sector codes with their definitions."""
    return {raw["code"]: raw["definition"] for raw in _raw()["sectors"]}


@cache
def from_cameo() -> Mapping[str, FromCameo]:
    """Return what each CAMEO code becomes in PLOVER."""
    raw = _raw()
    return {row["cameo"]: _from_cameo(row) for row in (*raw["cameo_to_plover"], *raw["cameo_unmapped"])}


@cache
def older_names() -> Mapping[str, tuple[str, ...]]:
    """Return what the names of earlier drafts are called now; several where one was split."""
    return {old: (new,) if isinstance(new, str) else tuple(new) for old, new in _raw()["older_names"].items()}


@cache
def goldstein() -> Mapping[str, float]:
    """Return the value of each CAMEO code on Goldstein's scale, where it has one."""
    return {row["code"]: float(row["goldstein"]) for row in rows("cameo.csv") if row["goldstein"]}


@cache
def _raw() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((HERE / "plover.json").read_text(encoding="utf-8"))
    return data


def _category(raw: Mapping[str, Any]) -> Category:
    return Category(
        name=raw["name"],
        quad=raw["quad"],
        quad_number=raw["quad_number"],
        score=raw["score"],
        needs_recipient=raw["needs_recipient"],
        definition=raw["definition"],
        rules=tuple(raw["rules"]),
        modes=tuple(
            Mode(
                name=m["name"],
                score=raw["score"] if m.get("score") is None else m["score"],
                definition=m.get("definition", ""),
            )
            for m in raw["modes"]
        ),
    )


def _from_cameo(row: Mapping[str, Any]) -> FromCameo:
    return FromCameo(category=row["plover"], mode=row.get("mode"), contexts=tuple(row.get("context") or ()))
