"""The numbers of the standing model, as its data file gives them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchfloor.assessment.kalman import Parameters

#: Words are PLOVER's verbal quads, deeds its material ones.
CHANNELS = ("words", "deeds")
FIELDS = ("drift", "noise", "prior")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Variances by channel, and how much a report counts.

    grades: Admiralty letter to the chance that a report of such a source is right.
    credibility: Admiralty number that a person gave what is said, to that chance; 6 cannot be judged and is not there.
    hearsay, attempted, unscaled: factors on that chance.
    undated_days: how long before it was first known an event without a date may have happened.
    """

    channels: Mapping[str, Parameters]
    grades: Mapping[str, float]
    credibility: Mapping[int, float]
    hearsay: float
    attempted: float
    unscaled: float
    undated_days: int


@cache
def standard() -> Model:
    """Return the model that watchfloor ships: variances learned from bulk data, source weights as stated there."""
    return model_of(shipped())


def shipped() -> dict[str, Any]:
    """Return the shipped data file: what was learned, from what, and what is assumed."""
    raw: dict[str, Any] = json.loads(files("watchfloor.assessment").joinpath("standing.json").read_text("utf-8"))
    return raw


def model_of(raw: Mapping[str, Any]) -> Model:
    """Return the model of a data file."""
    learned, assumed = raw["learned"], raw["assumed"]
    return Model(
        channels={
            channel: Parameters(**{field: learned[channel][field] for field in FIELDS}, freedom=learned["freedom"])
            for channel in CHANNELS
        },
        grades=assumed["grades"]["chance"],
        credibility={int(number): p for number, p in assumed["credibility"]["chance"].items()},
        hearsay=assumed["hearsay"]["factor"],
        attempted=assumed["attempted"]["factor"],
        unscaled=assumed["unscaled_estimate"]["factor"],
        undated_days=assumed["undated"]["days"],
    )
