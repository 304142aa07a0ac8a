"""Base rates: how often what is like a step came about before, by cases that anybody can count again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from watchfloor.assessment.stems import stems
from watchfloor.outlook.reckoning.beliefs import Belief, counted
from watchfloor.terms import Step
from watchfloor.world.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """What a reference class says: so many of so many cases came about within so many days, as known on a day."""

    text: str
    came: int
    of: int
    within_days: int

    @property
    def belief(self) -> Belief:
        """Return the belief after counting the cases."""
        return counted(self.came, self.of)


@dataclass(frozen=True, slots=True)
class _Class:
    words: tuple[frozenset[str], ...]  #: stems; one of each group must stand in the step
    text: str
    within_days: int
    cases: tuple[tuple[date, date, bool], ...]


def precedent(step: Step, as_of: date) -> Precedent | None:
    """Return the reference class of a step with its cases as they were known on a day, or None where none fits.

    A case counts once it has come out, or once it has stood open for longer than the days of its class.
    """
    present = stems(f"{step.key.replace('-', ' ')} {step.text}", short=True)
    for one in _classes():
        if all(group & present for group in one.words):
            known = [
                came and ended <= as_of and (ended - began).days <= one.within_days
                for began, ended, came in one.cases
                if ended <= as_of or began + timedelta(days=one.within_days) <= as_of
            ]
            if known:
                return Precedent(text=one.text, came=sum(known), of=len(known), within_days=one.within_days)
    return None


@cache
def _classes() -> tuple[_Class, ...]:
    cases: dict[str, list[tuple[date, date, bool]]] = {}
    for row in rows("precedents.csv"):
        began, ended = (date.fromisoformat(row[name]) for name in ("began", "ended"))
        cases.setdefault(row["class"], []).append((began, ended, row["came"] == "yes"))
    return tuple(
        _Class(
            words=tuple(frozenset(stems(group.replace("|", " "), short=True)) for group in row["words"].split(";")),
            text=row["text"],
            within_days=int(row["within_days"]),
            cases=tuple(cases[row["class"]]),
        )
        for row in rows("reference-classes.csv")
    )
