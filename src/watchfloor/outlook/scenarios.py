"""Indicators and warning: how far what is observed is as a scenario says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from watchfloor.terms import Campaign, Event, Indicator, Scenario, ScenarioState, Sign


def scenarios(
    campaign: Campaign, observed: Mapping[str, tuple[str, ...]], events: Mapping[str, Event], as_of: date
) -> tuple[ScenarioState, ...]:
    """Return every scenario with its signs on a day.

    observed: events by indicator. A sign is observed once an event fits; until its day it is awaited, after it absent,
    and without a day awaited for ever. One that is expected is as told when observed, one that is not when absent.
    A warning is due when at least one sign was observed as expected and the share of signs that are as told has
    reached the threshold.
    """
    indicators = {indicator.key: indicator for indicator in campaign.indicators}
    return tuple(_scenario(scenario, indicators, observed, events, as_of) for scenario in campaign.scenarios)


def _scenario(
    scenario: Scenario,
    indicators: Mapping[str, Indicator],
    observed: Mapping[str, tuple[str, ...]],
    events: Mapping[str, Event],
    as_of: date,
) -> ScenarioState:
    signs = tuple(_sign(indicators[key], wanted, observed.get(key, ()), as_of) for key, wanted in scenario.indicators)
    share = _share(signs)
    warned = _warned(signs, scenario.threshold)
    return ScenarioState(
        scenario=scenario.key,
        signs=signs,
        share=share,
        threshold=scenario.threshold,
        warned=warned,
        since=_since(scenario, indicators, observed, events, as_of) if warned else None,
    )


def _sign(indicator: Indicator, wanted: bool, seen: tuple[str, ...], as_of: date) -> Sign:
    state = "observed" if seen else "absent" if indicator.by is not None and as_of > indicator.by else "awaited"
    fits = state == ("observed" if wanted else "absent")
    return Sign(indicator=indicator.key, wanted=wanted, state=state, by=indicator.by, events=seen, fits=fits)


def _share(signs: tuple[Sign, ...]) -> float:
    return sum(sign.fits for sign in signs) / len(signs) if signs else 0.0


def _warned(signs: tuple[Sign, ...], threshold: float) -> bool:
    return any(sign.fits and sign.wanted for sign in signs) and _share(signs) >= threshold


def _since(
    scenario: Scenario,
    indicators: Mapping[str, Indicator],
    observed: Mapping[str, tuple[str, ...]],
    events: Mapping[str, Event],
    as_of: date,
) -> date | None:
    """Return the first day, of those on which an event became known or a sign's day passed, with a warning."""
    known = {events[id].known for key, _ in scenario.indicators for id in observed.get(key, ()) if id in events}
    passed = {
        date.fromordinal(by.toordinal() + 1) for key, _ in scenario.indicators if (by := indicators[key].by) is not None
    }
    for day in sorted(day for day in known | passed if day <= as_of):
        then = {
            key: tuple(id for id in observed.get(key, ()) if id in events and events[id].known <= day)
            for key, _ in scenario.indicators
        }
        signs = tuple(_sign(indicators[key], wanted, then[key], day) for key, wanted in scenario.indicators)
        if _warned(signs, scenario.threshold):
            return day
    return None
