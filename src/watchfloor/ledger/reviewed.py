"""Statements as people have decided on them, through every re-reading of their documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchfloor.ledger import carry, review
from watchfloor.terms import Decision, Document, Statement

#: Decisions on what a statement says; others are only about where it belongs.
_CONTENT = ("accept", "edit", "resolve", "add")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One reading of a document: when it was recorded, and what it says."""

    recorded: str  #: ISO 8601, UTC
    document: Document
    statements: Mapping[str, Statement]  #: by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A reviewed statement that the newest reading of its document does not hold as it was, and what becomes of it."""

    statement: Statement  #: as it was when it was first decided on
    decisions: tuple[Decision, ...]
    now: Statement | None
    stands: bool  #: as reviewed
    hides: bool  #: what the newest reading says in its place does not stand
    look: str  #: why a person should look again; empty where nobody need


class Reviewed:
    """Applies standing decisions document by document.

    A statement that was accepted or edited stands as it was then, in the place of what a newer reading says of the same
    words, and alone where that says nothing: so its id stays, and what was merged or split stays so.

    about: standing decisions by document. everywhere: standing resolutions of a name in the whole desk.
    versions: by document its readings, the ruling one last; of those that were read more than once.
    """

    def __init__(
        self,
        about: Mapping[str, Sequence[Decision]],
        everywhere: Sequence[Decision] = (),
        versions: Mapping[str, Sequence[Version]] | None = None,
    ) -> None:
        self._about = about
        self._everywhere = everywhere
        self._versions = versions or {}

    def about(self, document: str, names: Callable[[], frozenset[str]]) -> tuple[Decision, ...]:
        """Return the decisions that touch the statements of a document.

        names: returns the names in its statements, folded; called only where a name was resolved everywhere.
        """
        mine = tuple(self._about.get(document, ()))
        if not self._everywhere:
            return mine
        found = names()
        return (*mine, *(each for each in self._everywhere if review.folded(each.field or "") in found))

    def of(self, said: Document, read: Sequence[Statement], about: Sequence[Decision]) -> tuple[Statement, ...]:
        """Return the statements of a document that stand, in the order of the text.

        read: those of the ruling reading. about: the decisions that touch them.
        """
        if not about:
            return tuple(read)
        carried = {each.statement.id: each for each in self.carried(said, read, about)}
        hidden = {each.now.id for each in carried.values() if each.hides and each.now is not None}
        there = [each for each in read if each.id not in carried and each.id not in hidden]
        back = [each.statement for each in carried.values() if each.stands]
        standing = review.corrected([*there, *back], about)
        return tuple(sorted(standing, key=lambda each: each.citation.start)) if back else standing

    def rejected(self, said: Document, read: Sequence[Statement], about: Sequence[Decision]) -> tuple[Statement, ...]:
        """Return the statements that people rejected, as they were read."""
        carried = {each.statement.id: each.statement for each in self.carried(said, read, about)}
        reviewed = {each.id: each for each in read if any(each.id in decision.on for decision in about)} | carried
        return tuple(each for each in reviewed.values() if not review.corrected([each], about))

    def carried(self, said: Document, read: Sequence[Statement], about: Sequence[Decision]) -> tuple[Carried, ...]:
        """Return what becomes of the reviewed statements that the ruling reading does not hold as they were."""
        by_id = review.by_statement(about)
        only = Version(recorded="", document=said, statements={each.id: each for each in read})
        versions = self._versions.get(said.id) or [only]
        ruling = versions[-1].statements
        then = {id: found for id, decided in by_id.items() if (found := _first_decided(id, decided, versions))}
        here = dict(_brought_over(then, said))
        lost = [
            (_forms(statement, by_id[id]), then[id][1].statements) for id, statement in here.items() if id not in ruling
        ]
        now = dict(carry.matched(lost, [each for each in read if each.id not in by_id]))
        now |= {id: (ruling[id], carry.SAME) for id in then if id in ruling}
        newest = versions[-1].recorded
        return tuple(
            _fate(here.get(id, statement), by_id[id], now.get(id), there=id in here, newest=newest)
            for id, (statement, _) in then.items()
            if id not in here or here[id] != ruling.get(id)
        )


Then = tuple[Statement, Version]


def _first_decided(id: str, decided: Sequence[Decision], versions: Sequence[Version]) -> Then | None:
    """Return a statement as it was when it was first decided on, and the reading then; None where there is none."""
    moment = review.moment_of(decided[0].recorded)
    then = [version for version in versions if version.recorded <= moment] or versions[:1]
    added = next((each for each in decided if each.kind == "add"), None)
    if added is not None:
        return review.by_hand(added, then[-1].document), then[-1]
    holding = [version for version in then if id in version.statements][-1:]
    holding += [version for version in versions if id in version.statements]  # where clocks disagree
    return (holding[0].statements[id], holding[0]) if holding else None


def _brought_over(then: Mapping[str, Then], said: Document) -> Iterator[tuple[str, Statement]]:
    for id, (statement, version) in then.items():
        cited = carry.anchored(statement.citation, version.document, said)
        if cited is not None:
            yield id, carry.moved(statement, cited)


def _forms(statement: Statement, decided: Sequence[Decision]) -> tuple[Statement, ...]:
    """Return a statement as it was read and as it was corrected: a newer coder may agree with either."""
    return (statement, *review.corrected([statement], [each for each in decided if each.kind in _CONTENT]))


def _fate(
    statement: Statement, decided: Sequence[Decision], now: tuple[Statement, int] | None, *, there: bool, newest: str
) -> Carried:
    """Return what becomes of a reviewed statement.

    there: its words stand in the text. newest: when the ruling reading was recorded; who decided since has looked.
    """
    read, alike = now or (None, 0)
    rejected = not review.corrected([statement], decided)
    reviewed = any(each.kind in _CONTENT for each in decided)
    stands = there and not rejected and (reviewed or alike == carry.SAME)
    look = ""
    if not there:
        look = "" if rejected else "its words are no longer in the text"
    elif read is not None and (other := carry.differences(_forms(statement, decided), read)):
        look = f"the newer reading says otherwise: {', '.join(other)}"
    elif read is None and not reviewed and not rejected:
        look = "the newer reading does not have it"
    if review.moment_of(decided[-1].recorded) > newest:
        look = ""
    hides = there and (stands or (rejected and alike == carry.SAME))
    return Carried(statement=statement, decisions=tuple(decided), now=read, stands=stands, hides=hides, look=look)
