from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import publish, writing
from watchfloor.publish.writing import write_site
from watchfloor.terms import Issue

OLD, NEW = {"index.html": "old", "gone.html": "old"}, {"index.html": "new", "a/b.html": "new"}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("latin-1")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != writing.MANIFEST
    }


def test_a_new_site_replaces_the_old_one_whole(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "site")
    published = write_site(NEW, tmp_path / "site")
    assert tree(tmp_path / "site") == NEW
    assert published.pages == 2
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_full_disk_leaves_the_old_site_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(OLD, tmp_path / "site")
    written: list[Path] = []

    def full(path: Path, data: bytes) -> int:
        written.append(path)
        if len(written) > 1:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError) as stopped:
        write_site(NEW, tmp_path / "site")
    assert stopped.value.code == "publish.cannot-write"
    assert "No space left" in stopped.value.what
    assert len(written) == 2
    assert tree(tmp_path / "site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("at", [1, 2])
def test_an_interruption_while_swapping_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    write_site(OLD, tmp_path / "site")
    rename = Path.rename
    calls: list[Path] = []

    def interrupted(old: Path, new: Path) -> None:
        calls.append(new)
        if len(calls) == at:
            raise KeyboardInterrupt
        rename(old, new)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_site(NEW, tmp_path / "site")
    assert tree(tmp_path / "site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_holds_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.doc").write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match=r"thesis\.doc") as refused:
        write_site(NEW, tmp_path / "site")
    assert refused.value.code == "publish.target-not-ours"
    assert "holds 1 file that" in str(refused.value)
    assert tree(tmp_path / "site") == {"thesis.doc": "mine"}


def test_a_file_added_to_our_site_is_not_ours(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_text("example.org", encoding="utf-8")
    with pytest.raises(PublishError, match="CNAME"):
        write_site(NEW, tmp_path / "site")


def test_force_keeps_the_files_of_others(tmp_path: Path) -> None:
    write_site(OLD, tmp_path / "site")
    (tmp_path / "site" / "CNAME").write_text("example.org", encoding="utf-8")
    for _ in range(2):
        write_site(NEW, tmp_path / "site", force=True)
        assert tree(tmp_path / "site") == {**NEW, "CNAME": "example.org"}


def test_a_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file", encoding="utf-8")
    with pytest.raises(PublishError, match="no folder"):
        write_site(NEW, tmp_path / "site", force=True)


def test_a_target_below_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PublishError) as stopped:
        write_site(NEW, tmp_path / "file" / "site")
    assert stopped.value.code == "publish.cannot-write"


def test_others_may_read_what_is_published(tmp_path: Path) -> None:
    write_site(NEW, tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode & 0o055 == 0o055


def test_publishing_twice_gives_the_same_folder(issue: Issue, world: Any, tmp_path: Path) -> None:
    publish(issue, tmp_path / "one", world)
    publish(issue, tmp_path / "two", world)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_what_is_kept_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not ours", encoding="utf-8")
    write_site(OLD, tmp_path / "site")
    manifest = tmp_path / "site" / writing.MANIFEST
    manifest.write_text(
        '{"files": [".watchfloor-site.json", "index.html", "gone.html", "../secret", "/etc/hostname"]}',
        encoding="utf-8",
    )
    write_site(NEW, tmp_path / "site", keep=lambda name: True)
    assert tree(tmp_path / "site") == {**OLD, **NEW}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret", "site"]
