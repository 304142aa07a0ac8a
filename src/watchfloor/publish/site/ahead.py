"""What comes next, on pages: chances, courses, what if, scenarios, and the register of forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watchfloor.outlook.register.scores import Report, Scores, report
from watchfloor.publish.charts.drawing import Chart
from watchfloor.publish.charts.outlook import calibration_chart, curve_chart, tornado_chart
from watchfloor.publish.site.events import Link
from watchfloor.publish.site.notes import Note, Notes, slug
from watchfloor.publish.words.compose import title
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.odds import between, ends, per_cent, told
from watchfloor.publish.words.steps import state_word
from watchfloor.publish.words.wording import Wording, sentence, spaced
from watchfloor.terms import (
    Conditional,
    Course,
    Effect,
    Issue,
    Outlook,
    Prospect,
    Question,
    Resolution,
    ScenarioState,
    Supposition,
)

#: On what a chance rests, in words.
_GROUNDS = {
    "fact": "it is so already", "supposed": "supposed", "analyst": "the analyst’s estimate",
    "sources": "what the sources expect", "precedents": "precedents", "conditional": "a source’s condition",
    "none": "nothing: no basis",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How likely a step is, and on what that rests."""

    step: Link
    state: str
    odds: str
    basis: str
    why: str
    notes: tuple[Note, ...]
    waits_for: list[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a supposition changes."""

    name: str
    before: str
    after: str
    way: list[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the register as it stands."""

    text: str
    by: str
    state: str
    ours: str
    forecasts: list[tuple[str, str, str, str]]  #: (day, author, chance, why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The scores of a set of forecasts, as they are printed."""

    who: str
    n: int
    brier: str
    log: str
    skill: str
    crowd: str


def ends_of(issue: Issue) -> list[str]:
    """Return the processes that nothing else requires and that are still open, in the order of the file."""
    if issue.outlook is None:
        return []
    below = {need for step in issue.campaign.processes for need in step.below}
    met = {p.step for p in issue.outlook.prospects if p.ground.kind == "fact" and p.odds.p == 1.0}
    return [step.key for step in issue.campaign.processes if step.key not in below | met]


def charts(words: Wording, issue: Issue) -> dict[str, Chart | None]:
    """Return curve and tornado of each open process, and the calibration of the register."""
    found: dict[str, Chart | None] = {}
    made = issue.outlook
    if made is not None:
        names = {step.key: _text(words, issue, step.key) for step in issue.campaign.processes}
        for key in ends_of(issue):
            prospect = made.prospect(key)
            found[f"curve/{key}"] = curve_chart(names[key], prospect, f"curve-{slug(key)}")
            found[f"tornado/{key}"] = tornado_chart(names[key], prospect, names, f"tornado-{slug(key)}")
    scores = _report(issue).all
    found["calibration"] = calibration_chart(scores, "calibration") if scores is not None else None
    return found


def chances(words: Wording, issue: Issue, notes: Notes, made: Outlook) -> list[Chance]:
    """Return every step that is not met already with its chance."""
    return [
        _chance(words, issue, notes, one)
        for one in made.prospects
        if not (one.ground.kind == "fact" and one.odds.p == 1.0)
    ]


def _chance(words: Wording, issue: Issue, notes: Notes, one: Prospect) -> Chance:
    return Chance(
        step=_link(words, issue, notes.root, one.step),
        state=state_word(issue.campaign, one.step, one.state),
        odds=told(one.odds),
        basis=_GROUNDS.get(one.ground.kind, one.ground.kind),
        why=one.ground.text,
        notes=notes.of(words.cites(one.ground.events, one.ground.statements)),
        waits_for=[_link(words, issue, notes.root, key) for key in one.waits_for],
    )


def course_lines(
    words: Wording, issue: Issue, notes: Notes, courses: Iterable[Course]
) -> list[tuple[str, str, list[tuple[str, Link, str, tuple[Note, ...]]]]]:
    """Return courses as (process, kind and chance, legs); a leg is (state, step, about when, notes).

    A course on which nothing is settled tells nothing and is left out.
    """
    blockers = {key for step in issue.campaign.processes for key in step.blocked_by}
    found = []
    for course in courses:
        legs = []
        for leg in course.legs:
            if leg.fact and leg.met and leg.step not in blockers:
                continue
            yes, no = ("stands", "gone") if leg.step in blockers else ("met", "not met")
            state = "open" if leg.met is None else yes if leg.met else no
            about = f"about {leg.about:%B %Y}" if leg.about is not None and leg.met else ""
            cites = notes.of(words.cites(leg.events, leg.statements)[:2])
            legs.append((state, _link(words, issue, notes.root, leg.step), about, cites))
        head = f"{course.kind} ({per_cent(course.p)})"
        if any(state != "open" for state, *_ in legs):
            found.append((_text(words, issue, course.process), head, legs))
    return found


def conditional_lines(
    words: Wording, issue: Issue, notes: Notes, conditionals: Iterable[Conditional]
) -> list[tuple[str, str, bool, tuple[Note, ...]]]:
    """Return what sources make depend on what, beside our own number: (text, ours, contradicts, notes)."""
    found = []
    for one in conditionals:
        if_ = " and ".join(f"“{_text(words, issue, key)}” is {_is(met)}" for key, met in one.if_)
        then = f"“{_text(words, issue, one.then[0])}” is {_is(one.then[1])}"
        said = sentence(f"{one.speaker}, “{one.word}” ({between(one.low, one.high)}): if {if_}, then {then}")
        ours = "" if one.ours is None else told(one.ours)
        found.append((said, ours, one.contradicts, notes.of(words.cites((), [one.statement]))))
    return found


def _is(met: bool) -> str:
    return "met" if met else "not met"


def scenario_rows(
    words: Wording, issue: Issue, notes: Notes, states: Iterable[ScenarioState]
) -> list[tuple[str, ScenarioState, str, list[tuple[str, str, str, tuple[Note, ...]]]]]:
    """Return scenarios as (text, state, in words, signs); a sign is (text, wanted, state, notes)."""
    texts = {one.key: one.text for one in issue.campaign.scenarios}
    signs = {one.key: one.text for one in issue.campaign.indicators}
    found = []
    for one in states:
        rows = [
            (
                signs.get(sign.indicator, spaced(sign.indicator)),
                "expected" if sign.wanted else "not expected",
                sign.state + (f" until {day_words(sign.by)}" if sign.state == "awaited" and sign.by else ""),
                notes.of(words.cites(sign.events)),
            )
            for sign in one.signs
        ]
        said = f"{per_cent(one.share)} of its signs as told; warning from {per_cent(one.threshold)}"
        found.append((texts.get(one.scenario, spaced(one.scenario)), one, said, rows))
    return found


def suppositions(
    words: Wording, issue: Issue, root: str, what_if: Iterable[tuple[Supposition, tuple[Effect, ...]]]
) -> list[tuple[str, str, list[Change]]]:
    """Return single suppositions as (id, text, what changes); those that change nothing are left out."""
    found = []
    for one, effects in what_if:
        changes = [_change(words, issue, root, effect) for effect in effects]
        if changes:
            found.append((f"{slug(one.about)}-{one.state}", _supposed(words, issue, one), changes))
    return found


def _supposed(words: Wording, issue: Issue, one: Supposition) -> str:
    drivers = {driver.key: driver.text for driver in issue.campaign.drivers}
    if one.about in drivers:
        return f"{drivers[one.about]}: {one.state}"
    return f"{_text(words, issue, one.about)}: {one.state}"


def _change(words: Wording, issue: Issue, root: str, effect: Effect) -> Change:
    questions = {contest.key: contest.question for contest in issue.campaign.contests}
    objectives = {objective.key: objective.text for objective in issue.campaign.objectives}
    if effect.kind == "contest":
        name = f"{questions.get(effect.key, effect.key)} {title(words.name(effect.what))} gains"
    elif effect.kind == "objective":
        name = f"{objectives.get(effect.key, spaced(effect.key))}: {effect.what}"
    else:
        name = _text(words, issue, effect.key)
    return Change(
        name=name,
        before=ends(effect.before.least, effect.before.most),
        after=ends(effect.after.least, effect.after.most),
        way=[_link(words, issue, root, key) for key in effect.why],
    )


def _text(words: Wording, issue: Issue, key: str) -> str:
    texts = {step.key: step.text for step in issue.campaign.processes}
    return title(words.text(key, texts.get(key, "")))


def _link(words: Wording, issue: Issue, root: str, key: str) -> Link:
    known = {step.key for step in issue.campaign.processes}
    return _text(words, issue, key), f"{root}processes/{slug(key)}.html" if key in known else ""


# --- the register -----------------------------------------------------------------


def _settled(issue: Issue) -> Mapping[str, Resolution]:
    last = {one.question: one for one in issue.resolutions}
    return {key: one for key, one in last.items() if one.outcome != "open"}


def _report(issue: Issue) -> Report:
    return report(issue.forecasts, _settled(issue))


def questions(issue: Issue) -> list[Asked]:
    """Return the questions of the campaign with their forecasts, as they stand."""
    settled = _settled(issue)
    ours = dict(issue.outlook.answers) if issue.outlook is not None else {}
    return [_asked(issue, one, settled.get(one.key), told(ours[one.key]) if one.key in ours else "")
            for one in issue.campaign.questions]  # fmt: skip


def _asked(issue: Issue, one: Question, settled: Resolution | None, ours: str) -> Asked:
    if settled is not None:
        state = f"settled: {settled.outcome}, {day_words(settled.on)}"
    elif one.opens is not None and one.opens > issue.as_of:
        state = f"opens {day_words(one.opens)}"
    else:
        state = "due" if one.by is not None and one.by < issue.as_of else "open"
    said = [(day_words(f.made), f.author, per_cent(f.p), f.why) for f in issue.forecasts if f.question == one.key]
    return Asked(text=one.text, by=day_words(one.by) if one.by else "", state=state, ours=ours, forecasts=said)


def marks(issue: Issue) -> list[tuple[str, list[Marks]]]:
    """Return the scores: of all forecasts, by author, by word; nothing where no question is settled."""
    found = _report(issue)
    whole = [_marks("all forecasts", found.all)] if found.all is not None else []
    authors, words = ([_marks(who, one) for who, one in rows] for rows in (found.by_author, found.by_word))
    return [(label, rows) for label, rows in (("All", whole), ("Author", authors), ("Word", words)) if rows]


def _marks(who: str, one: Scores) -> Marks:
    return Marks(
        who=who,
        n=one.n,
        brier=f"{one.brier:.3f}",
        log=f"{one.log:.3f}",
        skill="–" if one.skill is None else f"{one.skill:+.2f}",
        crowd="–" if one.over_crowd is None else f"{one.over_crowd:+.2f}",
    )
