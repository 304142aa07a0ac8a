from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watchfloor.assessment import compare
from watchfloor.terms import Assessment, Change

Assessed = Callable[..., Assessment]


def of(changes: tuple[Change, ...], kind: str) -> list[Change]:
    return [change for change in changes if change.kind == kind]


def test_nothing_changed_is_nothing_to_tell(assessed: Assessed, act: Any) -> None:
    one = assessed(act("AID", "ITA", "MLT", words="fee"))
    assert compare(one, one) == ()


def test_new_events_standings_steps_and_indicators_are_told(assessed: Assessed, act: Any) -> None:
    known = act("CONSULT", "MLT", "ITA", when="2020-01-10")
    fresh = [act("AID", "ITA", "MLT", words="fee"), act("AGREE", "MLT ITA", words="berth")]
    before, now = assessed(known, as_of="2020-02-01"), assessed(known, *fresh)
    found = compare(before, now)
    assert len(of(found, "event")) == 2
    (standing,) = of(found, "standing")
    assert standing.about == "malta"
    assert standing.text.endswith("toward Italy")
    assert next(s for s in now.standings if s.contest == "malta").gaining == "Italy"
    assert len(standing.events) >= 2
    assert {(change.about, change.text) for change in of(found, "step")} >= {("fee-paid", "unknown → met")}
    (sign,) = of(found, "indicator")
    assert (sign.about, len(sign.events)) == ("berth", 1)


def test_what_weighs_most_comes_first(assessed: Assessed, act: Any) -> None:
    found = compare(assessed(), assessed(act("AID", "ITA", "MLT", words="fee"), act("ACCUSE", "GRC", "MLT")))
    weights = [change.weight for change in found]
    assert weights == sorted(weights, reverse=True)
    assert all(weight >= 0 for weight in weights)


def test_a_step_weighs_more_the_more_processes_waited_for_it(assessed: Assessed, act: Any) -> None:
    idle = act("AID", "FRA", "DEU")
    found = of(compare(assessed(idle), assessed(idle, act("COOPERATE", "MLT", words="survey"))), "step")
    weights = {change.about: change.weight for change in found}
    assert weights["survey"] == 2.0  # one process waited for it
    assert weights["shared-timetable"] == 1.0


def test_a_standing_that_was_not_known_before_says_so(assessed: Assessed, act: Any) -> None:
    (change,) = of(compare(assessed(), assessed(act("SANCTION", "MLT", "ITA"))), "standing")
    assert change.text.endswith("toward Greece (not known before)")


def test_a_standing_that_cannot_be_told_is_no_change(assessed: Assessed, act: Any) -> None:
    assert of(compare(assessed(), assessed(act("SANCTION", "MLT", "ITA", documents="d1"))), "standing") == []


def test_a_standing_that_moved_without_a_clear_direction_says_so(assessed: Assessed, act: Any) -> None:
    """What happened before the window and became known in it moves the balance, and gains nobody anything."""
    known = act("AID", "ITA", "MLT", when="2019-10-01", known="2019-11-01")
    late = act("AID", "GRC", "MLT", when="2019-10-05", known="2020-02-01")
    before, now = assessed(known, as_of="2019-12-31", since="2019-10-02"), assessed(known, late)
    (standing,) = [s for s in now.standings if s.contest == "malta"]
    assert standing.gaining is None
    (change,) = of(compare(before, now), "standing")
    assert change.text.endswith("toward Greece, without a clear direction")


def test_a_standing_that_was_revised_against_its_direction_says_so(assessed: Assessed, act: Any) -> None:
    known = act("AID", "ITA", "MLT", when="2019-10-01", known="2019-11-01")
    late = [act("SANCTION", "ITA", "MLT", when="2019-10-05", known="2020-02-01")] * 3
    fresh = act("AID", "ITA", "MLT", when="2020-05-01")
    before = assessed(known, as_of="2019-12-31", since="2019-10-02")
    now = assessed(known, *late, fresh)
    (standing,) = [s for s in now.standings if s.contest == "malta"]
    assert standing.gaining == "Italy"
    (change,) = of(compare(before, now), "standing")
    assert change.text.endswith("toward Greece by what became known of earlier days")
