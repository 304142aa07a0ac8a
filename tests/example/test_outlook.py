"""The outlook of the example desk: the chain of its processes gives sensible chances, each opening into its inputs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from watchfloor.desk import Desk
from watchfloor.desk.outlook import outlook, register, what_if
from watchfloor.terms import Effect, Odds, Outlook, View

DAY, BY = date(2020, 5, 15), date(2020, 12, 31)
Looked = Callable[..., tuple[View, Outlook]]


@pytest.fixture(scope="module")
def looked(example: Desk) -> Looked:
    def of(*suppose: str) -> tuple[View, Outlook]:
        view, _, made = outlook(example, DAY, by=BY, suppose=suppose)
        return view, made

    return of


def odds(made: Outlook, step: str) -> Odds:
    return made.prospect(step).odds


def effect(made: Outlook, key: str) -> Effect:
    return next(one for one in made.effects if one.key == key and one.what == "met")


def test_talks_come_before_normalisation_and_normalisation_before_accession(looked: Looked) -> None:
    _, made = looked()
    talks, normalisation, accession = (odds(made, s) for s in ("talks", "normalisation", "eu-accession-serbia"))
    assert talks.least > normalisation.least > accession.most > 0.0
    assert (talks.word, accession.word) == ("unlikely", "almost no chance")


def test_the_veto_ends_a_new_resolution_and_leaves_a_deal_within_the_present_one(looked: Looked) -> None:
    _, made = looked("no-veto=lost")
    resolution = effect(made, "new-unsc-resolution")
    assert resolution.before.least > 0.02
    assert resolution.after.most == 0.0
    assert resolution.why == ("no-veto", "new-unsc-resolution")
    assert effect(made, "kosovo-settlement").after.most == 0.0
    assert "normalisation" not in {one.key for one in made.effects}
    assert odds(made, "normalisation") == odds(looked()[1], "normalisation")


def test_the_return_of_the_tariff_and_the_dispute_stop_the_talks_and_all_above(looked: Looked) -> None:
    _, made = looked("tariff-lifted=lost", "interpol-dispute=blocked")
    assert effect(made, "talks").after.most == 0.0
    assert effect(made, "eu-accession-serbia").why[-1] == "eu-accession-serbia"
    tariff, dispute = made.suppositions
    assert (tariff.counterfactual, tariff.fact) == (True, "tariff-lifted is met since 2020-04-01")
    assert not dispute.counterfactual


def test_what_is_met_is_certain_and_cites_the_event(looked: Looked) -> None:
    view, made = looked()
    nato = made.prospect("nato-accession-north-macedonia")
    assert nato.odds.p == 1.0
    assert set(nato.ground.events) <= {event.id for event in view.events}
    assert nato.ground.events


def test_every_number_opens_into_its_inputs(looked: Looked) -> None:
    view, made = looked()
    statements, events = {s.id for s in view.statements}, {e.id for e in view.events}
    for one in made.prospects:
        assert one.ground.text
        assert set(one.ground.statements) <= statements
        assert set(one.ground.events) <= events
        if one.ground.kind == "fact":
            assert one.ground.events
        if one.ground.kind == "sources":
            assert one.ground.statements
    veto = made.prospect("no-veto").ground
    assert veto.kind == "sources"
    assert any("veto" in view.statement(id).citation.exact for id in veto.statements)


def test_steps_of_which_nobody_says_anything_have_no_number(looked: Looked) -> None:
    _, made = looked()
    assert odds(made, "accession-criteria-kosovo").word == "no basis"
    assert odds(made, "eu-accession-kosovo").word == "almost no chance at most"


def test_a_conditional_judgement_of_the_round_table_is_bound_to_the_talks(looked: Looked) -> None:
    _, made = looked()
    (one,) = [c for c in made.conditionals if c.then == ("talks", True)]
    assert (one.if_, one.word) == ((("reciprocity-rules", False),), "probably")


def test_each_single_supposition_is_told_for_the_page(example: Desk) -> None:
    found = what_if(example, DAY, by=BY)
    changed = {effect.key for effect in found["no-veto=lost"]}
    assert {"new-unsc-resolution", "kosovo-settlement"} <= changed
    assert "normalisation" not in changed
    assert "pandemic=off" in found


def test_the_register_proposes_what_analysts_said_will_come(example: Desk) -> None:
    found = register(example, DAY)
    said = {(one.word, one.question) for one in found.proposed}
    assert ("very unlikely", "tariff-back-2020") in said
    assert found.ours["talks-2020"].p is not None
