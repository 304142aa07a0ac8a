"""What we watch, and the questions we ask: campaign.yaml as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """What an event must be to count: every field given must fit; an empty field fits anything.

    A list means any of its members; `all_of` and `not_` hold further matchers.
    """

    event: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  #: lemmas of the cited sentence; a phrase needs all its words in order
    lever: tuple[str, ...] = ()
    factuality: tuple[str, ...] = ("happened",)
    all_of: Matcher | None = None  #: here every member of a list must fit
    not_: Matcher | None = None
    favours: str | None = None  #: the side that gains
    line: int = 0  #: in campaign.yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who acts together in this campaign; keys of the world."""

    key: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder:
    """Somebody for whom the assessment is written, and what they care for."""

    key: str
    text: str
    interests: tuple[tuple[str, str], ...]  #: (key, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a side wants; `harms` names stakeholders' interests that its success would harm."""

    key: str
    of: str
    text: str
    in_: tuple[str, ...] = ()  #: territories where it is pursued; empty means the whole theatre
    harms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A means by which a side acts, and the events that show it in use."""

    key: str
    of: str
    text: str
    tags: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    matches: tuple[Matcher, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A territory that two sides contend for."""

    key: str
    in_: tuple[str, ...]
    between: tuple[str, str]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node of the process graph: a process or one of its preconditions."""

    key: str
    text: str
    for_: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()  #: objectives that it advances
    opposes: tuple[str, ...] = ()  #: objectives that it sets back
    met: tuple[Matcher, ...] = ()
    lost: tuple[Matcher, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A shock from outside, and the steps it slows or speeds."""

    key: str
    text: str
    slows: tuple[str, ...] = ()
    speeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A sign to watch for."""

    key: str
    text: str
    when: tuple[Matcher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A forecast question with a day on which it is settled."""

    key: str
    text: str
    opens: date | None
    by: date
    resolves: tuple[Matcher, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign as a model: who wants what, by which levers, where, and what each process needs."""

    title: str
    theatre: tuple[str, ...]
    sides: tuple[Side, ...]
    stakeholders: tuple[Stakeholder, ...] = ()
    objectives: tuple[Objective, ...] = ()
    levers: tuple[Lever, ...] = ()
    contests: tuple[Contest, ...] = ()
    processes: tuple[Step, ...] = ()
    drivers: tuple[Driver, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    questions: tuple[Question, ...] = ()
    path: str = ""

    def side(self, key: str) -> Side:
        """Return a side by key; KeyError where there is none."""
        return {side.key: side for side in self.sides}[key]

    def step(self, key: str) -> Step:
        """Return a step by key; KeyError where there is none."""
        return {step.key: step for step in self.processes}[key]
