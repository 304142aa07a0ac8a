from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import cleared, publish
from watchfloor.terms import Issue, View


@pytest.fixture
def mixed(view: View) -> View:
    talk, week, note = view.documents
    return replace(
        view,
        documents=(talk, replace(week, derives_from=note.title), replace(note, tlp="amber", title="Sealed title", url="https://sealed.example/x")),
    )  # fmt: skip


def test_nothing_of_a_withheld_document_is_left(mixed: View) -> None:
    seen = repr(cleared(mixed))
    assert "Sealed title" not in seen
    assert "gas accord" not in seen
    assert "d2note" not in seen


def test_an_event_keeps_only_what_the_cleared_statements_say(mixed: View) -> None:
    event = next(e for e in cleared(mixed).events if e.id == "e-tariff")
    assert len(event.statements) == 1
    assert event.when.text == "2020-04-01"
    assert event.contradictions == ()


def test_an_event_that_only_a_withheld_document_reports_is_gone(mixed: View) -> None:
    assert "e-gas" not in {event.id for event in cleared(mixed).events}
    assert "e-gas" in {event.id for event in cleared(mixed, "amber").events}


def test_a_reference_to_a_withheld_original_is_taken_out(view: View) -> None:
    talk, week, note = view.documents
    copy = replace(view, documents=(talk, replace(week, derives_from="d2note"), replace(note, tlp="red")))
    assert cleared(copy).documents[1].derives_from is None


def test_an_issue_above_the_level_is_refused(issue: Issue, world: Any, mixed: View, tmp_path: Path) -> None:
    with pytest.raises(PublishError) as refused:
        publish(replace(issue, view=mixed), tmp_path / "site", world)
    assert refused.value.code == "publish.above-tlp"
    assert not (tmp_path / "site").exists()
    assert publish(replace(issue, view=mixed), tmp_path / "site", world, tlp="amber").pages > 5


def test_an_unknown_level_is_refused_by_name(view: View) -> None:
    with pytest.raises(PublishError, match="purple"):
        cleared(view, "purple")
