"""The tables, a desk's own rows among them, put together and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from watchfloor.errors import WorldError
from watchfloor.terms.when import When
from watchfloor.world import World, extra, tables
from watchfloor.world.extra import Given, Problems
from watchfloor.world.index import by_person
from watchfloor.world.spans import DATE, first_day, last_day
from watchfloor.world.tables import Body, Holder, Membership, Metonym, Office, Recognition, Region, Row, Territory

T = TypeVar("T")
Keyed = TypeVar("Keyed", Territory, Body, Region, Office)
#: Columns of each section that name a territory, body or region.
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "territories": ("parent",),
    "bodies": ("parent", "territory"),
    "metonyms": ("key", "place"),
    "regions": ("members",),
    "memberships": ("territory", "body"),
    "holders": ("at",),
}
#: Where the file gives names that its rows may use, be the row itself right or wrong.
_DECLARING = (("territories", "key"), ("bodies", "key"), ("regions", "key"), ("offices", "office"))


@cache
def build() -> World:
    """Return the built-in world."""
    return _world(
        territories=[tables.territory(row) for row in tables.rows("territories.csv")],
        bodies=[tables.body(row) for row in tables.rows("bodies.csv")],
        regions=[tables.region(row) for row in tables.rows("regions.csv")],
        offices=[tables.office(row) for row in tables.rows("offices.csv")],
        holders=[tables.holder(row) for name in tables.named("holders-*.csv") for row in tables.rows(name)],
        metonyms=[tables.metonym(row) for row in tables.rows("metonyms.csv")],
        memberships=[tables.membership(row) for row in tables.rows("memberships.csv")],
        recognitions=[tables.recognition(row) for row in tables.rows("recognitions.csv")],
    )


def with_extra(path: Path) -> World:
    """Return the built-in world with the rows of a desk's file; a key we have already gains its spellings.

    Raises WorldError `world.bad-row`, `world.bad-date` or `world.unknown-code` with file, line and column: the
    first, with all further ones of the file in `others`.
    """
    try:
        return _extended(path.name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise WorldError("world.bad-row", "the file is no text in UTF-8", where=path.name) from None


@lru_cache(maxsize=4)
def _extended(name: str, text: str) -> World:
    base, problems = build(), extra.Problems(name)
    given = extra.read(text, problems)

    def read(section: str, make: Callable[[Row], T]) -> list[T]:
        made = (_made(section, make, one, problems) for one in given.get(section, ()) if one.whole)
        return [row for row in made if row is not None]

    world = _world(
        territories=_merged([*base.territories.values(), *read("territories", tables.territory)]),
        bodies=_merged([*base.bodies.values(), *read("bodies", tables.body)]),
        regions=_merged([*base.regions.values(), *read("regions", tables.region)]),
        offices=_merged([*base.offices.values(), *read("offices", tables.office)]),
        holders=[*(h for held in base.people.values() for h in held), *read("holders", tables.holder)],
        metonyms=[*base.metonyms, *read("metonyms", tables.metonym)],
        memberships=[*base.memberships, *read("memberships", tables.membership)],
        recognitions=base.recognitions,
    )
    _check_references(world, given, problems)
    problems.check()
    return world


def _world(
    *, territories: Sequence[Territory], bodies: Sequence[Body], regions: Sequence[Region],
    offices: Sequence[Office], holders: Sequence[Holder], metonyms: Sequence[Metonym],
    memberships: Sequence[Membership], recognitions: Sequence[Recognition],
) -> World:  # fmt: skip
    return World(
        territories={t.key: t for t in territories},
        bodies={b.key: b for b in bodies},
        regions={r.key: r for r in regions},
        offices={o.key: o for o in offices},
        people=by_person(holders),
        metonyms=tuple(metonyms),
        memberships=tuple(memberships),
        recognitions=tuple(recognitions),
        sector_labels={row["code"]: row["label"] for row in tables.rows("sectors.csv")},
    )


def _made(section: str, make: Callable[[Row], T], given: Given, problems: Problems) -> T | None:
    row, known = given.row, len(problems.found)
    span = row.get("from", ""), row.get("to", "")
    for column, text in zip(("from", "to"), span, strict=True):
        if not _is_date(text):
            hint = "write 2020, 2020-05, 2020-05-15, or .. for an open end"
            problems.add("world.bad-date", f"{column}: no date: {text!r}", given.at, hint)
    if len(problems.found) > known:
        return None
    if first_day(span) > last_day(span):
        problems.add("world.bad-date", f"the row ends before it begins: {'/'.join(span)}", given.at)
        return None
    try:
        return make(row)
    except ValueError as problem:
        problems.add("world.bad-row", f"a row of {section} cannot be read: {problem}", given.at)
        return None


def _is_date(text: str) -> bool:
    try:
        return text in ("", "..") or bool(DATE.fullmatch(text) and When(text))
    except ValueError:
        return False


def _merged(items: list[Keyed]) -> list[Keyed]:
    """Join rows of one key: lists grow, other given values replace."""
    found: dict[str, Keyed] = {}
    for item in items:
        old = found.get(item.key)
        found[item.key] = item if old is None else replace(old, **_gains(old, item))
    return list(found.values())


def _gains(old: Any, new: Any) -> dict[str, Any]:
    gains: dict[str, Any] = {}
    for name in (field.name for field in fields(new)):
        value = getattr(new, name)
        if name == "on":
            gains[name] = tuple(n or o for n, o in zip(value, old.on, strict=True))
        elif isinstance(value, tuple):
            gains[name] = tuple(dict.fromkeys((*getattr(old, name), *value)))
        elif value not in ("", False):
            gains[name] = value
    return gains


def _check_references(world: World, given: Mapping[str, list[Given]], problems: Problems) -> None:
    own = {one.row[column] for section, column in _DECLARING for one in given.get(section, ())}
    for section, one in ((section, one) for section, rows in given.items() for one in rows):
        for column in _REFERENCES.get(section, ()):
            for key in filter(None, one.row[column].split("|")):
                if not world.known(key) and key not in own:
                    near = world.nearest(key)
                    hint = f"did you mean {near!r}?" if near else "give it a row of its own in this file"
                    problems.add("world.unknown-code", f"nothing is called {key!r}", one.at, hint)
        for column, table in (("office", world.offices), ("sector", world.sector_labels)):
            name = one.row.get(column)
            if name and name not in table and name not in own:
                problems.add(
                    "world.unknown-code", f"no {column} is called {name!r}", one.at, extra.nearest(name, table)
                )
