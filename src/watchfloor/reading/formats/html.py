"""Web pages: the article without what stands around it, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfloor.errors import ReadingError
from watchfloor.reading.formats.layout import Lines, bomb, broken, day_of, lay_out, misnamed, sha, tidy
from watchfloor.reading.text.encoding import decode
from watchfloor.reading.text.metadata import Metadata, merge
from watchfloor.reading.text.opening import Place, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SUFFIXES = (".html", ".htm", ".xhtml")
_SHAPE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|table)[\s>/]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.IGNORECASE)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
     "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_NO_WORDS = frozenset(
    ("script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "select", "button",
     "textarea")
)  # fmt: skip
#: A page with more marks would take minutes and gigabytes; a long book has fewer.
_MOST_MARKS = 150_000
#: A longer cell is no value of a table.
_CELL_CHARS = 80
#: Where a page says when it was published, the surest first.
_DATES = (
    "article:published_time", "datepublished", "citation_publication_date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publication_date",
    "date",
)  # fmt: skip
_TITLES = ("og:title", "dc.title", "citation_title", "headline")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")
_PUBLISHERS = ("og:site_name", "dc.publisher", "citation_publisher", "application-name")


def read_html(path: Path, data: bytes) -> Source | None:
    """Read a web page; None for other suffixes."""
    if path.suffix.lower() not in _SUFFIXES:
        return None
    text = _decoded(data, path)
    if not _SHAPE.search(text[:20_000]):
        raise misnamed(path, "web page")
    root = parse(text, path)
    laid, places = lay_out(_article(text, root) or blocks(root))
    if not laid:
        raise ReadingError(
            "reading.no-text",
            "the page holds no text: its words may come from a script",
            where=str(path),
            hint="open it in a browser, and save what it shows",
        )
    return Source(path=path, digest=sha(data), text=laid, metadata=metadata_of(root, path), places=places, blocks=True)


def parse(text: str, path: Path) -> HtmlElement:
    """Return the tree of a page; raises ReadingError for what is no page or nests too deep."""
    from lxml import etree, html

    if text.count("<") > _MOST_MARKS:
        raise bomb(path, f"the page has more than {_MOST_MARKS:,} marks")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(
            re.sub(r"<\?xml[^>]{0,200}\?>", "", text.replace("\0", ""), count=1),
            parser=parser,
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise broken(path, "web page", str(error)) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):  # the parser has left out the rest
        raise bomb(path, "the page nests its parts too deeply")
    return root


def blocks(root: HtmlElement) -> list[Lines]:
    """Return the paragraphs of a tree in order, each with the line of the file on which it starts."""
    found: list[Lines] = []
    words: list[str] = []
    line = 1
    cell: HtmlElement | None = None

    def close() -> None:
        text = tidy("".join(words))
        words.clear()
        if text:
            found.append([(text, Place(line=line))])

    for event, element in _walk(root):
        if event == "text":
            words.append(str(element))
        elif element.tag in ("td", "th") and _is_brief(element):  # the cells of a row of a table stay together
            cell = element if event == "start" else None
            words.append(" | " if event == "end" and element.getnext() is not None else "")
        elif element.tag in _BLOCKS and cell is None:
            close()
            line = element.sourceline or line
    close()
    return found


def _is_brief(cell: HtmlElement) -> bool:
    """Tell whether a cell holds a value; longer ones are parts of a layout."""
    length = 0
    for text in cell.itertext():
        length += len(text.strip())
        if length > _CELL_CHARS:
            return False
    return True


def _walk(root: HtmlElement) -> Iterator[tuple[str, Any]]:
    """Yield starts and ends of elements and the texts between them, without recursion."""
    stack: list[tuple[HtmlElement, Iterator[Any]]] = [(root, iter(root))]
    yield "start", root
    yield "text", root.text or ""
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
            if stack:
                yield "text", element.tail or ""
        elif not isinstance(child.tag, str) or child.tag in _NO_WORDS:
            yield "text", child.tail or ""
        else:
            yield "start", child
            yield "text", child.text or ""
            stack.append((child, iter(child)))


def _article(text: str, root: HtmlElement) -> list[Lines]:
    """Return the paragraphs of the article, as trafilatura finds it, with lines of the file; none where it fails."""
    from trafilatura import extract

    try:
        whole = extract(text, output_format="txt", include_comments=False, include_tables=True, deduplicate=False)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):  # what odd trees make it stumble over
        whole = None
    if not whole:
        return []
    lines = {}
    for [(paragraph, place)] in reversed(blocks(root)):
        lines[paragraph[:60]] = place.line
    found: list[Lines] = []
    line = 1
    for raw in whole.split("\n"):
        paragraph = tidy(raw.removeprefix("- ").strip("| "))
        line = lines.get(paragraph[:60], line)
        found.append([(paragraph, Place(line=line))])
    return found


def metadata_of(root: HtmlElement, path: Path) -> Metadata:
    """Return what a page says of itself in its head and its linked data.

    Raises ReadingError `reading.two-dates` where the two name different days.
    """
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = tidy(element.get("content") or "")
        if value:
            meta.setdefault(key.lower(), []).append(value)
    linked = _linked(root)
    titles = [*_said(meta, _TITLES), *(tidy(e.text_content()) for e in root.iter("title"))]
    stamps = ((value, "its meta tags") for value in _said(meta, _DATES))
    times = (
        e.get("datetime") or ""
        for e in root.iter("time")
        if e.get("itemprop") == "datePublished" or e.get("pubdate") is not None
    )
    ours = _dated([*stamps, *((value, "its <time>") for value in times)], path)
    theirs = _dated([(str(linked.get("datePublished") or ""), "its linked data (JSON-LD)")], path)
    url = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    url = next((u for u in (url, *_said(meta, ("og:url",))) if u and re.match(r"https?://[^\s<>\"]+$", u)), None)
    language = root.get("lang") or ""
    rest = Metadata(
        title=next(filter(None, titles), None) or _name(linked.get("headline")),
        publisher=next(iter(_said(meta, _PUBLISHERS)), None) or _name(linked.get("publisher")),
        authors=_people(meta, linked),
        url=url,
        language=language if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else None,
    )
    return merge(ours, theirs, rest)


def _said(meta: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _dated(stamps: list[tuple[str, str]], path: Path) -> Metadata:
    for text, where in stamps:
        day = day_of(text)
        if day is not None:
            return Metadata(published=day, published_where=f"{path}, {where}")
    return Metadata()


def _people(meta: dict[str, list[str]], linked: dict[str, Any]) -> tuple[str, ...] | None:
    names = [name for name in _said(meta, _AUTHORS) if "://" not in name]
    authors = linked.get("author")
    names = names or [n for one in (authors if isinstance(authors, list) else [authors]) if (n := _name(one))]
    return tuple(dict.fromkeys(names)) or None


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return (tidy(value) or None) if isinstance(value, str) else None


def _linked(root: HtmlElement) -> dict[str, Any]:
    """Return the first article of the page's linked data."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                if any(str(kind).endswith(("Article", "Posting", "Report")) for kind in _listed(one.get("@type"))):
                    return one
                waiting += _listed(one.get("@graph"))
    return {}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _decoded(data: bytes, path: Path) -> str:
    named = _CHARSET.search(data[:4000])
    if named is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(named[1].decode("ascii")).replace("\r\n", "\n")
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, path).replace("\r\n", "\n")
