"""The numbers of the standing model, as its data file gives them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchfloor.assessment.kalman import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Variances by channel, and how much a report counts.

    grades: Admiralty letter to the chance that a report of such a source is right.
    hearsay, attempted, unscaled: factors on that chance.
    undated_days: how long before it was first known an event without a date may have happened.
    """

    channels: Mapping[str, Parameters]
    grades: Mapping[str, float]
    hearsay: float
    attempted: float
    unscaled: float
    undated_days: int


@cache
def standard() -> Model:
    """Return the model that watchfloor ships: variances learned from bulk data, source weights as stated there."""
    raw: Any = json.loads(files("watchfloor.assessment").joinpath("standing.json").read_text(encoding="utf-8"))
    learned, assumed = raw["learned"], raw["assumed"]
    return Model(
        channels={
            channel: Parameters(drift=found["drift"], noise=found["noise"], prior=found["prior"])
            for channel, found in ((channel, learned[channel]) for channel in ("words", "deeds"))
        },
        grades={grade: p for grade, p in assumed["grades"].items() if grade != "why"},
        hearsay=assumed["hearsay"]["factor"],
        attempted=assumed["attempted"]["factor"],
        unscaled=assumed["unscaled_estimate"]["factor"],
        undated_days=assumed["undated"]["days"],
    )
