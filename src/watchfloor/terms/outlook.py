"""What comes next: chances of processes, what if, conditional judgements, courses, scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """A chance in [0, 1] with its 80 % interval; at least and at most where something it rests on has no basis.

    word: ICD 203, for a chance that has a basis; else what can still be said, such as "unlikely at most".
    """

    least: float
    most: float
    low: float
    high: float
    word: str
    p: float | None  #: None where a step without basis keeps it open
    exact: bool  #: reckoned by enumeration, not by simulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the chance of a step's own part rests on: its part once all it requires is met and nothing blocks it."""

    kind: str  #: fact | supposed | analyst | sources | precedents | conditional | none
    text: str
    p: float | None = None  #: by `by`; None where there is no basis
    low: float | None = None  #: 80 % interval
    high: float | None = None
    by: date | None = None
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sway:
    """How a chance would be were one step met, or not, on the day: (at least, at most) of each."""

    step: str
    met: tuple[float, float]
    lost: tuple[float, float]

    @property
    def width(self) -> float:
        """Return by how much the step sways the chance; the middle counts where it is open."""
        return abs(sum(self.met) - sum(self.lost)) / 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """How likely a step is to be met by a day, and what that rests on."""

    step: str
    by: date
    state: str  #: as the assessment has it
    odds: Odds
    ground: Ground
    waits_for: tuple[str, ...] = ()  #: open steps that nothing else must precede, the weightiest first
    unfounded: tuple[str, ...] = ()  #: steps below it, itself included, of which nothing is known
    curve: tuple[tuple[date, float, float, float, float], ...] = ()  #: (day, least, most, low, high)
    sways: tuple[Sway, ...] = ()  #: the widest first
    said: tuple[str, ...] = ()  #: judgements of sources that weigh it, to be read: they are no part of the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One step of a course: whether it is met on it, about when, and what it rests on."""

    step: str
    met: bool | None  #: on the day; None where a step without basis keeps it open
    about: date | None  #: the middle of the days on which it comes on this course; None for what is met or never is
    fact: bool = False  #: it is met already
    statements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One way a process may go by the day: the steps that come, in their order, and those that do not."""

    process: str
    kind: str  #: most likely | most dangerous
    p: float
    legs: tuple[Leg, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What is supposed: a step's state, or a driver on or off."""

    about: str
    state: str  #: met | lost | unmet | blocked, of a driver on | off
    counterfactual: bool = False  #: it contradicts what has happened
    fact: str = ""  #: what it contradicts

    def __str__(self) -> str:
        return f"{self.about}={self.state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a supposition does to a process, a contest or an objective."""

    kind: str  #: process | step | contest | objective
    key: str
    what: str  #: of a process or step "met"; of a contest who would gain; of an objective "advanced" or "set back"
    before: Odds
    after: Odds
    why: tuple[str, ...]  #: the steps by which it gets there, the supposed one first; empty where nothing does


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """A source's judgement that one thing follows if others do, bound to steps.

    ours: what we reckon under the same condition; None where no basis lets us.
    """

    statement: str
    speaker: str
    if_: tuple[tuple[str, bool], ...]  #: (step, whether met)
    then: tuple[str, bool]
    word: str
    p: float
    low: float
    high: float
    by: date
    ours: Odds | None = None
    contradicts: bool = False
    believed: bool = False  #: switched on: our reckoning follows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One indicator under one scenario."""

    indicator: str
    wanted: bool  #: whether it would be seen on this course
    state: str  #: observed | awaited | absent
    by: date | None = None
    events: tuple[str, ...] = ()
    fits: bool = False  #: it is as the scenario says


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioState:
    """How far a scenario's signs are as it says, and whether that is enough for a warning."""

    scenario: str
    signs: tuple[Sign, ...]
    share: float
    threshold: float
    warned: bool
    since: date | None = None  #: the day from which the observed signs reached the threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What comes next, as known on a day, for a day to come."""

    as_of: date
    by: date
    prospects: tuple[Prospect, ...]
    courses: tuple[Course, ...] = ()
    suppositions: tuple[Supposition, ...] = ()
    effects: tuple[Effect, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    scenarios: tuple[ScenarioState, ...] = ()
    answers: tuple[tuple[str, Odds], ...] = ()  #: to questions that name a step: how likely it is by their day
    notes: tuple[str, ...] = ()  #: what was taken for granted, and what was left out

    def prospect(self, step: str) -> Prospect:
        """Return the prospect of a step; KeyError where there is none."""
        return {prospect.step: prospect for prospect in self.prospects}[step]
