"""Beliefs: intervals, mixtures over time, pooled voices."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import beta

from watchfloor.outlook.reckoning.beliefs import Belief, Voice, between, counted, pooled

LIKELY, UNLIKELY = (0.6, 0.75, 0.85), (0.05, 0.2, 0.3)


def test_a_belief_has_the_quantiles_of_its_beta() -> None:
    assert Belief(p=0.3, weight=10.0).interval() == pytest.approx(tuple(beta(3, 7).ppf([0.1, 0.9])))
    assert Belief(p=0.3).interval() == (0.3, 0.3)


@pytest.mark.parametrize("p", [-0.1, 1.1, 60.0])
def test_no_belief_lies_outside_zero_and_one(p: float) -> None:
    with pytest.raises(ValueError, match="p must lie in"):
        Belief(p=p)


def test_an_interval_keeps_its_width_and_the_mean_its_place() -> None:
    belief = between(0.6, 0.4, 0.7)
    low, high = belief.interval()
    assert belief.p == 0.6
    assert high - low == pytest.approx(0.3, abs=1e-4)


def test_the_mean_over_a_longer_time_is_that_of_the_mixture() -> None:
    belief = Belief(p=0.3, weight=8.0)
    theta = beta(2.4, 5.6).ppf((np.arange(20000) + 0.5) / 20000)
    for ratio in (0.25, 1.0, 3.0):
        assert belief.by(ratio) == pytest.approx(np.mean(1.0 - (1.0 - theta) ** ratio), abs=1e-4)
    assert belief.by(1.0) == pytest.approx(0.3, abs=1e-12)
    assert (Belief(p=1.0).by(0.5), Belief(p=0.0).by(2.0), belief.by(0.0)) == (1.0, 0.0, 0.0)
    assert Belief(p=0.3).by(2.0) == pytest.approx(1.0 - 0.7**2)


def test_counting_no_case_leaves_it_open() -> None:
    assert counted(0, 0).p == 0.5
    low, high = counted(0, 0).interval()
    assert low < 0.03
    assert high > 0.97
    assert counted(18, 18).p == pytest.approx(18.5 / 19)


def test_one_voice_is_taken_as_its_readers_take_it() -> None:
    belief = pooled([Voice(readers=LIKELY, weight=1.0)])
    low, high = belief.interval()
    assert belief.p == pytest.approx(0.73, abs=0.02)
    assert low == pytest.approx(0.6, abs=0.03)
    assert high == pytest.approx(0.85, abs=0.03)


def test_a_better_source_counts_for_more() -> None:
    good, poor = (pooled([Voice(readers=LIKELY, weight=a), Voice(readers=UNLIKELY, weight=b)]).p
                  for a, b in ((1.0, 0.3), (0.3, 1.0)))  # fmt: skip
    assert good > 0.5 > poor


def test_a_poor_source_alone_leaves_more_open() -> None:
    assert pooled([Voice(readers=LIKELY, weight=0.3)]).weight < pooled([Voice(readers=LIKELY, weight=1.0)]).weight


def test_voices_that_agree_make_surer_and_voices_that_differ_less_sure() -> None:
    one = pooled([Voice(readers=LIKELY, weight=1.0)])
    two = pooled([Voice(readers=LIKELY, weight=1.0)] * 2)
    torn = pooled([Voice(readers=LIKELY, weight=1.0), Voice(readers=UNLIKELY, weight=1.0)])
    assert one.weight < two.weight
    assert torn.weight < one.weight


def test_without_a_voice_there_is_nothing_to_pool() -> None:
    with pytest.raises(ValueError, match="nobody"):
        pooled([])


def test_a_word_for_certain_stays_a_chance() -> None:
    assert 0.9 < pooled([Voice(readers=(1.0, 1.0, 1.0), weight=1.0)]).p < 1.0
    assert math.isfinite(pooled([Voice(readers=(0.5, 0.5, 0.5), weight=1.0)]).weight)
