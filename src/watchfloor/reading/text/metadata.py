"""What is known about a document besides its words: front matter, sidecar, command line."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields

import yaml

from watchfloor.errors import ReadingError
from watchfloor.terms import RIGHTS, TLP, UNKNOWN, When

#: What a person writes for a date that nobody knows.
_UNKNOWN_WORD = "unknown"
_GRADES = ("A", "B", "C", "D", "E", "F")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FIRST_KEY = re.compile(r"(?P<key>[\w-]+)[ \t]*:([ \t]|$)")
_DATE_HINT = "write YYYY-MM-DD, YYYY-MM, YYYY or unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What one place says about a document; None where it says nothing.

    published_where: file:line:column of the date, for the error that names two of them.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] | None = None
    published: When | None = None
    url: str | None = None
    grade: str | None = None  #: Admiralty reliability of the source, A to F
    tlp: str | None = None
    rights: str | None = None
    derives_from: str | None = None
    language: str | None = None
    published_where: str = ""


KEYS = tuple(field.name for field in fields(Metadata) if field.name != "published_where")


def split_front_matter(text: str, *, file: str) -> tuple[str, str, int]:
    """Split a text into YAML front matter, body and the body's first line, counted from 1.

    The front matter is empty where the text has none: it must open on the first line with
    `---`, start with `key:` and be closed by `---` or `...`.
    Raises ReadingError `reading.bad-metadata` where it starts with one of our keys and is never closed.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text, 1
    opening = next((line for line in lines[1:] if line.strip() and not line.startswith("#")), "")
    key = _FIRST_KEY.match(opening)
    if key is None:
        return "", text, 1
    for n, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:n]), "\n".join(lines[n + 1 :]), n + 2
    if key["key"] in KEYS:
        raise ReadingError(
            "reading.bad-metadata",
            "the front matter is never closed",
            where=f"{file}:1",
            hint="put a line --- below its last key",
        )
    return "", text, 1


def parse(text: str, *, file: str, first_line: int = 1) -> Metadata:
    """Return what a YAML mapping says, every value kept as a string until it is checked.

    file: named in errors; first_line: line of the file on which the YAML starts, from 1.
    Raises ReadingError for bad YAML, a key given twice, an unknown key or a value out of range.
    """

    def where(mark: yaml.Mark) -> str:
        return f"{file}:{mark.line + first_line}:{mark.column + 1}"

    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        place = where(error.problem_mark) if error.problem_mark else file
        what = f"the metadata is not YAML: {error.problem or error.context}"
        raise ReadingError("reading.bad-metadata", what, where=place) from None
    except (yaml.YAMLError, RecursionError):
        raise ReadingError("reading.bad-metadata", "the metadata is not YAML", where=file) from None
    if root is None or root.value == "":
        return Metadata()
    if not isinstance(root, yaml.MappingNode):
        raise ReadingError(
            "reading.bad-metadata", "the metadata is not a list of `key: value`", where=where(root.start_mark)
        )
    values: dict[str, str | tuple[str, ...] | When] = {}
    places: dict[str, str] = {}
    for key_node, value_node in root.value:
        place = where(key_node.start_mark)
        key = _known_key(key_node, place)
        if key in places:
            what = f"{key!r} is given twice, first at {places[key]}"
            raise ReadingError("reading.duplicate-key", what, where=place, hint="keep one of them")
        places[key] = place
        value = _value(key, value_node, where(value_node.start_mark))
        if value is not None:
            values[key] = value
    if "published" in values:
        values["published_where"] = places["published"]
    return Metadata(**values)  # type: ignore[arg-type]


def command_line(*, published: str | None) -> Metadata:
    """Return what the command line says about a document; None where it says nothing.

    published: an EDTF date, possibly partial, or `unknown`.
    """
    if published is None:
        return Metadata()
    return Metadata(published=_date(published, "--published"), published_where="--published")


def merge(*found: Metadata) -> Metadata:
    """Return one value from several places; a later place overrules an earlier one.

    Dates are never overruled: of two that agree (one lies within the other) the narrower is kept.
    Raises ReadingError `reading.two-dates` where they disagree, naming both places.
    """
    values: dict[str, str | tuple[str, ...]] = {}
    date: Metadata = Metadata()
    for one in found:
        values |= {key: value for key in KEYS if key != "published" and (value := getattr(one, key)) is not None}
        date = _agree(date, one)
    return Metadata(published=date.published, published_where=date.published_where, **values)  # type: ignore[arg-type]


def _agree(first: Metadata, second: Metadata) -> Metadata:
    if second.published is None or first.published is None:
        return first if second.published is None else second
    for narrow, wide in ((first, second), (second, first)):
        if _inside(narrow.published, wide.published):
            return narrow
    raise ReadingError(
        "reading.two-dates",
        f"two dates of publication disagree: {first.published} ({first.published_where}) "
        f"and {second.published} ({second.published_where})",
        where=first.published_where,
        hint="correct or remove one of them",
    )


def _inside(narrow: When | None, wide: When | None) -> bool:
    if narrow is None or wide is None or narrow.text == wide.text:
        return True
    return not wide.known or (narrow.known and narrow.within(wide.lower, wide.upper) == "yes")


def _known_key(node: yaml.Node, place: str) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else ""
    if key in KEYS:
        return str(key)
    close = difflib.get_close_matches(str(key).lower(), KEYS, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(KEYS)}"
    raise ReadingError("reading.unknown-key", f"no metadata key is called {key!r}", where=place, hint=hint)


def _value(key: str, node: yaml.Node, place: str) -> str | tuple[str, ...] | When | None:
    if key == "authors":
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(name for item in items if (name := _scalar(key, item, place))) or None
    text = _scalar(key, node, place)
    if not text:
        return None
    if key == "published":
        return _date(text, place)
    if key in ("title", "publisher", "derives_from"):
        return text
    return _checked(key, text, place)


def _scalar(key: str, node: yaml.Node, place: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        kind = "a text or a list of texts" if key == "authors" else "a text"
        raise ReadingError("reading.wrong-value", f"{key!r} must be {kind}", where=place)
    return " ".join(str(node.value).split())


def _date(text: str, place: str) -> When:
    text = text.strip()
    try:
        return When(UNKNOWN if text.lower() == _UNKNOWN_WORD else text)
    except ValueError as error:
        what = f"{text!r} is not a date of publication: {error}"
        raise ReadingError("reading.wrong-value", what, where=place, hint=_DATE_HINT) from None


def _checked(key: str, text: str, place: str) -> str:
    value = text.upper() if key == "grade" else text.lower() if key in ("tlp", "rights") else text
    allowed = {"grade": _GRADES, "tlp": TLP, "rights": RIGHTS}.get(key)
    if allowed is not None and value not in allowed:
        what = f"{text!r} is no {key}"
        raise ReadingError("reading.wrong-value", what, where=place, hint=f"one of: {', '.join(allowed)}")
    if key == "url" and not re.match(r"https?://[^\s<>\"]+$", value):
        raise ReadingError("reading.wrong-value", f"{text!r} is no web address", where=place, hint="write https://…")
    if key == "language" and not _LANGUAGE.fullmatch(value):
        what = f"{text!r} is no language tag"
        raise ReadingError("reading.wrong-value", what, where=place, hint="write a BCP 47 tag such as en or sr-Latn")
    return value
