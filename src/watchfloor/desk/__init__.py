"""The desk: one folder, and the verbs that act on it; the only place that joins rooms and reads the clock."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import DeskError, WatchfloorError
from watchfloor.terms import TLP

if TYPE_CHECKING:
    from watchfloor.campaign.checking import Coverage
    from watchfloor.evaluation import Task
    from watchfloor.ledger import Counts, Ledger, Recorded
    from watchfloor.terms import Assessment, Campaign, Document, Issue, Reading, View
    from watchfloor.world import World

CAMPAIGN = "campaign.yaml"
WORLD = "world.yaml"
LEDGER = "ledger.db"
#: Environment variable that names a PostgreSQL database instead of the file.
ADDRESS = "WATCHFLOOR_LEDGER"
#: Marks a folder that a demo made, with a digest of its files.
MARK = ".watchfloor-demo"
#: Compared with this many days before, where no day is given.
SINCE_DAYS = 90

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one file: a reading and how it was recorded, or the error that stopped it."""

    path: Path
    reading: Reading | None = None
    recorded: Recorded | None = None
    error: WatchfloorError | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with campaign.yaml, sources/, ledger.db and issues/."""

    folder: Path

    @property
    def campaign_file(self) -> Path:
        """Return where campaign.yaml stands."""
        return self.folder / CAMPAIGN

    def world(self) -> World:
        """Return the built-in world with the desk's own world.yaml, where it has one."""
        return world_of(self.folder)

    def campaign(self) -> Campaign:
        """Return the campaign that the desk watches."""
        from watchfloor.campaign.load import load

        self.require()
        return load(self.campaign_file, self.world())

    def require(self) -> None:
        """Raise DeskError where the folder is no desk."""
        if not self.campaign_file.is_file():
            raise DeskError(
                "desk.not-a-desk",
                f"the folder holds no {CAMPAIGN}",
                where=str(self.folder),
                hint="make a desk with `watchfloor init DIR`, or name one with --desk DIR",
            )

    def ledger(self, *, create: bool = False) -> Ledger:
        """Open the desk's ledger: its file, or the PostgreSQL database that WATCHFLOOR_LEDGER names."""
        from watchfloor.ledger import Ledger

        world = self.world()
        place = os.environ.get(ADDRESS) or self.folder / LEDGER
        return Ledger.open(place, create=create, territory_of=world.territory_of, world=world.belongings)

    def has_ledger(self) -> bool:
        """Tell whether anything was read yet."""
        return bool(os.environ.get(ADDRESS)) or (self.folder / LEDGER).exists()

    def read(
        self,
        files: Iterable[Path],
        *,
        published: str | None = None,
        correction: bool = False,
        progress: Callable[[Path, int, int], None] | None = None,
    ) -> Iterator[Outcome]:
        """Read files into the ledger, one outcome a document; a file that cannot be read stops no other."""
        self.require()
        with self.ledger(create=True) as ledger:
            for outcome in readings(files, self.world(), published=published, progress=progress):
                if outcome.reading is None:
                    yield outcome
                    continue
                try:
                    made = ledger.record(outcome.reading, recorded=datetime.now(UTC), correction=correction)
                    yield Outcome(outcome.path, outcome.reading, made)
                except WatchfloorError as error:
                    yield Outcome(outcome.path, error=error)

    def view(self, as_of: date, *, tlp: str = TLP[-1], recorded_by: datetime | None = None) -> View:
        """Return what was known on a day from documents up to a TLP level; of what was recorded by a moment, if any."""
        self.require()
        with self.ledger() as ledger:
            return ledger.view(as_of, tlp=tlp, recorded_by=recorded_by)

    def withdraw(self, id: str, why: str) -> Document:
        """Erase the text of a document and return what it was; its id may be shortened."""
        with self.ledger() as ledger:
            found = ledger.document(id)
            ledger.withdraw(found.id, why=why, recorded=datetime.now(UTC))
        return found

    def correct(self, id: str, changes: Mapping[str, str], why: str) -> Document:
        """Record other metadata of a document and return it; its id may be shortened, authors are set apart by `;`."""
        values: dict[str, object] = {field: value or None for field, value in changes.items()}
        if "authors" in changes:
            values["authors"] = [name.strip() for name in changes["authors"].split(";") if name.strip()]
        with self.ledger() as ledger:
            found = ledger.document(id)
            return ledger.correct(found.id, values, why=why, recorded=datetime.now(UTC))

    def counts(self) -> Counts:
        """Return how much the ledger holds."""
        with self.ledger() as ledger:
            return ledger.counts()

    def check(self, view: View | None) -> Coverage:
        """Return what campaign.yaml defines and, given a view, what of it binds."""
        from watchfloor.campaign import bind, cover, examine

        self.require()
        world = self.world()
        campaign, remarks = examine(self.campaign_file, world)
        return cover(campaign, view, () if view is None else bind(view, campaign, world), remarks=remarks)

    def assess(
        self, as_of: date, since: date, *, tlp: str = "red", recorded_by: datetime | None = None
    ) -> tuple[View, Assessment]:
        """Return the assessment of the campaign as it stood on a day, what changed included, and its view.

        since: the day to compare with. tlp: documents above this level are left out, as if the desk did
        not hold them. recorded_by: the same of all that was recorded or decided after this moment.
        """
        from watchfloor.assessment import assess, compare
        from watchfloor.desk.calibrate import model

        campaign, world = self.campaign(), self.world()
        with self.ledger() as ledger:
            view, earlier = (ledger.view(day, tlp=tlp, recorded_by=recorded_by) for day in (as_of, since))
        now = assess(view, campaign, world, since=since, model=model(self))
        earliest = max(date.min.toordinal(), 2 * since.toordinal() - as_of.toordinal())
        before = assess(earlier, campaign, world, since=date.fromordinal(earliest), model=model(self))
        return view, replace(now, changes=compare(before, now, view))

    def issue(
        self, as_of: date, since: date, *, tlp: str = "clear", whole: bool = False, recorded_by: datetime | None = None
    ) -> Issue:
        """Return the issue of a day; whole: with the days before it, corrections, outlook and register."""
        from watchfloor.desk.issues import completed
        from watchfloor.publish import compose

        view, assessment = self.assess(as_of, since, tlp=tlp, recorded_by=recorded_by)
        made = compose(view, self.campaign(), assessment, self.world())
        return completed(self, made, tlp) if whole else made


def today() -> date:
    """Return the day it is."""
    return date.today()


def world_of(folder: Path) -> World:
    """Return the world as a folder's world.yaml extends it."""
    from watchfloor import world

    extra = folder / WORLD
    return world.load(extra if extra.is_file() else None)


def readings(
    files: Iterable[Path],
    world: World,
    *,
    published: str | None = None,
    progress: Callable[[Path, int, int], None] | None = None,
) -> Iterator[Outcome]:
    """Read files without recording them, one outcome a document; sidecars among them are skipped.

    published: the day of one document; of several, that of those that carry none.
    """
    from watchfloor.reading import read_source
    from watchfloor.reading.text import is_sidecar, open_sources

    paths = [path for path in files if not is_sidecar(path)]
    for path in paths:
        report = (lambda done, all_, path=path: progress(path, done, all_)) if progress is not None else None
        try:
            sources = open_sources(path)
        except WatchfloorError as error:
            yield Outcome(path, error=error)
            continue
        alone = len(paths) == len(sources) == 1
        for source in sources:
            day = published if alone or source.metadata.published is None else None
            try:
                yield Outcome(source.path, read_source(source, world, published=day, progress=report))
            except WatchfloorError as error:
                yield Outcome(source.path, error=error)


def evaluated(gold: Path, world: World) -> tuple[Task, ...]:
    """Return the scores of the reader on gold, task by task."""
    from watchfloor.evaluation import evaluate

    return evaluate(gold, world)


def gold_faults(gold: Path, world: World) -> list[str]:
    """Return what is wrong with gold itself, a line each."""
    from watchfloor.evaluation import load
    from watchfloor.evaluation.checking import faults

    return list(faults(load(gold), world))


def init(folder: Path) -> Desk:
    """Make a new desk: a commented campaign.yaml and the folders around it.

    Raises DeskError `desk.exists` where one is there already, `desk.cannot-write` where none can be made.
    """
    from watchfloor.campaign import schema_file, template

    if (folder / CAMPAIGN).exists():
        raise DeskError(
            "desk.exists", f"there is a {CAMPAIGN} already", where=str(folder), hint="choose another folder"
        )
    try:
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        (folder / "issues").mkdir(exist_ok=True)
        editors = f"# yaml-language-server: $schema={schema_file().as_uri()}\n"
        (folder / CAMPAIGN).write_text(editors + template(), encoding="utf-8")
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return Desk(folder)


def example() -> Path:
    """Return the folder of the example desk that comes with watchfloor."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "example", here.parents[2] / "examples" / "balkans"):
        if (folder / CAMPAIGN).is_file():
            return folder
    raise DeskError(
        "desk.no-example", "the example desk is not installed", where=str(here.parent), hint="reinstall watchfloor"
    )


def copy_example(to: Path) -> Desk:
    """Copy the example desk into a folder, replacing one that an earlier demo left there untouched.

    Raises DeskError `desk.not-ours` where the folder holds something else, or work done since.
    """
    mark = to / MARK
    if to.exists() and any(to.iterdir()) and (not mark.is_file() or mark.read_text(encoding="utf-8") != _digest(to)):
        raise DeskError(
            "desk.not-ours",
            "the folder holds files that no demo made, or that were changed since",
            where=str(to),
            hint="name another one with watchfloor demo --to DIR, or remove this one",
        )
    try:
        if to.exists():
            shutil.rmtree(to)
        shutil.copytree(example(), to)
        (to / "issues").mkdir(exist_ok=True)
        mark.write_text(_digest(to), encoding="utf-8")
    except OSError as error:
        raise _cannot_write(to, error) from error
    return Desk(to)


def _digest(folder: Path) -> str:
    """Return a digest of what a person may have changed: all but the ledger and what was published."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder)
        if name.parts[0] not in ("issues", MARK) and not name.name.startswith(LEDGER):
            found.update(f"{name.as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def sources(desk: Desk) -> list[Path]:
    """Return the documents in a desk's sources/, in order of name."""
    return sorted(path for path in (desk.folder / "sources").iterdir() if path.is_file())


def _cannot_write(folder: Path, error: OSError) -> DeskError:
    return DeskError(
        "desk.cannot-write", f"the folder cannot be written: {error.strerror or error}", where=str(folder),
        hint="check its permissions and the free space",
    )  # fmt: skip


def checkup() -> list[tuple[str, bool, str]]:
    """Return (what, whether it is there, what it is or how to get it) for everything a desk may need."""
    import importlib.util
    import sqlite3
    import sys

    found = [("Python", sys.version_info >= (3, 11), sys.version.split()[0])]
    needs = (
        ("spacy", "reading"), ("pypdfium2", "PDF"), ("trafilatura", "web pages"), ("mammoth", "Word documents"),
        ("sqlalchemy", "ledger"), ("vl_convert", "charts and maps"),
        ("css_inline", "letters"),
    )  # fmt: skip
    for package, need in needs:
        there = importlib.util.find_spec(package) is not None
        found.append((f"{package} ({need})", there, "installed" if there else "pip install watchfloor"))
    found.append(("SQLite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version))
    try:
        from watchfloor.reading.language import load

        meta = load().meta
        found.append(("language model", True, f"{meta['lang']}_{meta['name']} {meta['version']}"))
    except WatchfloorError as error:
        found.append(("language model", False, error.hint))
    found.append(("room for a ledger here", os.access(Path.cwd(), os.W_OK), str(Path.cwd())))
    return found
