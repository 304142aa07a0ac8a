from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import publish
from watchfloor.terms import Issue, View


@pytest.fixture
def mixed(view: View) -> View:
    talk, week, note = view.documents
    return replace(
        view,
        documents=(talk, replace(week, derives_from=note.title), replace(note, tlp="amber", title="Sealed title", url="https://sealed.example/x")),
    )  # fmt: skip


def test_an_issue_above_the_level_is_refused(issue: Issue, world: Any, mixed: View, tmp_path: Path) -> None:
    with pytest.raises(PublishError) as refused:
        publish(replace(issue, view=mixed), tmp_path / "site", world)
    assert refused.value.code == "publish.above-tlp"
    assert not (tmp_path / "site").exists()
    assert publish(replace(issue, view=mixed), tmp_path / "site", world, tlp="amber").pages > 5


def test_an_unknown_level_is_refused_by_name(issue: Issue, world: Any, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="purple"):
        publish(issue, tmp_path / "site", world, tlp="purple")
