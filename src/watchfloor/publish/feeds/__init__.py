"""Feeds: issues and the changes of each country as RSS, Atom and JSON Feed; the episodes as a podcast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchfloor.publish.edition import CountryNews, Edition
from watchfloor.publish.feeds.formats import Feed, Item, atom, json_feed, rss
from watchfloor.publish.feeds.podcast import podcast
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.site.notes import slug
from watchfloor.publish.words.dates import day_words

_FORMATS = {"rss": rss, "atom": atom, "json": json_feed}


def feeds(editions: Sequence[Edition], imprint: Imprint) -> dict[str, str]:
    """Return every feed by its path; editions: newest first, and at least one.

    The address of the imprint must be known: a feed is read far from the folder that it speaks of.
    """
    made = {
        f"{path}.{ending}": form(feed, f"{imprint.address}{path}.{ending}")
        for path, feed in _all(editions, imprint)
        for ending, form in _FORMATS.items()
    }
    if any(edition.audio for edition in editions):
        made["feeds/podcast.rss"] = podcast(editions, imprint, f"{imprint.address}feeds/podcast.rss")
    return made


def _all(editions: Sequence[Edition], imprint: Imprint) -> Iterator[tuple[str, Feed]]:
    latest = editions[0]
    items = tuple(_issue(edition, imprint.address) for edition in editions)
    yield "feeds/issues", _feed(latest.title, "Every issue as it is published.", items, imprint)
    for key, name in {news.key: news.name for edition in reversed(editions) for news in edition.countries}.items():
        told = [(edition, news) for edition in editions for news in edition.countries if news.key == key]
        changes = tuple(_country(edition, news, imprint.address) for edition, news in told)
        about = f"What changed in {name}, issue by issue."
        yield f"feeds/country/{slug(key)}", _feed(f"{name}: {latest.title}", about, changes, imprint)


def _feed(title: str, about: str, items: tuple[Item, ...], imprint: Imprint) -> Feed:
    return Feed(title=title, about=about, home=imprint.address, publisher=imprint.publisher or title, items=items)


def _issue(edition: Edition, address: str) -> Item:
    page = f"{edition.folder}brief.html" if "brief.html" in edition.files else "index.html"
    return Item(
        id=f"{address}{edition.folder}",
        link=address + page,
        title=f"{edition.title}, {day_words(edition.as_of)}",
        day=edition.as_of,
        summary=" ".join(edition.lead) or "Not enough evidence yet to say who is gaining where.",
        lines=edition.changes,
    )


def _country(edition: Edition, news: CountryNews, address: str) -> Item:
    issue = _issue(edition, address)
    return Item(
        id=f"{issue.id}#{slug(news.key)}",
        link=issue.link,
        title=f"{news.name}, {day_words(edition.as_of)}",
        day=edition.as_of,
        summary=news.lines[0],
        lines=news.lines,
    )
