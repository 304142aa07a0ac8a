"""What was sent to whom: one line a step, on the disk before the next, so that an interruption repeats nothing."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watchfloor.errors import PublishError

#: begun: handed to the server, its answer not known; such a letter is not sent again.
OUTCOMES = ("begun", "sent", "bounced", "deferred")


@dataclass(frozen=True, slots=True)
class SentLog:
    """The log of a desk: which letters went to which addresses, and which addresses bounced."""

    path: Path

    def outcomes(self, issue: str) -> dict[str, str]:
        """Return the last outcome of an issue by address."""
        return {line["address"]: line["outcome"] for line in self._lines() if line["issue"] == issue}

    def bounced(self) -> frozenset[str]:
        """Return every address that ever bounced."""
        return frozenset(line["address"] for line in self._lines() if line["outcome"] == "bounced")

    def write(self, issue: str, address: str, outcome: str, at: datetime) -> None:
        """Add a line; it is on the disk when this returns."""
        line = {"issue": issue, "address": address.casefold(), "outcome": outcome, "at": at.isoformat()}
        self._mend()
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def _mend(self) -> None:
        """Take away a last line that an interruption tore."""
        data = self.path.read_bytes() if self.path.is_file() else b""
        if data and not data.endswith(b"\n"):
            os.truncate(self.path, data.rfind(b"\n") + 1)

    def _lines(self) -> list[dict[str, str]]:
        """Return the lines; a last one that an interruption tore counts for nothing, it was written before sending."""
        if not self.path.is_file():
            return []
        texts = self.path.read_text(encoding="utf-8").splitlines()
        lines = []
        for number, text in enumerate(texts, 1):
            try:
                line = json.loads(text)
                lines.append({key: str(line[key]) for key in ("issue", "address", "outcome")})
            except (ValueError, KeyError, TypeError) as error:
                if number == len(texts):
                    break
                raise PublishError(
                    "publish.sent-log-broken",
                    "the log of sent letters cannot be read",
                    where=f"{self.path}:{number}",
                    hint="restore it: without it letters would be sent twice",
                ) from error
        return lines
