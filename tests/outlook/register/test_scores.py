"""Scores agree with scikit-learn and with worked examples that were published."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss

from watchfloor.outlook.register.scores import Scored, counting, pooled_sources, report, scores
from watchfloor.terms import Forecast, Resolution

NOW = datetime(2030, 6, 1, tzinfo=UTC)


def forecast(p: float, question: str = "q", author: str = "desk", made: str = "2030-01-01", **more: Any) -> Forecast:
    return Forecast(question=question, author=author, p=p, made=date.fromisoformat(made), why="", recorded=NOW, **more)


def scored(*pairs: tuple[float, bool]) -> list[Scored]:
    return [Scored(forecast=forecast(p, f"q{n}"), came=came) for n, (p, came) in enumerate(pairs)]


def settled(outcome: str = "yes", question: str = "q", on: str = "2030-05-01") -> dict[str, Resolution]:
    return {question: Resolution(question=question, outcome=outcome, on=date.fromisoformat(on), author="desk", why="",
                                 recorded=NOW)}  # fmt: skip


pairs = st.lists(st.tuples(st.floats(0.001, 0.999), st.booleans()), min_size=2, max_size=40)


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_brier_and_log_score_agree_with_scikit_learn(some: list[tuple[float, bool]]) -> None:
    found = scores(scored(*some), {})
    p, came = zip(*some, strict=True)
    assert found.brier == pytest.approx(brier_score_loss(came, p, pos_label=True), abs=1e-12)
    assert found.log == pytest.approx(log_loss(came, p, labels=[False, True]), abs=1e-12)


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_the_parts_add_up_to_the_score(some: list[tuple[float, bool]]) -> None:
    found = scores(scored(*some), {})
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(found.brier, abs=1e-12)
    assert found.reliability >= 0.0
    assert sum(one.n for one in found.bins) == found.n


def test_the_examples_of_scikit_learns_manual() -> None:
    # brier_score_loss: outcomes 0 1 1 0, probabilities .1 .9 .8 .3; log_loss: outcomes 1 0 0 1, of a 1 .9 .1 .2 .65
    assert scores(scored((0.1, False), (0.9, True), (0.8, True), (0.3, False)), {}).brier == pytest.approx(0.0375)
    found = scores(scored((0.9, True), (0.1, False), (0.2, False), (0.65, True)), {})
    assert found.log == pytest.approx(0.21616, abs=1e-5)


@pytest.mark.parametrize(("p", "came", "brier"), [(1.0, True, 0.0), (1.0, False, 1.0), (0.7, True, 0.09),
                                                  (0.3, True, 0.49), (0.5, False, 0.25)])  # fmt: skip
def test_the_textbook_examples_of_rain(p: float, came: bool, brier: float) -> None:
    assert scores(scored((p, came)), {}).brier == pytest.approx(brier)


def test_murphys_parts_by_hand() -> None:
    # twice .2 (one of two comes), thrice .8 (all three come): base rate 4/5
    found = scores(scored((0.2, True), (0.2, False), (0.8, True), (0.8, True), (0.8, True)), {})
    assert found.reliability == pytest.approx((2 * 0.3**2 + 3 * 0.2**2) / 5)
    assert found.resolution == pytest.approx((2 * 0.3**2 + 3 * 0.2**2) / 5)
    assert found.uncertainty == pytest.approx(0.16)
    assert found.skill == pytest.approx(0.0)
    assert [(one.n, one.p, one.share) for one in found.bins] == [(2, 0.2, 0.5), (3, pytest.approx(0.8), 1.0)]
    assert 0.0 < found.bins[1].low < 0.9 < found.bins[1].high < 1.0


def test_many_values_are_put_into_ten_bins() -> None:
    rng = np.random.default_rng(0)
    some = [(float(p), bool(rng.random() < p)) for p in rng.random(200)]
    assert len(scores(scored(*some), {}).bins) == 10


def test_a_certainty_that_fails_costs_much_but_not_everything() -> None:
    assert scores(scored((0.0, True)), {}).log == pytest.approx(-math.log(np.finfo(float).eps))


def test_where_all_came_out_alike_there_is_no_skill_to_tell() -> None:
    assert scores(scored((0.9, True), (0.8, True)), {}).skill is None


def test_without_a_forecast_there_is_nothing_to_score() -> None:
    with pytest.raises(ValueError, match="no forecast"):
        scores([], {})
    assert report([forecast(0.5)], {}).all is None


def test_the_last_forecast_before_the_day_counts() -> None:
    made = [forecast(0.3), forecast(0.6, made="2030-04-30"), forecast(0.99, made="2030-05-01")]
    (one,) = counting(reversed(made), settled())
    assert one.forecast.p == 0.6


def test_a_void_question_scores_nothing() -> None:
    assert counting([forecast(0.3)], settled("void")) == ()


def test_scores_by_author_and_by_word_say_what_a_sources_likely_was_worth() -> None:
    resolutions = settled("yes", "a") | settled("no", "b")
    said = {"statement": "3f9c2a1b00000000", "word": "likely", "author": "A source"}
    made = [forecast(0.75, "a", **said), forecast(0.75, "b", **said), forecast(0.9, "a"), forecast(0.2, "b")]
    found = report(made, resolutions)
    assert dict(found.by_word)["likely"].brier == pytest.approx((0.25**2 + 0.75**2) / 2)
    desk = dict(found.by_author)["desk"]
    assert (desk.n, desk.crowd_n) == (2, 2)
    assert desk.brier == pytest.approx((0.1**2 + 0.2**2) / 2)
    assert desk.over_crowd == pytest.approx(1 - desk.brier / dict(found.by_word)["likely"].brier)
    assert dict(found.by_author)["A source"].over_crowd == pytest.approx(0.0)


def test_the_crowd_is_the_mean_of_the_sources_in_log_odds() -> None:
    said = [Scored(forecast=forecast(p, author=str(p), statement="3f9c2a1b00000000"), came=True) for p in (0.9, 0.1)]
    assert pooled_sources([*said, *scored((0.2, True))]) == {"q": pytest.approx(0.5)}
