"""Publishing: the issue of a day in all its forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

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
) -> Published:
    """Write the issue of a day; parts: of `PARTS`, all where none is chosen."""
    from watchfloor.publish import PARTS, print_edition

    issue = desk.issue(as_of, since, tlp=tlp, replay=True)
    return print_edition(issue, to, desk.world(), imprint_of(desk), parts=parts or PARTS, tlp=tlp, force=force)
