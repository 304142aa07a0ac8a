"""The three promises, kept on the example desk from file to page."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from watchfloor import desk as verbs
from watchfloor.desk import Desk, publishing
from watchfloor.ledger import encode
from watchfloor.terms import Issue

DAYS = [date(2019, 12, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 30), date(2020, 5, 15)]
LAST = DAYS[-1]
SINCE = LAST - timedelta(days=90)
#: All but the episode, whose sound takes its time.
PARTS = ("site", "brief", "feeds", "letter")


@pytest.fixture(scope="module", params=DAYS, ids=str)
def issue(example: Desk, request: pytest.FixtureRequest) -> Issue:
    return example.issue(request.param, request.param - timedelta(days=90))


@pytest.fixture(scope="module")
def site(example: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    publishing.publish(example, folder, LAST, SINCE, parts=PARTS)
    return folder


@pytest.fixture(scope="module")
def again(example: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the example read a second time, from its files, in the opposite order."""
    folder = tmp_path_factory.mktemp("again") / "balkans"
    shutil.copytree(example.folder, folder, ignore=shutil.ignore_patterns("ledger.db*"))
    desk = Desk(folder)
    assert all(outcome.error is None for outcome in desk.read(reversed(verbs.sources(desk))))
    return desk


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_documents_give_the_same_assessment_byte_by_byte(example: Desk, again: Desk) -> None:
    def told(desk: Desk) -> str:
        view, assessment = desk.assess(LAST, SINCE)
        campaign = re.escape(str(desk.campaign_file))  # the only thing that tells where a desk stands
        return re.sub(campaign, "campaign.yaml", json.dumps([encode(tuple(view.events)), encode(assessment)]))

    assert told(again) == told(example)


def test_reading_twice_adds_nothing(again: Desk) -> None:
    before, counts = again.view(LAST), again.counts()
    outcomes = list(again.read(verbs.sources(again)))
    assert len(outcomes) == 11
    assert not any(outcome.recorded.new for outcome in outcomes if outcome.recorded)
    assert (again.view(LAST), again.counts()) == (before, counts)


def test_publishing_twice_gives_the_same_bytes(example: Desk, site: Path, tmp_path: Path) -> None:
    publishing.publish(example, tmp_path / "site", LAST, SINCE, parts=PARTS)
    assert files(tmp_path / "site") == files(site)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_view_knows_nothing_of_later_documents(example: Desk, day: date) -> None:
    view = example.view(day)
    ids = {document.id for document in view.documents}
    assert all(document.published.upper and document.published.upper <= day for document in view.documents)
    assert {statement.citation.document for statement in view.statements} <= ids
    assert {origin for event in view.events for origin in event.origins} <= ids
    assert all(event.known <= day for event in view.events)


def test_later_documents_never_take_an_event_away(example: Desk) -> None:
    known: set[str] = set()
    for day in DAYS:
        events = {event.id for event in example.view(day).events}
        assert known <= events
        known = events
    assert len(known) > 100


def test_every_claim_cites_sentences_of_the_view(issue: Issue) -> None:
    claims = [claim for section in issue.sections for claim in section.claims]
    known = {statement.id for statement in issue.view.statements}
    assert len(claims) > 10
    assert all(claim.statements and set(claim.statements) <= known for claim in claims)


def test_every_sentence_is_a_span_of_its_document(issue: Issue) -> None:
    for statement in issue.view.statements:
        cited = statement.citation
        assert issue.view.document(cited.document).text[cited.start : cited.end] == cited.exact


def test_nobody_gains_where_there_is_not_enough_evidence(issue: Issue) -> None:
    thin = [standing for standing in issue.assessment.standings if not standing.enough]
    assert all(s.gaining is None and s.balance is None and s.p_gaining is None for s in thin)
    sections = {section.about: section for section in issue.sections}
    for standing in thin:
        claims = sections[standing.contest].claims if standing.contest in sections else ()
        assert not any("is gaining in" in claim.text for claim in claims), standing.contest


def test_some_contest_lacks_evidence_on_some_day(example: Desk) -> None:
    """Else the test above would try nothing."""
    assessments = [example.assess(day, day - timedelta(days=90))[1] for day in DAYS]
    assert any(not standing.enough for now in assessments for standing in now.standings)


class Anchors(HTMLParser):
    """The ids of a page, and where it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value for key, value in attrs if value}
        self.ids |= {found[key] for key in ("id",) if key in found}
        self.links |= {found[key] for key in ("href", "src") if key in found}


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Anchors(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    local = [(page, link) for page, found in pages.items() for link in found.links if "://" not in link]
    for page, link in local:
        target, _, anchor = link.partition("#")
        goal = (page.parent / unquote(target)).resolve() if target else page
        assert goal.is_file(), (page.name, link)
        assert not anchor or goal not in pages or unquote(anchor) in pages[goal].ids, (page.name, link)
    assert len(local) > 500
