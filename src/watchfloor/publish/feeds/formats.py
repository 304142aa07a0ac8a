"""One feed in three formats: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from watchfloor.publish.charts.drawing import legal

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry; the lines are told one by one beneath the summary."""

    id: str
    link: str
    title: str
    day: date
    summary: str
    lines: tuple[str, ...]

    @property
    def html(self) -> str:
        """Return summary and lines as HTML without any attribute."""
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.lines)
        return f"<p>{escape(self.summary)}</p>" + (f"<ul>{lines}</ul>" if lines else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, newest entry first."""

    title: str
    about: str
    home: str
    publisher: str
    items: tuple[Item, ...]


def moment_of(day: date) -> datetime:
    """Return the moment that stands for a day: its first, in UTC; an issue has no hour."""
    return datetime.combine(day, time(), tzinfo=UTC)


def rss(feed: Feed, self_link: str) -> str:
    """Return the feed as RSS 2.0."""
    ET.register_namespace("atom", ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, text in (("title", feed.title), ("link", feed.home), ("description", feed.about), ("language", "en")):
        child(channel, name, text)
    child(channel, "lastBuildDate", format_datetime(moment_of(feed.items[0].day)))
    ET.SubElement(channel, f"{{{ATOM}}}link", href=self_link, rel="self", type="application/rss+xml")
    for item in feed.items:
        entry = ET.SubElement(channel, "item")
        for name, text in (("title", item.title), ("link", item.link), ("description", item.html)):
            child(entry, name, text)
        child(entry, "guid", item.id, isPermaLink="false")
        child(entry, "pubDate", format_datetime(moment_of(item.day)))
    return written(root)


def atom(feed: Feed, self_link: str) -> str:
    """Return the feed as Atom."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    child(root, f"{{{ATOM}}}id", self_link)
    child(root, f"{{{ATOM}}}title", feed.title)
    child(root, f"{{{ATOM}}}subtitle", feed.about)
    child(root, f"{{{ATOM}}}updated", _stamp(feed.items[0].day))
    child(ET.SubElement(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", feed.publisher)
    ET.SubElement(root, f"{{{ATOM}}}link", href=self_link, rel="self", type="application/atom+xml")
    ET.SubElement(root, f"{{{ATOM}}}link", href=feed.home, rel="alternate", type="text/html")
    for item in feed.items:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        child(entry, f"{{{ATOM}}}id", item.id)
        child(entry, f"{{{ATOM}}}title", item.title)
        child(entry, f"{{{ATOM}}}updated", _stamp(item.day))
        child(entry, f"{{{ATOM}}}published", _stamp(item.day))
        child(entry, f"{{{ATOM}}}summary", item.summary)
        child(entry, f"{{{ATOM}}}content", item.html, type="html")
        ET.SubElement(entry, f"{{{ATOM}}}link", href=item.link, rel="alternate", type="text/html")
    return written(root)


def json_feed(feed: Feed, self_link: str) -> str:
    """Return the feed as JSON Feed 1.1."""
    items = [
        {
            "id": item.id,
            "url": item.link,
            "title": legal(item.title),
            "summary": legal(item.summary),
            "content_html": legal(item.html),
            "date_published": _stamp(item.day),
        }
        for item in feed.items
    ]
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legal(feed.title),
        "description": feed.about,
        "home_page_url": feed.home,
        "feed_url": self_link,
        "language": "en",
        "authors": [{"name": legal(feed.publisher)}],
        "items": items,
    }
    return json.dumps(values, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n"


def child(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    """Add an element with a text that XML may hold."""
    element = ET.SubElement(parent, name, attributes)
    element.text = legal(text)
    return element


def written(root: ET.Element) -> str:
    """Return a document as text, indented."""
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
