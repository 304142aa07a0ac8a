from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from watchfloor.assessment import compare
from watchfloor.terms import Assessment, Change, Document, Estimate, Statement, View, When

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


def judged(name: str, day: str, cue: str, band: tuple[float, float], text: str, speaker: str) -> tuple[Document, Any]:
    document = Document(id=name, title=name, publisher="Harbour Post", published=When(day), text=text)
    cited = replace(document.cite(0, len(text)), speaker=speaker)
    estimate = Estimate(cues=(cue,), band=band)
    return document, Statement(id=f"j-{name}", kind="judgement", citation=cited, estimate=estimate)


SAID = "It is {} that the ferry line to the southern island will sail in winter."


@pytest.mark.parametrize(
    ("speaker", "cue", "band", "told"),
    [
        ("Analyst", "likely", (0.55, 0.8), True),
        ("Analyst", "unlikely", (0.2, 0.45), False),  # the same as before
        ("Host", "likely", (0.55, 0.8), False),  # another's judgement is no revision
    ],
)
def test_a_source_that_revises_its_judgement_is_told(
    speaker: str, cue: str, band: tuple[float, float], told: bool, assessed: Assessed
) -> None:
    first = judged("d1", "2020-01-05", "unlikely", (0.2, 0.45), SAID.format("unlikely"), "Analyst")
    second = judged("d2", "2020-04-05", cue, band, SAID.format(cue), speaker)
    documents, statements = zip(first, second, strict=True)
    seen = View(as_of=date(2020, 5, 15), documents=documents, statements=statements, events=())
    found = of(compare(assessed(as_of="2020-02-01"), assessed(), seen), "judgement")
    assert len(found) == told
    for change in found:
        assert change.text == "Analyst now says “likely” where it said “unlikely” before"
        assert change.statements == ("j-d2", "j-d1")
        assert change.weight == pytest.approx(0.35)
    later = assessed(as_of="2020-05-14")
    assert of(compare(later, assessed(), seen), "judgement") == []  # it was known by then


def test_another_verdict_is_told_with_the_events_that_speak_for_it(assessed: Assessed, act: Any) -> None:
    aid = [act("AID", "ITA", "MLT", when=f"2020-01-{day:02}", documents=f"a{day} b{day}") for day in (3, 5, 7, 9)]
    cuts = [act("SANCTION", "ITA", "MLT", when=f"2020-04-{d:02}", documents=f"c{d} e{d}") for d in range(3, 15)]
    before, now = assessed(*aid, as_of="2020-02-01"), assessed(*aid, *cuts, since="2020-02-01")
    (change,) = of(compare(before, now), "verdict")
    assert (change.about, change.text) == ("malta", "judged to be gaining: Greece; before: Italy")
    assert 1.0 < change.weight <= 2.0
    assert len(change.events) == len(cuts)
    assert of(compare(now, now), "verdict") == []
