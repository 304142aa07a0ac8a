"""Who is gaining where, what each process is waiting for, what changed, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How one event moves one contest: the stance it bears on, and which way."""

    contest: str
    toward: str  #: the side of the stance
    sign: int  #: +1 toward that side, -1 away from it
    favours: str  #: the side that gains in the contest


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One event as the campaign sees it."""

    event: str  #: id
    levers: tuple[str, ...] = ()
    contests: tuple[str, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()  #: (step, met | lost | begun | not-met | threatened)
    indicators: tuple[str, ...] = ()
    drivers: tuple[str, ...] = ()  #: that it shows at work
    assumptions: tuple[tuple[str, str], ...] = ()  #: (assumption, for | against)
    questions: tuple[str, ...] = ()  #: that it would answer with yes
    evidence: tuple[tuple[str, str], ...] = ()  #: (inquiry, key of the evidence)
    favours: str | None = None  #: side; None where no direction is settled
    pulls: tuple[Pull, ...] = ()  #: empty where it is bound and shown, not scored
    why: tuple[str, ...] = ()  #: one line for each matcher or rule that spoke


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One event's part in a standing, in PLOVER score units of the balance, positive toward `between[0]`.

    effect: what it contributes to the balance of today; all contributions add up to the balance.
    on_change: what it contributes to the change since `since`; these add up to the change.
    without: how far the balance would fall back if it were left out and all else fitted again.
    """

    event: str
    toward: str  #: the side that gains by it
    channel: str  #: words or deeds
    effect: float
    on_change: float
    without: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A country's stance toward one side in one channel; PLOVER score units, 0 is neutral."""

    side: str
    channel: str  #: words or deeds
    level: float
    low: float  #: 80 % interval
    high: float
    observations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """What a standing would be without the sources of some grades."""

    without: tuple[str, ...]  #: Admiralty letters of the sources left out; F are also the ungraded
    enough: bool
    origins: int
    balance: float | None = None
    change: float | None = None
    gaining: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a contest stands: the balance between its two sides, and which way it moves.

    balance: stance toward `between[0]` minus stance toward `between[1]`.
    gaining: the side the balance has moved toward since `since`; None where there is not
    enough evidence or no clear direction. p_gaining: probability of that direction.
    The balance says where the contest stands, the change which way it went since `since`: the two may point to
    different sides, and another `since` may give another direction.
    """

    contest: str
    between: tuple[str, str]
    enough: bool
    origins: int
    since: date | None = None  #: the day with which the change compares
    balance: float | None = None
    low: float | None = None
    high: float | None = None
    change: float | None = None
    gaining: str | None = None
    p_gaining: float | None = None
    word: str | None = None  #: ICD 203
    balancing: bool = False
    stances: tuple[Stance, ...] = ()
    moved: tuple[Moved, ...] = ()
    series: tuple[tuple[date, float, float, float], ...] = ()  #: (day, balance, low, high)
    sensitivity: tuple[Sensitivity, ...] = ()  #: only where such sources speak of the contest


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverUse:
    """How one lever fared in one territory."""

    lever: str
    territory: str
    state: str  #: used | strengthened | eroded | tried and failed | idle
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The state of one step of a process, and what it waits for."""

    step: str
    state: str  #: met | in-progress | unmet | lost | blocked | disputed | unknown
    since: str | None = None  #: EDTF of the deciding event
    events: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()  #: requirements said by sources that concern it
    waits_for: tuple[str, ...] = ()  #: open steps that nothing else must precede
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An act that answers another side, and what binds it to the earlier act."""

    event: str
    mark: str | None = None  #: the words of a source, e.g. "in response"; None where timing binds it
    to: str | None = None  #: the event it answers; None where a source's words point to none that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """The share of initiating acts by side in a window, with an 80 % Beta interval."""

    side: str
    initiated: int
    answered: int
    share: float
    low: float
    high: float
    events: tuple[str, ...] = ()  #: that initiate
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveState:
    """How an objective fares, from the contests and steps that bear on it."""

    objective: str
    state: str  #: advancing | holding | set back | not known
    events: tuple[str, ...] = ()  #: that speak for the state
    against: tuple[str, ...] = ()  #: events that speak the other way
    steps: tuple[str, ...] = ()
    contests: tuple[str, ...] = ()  #: in which the levers that serve it were at work


@dataclass(frozen=True, slots=True, kw_only=True)
class SoWhat:
    """What a finding means for one interest of a stakeholder."""

    stakeholder: str
    interest: str
    finding: str
    way: str  #: helps | harms
    events: tuple[str, ...]
    about: str = ""  #: objective/KEY, step/KEY or contest/KEY
    p: float | None = None  #: probability of the finding, where it has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the assessment does not know or cannot settle."""

    #: contradiction | single-origin | unresolved-name | stale | undated | unbound | few-acts | assumption | review
    kind: str
    about: str
    text: str
    events: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different between two days, with its weight in the assessment."""

    kind: str  #: event | standing | step | judgement | indicator | verdict
    about: str
    text: str
    weight: float
    events: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionState:
    """Whether anything known speaks for what the model takes for granted, and what rests on it."""

    assumption: str
    state: str  #: supported | contradicted | contested | unsupported
    events: tuple[str, ...] = ()  #: that speak for it
    against: tuple[str, ...] = ()
    underlies: tuple[str, ...] = ()  #: keys of objectives, levers, contests and steps


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEstimate:
    """A source's own estimate on what we judge too, to stand beside ours; never mixed into it."""

    about: str  #: contest/KEY
    statement: str  #: id of the judgement
    cues: tuple[str, ...]
    band: tuple[float, float] | None  #: of the named scale; None where the words have none
    readers: tuple[float, float, float] | None = None  #: what readers take the words for


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A row of a matrix of hypotheses: evidence, the events that are it, and how it agrees with each hypothesis."""

    evidence: str
    text: str
    events: tuple[str, ...]  #: empty where it was not seen; then it counts for nothing
    rates: tuple[tuple[str, str], ...]  #: (hypothesis, rating), every hypothesis once
    credence: float  #: chance that at least one of its events is reported rightly
    diagnosticity: float  #: in [0, 1]; 0 where it agrees with all hypotheses alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Competing hypotheses against the evidence.

    scores: (hypothesis, inconsistency), in the order of the file; the less the better. best: those with the least,
    empty where no evidence that was seen tells them apart. hinges: (evidence, which would be best without it), where
    that is another answer.
    """

    inquiry: str
    rows: tuple[Weighed, ...]
    scores: tuple[tuple[str, float], ...]
    best: tuple[str, ...]
    hinges: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The campaign as it stood on a day, every line with the ids it rests on."""

    as_of: date
    since: date
    bindings: tuple[Binding, ...]
    standings: tuple[Standing, ...]
    initiative: tuple[Initiative, ...]
    levers: tuple[LeverUse, ...]
    objectives: tuple[ObjectiveState, ...]
    processes: tuple[Progress, ...]
    indicators: tuple[tuple[str, tuple[str, ...]], ...]  #: (indicator, events seen)
    so_what: tuple[SoWhat, ...]
    gaps: tuple[Gap, ...]
    assumptions: tuple[AssumptionState, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    estimates: tuple[SourceEstimate, ...] = ()
    changes: tuple[Change, ...] = ()
