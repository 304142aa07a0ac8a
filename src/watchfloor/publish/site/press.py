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
from watchfloor.publish.site.notes import Notes, slug, web
from watchfloor.publish.site.subjects import actor_keys
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.wording import Names, Wording, counted, numbered, wording
from watchfloor.terms import Issue, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """All that a page is made from."""

    issue: Issue
    words: Wording
    tlp: str
    environment: Environment
    charts: Mapping[str, Chart] = field(default_factory=dict)
    actors: Sequence[tuple[str, int]] = ()  #: everybody who has a page, with the number of events

    def section(self, about: str) -> Section:
        """Return the section about a key."""
        return next(section for section in self.issue.sections if section.about == about)

    def sections(self, room: str) -> list[Section]:
        """Return the sections of a kind: `contest/…`, `lever/…`."""
        return [section for section in self.issue.sections if section.about.startswith(f"{room}/")]

    def notes(self, root: str, *, whole: bool = False) -> Notes:
        """Return the notes of a new page."""
        claims = dict.fromkeys(claim for section in self.issue.sections for claim in section.claims)
        return Notes(self.words, root, {claim: f"c-{n}" for n, claim in enumerate(claims, 1)}, whole)

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
            countries=[(slug(key), self.words.world.name(key)) for key in self.issue.campaign.theatre],
            **{"notes": self.notes(root), "scripts": [], "endnotes": True, **values},
        )
        return legal(text)


def press_for(issue: Issue, world: Names, tlp: str) -> Press:
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
    return Press(issue=issue, words=words, tlp=tlp, environment=environment, charts=charts, actors=actors)


def _charts(issue: Issue, words: Wording, actors: Sequence[str]) -> dict[str, Chart]:
    known = {standing.contest: standing for standing in issue.assessment.standings}
    drawn: dict[str, Chart | None] = {
        f"contest/{c.key}": standing_chart(words, c, known[c.key], f"standing-{slug(c.key)}")
        for c in issue.campaign.contests
        if c.key in known
    }
    drawn["map"] = theatre_map(words, issue)
    drawn["timeline"] = timeline(words, issue, {e.id: f"events/{slug(e.id)}.html" for e in issue.view.events})
    drawn["network"] = network(words, issue, {key: f"actors/{slug(key)}.html" for key in actors})
    return {name: chart for name, chart in drawn.items() if chart is not None}
