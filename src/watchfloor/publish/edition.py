"""What is remembered of an issue once it is published: enough for feeds that hold earlier ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from watchfloor.errors import PublishError
from watchfloor.publish.words.wording import Names, Wording, wording
from watchfloor.terms import TLP, Claim, Issue

#: Lists the editions that a folder holds, newest first.
RECORD = "editions.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """The sound of an episode: its file in the edition's folder, type, size and length."""

    file: str
    type: str
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryNews:
    """What an edition says anew of one country."""

    key: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One issue as its feeds tell of it; files: what its folder holds."""

    as_of: date
    title: str
    tlp: str
    lead: tuple[str, ...]
    changes: tuple[str, ...]
    countries: tuple[CountryNews, ...]
    files: tuple[str, ...]
    audio: Audio | None = None

    @property
    def folder(self) -> str:
        """Return where the edition stands under the address, with a slash at its end."""
        return folder(self.as_of)


def folder(as_of: date) -> str:
    """Return the folder of the edition of a day."""
    return f"editions/{as_of.isoformat()}/"


def edition(issue: Issue, world: Names, tlp: str, files: Iterable[str], audio: Audio | None) -> Edition:
    """Return what is remembered of an issue."""
    words = wording(issue.view, issue.campaign, world)
    return Edition(
        as_of=issue.as_of,
        title=issue.title,
        tlp=tlp,
        lead=tuple(claim.said for claim in issue.claims("lead")),
        changes=tuple(claim.said for claim in issue.claims("changes")),
        countries=tuple(news for key in issue.campaign.theatre for news in [_news(words, issue, key)] if news.lines),
        files=tuple(sorted(files)),
        audio=audio,
    )


def _news(words: Wording, issue: Issue, key: str) -> CountryNews:
    """Return the changes that touch a country, and the verdict of each contest in it where it changed."""
    lines = [claim.said for claim in issue.claims("changes") if key in _homes(words, issue, claim)]
    contests = [contest.key for contest in issue.campaign.contests if key in contest.in_]
    verdicts = [claim.said for contest in contests for claim in issue.claims(f"contest/{contest}")[:1]]
    return CountryNews(key=key, name=words.world.name(key), lines=(*lines, *verdicts) if lines else ())


def _homes(words: Wording, issue: Issue, claim: Claim) -> set[str]:
    cited = set(claim.statements)
    return {home for event in issue.view.events if cited & set(event.statements) for home in words.homes(event)}


def editions_in(to: Path, tlp: str) -> tuple[Edition, ...]:
    """Return what a folder holds, newest first.

    Raises PublishError `publish.record-broken`, and `publish.target-above-tlp` where one of them may not be shown at
    this level.
    """
    path = to / RECORD
    if not path.is_file():
        return ()
    try:
        found = [_edition(record) for record in json.loads(path.read_text(encoding="utf-8"))["editions"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishError(
            "publish.record-broken",
            f"the list of editions cannot be read: {error}",
            where=str(path),
            hint="restore it, or publish into an empty folder",
        ) from error
    above = [edition for edition in found if TLP.index(edition.tlp) > TLP.index(tlp)]
    if above:
        raise PublishError(
            "publish.target-above-tlp",
            f"the folder holds the edition of {above[0].as_of} at TLP:{above[0].tlp.upper()}, above TLP:{tlp.upper()}",
            where=str(to),
            hint="publish each level into a folder of its own",
        )
    return tuple(found)


def record(editions: Sequence[Edition]) -> str:
    """Return the list of editions as JSON, newest first."""
    listed = sorted(editions, key=lambda edition: edition.as_of, reverse=True)
    values = [{**asdict(edition), "as_of": edition.as_of.isoformat()} for edition in listed]
    return json.dumps({"format": FORMAT, "editions": values}, ensure_ascii=False, indent=1) + "\n"


def _edition(record: dict[str, Any]) -> Edition:
    audio = Audio(**record["audio"]) if record["audio"] else None
    countries = tuple(CountryNews(**{**news, "lines": tuple(news["lines"])}) for news in record["countries"])
    lists = {key: tuple(record[key]) for key in ("lead", "changes", "files")}
    if record["tlp"] not in TLP:
        raise ValueError(f"no TLP level is called {record['tlp']!r}")
    day = date.fromisoformat(record["as_of"])
    return Edition(as_of=day, title=record["title"], tlp=record["tlp"], countries=countries, audio=audio, **lists)
