"""An issue as a static site: every page, chart and data file, as text by path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from watchfloor.publish.charts.network import ties
from watchfloor.publish.clearance import refuse_above
from watchfloor.publish.site import ahead, parts
from watchfloor.publish.site.events import SOME, Row, event_view, paged, rows
from watchfloor.publish.site.matrices import matrices
from watchfloor.publish.site.notes import Line, Notes, slug
from watchfloor.publish.site.press import Press, press_for
from watchfloor.publish.site.record import issue_json
from watchfloor.publish.site.replay import days
from watchfloor.publish.site.search import index_script
from watchfloor.publish.site.subjects import actor_view, lever_page, nameless, step_page
from watchfloor.publish.words import hedging
from watchfloor.publish.words.compose import title
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.odds import told
from watchfloor.publish.words.openings import bare_gaps
from watchfloor.publish.words.wording import Names
from watchfloor.publish.writing import Published, write_site
from watchfloor.terms import ICD203, Event, Issue, Lever, Step

#: Judgements shown on the first page; the rest are a page of their own.
_JUDGEMENTS = 6
#: Pairs in the table of who acts on whom; the CSV has all.
_TIES = 60


def publish(issue: Issue, to: Path, world: Names, *, tlp: str = "clear", force: bool = False) -> Published:
    """Write the issue as a site into a folder and return what was written.

    tlp: the highest TLP level that may be shown; the default shows only what is TLP:CLEAR. The issue must
    have been assessed from a view of that level: one that rests on a document above the level is refused.
    Raises PublishError `publish.above-tlp`, `publish.hedging`, `publish.target-not-ours`, `publish.cannot-write`.
    """
    return write_site(site_files(issue, world, tlp=tlp), to, force=force)


def site_files(
    issue: Issue, world: Names, *, tlp: str = "clear", links: Sequence[tuple[str, str]] = ()
) -> dict[str, str | bytes]:
    """Return every file of the site by its path, pictures too.

    links: to the other forms of the issue, from the top of the site: (what it is, its path).
    Raises PublishError `publish.above-tlp` where the issue, or an earlier one that it replays, is above the level.
    """
    for one in (issue, *issue.replay):
        refuse_above(one, tlp)
        hedging.refuse(one)
    press = press_for(issue, world, tlp, links)
    return {**_texts(press), **_pictures(press)}


def render(issue: Issue, world: Names, *, tlp: str = "clear") -> dict[str, str]:
    """Return every text file of the site by its path; the same issue gives the same text."""
    return _texts(press_for(issue, world, tlp))


def _pictures(press: Press) -> dict[str, bytes]:
    return {f"charts/{chart.name}.png": chart.png for chart in press.charts.values()}


def _texts(press: Press) -> dict[str, str]:
    issue = press.issue
    pages = {
        "index.html": _index(press),
        **_timeline(press),
        "judgements.html": _judgements(press),
        **{path: _sources(press, path) for path in press.claims},
        "method.html": press.page("method.html", "method.html", "Method", bands=ICD203),
        "corrections.html": _corrections(press),
        "outlook.html": _outlook(press),
        "register.html": _register(press),
        "network.html": _network(press),
        "replay.html": _replay(press),
        "search.html": press.page("search.html", "search.html", "Search", scripts=["search-index.js", "site.js"]),
        "documents/index.html": _documents(press),
        "actors/index.html": _actors(press),
        **{k: v for key in issue.campaign.theatre for k, v in _country(press, key).items()},
        **{f"documents/{slug(d.id)}.html": _document(press, d.id) for d in issue.view.documents},
        **{f"events/{slug(event.id)}.html": _event(press, event) for event in issue.view.events},
        **{k: v for key, _ in press.actors for k, v in _actor(press, key).items()},
        **{f"levers/{slug(lever.key)}.html": _lever(press, lever) for lever in issue.campaign.levers},
        **{f"processes/{slug(step.key)}.html": _step(press, step) for step in issue.campaign.processes},
    }
    charts = {
        f"charts/{chart.name}.{ending}": text
        for chart in press.charts.values()
        for ending, text in (("svg", chart.svg), ("csv", chart.csv))
    }
    assets = {name: _asset(name) for name in ("style.css", "site.js")}
    index = index_script(press.words, issue)
    return {**pages, **charts, **assets, "search-index.js": index, "issue.json": issue_json(issue)}


def _index(press: Press) -> str:
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
        so_what=[(press.words.inside(s.title), notes.lines(s.claims)) for s in press.sections("stakeholder")],
        matrices=matrices(press.words, press.issue, notes),
        gaps=notes.lines(press.section("gaps").claims),
        bare_gaps=bare_gaps(press.words, press.issue.assessment),
        judgements=notes.lines(judgements[:_JUDGEMENTS]),
        more_judgements=len(judgements) - _JUDGEMENTS,
        hedges=notes.lines(press.section("hedges").claims),
    )


def _contests(press: Press, notes: Notes, within: str | None = None) -> list[parts.ContestView]:
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


def _country(press: Press, key: str) -> dict[str, str]:
    notes = press.notes("../")
    campaign = press.issue.campaign
    events = rows(press.words, press.issue, "../", parts.touching(press.words, press.issue.view.events, key))
    name, path = press.words.world.name(key), f"country/{slug(key)}"
    page = press.page(
        "country.html",
        f"{path}.html",
        name,
        notes=notes,
        contests=_contests(press, notes, key),
        board=parts.board(press.words, press.issue, [key]),
        levers=parts.country_levers(press.words, press.issue, notes, key),
        processes=parts.process_tree(
            press.words, press.issue, notes, [s.key for s in campaign.processes if key in s.for_]
        ),
        events=events[:SOME],
        all_events=(len(events), f"{slug(key)}-events.html") if len(events) > SOME else None,
        key=key,
        actor=f"../actors/{slug(key)}.html" if key in dict(press.actors) else "",
    )
    return {f"{path}.html": page, **(_listed(press, f"{path}-events", name, events) if len(events) > SOME else {})}


def _listed(press: Press, path: str, name: str, events: Sequence[Row]) -> dict[str, str]:
    """Return a list of events, cut into pages."""
    pages = paged(events)
    names = [f"{path}{'' if n == 0 else f'-{n + 1}'}.html" for n in range(len(pages))]
    return {
        here: press.page(
            "events.html", here, f"{name}: events", events=page, scripts=["site.js"], total=len(events),
            pages=[(other.rpartition("/")[2], other == here) for other in names], **_filters(press),
        )
        for here, page in zip(names, pages, strict=True)
    }  # fmt: skip


def _filters(press: Press) -> dict[str, list[tuple[str, str]]]:
    campaign, words = press.issue.campaign, press.words
    return {
        "lanes": [(key, words.world.name(key)) for key in campaign.theatre],
        "levers": [(lever.key, words.text(lever.key, lever.text)) for lever in campaign.levers],
    }


def _timeline(press: Press) -> dict[str, str]:
    pages = paged(rows(press.words, press.issue, "", press.issue.view.events))
    names = [f"timeline{'' if n == 0 else f'-{n + 1}'}.html" for n in range(len(pages))]
    return {
        here: press.page(
            "timeline.html", here, "Timeline", scripts=["site.js"], events=page, total=len(press.issue.view.events),
            chart=press.charts.get("timeline") if here == names[0] else None,
            pages=[(other, other == here) for other in names], **_filters(press),
        )
        for here, page in zip(names, pages, strict=True)
    }  # fmt: skip


def _event(press: Press, event: Event) -> str:
    notes = press.notes("../")
    view = event_view(press.words, press.issue, notes, event)
    path = f"events/{slug(event.id)}.html"
    return press.page("event.html", path, view.heading, notes=notes, view=view, endnotes=False)


def _actors(press: Press) -> str:
    actors = [(f"{slug(key)}.html", press.words.world.name(key), n) for key, n in press.actors]
    return press.page(
        "actors.html", "actors/index.html", "Actors", actors=actors, nameless=nameless(press.issue.view.events)
    )


def _actor(press: Press, key: str) -> dict[str, str]:
    notes = press.notes("../")
    view = actor_view(press.words, press.issue, notes, key)
    path = f"actors/{slug(key)}"
    more = {
        kind: (len(events), f"{slug(key)}-{kind}.html")
        for kind, events in (("acts", view.acts), ("reached", view.reached))
        if len(events) > SOME
    }
    page = press.page(
        "actor.html", f"{path}.html", view.name, notes=notes, view=view, acts=view.acts[:SOME],
        reached=view.reached[:SOME], more=more,
    )  # fmt: skip
    lists = {"acts": view.acts, "reached": view.reached}
    return {
        f"{path}.html": page,
        **{k: v for kind in more for k, v in _listed(press, f"{path}-{kind}", view.name, lists[kind]).items()},
    }


def _lever(press: Press, lever: Lever) -> str:
    notes = press.notes("../")
    view = lever_page(press.words, press.issue, notes, lever)
    return press.page("lever.html", f"levers/{slug(lever.key)}.html", view.name, notes=notes, view=view)


def _step(press: Press, step: Step) -> str:
    notes = press.notes("../")
    view = step_page(press.words, press.issue, notes, step)
    return press.page("step.html", f"processes/{slug(step.key)}.html", view.text, notes=notes, view=view)


def _network(press: Press) -> str:
    world = press.words.world
    known = dict(press.actors)
    found = [
        (
            *((world.name(key), f"actors/{slug(key)}.html" if key in known else "") for key in (t.actor, t.recipient)),
            t.cooperation,
            t.conflict,
        )
        for t in ties(press.words, press.issue)[:_TIES]
    ]
    return press.page("network.html", "network.html", "Who acts on whom", chart=press.charts.get("network"), ties=found)


def _replay(press: Press) -> str:
    notes = press.notes("")
    found = days(press.words, press.issue, notes)
    return press.page("replay.html", "replay.html", "Replay", notes=notes, days=found, scripts=["site.js"])


def _judgements(press: Press) -> str:
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


def _sources(press: Press, path: str) -> str:
    notes = press.notes("", whole=True)
    found: dict[str, list[Line]] = {}
    for heading, claim, cited in press.claims[path]:
        line = notes.line(replace(claim, statements=cited))
        begun, _, anchor = press.addresses[claim].partition("#")
        line = replace(line, id=anchor) if begun == path else replace(line, text=f"(Continued.) {line.text}")
        found.setdefault(heading, []).append(line)
    pages = [(other, other == path) for other in press.claims]
    return press.page("sources.html", path, "Every claim and its sources", notes=notes, sections=found, pages=pages)


def _outlook(press: Press) -> str:
    notes, words, issue, made = press.notes(""), press.words, press.issue, press.issue.outlook
    if made is None:
        return press.page("outlook.html", "outlook.html", "Outlook", made=None)
    names = {step.key: title(words.text(step.key, step.text)) for step in issue.campaign.processes}
    processes = [
        (
            names[key], slug(key), told(made.prospect(key).odds),
            press.charts.get(f"curve/{key}"), press.charts.get(f"tornado/{key}"),
        )
        for key in ahead.ends_of(issue)
    ]  # fmt: skip
    return press.page(
        "outlook.html",
        "outlook.html",
        "Outlook",
        notes=notes,
        made=made,
        by=day_words(made.by),
        processes=processes,
        chances=ahead.chances(words, issue, notes, made),
        suppositions=ahead.suppositions(words, issue, "", issue.what_if),
        courses=ahead.course_lines(words, issue, notes, made.courses),
        conditionals=ahead.conditional_lines(words, issue, notes, made.conditionals),
        scenarios=ahead.scenario_rows(words, issue, notes, made.scenarios),
        scripts=["site.js"],
    )


def _register(press: Press) -> str:
    issue = press.issue
    return press.page(
        "register.html", "register.html", "Register", questions=ahead.questions(issue), marks=ahead.marks(issue),
        chart=press.charts.get("calibration"),
    )  # fmt: skip


def _corrections(press: Press) -> str:
    return press.page(
        "corrections.html", "corrections.html", "Corrections", changes=parts.corrections(press.words, press.issue)
    )


def _documents(press: Press) -> str:
    return press.page(
        "documents.html", "documents/index.html", "Documents", documents=parts.shelf(press.words, press.issue)
    )


def _document(press: Press, id: str) -> str:
    document = press.words.documents[id]
    view = parts.document_view(press.words, press.issue, document)
    return press.page(
        "document.html", f"documents/{slug(id)}.html", document.title, document=document, view=view, scripts=["site.js"]
    )


def _asset(name: str) -> str:
    return resources.files("watchfloor.publish.site").joinpath("assets", name).read_text(encoding="utf-8")
