"""Simulation-based calibration: where the world is as the model says, its answers are as often right as they say.

Source: S. Talts et al., Validating Bayesian Inference Algorithms with Simulation-Based Calibration (2018). Truth is
drawn from the prior, reports from the truth, and the rank of the truth in the posterior must be uniform.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from scipy.special import stdtr, stdtrit
from scipy.stats import chisquare

from watchfloor.assessment.evidence import Evidence
from watchfloor.assessment.kalman import Floats, Parameters
from watchfloor.assessment.model import CHANNELS, standard
from watchfloor.assessment.stances import SHARES, Fit, fit

CONTESTS = 4000
AS_OF, SINCE = date(2020, 5, 15), date(2020, 2, 15)
BINS = 20


@dataclass(frozen=True)
class Simulated:
    """Contests whose truth is known: the evidence, the stances (side, channel, contest) and the balance of today."""

    evidence: Evidence
    stances: Floats
    balance: Floats


def simulated(seed: int) -> Simulated:
    chance, model = np.random.default_rng(seed), standard()
    end = float(AS_OF.toordinal())
    stances = np.zeros((2, 2, CONTESTS))
    rows: list[Floats] = []
    for channel, name in enumerate(CHANNELS):
        numbers = model.channels[name]
        scales = numbers.freedom / chance.chisquare(numbers.freedom, size=CONTESTS)
        for side in (0, 1):
            for contest in range(CONTESTS):
                told = chance.integers(1, 9)
                day = np.sort(end - chance.integers(0, 300, size=told).astype(float))
                truth, value, variance = walked(chance, day, end, numbers, scales[contest])
                stances[side, channel, contest] = truth
                fields = [np.full(told, float(x)) for x in (contest, side, channel)]
                rows.append(np.stack([*fields, day, value, variance], axis=1))
    contest_, side_, channel_, day_, value_, variance_ = np.concatenate(rows).T
    return Simulated(
        Evidence(
            events=(), event=np.arange(len(day_)), contest=contest_.astype(int), side=side_.astype(int),
            channel=channel_.astype(int), day=day_, value=value_, variance=variance_, origins=(),
        ),
        stances,
        np.tensordot(np.array(SHARES), stances.sum(axis=1), axes=1),
    )  # fmt: skip


def walked(
    chance: np.random.Generator, day: Floats, end: float, numbers: Parameters, scale: float
) -> tuple[float, Floats, Floats]:
    """Return the level of today, and its reports: the first day is that of the window, as in the model."""
    begin = min(day[0], float(SINCE.toordinal()))
    gaps = np.diff(np.concatenate([[begin], day, [end]]))
    steps = chance.normal(size=len(gaps)) * np.sqrt(scale * numbers.drift * gaps)
    steps[0] += chance.normal() * np.sqrt(scale * numbers.prior)
    level = np.cumsum(steps)
    variance = numbers.noise / chance.uniform(0.3, 0.95, size=len(day))
    return float(level[-1]), level[:-1] + chance.normal(size=len(day)) * np.sqrt(scale * variance), variance


@pytest.fixture(scope="module")
def told() -> tuple[Simulated, Fit]:
    made = simulated(20200515)
    return made, fit(made.evidence, CONTESTS, standard(), since=SINCE, as_of=AS_OF)


def uniform(ranks: Floats) -> float:
    """Return the p-value of the hypothesis that ranks in [0, 1] are uniform."""
    return float(chisquare(np.histogram(ranks, BINS, (0.0, 1.0))[0]).pvalue)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("channel", [0, 1])
def test_the_rank_of_a_true_stance_is_uniform(side: int, channel: int, told: tuple[Simulated, Fit]) -> None:
    made, found = told
    freedom = standard().channels[CHANNELS[channel]].freedom + found.count[:, channel].sum(axis=0)
    spread = found.reach[side, channel] / stdtrit(freedom, 0.9)
    ranks = stdtr(freedom, (made.stances[side, channel] - found.level[side, channel]) / spread)
    assert uniform(ranks) > 0.01


def test_the_rank_of_a_true_balance_is_uniform_and_its_intervals_hold(told: tuple[Simulated, Fit]) -> None:
    made, found = told
    error = made.balance - found.balance[found.days.last]
    half = found.half[found.days.last]
    assert 0.785 < np.mean(np.abs(error) <= half) < 0.815
    assert abs(np.mean(error > 0) - 0.5) < 0.025


def test_a_wrong_scale_is_found_out(told: tuple[Simulated, Fit]) -> None:
    """Else the tests above could not fail: with intervals 15 % too wide the ranks are not uniform."""
    made, found = told
    freedom = standard().channels["deeds"].freedom + found.count[:, 1].sum(axis=0)
    spread = 1.15 * found.reach[0, 1] / stdtrit(freedom, 0.9)
    assert uniform(stdtr(freedom, (made.stances[0, 1] - found.level[0, 1]) / spread)) < 0.001


@pytest.mark.parametrize("probable", [0.6, 0.8, 0.95])
def test_a_side_said_to_gain_gains_as_often_as_said(probable: float, told: tuple[Simulated, Fit]) -> None:
    """Whether today's balance truly lies above the level it was put at then."""
    made, found = told
    last = found.days.last
    above = made.balance > found.balance[last] - found.change
    p = np.maximum(found.p_up, 1.0 - found.p_up)
    right = np.where(found.p_up >= 0.5, above, ~above)
    near = np.abs(p - probable) < 0.05
    assert near.sum() > 100
    assert abs(right[near].mean() - p[near].mean()) < 3 * np.sqrt(0.25 / near.sum())
