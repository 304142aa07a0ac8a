"""What the commands on event sets print."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from watchfloor.ledger.sets import Manifest
from watchfloor.show import FORMAT, console, dump

#: Lines of a table; all come out with --json, --csv or --parquet.
SHOWN = 100
#: Headings of events; the place gives way where the terminal is too narrow.
_EVENT = ("when", "known", "event", "actor", "recipient", "score", "code", "id", "place")
_MONTHLY = ("month", "actor", "recipient", "events", "verbal_cooperation", "material_cooperation", "verbal_conflict",
            "material_conflict", "score", "goldstein")  # fmt: skip
_HEADS = ("month", "actor", "recipient", "events", "words +", "deeds +", "words –", "deeds –", "score", "Goldstein")


def imported(manifest: Manifest, folder: Path, *, as_json: bool) -> None:
    """Print what came of an import."""
    if as_json:
        dump({"format": FORMAT, "set": asdict(manifest)})
        return
    read = manifest.kept + manifest.rejected
    megabytes = sum(part.bytes for part in manifest.parts) / 1e6
    click.echo(f"{manifest.name}: {manifest.format}, {read:,} rows read, {manifest.kept:,} kept, ", nl=False)
    click.echo(f"{manifest.rejected:,} rejected; {manifest.first} to {manifest.last}; {megabytes:,.1f} MB")
    if manifest.without_category:
        click.echo(f"  {manifest.without_category:,} without a category of PLOVER")
    if manifest.without_actor:
        click.echo(f"  {manifest.without_actor:,} without an actor we know")
    if manifest.rejected:
        click.echo(f"  reasons  {folder / manifest.name / 'rejected.csv'}")


def listed(manifests: Sequence[Manifest], *, as_json: bool) -> None:
    """Print what event sets there are, a line each."""
    if as_json:
        for manifest in manifests:
            dump({"format": FORMAT, "set": asdict(manifest)})
        return
    if not manifests:
        click.echo("no event sets; import one: watchfloor sets import FILE… --as NAME")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("set", "format", "events", "from", "to", "MB", "tlp", "rights", "imported"):
        table.add_column(heading, justify="right" if heading in ("events", "MB") else "left", no_wrap=True)
    for each in manifests:
        megabytes = sum(part.bytes for part in each.parts) / 1e6
        table.add_row(
            each.name, each.format, f"{each.kept:,}", each.first, each.last, f"{megabytes:,.1f}",
            each.tlp, each.rights, each.imported[:10],
        )  # fmt: skip
    console().print(table)


def as_json(name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print an object a row."""
    for row in rows:
        click.echo(json.dumps({"format": FORMAT, "set": name, **row}, ensure_ascii=False, default=_plain))


def as_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a line a row, under headings; lists are joined by `;`."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow(_cell(value) for value in row.values())


def events(rows: Iterable[Mapping[str, Any]], count: int) -> None:
    """Print the first events, a line each, and how many there are."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in _EVENT:
        table.add_column(heading, justify="right" if heading == "score" else "left", no_wrap=heading != "place")
    for row in islice(rows, SHOWN):
        known = f"{row['known']}{'*' if row['known_marked'] else ''}"
        table.add_row(
            row["edtf"] or str(row["lower"]), known, row["category"] or "–", _party(row, "actor"),
            _party(row, "recipient"), _number(row["score"]), escape(row["code"] or ""), escape(row["id"]),
            escape(row["place"] or ""),
        )  # fmt: skip
    console().print(table)
    shown = f", the first {SHOWN} shown (all: --json, --csv or --parquet FILE)" if count > SHOWN else ""
    click.echo(f"\n{count:,} event{'' if count == 1 else 's'}{shown}; * known: the event's own date, no date of entry")


def months(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the first counts, a line each."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in _HEADS:
        table.add_column(heading, justify="left" if heading in _HEADS[:3] else "right", no_wrap=True)
    count = 0
    for row in rows:
        count += 1
        if count <= SHOWN:
            cells = (row[column] for column in _MONTHLY[3:])
            named = (row["month"] or "?", row["actor"] or "–", row["recipient"] or "–")
            table.add_row(*named, *map(_number, cells))
    console().print(table)
    shown = f", the first {SHOWN} shown (all: --json or --csv)" if count > SHOWN else ""
    click.echo(f"\n{count:,} line{'' if count == 1 else 's'}{shown}")


def _party(row: Mapping[str, Any], side: str) -> str:
    keys = row[f"{side}s"] or ([row[side]] if row[side] else [])
    return escape(", ".join(keys) or row[f"{side}_name"] or "–")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,g}"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _cell(value: object) -> object:
    return ";".join(map(str, value)) if isinstance(value, list) else value
