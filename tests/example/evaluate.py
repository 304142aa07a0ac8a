"""What each kind of finding in examples/balkans/expected.yaml means, in terms of a View and an Assessment.

`expect` is the weakest answer that counts as right: a time that lies within the expected one counts, a vaguer one
does not. An event is sought only in the documents that `because` names by their day of publication, and only in
sentences that share a word with `about`; that a lever was used, in sentences that share two with `because`. Names of
territories and what belongs to them are no such words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from watchfloor.campaign.sight import tokens
from watchfloor.desk import SINCE_DAYS, Desk
from watchfloor.terms import ICD203, Assessment, Campaign, Entity, Event, Progress, Standing, Statement, View, When
from watchfloor.world import World

#: Words of `about` that any sentence may hold.
EMPTY = frozenset(["a", "an", "and", "by", "for", "in", "of", "on", "the", "to"])
#: Letters by which two words are one: "contradict", "contradiction".
STEM_LETTERS = 6
WORD = re.compile(r"\w+(?:[-.]\w+)*")
ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of expected.yaml."""

    id: str
    as_of: date
    kind: str
    about: str
    expect: dict[str, Any]
    because: str

    def many(self, field: str) -> list[str]:
        """Return what is expected of a field as a list of texts, empty where nothing is."""
        value = self.expect.get(field, [])
        return [str(one) for one in (value if isinstance(value, list) else [value])]


def findings(file: Path) -> tuple[Finding, ...]:
    """Return the findings of a file, in its order."""
    return tuple(Finding(**row) for row in yaml.safe_load(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Known:
    """What the desk says; each day is asked for once."""

    desk: Desk
    world: World
    campaign: Campaign

    def holds(self, finding: Finding) -> bool:
        """Tell whether the desk finds what is expected."""
        return KINDS[finding.kind](self, finding)

    @cache  # noqa: B019  one value lives as long as the session
    def assess(self, as_of: date, since: date | None = None) -> tuple[View, Assessment]:
        """Return view and assessment of a day, against the default earlier day where none is given."""
        return self.desk.assess(as_of, since or as_of - timedelta(days=SINCE_DAYS))

    def now(self, finding: Finding) -> Assessment:
        """Return the assessment of the day that a finding asks for."""
        since = finding.expect.get("since") if finding.kind == "change" else None
        return self.assess(finding.as_of, since)[1]

    def view(self, finding: Finding) -> View:
        """Return the view of the day that a finding asks for."""
        return self.assess(finding.as_of)[0]

    def standing(self, contest: str, now: Assessment) -> Standing:
        """Return the standing of a contest."""
        return next(s for s in now.standings if s.contest == contest)

    def step(self, key: str, now: Assessment) -> Progress:
        """Return the progress of a step."""
        return next(p for p in now.processes if p.step == key)

    def names(self, entity: Entity, event: Event) -> set[str]:
        """Return the keys that an entity answers to at the time of an event."""
        if entity.key is None:
            return set()
        home = self.world.territory_of(entity.key, event.when.lower or event.known)
        keys = {entity.key} | ({home} if home else set())
        return keys.union(*(self.world.parents(key) for key in keys))

    def spoken(self, finding: Finding) -> Iterator[Event]:
        """Yield the events that the named documents tell in a sentence that shares a word with `about`."""
        for event in self.view(finding).events:
            if any(self.says(id, finding) for id in event.statements):
                yield event

    def says(self, statement: str, finding: Finding) -> bool:
        """Tell whether a named document says it in a sentence that shares a word with `about`."""
        view = self.view(finding)
        document = view.document(view.statement(statement).citation.document)
        named = document.published.text in DAY.findall(finding.because)
        return named and self.shares(statement, finding.about, view) > 0

    def shares(self, statement: str, words: str, view: View) -> int:
        """Return how many words a citing sentence shares with the given ones."""
        return len(self.stems(view.statement(statement).citation.exact) & self.stems(words))

    def stems(self, text: str) -> set[str]:
        """Return the beginnings of the words of a text that carry meaning and name no territory."""
        words = (word for word in WORD.findall(text) if word.lower() not in EMPTY and not self.is_territory(word))
        return {ENDING.sub("", "".join(tokens(word)))[:STEM_LETTERS] for word in words}

    def is_territory(self, word: str) -> bool:
        """Tell whether a word names a territory, its people or a region."""
        return any(self.world.kind(found.key) in ("territory", "region") for found in self.world.resolve(word))


def within(found: str | None, expected: str) -> bool:
    """Tell whether a time surely lies in the expected one."""
    wanted = When(expected)
    return found is not None and When(found).within(wanted.lower, wanted.upper) == "yes"


def other(standing: Standing, side: str) -> str:
    """Return the side against which another contends."""
    return standing.between[1 - standing.between.index(side)]


def standing(known: Known, finding: Finding) -> bool:
    """gaining, not_gaining: the side named; moving_toward: the sign of the change, however sure;
    result: `balancing`, or the side that the balance leans to."""
    found, expect = known.standing(finding.about, known.now(finding)), finding.expect
    if not found.enough or found.change is None or found.balance is None:
        return False
    moving = found.between[0 if found.change > 0.0 else 1]
    leaning = found.between[0 if found.balance > 0.0 else 1]
    results = {"balancing"} if found.balancing else {leaning}
    return (
        expect.get("gaining", found.gaining) == found.gaining
        and ("not_gaining" not in expect or found.gaining != expect["not_gaining"])
        and expect.get("moving_toward", moving) == moving
        and ("result" not in expect or bool(results & set(finding.many("result"))))
    )


def step(known: Known, finding: Finding) -> bool:
    """state: one of these; since: its deciding event lies in that time; waits_for: that step is open, and what it
    waits for this one waits for too; never: no document until then gave that state."""
    now = known.now(finding)
    found, expect = known.step(finding.about, now), finding.expect
    if found.state not in finding.many("state"):
        return False
    if "since" in expect and not within(found.since, str(expect["since"])):
        return False
    if "waits_for" in expect:
        first = known.step(expect["waits_for"], now)
        if first.state == "met" or not set(first.waits_for or (first.step,)) <= set(found.waits_for):
            return False
    days = {document.published.upper for document in known.view(finding).documents}
    earlier = (known.step(finding.about, known.assess(day)[1]).state for day in sorted(filter(None, days)))
    return "never" not in expect or expect["never"] not in earlier


def lever(known: Known, finding: Finding) -> bool:
    """used_in: not idle there; eroded_in: eroded there; in both by an event told in the words of `because`."""
    view = known.view(finding)
    told = {e.id for e in view.events if any(known.shares(id, finding.because, view) > 1 for id in e.statements)}
    here = [use for use in known.now(finding).levers if use.lever == finding.about and told & set(use.events)]
    used = {use.territory for use in here if use.state != "idle"}
    eroded = {use.territory for use in here if use.state == "eroded"}
    return set(finding.many("used_in")) <= used and set(finding.many("eroded_in")) <= eroded


def event(known: Known, finding: Finding) -> bool:
    """Some event of which the documents speak fits every field; a party also by the state it acts for."""
    return any(_fits(known, finding, found) for found in known.spoken(finding))


def _fits(known: Known, finding: Finding, found: Event) -> bool:
    for field in ("event", "mode", "factuality"):
        if finding.many(field) and getattr(found, field) not in finding.many(field):
            return False
    places = () if found.place is None else (found.place,)
    for field, present in (("actors", found.actors), ("recipients", found.recipients), ("place", places)):
        names = set[str]().union(*(known.names(entity, found) for entity in present))
        if not set(finding.many(field)) <= names:
            return False
    return "when" not in finding.expect or within(found.when.text, str(finding.expect["when"]))


def contradiction(known: Known, finding: Finding) -> bool:
    """Two sentences are shown as at odds: in that field of an event, with exactly these sayings; or with estimates
    in the bands of these words."""
    view, told = known.view(finding), known.now(finding).gaps
    pairs = [gap.statements for gap in told if gap.kind == "contradiction"]
    spoken = [pair for pair in pairs if len(pair) == 2 and all(known.says(id, finding) for id in pair)]
    if "estimates" in finding.expect:
        wanted = {(band.low, band.high) for band in ICD203 if band.word in finding.many("estimates")}
        return any({_band(view.statement(id)) for id in pair} == wanted for pair in spoken)
    disputes = [dispute for event in view.events for dispute in event.contradictions]
    field, values = finding.expect["field"], set(finding.many("values"))
    return any((d.first, d.second) in spoken and d.field == field and set(d.says) == values for d in disputes)


def _band(statement: Statement) -> tuple[float, float] | None:
    return None if statement.estimate is None else statement.estimate.band


def origin(known: Known, finding: Finding) -> bool:
    """One event is told by so many documents, which are so many origins."""
    view = known.view(finding)

    def counts(event: Event) -> tuple[int, int]:
        return len({view.statement(id).citation.document for id in event.statements}), len(event.origins)

    wanted = (finding.expect["documents"], finding.expect["origins"])
    return any(counts(found) == wanted for found in known.spoken(finding))


def gap(known: Known, finding: Finding) -> bool:
    """single_origin: a gap of that kind is told of the event; not_enough_evidence_for: nothing is known of the
    contest's stance to that side, and it is not said to gain; indicator not-observed: it is watched, and not seen."""
    now, expect = known.now(finding), finding.expect
    if "single_origin" in expect:
        told = {id for gap in now.gaps if gap.kind == "single-origin" for id in gap.events}
        return any(found.id in told for found in known.spoken(finding))
    if "not_enough_evidence_for" in expect:
        side, found = expect["not_enough_evidence_for"], known.standing(finding.about, now)
        return found.gaining != side and all(stance.side != side for stance in found.stances)
    return expect["indicator"] == "not-observed" and dict(now.indicators).get(finding.about) == ()


def change(known: Known, finding: Finding) -> bool:
    """to: the list of what changed says that the step came to that state; losing, in_at_least: in these contests
    the other side is gaining."""
    now, expect = known.now(finding), finding.expect
    if "to" in expect:
        told = [c for c in now.changes if c.kind == "step" and c.about == finding.about]
        return any(c.text.endswith(f"→ {expect['to']}") for c in told)
    contests = [known.standing(contest, now) for contest in finding.many("in_at_least")]
    return all(found.gaining == other(found, expect["losing"]) for found in contests)


KINDS: dict[str, Callable[[Known, Finding], bool]] = {
    "standing": standing, "step": step, "lever": lever, "event": event, "contradiction": contradiction,
    "origin": origin, "gap": gap, "change": change,
}  # fmt: skip
