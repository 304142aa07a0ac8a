"""The numbers of the standing model: learned anew, saved and used by a desk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor.errors import DeskError

if TYPE_CHECKING:
    from watchfloor.assessment.model import Model
    from watchfloor.desk import Desk

STANDING = "standing.json"


def learned(desk: Desk, folder: Path) -> Mapping[str, Any]:
    """Return the data file of the standing model with what a folder of events teaches."""
    from watchfloor.assessment.calibration import calibrate
    from watchfloor.assessment.model import shipped

    return shipped() | {"learned": calibrate(folder, desk.world())}


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
