"""What many rooms share: the example desk, read once, and Chromium where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from watchfloor import desk as verbs
from watchfloor import world as worlds
from watchfloor.desk import Desk
from watchfloor.world import World

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def world() -> World:
    return worlds.load()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the example desk with everything read; not to be changed."""
    return whole("balkans", tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def pacific(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the second example desk with everything read; not to be changed."""
    return whole("pacific", tmp_path_factory.mktemp("example"))


def whole(name: str, to: Path) -> Desk:
    """Return a copy of an example desk, its documents read."""
    shutil.copytree(EXAMPLES / name, to / name)
    desk = Desk(to / name)
    failed = [str(outcome.error) for outcome in desk.read(verbs.sources(desk)) if outcome.error]
    assert not failed, failed
    return desk


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where Chromium is; skip, or fail where nothing may skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("WATCHFLOOR_NO_SKIP"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture
def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
