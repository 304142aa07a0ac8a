"""From the bytes of a file to tidy lines: packed files unpacked, tables and quoted CSV as tab-separated lines."""

from __future__ import annotations

import csv
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from watchfloor.errors import LedgerError
from watchfloor.ledger.sets.engine import disk, require

#: Read at a time.
BLOCK = 4 << 20
#: A line longer than this is no event.
LONGEST = 1 << 20
#: Unpacked size beyond which an archive is refused.
LARGEST = 64 << 30
#: The same of a workbook, which is read as a whole.
LARGEST_BOOK = 1 << 30
#: What may not stand in a line: it cannot be told from the marks between lines and cells.
_FORBIDDEN = dict.fromkeys([*range(32), 127], " ")
_HINT_TEXT = "export it as CSV or tab-separated text in UTF-8"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be kept: the line it begins on, why, and what stands there."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidy:
    """A file as lines of cells set apart by tabs, in UTF-8.

    numbered: each line begins with the number it has in the source; else lines are numbered as they stand.
    first: the cells of the first lines, for those who tell what the file is.
    """

    path: Path
    name: str
    digest: str
    size: int
    numbered: bool
    first: tuple[tuple[int, tuple[str, ...]], ...]
    refused: tuple[Refused, ...] = ()


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise LedgerError(
            "ledger.not-found", "there is no such file", where=str(path), hint="check its name"
        ) from error
    except IsADirectoryError as error:
        hint = "name the files in it"
        raise LedgerError("ledger.set-not-text", "this is a folder", where=str(path), hint=hint) from error
    except OSError as error:
        raise disk(error, path) from error


def tidy(path: Path, work: Path, *, encoding: str, delimiter: str | None, quotes: bool) -> Iterator[Tidy]:
    """Yield what a file holds as tidy lines; an archive yields each of its files.

    work: a folder for what has to be written anew. delimiter: of a quoted CSV, else it is told by the first line.
    quotes: cells set apart by tabs may stand in quotation marks, as in what a spreadsheet writes.
    Raises LedgerError: not-found, no-permission, set-empty, set-not-text, set-too-large, set-broken, disk-full.
    """
    with _reading(path):
        if zipfile.is_zipfile(path):
            yield from _packed(path, work, encoding=encoding, delimiter=delimiter, quotes=quotes)
        else:
            yield _tidy(path, str(path), work, encoding=encoding, delimiter=delimiter, quotes=quotes)


def _packed(path: Path, work: Path, *, encoding: str, delimiter: str | None, quotes: bool) -> Iterator[Tidy]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
            if any(each.filename == "xl/workbook.xml" for each in members):
                _check_room(str(path), sum(each.file_size for each in members), LARGEST_BOOK)
                yield _workbook(path, work)
                return
            if not members:
                raise _empty(str(path))
            for number, member in enumerate(members):
                name = f"{path}:{member.filename}"
                if member.flag_bits & 1:
                    hint = "unpack it with its password, then name the file in it"
                    raise LedgerError("ledger.set-broken", "the archive is encrypted", where=name, hint=hint)
                _check_room(name, member.file_size, min(LARGEST, shutil.disk_usage(work).free))
                plain = _fresh(work, f"member{number}")
                with archive.open(member) as packed, plain.open("wb") as out:
                    shutil.copyfileobj(packed, out, BLOCK)
                yield _tidy(plain, name, work, encoding=encoding, delimiter=delimiter, quotes=quotes)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        hint = "fetch it anew, or unpack it and name the file in it"
        raise LedgerError(
            "ledger.set-broken", f"the archive is damaged: {error}", where=str(path), hint=hint
        ) from error


def _check_room(name: str, unpacked: int, room: int) -> None:
    if unpacked > room:
        what, hint = (
            f"it unpacks to {unpacked:,} bytes; {room:,} is the most",
            "unpack or split it, where there is room",
        )
        raise LedgerError("ledger.set-too-large", what, where=name, hint=hint)


def _tidy(path: Path, name: str, work: Path, *, encoding: str, delimiter: str | None, quotes: bool) -> Tidy:
    digest, size, clean = _survey(path, name)
    first = _first_line(path, encoding, name)
    separator = delimiter or ("\t" if "\t" in first else max(",;|", key=first.count))
    if separator == "\t" and not quotes and '"' not in first:
        if clean and encoding == "utf-8":
            return Tidy(path=path, name=name, digest=digest, size=size, numbered=False, first=_head(path, False))
        rows = _plain(path, encoding)
    else:
        rows = _quoted(path, encoding, separator, name)
    to = _fresh(work, "lines")
    refused = _write(rows, to)
    return Tidy(
        path=to, name=name, digest=digest, size=size, numbered=True, first=_head(to, True), refused=tuple(refused)
    )


def _survey(path: Path, name: str) -> tuple[str, int, bool]:
    """Return digest, size, and whether DuckDB may read the lines as they are; refuse what is no text."""
    found, size, clean, rest = hashlib.sha256(), 0, True, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if size == 0 and _binary(block[:4096]):
                raise LedgerError("ledger.set-not-text", "this is no text", where=name, hint=_HINT_TEXT)
            found.update(block)
            clean = clean and not (size == 0 and block.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")))
            size += len(block)
            if clean:
                whole, _, rest = (rest + block).rpartition(b"\n")
                clean = len(rest) <= LONGEST and _tame(whole)
    if size == 0:
        raise _empty(name)
    return found.hexdigest(), size, clean and _tame(rest)


def _binary(start: bytes) -> bool:
    """Tell whether a file that begins so is no text: a NUL now and then is a slip, many are not."""
    return start.count(0) * 50 > len(start) and not start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _tame(lines: bytes) -> bool:
    if b"\r" in lines or b"\0" in lines or b"\1" in lines:
        return False
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(lines) <= LONGEST or max(map(len, lines.split(b"\n"))) <= LONGEST


def _first_line(path: Path, encoding: str, name: str) -> str:
    with path.open("rb") as file:
        start = file.read(BLOCK)
    for line in start.decode(_told(start, encoding), "replace").splitlines():
        if line.strip():
            return line
    raise _empty(name)


def _told(start: bytes, encoding: str) -> str:
    """Return the encoding that a mark at the start tells, else the one that was given."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    return next((told for mark, told in marks if start.startswith(mark)), encoding)


Row = tuple[int, Sequence[str]] | Refused


def _plain(path: Path, encoding: str) -> Iterator[Row]:
    """Yield the cells of unquoted lines; a line that cannot be read is refused alone."""
    for number, line, bad in _decoded(path, encoding):
        if bad:
            yield Refused(number, bad, line)
        elif line.strip("\r\n\t "):
            yield number, line.split("\t")


def _decoded(path: Path, encoding: str) -> Iterator[tuple[int, str, str]]:
    """Yield (number, line, why it cannot be read or nothing)."""
    with path.open("rb") as file:
        told = _told(file.read(4), encoding)
        if told == "utf-16":
            with path.open(encoding=told, errors="replace", newline="\n") as text:
                for number, line in enumerate(text, 1):
                    yield number, line.rstrip("\r\n"), "not UTF-16" if "\ufffd" in line else ""
            return
        file.seek(3 if told == "utf-8-sig" else 0)
        told = "utf-8" if told == "utf-8-sig" else told
        for number, raw in enumerate(_lines(file), 1):
            yield number, *_line(raw, told)


def _line(raw: bytes, encoding: str) -> tuple[str, str]:
    if len(raw) > LONGEST:
        return raw[:200].decode(encoding, "replace") + "…", f"longer than {LONGEST:,} bytes"
    line = raw.rstrip(b"\r\n")
    if b"\0" in line:
        return line.decode(encoding, "replace").replace("\0", "␀"), "a NUL byte"
    try:
        return line.decode(encoding), ""
    except UnicodeDecodeError as error:
        reason = (
            f"not {encoding.upper()}: byte 0x{line[error.start]:02x} at {error.start + 1}; is it --encoding cp1252?"
        )
        return line.decode(encoding, "replace"), reason


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long only its beginning."""
    while line := file.readline(LONGEST + 2):
        cut = line
        while len(cut) > LONGEST and not cut.endswith(b"\n") and cut:
            cut = file.readline(LONGEST + 2)
        yield line


def _quoted(path: Path, encoding: str, separator: str, name: str) -> Iterator[Row]:
    """Yield the records of a quoted CSV; those that swallow other lines betray a stray quotation mark."""
    bad: list[Refused] = []
    seen: list[str] = []

    def lines() -> Iterator[str]:
        for number, line, why in _decoded(path, encoding):
            if why:
                bad.append(Refused(number, why, line))
            # A refused line stays as a blank one, so that the reader counts it.
            seen.append("" if why else line)
            yield seen[-1] + "\n"

    # Strict, for a quotation mark left open is noticed only where the next one closes it amid a cell.
    reader = csv.reader(lines(), delimiter=separator, strict=True)
    width, start = 0, 1
    while True:
        try:
            cells: Sequence[str] | None = next(reader, None)
        except csv.Error as error:
            if "unexpected end" in str(error) or "limit" in str(error):
                what, hint = "a quotation mark opened here is never closed", "close it, or double it"
                raise LedgerError("ledger.set-broken", what, where=f"{name}:{start}", hint=hint) from error
            yield Refused(start, f"a stray quotation mark{_over(start, reader.line_num)}", "\n".join(seen))
        else:
            if cells is None:
                break
            width = width or len(cells)
            if len(cells) != width and reader.line_num > start:
                why = f"{len(cells)} columns, not {width}{_over(start, reader.line_num)}: a stray quotation mark?"
                yield Refused(start, why, "\n".join(seen))
            elif any(map(str.strip, cells)):
                yield start, cells
        start = reader.line_num + 1
        seen.clear()
    yield from bad


def _over(first: int, last: int) -> str:
    return f", over lines {first} to {last}" if last > first else ""


def _workbook(path: Path, work: Path) -> Tidy:
    """Return the first sheet of an Excel workbook that holds anything."""
    require("python_calamine", "Excel workbooks")
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            if any(any(cell not in ("", None) for cell in row) for row in rows):
                break
        else:
            raise _empty(str(path))
    except CalamineError as error:
        hint = "open it in its program and save it anew, or export it as CSV"
        raise LedgerError("ledger.set-broken", f"no workbook: {error}", where=str(path), hint=hint) from error
    to = _fresh(work, "lines")
    cells = ((number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, 1))
    _write((row for row in cells if any(map(str.strip, row[1]))), to)
    raw = path.read_bytes()
    name = f"{path}:{sheet}"
    digest = hashlib.sha256(raw).hexdigest()
    return Tidy(path=to, name=name, digest=digest, size=len(raw), numbered=True, first=_head(to, True))


def _cell(value: object) -> str:
    """Return a cell as a person would have written it: a year is 2020, not 2020.0, a day has no hour."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = "" if value is None else str(value)
    return text.removesuffix(" 00:00:00")


def _write(rows: Iterable[Row], to: Path) -> list[Refused]:
    refused: list[Refused] = []
    try:
        with to.open("w", encoding="utf-8", newline="\n") as out:
            _put(rows, out, refused)
    except OSError as error:
        raise disk(error, to.parent) from error
    return refused


def _put(rows: Iterable[Row], out: TextIO, refused: list[Refused]) -> None:
    for row in rows:
        if isinstance(row, Refused):
            refused.append(row)
            continue
        number, cells = row
        line = "\t".join(cells)
        if not line.isprintable() and (line.count("\t") >= len(cells) or not line.replace("\t", "").isprintable()):
            line = "\t".join(cell.translate(_FORBIDDEN) for cell in cells)
        out.write(f"{number}\t{line}\n")


def _head(path: Path, numbered: bool) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the first lines with their numbers and cells."""
    found = []
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\n").split("\t")
            if numbered:
                number, cells = int(cells[0]), cells[1:]
            if any(map(str.strip, cells)):
                found.append((number, tuple(cells)))
            if len(found) == 20:
                break
    return tuple(found)


def _fresh(work: Path, stem: str) -> Path:
    number = sum(1 for _ in work.glob(f"{stem}-*"))
    return work / f"{stem}-{number}"


def _empty(name: str) -> LedgerError:
    return LedgerError("ledger.set-empty", "the file holds nothing", where=name, hint="name the file with the events")
