"""Which events count for which lever, step, indicator and contest, and which matcher says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watchfloor.campaign.direction import Contested, Pulled, contested_as, pulls
from watchfloor.campaign.matching import by_what, of_kind, told
from watchfloor.campaign.overruling import about, by_statement
from watchfloor.campaign.sight import Names, Sight, sights, tokens
from watchfloor.terms import Binding, Campaign, Decision, Event, Matcher, Target, View, bound_to
from watchfloor.world import World

#: Categories that announce a step rather than take it.
ANNOUNCING = ("AGREE", "CONCEDE", "CONSULT")
#: What may say which side an event favours; a hint of a step does not.
FAVOURING = ("lever", "step", "indicator")


def bind(view: View, campaign: Campaign, world: World) -> tuple[Binding, ...]:
    """Return what the campaign sees in each event of a view, in the view's order; unbound events are left out."""
    return bind_sights(sights(view, campaign, world), campaign, view.overrules)


def bind_sights(seen: Iterable[Sight], campaign: Campaign, overrules: Iterable[Decision] = ()) -> tuple[Binding, ...]:
    """Return what the campaign sees in each event, in the order given; unbound events are left out.

    overrules: standing decisions to bind and unbind, in their order; of two about one thing the later counts.
    """
    asked, over, filed = _Asked(campaign), Contested(campaign), by_statement(overrules)
    bound = (
        _bind(sight, campaign.path, over, asked.rows(sight), about(sight.event, filed) if filed else ())
        for sight in seen
    )
    return tuple(binding for binding in bound if binding is not None)


@dataclass(frozen=True, slots=True)
class _Row:
    """One matcher, and what an event that fits it is to the campaign.

    rest: what is left to ask once category, factuality and parties fit. starts: a word of which each of its phrases
    needs one, for the quickest refusal; empty where it asks for no words.
    """

    what: str  #: lever, step, indicator, driver, assumption, question or evidence
    key: str
    turn: str  #: of a step: met, lost, begun, not-met, threatened; of an assumption: for, against; of evidence: its key
    matcher: Matcher
    rest: Matcher
    starts: Names
    hint: bool  #: speaks only where no other matcher turned the step


class _Asked:
    """What is left to ask of an event, given its category, its factuality and who takes part.

    Most events share these with others, so the answers are kept: few matchers are then left to ask in full.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.kinds: dict[tuple[str, str], tuple[_Row, ...]] = {}
        self.left: dict[tuple[tuple[str, str], str, tuple[Names, ...]], frozenset[int]] = {}

    def rows(self, sight: Sight) -> Sequence[_Row]:
        """Return the matchers that category, factuality, actors and recipients allow, levers first."""
        kind = (sight.event.event, sight.event.factuality)
        rows = self.kinds.get(kind)
        if rows is None:
            rows = self.kinds[kind] = tuple(_rows(self.campaign, sight))
        left = self._of(kind, "actor", sight.actors, rows)
        if left:
            left &= self._of(kind, "recipient", sight.recipients, rows)
        return [rows[n] for n in sorted(left)]

    def _of(self, kind: tuple[str, str], role: str, parties: tuple[Names, ...], rows: Sequence[_Row]) -> frozenset[int]:
        asked = kind, role, parties
        if asked not in self.left:
            names: frozenset[str] = frozenset().union(*parties)
            self.left[asked] = frozenset(n for n, row in enumerate(rows) if _allows(row.matcher, role, names))
        return self.left[asked]


def _allows(matcher: Matcher, role: str, names: Names) -> bool:
    """Tell whether a matcher may fit an event with these names in a role."""
    wanted: tuple[str, ...] = getattr(matcher, role)
    every: tuple[str, ...] = () if matcher.all_of is None else getattr(matcher.all_of, role)
    return (not wanted or not names.isdisjoint(wanted)) and names.issuperset(every)


def _rows(campaign: Campaign, sight: Sight) -> Iterator[_Row]:
    event = sight.event
    for lever in campaign.levers:
        yield from (_row("lever", lever.key, "", m) for m in lever.matches if of_kind(m, event))
    for step in campaign.processes:
        for turn, matchers in (("met", step.met), ("lost", step.lost)):
            yield from (_row("step", step.key, turn, m) for m in matchers if of_kind(m, event))
    for step in campaign.processes:
        for turn, m in (hint for met in step.met for hint in _hints(met, event.event, event.factuality)):
            yield _row("step", step.key, turn, m, hint=True)
        for m in (threat for lost in step.lost for threat in _threats(lost, event)):
            yield _row("step", step.key, "threatened", m, hint=True)
    for what, key, turn, matchers in _signs(campaign):
        yield from (_row(what, key, turn, m) for m in matchers if of_kind(m, event))


def _signs(campaign: Campaign) -> Iterator[tuple[str, str, str, tuple[Matcher, ...]]]:
    """Yield (what, key, turn, matchers) of all that is only watched, and neither used nor turned."""
    yield from (("indicator", sign.key, "", sign.when) for sign in campaign.indicators)
    yield from (("driver", driver.key, "", driver.when) for driver in campaign.drivers)
    for one in campaign.assumptions:
        yield from (("assumption", one.key, turn, ms) for turn, ms in (("for", one.when), ("against", one.against)))
    yield from (("question", question.key, "", question.resolves) for question in campaign.questions)
    for inquiry in campaign.inquiries:
        yield from (("evidence", inquiry.key, rated.key, rated.when) for rated in inquiry.evidence)


def _row(what: str, key: str, turn: str, matcher: Matcher, *, hint: bool = False) -> _Row:
    every = None if matcher.all_of is None else replace(matcher.all_of, actor=(), recipient=())
    rest = replace(matcher, actor=(), recipient=(), all_of=every)
    starts = frozenset(words[0] for phrase in matcher.words if (words := tokens(phrase)))
    return _Row(what, key, turn, matcher, rest, starts, hint)


def _hints(met: Matcher, category: str, factuality: str) -> list[tuple[str, Matcher]]:
    """Return what of a `met` matcher an event may fit without meeting the step, and what that makes of the step.

    "begun" where the event is planned or was tried, or announces the step: it is of an announcing category, done or
    planned, and fits all else; only a matcher that asks for words, or for actor and recipient, is narrow enough.
    "not-met" where the event tells that it did not happen.
    """
    narrow = met.words or (met.actor and met.recipient)
    same = not met.event or category in met.event
    if same and factuality in ("planned", "attempted") and factuality not in met.factuality:
        return [("begun", replace(met, factuality=(factuality,)))]
    if same and factuality in ("did-not-happen", "denied") and factuality not in met.factuality:
        return [("not-met", replace(met, factuality=(factuality,)))]
    if not same and narrow and category in ANNOUNCING and factuality in {*met.factuality, "planned"}:
        return [("begun", replace(met, event=(), factuality=(factuality,)))]
    return []


def _threats(lost: Matcher, event: Event) -> list[Matcher]:
    """Return what of a `lost` matcher fits an event that would undo the step, but is planned, tried or supposed."""
    may = event.factuality in ("planned", "attempted", "hypothetical") and event.factuality not in lost.factuality
    same = not lost.event or event.event in lost.event
    return [replace(lost, factuality=(event.factuality,))] if may and same else []


def _hits(rows: Sequence[_Row], sight: Sight) -> list[_Row]:
    """Return the matchers that the event fits; a hint only where no matcher turned its step."""
    levers: list[str] = []
    found: list[_Row] = []
    for row in rows:
        if row.starts and sight.words.isdisjoint(row.starts):
            continue
        if row.hint and any(hit.what == "step" and hit.key == row.key and not hit.hint for hit in found):
            continue
        if told(row.rest, sight, levers):
            found.append(row)
            if row.what == "lever":
                levers.append(row.key)
    return found


def _bind(
    sight: Sight, path: str, over: Contested, rows: Sequence[_Row], decided: Sequence[Decision]
) -> Binding | None:
    hits = _hits(rows, sight) if rows else []
    ruled = {bound_to(decision.value): decision for decision in decided} if decided else {}
    if not (hits or ruled):  # most events of a large view
        return _bound(sight, hits, pulls(sight, over, None, settled=True, bound=False))
    hits = _overruled(hits, ruled) if ruled else hits
    favours = {m for hit in hits if (m := hit.matcher.favours) is not None and hit.what in FAVOURING and not hit.hint}
    said, settled = _direction(favours, ruled)
    pulled = pulls(sight, over, said, settled=settled, bound=any(hit.what == "lever" for hit in hits))
    pulled = contested_as(pulled, over, said, sight, _contests(ruled)) if ruled else pulled
    both = [f"bound both ways ({', '.join(sorted(favours))}): no direction"] if len(favours) > 1 and not settled else []
    spoken = [_told(path, hit, sight) for hit in hits if hit.matcher.line]
    return _bound(sight, hits, pulled, said, before=(*spoken, *both), after=[_ruling(d) for d in ruled.values()])


def _bound(
    sight: Sight,
    hits: Sequence[_Row],
    pulled: Pulled,
    said: str | None = None,
    *,
    before: Iterable[str] = (),
    after: Iterable[str] = (),
) -> Binding | None:
    """Return what an event is to the campaign, or None; before, after: reasons around those of the pulls."""
    if not (hits or pulled.contests):
        return None
    turns = _turns(hits) if hits else _NO_TURNS
    gains = {pull.favours for pull in pulled.pulls}
    return Binding(
        event=sight.event.id,
        levers=_keys(turns, "lever"),
        contests=pulled.contests,
        steps=turns.get("step", ()),
        indicators=_keys(turns, "indicator"),
        drivers=_keys(turns, "driver"),
        assumptions=turns.get("assumption", ()),
        questions=_keys(turns, "question"),
        evidence=turns.get("evidence", ()),
        favours=said or (gains.pop() if len(gains) == 1 else None),
        pulls=pulled.pulls,
        why=(*before, *pulled.why, *after),
    )


_NO_TURNS: Mapping[str, tuple[tuple[str, str], ...]] = {}


def _keys(turns: Mapping[str, tuple[tuple[str, str], ...]], what: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key, _ in turns[what])) if what in turns else ()


def _turns(hits: Iterable[_Row]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by kind what an event fits, as (key, turn), each once."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for hit in hits:
        found.setdefault(hit.what, {})[hit.key, hit.turn] = None
    return {what: tuple(turns) for what, turns in found.items()}


def _overruled(hits: Sequence[_Row], ruled: Mapping[Target, Decision]) -> list[_Row]:
    """Return what an event fits, without what a person unbound and with what a person bound."""
    kept = [hit for hit in hits if (hit.what, hit.key, hit.turn) not in ruled]
    bound = [key for key, decision in ruled.items() if decision.kind == "bind" and key[0] in FAVOURING]
    return [*kept, *(_Row(*key, Matcher(), Matcher(), frozenset(), hint=False) for key in bound)]


def _direction(favours: set[str], ruled: Mapping[Target, Decision]) -> tuple[str | None, bool]:
    """Return the side said to gain, and whether the direction is settled; what a person decided comes first."""
    for (what, side, _), decision in ruled.items():
        if what == "favours" and decision.kind == "bind":
            return side, True
        if what == "favours":
            favours = favours - {side}
            if not favours:
                return None, False
    return (next(iter(favours)) if len(favours) == 1 else None), len(favours) <= 1


def _contests(ruled: Mapping[Target, Decision]) -> dict[str, bool]:
    """Return the contests that a person bound (True) or unbound."""
    return {key: decision.kind == "bind" for (what, key, _), decision in ruled.items() if what == "contest"}


def _ruling(decision: Decision) -> str:
    why = f": {decision.why}" if decision.why else ""
    did = "bound to" if decision.kind == "bind" else "unbound from"
    return f"decision {decision.id[:8]}: {did} {decision.value} by {decision.author}{why}"


def _told(path: str, hit: _Row, sight: Sight) -> str:
    by = by_what(hit.matcher, sight)
    what = f"{hit.what} {hit.key} {hit.turn}".rstrip()
    return f"{path}:{hit.matcher.line}: {what}" + (f" by {by}" if by else "")
