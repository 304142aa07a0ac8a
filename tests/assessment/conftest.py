"""The same hand-made campaigns and views as in tests/campaign, and an assessment of them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from watchfloor.assessment import assess
from watchfloor.terms import Assessment, Campaign, View
from watchfloor.world import World

_spec = importlib.util.spec_from_file_location("scene", Path(__file__).parents[1] / "campaign" / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
scene = importlib.util.module_from_spec(_spec)
sys.modules["scene"] = scene  # dataclasses look their module up
_spec.loader.exec_module(scene)

world, campaign, act, view, text = scene.world, scene.campaign, scene.act, scene.view, scene.text


@pytest.fixture
def assessed(view: Callable[..., View], campaign: Campaign, world: World) -> Callable[..., Assessment]:
    def of(*acts: Any, since: str = "2020-01-01", **more: Any) -> Assessment:
        return assess(view(*acts, **more), campaign, world, since=date.fromisoformat(since))

    return of
