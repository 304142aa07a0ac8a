"""On made-up campaigns whose truth is known, intervals hold it as often as they say, and chances beat the base rate."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.bench_outlook import honesty, large, speed


def test_intervals_hold_the_truth_four_times_in_five_and_chances_have_skill() -> None:
    coverage, steps, skill = honesty(250)
    assert steps > 1000
    assert 0.77 <= coverage <= 0.83
    assert skill > 0.15


@pytest.mark.slow
@pytest.mark.parametrize("takes", [False, True])
def test_a_graph_of_fifty_steps_is_reckoned_in_seconds(takes: bool) -> None:
    draw, at, singles = speed(large(50, takes=takes))
    assert draw + at < 3.0  # 1 s on a quiet machine
    assert singles < 15.0  # 5 s
