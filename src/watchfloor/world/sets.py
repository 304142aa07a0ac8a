"""What event sets write: codes of countries and bodies, sectors, names of columns, ACLED's kinds of event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from anyascii import anyascii

from watchfloor.world.tables import Row, rows

if TYPE_CHECKING:
    from watchfloor.world import World

#: The schemes a set may name countries by, and the columns of codes.csv that hold them.
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "names": ("names",),
    "iso3": ("plover", "names"),
    "iso2": ("iso2", "names"),
    "iso-number": ("iso_number",),
    "fips": ("fips",),
    "cow": ("cow",),
    "cow-letters": ("cow_letters",),
    "cameo": ("cameo",),
    "any": ("iso2", "plover", "names"),
}
#: Schemes whose codes are none of our keys: `AUS` is Austria by the letters of the Correlates of War.
_OWN = ("cow", "cow-letters", "fips", "iso-number")
#: Other codes for Kosovo, taken by every scheme of three letters.
_KOSOVO = ("KOS", "KSV", "XKO")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of event becomes in PLOVER; category None where PLOVER has no class for it."""

    category: str | None
    mode: str | None
    contexts: tuple[str, ...]


def folded(text: str) -> str:
    """Return a name as spellings are compared: lower-case ASCII, single spaces."""
    return " ".join((text if text.isascii() else anyascii(text)).lower().split())


def keys_by_code(world: World, scheme: str) -> Mapping[str, str]:
    """Return our keys by what a scheme calls a territory or body, folded.

    A code goes before a name that is spelt like it; what means two things on one level is left out.
    """
    found: dict[str, str] = {}
    for level in _levels(world, scheme):
        meant: dict[str, set[str]] = {}
        for spelling, key in level:
            meant.setdefault(folded(spelling), set()).add(key)
        for spelling, keys in meant.items():
            if len(keys) == 1:
                found.setdefault(spelling, *keys)
    return found


def _levels(world: World, scheme: str) -> Iterator[Iterable[tuple[str, str]]]:
    codes = [(code, row["key"]) for row in _codes() for column in SCHEMES[scheme] for code in _parts(row[column])]
    own = [(key, key) for key in (*world.territories, *world.bodies)]
    if scheme in _OWN:
        yield codes
        return
    # `AU` in a table of our own words is the African Union; in one of ISO 3166 it is Australia.
    yield from (own, codes) if scheme == "any" else (codes, own)
    yield [(code, "XKX") for code in _KOSOVO]
    yield [(name, each.key) for each in world.territories.values() for name in (each.name, *each.aliases)]
    yield [(name, each.key) for each in world.bodies.values() for name in (each.name, *each.aliases)]


@cache
def sectors(scheme: str) -> Mapping[str, str]:
    """Return our sector codes by what a scheme calls them, folded."""
    return {folded(row["text"]): row["sector"] for row in rows("set-sectors.csv") if row["scheme"] == scheme}


@cache
def columns() -> Mapping[str, str]:
    """Return the field that a column of an analyst's own table stands for, by its folded name."""
    return {row["spelling"]: row["field"] for row in rows("set-columns.csv")}


@cache
def from_acled() -> Mapping[tuple[str, str], Kind]:
    """Return what ACLED's kinds of event become, by folded event type and sub-type; the sub-type may be empty."""
    return {
        (folded(row["event"]), folded(row["sub_event"])): Kind(
            row["category"] or None, row["mode"] or None, _parts(row["contexts"])
        )
        for row in rows("acled.csv")
    }


@cache
def _codes() -> tuple[Row, ...]:
    return tuple(rows("codes.csv"))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
