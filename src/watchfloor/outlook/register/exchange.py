"""Forecasts in and out: our CSV and JSON, and the exports of forecasting platforms."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from watchfloor.errors import OutlookError
from watchfloor.terms import Forecast

COLUMNS = ("question", "author", "p", "made", "why", "word", "statement")
#: Columns of a Metaculus `forecast_data.csv` that we read and write.
METACULUS = ("Question ID", "Forecaster Username", "Start Time", "Probability Yes")
#: Columns of the Good Judgment Project's `survey_fcasts` files that we read.
GJP = ("ifp_id", "user_id", "answer_option", "value", "timestamp")
FORMAT = 1

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was read of a file: forecasts, and the rows that were not taken, each with its number and the reason."""

    forecasts: tuple[Forecast, ...]
    refused: tuple[tuple[int, str], ...]
    style: str  #: watchfloor | metaculus | gjp


def read(text: str, recorded: datetime, keys: Mapping[str, str], *, name: str) -> Imported:
    """Read forecasts from CSV or JSON, told apart by their columns.

    keys: our question by a platform's id; an id that is not among them is taken as ours. Probabilities are in [0, 1].
    Raises OutlookError `outlook.bad-file` where no known columns are found.
    """
    rows = _rows(text, name)
    style = next((style for style, needed in _NEEDED.items() if rows and set(needed) <= set(rows[0])), None)
    if style is None:
        hint = f"its columns: {', '.join(COLUMNS[:4])}; or those of a Metaculus or Good Judgment export"
        raise OutlookError("outlook.bad-file", "no forecasts are found in the file", where=name, hint=hint)
    made: list[Forecast] = []
    refused: list[tuple[int, str]] = []
    for n, row in enumerate(rows, 1):
        try:
            one = _READ[style](row, recorded, keys)
        except (KeyError, TypeError, ValueError) as error:
            refused.append((n, str(error).strip("'")))
            continue
        if one is not None:
            made.append(one)
    return Imported(forecasts=tuple(made), refused=tuple(refused), style=style)


def as_csv(forecasts: Iterable[Forecast], *, metaculus: bool = False) -> str:
    """Return forecasts as CSV; `metaculus`: with the columns of a Metaculus `forecast_data.csv`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(METACULUS if metaculus else COLUMNS)
    for one in forecasts:
        ours = (one.question, one.author, one.p, one.made, one.why, one.word or "", one.statement or "")
        theirs = (one.question, one.author, f"{one.made}T00:00:00+00:00", one.p)
        writer.writerow(theirs if metaculus else [_inert(value) for value in ours])
    return out.getvalue()


def as_json(forecasts: Iterable[Forecast]) -> str:
    """Return forecasts as JSON: {"format", "forecasts": [{question, author, p, made, why, word, statement}]}."""
    listed = [
        {name: getattr(one, name) for name in COLUMNS if getattr(one, name) is not None} | {"made": str(one.made)}
        for one in forecasts
    ]
    return json.dumps({"format": FORMAT, "forecasts": listed}, ensure_ascii=False, indent=1) + "\n"


def _rows(text: str, name: str) -> list[Row]:
    if text.lstrip()[:1] not in ("{", "["):
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    try:
        found = json.loads(text)
    except ValueError as error:
        hint = "give CSV, or JSON with a list `forecasts`"
        raise OutlookError("outlook.bad-file", f"this is no JSON: {error}", where=name, hint=hint) from error
    rows = found.get("forecasts", []) if isinstance(found, dict) else found
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _ours(row: Row, recorded: datetime, keys: Mapping[str, str]) -> Forecast | None:
    return _forecast(row["question"], row["author"], row["p"], row["made"], recorded, keys,
                     why=row.get("why") or "", word=row.get("word"), statement=row.get("statement"))  # fmt: skip


def _metaculus(row: Row, recorded: datetime, keys: Mapping[str, str]) -> Forecast | None:
    if row["Probability Yes"] in ("", None):
        return None  # a question of another type
    who = row["Forecaster Username"] or row.get("Forecaster ID") or ""
    return _forecast(row["Question ID"], who, row["Probability Yes"], row["Start Time"], recorded, keys)


def _gjp(row: Row, recorded: datetime, keys: Mapping[str, str]) -> Forecast | None:
    if row["answer_option"] != "a" or row.get("fcast_type") == "4":
        return None  # the other answers, and forecasts taken back
    return _forecast(row["ifp_id"], row["user_id"], row["value"], row["timestamp"], recorded, keys)


def _forecast(
    question: Any, author: Any, p: Any, made: Any, recorded: datetime, keys: Mapping[str, str], **more: Any
) -> Forecast:
    if str(p).strip().endswith("%"):
        raise ValueError(f"{p!r} is in per cent; write {str(p).strip()[:-1]} / 100")
    number = float(p)
    if not 0.0 <= number <= 1.0:
        raise ValueError(f"{p!r} is no probability between 0 and 1")
    given = {name: value for name, value in more.items() if value or name == "why"}
    day = date.fromisoformat(str(made)[:10])
    asked = keys.get(str(question), str(question))
    return Forecast(question=asked, author=str(author), p=number, made=day, recorded=recorded, **({"why": ""} | given))


def _inert(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula is given as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


_NEEDED = {"watchfloor": COLUMNS[:4], "metaculus": METACULUS, "gjp": GJP}
_READ: Mapping[str, Callable[[Row, datetime, Mapping[str, str]], Forecast | None]] = {
    "watchfloor": _ours, "metaculus": _metaculus, "gjp": _gjp,
}  # fmt: skip
