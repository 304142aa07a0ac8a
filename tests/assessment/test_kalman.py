from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.statespace.structural import UnobservedComponents

from watchfloor.assessment.kalman import Days, Floats, Parameters, Path, Reports, scale, smooth


@dataclass(frozen=True)
class Sight:
    """One report of one level."""

    day: float
    value: float
    variance: float


sights = st.lists(
    st.builds(
        Sight, day=st.integers(0, 400).map(lambda n: n / 2), value=st.floats(-10, 10), variance=st.floats(0.5, 60)
    ),
    max_size=25,
)
parameters = st.builds(Parameters, drift=st.floats(0.0001, 1), noise=st.just(1.0), prior=st.floats(0.5, 40))
AHEAD = 250.0


def grid(seen: list[Sight], asked: list[float]) -> list[float]:
    return sorted({*(one.day for one in seen), *asked})


def walk(seen: list[Sight], asked: list[float], p: Parameters) -> Path:
    days = grid(seen, asked)
    at = np.array([days.index(one.day) for one in seen], dtype=np.int64)
    value, variance = np.array([o.value for o in seen]), np.array([o.variance for o in seen])
    return smooth(Days(np.array(days), np.array([0])), Reports(at, value, variance), p)


def last(path: Path) -> float:
    return float(path.mean[-1])


def dense(seen: list[Sight], days: list[float], p: Parameters) -> tuple[Floats, Floats, Floats]:
    """Return posterior mean and covariance of the level on days, and the weights, from the joint Gaussian at once."""
    start = min([*(o.day for o in seen), *days])
    at = np.array([o.day for o in seen])
    points = np.array(days)

    def covariance(a: Floats, b: Floats) -> Floats:
        return np.asarray(p.prior + p.drift * (np.minimum.outer(a, b) - start))

    observed = covariance(at, at) + np.diag([o.variance for o in seen])
    weights: Floats = np.asarray(np.linalg.solve(observed, covariance(at, points)).T, dtype=np.float64)
    mean: Floats = weights @ np.array([o.value for o in seen])
    left: Floats = covariance(points, points) - weights @ covariance(at, points)
    return mean, left, weights


@given(sights, parameters)
def test_the_smoother_agrees_with_the_joint_gaussian(seen: list[Sight], p: Parameters) -> None:
    days = grid(seen, [0.0, 33.0, 180.5, AHEAD])
    path = walk(seen, [0.0, 33.0, 180.5, AHEAD], p)
    mean, covariance, _ = dense(seen, days, p)
    assert path.mean == pytest.approx(mean, abs=1e-8)
    assert path.variance == pytest.approx(np.diag(covariance), abs=1e-8)


@pytest.mark.parametrize("drift", [0.0003, 0.05, 2.0])
def test_filter_and_smoother_agree_with_statsmodels_on_a_regular_series(drift: float) -> None:
    chance = np.random.default_rng(7)
    values = chance.normal(size=120).cumsum() / 5 + chance.normal(size=120)
    values[[3, 4, 50, 119]] = np.nan  # days without a report
    model = UnobservedComponents(values, level="llevel")
    model.ssm.initialize_known(np.array([0.0]), np.array([[6.0]]))
    told = model.smooth([1.7, drift])
    p = Parameters(drift=drift, noise=1.7, prior=6.0)
    seen = [Sight(float(day), value, p.noise) for day, value in enumerate(values) if not np.isnan(value)]
    path = walk(seen, [float(day) for day in range(120)], p)
    assert path.mean == pytest.approx(told.smoothed_state[0], abs=1e-8)
    assert path.variance == pytest.approx(told.smoothed_state_cov[0, 0], abs=1e-8)
    for day in (0, 4, 77, 119):  # the filter on a day is the smoother over what was seen until then
        until = walk([one for one in seen if one.day <= day], [float(d) for d in range(day + 1)], p)
        assert last(until) == pytest.approx(told.filtered_state[0, day], abs=1e-8)
        assert until.variance[-1] == pytest.approx(told.filtered_state_cov[0, 0, day], abs=1e-8)
    seen_days = ~np.isnan(values)
    misfit = (told.forecasts_error[0] ** 2 / told.forecasts_error_cov[0, 0])[seen_days].sum()
    assert path.misfit[0] == pytest.approx(misfit, rel=1e-8)


def test_many_levels_at_once_are_what_each_is_alone() -> None:
    chance, p = np.random.default_rng(3), Parameters(drift=0.05, noise=4.0, prior=3.0)
    alone = [
        [Sight(float(d), float(chance.normal()), 4.0) for d in chance.choice(60, size=n, replace=False)]
        for n in (1, 5, 12)
    ]
    grids = [grid(seen, [0.0, 99.0]) for seen in alone]
    first = np.cumsum([0, *(len(days) for days in grids)])
    at = [first[k] + grids[k].index(one.day) for k, seen in enumerate(alone) for one in seen]
    told = [one for seen in alone for one in seen]
    together = smooth(
        Days(np.concatenate([np.array(days) for days in grids]), first[:-1]),
        Reports(np.array(at), np.array([o.value for o in told]), np.array([o.variance for o in told])),
        p,
    )
    paths = [walk(seen, [0.0, 99.0], p) for seen in alone]
    for field in ("mean", "variance", "weight", "surprise", "misfit"):
        each = np.concatenate([getattr(path, field) for path in paths])
        assert getattr(together, field) == pytest.approx(each, abs=1e-10), field


@given(sights, parameters)
def test_the_last_level_is_the_sum_of_weight_times_value(seen: list[Sight], p: Parameters) -> None:
    path = walk(seen, [AHEAD], p)
    _, _, weights = dense(seen, [AHEAD], p)
    assert path.weight == pytest.approx(weights[0], abs=1e-8)
    assert sum(path.weight * [o.value for o in seen]) == pytest.approx(last(path), abs=1e-8)


@settings(max_examples=50)
@given(sights, parameters)
def test_leaving_one_out_in_one_pass_is_the_same_as_fitting_again(seen: list[Sight], p: Parameters) -> None:
    path = walk(seen, [0.0, AHEAD], p)
    for i, back in enumerate(path.weight * path.surprise):
        without = walk(seen[:i] + seen[i + 1 :], [0.0, AHEAD], p)
        assert last(path) - back == pytest.approx(last(without), abs=1e-7)


@given(sights, parameters, st.randoms())
def test_the_order_in_which_reports_come_does_not_matter(seen: list[Sight], p: Parameters, chance: object) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = walk(seen, [AHEAD], p), walk(shuffled, [AHEAD], p)
    assert one.mean == pytest.approx(other.mean, abs=1e-9)
    assert one.variance == pytest.approx(other.variance, abs=1e-9)


@given(sights, parameters)
def test_more_reports_never_widen_the_interval(seen: list[Sight], p: Parameters) -> None:
    more, fewer = walk(seen, [0.0, AHEAD], p), walk(seen[1:], [0.0, AHEAD], p)
    assert more.variance[-1] <= fewer.variance[-1] + 1e-9


def test_without_a_report_the_level_stays_neutral_and_grows_less_certain() -> None:
    path = walk([], [0.0, 10.0], Parameters(drift=0.5, noise=1.0, prior=2.0))
    assert path.mean == pytest.approx([0.0, 0.0])
    assert path.variance == pytest.approx([2.0, 7.0])


def test_a_report_needs_a_positive_variance() -> None:
    with pytest.raises(ValueError, match="positive variance"):
        walk([Sight(0.0, 1.0, 0.0)], [], Parameters(drift=0.5, noise=1.0, prior=2.0))


@pytest.mark.parametrize("wrong", ["drift", "noise", "prior", "freedom"])
@pytest.mark.parametrize("value", [0.0, -1.0, float("nan")])
def test_variances_are_positive(wrong: str, value: float) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        Parameters(**{"drift": 1.0, "noise": 1.0, "prior": 1.0, "freedom": 5.0, wrong: value})


def test_variances_that_arithmetic_cannot_hold_are_no_answer() -> None:
    with pytest.raises(ArithmeticError), np.errstate(all="ignore"):
        walk([Sight(0.0, 1.0, 1.0), Sight(1.0, 1.0, 1.0)], [], Parameters(drift=1e-320, noise=1.0, prior=1.0))


def test_the_noise_scale_is_the_mean_misfit_with_the_prior_as_so_many_reports() -> None:
    found, freedom = scale(np.array([6.0, 0.0]), np.array([4, 0]), 8.0)
    assert found == pytest.approx([(8 + 6) / 12, 1.0])
    assert freedom == pytest.approx([12.0, 8.0])
    fixed, sure = scale(np.array([6.0]), np.array([4]), float("inf"))
    assert (fixed[0], sure[0]) == (1.0, float("inf"))
