from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from tests.ledger.nouns import NOW, reading

from watchfloor.errors import LedgerError
from watchfloor.ledger import Ledger


def use(path: Path, create: bool) -> None:
    with Ledger.open(path, create=create, wait_seconds=0.1) as ledger:
        ledger.record(reading("B text."), recorded=NOW)
        ledger.view(date.max)


def refused(path: Path, code: str, *, create: bool = True) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        use(path, create)
    assert caught.value.code == code
    assert caught.value.hint
    assert str(path) in str(caught.value) or str(path.parent) in str(caught.value)
    return caught.value


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record(reading("A text. " * 2000), recorded=NOW)
    return path


def test_a_missing_ledger_is_made_or_refused(tmp_path: Path) -> None:
    refused(tmp_path / "ledger.db", "ledger.not-found", create=False)
    assert not (tmp_path / "ledger.db").exists()
    Ledger.open(tmp_path / "ledger.db").close()
    Ledger.open(tmp_path / "ledger.db", create=False).close()


def test_an_empty_file_becomes_a_ledger_only_where_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    refused(path, "ledger.not-a-ledger", create=False)
    Ledger.open(path).close()


def test_a_missing_folder_and_a_folder_are_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none" / "ledger.db", "ledger.no-folder")
    refused(tmp_path, "ledger.not-a-ledger")


@pytest.mark.parametrize("content", [b"campaign: Kremlin influence\n" * 50, b"\x00\xff" * 3000])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    refused(path, "ledger.not-a-ledger")
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    other = sqlite3.connect(path)
    other.execute("create table document (id)")
    other.close()
    content = path.read_bytes()
    refused(path, "ledger.not-a-ledger")
    assert path.read_bytes() == content


def test_a_ledger_of_a_newer_schema_is_refused_with_the_version_to_install(made: Path) -> None:
    newer = sqlite3.connect(made)
    newer.executescript(
        "insert into layout values (7, '3.1.0'); pragma user_version = 7; alter table document add colour;"
    )
    newer.close()
    error = refused(made, "ledger.newer-schema")
    assert "3.1.0" in error.hint
    assert "7" in error.what


@pytest.mark.parametrize("damage", [slice(100, 4096), slice(4096, 40960)])
def test_a_damaged_file_is_refused(made: Path, damage: slice) -> None:
    content = bytearray(made.read_bytes())
    content[damage] = b"\xa5" * len(content[damage])
    made.write_bytes(content)
    refused(made, "ledger.corrupted")


def test_a_cut_off_file_is_refused(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:8192])
    refused(made, "ledger.corrupted")


def test_a_row_that_is_no_statement_is_damage(made: Path) -> None:
    raw = sqlite3.connect(made)
    raw.executescript("drop trigger statement_no_update; update statement set payload = '{\"id\": 3}';")
    raw.close()
    refused(made, "ledger.corrupted")


def test_a_ledger_without_permission_is_refused(made: Path) -> None:
    made.chmod(0o000)
    made.parent.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        refused(made, "ledger.no-permission")
    finally:
        if root:
            os.seteuid(0)
        made.parent.chmod(0o755)


def test_a_writer_waits_for_another_and_then_says_so(made: Path) -> None:
    other = sqlite3.connect(made, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    with Ledger.open(made, wait_seconds=0.05) as ledger:
        assert len(ledger.view(date.max).documents) == 1
        with pytest.raises(LedgerError, match=r"ledger\.busy"):
            ledger.record(reading("B text."), recorded=NOW)
    release = threading.Timer(0.3, other.execute, ["rollback"])
    with Ledger.open(made, wait_seconds=30) as ledger:
        release.start()
        assert ledger.record(reading("B text."), recorded=NOW).new == 1
    release.join()
    other.close()


def test_programs_that_make_one_ledger_at_once_all_get_it(tmp_path: Path) -> None:
    for n in range(10):
        path, ready = tmp_path / f"{n}.db", threading.Barrier(4)

        def make(text: str, path: Path = path, ready: threading.Barrier = ready) -> int:
            ready.wait()
            with Ledger.open(path) as ledger:
                return ledger.record(reading(text), recorded=NOW).new

        with ThreadPoolExecutor(4) as programs:
            assert list(programs.map(make, "ABCD")) == [1, 1, 1, 1]
        with Ledger.open(path) as ledger:
            assert ledger.counts().documents == 4


def test_a_disk_that_takes_no_more_is_an_error_and_nothing_is_half_written(made: Path) -> None:
    limit = made.stat().st_size + 8192
    code = (
        "import sys; from pathlib import Path; from tests.ledger.nouns import NOW, reading\n"
        "from watchfloor.errors import LedgerError; from watchfloor.ledger import Ledger\n"
        "try:\n"
        "    with Ledger.open(Path(sys.argv[1])) as ledger:\n"
        "        ledger.record(reading('C text. ' * 100_000), recorded=NOW)\n"
        "except LedgerError as error: print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(made)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() in ("ledger.disk", "ledger.disk-full")
    with Ledger.open(made) as ledger:
        assert ledger.counts().documents == 1
