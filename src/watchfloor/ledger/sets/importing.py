"""Import: files of events in, Parquet by year out; every row is kept or refused with its reason."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor import __version__
from watchfloor.errors import LedgerError
from watchfloor.ledger.sets import shelf
from watchfloor.ledger.sets.engine import engine, quoted
from watchfloor.ledger.sets.mapping import Mapped
from watchfloor.ledger.sets.meaning import Meaning
from watchfloor.ledger.sets.opening import Tidy, tidy
from watchfloor.ledger.sets.shapes import FIELDS, Shape
from watchfloor.ledger.sets.telling import headings, told
from watchfloor.world import World

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Rows of a Parquet row group: small enough that one dyad is a small read.
GROUP = 16_384
#: The columns of an event, with how they are made of a row `r` and what its texts mean.
COLUMNS = {
    "id": "coalesce(r.id, r.file || ':' || r.line)",
    "lower": "d.lower",
    "upper": "d.upper",
    "edtf": "d.edtf",
    "known": "coalesce(k.upper, d.upper, d.lower)",
    "known_marked": "k.upper is null",
    "actor": "a.keys[1]",
    "recipient": "b.keys[1]",
    "several": "greatest(len(a.keys), len(b.keys), 0) > 1",
    "actors": "a.keys",
    "recipients": "b.keys",
    "actor_name": "r.actor_name",
    "recipient_name": "r.recipient_name",
    "actor_sectors": "list_sort(list_distinct(list_concat(a.sectors, s.codes)))",
    "recipient_sectors": "list_sort(list_distinct(list_concat(b.sectors, t.codes)))",
    "category": "e.category",
    "mode": "e.mode",
    "contexts": "list_sort(list_distinct(list_concat(e.contexts, string_split(lower(r.contexts), '; '))))",
    "score": "e.score",
    "goldstein": "coalesce(try_cast(r.goldstein as double), e.goldstein)",
    "place": "r.place",
    "territory": "p.key",
    "lat": "try_cast(r.lat as double)",
    "lon": "try_cast(r.lon as double)",
    "source": "r.source",
    "note": "r.note",
    "code": "r.code",
    "file": "r.file",
    "line": "r.line",
}
#: Why a row is refused; the first that holds.
_REASONS = """case
    when r.reason is not null then r.reason
    when r.date is null then 'no date'
    when d.reason is not null then d.reason
    when k.reason is not null then k.reason
    when e.reason is not null then e.reason
    when r.kind is null and {needs_kind} then 'no code for what was done'
    when r.goldstein is not null and try_cast(r.goldstein as double) is null
        then '''' || r.goldstein || ''' is no value on Goldstein''s scale'
    when r.lat is not null and coalesce(try_cast(r.lat as double) not between -90 and 90, true)
        then '''' || r.lat || ''' is no latitude'
    when r.lon is not null and coalesce(try_cast(r.lon as double) not between -180 and 180, true)
        then '''' || r.lon || ''' is no longitude'
end"""
#: (table, its columns, the fields whose distinct texts it explains, how it is joined)
_MEANINGS = (
    ("days", ("lower DATE", "upper DATE", "edtf VARCHAR", "reason VARCHAR"), ("date",), {"d": "date"}),
    ("entries", ("lower DATE", "upper DATE", "edtf VARCHAR", "reason VARCHAR"), ("known",), {"k": "known"}),
    (
        "acts",
        (
            "category VARCHAR",
            "mode VARCHAR",
            "contexts VARCHAR[]",
            "score DOUBLE",
            "goldstein DOUBLE",
            "reason VARCHAR",
        ),
        ("kind",),
        {"e": "kind"},
    ),
    ("parties", ("keys VARCHAR[]", "sectors VARCHAR[]"), ("actor", "recipient"), {"a": "actor", "b": "recipient"}),
    (
        "sectors",
        ("codes VARCHAR[]",),
        ("actor_sectors", "recipient_sectors"),
        {"s": "actor_sectors", "t": "recipient_sectors"},
    ),
    ("territories", ("key VARCHAR",), ("territory",), {"p": "territory"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the user says of a set: its marks, its licence and where it comes from."""

    tlp: str = "clear"
    rights: str = "quote"
    licence: str = ""
    source: str = ""


def import_set(
    folder: Path, name: str, files: Sequence[Path], *, world: World, imported: datetime, format: str | None = None,
    mapping: Mapped | None = None, encoding: str | None = None, notice: Notice = Notice(),
) -> shelf.Manifest:  # fmt: skip
    """Read files of events into a new set; it is there whole, or not at all.

    Raises LedgerError: missing-extra, not-found, no-permission, disk, disk-full, set-name, set-exists, set-empty,
    set-not-text, set-too-large, set-broken, set-encoding, set-format, set-mapping, set-nothing-kept.
    """
    encoding = _encoding(encoding or (mapping and mapping.encoding) or "utf-8")
    delimiter, quotes = mapping.delimiter if mapping else None, mapping is not None or format == "csv"
    with shelf.draft(folder, name) as (made, work), engine(work) as db:
        _tables(db)
        shape: Shape | None = None
        opened: list[Tidy] = []
        for path in files:
            for each in tidy(path, work, encoding=encoding, delimiter=delimiter, quotes=quotes):
                found = mapping.shape(each) if mapping else told(each, format)
                if shape is not None and found.name != shape.name:
                    what = f"this is {found.name}, {opened[0].name} is {shape.name}"
                    hint = "import files of different kinds as sets of their own"
                    raise LedgerError("ledger.set-format", what, where=each.name, hint=hint)
                shape = shape or found
                opened.append(each)
                _load(db, each, found, len(opened))
        assert shape is not None
        _understand(db, Meaning(shape, world), shape)
        _refuse_twice(db)
        _refused_texts(db, opened)
        parts = _write(db, made)
        manifest = _manifest(db, opened, shape, name, parts, imported, notice)
        shelf.write(made, manifest)
    return manifest


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        hint = "name it as utf-8, cp1250, cp1251, cp1252, iso-8859-2 …"
        raise LedgerError("ledger.set-encoding", f"no encoding {name!r}", where="--encoding", hint=hint) from error


def _tables(db: DuckDBPyConnection) -> None:
    fields = ", ".join(f"{field} varchar" for field in FIELDS)
    db.execute(f"create table rows (file integer, line bigint, reason varchar, {fields})")
    db.execute("create table refused (file integer, line bigint, reason varchar, text varchar)")


def _lines(opened: Tidy, after: int) -> str:
    """Return SQL for the lines of a file with their number and cells, blank ones and those of headings left out."""
    read = (
        f"read_csv({quoted(opened.path)}, columns = {{'text': 'VARCHAR'}}, delim = chr(1), quote = '', escape = '', "
        "header = false, auto_detect = false, strict_mode = false, max_line_size = 8388608)"
    )
    cells = "string_split(text, chr(9))"
    line, rest = ("cells[1]::bigint", "cells[2:]") if opened.numbered else ("number", "cells")
    numbered = f"select row_number() over () as number, {cells} as cells, text from {read}"
    wanted = f"trim(text, chr(9) || ' ') <> '' and {line} > {after}"
    return f"(select {line} as line, {rest} as c from ({numbered}) where {wanted})"


def _load(db: DuckDBPyConnection, opened: Tidy, shape: Shape, number: int) -> None:
    after, names = headings(opened, shape)
    widths = shape.widths or (len(names),)
    asked = " or ".join(map(str, widths)) if len(widths) < 4 else f"{widths[0]} or more"
    more = f"len(c) > {widths[-1]} and list_aggregate(c[{widths[-1] + 1}:], 'max') = ''"  # tabs at the end
    reason = f"""case when len(c) not in {(*widths, -1)} and not ({more})
        then len(c) || ' columns, not {asked}' end"""
    db.execute(
        f"insert into rows select {number}, line, {reason}, {', '.join(shape.sql(names).values())} "
        f"from {_lines(opened, after)}"
    )
    if opened.refused:
        rows = ((number, r.line, r.reason, r.text) for r in opened.refused)
        db.execute(
            "insert into refused select unnest(?::integer[]), unnest(?::bigint[]), unnest(?::varchar[]), "
            "unnest(?::varchar[])",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _understand(db: DuckDBPyConnection, meaning: Meaning, shape: Shape) -> None:
    """Make the table `staged`: every row with what its texts mean, or the reason why it is refused."""
    readers: dict[str, Callable[[str], Any]] = {
        "days": meaning.day, "entries": meaning.known, "acts": meaning.act, "parties": meaning.party,
        "sectors": lambda text: (meaning.sectors(text),), "territories": lambda text: (meaning.territory(text),),
    }  # fmt: skip
    joins = []
    for table, columns, fields, joined in _MEANINGS:
        _explain(db, table, columns, fields, readers[table])
        joins += [f"left join {table} {alias} on {alias}.text = r.{field}" for alias, field in joined.items()]
    made = ", ".join(f"{sql} as {name}" for name, sql in COLUMNS.items())
    reasons = _REASONS.format(needs_kind="true" if shape.coding in ("cameo", "plover", "acled") else "false")
    db.execute(
        f"create table staged as select {made}, r.id as own_id, {reasons} as reason from rows r {' '.join(joins)}"
    )


def _explain(
    db: DuckDBPyConnection, table: str, columns: Iterable[str], fields: Iterable[str], read: Callable[[str], Any]
) -> None:
    """Make a table of what each distinct text of some fields means."""
    distinct = " union ".join(f"select distinct {field} from rows where reason is null" for field in fields)
    texts = [text for (text,) in db.execute(distinct).fetchall() if text is not None]
    told = [list(column) for column in zip(*map(read, texts), strict=True)] or [[] for _ in columns]
    types = [column.split() for column in columns]
    made = ", ".join(f"unnest(?::{type}[]) as {name}" for name, type in types)
    db.execute(f"create table {table} as select unnest(?::varchar[]) as text, {made}", [texts, *told])


def _refuse_twice(db: DuckDBPyConnection) -> None:
    """Refuse every row but the first of an id that the source gives more than once."""
    db.execute(
        """create table twice as
        select file, line, 'the id ' || own_id || ' stands already in line ' || first_line
            || case when first_file <> file then ' of file ' || first_file else '' end as reason
        from (
            select file, line, own_id, row_number() over same as place,
                first_value(line) over same as first_line, first_value(file) over same as first_file
            from staged where reason is null and own_id in (
                select own_id from staged where reason is null and own_id is not null
                group by own_id having count(*) > 1
            )
            window same as (partition by own_id order by file, line)
        ) where place > 1"""
    )
    db.execute("create view events as select * from staged anti join twice using (file, line) where reason is null")


def _refused_texts(db: DuckDBPyConnection, opened: Sequence[Tidy]) -> None:
    """Complete the table `refused` with the text of each refused row."""
    bad = "select file, line, reason from staged where reason is not null union all select * from twice"
    db.execute(f"create table bad as {bad}")
    for number, each in enumerate(opened, 1):
        if db.execute("select count(*) from bad where file = ?", [number]).fetchall() != [(0,)]:
            text = "array_to_string(c, chr(9))"
            db.execute(
                f"insert into refused select file, line, reason, {text} from {_lines(each, 0)} "
                f"join (select * from bad where file = {number}) using (line)"
            )


def _write(db: DuckDBPyConnection, made: Path) -> tuple[shelf.Part, ...]:
    """Write the events, a Parquet file a year, and the refused rows."""
    year = "year(coalesce(lower, upper))"
    years = db.execute(f"select {year} as y, count(*) from events group by y order by y").fetchall()
    if not years:
        raise _nothing(db)
    parts = []
    for number, events in years:
        path = made / f"events-{number:04d}.parquet"
        select = ", ".join(
            f"case when several then {name} end as {name}" if name in ("actors", "recipients") else name
            for name in COLUMNS
        )
        db.execute(
            f"copy (select {select} from events where {year} = {number} "
            f"order by several, actor, recipient, lower, upper, id) "
            f"to {quoted(path)} (format parquet, compression zstd, row_group_size {GROUP})"
        )
        size, digest = path.stat().st_size, shelf.digest(path)
        parts.append(shelf.Part(file=path.name, events=events, bytes=size, digest=digest))
    if db.execute("select count(*) from refused").fetchall() != [(0,)]:
        db.execute(
            f"copy (select * from refused order by file, line) to {quoted(made / shelf.REJECTED)} "
            "(format csv, header, delimiter ',')"
        )
    return tuple(parts)


def _nothing(db: DuckDBPyConnection) -> LedgerError:
    first = db.execute("select line, reason from refused order by file, line limit 3").fetchall()
    (count,) = db.execute("select count(*) from refused").fetchall()[0]
    told = "; ".join(f"line {line}: {reason}" for line, reason in first)
    what = f"no row could be kept, of {count:,}: {told}" if count else "there is no row"
    hint = "is it another format? Name it with --format, or say with --mapping FILE.yaml which column holds what"
    return LedgerError("ledger.set-nothing-kept", what, where="sets", hint=hint)


def _manifest(
    db: DuckDBPyConnection, opened: Sequence[Tidy], shape: Shape, name: str, parts: tuple[shelf.Part, ...],
    imported: datetime, notice: Notice,
) -> shelf.Manifest:  # fmt: skip
    kept = dict(db.execute("select file, count(*) from events group by file").fetchall())
    rejected = dict(db.execute("select file, count(*) from refused group by file").fetchall())
    ((uncategorised, nobody, first, last, known),) = db.execute(
        """select count(*) filter (category is null), count(*) filter (actor is null), min(coalesce(lower, upper)),
        max(coalesce(upper, lower)), max(known) from events"""
    ).fetchall()
    sources = tuple(
        shelf.Source(
            name=each.name, digest=each.digest, bytes=each.size, kept=kept.get(number, 0),
            rejected=rejected.get(number, 0),
        )
        for number, each in enumerate(opened, 1)
    )  # fmt: skip
    return shelf.Manifest(
        name=name, format=shape.name, sources=sources, parts=parts, kept=sum(kept.values()),
        rejected=sum(rejected.values()), without_category=uncategorised, without_actor=nobody, first=_iso(first),
        last=_iso(last), known_last=_iso(known), imported=imported.isoformat(timespec="seconds"),
        watchfloor=__version__, tlp=notice.tlp, rights=notice.rights, licence=notice.licence, source=notice.source,
    )  # fmt: skip


def _iso(day: date) -> str:
    return day.isoformat()
