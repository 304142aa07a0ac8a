from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from watchfloor.assessment.kalman import Observation, Parameters, smooth

Array = NDArray[np.float64]

observations = st.lists(
    st.builds(
        Observation,
        day=st.integers(0, 400).map(lambda n: n / 2),
        value=st.floats(-10, 10),
        variance=st.floats(0.5, 60),
    ),
    max_size=25,
)
parameters = st.builds(Parameters, drift=st.floats(0.0001, 1), noise=st.just(1.0), prior=st.floats(0.5, 40))
AHEAD = 250.0


def dense(seen: list[Observation], days: list[float], p: Parameters) -> tuple[Array, Array, Array]:
    """Return posterior mean and covariance of the level on days, and the weights, from the joint Gaussian at once."""
    start = min([*(o.day for o in seen), *days])
    at = np.array([o.day for o in seen])
    points = np.array(days)

    def covariance(a: Array, b: Array) -> Array:
        return np.asarray(p.prior + p.drift * (np.minimum.outer(a, b) - start))

    observed = covariance(at, at) + np.diag([o.variance for o in seen])
    weights: Array = np.asarray(np.linalg.solve(observed, covariance(at, points)).T, dtype=np.float64)
    mean: Array = weights @ np.array([o.value for o in seen])
    left: Array = covariance(points, points) - weights @ covariance(at, points)
    return mean, left, weights


@given(observations, parameters)
def test_filter_and_smoother_agree_with_the_joint_gaussian(seen: list[Observation], p: Parameters) -> None:
    days = [0.0, 33.0, 180.5, AHEAD]
    path = smooth(seen, days, p)
    mean, covariance, _ = dense(seen, days, p)
    for i, day in enumerate(days):
        level, variance = path.at(day)
        assert level == pytest.approx(mean[i], abs=1e-9)
        assert variance == pytest.approx(covariance[i, i], abs=1e-9)


@given(observations, parameters)
def test_the_last_level_is_the_sum_of_weight_times_value(seen: list[Observation], p: Parameters) -> None:
    path = smooth(seen, [AHEAD], p)
    _, _, weights = dense(seen, [AHEAD], p)
    assert path.weights() == pytest.approx(list(weights[0]), abs=1e-9)
    assert sum(w * o.value for w, o in zip(path.weights(), seen, strict=True)) == pytest.approx(
        path.level[-1], abs=1e-9
    )


@settings(max_examples=50)
@given(observations, parameters)
def test_leaving_one_out_in_one_pass_is_the_same_as_fitting_again(seen: list[Observation], p: Parameters) -> None:
    path = smooth(seen, [0.0, AHEAD], p)
    for i, (weight, surprise) in enumerate(zip(path.weights(), path.surprises(), strict=True)):
        without = smooth(seen[:i] + seen[i + 1 :], [0.0, AHEAD], p)
        assert path.level[-1] - weight * surprise == pytest.approx(without.level[-1], abs=1e-8)


@given(observations, parameters, st.randoms())
def test_the_order_in_which_reports_come_does_not_matter(
    seen: list[Observation], p: Parameters, chance: object
) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = smooth(seen, [AHEAD], p), smooth(shuffled, [AHEAD], p)
    assert one.level[-1] == pytest.approx(other.level[-1], abs=1e-9)
    assert one.variance[-1] == pytest.approx(other.variance[-1], abs=1e-9)


@given(observations, parameters)
def test_more_reports_never_widen_the_interval(seen: list[Observation], p: Parameters) -> None:
    assert smooth(seen, [0.0, AHEAD], p).variance[-1] <= smooth(seen[1:], [0.0, AHEAD], p).variance[-1] + 1e-9


def test_without_a_report_the_level_stays_neutral_and_grows_less_certain() -> None:
    path = smooth([], [0.0, 10.0], Parameters(drift=0.5, noise=1.0, prior=2.0))
    assert (path.at(0.0), path.at(10.0)) == ((0.0, 2.0), (0.0, 7.0))


def test_a_path_needs_a_day_and_a_positive_variance() -> None:
    p = Parameters(drift=0.5, noise=1.0, prior=2.0)
    with pytest.raises(ValueError, match="at least one day"):
        smooth([], [], p)
    with pytest.raises(ValueError, match="positive variance"):
        smooth([Observation(day=0.0, value=1.0, variance=0.0)], [], p)


def test_intervals_cover_what_they_say_when_the_parameters_are_true() -> None:
    chance = np.random.default_rng(20200515)
    p = Parameters(drift=0.05, noise=4.0, prior=3.0)
    ranks = []
    for _ in range(600):
        days = np.sort(chance.choice(200, size=12, replace=False)).astype(float)
        steps = chance.normal(size=13) * np.sqrt(np.append([p.prior], p.drift * np.diff(np.append(days, 200.0))))
        level = np.cumsum(steps)
        values = level[:-1] + chance.normal(size=12) * np.sqrt(p.noise)
        seen = [Observation(day=d, value=v, variance=p.noise) for d, v in zip(days, values, strict=True)]
        path = smooth(seen, [200.0], p)
        ranks.append((level[-1] - path.level[-1]) / np.sqrt(path.variance[-1]))
    inside = np.mean(np.abs(ranks) < 1.2815515655446004)
    assert 0.77 <= inside <= 0.83
