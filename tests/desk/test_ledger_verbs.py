"""The verbs that keep the record: search, withdraw, correct, verify, backup, restore."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from watchfloor.cli import cli

TEXT = "The foreign minister of Norway visited Finland on 3 May 2021. The gas price rose in Oslo.\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    run("init", folder)
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    assert run("--desk", folder, "read", tmp_path / "note.txt", "--published", "2021-05-10").exit_code == 0
    return folder


def hits(desk: Path, *arguments: str) -> list[dict[str, object]]:
    lines = run("--desk", desk, "search", *arguments, "--json").output.splitlines()
    return [json.loads(line)["hit"] for line in lines]


def test_search_shows_the_passage_and_knows_the_day(desk: Path) -> None:
    assert "The gas price rose in Oslo." in " ".join(run("--desk", desk, "search", "gas prices").output.split())
    assert len(hits(desk, "gas", "prices", "--as-of", "2021-05-10")) == 1
    assert hits(desk, "gas", "--as-of", "2021-05-09") == []
    assert run("--desk", desk, "search", "marzipan").output == "nothing found\n"


def test_a_withdrawn_document_is_gone_from_all_that_is_shown_or_published(desk: Path, tmp_path: Path) -> None:
    (hit,) = hits(desk, "gas")
    result = run("--desk", desk, "withdraw", str(hit["document"])[:8], "--why", "the publisher asked")
    assert result.output.startswith("withdrawn: ")
    assert hits(desk, "gas") == []
    assert "0 of 0 documents" in run("--desk", desk, "ledger").output
    assert run("--desk", desk, "publish", "--to", tmp_path / "site", "--as-of", "2021-06-01").exit_code == 0
    assert not any(b"gas price" in file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file())
    told = run("--desk", desk, "why", hit["document"])
    assert "the publisher asked [ledger.withdrawn]" in told.output


def test_a_correction_is_shown_and_needs_a_reason(desk: Path) -> None:
    (hit,) = hits(desk, "gas")
    id = str(hit["document"])[:8]
    assert run("--desk", desk, "correct", id, "published=2021-05-11").exit_code == 2
    assert "2021-05-11" in run("--desk", desk, "correct", id, "published=2021-05-11", "--why", "misprint").output
    assert hits(desk, "gas", "--as-of", "2021-05-10") == []
    failed = run("--desk", desk, "correct", id, "publshed=2021-05-11", "--why", "misprint")
    assert failed.exit_code == 1
    assert "published" in failed.output


def test_verify_backup_and_restore(desk: Path, tmp_path: Path) -> None:
    assert run("--desk", desk, "ledger", "verify").output.endswith("no faults\n")
    assert run("--desk", desk, "ledger", "backup", tmp_path / "copy.db").exit_code == 0
    run("init", tmp_path / "other")
    assert "1 documents" in run("--desk", tmp_path / "other", "ledger", "restore", tmp_path / "copy.db").output
    assert len(hits(tmp_path / "other", "gas")) == 1


def test_the_environment_may_name_another_place(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHFLOOR_LEDGER", "mysql://host/name")
    assert "[ledger.bad-address]" in run("--desk", desk, "ledger").output
