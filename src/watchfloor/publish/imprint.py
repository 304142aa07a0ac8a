"""publishing.yaml: who publishes, under which address, in whose voices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from watchfloor.errors import PublishError

_WEB = re.compile(r"https?://[^\s\"'<>?#]+")
_MAILBOX = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The series that the episodes belong to, and the people who are heard in it."""

    title: str = ""  #: the campaign's where it is empty
    about: str = ""
    host: str = "Host"
    analyst: str = "Analyst"
    category: str = "News"
    subcategory: str = "Politics"
    image: str = ""  #: address of the cover; directories ask for a square of 1,400 pixels or more


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The command that speaks a line into a WAV file, and the voices it is given.

    command: arguments, run without a shell; `{text}` is the file to speak, `{out}` the file to write,
    `{voice}` the voice. Empty where episodes have no sound. encode: makes the whole WAV file `{in}` into `{out}`,
    whose name ends in `ending`; without it the episode is the WAV file.
    """

    command: tuple[str, ...] = ()
    encode: tuple[str, ...] = ()
    ending: str = "mp3"
    host: str = ""
    analyst: str = ""
    words_per_minute: int = 150  #: of the estimate where nothing is spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How letters are signed, and where one leaves the list."""

    sender: str = ""  #: `Name <address>`
    unsubscribe: str = ""  #: mail address that takes one off the list
    unsubscribe_page: str = ""  #: address of the web with `{token}`, for one click; needs a page that answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Everything a publication says of itself."""

    publisher: str = ""
    address: str = ""  #: of the web, where the published folder will stand; ends with a slash
    contact: str = ""  #: mail address
    series: Series = field(default_factory=Series)
    speech: Speech = field(default_factory=Speech)
    post: Post = field(default_factory=Post)


#: Endings of sound files and their types.
SOUNDS = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav"}
_PARTS = {"series": Series, "speech": Speech, "letter": Post}
_NAMES = {"letter": "post"}
#: Keys of the file that are no names of ours.
_KEYS = {"from": "sender", "unsubscribe-page": "unsubscribe_page", "words-per-minute": "words_per_minute"}


def load_imprint(path: Path) -> Imprint:
    """Return what publishing.yaml says; without the file, an imprint that says nothing.

    Raises PublishError `publish.imprint-not-readable`, `publish.imprint-wrong`.
    """
    if not path.is_file():
        return Imprint()
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else str(path)
        raise PublishError(
            "publish.imprint-not-readable",
            f"the file is no YAML: {getattr(error, 'problem', None) or error}",
            where=where,
            hint="see docs/howto/publishing.md for what stands in it",
        ) from error
    return _imprint(found or {}, str(path))


def _imprint(found: Any, where: str) -> Imprint:
    values = _known(found, Imprint, where, "")
    parts: dict[str, Any] = {
        _NAMES.get(key, key): _part(kind, values.pop(key, None) or {}, where, key) for key, kind in _PARTS.items()
    }
    made = Imprint(**parts | {key: _text(value, where, key) for key, value in values.items()})
    for key, value in (
        ("address", made.address),
        ("series.image", made.series.image),
        ("letter.unsubscribe-page", made.post.unsubscribe_page),
    ):
        if value and not _WEB.match(value):
            raise _wrong(where, key, f"{value!r} is no address of the web", "write it with https://")
    for key, value in (("contact", made.contact), ("letter.unsubscribe", made.post.unsubscribe)):
        if value and not _MAILBOX.fullmatch(value):
            raise _wrong(where, key, f"{value!r} is no mail address", "write it as name@domain.example")
    if made.address and not made.address.endswith("/"):
        raise _wrong(where, "address", f"{made.address!r} is no folder", "end it with a slash")
    for key, words, needs in (
        ("speech.command", made.speech.command, ("{text}", "{out}")),
        ("speech.encode", made.speech.encode, ("{in}", "{out}")),
    ):
        if words and not all(any(need in word for word in words) for need in needs):
            raise _wrong(where, key, f"it does not name {' and '.join(needs)}", "see docs/howto/publishing.md")
    if made.speech.ending not in SOUNDS:
        raise _wrong(where, "speech.ending", f"no sound file ends in {made.speech.ending!r}", " or ".join(SOUNDS))
    return made


def _part(kind: type[Any], found: Any, where: str, key: str) -> Any:
    values: dict[str, Any] = {}
    for name, value in _known(found, kind, where, key).items():
        at = f"{key}.{name}"
        if name in ("command", "encode"):
            if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise _wrong(where, at, "it is no list of words", 'write it as ["espeak-ng", "-w", "{out}", …]')
            values[name] = tuple(value)
        elif name == "words_per_minute":
            if not isinstance(value, int) or not 60 <= value <= 300:
                raise _wrong(where, at, f"{value!r} is no pace of speech", "give a whole number from 60 to 300")
            values[name] = value
        else:
            values[name] = _text(value, where, at)
    return kind(**values)


def _known(found: Any, kind: type[Any], where: str, at: str) -> dict[str, Any]:
    """Return a mapping by our own names; anything unknown in it is refused."""
    if not isinstance(found, Mapping):
        raise _wrong(where, at or "the file", "it holds no keys", "write `key: value` lines")
    ours = {field.name for field in fields(kind)} - set(_NAMES.values()) | (set(_PARTS) if kind is Imprint else set())
    values = {_KEYS.get(str(key), str(key)): value for key, value in found.items()}
    for key in values:
        if key not in ours:
            names = {ours_: theirs for theirs, ours_ in _KEYS.items()}
            known = ", ".join(sorted(names.get(name, name) for name in ours))
            raise _wrong(where, f"{at}.{key}".strip("."), "there is no such key", f"keys here: {known}")
    return values


def _text(value: Any, where: str, key: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, key, f"{value!r} is no text", "put it in quotation marks")
    return value.strip()


def _wrong(where: str, key: str, what: str, hint: str) -> PublishError:
    return PublishError("publish.imprint-wrong", f"{key}: {what}", where=where, hint=hint)
