"""What campaign.yaml says for the outlook: chances, durations, drivers, scenarios, assumptions, hypotheses."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from jsonschema import Draft202012Validator

from watchfloor.campaign import parse
from watchfloor.campaign.schema import json_schema
from watchfloor.errors import CampaignError
from watchfloor.terms import Chance, Expected
from watchfloor.world import World

HEAD = "campaign: T\ntheatre: [MLT]\nsides:\n  Italy: [ITA]\n  Greece: [GRC]\n"
WHOLE = (
    HEAD
    + """
indicators:
  berth: {when: {event: AGREE}, by: 2030-10-01}
  second-line: {when: {event: AID}}
scenarios:
  lock-in: {text: One line only, indicators: {berth: expected, second-line: not-expected}, threshold: 0.6}
  open: {indicators: {berth: not-expected}}
processes:
  ferry:
    requires: [survey, {any: [fee-paid, fee-waived]}]
    any_of: [north-pier, south-pier]
    expected: {after: north-pier, takes: P1M/P1Y}
    chance: [{p: 0.6, by: 2030-12-31, by_whom: us, why: money}, {low: .2, high: .4, by: 2031-12-31, by_whom: them}]
  survey: {expected: {takes: P2W}}
  fee-paid: {}
  fee-waived: {}
  north-pier: {}
  south-pier: {}
drivers:
  storm: {slows: survey, blocks: ferry, when: {event: PROTEST}, from: 2030-01-01, until: 2030-02-01}
assumptions:
  calm: {text: The sea stays calm, underlies: [ferry, berth-deal], when: {event: AID}, against: {event: ASSAULT}}
levers:
  berth-deal: {of: Italy}
questions:
  q: {text: Q, by: 2030-02-01, step: ferry, author: harbour desk}
hypotheses:
  cheaper:
    question: "Why did fares fall?"
    hypotheses: {rival: A rival came, fuel: Fuel is cheap}
    evidence:
      ship: {text: A second ship, when: {event: COOPERATE}, rates: {rival: CC, fuel: I}}
      told: {events: [3f9c2a1b], rates: {fuel: C}}
"""
)


def only(text: str, world: World) -> tuple[str, str, str]:
    with pytest.raises(CampaignError) as caught:
        parse(text, world, name="c.yaml")
    assert caught.value.others == ()
    return caught.value.code, caught.value.what, caught.value.hint


def test_a_step_requires_all_and_one_of_each_group(world: World) -> None:
    step = parse(WHOLE, world, name="c.yaml").step("ferry")
    assert step.requires == ("survey",)
    assert step.any_of == (("fee-paid", "fee-waived"), ("north-pier", "south-pier"))
    assert step.needs == ("survey", "fee-paid", "fee-waived", "north-pier", "south-pier")


def test_a_step_has_an_expected_course_and_estimates(world: World) -> None:
    campaign = parse(WHOLE, world, name="c.yaml")
    assert campaign.step("ferry").expected == Expected(after=("north-pier",), takes_days=(30, 365))
    assert campaign.step("survey").expected.takes_days == (14, 14)
    one, other = campaign.step("ferry").chances
    assert one == Chance(p=0.6, low=0.6, high=0.6, by=date(2030, 12, 31), by_whom="us", why="money")
    assert (other.low, other.high, other.by_whom) == (0.2, 0.4, "them")
    assert other.p == pytest.approx(0.3)


def test_scenarios_assumptions_drivers_and_hypotheses_are_read(world: World) -> None:
    campaign = parse(WHOLE, world, name="c.yaml")
    assert [(s.indicators, s.threshold) for s in campaign.scenarios] == [
        ((("berth", True), ("second-line", False)), 0.6),
        ((("berth", False),), 0.5),
    ]
    assert campaign.indicators[0].by == date(2030, 10, 1)
    (driver,) = campaign.drivers
    assert (driver.blocks, driver.begins, driver.until) == (("ferry",), date(2030, 1, 1), date(2030, 2, 1))
    assert campaign.assumptions[0].underlies == ("ferry", "berth-deal")
    assert (campaign.questions[0].step, campaign.questions[0].author) == ("ferry", "harbour desk")
    (inquiry,) = campaign.inquiries
    assert dict(inquiry.hypotheses)["fuel"] == "Fuel is cheap"
    assert [(e.key, e.rates, e.events) for e in inquiry.evidence] == [
        ("ship", (("rival", "CC"), ("fuel", "I")), ()),
        ("told", (("fuel", "C"),), ("3f9c2a1b",)),
    ]


@pytest.mark.parametrize(
    ("good", "bad", "code", "hint"),
    [
        ("p: 0.6", "p: 60%", "bad-number", "write 0.6"),
        ("p: 0.6", "p: 60", "bad-number", "write 0.6"),
        ("p: 0.6", "p: 600", "bad-number", "write it as 0.6"),
        ("p: 0.6", "p: -0.6", "bad-number", "write it as 0.6"),
        ("p: 0.6", "p: likely", "bad-number", "write it as 0.6"),
        ("threshold: 0.6", "threshold: 1.2", "bad-number", "write 0.012"),
        ("p: 0.6, ", "", "missing-key", "give `p`"),
        ("low: .2", "low: .2, p: .1", "bad-number", "low ≤ p ≤ high"),
        ("takes: P2W", "takes: 14", "bad-number", "P90D"),
        ("takes: P1M/P1Y", "takes: P1Y/P1M", "bad-number", "P90D"),
        ("takes: P1M/P1Y", "takes: P", "bad-number", "P90D"),
        ("until: 2030-02-01", "until: 2029-02-01", "bad-date", "`from`"),
        ("fuel: I", "fuels: I", "unknown-name", "'fuel'"),
        ("fuel: I", "fuel: III", "unknown-name", "'II'"),
        ("berth: expected", "berth: expcted", "unknown-name", "'expected'"),
        ("berth: expected", "brth: expected", "unknown-name", "'berth'"),
        ("{any: [fee-paid, fee-waived]}", "{any: [fee-paid, fee-wavied]}", "unknown-name", "'fee-waived'"),
        ("{any: [fee-paid, fee-waived]}", "{all: [fee-paid, fee-waived]}", "wrong-type", "step of its own"),
        ("[survey, {any: [fee-paid, fee-waived]}]", "[]", "wrong-type", "name at least one"),
        ("underlies: [ferry", "underlies: [fery", "unknown-name", "'ferry'"),
        ("survey: {expected: {takes: P2W}}", "survey: {expected: {after: ferry}}", "cycle", "remove one"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(good: str, bad: str, code: str, hint: str, world: World) -> None:
    assert good in WHOLE
    found, _, told = only(WHOLE.replace(good, bad, 1), world)
    assert found == f"campaign.{code}"
    assert hint in told


def test_hypotheses_compete(world: World) -> None:
    lone = HEAD + "hypotheses:\n  why: {question: Q, hypotheses: {fuel: Fuel is cheap}}\n"
    assert only(lone, world)[2] == "name at least two under `hypotheses`"


def test_evidence_rates_the_hypotheses_of_its_own_question(world: World) -> None:
    text = WHOLE + "  other: {question: Q, hypotheses: {a: A, b: B}, evidence: {e: {rates: {rival: C}}}}\n"
    code, what, hint = only(text, world)
    assert (code, hint) == ("campaign.unknown-name", "its hypotheses: a, b")
    assert "'rival'" in what


def test_a_step_that_needs_from_afar_what_blocks_it_can_never_be_met(world: World) -> None:
    steps = "processes:\n  a: {requires: b, blocked_by: c}\n  b: {requires: [{any: c}]}\n  c:\n"
    code, what, _ = only(HEAD + steps, world)
    assert code == "campaign.never-met"
    assert "'c'" in what
    assert parse(HEAD + steps.replace("{any: c}", "{any: [c, d]}") + "  d:\n", world, name="c.yaml").processes


def test_the_schema_for_editors_accepts_all_of_it() -> None:
    assert list(Draft202012Validator(json_schema()).iter_errors(yaml.load(WHOLE, Loader=yaml.BaseLoader))) == []
