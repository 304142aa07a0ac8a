"""The episodes as a podcast: RSS 2.0 with the iTunes and podcast namespaces."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from watchfloor.publish.edition import Edition
from watchfloor.publish.feeds.formats import ATOM, child, moment_of, written
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.words.dates import day_words

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
#: Source: podcast namespace 1.0, element `guid`: version 5, of the feed's address without scheme and last slash.
_GUID_SPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
#: Files of an edition that are transcripts, by their type.
_TRANSCRIPTS = {"transcript.vtt": "text/vtt", "transcript.html": "text/html"}


def podcast(editions: Sequence[Edition], imprint: Imprint, self_link: str) -> str:
    """Return every edition that can be listened to, newest first; they are numbered from the oldest on."""
    for prefix, space in (("atom", ATOM), ("itunes", ITUNES), ("podcast", PODCAST)):
        ET.register_namespace(prefix, space)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _about(channel, editions[0], imprint, self_link)
    spoken = [edition for edition in editions if edition.audio is not None]
    for n, edition in enumerate(spoken):
        _episode(ET.SubElement(channel, "item"), edition, imprint, len(spoken) - n)
    return written(root)


def _about(channel: ET.Element, latest: Edition, imprint: Imprint, self_link: str) -> None:
    series = imprint.series
    title = series.title or latest.title
    author = imprint.publisher or title
    about = series.about or f"{latest.title}: each issue as a conversation between {series.host} and {series.analyst}."
    for name, text in (("title", title), ("link", imprint.address), ("description", about), ("language", "en")):
        child(channel, name, text)
    ET.SubElement(channel, f"{{{ATOM}}}link", href=self_link, rel="self", type="application/rss+xml")
    child(channel, f"{{{ITUNES}}}author", author)
    child(channel, f"{{{ITUNES}}}explicit", "false")
    child(channel, f"{{{ITUNES}}}type", "episodic")
    category = ET.SubElement(channel, f"{{{ITUNES}}}category", text=series.category)
    if series.subcategory:
        ET.SubElement(category, f"{{{ITUNES}}}category", text=series.subcategory)
    if series.image:
        ET.SubElement(channel, f"{{{ITUNES}}}image", href=series.image)
    if imprint.contact:
        owner = ET.SubElement(channel, f"{{{ITUNES}}}owner")
        child(owner, f"{{{ITUNES}}}name", author)
        child(owner, f"{{{ITUNES}}}email", imprint.contact)
        child(channel, f"{{{PODCAST}}}locked", "yes", owner=imprint.contact)
    bare = re.sub(r"^https?://", "", self_link).rstrip("/")
    child(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(_GUID_SPACE, bare)))
    _people(channel, imprint)


def _people(parent: ET.Element, imprint: Imprint) -> None:
    child(parent, f"{{{PODCAST}}}person", imprint.series.host, role="host")
    child(parent, f"{{{PODCAST}}}person", imprint.series.analyst, role="guest")


def _episode(item: ET.Element, edition: Edition, imprint: Imprint, number: int) -> None:
    assert edition.audio is not None
    base = imprint.address + edition.folder
    child(item, "title", f"{edition.title}, {day_words(edition.as_of)}")
    child(item, "description", " ".join(edition.lead) or edition.title)
    child(item, "link", base + ("notes.html" if "notes.html" in edition.files else ""))
    child(item, "guid", base, isPermaLink="false")
    child(item, "pubDate", format_datetime(moment_of(edition.as_of)))
    audio = edition.audio
    ET.SubElement(item, "enclosure", url=base + audio.file, length=str(audio.bytes), type=audio.type)
    child(item, f"{{{ITUNES}}}duration", str(round(audio.seconds)))
    child(item, f"{{{ITUNES}}}episode", str(number))
    child(item, f"{{{ITUNES}}}episodeType", "full")
    child(item, f"{{{ITUNES}}}explicit", "false")
    for file, type in _TRANSCRIPTS.items():
        if file in edition.files:
            ET.SubElement(item, f"{{{PODCAST}}}transcript", url=base + file, type=type, language="en")
    if "chapters.json" in edition.files:
        kind = "application/json+chapters"
        ET.SubElement(item, f"{{{PODCAST}}}chapters", url=base + "chapters.json", type=kind)
    _people(item, imprint)
