from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledger.sets.files import Desk

from watchfloor.world import World


@pytest.fixture
def desk(tmp_path: Path, world: World) -> Desk:
    return Desk(tmp_path, world)
