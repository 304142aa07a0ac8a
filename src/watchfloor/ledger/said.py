"""Recorded readings as they lie in the record, decoded when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, func, select

from watchfloor.ledger.codec import decode
from watchfloor.ledger.lazily import Lazily
from watchfloor.ledger.stores import damaged, schema
from watchfloor.terms import Document, Statement, Turn

#: Sets the statements of a document apart: JSON holds no such letter.
_APART = "\x1e"


@dataclass(frozen=True, eq=False)  # no slots: what is asked for is made once
class Said:
    """A reading of a document: what its rows hold, and the nouns made of them; they are as they were when it was read.

    Raises LedgerError `ledger.corrupted` where a noun cannot be made.
    """

    n: int  #: of its row
    id: str
    known: date | None
    where: str  #: the ledger, for errors
    row: Row[Any]
    turns: tuple[Turn, ...]
    payloads: tuple[str, ...]

    @cached_property
    def document(self) -> Document:
        """The document."""
        payload = self._made(json.loads, self.row.payload)
        lines = self._made(json.loads, self.row.lines)
        bare: Document = self._made(decode, Document, {**payload, "text": self.row.text, "lines": lines})
        return replace(bare, turns=self.turns)

    @cached_property
    def statements(self) -> Lazily[Statement]:
        """The statements in the order of the reading."""
        return Lazily(len(self.payloads), self._statement)

    def the_document(self) -> Document:
        """Return the document."""
        return self.document

    def _statement(self, n: int) -> Statement:
        made: Statement = self._made(decode, Statement, self._made(json.loads, self.payloads[n]))
        return made

    def _made(self, make: Any, *of: Any) -> Any:
        try:
            return make(*of)
        except (ValueError, TypeError) as error:
            raise damaged(self.where, f"the record is damaged: document {self.n}: {error}") from error


def readings(connection: Connection, numbers: Sequence[int], where: str) -> Iterator[Said]:
    """Yield the readings that rows of `document` began.

    numbers: of the rows; where so many that they are not named one by one, some others may come as well.
    """
    document, turn = schema.document.c, schema.turn.c
    payloads = {n: _split(said, order) for n, said, order in connection.execute(_joined(connection, numbers))}
    turns: dict[int, list[Turn]] = {}
    for n, *each in connection.execute(
        select(schema.turn).where(_among(turn.document, numbers)).order_by(turn.document, turn.n)
    ):
        turns.setdefault(n, []).append(Turn(n=each[0], speaker=each[1], start=each[2], end=each[3]))
    wanted = select(
        document.n, document.id, document.known, document.text,
        cast(document.lines, Text).label("lines"), cast(document.payload, Text).label("payload"),
    ).where(_among(document.n, numbers))  # fmt: skip
    for row in connection.execute(wanted):
        yield Said(row.n, row.id, row.known, where, row, tuple(turns.get(row.n, ())), payloads.get(row.n, ()))


def by_publication(said: Said) -> tuple[date, str]:
    """Order readings by the day on which they are known; the undated come last."""
    return said.known or date.max, said.id


#: From so many rows on, a range of them is read instead of each by its number.
_MANY = 200


def _among(column: Any, numbers: Sequence[int]) -> Any:
    return column.in_(numbers) if len(numbers) < _MANY else column.between(min(numbers), max(numbers))


def _joined(connection: Connection, numbers: Sequence[int]) -> Any:
    # A row for each document is faster than one for each statement.
    row = schema.statement.c
    join = func.group_concat if connection.dialect.name == "sqlite" else func.string_agg
    columns = row.document, join(cast(row.payload, Text), _APART), join(cast(row.n, Text), ",")
    return select(*columns).where(_among(row.document, numbers)).group_by(row.document)


def _split(said: str, order: str) -> tuple[str, ...]:
    """Return the payloads in the order of the reading: databases join them in theirs."""
    found = said.split(_APART)
    if order == _counted(len(found)):
        return tuple(found)
    return tuple(payload for _, payload in sorted(zip(map(int, order.split(",")), found, strict=True)))


@lru_cache
def _counted(size: int) -> str:
    return ",".join(map(str, range(1, size + 1)))
