"""What was changed in the record after it was first read, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One change: of a document's metadata, of what was read in it, or its withdrawal."""

    kind: str  #: correction, withdrawal, or what a reviewer decided
    recorded: datetime
    document: str  #: id
    title: str  #: of the document
    tlp: str  #: of the document
    changes: tuple[tuple[str, str, str], ...] = ()  #: (field, before, now)
    statement: str | None = None  #: id, where the change is of one statement
    why: str = ""
