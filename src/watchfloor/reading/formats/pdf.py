"""PDF: text in reading order, each line with its page; running heads dropped, footnotes at the end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

from watchfloor.errors import ReadingError
from watchfloor.reading.formats import pdf_pages
from watchfloor.reading.formats.layout import bomb, broken, day_of, encrypted, misnamed, sha, tidy
from watchfloor.reading.formats.pdf_order import Run, lines_of
from watchfloor.reading.text.encoding import clean
from watchfloor.reading.text.metadata import Metadata
from watchfloor.reading.text.opening import Place, Source

_KIND = "PDF file"
#: What programs write for a title or an author that nobody gave.
_NO_NAME = ("untitled", "anonymous", "unspecified", "unknown", "")
_TITLE_OF_PROGRAM = re.compile(r"(?:microsoft word - |.*\.(?:docx?|pdf|indd|tex|qxd)$)", re.IGNORECASE)
_BOMBS = {
    "pages": f"the file has more than {pdf_pages.MOST_PAGES:,} pages",
    "chars": "the file holds more text than is read",
}


def read_pdf(path: Path, data: bytes) -> Source | None:
    """Read a PDF file that carries its text; None for other suffixes."""
    if path.suffix.lower() != ".pdf":
        return None
    if b"%PDF-" not in data[:1024]:
        raise misnamed(path, _KIND)
    found = _pages(path, data)
    pages = [[Run(x0, y0, x1, y1, _letters(text)) for x0, y0, x1, y1, text in page] for page in found["pages"]]
    if not any(run.text.strip() for page in pages for run in page):
        raise _no_text(path, found["pictures"])
    lines: list[str] = []
    places: list[Place] = []
    for line in lines_of(pages):
        if line.opens and lines:
            lines.append("")
            places.append(places[-1])
        lines.append(" " * line.indent + clean(line.text.replace("\n", " ")))
        places.append(Place(line=line.n, page=line.page))
    info = {key: tidy(str(value)) for key, value in found["info"].items()}
    title, author = info.get("Title", ""), info.get("Author", "")
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", info.get("CreationDate", ""))
    day = day_of("-".join(made.groups())) if made else None
    empty = [n for n, page in enumerate(pages, start=1) if not page]
    return Source(
        path=path,
        digest=sha(data),
        text="\n".join(lines),
        metadata=Metadata(
            title=None if title.lower() in _NO_NAME or _TITLE_OF_PROGRAM.match(title) else title,
            authors=None if author.lower() in _NO_NAME else (author,),
        ),
        places=tuple(places),
        wrapped=True,
        unread=(f"pages without text: {', '.join(map(str, empty[:20]))}",) if empty else (),
        made=day.text if day else None,
    )


def _pages(path: Path, data: bytes) -> dict[str, Any]:
    """Return what stands on the pages, read in a process of its own."""
    folders = [folder for folder in sys.path if folder]
    code = f"import sys; sys.path[:0] = {folders!r}; from {pdf_pages.__name__} import main; main()"
    try:
        ran = subprocess.run(
            [sys.executable, "-S", "-E", "-c", code],
            input=data, capture_output=True, timeout=2 * pdf_pages.MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise bomb(path, "reading the file takes longer than it may") from None
    if ran.returncode:
        if b"MemoryError" in ran.stderr or ran.returncode < 0:
            raise bomb(path, "reading the file takes more memory or time than it may, or it is damaged")
        raise broken(path, _KIND, ran.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    found: dict[str, Any] = json.loads(ran.stdout)
    error = found.get("error")
    if error == "encrypted":
        raise encrypted(path)
    if error in _BOMBS:
        raise bomb(path, _BOMBS[error])
    if error is not None:
        raise broken(path, _KIND)
    if found["failed"] and not any(found["pages"]):
        raise broken(path, _KIND, "no page of it can be opened")
    return found


def _letters(text: str) -> str:
    """Return a run as words: ligatures apart, surrogates joined, what stands for no letter left out."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    return "".join(c for c in text if c == "\u00ad" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def _no_text(path: Path, pictures: int) -> ReadingError:
    what = "the pages are scanned: pictures without text" if pictures else "the file holds no text"
    hint = "recognise its text first, e.g. with `ocrmypdf scan.pdf text.pdf`, and read that" if pictures else (
        "check that it opens in a viewer and that its words can be selected"
    )  # fmt: skip
    return ReadingError("reading.no-text", what, where=str(path), hint=hint)
