"""Sentences on what changed and on what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from watchfloor.publish.words.dates import spelled
from watchfloor.publish.words.steps import STATES, state_word, step_state
from watchfloor.publish.words.wording import Wording, counted, listing, sentence, spaced
from watchfloor.terms import Assessment, Change, Claim, Gap, Progress, Standing

#: What an editor lets stand at the head of an assessment.
CHANGES = 7

#: What a contradiction is about, where its name is no plain word.
FIELDS = {"when": "date", "factuality": "question whether it happened"}
_GROUPED = {
    "single-origin": "{n} by one origin alone: {clauses}",
    "undated": "{n} without a date, and so counted as of the weeks before becoming known: {clauses}",
    "unbound": "{n} in the theatre that the campaign asks nothing about: {clauses}",
}
_GROUP_VERBS = {"single-origin": ("is reported", "are reported"), "undated": ("is", "are"), "unbound": ("lies", "lie")}


def change_claims(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    """Say the weightiest changes, at most seven; one that rests on no statement is left out.

    So is a move of a balance whose direction is not likely: beside "neither side is clearly gaining" it would
    claim what is not known. A move is told as the standing tells it.
    """
    progress = {item.step: item for item in assessment.processes}
    unclear = {standing.contest for standing in assessment.standings if standing.gaining is None}
    changes = [c for c in assessment.changes if c.kind != "standing" or c.about not in unclear]
    ordered = sorted(changes, key=lambda c: (-c.weight, c.kind, c.about, c.text))
    told: dict[str, Claim] = {}
    for change in ordered:
        cites = words.cites(change.events, change.statements)
        if cites and len(told) < CHANGES:
            text = sentence(_change(words, change, progress, assessment.standings))
            told.setdefault(text, Claim(text=text, statements=cites))
    yield from told.values()


def _change(words: Wording, change: Change, progress: Mapping[str, Progress], standings: Iterable[Standing]) -> str:
    if change.kind == "event" and change.about in words.events:
        return words.clause(words.events[change.about])
    if change.kind == "standing":
        return _moved(words, change, next(s for s in standings if s.contest == change.about))
    if change.kind == "step" and change.about in progress and progress[change.about].state in STATES:
        before = change.text.partition(" → ")[0]
        state = step_state(words, change.about, progress[change.about].state)
        return f"{state} (before: {state_word(words.campaign, change.about, before)})" if before else state
    if change.kind == "indicator":
        texts = {indicator.key: indicator.text for indicator in words.campaign.indicators}
        return (
            f"a sign to watch for was seen, “{texts.get(change.about, change.about)}”: {words.clauses(change.events)}"
        )
    if change.kind == "verdict":
        return f"in {place_of(words, change.about)}, {change.text}"
    return change.text


def _moved(words: Wording, change: Change, standing: Standing) -> str:
    assert standing.gaining is not None
    assert standing.change is not None
    fresh = " (not known before)" if change.text.endswith(" (not known before)") else ""
    by = f"{abs(standing.change):.1f} toward {words.name(standing.gaining)}{fresh}"
    return f"in {place_of(words, change.about)} the balance moved by {by}"


def gap_claims(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    """Say each contradiction and each stale contest; group events that share one lack, and names unknown."""
    for gap in assessment.gaps:
        cites = words.cites(gap.events, gap.statements)
        if cites and not _grouped(words, gap):
            yield Claim(text=sentence(_gap(words, gap)), statements=cites)
    for kind in _GROUPED:
        events = [id for g in assessment.gaps if g.kind == kind and _grouped(words, g) for id in g.events]
        if words.cites(events):
            yield Claim(text=_group(words, kind, list(dict.fromkeys(events))), statements=words.cites(events))
    unknown = [gap for gap in assessment.gaps if gap.kind == "unresolved-name"]
    cites = words.cites([id for gap in unknown for id in gap.events])
    if cites:
        names = listing([f"“{gap.about}”" for gap in unknown])
        yield Claim(text=sentence(f"{counted(len(unknown), 'name')} could not be resolved: {names}"), statements=cites)


def bare_gaps(words: Wording, assessment: Assessment) -> list[str]:
    """Return the gaps that no sentence can speak for: what is missing, not what is said."""
    return [sentence(_gap(words, gap)) for gap in assessment.gaps if not words.cites(gap.events, gap.statements)]


def place_of(words: Wording, contest: str) -> str:
    """Return the territories of a contest as a list; the key itself where there is no such contest."""
    places = {c.key: c.in_ for c in words.campaign.contests}
    return listing([words.name(key) for key in places.get(contest, (contest,))])


def _grouped(words: Wording, gap: Gap) -> bool:
    of_event = gap.about in words.events
    return (
        gap.kind == "unresolved-name"
        or gap.kind in ("undated", "unbound")
        or (gap.kind == "single-origin" and of_event)
    )


def _group(words: Wording, kind: str, events: Sequence[str]) -> str:
    verb = _GROUP_VERBS[kind][len(events) > 1]
    n = f"{counted(len(events), 'event')} {verb}"
    return sentence(_GROUPED[kind].format(n=n, clauses=words.clauses(events)))


def _gap(words: Wording, gap: Gap) -> str:
    if gap.about in words.events:
        return f"{words.clause(words.events[gap.about])}: {_dispute(words, gap) or gap.text}"
    if gap.about in {contest.key for contest in words.campaign.contests}:
        return f"{place_of(words, gap.about)}: {spelled(gap.text)}"
    return f"{gap.text}{_resting(words, gap)}"


def _resting(words: Wording, gap: Gap) -> str:
    """Return what rests on an assumption, named as the campaign names it."""
    assumed = {one.key: one.underlies for one in words.campaign.assumptions} if gap.kind == "assumption" else {}
    underlies = [words.finding(key) for key in assumed.get(gap.about, ())]
    return f"; on it {'rests' if len(underlies) == 1 else 'rest'} {listing(underlies)}" if underlies else ""


def _dispute(words: Wording, gap: Gap) -> str:
    for found in words.events[gap.about].contradictions if gap.kind == "contradiction" else ():
        if (found.first, found.second) == gap.statements:
            says = " or ".join(spaced(said) for said in found.says)
            return f"the sources disagree on the {FIELDS.get(found.field, found.field)}, {says}"
    return ""
