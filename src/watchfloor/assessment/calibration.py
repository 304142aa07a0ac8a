"""From a set of events to the data file of the standing model: what was learned, from what, how well it foretells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from watchfloor.assessment import backtest
from watchfloor.assessment.kalman import Parameters
from watchfloor.assessment.learning import HELD_OUT, MIN_ACTS, MONTH_DAYS, Panel, fit, panels
from watchfloor.assessment.model import CHANNELS, FIELDS
from watchfloor.assessment.quadruples import EventSet
from watchfloor.errors import AssessmentError

#: Pairs below which nothing is learned.
MIN_PAIRS = 30


def calibrate(events: EventSet) -> Mapping[str, Any]:
    """Return the `learned` part of a standing.json: variances by channel, provenance, and the held-out year.

    The variances shipped come from all months; those that foretell the last year come from the months before it.
    Raises AssessmentError `assessment.too-few-events`.
    """
    months = int(np.ptp(events.day)) // MONTH_DAYS + 1 if len(events.day) else 0
    enough = months > HELD_OUT + backtest.WARM_UP
    scored: tuple[Panel, ...] = panels(events, events.plover) if enough else ()
    pairs = len(scored[0].count) if scored else 0
    if pairs < MIN_PAIRS:
        raise AssessmentError(
            "assessment.too-few-events",
            f"{len(events.day)} acts between countries over {months} months, "
            f"{pairs} pairs of countries with {MIN_ACTS} of them",
            where=events.name,
            hint=f"at least {MIN_PAIRS} such pairs and {HELD_OUT + backtest.WARM_UP + 1} months are needed",
        )
    learned, before = fit(scored), fit(_before(scored))
    return {
        **{
            channel: _numbers(numbers) | _held_out(panel, earlier) | {"acts": int(panel.count.sum())}
            for channel, panel, numbers, earlier in zip(CHANNELS, scored, learned, before, strict=True)
        },
        "freedom": learned[0].freedom,
        "from": _provenance(events, len(scored[0].count)),
        "next_month": next_month(events),
    }


def next_month(events: EventSet) -> Mapping[str, Any]:
    """Return how the next month's mean Goldstein score is foretold in the held-out year, beside simple rules."""
    scored = panels(events, events.goldstein)
    ours = backtest.ours(*scored, fit(_before(scored)))
    rules = backtest.rules(*scored)
    rival = max((name for name in rules if name.startswith("average")), key=lambda name: rules[name].score)
    gain, low, high = backtest.gain(ours, rules[rival])
    return {
        "pair_months": len(ours.log),
        "log_score": round(ours.score, 4),
        "coverage_80": round(ours.coverage, 4),
        "rules": {name: round(rule.score, 4) for name, rule in rules.items()},
        "best_average": rival,
        "gain_over_best_average": [round(value, 4) for value in (gain, low, high)],
    }


def _before(scored: Sequence[Panel]) -> tuple[Panel, ...]:
    return tuple(panel.until(-HELD_OUT) for panel in scored)


def _numbers(found: Parameters) -> dict[str, Any]:
    return {field: getattr(found, field) for field in FIELDS}


def _held_out(panel: Panel, earlier: Parameters) -> dict[str, Any]:
    told = backtest.one_channel(panel, earlier)
    return {
        "held_out": {
            "pair_months": len(told.log),
            "log_score": round(told.score, 4),
            "coverage_80": round(told.coverage, 4),
        }
    }


def _provenance(events: EventSet, pairs: int) -> Mapping[str, Any]:
    return {
        "set": events.name,
        "files": list(events.files),
        "sha256": events.sha256,
        "rows": events.rows,
        "acts_between_countries": len(events.pair),
        "pairs": pairs,
        "min_acts_of_a_pair": MIN_ACTS,
        "month_days": MONTH_DAYS,
        "days": int(np.ptp(events.day)) + 1,
        "by": "watchfloor calibrate",
    }
