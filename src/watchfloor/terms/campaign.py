"""What we watch, and the questions we ask: campaign.yaml as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Heuer's ratings of evidence against a hypothesis: very consistent, consistent, neutral, inconsistent, very so.
RATINGS = ("CC", "C", "N", "I", "II")


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
    """What a side wants; `harms` and `helps` name stakeholders' interests that its success would harm and help."""

    key: str
    of: str
    text: str
    in_: tuple[str, ...] = ()  #: territories where it is pursued; empty means the whole theatre
    harms: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()


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
    stakes: tuple[tuple[str, str], ...] = ()  #: (interest, the side whose gain helps it)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """Somebody's estimate that a step will be met by a day, once all that it requires is met and nothing blocks it.

    low <= p <= high, in [0, 1]; where only a probability was given all three are equal, where only an interval was
    given p is its middle.
    """

    p: float
    low: float
    high: float
    by: date
    by_whom: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When a step is expected: after which others, though it does not require them, and how many days it takes."""

    after: tuple[str, ...] = ()
    takes_days: tuple[int, int] | None = None  #: shortest and longest, once all that it requires is met


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node of the process graph: a process or one of its preconditions."""

    key: str
    text: str
    for_: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()  #: all of these
    any_of: tuple[tuple[str, ...], ...] = ()  #: and one of each of these groups
    blocked_by: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()  #: objectives that it advances
    opposes: tuple[str, ...] = ()  #: objectives that it sets back
    met: tuple[Matcher, ...] = ()
    lost: tuple[Matcher, ...] = ()
    expected: Expected = Expected()
    chances: tuple[Chance, ...] = ()
    line: int = 0

    @property
    def needs(self) -> tuple[str, ...]:
        """Return every step it requires, or requires one of, each once."""
        return tuple(dict.fromkeys((*self.requires, *(key for group in self.any_of for key in group))))

    @property
    def below(self) -> tuple[str, ...]:
        """Return every step on which its state depends: what it needs, and what may block it."""
        return tuple(dict.fromkeys((*self.needs, *self.blocked_by)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A shock from outside, and the steps it slows, speeds or blocks while it lasts.

    It lasts from `begins`, or from the first event that fits `when`, to `until`; what is not given has no limit.
    """

    key: str
    text: str
    slows: tuple[str, ...] = ()
    speeds: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    when: tuple[Matcher, ...] = ()
    begins: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A sign to watch for; where a day is given, it is absent if nothing fits by then."""

    key: str
    text: str
    when: tuple[Matcher, ...]
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A course that things may take, and which signs would be seen on it and which would not."""

    key: str
    text: str
    indicators: tuple[tuple[str, bool], ...]  #: (indicator, whether it is expected)
    threshold: float = 0.5  #: the share of its indicators, in [0, 1], that must be as it expects for a warning


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """What the model takes for granted, what rests on it, and the events that speak for or against it."""

    key: str
    text: str
    underlies: tuple[str, ...] = ()  #: keys of objectives, levers, contests and steps
    when: tuple[Matcher, ...] = ()
    against: tuple[Matcher, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A forecast question with a day on which it is settled."""

    key: str
    text: str
    opens: date | None
    by: date
    resolves: tuple[Matcher, ...] = ()
    step: str | None = None  #: the step whose chance by that day answers it
    author: str = ""  #: who asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Evidence for an inquiry: events that fit, or ids of events, and how well they agree with each hypothesis."""

    key: str
    text: str
    when: tuple[Matcher, ...] = ()
    events: tuple[str, ...] = ()  #: ids, which may be shortened
    rates: tuple[tuple[str, str], ...] = ()  #: (hypothesis, one of RATINGS); one not named is neutral


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question with competing hypotheses, and the evidence that tells them apart."""

    key: str
    question: str
    hypotheses: tuple[tuple[str, str], ...]  #: (key, text)
    evidence: tuple[Rated, ...] = ()


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
    scenarios: tuple[Scenario, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    path: str = ""

    def side(self, key: str) -> Side:
        """Return a side by key; KeyError where there is none."""
        return {side.key: side for side in self.sides}[key]

    def step(self, key: str) -> Step:
        """Return a step by key; KeyError where there is none."""
        return {step.key: step for step in self.processes}[key]
