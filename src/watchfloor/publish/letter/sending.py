"""Letters on their way: who gets one, and what the mail server says to each."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from watchfloor.errors import PublishError
from watchfloor.publish.letter.log import SentLog
from watchfloor.publish.letter.message import Envelope, Sender, message
from watchfloor.publish.letter.subscribers import ACTIVE, Subscriber

_SECONDS = 30
#: Outcomes after which a letter is never sent again; of `begun` it is not known whether it arrived.
_DONE = ("sent", "begun", "bounced")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Who gets an issue, and who does not and why: (address, reason)."""

    recipients: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one letter: sent, bounced or deferred, and what the server said."""

    address: str
    outcome: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server: `smtp` with STARTTLS where it is offered, or `smtps`."""

    host: str
    port: int
    secure: bool
    user: str
    password: str


def the_round(subscribers: Sequence[Subscriber], log: SentLog, issue: str) -> Round:
    """Return who is still to get an issue."""
    outcomes, bounced = log.outcomes(issue), log.bounced()
    recipients, skipped = [], []
    for one in subscribers:
        key = one.address.casefold()
        if one.state != ACTIVE:
            skipped.append((one.address, one.state))
        elif key in bounced:
            skipped.append((one.address, "bounced"))
        elif outcomes.get(key) in _DONE:
            unsure = "begun before, not known whether it arrived"
            skipped.append((one.address, unsure if outcomes[key] == "begun" else "sent before"))
        else:
            recipients.append(one.address)
    return Round(recipients=tuple(recipients), skipped=tuple(skipped))


def server(address: str) -> Server:
    """Return the server that an address names: `smtp://USER:PASSWORD@HOST:PORT`, or `smtps://…`.

    Raises PublishError `publish.no-mail-server`.
    """
    try:
        found = urlsplit(address)
        port = found.port or (465 if found.scheme == "smtps" else 587)
    except ValueError:
        found, port = urlsplit(""), 0
    if found.scheme not in ("smtp", "smtps") or not found.hostname:
        raise PublishError(
            "publish.no-mail-server",
            "WATCHFLOOR_SMTP names no mail server",  # its value may hold a password
            hint="set it to smtp://USER:PASSWORD@HOST:587, or smtps://… for port 465",
        )
    user, password = unquote(found.username or ""), unquote(found.password or "")
    return Server(host=found.hostname, port=port, secure=found.scheme == "smtps", user=user, password=password)


def send(
    made: Envelope, signed: Sender, recipients: Sequence[str], to: Server, log: SentLog, now: Callable[[], datetime]
) -> Generator[Outcome, None, None]:
    """Send a letter to each address, one outcome each; every step is logged before the next.

    Raises PublishError `publish.mail-refused` where the server takes nothing, or breaks off.
    """
    try:
        with _connected(to) as smtp:
            for address in recipients:
                yield _one(smtp, made, signed, address, log, now)
    except (smtplib.SMTPException, OSError) as error:
        raise PublishError(
            "publish.mail-refused",
            f"the mail server broke off: {_said(error)}",
            where=f"{to.host}:{to.port}",
            hint="run the same command again: nobody gets the letter twice",
        ) from error


def _one(
    smtp: smtplib.SMTP, made: Envelope, signed: Sender, address: str, log: SentLog, now: Callable[[], datetime]
) -> Outcome:
    at = now()
    log.write(made.issue, address, "begun", at)
    try:
        smtp.send_message(message(made, signed, address, at), signed.address, [address])
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = refused.recipients[address]
        outcome = "bounced" if code >= 500 else "deferred"
        log.write(made.issue, address, outcome, now())
        return Outcome(address=address, outcome=outcome, said=f"{code} {_text(text)}")
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError):
        log.write(made.issue, address, "deferred", now())  # the server said no: nothing was delivered
        raise
    log.write(made.issue, address, "sent", now())
    return Outcome(address=address, outcome="sent")


def _connected(to: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if to.secure:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(to.host, to.port, timeout=_SECONDS)
    try:
        smtp.ehlo()
        if not to.secure and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
        elif not to.secure and to.user:
            raise smtplib.SMTPNotSupportedError("it offers no encryption, and a password is not sent in the open")
        if to.user:
            smtp.login(to.user, to.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
