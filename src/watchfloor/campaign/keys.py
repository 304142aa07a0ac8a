"""Every key that campaign.yaml may hold, once: the loader, the JSON Schema and the reference page follow this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from watchfloor.terms import RATINGS

Shape = Literal[
    "text", "day", "span", "p", "name", "names", "needs", "words", "matcher", "matchers", "record", "records",
    "texts", "lists", "table", "ratings",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of one kind of mapping.

    shape: `text`, `day`, `span` (a duration) and `p` (a probability) are scalars; `name` is one name and `names` one or
    several of a vocabulary, in `needs` also `{any: [...]}`; `words` one or several texts; `record`, `records`: one
    mapping, one or several of the kind `of`, and `matcher`, `matchers` are such; `texts` a mapping from own keys to
    texts; `lists` from own keys to names; `table` from own keys to mappings of the kind `of`; `ratings` from names of
    a vocabulary to one of `among`, or without it to a side.
    of: the vocabulary of names, or the kind of mapping.
    """

    name: str
    shape: Shape
    of: str = ""
    required: bool = False
    among: tuple[str, ...] = ()
    says: str


_TEXT = Key(name="text", shape="text", says="in your words; by default the key, hyphens as spaces")

#: Kinds of mappings, and the keys each may hold, in the order in which they are best written.
KEYS: dict[str, tuple[Key, ...]] = {
    "campaign": (
        Key(name="campaign", shape="text", required=True, says="the title"),
        Key(name="theatre", shape="names", of="territory", required=True, says="the territories we watch"),
        Key(name="sides", shape="lists", of="member", required=True, says="who acts together"),
        Key(name="stakeholders", shape="table", of="stakeholder", says="for whom the assessment is written"),
        Key(name="objectives", shape="table", of="objective", says="what the sides want"),
        Key(name="levers", shape="table", of="lever", says="the means by which they act"),
        Key(name="contests", shape="table", of="contest", says="the territories they contend for"),
        Key(name="processes", shape="table", of="step", says="steps, and what each needs first"),
        Key(name="drivers", shape="table", of="driver", says="shocks from outside"),
        Key(name="indicators", shape="table", of="indicator", says="signs to watch for"),
        Key(name="scenarios", shape="table", of="scenario", says="courses that things may take, and their signs"),
        Key(name="assumptions", shape="table", of="assumption", says="what the model takes for granted"),
        Key(name="questions", shape="table", of="question", says="forecast questions with a day of settlement"),
        Key(name="hypotheses", shape="table", of="inquiry", says="questions with competing answers"),
    ),
    "stakeholder": (
        _TEXT,
        Key(name="interests", shape="texts", required=True, says="what they care for, by key"),
    ),
    "objective": (
        Key(name="of", shape="name", of="side", required=True, says="the side that wants it"),
        _TEXT,
        Key(name="in", shape="names", of="territory", says="where it is pursued; by default in the whole theatre"),
        Key(name="harms", shape="names", of="interest", says="the interests that its success would harm"),
        Key(name="helps", shape="names", of="interest", says="the interests that its success would help"),
    ),
    "lever": (
        Key(name="of", shape="name", of="side", required=True, says="the side that uses it"),
        _TEXT,
        Key(name="tags", shape="words", says="DIMEFIL letters or own tags"),
        Key(name="serves", shape="names", of="objective", says="the objectives it is used for"),
        Key(name="matches", shape="matchers", says="the events that show it in use"),
    ),
    "contest": (
        Key(name="in", shape="names", of="territory", required=True, says="the territory contended for"),
        Key(name="between", shape="names", of="side", required=True, says="exactly two sides"),
        Key(name="question", shape="text", says="the question it answers"),
        Key(name="stakes", shape="ratings", of="interest", says="interests, each with the side whose gain helps it"),
    ),
    "step": (
        Key(name="for", shape="names", of="actor", says="whom it concerns"),
        _TEXT,
        Key(name="requires", shape="needs", of="step", says="steps that must all be met first; `{any: [...]}`: one of"),
        Key(name="any_of", shape="names", of="step", says="steps of which one must be met first"),
        Key(name="blocked_by", shape="names", of="step", says="steps that block it while they stand"),
        Key(name="serves", shape="names", of="objective", says="objectives it advances"),
        Key(name="opposes", shape="names", of="objective", says="objectives it sets back"),
        Key(name="met", shape="matchers", says="events that fulfil it"),
        Key(name="lost", shape="matchers", says="events that undo it"),
        Key(name="expected", shape="record", of="expected", says="in which order, and how long it takes"),
        Key(name="chance", shape="records", of="chance", says="an analyst's estimate that it will be met by a day"),
    ),
    "expected": (
        Key(name="after", shape="names", of="step", says="steps expected to come first, though not required"),
        Key(name="takes", shape="span", says="how long it takes once all it requires is met"),
    ),
    "chance": (
        Key(name="p", shape="p", says="the probability; or `low` and `high`"),
        Key(name="low", shape="p", says="the lower end of an interval"),
        Key(name="high", shape="p", says="the upper end of an interval"),
        Key(name="by", shape="day", required=True, says="the day by which"),
        Key(name="by_whom", shape="text", required=True, says="whose estimate it is"),
        Key(name="why", shape="text", says="what it rests on"),
    ),
    "driver": (
        _TEXT,
        Key(name="slows", shape="names", of="step", says="steps it slows"),
        Key(name="speeds", shape="names", of="step", says="steps it speeds"),
        Key(name="blocks", shape="names", of="step", says="steps it blocks while it lasts"),
        Key(name="when", shape="matchers", says="events that show it at work"),
        Key(name="from", shape="day", says="the first day on which it works"),
        Key(name="until", shape="day", says="the last day on which it works"),
    ),
    "indicator": (
        _TEXT,
        Key(name="when", shape="matchers", required=True, says="the events that are the sign"),
        Key(name="by", shape="day", says="the day after which it counts as absent if nothing fitted"),
    ),
    "scenario": (
        _TEXT,
        Key(
            name="indicators",
            shape="ratings",
            of="indicator",
            among=("expected", "not-expected"),
            required=True,
            says="the signs that would be seen on this course, and those that would not",
        ),
        Key(name="threshold", shape="p", says="the share of them that must be as told for a warning; by default 0.5"),
    ),
    "assumption": (
        _TEXT,
        Key(name="underlies", shape="names", of="finding", says="objectives, levers, contests, steps that rest on it"),
        Key(name="when", shape="matchers", says="events that speak for it"),
        Key(name="against", shape="matchers", says="events that speak against it"),
    ),
    "question": (
        Key(name="text", shape="text", required=True, says="the question, with its day"),
        Key(name="opens", shape="day", says="the first day that counts"),
        Key(name="by", shape="day", required=True, says="the last day that counts"),
        Key(name="resolves", shape="matchers", says="the events that answer yes"),
        Key(name="step", shape="name", of="step", says="the step whose chance by that day answers it"),
        Key(name="author", shape="text", says="who asks"),
    ),
    "inquiry": (
        Key(name="question", shape="text", required=True, says="what is to be explained"),
        Key(name="hypotheses", shape="texts", required=True, says="the competing answers, by key"),
        Key(name="evidence", shape="table", of="rated", says="what tells them apart"),
    ),
    "rated": (
        _TEXT,
        Key(name="when", shape="matchers", says="the events that are this evidence"),
        Key(name="events", shape="words", says="ids of events that are this evidence, chosen by hand"),
        Key(
            name="rates",
            shape="ratings",
            of="hypothesis",
            among=RATINGS,
            required=True,
            says="how it agrees with each hypothesis; one not named is neutral",
        ),
    ),
    "matcher": (
        Key(name="event", shape="names", of="category", says="PLOVER category"),
        Key(name="mode", shape="names", of="mode", says="PLOVER mode"),
        Key(name="context", shape="names", of="context", says="PLOVER context"),
        Key(name="actor", shape="names", of="actor", says="who acts: a key of the world or a side"),
        Key(name="recipient", shape="names", of="actor", says="who is acted upon"),
        Key(name="place", shape="names", of="territory", says="where"),
        Key(name="words", shape="words", says="words of the cited sentence"),
        Key(name="lever", shape="names", of="lever", says="a lever that bound the event"),
        Key(name="factuality", shape="names", of="factuality", says="`happened` unless said otherwise"),
        Key(name="all_of", shape="matcher", says="fields of which every member must fit"),
        Key(name="not", shape="matcher", says="fields that must not all fit"),
        Key(name="favours", shape="name", of="side", says="the side that gains"),
    ),
}
#: What `all_of` and `not` may hold: fields of an event, no direction and no further nesting.
KEYS["part"] = tuple(key for key in KEYS["matcher"] if key.name not in ("favours", "all_of", "not"))


def key(kind: str, name: str) -> Key:
    """Return one key of one kind of mapping; KeyError where the table has none."""
    for found in KEYS[kind]:
        if found.name == name:
            return found
    raise KeyError(f"{kind}.{name}")
