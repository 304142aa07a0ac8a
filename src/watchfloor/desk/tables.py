"""The record as a table: the events that were known on a day, or statements of one kind, narrowed down."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from watchfloor.desk import Desk
from watchfloor.errors import DeskError

if TYPE_CHECKING:
    from watchfloor.terms import Document, Entity, Event, Statement, View, When
    from watchfloor.world import World

Row = Mapping[str, Any]
#: Columns that hold several values, and types of those that hold no text.
_LISTS = ("contexts", "actors", "recipients", "levers", "contradictions", "statements", "documents")
_TYPES = {
    "first": "date", "last": "date", "known": "date", "origins": "integer", "p": "double", "proposal": "boolean",
    "credibility": "integer",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a row must be to be shown; an empty field fits anything, of several values one must fit.

    first, last: it may have happened in these days. known_first, known_last: it became known in these days.
    reviewed: True: a person decided on it. proposals: statements that wait for review instead of events.
    """

    kind: str | None = None  #: statements of this kind instead of events
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()  #: beginnings of ids
    first: date | None = None
    last: date | None = None
    known_first: date | None = None
    known_last: date | None = None
    reviewed: bool = False
    proposals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A view, and what of it a filter leaves; `levers` by event where the filter asks for one."""

    view: View
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    levers: Mapping[str, tuple[str, ...]]

    def rows(self) -> Iterator[Row]:
        """Yield what is left as plain values: names by their keys, days as ISO text."""
        sources = {each.id: each.citation.document for each in self.view.statements} if self.events else {}
        for event in self.events:
            yield _of_event(event, sources, self.levers.get(event.id, ()))
        documents = {each.id: each for each in self.view.documents} if self.statements else {}
        for statement in self.statements:
            yield _of_statement(statement, documents[statement.citation.document])


def narrowed(
    desk: Desk, as_of: date, wanted: Filter, *, recorded_by: datetime | None = None, tlp: str = "red"
) -> Narrowed:
    """Return what a filter leaves of what was known on a day from documents up to a TLP level, in order of time."""
    world = desk.world()
    view = desk.view(as_of, recorded_by=recorded_by, tlp=tlp)
    levers = _levers(desk, view) if wanted.levers else {}
    reviewed = _reviewed(desk, recorded_by) if wanted.reviewed else frozenset()
    if wanted.kind is not None or wanted.proposals:
        known = {each.id: each.published.upper or date.max for each in view.documents}
        fits = _Fits(wanted, world, reviewed)
        found = (each for each in view.statements if fits.statement(each, known[each.citation.document]))
        return Narrowed(view=view, statements=tuple(found), levers={})
    cited = _cited(view, wanted.documents) if wanted.documents else None
    fits = _Fits(wanted, world, reviewed, levers, cited)
    return Narrowed(view=view, events=tuple(event for event in view.events if fits.event(event)), levers=levers)


def write_csv(rows: Iterable[Row], to: Path) -> int:
    """Write rows as CSV, several values of a cell set apart by semicolons, and return how many they were."""
    found = list(rows)
    with _writing(to), to.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, found[0].keys() if found else ["id"])
        sheet.writeheader()
        sheet.writerows({name: _cell(value) for name, value in row.items()} for row in found)
    return len(found)


def write_parquet(rows: Iterable[Row], to: Path) -> int:
    """Write rows as Parquet, with lists and days as such, and return how many they were.

    Raises LedgerError `ledger.missing-extra` without the extra `[sets]`.
    """
    from watchfloor.ledger.sets.engine import engine, require

    require("duckdb", "Parquet files")
    found = list(rows)
    types = {name: _type(name) for name in (found[0] if found else ("id",))}
    with TemporaryDirectory() as folder, _writing(to), engine() as asking:
        to.touch()
        lines = Path(folder) / "rows.json"
        lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")
        columns = ", ".join(f"\"{name}\": '{kind}'" for name, kind in types.items())
        reading = f"select * from read_json(?, format = 'newline_delimited', columns = {{{columns}}})"
        asking.execute(f"create or replace temp table written as {reading}", [str(lines)])
        target = str(to).replace("'", "''")
        asking.execute(f"copy written to '{target}' (format parquet, compression zstd)")
    return len(found)


class _Fits:
    """Tells whether an event or statement is wanted."""

    def __init__(
        self,
        wanted: Filter,
        world: World,
        reviewed: frozenset[str],
        levers: Mapping[str, tuple[str, ...]] | None = None,
        cited: frozenset[str] | None = None,
    ) -> None:
        self._wanted, self._world, self._reviewed, self._levers, self._cited = wanted, world, reviewed, levers, cited

    def event(self, event: Event) -> bool:
        wanted = self._wanted
        return (
            self._said(event, event.known)
            and (not wanted.reviewed or not self._reviewed.isdisjoint(event.statements))
            and (self._cited is None or not self._cited.isdisjoint(event.statements))
            and (not wanted.levers or any(each in wanted.levers for each in (self._levers or {}).get(event.id, ())))
        )

    def statement(self, statement: Statement, known: date) -> bool:
        wanted, document = self._wanted, statement.citation.document
        return (
            (wanted.kind is None or statement.kind == wanted.kind)
            and (not wanted.proposals or statement.proposal)
            and (not wanted.reviewed or statement.id in self._reviewed)
            and (not wanted.documents or document.startswith(wanted.documents))
            and self._said(statement, known)
        )

    def _said(self, what: Event | Statement, known: date) -> bool:
        wanted = self._wanted
        return (
            (not wanted.categories or what.event in wanted.categories)
            and (wanted.known_first is None or known >= wanted.known_first)
            and (wanted.known_last is None or known <= wanted.known_last)
            and _happened(what.when, wanted.first, wanted.last)
            and (not wanted.actors or self._named(what.actors, wanted.actors, known))
            and (not wanted.recipients or self._named(what.recipients, wanted.recipients, known))
            and (not wanted.places or self._named(filter(None, [what.place]), wanted.places, known))
        )

    def _named(self, entities: Iterable[Entity], wanted: Sequence[str], on: date) -> bool:
        return any(name in wanted for entity in entities for name in self._names(entity, on))

    def _names(self, entity: Entity, on: date) -> Iterator[str]:
        """Yield the key, what it acts for and is part of; of what has no key the name as it is written."""
        if entity.key is None:
            yield entity.name
            return
        yield entity.key
        home = self._world.territory_of(entity.key, on)
        for key in filter(None, dict.fromkeys((entity.key, home))):
            yield key
            yield from self._world.parents(key)


def _happened(when: When | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return when is not None and when.known and when.within(first, last) != "no"


def _levers(desk: Desk, view: View) -> Mapping[str, tuple[str, ...]]:
    from watchfloor.campaign.binding import bind

    return {each.event: each.levers for each in bind(view, desk.campaign(), desk.world())}


def _reviewed(desk: Desk, recorded_by: datetime | None) -> frozenset[str]:
    from watchfloor.ledger import standing

    with desk.ledger() as ledger:
        decisions = ledger.decisions(recorded_by=recorded_by)
    return frozenset(chain.from_iterable(each.on for each in standing(decisions)))


def _cited(view: View, documents: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each.id for each in view.statements if each.citation.document.startswith(documents))


def _of_event(event: Event, sources: Mapping[str, str], levers: tuple[str, ...]) -> Row:
    return {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "actors": [each.key or each.name for each in event.actors],
        "recipients": [each.key or each.name for each in event.recipients],
        "place": event.place and (event.place.key or event.place.name),
        "when": event.when.text,
        "first": _day(event.when.lower),
        "last": _day(event.when.upper),
        "factuality": event.factuality,
        "known": _day(event.known),
        "levers": list(levers),
        "origins": len(event.origins),
        "contradictions": [f"{each.field}: {' / '.join(each.says)}" for each in event.contradictions],
        "statements": list(event.statements),
        "documents": list(dict.fromkeys(sources[id] for id in event.statements)),
    }


def _of_statement(statement: Statement, document: Document) -> Row:
    return {
        "id": statement.id,
        "kind": statement.kind,
        "event": statement.event,
        "actors": [each.key or each.name for each in statement.actors],
        "recipients": [each.key or each.name for each in statement.recipients],
        "place": statement.place and (statement.place.key or statement.place.name),
        "when": statement.when and statement.when.text,
        "factuality": statement.factuality,
        "known": _day(document.published.upper),
        "grade": document.grade,
        "credibility": statement.credibility,
        "proposal": statement.proposal,
        "p": statement.p,
        "speaker": statement.speaker,
        "says": statement.citation.exact,
        "document": statement.citation.document,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def _type(name: str) -> str:
    return "varchar[]" if name in _LISTS else _TYPES.get(name, "varchar")


@contextmanager
def _writing(to: Path) -> Iterator[None]:
    """Turn a file that cannot be written into a DeskError."""
    try:
        yield
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        raise DeskError(
            "desk.cannot-write", what, where=str(to), hint="name another file, or make its folder and room for it"
        ) from error
