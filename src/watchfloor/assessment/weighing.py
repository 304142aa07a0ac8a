"""All contests together: where they stand, and where they would without the weaker sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from watchfloor.assessment.evidence import Sources, evidence
from watchfloor.assessment.model import Model
from watchfloor.assessment.standing import sensitive, standings
from watchfloor.terms import Binding, Contest, Event, Standing

#: Grades that are left out together to see what hangs on them: below C, and those that say nothing of the source.
WEAKER = (("D", "E"), ("F",))


def weighed(
    bindings: Sequence[Binding], events: Mapping[str, Event], contests: Sequence[Contest], known: Sources, model: Model,
    *, since: date, as_of: date,
) -> tuple[Standing, ...]:  # fmt: skip
    """Return the standing of each contest; where weaker sources speak of it, with what it would be without them."""
    found = evidence(bindings, events, contests, known, model, as_of=as_of)
    standing = standings(contests, found, model, since=since, as_of=as_of)
    for without in WEAKER:
        touched = set(_touched(bindings, events, known, without))
        chosen = [contest for contest in contests if contest.key in touched]
        if chosen:
            left = evidence(bindings, events, chosen, known.without(set(without)), model, as_of=as_of)
            others = {o.contest: o for o in standings(chosen, left, model, since=since, as_of=as_of)}
            standing = tuple(
                sensitive(one, others[one.contest], without) if one.contest in others else one for one in standing
            )
    return standing


def _touched(
    bindings: Sequence[Binding], events: Mapping[str, Event], known: Sources, grades: tuple[str, ...]
) -> Iterator[str]:
    """Yield the contests on which a source of such a grade bears."""
    weak = {id for id, grade in known.grades.items() if grade in grades}
    if not weak:
        return
    for binding in bindings:
        said = (known.statements.get(id) for id in events[binding.event].statements if binding.pulls)
        if any(statement is not None and statement.citation.document in weak for statement in said):
            yield from (pull.contest for pull in binding.pulls)
