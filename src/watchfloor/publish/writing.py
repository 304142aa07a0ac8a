"""The site on disk: built beside, then swapped; what was there stays until then."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchfloor.errors import PublishError
from watchfloor.publish.words.wording import numbered

#: Lists the files of a site, so that the next one knows what it may replace.
MANIFEST = ".watchfloor-site.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was written: the folder, its pages, its size in bytes, what is not in it."""

    path: Path
    pages: int
    bytes: int
    left_out: tuple[str, ...] = ()  #: what was asked for and could not be made, and why


def write_site(
    files: Mapping[str, str | bytes], to: Path, *, force: bool = False, keep: Callable[[str], bool] | None = None
) -> Published:
    """Write the files to a folder beside `to`, then put it in its place.

    keep: tells which files of what was published there before stay beside the new ones.

    A folder that holds files which no earlier site wrote is refused; with `force` they are kept
    beside the new site. Whatever goes wrong before the swap, the old site stays as it was.
    Raises PublishError `publish.target-not-ours` or `publish.cannot-write`.
    """
    foreign = _foreign(to)
    if foreign and not force:
        raise PublishError(
            "publish.target-not-ours",
            f"the folder holds {numbered(len(foreign), 'file')} that no site of ours wrote, "
            f"such as {foreign[0].as_posix()!r}",
            where=str(to),
            hint="choose an empty folder, or use --force to keep them beside the site",
        )
    ours = sorted(_listed(to / MANIFEST) - {MANIFEST, *files})
    kept = [name for name in ours if keep is not None and keep(name)]
    kept = [name for name in kept if (to / name).is_file()]
    manifest = json.dumps({"format": 1, "files": sorted([*files, *kept, MANIFEST])}, indent=1) + "\n"
    written: dict[str, str | bytes] = {**files, MANIFEST: manifest}
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{to.name[:40]}-", dir=to.parent))
        try:
            size = sum(
                _write(beside / name, content) for name, content in sorted(written.items(), key=lambda item: item[0])
            )
            for path in (*foreign, *map(Path, kept)):
                _carry(to / path, beside / path)
            beside.chmod(0o755)
            _swap(beside, to)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise PublishError(
            "publish.cannot-write",
            f"the site could not be written: {error.strerror or error}",
            where=str(error.filename or to),
            hint="free some space or choose another folder; what was published before is untouched",
        ) from error
    pages = sum(1 for name in files if name.endswith(".html"))
    return Published(path=to, pages=pages, bytes=size)


def _write(path: Path, content: str | bytes) -> int:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)


def _carry(old: Path, new: Path) -> None:
    """Keep a file of somebody else's, unless the site now has one of that name."""
    if not new.exists():
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(old, new, follow_symlinks=False)


def _swap(beside: Path, to: Path) -> None:
    """Put the new folder in the place of the old; if that fails, put the old one back."""
    if not to.exists():
        beside.rename(to)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{to.name[:40]}-old-", dir=to.parent))
    try:
        to.rename(aside / "site")
        try:
            beside.rename(to)
        except BaseException:
            (aside / "site").rename(to)
            raise
    finally:
        if to.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _foreign(to: Path) -> list[Path]:
    """Return the files in the target that no earlier site wrote, relative to it."""
    if not to.exists() and not to.is_symlink():
        return []
    if not to.is_dir() or to.is_symlink():
        raise PublishError("publish.target-not-ours", "the target is no folder", where=str(to), hint="name a folder")
    ours = _listed(to / MANIFEST)
    return sorted(path for path in _files(to) if path.as_posix() not in ours)


def _files(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        for name in names:
            yield (Path(root) / name).relative_to(folder)


def _listed(manifest: Path) -> frozenset[str]:
    """Return what a manifest lists; a name that leads out of the folder is none of ours."""
    try:
        names = frozenset(json.loads(manifest.read_text(encoding="utf-8"))["files"])
        return frozenset(name for name in names if ".." not in Path(name).parts and not Path(name).is_absolute())
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
