"""The numbers of the standing model: learned anew, saved and used by a desk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor.errors import DeskError

if TYPE_CHECKING:
    from watchfloor.assessment.model import Model
    from watchfloor.assessment.quadruples import EventSet
    from watchfloor.desk import Desk

STANDING = "standing.json"


def learned(desk: Desk, source: str) -> Mapping[str, Any]:
    """Return the data file of the standing model with what events teach: a folder's, or those of a set of the desk."""
    from watchfloor.assessment.calibration import calibrate
    from watchfloor.assessment.model import shipped

    return shipped() | {"learned": calibrate(_events(desk, source))}


def _events(desk: Desk, source: str) -> EventSet:
    if Path(source).is_dir():
        from watchfloor.assessment.quadruples import read

        return read(Path(source), desk.world())
    from watchfloor.assessment.dyads import acts_between
    from watchfloor.desk.sets import sets_of
    from watchfloor.ledger.sets import load, series

    folder = sets_of(desk)
    return acts_between(series(folder, [source]), load(folder, source), desk.world())


def save_model(desk: Desk, found: Mapping[str, Any]) -> Path:
    """Write a data file into the desk and return where."""
    path = desk.folder / STANDING
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def model(desk: Desk) -> Model:
    """Return the desk's own standing model where it has one, else the shipped one.

    Raises DeskError `desk.no-standing-model` where its file is none.
    """
    from watchfloor.assessment.model import model_of, standard

    path = desk.folder / STANDING
    if not path.exists():
        return standard()
    try:
        return model_of(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise DeskError(
            "desk.no-standing-model",
            f"not the data file of a standing model: {error!r}",
            where=str(path),
            hint="remove it, or write it anew with `watchfloor calibrate FOLDER --save`",
        ) from error
