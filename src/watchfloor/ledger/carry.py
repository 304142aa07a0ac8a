"""Carrying what was reviewed over to a newer reading: the same words, and the statement that says the same of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from watchfloor.terms import Citation, Document, Entity, Statement

#: What a newer coder may not change of a reviewed statement without a person looking again.
COMPARED = ("event", "mode", "actors", "recipients", "place", "when", "factuality", "objective", "state", "requirement")

#: How alike two statements about the same words are: they say the same, or one is what the other has become.
SAME, CHANGED = 2, 1


def anchored(cited: Citation, before: Document, now: Document) -> Citation | None:
    """Return where cited words stand in another text of their document; None where they do not, or nobody can tell.

    Of several places the one with the same words around it is meant, else the one of the same rank among as many.
    """
    if before.text == now.text:
        return cited
    places = _places(cited.exact, now.text)
    end = len(cited.exact)
    around = [
        at for at in places if now.text[:at].endswith(cited.prefix) and now.text[at + end :].startswith(cited.suffix)
    ]
    there = around if len(around) == 1 else places
    if len(there) > 1:
        were = _places(cited.exact, before.text)
        there = [places[were.index(cited.start)]] if len(were) == len(places) and cited.start in were else []
    return replace(now.cite(there[0], there[0] + end), speaker=cited.speaker) if there else None


def matched(
    reviewed: Iterable[tuple[Sequence[Statement], Collection[str]]], read: Sequence[Statement]
) -> Mapping[str, tuple[Statement, int]]:
    """Map ids of reviewed statements to what a newer reading says in their place, and how alike both are, one to one.

    reviewed: each as it was read and as people have corrected it, for the newer coder may agree with either; and the
    ids that stood beside it then, which are not what it has become.
    """
    lost = list(reviewed)
    ranked = sorted(
        (-max(likeness(form, other) for form in forms), abs(forms[0].citation.start - other.citation.start), i, j)
        for i, (forms, beside) in enumerate(lost)
        for j, other in enumerate(read)
        if other.id not in beside
    )
    found: dict[str, tuple[Statement, int]] = {}
    taken: set[int] = set()
    for alike, _, i, j in ranked:
        id = lost[i][0][0].id
        if alike < 0 and id not in found and j not in taken:
            found[id] = (read[j], -alike)
            taken.add(j)
    return found


def likeness(reviewed: Statement, read: Statement) -> int:
    """Return SAME, CHANGED or 0, for two statements of one text.

    Both must be of one kind and cite mostly the same words. Events are one, changed, where the category, all parties or
    the word that reports them are the same; of other kinds each sentence is taken to hold one.
    """
    if reviewed.kind != read.kind or not _overlap(reviewed.citation, read.citation):
        return 0
    if _said(reviewed) == _said(read):
        return SAME
    if reviewed.kind != "event":
        return CHANGED
    same_word = reviewed.trigger is not None and reviewed.trigger == read.trigger
    return CHANGED if same_word or reviewed.event == read.event or _parties(reviewed) == _parties(read) else 0


def moved(statement: Statement, to: Citation) -> Statement:
    """Return a statement that cites its words where they stand now."""
    by = to.start - statement.citation.start
    word = statement.trigger and (statement.trigger[0] + by, statement.trigger[1] + by)
    return replace(statement, citation=to, trigger=word)


def differences(reviewed: Sequence[Statement], read: Statement) -> tuple[str, ...]:
    """Return the names of the fields in which a newer reading agrees with none of the forms of a reviewed statement."""
    said = _plain(read)
    return tuple(name for name in COMPARED if all(_plain(form)[name] != said[name] for form in reviewed))


def _places(words: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)] if words else []


def _overlap(one: Citation, other: Citation) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > min(one.end - one.start, other.end - other.start)


def _said(statement: Statement) -> tuple[object, ...]:
    plain = _plain(statement)
    return tuple(plain[name] for name in ("event", "actors", "recipients", "objective", "state", "requirement"))


def _parties(statement: Statement) -> tuple[object, ...]:
    return _labels(statement.actors), _labels(statement.recipients)


def _labels(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(entity.label for entity in entities)


def _plain(statement: Statement) -> dict[str, object]:
    """Return what is compared, entities by their labels: how a text names a party is no difference."""
    goal, state, needed = statement.objective, statement.state, statement.requirement
    return {
        **{name: getattr(statement, name) for name in ("event", "mode", "when", "factuality")},
        "actors": _labels(statement.actors),
        "recipients": _labels(statement.recipients),
        "place": statement.place and statement.place.label,
        "objective": goal and (goal.actor.label, goal.text),
        "state": state and (state.subject.label, state.relation, state.object.label),
        "requirement": needed and (needed.of, _labels(needed.for_), needed.requires, needed.status),
    }
