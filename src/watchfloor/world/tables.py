"""The data files as frozen rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchfloor.world.names import Span

HERE = Path(__file__).parent
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Territory:
    """A state, former state, dependency or part of a state that acts for itself."""

    key: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    on: Span
    parent: str
    disputed: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation: intergovernmental body, company, church, force, party, court, outlet and so on."""

    key: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    parent: str
    territory: str
    sector: str
    on: Span
    verified: bool


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place that stands for who sits there, with the rule when the place itself is meant."""

    phrase: str
    key: str
    sector: str
    place: str
    rule: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A named group of territories without organs."""

    key: str
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    on: Span
    verified: bool


@dataclass(frozen=True, slots=True)
class Membership:
    """A territory's standing in a body: member, candidate, applicant or observer."""

    territory: str
    body: str
    status: str
    on: Span
    verified: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whether a territory recognises another as a state for a time: yes, no, or disputed."""

    territory: str
    of: str
    recognises: str
    on: Span
    verified: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An office or organ; level: 1 heads of state and government, 2 ministers, 3 and 4 below, 0 an organ."""

    key: str
    sector: str
    level: int
    titles: tuple[str, ...]
    organ: bool
    single: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office of a territory or body for a time."""

    person: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    at: str
    office: str
    on: Span
    verified: bool


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a data file of this room."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        for cells in lines:
            yield dict(zip(header, cells, strict=True))


def named(pattern: str) -> list[str]:
    """Return the names of the data files of this room that fit a pattern, in order."""
    return sorted(path.name for path in HERE.glob(pattern))


def territory(row: Row) -> Territory:
    """Return a row of territories.csv."""
    return Territory(
        row["key"], row["name"], _list(row["aliases"]), _list(row["demonyms"]), _list(row["capital"]),
        _span(row), row["parent"], _yes(row["disputed"]), _yes(row["verified"]),
    )  # fmt: skip


def body(row: Row) -> Body:
    """Return a row of bodies.csv."""
    return Body(
        row["key"], row["kind"], row["name"], _list(row["aliases"]), row["parent"], row["territory"],
        row["sector"], _span(row), _yes(row["verified"]),
    )  # fmt: skip


def metonym(row: Row) -> Metonym:
    """Return a row of metonyms.csv."""
    return Metonym(row["phrase"], row["key"], row["sector"], row["place"], row["rule"], _yes(row["verified"]))


def region(row: Row) -> Region:
    """Return a row of regions.csv."""
    return Region(
        row["key"], row["name"], _list(row["aliases"]), _list(row["members"]), _span(row), _yes(row["verified"])
    )


def membership(row: Row) -> Membership:
    """Return a row of memberships.csv."""
    return Membership(row["territory"], row["body"], row["status"], _span(row), _yes(row["verified"]))


def recognition(row: Row) -> Recognition:
    """Return a row of recognitions.csv."""
    return Recognition(row["territory"], row["of"], row["recognises"], _span(row), _yes(row["verified"]))


def office(row: Row) -> Office:
    """Return a row of offices.csv."""
    return Office(
        row["office"], row["sector"], int(row["level"]), _list(row["titles"]), _yes(row["organ"]),
        _yes(row["single"]), _yes(row["verified"]),
    )  # fmt: skip


def holder(row: Row) -> Holder:
    """Return a row of a holders file; without a surname the last word of the name is it."""
    return Holder(
        row["person"], row["name"], row["surname"] or row["name"].split()[-1], _list(row["aliases"]), row["at"],
        row["office"], _span(row), _yes(row["verified"]),
    )  # fmt: skip


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _yes(cell: str) -> bool:
    return cell == "yes"


def _span(row: Row) -> Span:
    return row["from"], row["to"]
