"""Run by itself: a PDF file on stdin, what stands on its pages on stdout, within bounds of memory and time.

The parser is native code; in a process of its own neither a bomb nor a crash reaches the reader.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

#: Bounds of the process, and of a document.
MOST_BYTES = 1_500_000_000
MOST_SECONDS = 120
MOST_PAGES = 3_000
MOST_CHARS = 8_000_000
#: A gap of so many type sizes parts what stands on one line.
_GAP = 1.1


def main() -> None:
    """Print {"error"} or {"pages", "info", "pictures"}; a page is a list of [x0, y0, x1, y1, text], y upwards."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"error": "encrypted" if locked else "broken"}
    if len(document) > MOST_PAGES:
        return {"error": "pages"}
    pages: list[list[list[Any]]] = []
    left, pictures, failed = MOST_CHARS, 0, 0
    for n in range(len(document)):
        try:
            page = document[n]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            pages.append([])
            failed += 1
            continue
        left -= text.count_chars()
        if left < 0:
            return {"error": "chars"}
        pages.append(list(_runs(text)) or list(_turned(text)))
        if not pages[-1]:
            pictures += any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
        text.close()
        page.close()
    return {"pages": pages, "info": document.get_metadata_dict(), "pictures": pictures, "failed": failed}


def _runs(page: Any) -> Iterator[list[Any]]:
    """Yield runs of upright characters that stand close on one line."""
    run: list[Any] = []
    for char, x0, y0, x1, y1 in _chars(page):
        size = y1 - y0
        if run:
            same = abs(y0 - run[1]) < 0.25 * size and abs(size - (run[3] - run[1])) < 0.2 * size
            if char != "\n" and (size <= 0 or (same and -0.5 * size < x0 - run[2] < _GAP * size)):
                run[4] += char
                if size > 0:
                    run[2] = max(run[2], x1)
                continue
            yield run
            run = []
        if size > 0 and not char.isspace():
            run = [x0, y0, x1, y1, char]
    if run:
        yield run


def _turned(page: Any) -> Iterator[list[Any]]:
    """Yield the lines of a page on which nothing stands upright, in the order of the file, as if set line by line."""
    for n, line in enumerate(page.get_text_range().replace("\ufffe", "-").splitlines()):
        yield [0, -14 * n, 6 * len(line), 12 - 14 * n, line]


def _chars(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield each character with its box; one without a box was put in by the parser."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for n in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, n)
        made = raw.FPDFText_IsGenerated(page, n) == 1
        if made or code in (0x0A, 0x0D):
            yield ("\n" if code in (0x0A, 0x0D) else " "), 0, 0, 0, 0
            continue
        if not raw.FPDFText_GetLooseCharBox(page, n, box) or abs(raw.FPDFText_GetCharAngle(page, n)) > 0.1:
            continue
        # a surrogate pair comes as two codes; halves are joined when the run is decoded
        char = "-" if raw.FPDFText_IsHyphen(page, n) == 1 or code == 0xFFFE else chr(code) if code <= 0x10FFFF else ""
        if char.isdigit() and (raised := _raised(page, n, box.top - box.bottom)) is not None:
            yield char, box.left, raised[0], box.right, raised[1]
        else:
            yield char, box.left, box.bottom, box.right, box.top


def _raised(page: Any, n: int, size: float) -> tuple[float, float] | None:
    """Return bottom and top of a figure that stands raised in type of the same size; None for any other."""
    from pypdfium2 import raw

    left, right, low, high, x, base = (ctypes.c_double() for _ in range(6))
    raw.FPDFText_GetCharBox(page, n, left, right, low, high)
    raw.FPDFText_GetCharOrigin(page, n, x, base)
    return (low.value, high.value) if low.value - base.value > 0.2 * size else None


if __name__ == "__main__":
    main()
