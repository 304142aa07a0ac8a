"""Questions to an event set: the events of a dyad as of a day, counts by month, series for calibration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets import shelf
from watchfloor.ledger.sets.engine import disk, engine, quoted
from watchfloor.terms import TLP
from watchfloor.world.plover import categories, category

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Rows fetched at a time.
FETCHED = 10_000
Row = dict[str, Any]
_SIDES = ("actor", "recipient")
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events of a set are asked for; an empty field asks for all.

    first, last: events that may lie between these days. as_of: those known on this day.
    """

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


class Moment(NamedTuple):
    """One act of a dyad, with the first and last day it may have happened on."""

    lower: date | None
    upper: date | None
    category: str | None
    score: float | None  #: of PLOVER, -10 (conflict) to 10 (cooperation)
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class Dyad:
    """What an actor did to a recipient, in order of time."""

    actor: str
    recipient: str
    moments: tuple[Moment, ...]


def events(folder: Path, name: str, asked: Asked = Asked(), *, tlp: str = TLP[-1]) -> Iterator[Row]:
    """Yield the events of a set that are asked for, in order of time; an event of several actors once.

    Raises LedgerError: missing-extra, set-unknown, set-withheld, set-damaged; WorldError for an unknown category.
    """
    with _open(folder, name, tlp) as (db, table):
        where, values = _where(asked)
        found = db.execute(f"select * from {_chosen(table, asked, where)} order by lower, upper, id", values)
        yield from _rows(found)


def count(folder: Path, name: str, asked: Asked = Asked(), *, tlp: str = TLP[-1]) -> int:
    """Return how many events of a set are asked for."""
    with _open(folder, name, tlp) as (db, table):
        where, values = _where(asked)
        found: list[tuple[int]] = db.execute(f"select count(*) from {_chosen(table, asked, where)}", values).fetchall()
    return found[0][0]


def monthly(folder: Path, name: str, asked: Asked = Asked(), *, tlp: str = TLP[-1]) -> Iterator[Row]:
    """Yield counts and mean scores by month, actor and recipient.

    month is null for events that may lie in either of two months. An event of several actors counts for each.
    """
    with _open(folder, name, tlp) as (db, table):
        where, values = _where(asked)
        by_quad = ", ".join(
            f"count(*) filter (category in ({_names(number)})) as {quad}" for number, quad in enumerate(_QUADS, 1)
        )
        # Months are numbers while they are counted: grouping by text takes twice as long.
        month = "case when year(lower) * 12 + month(lower) = year(upper) * 12 + month(upper) then"
        found = db.execute(
            f"select case when n is not null then printf('%04d-%02d', (n - 1) // 12, (n - 1) % 12 + 1) end as month, "
            f"* exclude (n) from (select {month} year(lower) * 12 + month(lower) end as n, "
            f"actor, recipient, count(*) as events, {by_quad}, round(avg(score), 2) as score, "
            f"round(avg(goldstein), 2) as goldstein from {_dyads(table, asked, where)} group by all) "
            "order by n, actor, recipient",
            values,
        )
        yield from _rows(found)


def series(folder: Path, names: Sequence[str], asked: Asked = Asked()) -> Iterator[Dyad]:
    """Yield what every actor did to every other one, over several sets, for those who estimate from it."""
    for name in names:
        shelf.load(folder, name)
    with _open_all(folder, names) as (db, table):
        where, values = _where(asked)
        found = db.execute(
            f"select actor, recipient, lower, upper, category, score, goldstein from {_dyads(table, asked, where)} "
            "where actor is not null and recipient is not null and actor <> recipient "
            "order by actor, recipient, coalesce(lower, upper), id",
            values,
        )
        for (actor, recipient), rows in groupby(_tuples(found), key=itemgetter(0, 1)):
            yield Dyad(actor, recipient, tuple(Moment(*row[2:]) for row in rows))


def export(folder: Path, name: str, to: Path, asked: Asked = Asked(), *, tlp: str = TLP[-1]) -> int:
    """Write the events that are asked for into one Parquet file, whole or not at all; return how many.

    Raises LedgerError as `events`, and: no-permission, disk, disk-full.
    """
    try:
        draft = Path(mkdtemp(prefix=".watchfloor-", dir=to.absolute().parent))
        try:
            with _open(folder, name, tlp) as (db, table):
                where, values = _where(asked)
                made = f"select * from {_chosen(table, asked, where)} order by lower, upper, id"
                written = db.execute(
                    f"copy ({made}) to {quoted(draft / 'events')} (format parquet, compression zstd)", values
                )
                number: int = written.fetchall()[0][0]
            (draft / "events").replace(to)
        finally:
            for left in draft.iterdir():
                left.unlink()
            draft.rmdir()
    except OSError as error:
        raise disk(error, to) from error
    return number


@contextmanager
def _open(folder: Path, name: str, tlp: str) -> Iterator[tuple[DuckDBPyConnection, str]]:
    mark = shelf.load(folder, name).tlp
    if TLP.index(mark) > TLP.index(tlp):
        what, hint = f"the set is marked {mark}", f"ask with --tlp {mark}, where you may use it"
        raise LedgerError("ledger.set-withheld", what, where=str(folder / name), hint=hint)
    with _open_all(folder, (name,)) as opened:
        yield opened


@contextmanager
def _open_all(folder: Path, names: Sequence[str]) -> Iterator[tuple[DuckDBPyConnection, str]]:
    """Open sets and give SQL for the table of all their events."""
    with engine() as db:
        import duckdb

        try:
            files = [folder / name / part.file for name in names for part in shelf.load(folder, name).parts]
            yield db, f"read_parquet([{', '.join(map(quoted, files))}])"
        except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
            where = ", ".join(str(folder / name) for name in names)
            raise shelf.damaged(where, f"a part cannot be read: {str(error).splitlines()[0][:200]}") from error


def _where(asked: Asked) -> tuple[str, dict[str, object]]:
    """Return the conditions that hold of an event whoever its actors are, and the values of all."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    for name, value, condition in (
        ("as_of", asked.as_of, "known <= $as_of"),
        ("first", asked.first, "(upper is null or upper >= $first)"),
        ("last", asked.last, "(lower is null or lower <= $last)"),
        ("categories", [category(each).name for each in asked.categories], "category in $categories"),
    ):
        if value:
            conditions.append(condition)
            values[name] = value
    for name, keys in (("actors", asked.actors), ("recipients", asked.recipients)):
        if keys:
            values[f"{name}_asked"] = list(keys)
    return " and ".join(conditions) or "true", values


def _chosen(table: str, asked: Asked, where: str) -> str:
    """Return SQL for the events of the parties asked for.

    Those of one actor and recipient are sorted by them and need only a small part of the file; those of several, few,
    are looked through.
    """
    alone, among = _parties(asked, "{0} in ${0}s_asked"), _parties(asked, "list_has_any({0}s, ${0}s_asked)")
    return (
        f"(select * from {table} where not several and {alone} and {where} "
        f"union all select * from {table} where several and {among} and {where})"
    )


def _dyads(table: str, asked: Asked, where: str) -> str:
    """Return SQL for the events by actor and recipient, those of several once for each."""
    asked_for = _parties(asked, "{0} in ${0}s_asked")
    columns = "lower, upper, category, score, goldstein, id"
    each_actor, each_recipient = (f"unnest(coalesce(nullif({side}s, []), [null])) as {side}" for side in _SIDES)
    by_actor = f"(select {each_actor}, recipients, {columns} from {table} where several and {where})"
    return (
        f"(select actor, recipient, {columns} from {table} where not several and {asked_for} and {where} "
        f"union all select * from (select actor, {each_recipient}, {columns} from {by_actor}) where {asked_for})"
    )


def _parties(asked: Asked, condition: str) -> str:
    sides = (("actor", asked.actors), ("recipient", asked.recipients))
    return " and ".join(condition.format(side) for side, keys in sides if keys) or "true"


def _names(quad: int) -> str:
    return ", ".join(quoted(each.name) for each in categories().values() if each.quad_number == quad)


def _rows(found: DuckDBPyConnection) -> Iterator[Row]:
    names = [column[0] for column in found.description or ()]
    for row in _tuples(found):
        yield dict(zip(names, row, strict=True))


def _tuples(found: DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(FETCHED):
        yield from rows
