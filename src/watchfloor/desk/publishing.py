"""Publishing: the issue of a day in all its forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import PublishError

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.publish import Imprint, Published

#: Says who publishes, and how; optional.
IMPRINT = "publishing.yaml"


def imprint_of(desk: Desk) -> Imprint:
    """Return what the desk's publishing.yaml says."""
    from watchfloor.publish import load_imprint

    return load_imprint(desk.folder / IMPRINT)


def publish(
    desk: Desk,
    to: Path,
    as_of: date,
    since: date,
    *,
    parts: Sequence[str] = (),
    tlp: str = "clear",
    force: bool = False,
    draft: Path | None = None,
    accept_flags: bool = False,
) -> Published:
    """Write the issue of a day.

    parts: of `PARTS`, all where none is chosen. draft: its sentences as an editor wrote them.
    Raises PublishError `publish.draft-flagged` where a rewritten sentence does not say what its sources say, unless
    the flags are accepted.
    """
    from watchfloor.publish import PARTS, edited, print_edition

    issue, world = desk.issue(as_of, since, tlp=tlp, whole=True), desk.world()
    if draft is not None:
        rewritten = edited(issue, draft, world)
        if rewritten.flags and not accept_flags:
            raise _flagged(rewritten.flags)
        issue = rewritten.issue
    return print_edition(issue, to, world, imprint_of(desk), parts=parts or PARTS, tlp=tlp, force=force)


def draft(desk: Desk, to: Path, as_of: date, since: date, *, tlp: str = "clear", force: bool = False) -> None:
    """Write the issue of a day as a draft that an editor may rewrite."""
    from watchfloor.publish import write_draft

    write_draft(desk.issue(as_of, since, tlp=tlp), desk.world(), to, force=force)


def _flagged(flags: Sequence[tuple[str, str]]) -> PublishError:
    hint = "mend them, or publish with --accept-flags"
    faults = [PublishError("publish.draft-flagged", what, where=where) for where, what in flags]
    faults[-1].hint = hint
    faults[0].others = tuple(faults[1:])
    return faults[0]
