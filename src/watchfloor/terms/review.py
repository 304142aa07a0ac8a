"""What a person decided about what was read; a decision is a fact too, and none is ever taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchfloor.terms.document import digest

DECISIONS = ("accept", "reject", "edit", "merge", "split", "undo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one person about statements, or about an earlier decision.

    accept: a proposal is a fact. reject: the statement was never said so. edit: a field has another value. merge: the
    events of these statements are one. split: these statements are an event of their own. undo: a decision never was.
    """

    kind: str
    on: tuple[str, ...]  #: ids of statements; of `undo` the id of a decision
    author: str
    why: str
    recorded: datetime  #: with a time zone
    field: str | None = None  #: of `edit`
    value: Any = None  #: of `edit`: plain JSON, as `encode` makes it

    def __post_init__(self) -> None:
        if self.kind not in DECISIONS:
            raise ValueError(f"no decision is called {self.kind!r}")
        if not self.on or (self.kind == "merge" and len(self.on) < 2):
            raise ValueError(f"to {self.kind} what? ids are missing")
        if (self.kind == "edit") != (self.field is not None):
            raise ValueError("an edit, and nothing else, names a field")
        if not self.author.strip() or self.recorded.tzinfo is None:
            raise ValueError("a decision has an author and a moment with a time zone")

    @property
    def id(self) -> str:
        """Return the digest of what was decided, by whom and when."""
        said = (self.kind, ",".join(self.on), self.author, self.why, self.recorded.isoformat(), str(self.field))
        return digest(*said, repr(self.value))
