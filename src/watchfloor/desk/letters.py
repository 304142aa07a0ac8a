"""Letters: who gets them, and sending them once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.desk.publishing import imprint_of

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.publish.letter.log import SentLog
    from watchfloor.publish.letter.message import Envelope
    from watchfloor.publish.letter.sending import Outcome, Round
    from watchfloor.publish.letter.subscribers import Subscriber

SUBSCRIBERS = "subscribers.csv"
SENT = "letters.jsonl"
#: Environment variables: the mail server with user and password, and the key of the links that leave the list.
SERVER, KEY = "WATCHFLOOR_SMTP", "WATCHFLOOR_LETTER_KEY"


def subscribers(desk: Desk) -> tuple[Subscriber, ...]:
    """Return everybody in the desk's subscribers.csv, whatever their state."""
    from watchfloor.publish.letter.subscribers import load_subscribers

    desk.require()
    return load_subscribers(desk.folder / SUBSCRIBERS)


def planned(desk: Desk, folder: Path, *, tlp: str = "clear") -> tuple[Envelope, Round]:
    """Return the letter of an edition's folder, and who is still to get it; nothing is sent."""
    from watchfloor.publish.letter.message import envelope
    from watchfloor.publish.letter.sending import the_round

    letter = envelope(folder, tlp)
    return letter, the_round(subscribers(desk), _log(desk), letter.issue)


def send(desk: Desk, letter: Envelope, recipients: Sequence[str]) -> Iterator[Outcome]:
    """Send a letter, one outcome an address; who bounces is marked in subscribers.csv at once."""
    from watchfloor.publish.letter import sending
    from watchfloor.publish.letter.message import sender
    from watchfloor.publish.letter.subscribers import BOUNCED

    server = sending.server(os.environ.get(SERVER, ""))
    signed = sender(imprint_of(desk), os.environ.get(KEY, ""))
    for outcome in sending.send(letter, signed, recipients, server, _log(desk), lambda: datetime.now(UTC)):
        if outcome.outcome == "bounced":
            mark(desk, outcome.address, BOUNCED)
        yield outcome


def subscribe(desk: Desk, address: str, consented: date, source: str) -> None:
    """Add an address to the desk's subscribers."""
    from watchfloor.publish.letter.subscribers import added, save_subscribers

    save_subscribers(desk.folder / SUBSCRIBERS, added(subscribers(desk), address, consented, source))


def mark(desk: Desk, address: str, state: str) -> str:
    """Mark an address, or the one that a token of a link stands for, as bounced or unsubscribed; return it."""
    from watchfloor.publish.letter.message import token
    from watchfloor.publish.letter.subscribers import save_subscribers, with_state

    everybody, key = subscribers(desk), os.environ.get(KEY, "")
    found = next((s.address for s in everybody if key and token(key, s.address) == address), address)
    save_subscribers(desk.folder / SUBSCRIBERS, with_state(everybody, found, state))
    return found


def _log(desk: Desk) -> SentLog:
    from watchfloor.publish.letter.log import SentLog

    return SentLog(desk.folder / SENT)
