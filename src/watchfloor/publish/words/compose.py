"""From an assessment to sentences, each with the statements it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchfloor import __version__
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.hypotheses import inquiry_claims
from watchfloor.publish.words.judgements import AHEAD, beside_claims, hedge_claims, judgement_claims, outlook_claims
from watchfloor.publish.words.lead import gains, lead_claims
from watchfloor.publish.words.levels import level, without
from watchfloor.publish.words.openings import change_claims, gap_claims, place_of
from watchfloor.publish.words.steps import step_state
from watchfloor.publish.words.wording import (
    Names,
    Wording,
    counted,
    hedged,
    listing,
    percent,
    sentence,
    spaced,
    wording,
)
from watchfloor.terms import (
    Assessment,
    Binding,
    Campaign,
    Claim,
    Contest,
    Initiative,
    Issue,
    LeverUse,
    Moved,
    ObjectiveState,
    Progress,
    Section,
    SoWhat,
    Standing,
    View,
)

#: Events named for and against a standing; all that moved it are cited.
_NAMED = 2

_LEVER = {
    "used": "{of} used {lever} in {place}",
    "strengthened": "{of} gained in {place} by means of {lever}",
    "eroded": "{of} lost ground in {place} on {lever}",
    "tried and failed": "{of} tried and failed in {place} with {lever}",
}
_OBJECTIVE = {
    "advancing": "{of} {is_} coming nearer to {its} objective “{text}”",
    "holding": "{of} {is_} holding what {it} {has} of {its} objective “{text}”",
    "set back": "{of} {has} been set back in {its} objective “{text}”",
}


def compose(view: View, campaign: Campaign, assessment: Assessment, world: Names) -> Issue:
    """Return the issue: what the assessment says, in sentences that each cite statements.

    A finding that rests on no statement yields no claim; the pages show it as not known.
    Sections are named `lead`, `changes`, `contest/KEY`, `initiative`, `objectives`, `lever/KEY`, `processes`,
    `stakeholder/KEY`, `hypotheses/KEY`, `gaps`, `judgements`, `outlook` and `hedges`; an empty one is kept, so that
    its absence shows.
    """
    words = wording(view, campaign, world)
    return Issue(
        title=campaign.title,
        as_of=assessment.as_of,
        campaign=campaign,
        view=view,
        assessment=assessment,
        sections=tuple(_sections(words, view, assessment)),
        version=__version__,
    )


def _sections(words: Wording, view: View, assessment: Assessment) -> list[Section]:
    campaign = words.campaign
    standings = {standing.contest: standing for standing in assessment.standings}
    return [
        _section("At a glance", "lead", lead_claims(words, assessment)),
        _section("What changed", "changes", change_claims(words, assessment)),
        *(
            _section(
                contest.question,
                f"contest/{contest.key}",
                [
                    *contest_claims(words, contest, standings[contest.key]),
                    *planned_claims(words, contest, assessment.bindings),
                    *beside_claims(words, assessment, f"contest/{contest.key}"),
                ],
            )
            for contest in campaign.contests
            if contest.key in standings
        ),
        _section("Who acts and who answers", "initiative", _initiative(words, assessment)),
        _section("What each side wants", "objectives", _objectives(words, assessment)),
        *(
            _section(title(words.text(lever.key, lever.text)), f"lever/{lever.key}", lever_claims(words, uses))
            for lever in campaign.levers
            for uses in [[use for use in assessment.levers if use.lever == lever.key]]
        ),
        _section("What each process waits for", "processes", _processes(words, assessment)),
        *(
            _section(stakeholder.text, f"stakeholder/{stakeholder.key}", _so_what(words, assessment, stakeholder.key))
            for stakeholder in campaign.stakeholders
        ),
        *(
            _section(inquiry.question, f"hypotheses/{inquiry.key}", inquiry_claims(words, inquiry, matrix))
            for inquiry in campaign.inquiries
            for matrix in assessment.matrices
            if matrix.inquiry == inquiry.key
        ),
        _section("Gaps and contradictions", "gaps", gap_claims(words, assessment)),
        _section("What the sources judge", "judgements", judgement_claims(words, view)),
        _section("What the sources expect", "outlook", outlook_claims(words, view)),
        _section("What words without a fixed range are taken for", "hedges", hedge_claims(view)),
    ]


def title(text: str) -> str:
    """Return the text with a capital at its head."""
    return text[:1].upper() + text[1:]


def contest_claims(words: Wording, contest: Contest, standing: Standing) -> Iterator[Claim]:
    """Say who is gaining, where the balance lies, why, what speaks against it, and how broad the evidence is."""
    moved = sorted(standing.moved, key=lambda m: (-abs(m.on_change), -abs(m.effect), m.event))
    everything = words.cites(m.event for m in moved)
    if not standing.enough or not everything:
        return
    place = listing([words.name(key) for key in contest.in_])
    if standing.gaining is not None and standing.word is not None:
        yield Claim(
            text=sentence(hedged(standing.word, gains(words, standing.gaining, place))),
            statements=everything,
            p=() if standing.p_gaining is None else (standing.p_gaining,),
        )
        yield Claim(text=sentence(level(words, standing)), statements=everything)
        yield from _reasons(words, standing.gaining, moved)
    else:
        yield Claim(text=sentence(f"neither side is clearly gaining in {place}"), statements=everything)
        yield Claim(text=sentence(level(words, standing)), statements=everything)
        for side in standing.between:
            yield from _gained(words, side, [m for m in moved if m.toward == side])
    if standing.balancing:
        sides = listing([words.name(side) for side in standing.between])
        yield Claim(text=sentence(f"{place} is balancing: it draws near to {sides} at once"), statements=everything)
    breadth = f"{counted(len(moved), 'event')}, reported by {counted(standing.origins, 'independent origin')}"
    yield Claim(text=sentence(f"this rests on {breadth}"), statements=everything)
    for told in standing.sensitivity:
        yield Claim(text=sentence(without(words, standing, told)), statements=everything)


def planned_claims(words: Wording, contest: Contest, bindings: Iterable[Binding]) -> Iterator[Claim]:
    """Say what is planned or announced in favour of each side; none of it moves the balance yet."""
    for side in contest.between:
        ids = [
            b.event
            for b in bindings
            if b.favours == side and contest.key in b.contests and words.factuality(b.event) == "planned"
        ]
        if words.cites(ids):
            text = f"planned or announced: {words.clauses(ids)}, in favour of {words.name(side)}"
            yield Claim(text=sentence(text), statements=words.cites(ids))


def _reasons(words: Wording, gaining: str, moved: list[Moved]) -> Iterator[Claim]:
    yield from _gained(words, gaining, [m for m in moved if m.toward == gaining])
    against = [m for m in moved if m.toward != gaining][:_NAMED]
    if against:
        ids = [m.event for m in against]
        yield Claim(text=sentence(f"against this stands that {words.clauses(ids)}"), statements=words.cites(ids))


def _gained(words: Wording, side: str, moved: list[Moved]) -> Iterator[Claim]:
    ids = [m.event for m in moved[:_NAMED]]
    if words.cites(ids):
        name = words.name(side)
        yield Claim(text=sentence(f"{name} gained most when {words.clauses(ids)}"), statements=words.cites(ids))


def lever_claims(words: Wording, uses: Iterable[LeverUse]) -> Iterator[Claim]:
    """Say how a lever fared in each territory, and what is planned; one not seen in use is left to the board."""
    levers = {lever.key: lever for lever in words.campaign.levers}
    for use in uses:
        seen, ahead = uses_apart(words, use)
        lever, place = levers[use.lever], words.name(use.territory)
        if use.state in _LEVER and words.cites(seen):
            text = words.inside(words.text(lever.key, lever.text))
            lead = _LEVER[use.state].format(of=words.name(lever.of), lever=text, place=place)
            yield Claim(text=sentence(f"{lead}: {words.clauses(seen)}"), statements=words.cites(seen))
        if words.cites(ahead):
            yield Claim(
                text=sentence(f"planned or only supposed in {place}: {words.clauses(ahead)}"),
                statements=words.cites(ahead),
            )


def uses_apart(words: Wording, use: LeverUse) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the events that show a lever in use, and those that were still to come when they were told."""
    ahead = tuple(id for id in use.events if words.factuality(id) in AHEAD)
    return tuple(id for id in use.events if id not in ahead), ahead


def step_cites(words: Wording, progress: Progress, all_: dict[str, Progress]) -> tuple[str, ...]:
    """Return what a step rests on: its own sources, else those of the steps it waits for."""
    own = words.cites(progress.events, progress.statements)
    if own:
        return own
    below = [all_[key] for key in (*progress.waits_for, *progress.blocked_by) if key in all_ and key != progress.step]
    return tuple(dict.fromkeys(id for step in below for id in words.cites(step.events, step.statements)))


def _section(heading: str, about: str, claims: Iterable[Claim]) -> Section:
    return Section(title=heading, about=about, claims=tuple(claims))


def _initiative(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    since = day_words(assessment.since)
    for item in assessment.initiative:
        if words.cites(item.events):
            answered = f"answered with {counted(item.answered, 'act')}" if item.answered else "answered none"
            yield Claim(
                text=sentence(
                    f"{words.name(item.side)} began {counted(item.initiated, 'act')} and {answered} since {since}; "
                    f"{words.agree(item.side, 'its', 'their')} share of the acts that began something is "
                    f"{percent(item.share)} % (80 % interval {percent(item.low)}–{percent(item.high)} %)"
                ),
                statements=words.cites(item.events),
            )
        yield from _replies(words, item)


def _replies(words: Wording, item: Initiative) -> Iterator[Claim]:
    """Say with which acts a side answered, and whether a source's words or the days between bind them."""
    told = [reply for reply in item.replies if reply.mark is not None]
    timed = [reply for reply in item.replies if reply.mark is None]
    for replies, how in (told, "in the words of a source"), (timed, "soon after the other side acted upon it"):
        ids = [reply.event for reply in replies]
        if words.cites(ids):
            text = f"{words.name(item.side)} answered, {how}: {words.clauses(ids)}"
            answered = [reply.to for reply in replies if reply.to is not None]
            yield Claim(text=sentence(text), statements=words.cites([*ids, *answered]))


def _objectives(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    progress = {item.step: item for item in assessment.processes}
    for state in assessment.objectives:
        below = [id for key in state.steps if key in progress for id in step_cites(words, progress[key], progress)]
        cites = words.cites(state.events, below)
        if state.state in _OBJECTIVE and cites:
            because = f": {words.clauses(state.events)}" if words.cites(state.events) else ""
            yield Claim(text=sentence(_lead(words, state) + because), statements=cites)
            if words.cites(state.against):
                against = sentence(f"against this stands that {words.clauses(state.against)}")
                yield Claim(text=against, statements=words.cites(state.against))


def _lead(words: Wording, state: ObjectiveState) -> str:
    objective = next(one for one in words.campaign.objectives if one.key == state.objective)
    return _OBJECTIVE[state.state].format(
        of=words.name(objective.of),
        text=objective.text,
        is_=words.agree(objective.of, "is", "are"),
        has=words.agree(objective.of, "has", "have"),
        it=words.agree(objective.of, "it", "they"),
        its=words.agree(objective.of, "its", "their"),
    )


def _processes(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    progress = {item.step: item for item in assessment.processes}
    for item in assessment.processes:
        claim = step_claim(words, item, progress)
        if claim is not None:
            yield claim


def step_claim(words: Wording, item: Progress, all_: dict[str, Progress]) -> Claim | None:
    """Return what is said of a step; None where it rests on nothing, or its state is unknown and no source names it."""
    own = item.state == "unknown"
    cites = words.cites(item.events, item.statements) if own else step_cites(words, item, all_)
    return Claim(text=step_sentence(words, item), statements=cites) if cites else None


def step_sentence(words: Wording, item: Progress) -> str:
    """Return the state of a step with what blocks it and what it waits for."""
    text = step_state(words, item.step, item.state)
    if item.blocked_by:
        stand = "stands" if len(item.blocked_by) == 1 else "stand"
        text += (" by " if item.state == "blocked" else f"; in its way {stand} ") + listing(
            [words.step(key) for key in item.blocked_by]
        )
    waits = [words.step(key) for key in item.waits_for if key != item.step]
    if waits and item.state != "met":
        text += f"; it waits for {listing(waits)}"
    return sentence(text)


def _so_what(words: Wording, assessment: Assessment, stakeholder: str) -> Iterator[Claim]:
    interests = {s.key: dict(s.interests) for s in words.campaign.stakeholders}[stakeholder]
    for item in assessment.so_what:
        cites = words.cites(item.events)
        if item.stakeholder == stakeholder and cites:
            interest = interests.get(item.interest, spaced(item.interest))
            finding = sentence(_finding(words, item, assessment)).rstrip(".")
            text = f"{finding}: this {item.way} the interest “{interest}”."
            yield Claim(text=text, statements=cites, p=() if item.p is None else (item.p,))


def _finding(words: Wording, item: SoWhat, assessment: Assessment) -> str:
    """Return a finding as the section on what it is about says it."""
    what, _, key = item.about.partition("/")
    if what == "contest":
        standing = next(s for s in assessment.standings if s.contest == key)
        if standing.gaining is not None and standing.word is not None:
            return hedged(standing.word, gains(words, standing.gaining, place_of(words, key)))
    if what == "step":
        progress = next(p for p in assessment.processes if p.step == key)
        return step_state(words, key, progress.state)
    if what == "objective":
        return _lead(words, next(s for s in assessment.objectives if s.objective == key))
    return item.finding
