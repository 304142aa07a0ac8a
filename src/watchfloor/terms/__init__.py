"""The nouns of the trade: frozen values, no input or output, no third party."""

from watchfloor.terms.assessment import (
    Assessment,
    AssumptionState,
    Binding,
    Change,
    Gap,
    Initiative,
    LeverUse,
    Matrix,
    Moved,
    ObjectiveState,
    Progress,
    Pull,
    Reply,
    Sensitivity,
    SourceEstimate,
    SoWhat,
    Stance,
    Standing,
    Weighed,
)
from watchfloor.terms.campaign import (
    RATINGS,
    Assumption,
    Campaign,
    Chance,
    Contest,
    Driver,
    Expected,
    Indicator,
    Inquiry,
    Lever,
    Matcher,
    Objective,
    Question,
    Rated,
    Scenario,
    Side,
    Stakeholder,
    Step,
)
from watchfloor.terms.correction import Correction
from watchfloor.terms.document import CONTEXT_CHARS, RIGHTS, TLP, Citation, Document, Turn, digest
from watchfloor.terms.entity import Entity
from watchfloor.terms.estimate import ICD203, Band, Estimate, word_for
from watchfloor.terms.event import Contradiction, Event, View
from watchfloor.terms.forecast import OUTCOMES, Forecast, Resolution
from watchfloor.terms.issue import Claim, Issue, Section
from watchfloor.terms.outlook import (
    Conditional,
    Course,
    Effect,
    Ground,
    Leg,
    Odds,
    Outlook,
    Prospect,
    ScenarioState,
    Sign,
    Supposition,
    Sway,
)
from watchfloor.terms.review import DECISIONS, Decision, Target, bound_to
from watchfloor.terms.statement import (
    CREDIBILITY,
    FACTUALITY,
    KINDS,
    REQUIREMENT_STATUS,
    Condition,
    Goal,
    Reading,
    Refused,
    Requirement,
    State,
    Statement,
    statement_id,
)
from watchfloor.terms.when import UNKNOWN, Answer, When, of_day

__all__ = [
    "CONTEXT_CHARS", "CREDIBILITY", "DECISIONS", "FACTUALITY", "ICD203", "KINDS", "OUTCOMES", "RATINGS",
    "REQUIREMENT_STATUS", "RIGHTS", "TLP", "UNKNOWN", "Answer", "Assessment", "Assumption", "AssumptionState",
    "Band", "Binding", "Campaign", "Chance", "Change", "Citation", "Claim", "Condition", "Conditional", "Contest",
    "Contradiction", "Correction", "Course", "Decision", "Document", "Driver", "Effect", "Entity", "Estimate",
    "Event", "Expected", "Forecast", "Gap", "Goal", "Ground", "Indicator", "Initiative", "Inquiry", "Issue", "Leg",
    "Lever", "LeverUse", "Matcher", "Matrix", "Moved", "Objective", "ObjectiveState", "Odds", "Outlook", "Progress",
    "Prospect", "Pull", "Question", "Rated", "Reading", "Refused", "Reply", "Requirement", "Resolution", "Scenario",
    "ScenarioState", "Section", "Sensitivity", "Side", "Sign", "SoWhat", "SourceEstimate", "Stakeholder", "Stance",
    "Standing", "State", "Statement", "Step", "Supposition", "Sway", "Target", "Turn", "View", "Weighed", "When",
    "bound_to", "digest", "of_day", "statement_id", "word_for",
]  # fmt: skip
