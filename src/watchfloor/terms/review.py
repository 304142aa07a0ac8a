"""What a person decided about what was read; a decision is a fact too, and none is ever taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchfloor.terms.document import digest

DECISIONS = ("accept", "reject", "edit", "resolve", "merge", "split", "add", "bind", "unbind", "undo")
_NAMES_FIELD = ("edit", "resolve")
#: What an event can be bound to, and the turns that a step can take by it.
BOUND_TO: dict[str, tuple[str, ...]] = {
    "lever": (), "indicator": (), "contest": (), "step": ("met", "lost", "begun", "not-met"), "favours": (),
}  # fmt: skip


#: (what, key, turn): ("lever", "energy", ""), ("step", "talks", "met"), ("favours", "West", "")
Target = tuple[str, str, str]


def bound_to(value: object) -> Target:
    """Return what a decision binds to or unbinds from: from `lever/energy`, `step/talks.met`, `favours/West`.

    Raises ValueError for anything else.
    """
    what, _, rest = str(value).partition("/")
    key, _, turn = rest.partition(".")
    turns = BOUND_TO.get(what)
    if turns is None or not key or (turn not in turns if turns else bool(turn)):
        shapes = "lever/KEY, indicator/KEY, contest/KEY, step/KEY.met, step/KEY.lost, favours/SIDE"
        raise ValueError(f"{value!r} is nothing that an event can be bound to; write one of {shapes}")
    return what, key, turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one person about statements, or about an earlier decision.

    accept: a proposal is a fact. reject: the statement was never said so. edit: a field has another value. resolve: a
    name means this key. merge: the events of these statements are one. split: these statements are an event of their
    own. add: a statement that no coder filed. bind, unbind: whatever the matchers of the campaign say, the event that
    these statements report counts, or does not count, for what the value names. undo: a decision never was.
    """

    kind: str
    on: tuple[str, ...]  #: ids of statements; of `undo` that of a decision; of `resolve` none: wherever the name stands
    author: str
    why: str
    recorded: datetime  #: with a time zone
    field: str | None = None  #: of `edit` the field, of `resolve` the name as it is written
    value: Any = None  #: plain JSON: of `edit` the field's value, of `resolve` the key, of `add` the statement;
    #: of `bind` and `unbind` what: lever/KEY, indicator/KEY, contest/KEY, step/KEY.TURN, favours/SIDE

    def __post_init__(self) -> None:
        if self.kind not in DECISIONS:
            raise ValueError(f"no decision is called {self.kind!r}")
        if (not self.on and self.kind != "resolve") or (self.kind == "merge" and len(self.on) < 2):
            raise ValueError(f"to {self.kind} what? ids are missing")
        if (self.kind in _NAMES_FIELD) != bool(self.field):
            raise ValueError("an edit names a field and a resolution a name, nothing else does")
        if self.kind in ("bind", "unbind"):
            bound_to(self.value)
        if not self.author.strip() or self.recorded.tzinfo is None:
            raise ValueError("a decision has an author and a moment with a time zone")

    @property
    def id(self) -> str:
        """Return the digest of what was decided, by whom and when."""
        said = (self.kind, ",".join(self.on), self.author, self.why, self.recorded.isoformat(), str(self.field))
        return digest(*said, repr(self.value))
