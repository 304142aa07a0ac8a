"""Forecasts and how their questions came out: two more tables of the record that only grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from watchfloor.errors import LedgerError
from watchfloor.ledger import journal
from watchfloor.ledger.codec import Json
from watchfloor.ledger.stores import schema
from watchfloor.terms import Forecast, Resolution

#: The tables of this module, and what a row of each is.
TABLES: Mapping[str, type[Forecast] | type[Resolution]] = {"forecast": Forecast, "resolution": Resolution}


def add(connection: Connection, forecast: Forecast, where: str) -> bool:
    """Add a forecast, inside the caller's transaction; tell whether it was new.

    Raises LedgerError `ledger.resolved` where its question was settled by the day it was made.
    """
    if _there(connection, schema.forecast, forecast.id):
        return False
    settled = standing(resolutions(connection)).get(forecast.question)
    if settled is not None and settled.on <= forecast.made:
        came = f"{forecast.question!r} came out {settled.outcome!r} on {settled.on}"
        what = f"{came}, and the forecast is of {forecast.made}"
        raise LedgerError(
            "ledger.resolved", what, where=where, hint="a forecast is made before its question is settled"
        )
    _insert(connection, schema.forecast, forecast, forecast.why)
    return True


def resolve(connection: Connection, resolution: Resolution, where: str) -> None:
    """Add a resolution, inside the caller's transaction.

    Raises LedgerError `ledger.resolved` for a question that is settled already, `ledger.wrong-value` for opening
    again one that is not.
    """
    settled = standing(resolutions(connection)).get(resolution.question)
    if settled is not None and resolution.outcome != "open":
        what = f"{resolution.question!r} came out {settled.outcome!r} on {settled.on} already"
        raise LedgerError("ledger.resolved", what, where=where, hint="where that was wrong, resolve it as `open` first")
    if settled is None and resolution.outcome == "open":
        what = f"{resolution.question!r} is open already"
        raise LedgerError("ledger.wrong-value", what, where=where, hint="nothing was recorded")
    _insert(connection, schema.resolution, resolution, resolution.why)


def forecasts(connection: Connection, recorded_by: str | None = None) -> tuple[Forecast, ...]:
    """Return every forecast in the order of recording."""
    return tuple(forecast_of(payload) for payload in _payloads(connection, schema.forecast, recorded_by))


def resolutions(connection: Connection, recorded_by: str | None = None) -> tuple[Resolution, ...]:
    """Return every resolution in the order of recording."""
    return tuple(resolution_of(payload) for payload in _payloads(connection, schema.resolution, recorded_by))


def standing(all_: tuple[Resolution, ...]) -> dict[str, Resolution]:
    """Return the resolution of each settled question: the last one, where it did not open the question again."""
    last = {resolution.question: resolution for resolution in all_}
    return {question: one for question, one in last.items() if one.outcome != "open"}


def payload(noun: Forecast | Resolution) -> Json:
    """Return a forecast or a resolution as plain JSON."""
    found: dict[str, Any] = {}
    for name in type(noun).__dataclass_fields__:
        value = getattr(noun, name)
        found[name] = (
            value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        )
    return found


def forecast_of(data: Mapping[str, Any]) -> Forecast:
    """Return the forecast that `payload` made the data from; raises ValueError where it made none."""
    try:
        return Forecast(**{**data, **_days(data, "made")})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no Forecast: {error}") from error


def resolution_of(data: Mapping[str, Any]) -> Resolution:
    """Return the resolution that `payload` made the data from; raises ValueError where it made none."""
    try:
        return Resolution(**{**data, **_days(data, "on"), "events": tuple(data["events"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"no Resolution: {error}") from error


def faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (where, what) for every row that does not say what its columns say, or that is no noun."""
    for name, make in (("forecast", forecast_of), ("resolution", resolution_of)):
        table = schema.metadata.tables[name]
        for row in connection.execute(select(table).order_by(table.c.n)).all():
            try:
                noun = make(row.payload)
            except ValueError as error:
                yield f"{name} {row.n}", f"it cannot be read: {error}"
                continue
            if (noun.id, noun.question) != (row.id, row.question):
                yield f"{name} {row.n}", "its columns are not what was said"


def _days(data: Mapping[str, Any], day: str) -> dict[str, Any]:
    return {day: date.fromisoformat(data[day]), "recorded": datetime.fromisoformat(data["recorded"])}


def _payloads(connection: Connection, table: Table, recorded_by: str | None) -> Iterator[Mapping[str, Any]]:
    wanted = select(table.c.payload).order_by(table.c.n)
    if recorded_by is not None:
        wanted = wanted.where(table.c.recorded <= recorded_by)
    yield from connection.scalars(wanted)


def _there(connection: Connection, table: Table, id: str) -> bool:
    return connection.scalar(select(table.c.n).where(table.c.id == id)) is not None


def _insert(connection: Connection, table: Table, noun: Forecast | Resolution, why: str) -> None:
    moment = noun.recorded.astimezone(UTC).isoformat()
    row = {"id": noun.id, "question": noun.question, "recorded": moment, "payload": payload(noun)}
    n = connection.execute(table.insert().returning(table.c.n), row).scalar_one()
    journal.enter(connection, table.name, n, moment, why)
