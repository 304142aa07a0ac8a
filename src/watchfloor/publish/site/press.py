"""All that a page of the site is made from: the issue, its wording, its charts, the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from watchfloor.publish.charts.drawing import Chart, legal
from watchfloor.publish.charts.network import network
from watchfloor.publish.charts.standing import standing_chart
from watchfloor.publish.charts.theatre import theatre_map
from watchfloor.publish.charts.timeline import timeline
from watchfloor.publish.site import ahead
from watchfloor.publish.site.notes import Notes, slug, web
from watchfloor.publish.site.subjects import actor_keys
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.wording import Names, Wording, counted, numbered, wording
from watchfloor.terms import Claim, Issue, Section

#: Statements cited on one page of sources; a single claim with more goes on on the next.
_SOURCES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """All that a page is made from."""

    issue: Issue
    words: Wording
    tlp: str
    environment: Environment
    charts: Mapping[str, Chart] = field(default_factory=dict)
    actors: Sequence[tuple[str, int]] = ()  #: everybody who has a page, with the number of events
    claims: Mapping[str, Sequence[tuple[str, Claim, tuple[str, ...]]]] = field(
        default_factory=dict
    )  #: by page of sources: (title, claim, the statements cited here)
    addresses: Mapping[Claim, str] = field(default_factory=dict)  #: of each claim among the sources
    links: Sequence[tuple[str, str]] = ()  #: to the other forms of the issue: (what it is, its path)

    def section(self, about: str) -> Section:
        """Return the section about a key."""
        return next(section for section in self.issue.sections if section.about == about)

    def sections(self, room: str) -> list[Section]:
        """Return the sections of a kind: `contest/…`, `lever/…`."""
        return [section for section in self.issue.sections if section.about.startswith(f"{room}/")]

    def notes(self, root: str, *, whole: bool = False) -> Notes:
        """Return the notes of a new page."""
        return Notes(self.words, root, self.addresses, whole)

    def page(self, template: str, path: str, heading: str, **values: Any) -> str:
        """Return a page from its template."""
        root = "../" * path.count("/")
        text = self.environment.get_template(template).render(
            root=root,
            path=path,
            heading=heading,
            issue=self.issue,
            as_of=day_words(self.issue.as_of),
            since=day_words(self.issue.assessment.since),
            tlp=self.tlp.upper(),
            links=[(what, root + target) for what, target in self.links],
            countries=[(slug(key), self.words.world.name(key)) for key in self.issue.campaign.theatre],
            **{"notes": self.notes(root), "scripts": [], "endnotes": True, **values},
        )
        return legal(text)


def press_for(issue: Issue, world: Names, tlp: str, links: Sequence[tuple[str, str]] = ()) -> Press:
    """Return what the pages of an issue are made from."""
    environment = Environment(
        loader=PackageLoader("watchfloor.publish.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(web=web, slug=slug, counted=counted, numbered=numbered)
    words = wording(issue.view, issue.campaign, world)
    actors = actor_keys(issue.view.events)
    charts = _charts(issue, words, [key for key, _ in actors])
    claims = _source_pages(issue)
    numbered_claims = ((path, claim) for path, page in claims.items() for _, claim, _ in page)
    addresses: dict[Claim, str] = {}
    for n, (path, claim) in enumerate(numbered_claims, 1):
        addresses.setdefault(claim, f"{path}#c-{n}")
    return Press(
        issue=issue,
        words=words,
        tlp=tlp,
        environment=environment,
        charts=charts,
        actors=actors,
        claims=claims,
        addresses=addresses,
        links=links,
    )


def _source_pages(issue: Issue) -> dict[str, list[tuple[str, Claim, tuple[str, ...]]]]:
    """Return the claims with the titles of their sections, by the page that repeats them with all their sources."""
    pages: list[list[tuple[str, Claim, tuple[str, ...]]]] = [[]]
    room = _SOURCES
    seen: set[Claim] = set()
    for section in issue.sections:
        for claim in (one for one in section.claims if one not in seen):
            seen.add(claim)
            for first in range(0, max(1, len(claim.statements)), _SOURCES):
                cited = claim.statements[first : first + _SOURCES]
                if len(cited) > room and pages[-1]:
                    pages.append([])
                    room = _SOURCES
                pages[-1].append((section.title, claim, cited))
                room -= len(cited)
    return {f"sources{'' if n == 0 else f'-{n + 1}'}.html": page for n, page in enumerate(pages)}


def _charts(issue: Issue, words: Wording, actors: Sequence[str]) -> dict[str, Chart]:
    known = {standing.contest: standing for standing in issue.assessment.standings}
    drawn: dict[str, Chart | None] = {
        f"contest/{c.key}": standing_chart(words, c, known[c.key], f"standing-{slug(c.key)}")
        for c in issue.campaign.contests
        if c.key in known
    }
    drawn["map"] = theatre_map(words, issue)
    drawn["timeline"] = timeline(words, issue, {e.id: f"events/{slug(e.id)}.html" for e in issue.view.events})
    drawn |= ahead.charts(words, issue)
    drawn["network"] = network(words, issue, {key: f"actors/{slug(key)}.html" for key in actors})
    return {name: chart for name, chart in drawn.items() if chart is not None}
