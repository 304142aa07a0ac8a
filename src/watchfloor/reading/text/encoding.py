"""From bytes to characters: encodings, mojibake, one form for each letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import ReadingError

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

#: Above this share of control characters a file is no text.
_CONTROL_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: Older encodings of Europe and its neighbours.
_OLDER = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "iso8859_2", "iso8859_5",
          "iso8859_9", "koi8_r", "koi8_u", "mac_roman"]  # fmt: skip
#: How much of a file is shown to the detector, in bytes, and how much more chaos than the best a rival may have.
_SAMPLE_BYTES = 200_000
_RIVAL_CHAOS = 0.1
#: What a wrong encoding makes of letters: signs inside words, control characters, letters that stand there rarely.
_ODD = re.compile(r"(?<=[^\W\d_])[©£¤¦¨¬¯±´¶¹³¼½¾¿]|[©£¤¦¨¬¯±´¶¹³¼½¾¿](?=[^\W\d_])|[\x80-\x9fðÐþÞ]|æ\b")


def decode(data: bytes, path: Path) -> str:
    """Return bytes as text: by byte order mark, as UTF-8, else in the older encoding that fits best.

    path: named in errors. Raises ReadingError `reading.binary` or `reading.unknown-encoding`.
    """
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        text = "\0" if _is_binary(data.decode("latin-1")) else _older(data)
    if not text:
        raise ReadingError(
            "reading.unknown-encoding",
            "the encoding is neither UTF-8 nor recognisable",
            where=str(path),
            hint="save the file as UTF-8",
        )
    if _is_binary(text):
        raise ReadingError(
            "reading.binary", "the file is not text", where=str(path), hint="export it as plain text or Markdown"
        )
    return text


def clean(text: str) -> str:
    """Return a text without mojibake, in NFC, its lines ended by "\\n"; the count of lines stays."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = "\n".join(line if line.isascii() else _unbroken(line) for line in text.split("\n"))
    return unicodedata.normalize("NFC", text)


def _older(data: bytes) -> str:
    """Return bytes in the older encoding with the fewest odd letters, or nothing where none fits."""
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    sample = data[:_SAMPLE_BYTES]
    matches = list(from_bytes(sample, cp_isolation=_OLDER))
    rivals = [match for match in matches if match.chaos <= matches[0].chaos + _RIVAL_CHAOS]
    encodings = dict.fromkeys(name for match in rivals for name in (match.encoding, *match.could_be_from_charset))
    best: tuple[int, str] | None = None
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = len(_ODD.findall(text))
        if best is None or odd < best[0]:
            best = odd, text
    return best[1] if best is not None else ""


def _is_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text)


def _unbroken(line: str) -> str:
    """Undo mojibake in one line, by words where only some are broken; touch nothing else."""
    from ftfy import fix_text  # slow to import, needed only beyond ASCII
    from ftfy.badness import is_bad

    if not is_bad(line):
        return line
    fixed = fix_text(line, _mojibake_only())
    if is_bad(fixed):
        fixed = " ".join(word if word.isascii() else fix_text(word, _mojibake_only()) for word in fixed.split(" "))
    return fixed.replace("\n", " ")


@cache
def _mojibake_only() -> TextFixerConfig:
    """Quotes, widths and ligatures stay as written."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
