"""What is different between two assessments of one campaign, what weighs most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from watchfloor.assessment.revisions import revised, verdicts
from watchfloor.terms import Assessment, Change, Progress, Standing, View


def compare(before: Assessment, now: Assessment, view: View | None = None) -> tuple[Change, ...]:
    """Return what changed from one assessment to a later one of the same campaign, ranked by weight.

    view: that of the later one; with it the judgements that sources revised are told too.

    Weights are in PLOVER score units of a balance: a standing weighs what it moved by, an event what it
    contributes to all balances, a step or indicator one unit and one more for each process that waited for it, a
    source's judgement what its likelihood moved by, at most one unit, a verdict of ours at most two.
    """
    found = [
        *_events(before, now),
        *_standings(before, now),
        *_steps(before, now),
        *_indicators(before, now),
        *verdicts(before, now),
        *(() if view is None else revised(view, before)),
    ]
    return tuple(sorted(found, key=lambda c: (-c.weight, c.kind, c.about)))


def _events(before: Assessment, now: Assessment) -> Iterator[Change]:
    known = {binding.event for binding in before.bindings}
    weight: Counter[str] = Counter()
    for standing in now.standings:
        for moved in standing.moved if standing.enough else ():
            weight[moved.event] += abs(moved.effect)  # type: ignore[assignment]
    for binding in now.bindings:
        if binding.event not in known:
            gains = "no direction" if binding.favours is None else f"favours {binding.favours}"
            yield Change(
                kind="event",
                about=binding.event,
                text=f"new: {gains}",
                weight=weight[binding.event],
                events=(binding.event,),
            )


def _standings(before: Assessment, now: Assessment) -> Iterator[Change]:
    earlier = {standing.contest: standing for standing in before.standings}
    for standing in now.standings:
        old = earlier.get(standing.contest)
        if standing.balance is None:
            continue
        start = 0.0 if old is None or old.balance is None else old.balance
        moved = standing.balance - start
        if moved != 0.0:
            yield Change(
                kind="standing",
                about=standing.contest,
                text=_told(old, standing, moved),
                weight=abs(moved),
                events=tuple(m.event for m in standing.moved if m.on_change * moved > 0.0),
            )


def _told(old: Standing | None, now: Standing, moved: float) -> str:
    side = now.between[0] if moved > 0.0 else now.between[1]
    fresh = " (not known before)" if old is None or old.balance is None else ""
    if now.gaining is None:
        doubt = ", without a clear direction"
    else:  # what became known of earlier days moved it against its own direction
        doubt = "" if now.gaining == side else " by what became known of earlier days"
    return f"{abs(moved):.1f} toward {side}{fresh}{doubt}"


def _steps(before: Assessment, now: Assessment) -> Iterator[Change]:
    earlier = {progress.step: progress for progress in before.processes}
    waiting = Counter(key for p in before.processes for key in (*p.waits_for, *p.blocked_by))
    for progress in now.processes:
        old: Progress | None = earlier.get(progress.step)
        state = "unknown" if old is None else old.state
        if progress.state != state:
            yield Change(
                kind="step",
                about=progress.step,
                text=f"{state} → {progress.state}",
                weight=1.0 + waiting[progress.step],
                events=progress.events,
                statements=progress.statements,
            )


def _indicators(before: Assessment, now: Assessment) -> Iterator[Change]:
    earlier = dict(before.indicators)
    for key, events in now.indicators:
        fresh = tuple(id for id in events if id not in earlier.get(key, ()))
        if fresh:
            yield Change(kind="indicator", about=key, text="observed", weight=1.0, events=fresh)
