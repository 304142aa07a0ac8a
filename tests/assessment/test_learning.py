"""Learning on made-up sets whose truth is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import multivariate_t

from watchfloor.assessment import backtest
from watchfloor.assessment.calibration import calibrate
from watchfloor.assessment.dyads import acts_between
from watchfloor.assessment.kalman import Days, Parameters, Reports, smooth
from watchfloor.assessment.learning import HELD_OUT, MONTH_DAYS, Panel, fit, log_likelihood, panels, walk
from watchfloor.assessment.quadruples import read
from watchfloor.errors import AssessmentError
from watchfloor.ledger.sets import Dyad, Manifest, Moment
from watchfloor.ledger.sets.shelf import Source
from watchfloor.world import World

TRUE = Parameters(drift=0.01, noise=4.0, prior=6.0, freedom=6.0)


def made_up(pairs: int, months: int, seed: int = 5) -> Panel:
    """Return a panel drawn from the model: each month of each pair has zero to three reports."""
    chance = np.random.default_rng(seed)
    scale = TRUE.freedom / chance.chisquare(TRUE.freedom, size=(pairs, 1))
    count = chance.integers(0, 4, size=(pairs, months)).astype(float)
    first = np.argmax(count > 0, axis=1)
    steps = chance.normal(size=(pairs, months)) * np.sqrt(scale * TRUE.drift * MONTH_DAYS)
    steps[np.arange(months) <= first[:, None]] = 0.0
    level = chance.normal(size=(pairs, 1)) * np.sqrt(scale * TRUE.prior) + np.cumsum(steps, axis=1)
    mean = level + chance.normal(size=(pairs, months)) * np.sqrt(scale * TRUE.noise / np.maximum(count, 1.0))
    return Panel(count, mean * count)


def test_the_likelihood_is_that_of_a_multivariate_student_t() -> None:
    panel = made_up(3, 6)
    each = []
    for count, mean in zip(panel.count, panel.mean, strict=True):
        at = np.flatnonzero(count)
        covariance = TRUE.prior + TRUE.drift * MONTH_DAYS * (np.minimum.outer(at, at) - at[0])
        covariance = covariance + np.diag(TRUE.noise / count[at])
        each.append(multivariate_t.logpdf(mean[at], np.zeros(len(at)), covariance, df=6))
    assert log_likelihood(panel, TRUE) == pytest.approx(sum(each), abs=1e-8)


def test_the_walk_over_months_is_the_smoother_of_the_standing() -> None:
    panel = made_up(4, 30)
    found = walk(panel, TRUE)
    for pair in range(4):
        at = np.flatnonzero(panel.count[pair])
        days = Days(MONTH_DAYS * at.astype(float), np.array([0]))
        seen = slice(0, len(at) - 1)
        told = Reports(np.arange(len(at))[seen], panel.mean[pair, at][seen], TRUE.noise / panel.count[pair, at][seen])
        path = smooth(days, told, TRUE)
        assert found.level[pair, at[-1]] == pytest.approx(path.mean[-1], abs=1e-9)
        assert found.spread[pair, at[-1]] == pytest.approx(path.variance[-1], abs=1e-9)
        assert found.scale[pair, at[-1]] == pytest.approx((6.0 + path.misfit[0]) / (6.0 + len(at) - 1))


def test_what_is_learned_is_what_was_put_in() -> None:
    (found,) = fit([made_up(400, 60)])
    assert found.drift == pytest.approx(TRUE.drift, rel=0.15)
    assert found.noise == pytest.approx(TRUE.noise, rel=0.1)
    assert found.prior == pytest.approx(TRUE.prior, rel=0.2)
    assert found.freedom == pytest.approx(TRUE.freedom, rel=0.3)


def test_where_the_world_is_as_the_model_says_it_beats_the_rules_and_its_intervals_hold() -> None:
    words, deeds = made_up(300, 60), made_up(300, 60, seed=6)
    ours, rules = backtest.ours(words, deeds, (TRUE, TRUE)), backtest.rules(words, deeds)
    assert ours.score > max(rule.score for rule in rules.values())
    alone = backtest.ours(words, Panel(np.zeros_like(deeds.count), np.zeros_like(deeds.count)), (TRUE, TRUE))
    assert 0.77 < alone.coverage < 0.83
    rival = rules["no-change"]
    gain, low, high = backtest.gain(ours, rival)
    assert low < gain < high
    assert gain == pytest.approx(ours.score - rival.score)
    assert 0.77 < backtest.one_channel(words, TRUE).coverage < 0.83


def test_simple_rules_by_hand() -> None:
    """One pair, one report a month of 1, 2, 3 …: what each rule says of the next month."""
    months = np.arange(1.0, 41.0)[None, :]
    panel = Panel(np.ones_like(months), months)
    none = Panel(np.zeros_like(months), np.zeros_like(months))
    assert backtest.forecasts(panel)["no-change"][0, 39] == 39.0
    assert backtest.forecasts(panel)["mean of 12 months"][0, 39] == np.arange(28, 40).mean()
    kept = 0.5 ** (1 / 3)
    weights = kept ** np.arange(38, -1, -1)
    average = backtest.forecasts(panel)["average, half-life 3 months"][0, 39]
    assert average == pytest.approx(weights @ np.arange(1.0, 40.0) / weights.sum())
    assert len(backtest.rules(panel, none)["no-change"].log) == HELD_OUT


def folder(to: Path, rows: list[tuple[int, int, int, int]], names: list[str], relations: list[str]) -> Path:
    for file, table in (("entity2id.txt", names), ("relation2id.txt", relations)):
        (to / file).write_text("".join(f"{name}\t{n}\n" for n, name in enumerate(table)), encoding="utf-8")
    for file, part in (("train.txt", rows[:-2]), ("valid.txt", rows[-2:-1]), ("test.txt", rows[-1:])):
        (to / file).write_text("".join("\t".join(map(str, row)) + "\n" for row in part), encoding="utf-8")
    return to


NAMES = ["Malta", "Military (Cyprus)", "Italy", "Men (Atlantis)", "Foreign Affairs (Malta)"]
RELATIONS = ["Consult", "Provide_aid", "Use_conventional_military_force", "Unheard_of_relation", "Make_statement"]


def test_a_set_is_read_as_acts_between_two_countries(tmp_path: Path, world: World) -> None:
    rows = [
        (0, 0, 1, 0), (1, 1, 4, 3), (2, 2, 0, 5), (0, 0, 4, 6), (0, 0, 3, 7), (0, 3, 1, 8), (0, 4, 2, 9),
    ]  # fmt: skip
    found = read(folder(tmp_path, rows, NAMES, RELATIONS), world)
    assert found.rows == 7
    assert found.day.tolist() == [0, 3, 5, 9]  # not within Malta, not with Atlantis, not an unknown relation
    assert found.pair[0] == found.pair[1] != found.pair[2]
    assert found.deed.tolist() == [False, True, True, False]
    assert found.goldstein.tolist() == [1.0, 7.0, -10.0, 0.0]
    assert found.plover[0] > 0 > found.plover[2]
    assert len(found.sha256) == 64


def test_days_counted_in_hours_are_days(tmp_path: Path, world: World) -> None:
    rows = [(0, 0, 1, 24), (0, 0, 2, 48), (0, 0, 1, 240)]
    assert read(folder(tmp_path, rows, NAMES, RELATIONS), world).day.tolist() == [1, 2, 10]


def test_a_panel_counts_back_from_the_last_day_and_takes_only_pairs_of_which_enough_is_known(
    tmp_path: Path, world: World
) -> None:
    days = [*range(0, 60, 2), 800]
    rows = [*((0, 0, 1, day) for day in days), *((0, 1, 2, day) for day in range(0, 58, 2)), (0, 0, 1, 801)]
    found = read(folder(tmp_path, rows, NAMES, RELATIONS), world)
    words, deeds = panels(found, found.plover)
    assert words.count.shape == deeds.count.shape == (1, 27)
    assert words.count[0, -1] == 2
    assert words.count.sum() == 32
    assert not deeds.count.any()


def test_a_folder_without_a_set_and_a_set_too_small_are_refused(tmp_path: Path, world: World) -> None:
    with pytest.raises(AssessmentError, match=r"lacks train\.txt.*\[assessment\.no-event-set\]"):
        read(tmp_path, world)
    rows = [(0, 0, 1, 0), (0, 0, 2, 800), (0, 0, 1, 240)]
    with pytest.raises(AssessmentError, match=r"0 pairs of countries.*\[assessment\.too-few-events\]"):
        calibrate(read(folder(tmp_path, rows, NAMES, RELATIONS), world))


def test_an_imported_set_is_read_as_acts_between_two_countries(world: World) -> None:
    first, second = date(2020, 1, 1), date(2020, 1, 9)
    dyads = [
        Dyad("MLT", "CYP-MIL", (Moment(first, first, "CONSULT", 2.5, 1.0), Moment(second, second, "AID", 6.5, None))),
        Dyad("CYP", "MLT", (Moment(first, first, None, None, 0.0), Moment(first, second, "AID", 6.5, 7.0))),
        Dyad("MLT", "MLT-GOV", (Moment(first, first, "CONSULT", 2.5, 1.0),)),
        Dyad("eni", "CYP", (Moment(first, first, "CONSULT", 2.5, 1.0),)),
        Dyad("MLT", "CYP", (Moment(None, first, "CONSULT", 2.5, 1.0), Moment(first, first, None, None, None))),
    ]
    found = acts_between(dyads, manifest(), world)
    assert found.pair.tolist() == [0, 0, 0]
    assert found.day.tolist() == [first.toordinal(), second.toordinal(), first.toordinal()]
    assert found.plover.tolist() == [2.5, 6.5, 0.0]
    assert found.goldstein.tolist() == [1.0, 6.5, 0.0]
    assert found.deed.tolist() == [False, True, False]
    assert (found.name, found.files, found.rows, found.sha256) == ("made", ("a.csv",), 12, "ab" * 32)


def test_an_empty_set_teaches_nothing(world: World) -> None:
    with pytest.raises(AssessmentError, match=r"0 acts between countries.*\[assessment\.too-few-events\]"):
        calibrate(acts_between([], manifest(), world))


def manifest() -> Manifest:
    source = Source(name="a.csv", digest="ab" * 32, bytes=1, kept=10, rejected=2)
    return Manifest(
        name="made", format="plover", sources=(source,), parts=(), kept=10, rejected=2, without_category=0,
        without_actor=0, first="", last="", known_last="", imported="", watchfloor="", tlp="clear", rights="own",
        licence="", source="",
    )  # fmt: skip
