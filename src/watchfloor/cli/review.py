"""The screen on which a person decides by keyboard, and the way out for what was decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from watchfloor.cli.keys import Keys
from watchfloor.cli.options import as_of_option, json_option, tlp_option
from watchfloor.errors import WatchfloorError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from watchfloor.desk import Desk
    from watchfloor.desk.review import Item, Sitting
    from watchfloor.terms import Decision

Choice = TypeVar("Choice")
KINDS = ("event", "state", "objective", "judgement", "requirement")
#: Keys that pick from a list.
_PICKS = "1234567890abcdefghijklmnopqrstuvwxyz"

author_option = click.option(
    "--author", metavar="NAME", help="Who decides (default: WATCHFLOOR_AUTHOR, else the user of this machine)."
)


@click.command()
@click.option("--proposals", is_flag=True, help="Only proposals, which the reader was too unsure to file.")
@click.option("--contradictions", is_flag=True, help="Only statements that contradict another.")
@click.option("--single-origin", is_flag=True, help="Only statements whose event one origin alone reports.")
@click.option("--unresolved", is_flag=True, help="Only statements with a name that nobody has a key for.")
@click.option("--orphans", is_flag=True, help="Only what a newer reading puts in doubt.")
@click.option("--reviewed", is_flag=True, help="Also what somebody is done with.")
@click.option("--document", metavar="DOC", help="Only of one document.")
@click.option("--kind", type=click.Choice(KINDS), help="Only statements of one kind.")
@author_option
@click.option("--ask", is_flag=True, help="Ask for a reason after every decision.")
@click.option(
    "--export", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write what was reviewed as gold."
)
@tlp_option
@as_of_option
@json_option
@click.pass_obj
def review(
    desk: Desk,
    proposals: bool,
    contradictions: bool,
    single_origin: bool,
    unresolved: bool,
    orphans: bool,
    reviewed: bool,
    document: str | None,
    kind: str | None,
    author: str | None,
    ask: bool,
    file: Path | None,
    tlp: str,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Accept, edit, merge or reject what was read, statement by statement, one key a decision; proposals come first.

    Keys are read from stdin where that is no terminal. With --json the statements that wait are printed instead, with
    --export FILE what was reviewed is written as gold for `watchfloor evaluate` and nothing above --tlp enters it.

    Example: watchfloor review --contradictions --author "A. Nowak"
    """
    from watchfloor.desk import today
    from watchfloor.desk.gold import export
    from watchfloor.desk.review import Wanted, sitting
    from watchfloor.show import dump
    from watchfloor.show.review import item_json

    day = as_of or today()
    if file is not None:
        written, left = export(desk, file, day, tlp=tlp)
        click.echo(f"{file}: {written} passages; {left} left out, of which only a part is reviewed")
        return
    with sitting(desk, day, author) as open_:
        wanted = Wanted(
            proposals=proposals, contradictions=contradictions, single_origin=single_origin, unresolved=unresolved,
            orphans=orphans, reviewed=reviewed, kind=kind,
            document=open_.ledger.document(document).id if document else None,
        )  # fmt: skip
        queue = open_.queue(wanted)
        if as_json:
            for id in queue:
                dump(item_json(open_.item(id)))
            return
        with Keys() as keys:
            Screen(open_, queue, keys, ask=ask).run()


class Screen:
    """A person before the statements of a queue."""

    def __init__(self, open_: Sitting, queue: Sequence[str], keys: Keys, *, ask: bool) -> None:
        from rich.text import Text

        from watchfloor.show import review as draw

        self._text = Text
        self._open = open_
        self._queue = list(queue)
        self._keys = keys
        self._ask = ask
        self._draw = draw
        self._out = draw.console()
        self._at = 0
        self._taken: list[tuple[int, Decision]] = []  # where, and what was decided
        self._undone: list[tuple[int, Decision]] = []  # where, and the undoing
        self._note = ""
        self._why = ""
        self._began = time.monotonic()
        self._does: dict[str, Callable[[Item], None]] = {
            "a": self._accept, "r": self._reject, "e": self._edit, "n": self._name, "m": self._merge, "s": self._split,
            "+": self._add, "t": self._take, "w": self._reason,
        }  # fmt: skip

    def run(self) -> None:
        """Show one statement after the other and do what the keys say, until there is no more or one leaves."""
        if not self._queue:
            click.echo("nothing waits for review")
            return
        while True:
            self._show()
            try:
                key = self._keys.key()
            except KeyboardInterrupt:
                break
            if key in ("q", "end"):
                break
            try:
                self._press(key)
            except WatchfloorError as error:
                self._note = f"Error: {error}"
        left = sum(not self._open.item(id).reviewed for id in self._queue)
        click.echo(f"{len(self._taken)} decisions by {self._open.author}; {left} of {len(self._queue)} still wait")

    # --- keys ---------------------------------------------------------------------

    def _press(self, key: str) -> None:
        self._note = ""
        if key in ("j", "down", "right", " "):
            self._at = min(len(self._queue), self._at + 1)
        elif key in ("k", "up", "left"):
            self._at = max(0, self._at - 1)
        elif key == "u":
            self._undo()
        elif key == "U":
            self._redo()
        elif key == "?":
            self._print(self._draw.help_screen())
            if self._keys.terminal:
                self._keys.key()
        elif key in self._does and self._at < len(self._queue):
            self._does[key](self._open.item(self._queue[self._at]))
        else:
            self._note = "no such key here; ? lists them"

    def _accept(self, item: Item) -> None:
        self._taken_on(self._open.decide("accept", item.statement.id, why=self._because()))
        self._at += 1

    def _reject(self, item: Item) -> None:
        self._taken_on(self._open.decide("reject", item.statement.id, why=self._because()))
        self._at += 1

    def _edit(self, item: Item) -> None:
        from watchfloor.desk.editing import choices, fields_of, shown

        said = item.statement
        field = self._pick("which field?", fields_of(said.kind), lambda f: f"{f}  {shown(said, f)}")
        if field is None:
            return
        few = choices(field, said)
        value = self._pick(field, few) if few and field != "contexts" else self._line(f"{field} = ")
        if value is not None:
            self._taken_on(self._open.edit(said.id, field, value, self._because()))

    def _name(self, item: Item) -> None:
        from watchfloor.ledger.review import entities

        names = tuple(dict.fromkeys([*item.unresolved, *(each.name for each in entities(item.statement))]))
        name = self._pick("which name?", names)
        key = self._line(f"{name} means (key, or - for nobody) = ") if name else None
        if name is None or not key:
            return
        where = self._pick("where?", ("in this statement", "wherever it stands"))
        if where is not None:
            on = (item.statement.id,) if where == "in this statement" else ()
            self._taken_on(self._open.resolve(name, key, on, self._because()))

    def _merge(self, item: Item) -> None:
        near, own = self._open.neighbours(item.statement.id), self._open.event_of(item.statement.id)
        if own is None or not near:
            self._note = "only an event that is filed can be merged, and with another one"
            return
        chosen = self._pick("merge with which event?", near, self._draw.told)
        if chosen is not None:
            on = (own.statements[0], chosen.statements[0])
            self._taken_on(self._open.decide("merge", *on, why=self._because()))

    def _split(self, item: Item) -> None:
        own = self._open.event_of(item.statement.id)
        if own is None or len(own.statements) < 2:
            self._note = "it is an event of its own already"
            return
        self._taken_on(self._open.decide("split", item.statement.id, why=self._because()))

    def _add(self, item: Item) -> None:
        from watchfloor.desk.editing import FIELDS, choices

        kind = self._pick("add what?", KINDS)
        if kind is None:
            return
        typed: dict[str, str] = {}
        for field in FIELDS[kind]:
            if field in ("mode", "contexts", "attribution", "hearsay", "confidence", "credibility", "place"):
                continue  # may be edited once it is there
            few = choices(field, item.statement)
            value = self._pick(field, few) if few else self._line(f"{field} = ")
            if value is None:
                return
            typed |= {field: value} if value else {}
        cited = item.statement.citation
        made = self._open.add(item.document, cited.start, cited.end, kind, typed, self._because())
        self._taken_on(made)
        self._queue.insert(self._at + 1, made.on[0])

    def _take(self, item: Item) -> None:
        why = self._because() or "the newer reading is taken"
        for decision in item.decisions:
            self._taken_on(self._open.decide("undo", decision.id, why=why))
        self._queue = [id for id in self._queue if self._open.has(id)]

    def _reason(self, item: Item) -> None:
        self._why = self._line("why? ") or ""

    def _undo(self) -> None:
        if not self._taken:
            self._note = "nothing was decided in this sitting; `watchfloor decide undo` goes further back"
            return
        self._at, decision = self._taken.pop()
        self._undone.append((self._at, self._open.decide("undo", decision.id, why=self._because())))
        self._queue = [id for id in self._queue if self._open.has(id)]
        self._note = f"undone: {decision.kind}"

    def _redo(self) -> None:
        if not self._undone:
            self._note = "nothing was undone in this sitting"
            return
        self._at, undoing = self._undone.pop()
        self._taken.append((self._at, self._open.decide("undo", undoing.id, why=self._because())))

    # --- inside -------------------------------------------------------------------

    def _taken_on(self, decision: Decision) -> None:
        self._taken.append((self._at, decision))

    def _because(self) -> str:
        why = self._why or ((self._line("why? ") or "") if self._ask else "")
        self._why = ""
        return why

    def _line(self, prompt: str) -> str | None:
        return self._keys.line(prompt)

    def _pick(self, title: str, choices: Sequence[Choice], told: Callable[[Choice], str] = str) -> Choice | None:
        """Let a person pick from a list by one key; None for any other key."""
        keyed = dict(zip(_PICKS, choices, strict=False))
        self._print(self._draw.menu(title, [(key, told(each)) for key, each in keyed.items()]))
        return keyed.get(self._keys.key())

    def _show(self) -> None:
        if self._keys.terminal:
            self._out.clear()
        if self._at >= len(self._queue):
            self._print(f"the end of {len(self._queue)} statements: k goes back, u undoes, q leaves")
        else:
            minutes = (time.monotonic() - self._began) / 60
            progress = self._draw.Progress(
                at=self._at + 1,
                of=len(self._queue),
                decided=len(self._taken),
                per_minute=len(self._taken) / minutes if self._taken and minutes > 1 else None,
                why=self._why,
            )
            self._print(self._draw.screen(self._open.item(self._queue[self._at]), progress))
        if self._note:
            self._print(self._note)

    def _print(self, what: RenderableType) -> None:
        self._out.print(self._text(what) if isinstance(what, str) else what)  # what a record says is no markup
        if not self._keys.terminal:
            self._out.print()
