"""Who gets the letter: a file of addresses, each with the day and the source of its consent."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from watchfloor.errors import PublishError

ACTIVE, LEFT, BOUNCED = "active", "unsubscribed", "bounced"
STATES = (ACTIVE, LEFT, BOUNCED)
_FIELDS = ("address", "consented", "source", "state")
#: What every mail server takes: no quotes, no spaces, a domain of two parts or more.
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One address; state: active, unsubscribed or bounced; consented: ISO day."""

    address: str
    consented: str
    source: str
    state: str = ACTIVE


def load_subscribers(path: Path) -> tuple[Subscriber, ...]:
    """Return everybody in the file, whatever their state; nobody where there is no file.

    Raises PublishError `publish.subscribers-wrong` with every line that is wrong: no address, one that stands there
    already, no day or source of consent, an unknown state.
    """
    if not path.is_file():
        return ()
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _wrong(str(path), f"the file cannot be read: {error}") from error
    if rows and set(_FIELDS) - set(rows[0]):
        raise _wrong(f"{path}:1", f"the columns must be {', '.join(_FIELDS)}")
    found = [Subscriber(**{field: (row[field] or "").strip() for field in _FIELDS}) for row in rows]
    faults = list(_faults(found, path))
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return tuple(found)


def save_subscribers(path: Path, subscribers: Iterable[Subscriber]) -> None:
    """Write the file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, _FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(subscriber) for subscriber in subscribers)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def with_state(subscribers: Sequence[Subscriber], address: str, state: str) -> tuple[Subscriber, ...]:
    """Return the subscribers with one of them in another state.

    Raises PublishError `publish.no-such-subscriber`.
    """
    folded = address.casefold()
    if all(subscriber.address.casefold() != folded for subscriber in subscribers):
        raise PublishError(
            "publish.no-such-subscriber",
            f"nobody subscribes as {address!r}",
            hint="look it up with `watchfloor letter subscribers`",
        )
    return tuple(replace(s, state=state) if s.address.casefold() == folded else s for s in subscribers)


def added(subscribers: Sequence[Subscriber], address: str, consented: date, source: str) -> tuple[Subscriber, ...]:
    """Return the subscribers with a new one; an address that left or bounced is not taken again.

    Raises PublishError `publish.subscribers-wrong`.
    """
    new = Subscriber(address=address.strip(), consented=consented.isoformat(), source=source.strip())
    everybody = (*subscribers, new)
    for fault in _faults(everybody, Path("subscriber")):
        raise fault
    return everybody


def _faults(subscribers: Sequence[Subscriber], path: Path) -> Iterable[PublishError]:
    seen: dict[str, int] = {}
    for line, one in enumerate(subscribers, 2):
        where = f"{path}:{line}"
        if not _ADDRESS.fullmatch(one.address) or ".." in one.address:
            yield _wrong(where, f"{one.address[:80]!r} is no mail address")
        first = seen.setdefault(one.address.casefold(), line)
        if first != line:
            yield _wrong(where, f"{one.address!r} stands on line {first} already ({subscribers[first - 2].state})")
        if not _is_day(one.consented):
            yield _wrong(where, f"{one.consented!r} is no day of consent; write it as 2020-05-15")
        if not one.source:
            yield _wrong(where, f"it is not said how {one.address!r} consented")
        if one.state not in STATES:
            yield _wrong(where, f"no state is called {one.state!r}; there are {', '.join(STATES)}")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong(where: str, what: str) -> PublishError:
    return PublishError("publish.subscribers-wrong", what, where=where)
