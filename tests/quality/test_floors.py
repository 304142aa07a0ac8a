"""Gates on the corpus and on development gold: the figures of floors.json only rise."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from watchfloor.evaluation import evaluate
from watchfloor.world import World

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
FLOORS: dict[str, dict[str, float]] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
#: So far above its floor a figure asks for a new one.
ROOM = 0.03
pytestmark = pytest.mark.slow


def _scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("watchfloor_scoring", HERE / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> Path:
    folder = os.environ.get("WATCHFLOOR_GOLD")
    if not folder:
        pytest.skip("WATCHFLOOR_GOLD names no folder of development gold")
    return Path(folder)


def hold(figure: str, value: float, floor: float) -> None:
    print(f"{figure}: {value:.4f}, floor {floor:.4f}")
    if value > floor + ROOM:
        print(f"{figure}: raise its floor in floors.json to {value - 0.01:.3f}", file=sys.stderr)
    assert value >= floor, f"{figure} fell to {value:.4f}; floors only rise"


@pytest.mark.parametrize("figure", sorted(FLOORS["gold"]))
def test_a_figure_does_not_fall_below_its_floor(figure: str, gold: Path, world: World) -> None:
    scoring = _scoring()
    measure: dict[str, Callable[[], float]] = {
        "category_f1": lambda: scoring.categories(gold, world),
        "date_value_f1": lambda: scoring.date_values(gold),
        "sentence_end_f1": lambda: scoring.sentence_ends(gold),
    }
    hold(figure, measure[figure](), FLOORS["gold"][figure])


@pytest.mark.parametrize("name", ["documents.dev", "sentences.dev"])
def test_events_of_the_corpus_are_found_as_well_as_before(name: str, world: World) -> None:
    (events,) = (task for task in evaluate(CORPUS / f"{name}.jsonl", world) if task.task == "events")
    for measure in ("precision", "recall"):
        hold(f"{name} {measure}", dict(events.metrics)[measure].value or 0.0, FLOORS[name][measure])
