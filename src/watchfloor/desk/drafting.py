"""A first campaign.yaml from documents, or from what a desk has read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import DeskError, WatchfloorError
from watchfloor.terms import View

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.world import World


def draft(
    desk: Desk, files: Sequence[Path], *, published: str | None = None
) -> tuple[str, tuple[WatchfloorError, ...]]:
    """Return the text of a proposed campaign file, and what could not be read.

    files: documents, which need no desk; without any the desk's ledger as it is today. Raises DeskError
    `desk.nothing-to-draft` where no event in them tells who acts upon whom.
    """
    from watchfloor.campaign.drafting import draft as drafted
    from watchfloor.desk import today, world_of

    world = world_of(desk.folder)
    view, failed = _read(files, world, published) if files else (desk.view(today()), ())
    text = drafted(view, world)
    if text is None:
        raise DeskError(
            "desk.nothing-to-draft",
            f"{len(view.documents)} documents tell of too few acts between countries to propose a campaign from",
            hint="name more documents, or begin with `watchfloor init`",
        )
    return text, failed


def _read(files: Sequence[Path], world: World, published: str | None) -> tuple[View, tuple[WatchfloorError, ...]]:
    """Return what files say, as a ledger would hold it today; events of undated documents are left out there too."""
    from watchfloor.desk import readings, today
    from watchfloor.ledger import cluster

    outcomes = list(readings(files, world, published=published))
    read = [outcome.reading for outcome in outcomes if outcome.reading is not None]
    documents = tuple(reading.document for reading in read)
    statements = tuple(statement for reading in read for statement in reading.statements)
    events = cluster(statements, documents, territory_of=world.territory_of)
    failed = tuple(outcome.error for outcome in outcomes if outcome.error is not None)
    return View(as_of=today(), documents=documents, statements=statements, events=events), failed
