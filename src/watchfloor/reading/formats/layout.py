"""What the formats share: paragraphs laid out as lines with their places, dates, and what is said of bad files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from watchfloor.errors import ReadingError
from watchfloor.reading.text.encoding import clean
from watchfloor.reading.text.opening import Place
from watchfloor.terms import When

#: A paragraph: its lines, each with its place.
Lines = list[tuple[str, Place]]

_SPACES = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def lay_out(paragraphs: Sequence[Lines]) -> tuple[str, tuple[Place, ...]]:
    """Return paragraphs as one text, apart by blank lines, and the place of each of its lines."""
    lines: Lines = []
    for paragraph in paragraphs:
        kept = [(text, place) for raw, place in paragraph if (text := tidy(raw))]
        if kept:
            lines += [("", kept[0][1])] if lines else []
            lines += kept
    return "\n".join(text for text, _ in lines), tuple(place for _, place in lines)


def tidy(text: str) -> str:
    """Return a text on one line: mojibake mended, NFC, white space folded."""
    return _SPACES.sub(" ", clean(_SPACES.sub(" ", text))).strip()


def day_of(text: str | None) -> When | None:
    """Return the day with which a text such as 2020-05-15T08:00:00Z begins; None where it is no day."""
    found = _DAY.match((text or "").strip())
    if found is None:
        return None
    try:
        return When(date(*map(int, found.groups())).isoformat())
    except ValueError:
        return None


def sha(*data: bytes) -> str:
    """Return the SHA-256 of some bytes, hexadecimal."""
    return hashlib.sha256(b"\x1f".join(data)).hexdigest()


def broken(path: Path, kind: str, why: str = "") -> ReadingError:
    """Return the error for a file that is damaged, cut off, or of another kind than its name says."""
    detail = f": {tidy(why)[:120]}" if why else ""
    return ReadingError(
        "reading.broken",
        f"the file is damaged or no {kind}{detail}",
        where=str(path),
        hint="open it in its own program and save it anew, or fetch it again",
    )


def misnamed(path: Path, kind: str) -> ReadingError:
    """Return the error for a file whose suffix names a format that it is not."""
    return ReadingError(
        "reading.wrong-extension",
        f"the file is named {path.suffix} but is no {kind}",
        where=str(path),
        hint="give it the suffix of what it is, or fetch it again",
    )


def encrypted(path: Path) -> ReadingError:
    """Return the error for a file that only a password or a key opens."""
    return ReadingError(
        "reading.encrypted",
        "the file is encrypted",
        where=str(path),
        hint="save a copy without a password, and read that",
    )


def bomb(path: Path, what: str) -> ReadingError:
    """Return the error for a file that would take more room or time than a document may."""
    return ReadingError("reading.too-large", what, where=str(path), hint="split it, or export it as plain text")
