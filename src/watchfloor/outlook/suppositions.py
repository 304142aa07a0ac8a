"""What if: suppositions read, held against facts and against one another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from watchfloor.errors import OutlookError
from watchfloor.terms import Campaign, Progress, Step, Supposition

#: What may be supposed of a step, and whether it is then met on the day; of a blocker, whether it stands.
STATES: Mapping[str, bool] = {"met": True, "lost": False, "unmet": False, "blocked": False}
DRIVER_STATES: Mapping[str, bool] = {"on": True, "off": False}


def suppositions(
    texts: Iterable[str], campaign: Campaign, progress: Mapping[str, Progress], working: Mapping[str, bool]
) -> tuple[Supposition, ...]:
    """Read suppositions of the form `key=state`; one that contradicts a fact is marked counterfactual.

    working: drivers that work now, by key, of those that events or days in the file show.
    Raises OutlookError: bad-supposition, unknown-step, contradiction.
    """
    found = tuple(dict.fromkeys(_read(text, campaign, progress, working) for text in texts))
    _refuse_contradictions(found, campaign)
    return found


def clamps(found: Sequence[Supposition], campaign: Campaign) -> dict[str, bool]:
    """Return the steps that are supposed met, or not: of a step that blocks others, `blocked` means that it stands."""
    steps = {step.key for step in campaign.processes}
    return {one.about: _met(one, campaign) for one in found if one.about in steps}


def driver_clamps(found: Sequence[Supposition]) -> dict[str, bool]:
    """Return the drivers that are supposed on, or off."""
    return {one.about: DRIVER_STATES[one.state] for one in found if one.state in DRIVER_STATES}


def _met(one: Supposition, campaign: Campaign) -> bool:
    blocks = any(one.about in step.blocked_by for step in campaign.processes)
    return STATES[one.state] or (blocks and one.state == "blocked")


def _read(text: str, campaign: Campaign, progress: Mapping[str, Progress], working: Mapping[str, bool]) -> Supposition:
    key, is_, state = (part.strip() for part in text.partition("="))
    drivers = {driver.key for driver in campaign.drivers}
    steps = {step.key: step for step in campaign.processes}
    allowed = DRIVER_STATES if key in drivers and key not in steps else STATES
    if not is_ or (state not in allowed and key in {*drivers, *steps}):
        hint = f"write {key or 'STEP'}={'|'.join(allowed)}"
        raise OutlookError("outlook.bad-supposition", f"{text!r} supposes nothing", hint=hint)
    if key in drivers and key not in steps:
        fact = "" if key not in working or working[key] == DRIVER_STATES[state] else (
            f"{key} is at work" if working[key] else f"{key} is not at work")  # fmt: skip
        return Supposition(about=key, state=state, counterfactual=bool(fact), fact=fact)
    if key not in steps:
        close = difflib.get_close_matches(key, [*steps, *drivers], n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"steps: {', '.join(steps)}"
        raise OutlookError(
            "outlook.unknown-step", f"no step or driver is called {key!r}", where=campaign.path, hint=hint
        )
    return _of_step(steps[key], state, progress[key], campaign)


def _of_step(step: Step, state: str, now: Progress, campaign: Campaign) -> Supposition:
    supposed = Supposition(about=step.key, state=state)
    met = _met(supposed, campaign)
    if now.state not in ("met", "lost") or met == (now.state == "met"):
        return supposed
    if now.state == "lost" and step.key not in {key for other in campaign.processes for key in other.blocked_by}:
        fact = f"{step.key} was lost" + (f" on {now.since}" if now.since else "")
    else:
        fact = f"{step.key} is {now.state}" + (f" since {now.since}" if now.since else "")
    return Supposition(about=step.key, state=state, counterfactual=True, fact=fact)


def _refuse_contradictions(found: Sequence[Supposition], campaign: Campaign) -> None:
    states: dict[str, Supposition] = {}
    for one in found:
        if one.about in states:
            _refuse(states[one.about], one, "the two cannot both hold")
        states[one.about] = one
    supposed = clamps(found, campaign)
    for step in campaign.processes:
        if not supposed.get(step.key, False):
            continue
        for group in (*((key,) for key in step.requires), *step.any_of):
            if all(supposed.get(key) is False for key in group):
                _refuse(states[step.key], states[group[0]], f"{step.key} requires {' or '.join(group)}")
        for key in step.blocked_by:
            if supposed.get(key, False):
                _refuse(states[step.key], states[key], f"{key} blocks {step.key} while it stands")


def _refuse(one: Supposition, other: Supposition, why: str) -> None:
    what = f"{one} and {other} contradict each other"
    raise OutlookError("outlook.contradiction", what, hint=f"{why}; drop one of them")
