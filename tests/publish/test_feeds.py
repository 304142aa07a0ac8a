from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from watchfloor.publish.edition import Audio, Edition, edition, editions_in, record
from watchfloor.publish.feeds import feeds
from watchfloor.publish.feeds.podcast import podcast
from watchfloor.publish.imprint import Imprint, Series
from watchfloor.terms import Issue

IMPRINT = Imprint(
    publisher="Harbour Review",
    address="https://harbour.example/",
    contact="desk@harbour.example",
    series=Series(title="The Long Quay", host="Mara", analyst="Ilija", image="https://harbour.example/cover.png"),
)
OWN = ("brief.html", "notes.html", "transcript.vtt", "transcript.html", "chapters.json", "episode.wav")
PODCAST = "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def latest(issue: Issue, world: Any) -> Edition:
    audio = Audio(file="episode.wav", type="audio/wav", bytes=4_321, seconds=61.4)
    return edition(issue, world, "clear", OWN, audio)


@pytest.fixture
def editions(latest: Edition) -> list[Edition]:
    assert latest.audio is not None
    before = replace(latest, as_of=date(2020, 3, 31), audio=replace(latest.audio, seconds=50.0))
    silent = replace(latest, as_of=date(2020, 1, 31), audio=None, files=("brief.html",))
    return [latest, before, silent]


@pytest.mark.parametrize("path", ["feeds/issues.rss", "feeds/issues.atom", "feeds/country/SRB.rss"])
def test_a_feed_is_parsed_without_complaint(editions: list[Edition], path: str) -> None:
    parsed = feedparser.parse(feeds(editions, IMPRINT)[path])
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert len(parsed.entries) == 3
    assert [entry.published_parsed[:3] for entry in parsed.entries] == [(2020, 6, 30), (2020, 3, 31), (2020, 1, 31)]
    pages = [f"https://harbour.example/{one.folder}brief.html" for one in editions]
    assert [entry.link for entry in parsed.entries] == pages
    assert len({entry.id for entry in parsed.entries}) == 3
    assert parsed.feed.title


def test_an_issue_tells_its_lead_and_what_changed(editions: list[Edition]) -> None:
    entry = feedparser.parse(feeds(editions, IMPRINT)["feeds/issues.atom"]).entries[0]
    assert entry.summary.startswith("It is very likely (80–95 %) that the West is gaining in Serbia.")
    assert "<li>Kosovo " in entry.content[0].value


def test_the_json_feed_is_one(editions: list[Edition]) -> None:
    made = json.loads(feeds(editions, IMPRINT)["feeds/issues.json"])
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == "https://harbour.example/feeds/issues.json"
    assert made["items"][0]["date_published"] == "2020-06-30T00:00:00Z"
    assert all(item["id"] and item["content_html"] for item in made["items"])


def test_a_country_has_a_feed_only_where_something_changed_in_it(editions: list[Edition]) -> None:
    made = feeds(editions, IMPRINT)
    assert {path for path in made if path.startswith("feeds/country/") and path.endswith(".rss")} == {
        "feeds/country/SRB.rss",
        "feeds/country/XKX.rss",
    }
    lines = json.loads(made["feeds/country/XKX.json"])["items"][0]["content_html"]
    assert "Kosovo" in lines
    assert "gas accord" not in lines


def test_the_podcast_holds_earlier_episodes_with_all_that_a_player_needs(editions: list[Edition]) -> None:
    text = feeds(editions, IMPRINT)["feeds/podcast.rss"]
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert parsed.feed.title == "The Long Quay"
    assert parsed.feed.image.href == "https://harbour.example/cover.png"
    assert [(e.itunes_duration, e.itunes_episode) for e in parsed.entries] == [("61", "2"), ("50", "1")]
    assert parsed.entries[0].enclosures[0].href == "https://harbour.example/editions/2020-06-30/episode.wav"
    assert parsed.entries[0].enclosures[0].length == "4321"
    channel = ElementTree.fromstring(text).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    types = [transcript.attrib["type"] for transcript in item.findall(f"{PODCAST}transcript")]
    assert types == ["text/vtt", "text/html"]
    chapters = item.find(f"{PODCAST}chapters")
    assert chapters is not None
    assert chapters.attrib["type"] == "application/json+chapters"
    people = [(person.text, person.attrib["role"]) for person in item.findall(f"{PODCAST}person")]
    assert people == [("Mara", "host"), ("Ilija", "guest")]


def test_the_guid_of_a_podcast_follows_from_its_address_alone(editions: list[Edition]) -> None:
    # Source: podcast namespace 1.0, the feed of its own makers.
    text = podcast(editions, IMPRINT, "https://mp3s.nashownotes.com/pc20rss.xml")
    channel = ElementTree.fromstring(text).find("channel")
    assert channel is not None
    assert channel.findtext(f"{PODCAST}guid") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"


def test_where_nothing_can_be_listened_to_there_is_no_podcast(editions: list[Edition]) -> None:
    assert "feeds/podcast.rss" not in feeds(editions[2:], IMPRINT)


def test_what_is_remembered_is_read_back(editions: list[Edition], tmp_path: Path) -> None:
    (tmp_path / "editions.json").write_text(record(editions), encoding="utf-8")
    assert editions_in(tmp_path, "clear") == tuple(editions)
    assert editions_in(tmp_path / "none", "clear") == ()


@pytest.mark.parametrize("text", ['<b> & "x" ]]>', "\x00\x0b", "A" * 10_000, "דסק"])
def test_a_hostile_title_leaves_the_feeds_whole(renamed: Any, world: Any, text: str) -> None:
    made = feeds([edition(renamed(text), world, "clear", OWN, None)], IMPRINT)
    for path, feed in made.items():
        if path.endswith(".json"):
            json.loads(feed)
        else:
            ElementTree.fromstring(feed)
            assert not feedparser.parse(feed).bozo
