"""The folder of event sets: what each one is, written whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets.engine import disk

FORMAT = 1
MANIFEST = "manifest.json"
REJECTED = "rejected.csv"
#: Beginning of the name of a set that is being written or removed.
DRAFT = ".draft-"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that events came from; digest: SHA-256 of its bytes."""

    name: str
    digest: str
    bytes: int
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A Parquet file of a set, with the events of one year."""

    file: str
    events: int
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an event set is, where it comes from, and what may be done with it; days and times are ISO text."""

    name: str
    format: str  #: the shape it came in
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]
    kept: int
    rejected: int
    without_category: int
    without_actor: int
    first: str
    last: str
    known_last: str
    imported: str
    watchfloor: str
    tlp: str
    rights: str
    licence: str
    source: str


def sets_in(folder: Path) -> tuple[Manifest, ...]:
    """Return the event sets of a folder, by name."""
    if not folder.is_dir():
        return ()
    return tuple(load(folder, name) for name in _names(folder))


def _names(folder: Path) -> list[str]:
    return sorted(file.parent.name for file in folder.glob(f"[!.]*/{MANIFEST}"))


def load(folder: Path, name: str) -> Manifest:
    """Return what a set is.

    Raises LedgerError: set-unknown, set-damaged.
    """
    file = folder / name / MANIFEST
    if not _NAME.fullmatch(name) or not file.is_file():
        known = _names(folder)
        hint = f"there are: {', '.join(known)}" if known else "import one: watchfloor sets import FILE… --as NAME"
        raise LedgerError("ledger.set-unknown", f"there is no event set {name!r}", where=str(folder), hint=hint)
    try:
        return _manifest(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(file, f"the manifest makes no sense: {error}") from error


def _manifest(raw: dict[str, Any]) -> Manifest:
    number = raw.pop("version")
    if number != FORMAT:
        raise ValueError(f"version {number}, not {FORMAT}")
    sources = tuple(Source(**source) for source in raw.pop("sources"))
    parts = tuple(Part(**part) for part in raw.pop("parts"))
    return Manifest(**raw, sources=sources, parts=parts)


def remove(folder: Path, name: str) -> Manifest:
    """Take a set away, whole."""
    gone = load(folder, name)
    with _draft(folder, "remove") as draft:
        (folder / name).rename(draft / name)
    return gone


def faults(folder: Path, name: str) -> tuple[str, ...]:
    """Return what of a set is no longer as it was written."""
    return tuple(
        f"{folder / name / part.file}: {what}"
        for part in load(folder, name).parts
        if (what := _fault(folder / name / part.file, part))
    )


def _fault(path: Path, part: Part) -> str:
    if not path.is_file():
        return "it is missing"
    return "" if digest(path) == part.digest else "its bytes have changed"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def draft(folder: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """Give a folder for the set and one for work; what stands in the first becomes the set, in one step.

    Raises LedgerError: set-name, set-exists, no-permission, disk, disk-full.
    """
    if not _NAME.fullmatch(name):
        hint = "use small letters, digits, dots, hyphens; begin with a letter or digit"
        raise LedgerError("ledger.set-name", f"{name!r} is no name for a set", where="--as", hint=hint)
    _refuse_existing(folder, name)
    try:
        folder.mkdir(exist_ok=True)
        with _draft(folder, "import") as here:
            made, work = here / "set", here / "work"
            made.mkdir()
            work.mkdir()
            yield made, work
            for path in (*made.iterdir(), made):
                _to_disk(path)
            _refuse_existing(folder, name)
            made.rename(folder / name)
            _to_disk(folder)
    except OSError as error:
        _refuse_existing(folder, name)  # made by another program meanwhile
        raise disk(error, folder) from error


def write(made: Path, manifest: Manifest) -> None:
    """Put the manifest beside the parts."""
    text = json.dumps({"version": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1)
    (made / MANIFEST).write_text(text + "\n", encoding="utf-8")


def damaged(where: object, what: str) -> LedgerError:
    """Return the error of a set that is not as it was written."""
    hint = "remove the set and import its files anew"
    return LedgerError("ledger.set-damaged", what, where=str(where), hint=hint)


def _refuse_existing(folder: Path, name: str) -> None:
    if (folder / name).exists():
        hint = f"choose another name, or remove it first: watchfloor sets remove {name}"
        raise LedgerError("ledger.set-exists", f"there is an event set {name!r} already", where=str(folder), hint=hint)


@contextmanager
def _draft(folder: Path, what: str) -> Iterator[Path]:
    """Give a hidden folder that is gone afterwards; those of programs that were killed go first."""
    _sweep(folder)
    here, lock = _locked(folder, what)
    try:
        yield here
    finally:
        shutil.rmtree(here, ignore_errors=True)
        os.close(lock)


def _locked(folder: Path, what: str) -> tuple[Path, int]:
    while True:
        here = Path(mkdtemp(prefix=f"{DRAFT}{what}-", dir=folder))
        lock = os.open(here, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if here.exists():  # a sweep may have come between
            return here, lock
        os.close(lock)


def _sweep(folder: Path) -> None:
    """Remove drafts whose program is gone: nobody holds their lock."""
    for here in folder.glob(f"{DRAFT}*"):
        try:
            lock = os.open(here, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(here, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(lock)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
