"""Feeds, RSS and Atom: each item is a document, with what the feed says of it."""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import ReadingError
from watchfloor.reading.formats.html import blocks, parse
from watchfloor.reading.formats.layout import Lines, broken, day_of, lay_out, misnamed, sha, tidy
from watchfloor.reading.text.metadata import Metadata
from watchfloor.reading.text.opening import Place, Source
from watchfloor.terms import When

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "feed (RSS or Atom)"
_SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
_ROOTS = ("rss", "feed", "rdf")
_BODIES = ("encoded", "content", "description", "summary", "subtitle")
_MOST_ITEMS = 2_000


def read_feed(path: Path, data: bytes) -> tuple[Source, ...] | None:
    """Read a feed, a document an item; None for other suffixes."""
    if path.suffix.lower() not in _SUFFIXES:
        return None
    root = _tree(path, data)
    if _name(root) not in _ROOTS:
        raise misnamed(path, _KIND)
    items = [e for e in root.iter() if _name(e) in ("item", "entry")][: _MOST_ITEMS + 1]
    if not items:
        raise ReadingError("reading.empty", "the feed holds no item", where=str(path), hint="fetch it again")
    if len(items) > _MOST_ITEMS:
        raise broken(path, _KIND, f"it holds more than {_MOST_ITEMS} items")
    channel = next((e for e in root.iter() if _name(e) == "channel"), root)
    publisher = _text(channel, "title")
    return tuple(_item(path, n, item, publisher) for n, item in enumerate(items, start=1))


def _tree(path: Path, data: bytes) -> _Element:
    """Return the tree of a feed; entities of its own are refused, for they can grow without bound."""
    from lxml import etree

    if re.search(rb"<!ENTITY", data.replace(b"\0", b""), re.IGNORECASE):
        raise broken(path, _KIND, "it declares entities, which no feed needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(path, _KIND, str(error)) from None


def _item(path: Path, n: int, item: _Element, publisher: str | None) -> Source:
    title, link = _text(item, "title"), _link(item)
    body = next((text for name in _BODIES if (text := _text(item, name, whole=True))), None) or ""
    line = item.sourceline or 1
    page = f"<html><body>{body}</body></html>" if body.strip() else ""
    first: list[Lines] = [[(title, Place(line=line))]] if title else []
    said = (
        [[(text, Place(line=line)) for text, _ in paragraph] for paragraph in blocks(parse(page, path))] if page else []
    )
    text, places = lay_out(said if said else first)
    named = path.with_name(f"{path.name}#{n}")
    return Source(
        path=named,
        # an item keeps its id when the feed around it moves on
        digest=sha(
            (_text(item, "guid") or _text(item, "id") or link or "").encode(), (title or "").encode(), text.encode()
        ),
        text=text,
        metadata=replace(
            _dated(item, f"{named}, its date in the feed"),
            title=title,
            publisher=publisher,
            authors=_authors(item),
            url=link,
        ),
        places=places,
        blocks=True,
        unread=tuple(f"enclosure not read: {url}" for url in _enclosures(item)),
    )


def _dated(item: _Element, where: str) -> Metadata:
    for name in ("pubdate", "published", "date", "issued", "updated"):
        text = _text(item, name) or ""
        day = day_of(text)
        if day is None and text:
            try:
                day = When(parsedate_to_datetime(text).date().isoformat())
            except (ValueError, TypeError, IndexError, OverflowError):
                day = None
        if day is not None:
            return Metadata(published=day, published_where=where)
    return Metadata()


def _authors(item: _Element) -> tuple[str, ...] | None:
    names = []
    for child in item:
        if _name(child) in ("author", "creator"):
            said = _text(child, "name") or tidy("".join(child.itertext()))
            named = re.search(r"\(([^()]+)\)", said)  # RSS: a@example.org (Anna Berg)
            names.append(named[1] if named and "@" in said else said)
    return tuple(dict.fromkeys(filter(None, names))) or None


def _link(item: _Element) -> str | None:
    for child in item:
        if _name(child) == "link" and (child.get("rel") or "alternate") == "alternate":
            url = (child.get("href") or child.text or "").strip()
            if re.match(r"https?://[^\s<>\"]+$", url):
                return url
    return None


def _enclosures(item: _Element) -> list[str]:
    found = [e.get("url") or e.get("href") for e in item if _name(e) == "enclosure" or e.get("rel") == "enclosure"]
    return [tidy(url) for url in found if url]


def _text(parent: _Element, name: str, *, whole: bool = False) -> str | None:
    """Return the words of a child; `whole` keeps the marks of XHTML inside it."""
    from lxml import etree

    for child in parent:
        if _name(child) == name:
            if whole and len(child):
                return str(etree.tostring(child, encoding="unicode", with_tail=False))
            text = "".join(child.itertext())
            return (text if whole else tidy(text)) or None
    return None


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
