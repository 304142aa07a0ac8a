"""A letter as a message to one reader, with the ways to leave the list in its headers."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from pathlib import Path
from urllib.parse import quote

from watchfloor.errors import PublishError
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.letter.view import LEAVE
from watchfloor.terms import TLP, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A letter as it was published: subject, day, level, and its two forms."""

    subject: str
    issue: str
    tlp: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who signs the letters, and how their readers leave; key: makes the tokens of `page`, never printed."""

    name: str
    address: str
    leave: str
    page: str
    key: str


def envelope(folder: Path, tlp: str) -> Envelope:
    """Return the letter that an edition's folder holds.

    Raises PublishError `publish.no-letter`, `publish.above-tlp`.
    """
    try:
        about = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
        made = Envelope(
            subject=" ".join(str(about["subject"]).split()),
            issue=str(about["as_of"]),
            tlp=str(about["tlp"]),
            html=(folder / "letter.html").read_text(encoding="utf-8"),
            text=(folder / "letter.txt").read_text(encoding="utf-8"),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishError(
            "publish.no-letter",
            "the folder holds no letter",
            where=str(folder),
            hint="publish first, and name the folder of the edition: DIR/editions/DAY",
        ) from error
    if made.tlp not in TLP or TLP.index(made.tlp) > TLP.index(tlp):
        raise PublishError(
            "publish.above-tlp",
            f"the letter is TLP:{made.tlp.upper()}, above TLP:{tlp.upper()}",
            where=str(folder),
            hint="name the level with --tlp, if all subscribers may see it",
        )
    return made


def sender(imprint: Imprint, key: str) -> Sender:
    """Return who signs.

    Raises PublishError `publish.no-sender` where the imprint does not say who writes and how a reader leaves.
    """
    name, address = parseaddr(imprint.post.sender)
    page = imprint.post.unsubscribe_page
    lacks = [
        what
        for what, there in (
            ("letter.from", "@" in address),
            ("letter.unsubscribe", bool(imprint.post.unsubscribe)),
            ("{token} in letter.unsubscribe-page", not page or "{token}" in page),
            ("WATCHFLOOR_LETTER_KEY in the environment", not page or bool(key)),
        )
        if not there
    ]
    if lacks:
        raise PublishError(
            "publish.no-sender",
            f"a letter needs {', '.join(lacks)}",
            where="publishing.yaml",
            hint="see docs/howto/publishing.md",
        )
    return Sender(name=name or imprint.publisher, address=address, leave=imprint.post.unsubscribe, page=page, key=key)


def token(key: str, address: str) -> str:
    """Return what stands for an address in a link: nobody without the key can make it."""
    return hmac.new(key.encode(), address.casefold().encode(), hashlib.sha256).hexdigest()[:32]


def message(made: Envelope, signed: Sender, address: str, at: datetime) -> EmailMessage:
    """Return the message to one address."""
    mail = f"mailto:{signed.leave}?subject={quote(f'unsubscribe {address}')}"
    page = signed.page.replace("{token}", token(signed.key, address)) if signed.page else ""
    out = EmailMessage(policy=SMTP)
    user, _, domain = signed.address.rpartition("@")
    out["From"] = Address(" ".join(signed.name.split()), user, domain)
    out["To"] = address
    out["Subject"] = made.subject
    out["Date"] = format_datetime(at)
    out["Message-ID"] = f"<{digest(made.issue, address.casefold())}@{domain}>"
    out["List-Id"] = f"<letter.{domain}>"
    out["List-Unsubscribe"] = f"<{page}>, <{mail}>" if page else f"<{mail}>"
    if page.startswith("https://"):
        out["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    leave = page or mail
    out.set_content(made.text.replace(LEAVE, leave))
    out.add_alternative(made.html.replace(LEAVE, escape(leave, quote=True)), subtype="html")
    out.set_boundary(f"=-{digest('boundary', made.issue, address)}")
    return out
