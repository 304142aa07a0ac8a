"""An issue as a static site: every page, chart and data file, as text by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from watchfloor.publish.charts.drawing import Chart, legal
from watchfloor.publish.charts.standing import standing_chart
from watchfloor.publish.charts.theatre import theatre_map
from watchfloor.publish.charts.timeline import timeline
from watchfloor.publish.clearance import refuse_above
from watchfloor.publish.site import parts
from watchfloor.publish.site.notes import Notes, slug, web
from watchfloor.publish.site.record import issue_json
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.openings import bare_gaps
from watchfloor.publish.words.wording import Names, Wording, counted, numbered, wording
from watchfloor.publish.writing import Published, write_site
from watchfloor.terms import ICD203, Issue, Section

#: Judgements shown on the first page; the rest are a page of their own.
_JUDGEMENTS = 6


def publish(issue: Issue, to: Path, world: Names, *, tlp: str = "clear", force: bool = False) -> Published:
    """Write the issue as a site into a folder and return what was written.

    tlp: the highest TLP level that may be shown; the default shows only what is TLP:CLEAR. The issue must
    have been assessed from a view of that level: one that rests on a document above the level is refused.
    Raises PublishError `publish.above-tlp`, `publish.target-not-ours`, `publish.cannot-write`.
    """
    refuse_above(issue, tlp)
    return write_site(render(issue, world, tlp=tlp), to, force=force)


def render(issue: Issue, world: Names, *, tlp: str = "clear") -> dict[str, str]:
    """Return every file of the site by its path; the same issue gives the same text."""
    press = _press(issue, world, tlp)
    pages = {
        "index.html": _index(press),
        "timeline.html": _timeline(press),
        "judgements.html": _judgements(press),
        "sources.html": _sources(press),
        "method.html": press.page("method.html", "method.html", "Method", bands=ICD203),
        "documents/index.html": _documents(press),
        **{f"country/{slug(key)}.html": _country(press, key) for key in issue.campaign.theatre},
        **{f"documents/{slug(d.id)}.html": _document(press, d.id) for d in issue.view.documents},
    }
    charts = {
        f"charts/{chart.name}.{ending}": text
        for chart in press.charts.values()
        for ending, text in (("svg", chart.svg), ("csv", chart.csv))
    }
    assets = {name: _asset(name) for name in ("style.css", "site.js")}
    return {**pages, **charts, **assets, "issue.json": issue_json(issue)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Press:
    """All that a page is made from."""

    issue: Issue
    words: Wording
    tlp: str
    environment: Environment
    charts: Mapping[str, Chart] = field(default_factory=dict)

    def section(self, about: str) -> Section:
        return next(section for section in self.issue.sections if section.about == about)

    def sections(self, room: str) -> list[Section]:
        return [section for section in self.issue.sections if section.about.startswith(f"{room}/")]

    def notes(self, root: str, *, whole: bool = False) -> Notes:
        claims = [claim for section in self.issue.sections for claim in section.claims]
        return Notes(self.words, root, {claim: f"c-{n}" for n, claim in enumerate(claims, 1)}, whole)

    def page(self, template: str, path: str, heading: str, **values: Any) -> str:
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
            **{"notes": self.notes(root), "script": False, **values},
        )
        return legal(text)


def _press(issue: Issue, world: Names, tlp: str) -> _Press:
    environment = Environment(
        loader=PackageLoader("watchfloor.publish.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(web=web, slug=slug, counted=counted, numbered=numbered)
    words = wording(issue.view, issue.campaign, world)
    return _Press(issue=issue, words=words, tlp=tlp, environment=environment, charts=_charts(issue, words))


def _charts(issue: Issue, words: Wording) -> dict[str, Chart]:
    known = {standing.contest: standing for standing in issue.assessment.standings}
    drawn: dict[str, Chart | None] = {
        f"contest/{c.key}": standing_chart(words, c, known[c.key], f"standing-{slug(c.key)}")
        for c in issue.campaign.contests
        if c.key in known
    }
    drawn["map"] = theatre_map(words, issue)
    drawn["timeline"] = timeline(words, issue, {e.id: f"#e-{slug(e.id)}" for e in issue.view.events})
    return {name: chart for name, chart in drawn.items() if chart is not None}


def _index(press: _Press) -> str:
    notes = press.notes("")
    judgements = [*press.section("outlook").claims, *press.section("judgements").claims]
    return press.page(
        "index.html",
        "index.html",
        press.issue.title,
        notes=notes,
        changes=notes.lines(press.section("changes").claims),
        map=press.charts.get("map"),
        contests=_contests(press, notes),
        initiative=notes.lines(press.section("initiative").claims),
        board=parts.board(press.words, press.issue),
        objectives=notes.lines(press.section("objectives").claims),
        levers=[(s.title, notes.lines(s.claims)) for s in press.sections("lever") if s.claims],
        processes=parts.process_tree(press.words, press.issue, notes),
        process_lines=notes.lines(press.section("processes").claims),
        indicators=parts.indicators(press.words, press.issue, notes),
        so_what=[(s.title, notes.lines(s.claims)) for s in press.sections("stakeholder")],
        gaps=notes.lines(press.section("gaps").claims),
        bare_gaps=bare_gaps(press.words, press.issue.assessment),
        judgements=notes.lines(judgements[:_JUDGEMENTS]),
        more_judgements=len(judgements) - _JUDGEMENTS,
        hedges=notes.lines(press.section("hedges").claims),
    )


def _contests(press: _Press, notes: Notes, within: str | None = None) -> list[parts.ContestView]:
    claims = {s.about: s.claims for s in press.sections("contest")}
    known = {standing.contest: standing for standing in press.issue.assessment.standings}
    return [
        parts.ContestView(
            question=contest.question,
            key=slug(contest.key),
            lines=notes.lines(claims[f"contest/{contest.key}"]),
            chart=press.charts.get(f"contest/{contest.key}"),
            standing=known[contest.key],
            countries=[(slug(key), press.words.world.name(key)) for key in contest.in_],
        )
        for contest in press.issue.campaign.contests
        if contest.key in known and within in (None, *contest.in_)
    ]


def _country(press: _Press, key: str) -> str:
    notes = press.notes("../")
    campaign = press.issue.campaign
    events = parts.touching(press.words, press.issue.view.events, key)
    return press.page(
        "country.html",
        f"country/{slug(key)}.html",
        press.words.world.name(key),
        notes=notes,
        contests=_contests(press, notes, key),
        board=parts.board(press.words, press.issue, [key]),
        levers=parts.country_levers(press.words, press.issue, notes, key),
        processes=parts.process_tree(
            press.words, press.issue, notes, [s.key for s in campaign.processes if key in s.for_]
        ),
        events=parts.entries(press.words, press.issue, notes, events),
        key=key,
    )


def _timeline(press: _Press) -> str:
    notes = press.notes("")
    return press.page(
        "timeline.html",
        "timeline.html",
        "Timeline",
        notes=notes,
        script=True,
        chart=press.charts.get("timeline"),
        entries=parts.entries(press.words, press.issue, notes, press.issue.view.events),
        lanes=[(key, press.words.world.name(key)) for key in press.issue.campaign.theatre],
        levers=[(lever.key, press.words.text(lever.key, lever.text)) for lever in press.issue.campaign.levers],
    )


def _judgements(press: _Press) -> str:
    notes = press.notes("")
    return press.page(
        "judgements.html",
        "judgements.html",
        "What the sources judge and expect",
        notes=notes,
        outlook=notes.lines(press.section("outlook").claims),
        judgements=notes.lines(press.section("judgements").claims),
        hedges=notes.lines(press.section("hedges").claims),
    )


def _sources(press: _Press) -> str:
    notes = press.notes("", whole=True)
    sections = [(section.title, notes.lines(section.claims)) for section in press.issue.sections if section.claims]
    return press.page("sources.html", "sources.html", "Every claim and its sources", notes=notes, sections=sections)


def _documents(press: _Press) -> str:
    return press.page(
        "documents.html", "documents/index.html", "Documents", documents=parts.shelf(press.words, press.issue)
    )


def _document(press: _Press, id: str) -> str:
    document = press.words.documents[id]
    view = parts.document_view(press.words, press.issue, document)
    return press.page(
        "document.html", f"documents/{slug(id)}.html", document.title, document=document, view=view, script=True
    )


def _asset(name: str) -> str:
    return resources.files("watchfloor.publish.site").joinpath("assets", name).read_text(encoding="utf-8")
