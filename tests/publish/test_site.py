from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from watchfloor.publish import compose, publish
from watchfloor.publish.site.notes import Notes
from watchfloor.publish.site.pages import render, site_files
from watchfloor.publish.words.wording import wording
from watchfloor.terms import Binding, Claim, Correction, Entity, Issue

HOSTILE = '<script>alert("x")</script>\'"><img src=x onerror=alert(1)>{{ 7*7 }}</style>'
VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """Collects what a page holds, and complains where tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [value for value in [found.get("id")] if value]
        self.links += [value for key in ("href", "src") for value in [found.get(key)] if value]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def files(issue: Issue, world: Any) -> dict[str, str]:
    return render(issue, world)


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def resolve(path: str, link: str) -> tuple[str, str]:
    target, _, anchor = link.partition("#")
    parts = path.split("/")[:-1] if target else path.split("/")
    for part in target.split("/") if target else []:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts), anchor


def test_every_link_and_anchor_resolves_and_is_relative(issue: Issue, world: Any, files: dict[str, str]) -> None:
    found = pages(files)
    there = site_files(issue, world).keys()
    checked = 0
    for path, page in found.items():
        for link in page.links:
            if link.startswith("https://example.org/"):
                continue
            assert not re.match(r"[a-z]+:|/", link), link
            target, anchor = resolve(path, link)
            assert target in there, f"{path}: {link}"
            if anchor and target.endswith(".html"):
                assert anchor in found[target].ids, f"{path}: {link}"
            checked += 1
    assert checked > 150


def test_anchors_are_unique_on_a_page(files: dict[str, str]) -> None:
    for path, page in pages(files).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_claim_of_the_issue_stands_on_a_page_with_its_sources(issue: Issue, files: dict[str, str]) -> None:
    everything = files["index.html"] + files["judgements.html"]
    for section in issue.sections:
        for claim in section.claims:
            assert claim.text in everything
            assert all(f"#s-{id}" in everything for id in claim.statements)


def test_pages_load_nothing_from_elsewhere(files: dict[str, str]) -> None:
    for path, page in pages(files).items():
        for tag, attributes in page.tags:
            assert tag not in ("iframe", "object", "embed", "base", "form"), path
            assert not any(key.startswith("on") or key == "style" for key in attributes), (path, tag)
            if tag in ("script", "link", "img"):
                assert ":" not in str(attributes.get("src") or attributes.get("href"))
        assert "default-src 'none'" in files[path]


def test_an_address_of_a_source_opens_without_a_handle_on_the_page(files: dict[str, str]) -> None:
    for page in pages(files).values():
        for tag, attributes in page.tags:
            if tag == "a" and str(attributes.get("href")).startswith("http"):
                assert "noopener" in str(attributes.get("rel"))


def test_a_quoted_document_shows_only_what_is_cited(files: dict[str, str]) -> None:
    text = "".join(files.values())
    assert "The tariff on Serbian goods ended on 6 June 2020." in files["documents/d2note.html"]
    assert "The rest of this note" not in text


def test_the_speaker_stands_by_the_sentence(files: dict[str, str]) -> None:
    assert '<h2 class="speaker"><bdi>Analyst</bdi></h2>' in files["documents/d0talk.html"]


def test_the_issue_as_json_fits_its_schema(files: dict[str, str]) -> None:
    schema = json.loads(
        resources.files("watchfloor.publish.site").joinpath("issue.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(json.loads(files["issue.json"]))


def test_the_same_issue_gives_the_same_bytes(issue: Issue, world: Any, files: dict[str, str]) -> None:
    assert render(issue, world) == files


def test_hostile_names_are_text_everywhere(renamed: Any, world: Any) -> None:
    files = render(renamed(HOSTILE), world)
    for path, page in pages(files).items():
        allowed = {"../site.js", "site.js", "search-index.js"}
        assert all(a.get("src") in allowed for tag, a in page.tags if tag == "script"), path
        assert not any(tag == "img" for tag, _ in page.tags)
        assert not any(link.startswith("javascript") for link in page.links)
    assert "<script" not in "".join(text for path, text in files.items() if path.endswith((".svg", ".json", ".js")))
    assert HOSTILE in "".join(pages(files)["index.html"].words)


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "word " * 2_000, "مجلس المرفأ", "\u202ereversed\u202c", "a\x00b", "{}%s{0}"]
)
def test_any_name_can_be_published(renamed: Any, world: Any, name: str, tmp_path: Path) -> None:
    published = publish(renamed(name), tmp_path / "site", world)
    assert published.pages == 34
    index = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    Page(index)
    assert "\x00" not in index


def test_a_desk_that_has_read_nothing_is_told_what_to_do(nothing: Issue, world: Any) -> None:
    files = render(nothing, world)
    assert "watchfloor read sources/*" in files["index.html"]
    assert pages(files)


def test_a_claim_with_very_many_sources_shows_a_few_and_leads_to_the_rest(issue: Issue, world: Any) -> None:
    ids = tuple(statement.id for statement in issue.view.statements)
    changes = (Claim(text="All of it.", statements=ids),)
    sections = [replace(s, claims=changes) if s.about == "changes" else s for s in issue.sections if s.about != "lead"]
    long = replace(issue, sections=tuple(sections))
    files = render(long, world)
    assert f'<a href="sources.html#c-1">and {len(ids) - 8} more</a>' in files["index.html"]
    assert 'id="c-1"' in files["sources.html"]
    assert all(f"#s-{id}" in files["sources.html"] for id in ids)


def test_what_is_not_known_is_said_to_be_not_known(files: dict[str, str]) -> None:
    assert "Not known: there is not enough evidence (one independent origin)" in files["index.html"]


def test_a_country_page_has_the_events_of_its_people_and_organs(issue: Issue, world: Any) -> None:
    first, second, *rest = issue.view.events
    keeper, organ = Entity(key="lighthouse-keeper", name="the keeper"), Entity(key="XKX-MIL", name="the army")
    events = (replace(first, actors=(keeper,)), replace(second, actors=(organ,)), *rest)
    found = pages(render(replace(issue, view=replace(issue.view, events=events)), world))
    assert f"../events/{first.id}.html" in found["country/MNE.html"].links
    assert f"../events/{second.id}.html" in found["country/XKX.html"].links
    assert f"../events/{first.id}.html" not in found["country/XKX.html"].links


def test_a_lever_not_seen_lately_says_since_when_and_what_was_before(issue: Issue, world: Any) -> None:
    uses = tuple(replace(u, state="idle", events=()) if u.lever == "arms" else u for u in issue.assessment.levers)
    files = render(replace(issue, assessment=replace(issue.assessment, levers=uses)), world)
    words = " ".join("".join(pages(files)["country/SRB.html"].words).split())
    assert "Not seen in use here since 1 January 2020." in words
    assert "Before that: Russia gave material help to Serbia in December 2019." in words
    assert "no source read so far shows it" not in words
    index = "".join(pages(files)["index.html"].words)
    assert "“not seen”: not seen in use since 1 January 2020" in index
    assert "idle" not in index


def test_what_is_planned_is_counted_apart_on_the_board(issue: Issue, world: Any) -> None:
    events = tuple(replace(e, factuality="planned") if e.id == "e-gas" else e for e in issue.view.events)
    uses = tuple(
        replace(u, state="idle" if u.lever == "gas" else u.state, events=("e-gas",) if u.lever == "gas" else u.events)
        for u in issue.assessment.levers
    )
    made = replace(issue, view=replace(issue.view, events=events), assessment=replace(issue.assessment, levers=uses))
    board = re.search(r'<table class="board">.*?</table>', render(made, world)["index.html"], re.DOTALL)
    assert board is not None
    assert '<span class="count">1 planned</span>' in board[0]
    assert board[0].count("1 event<") == 2


def test_a_name_that_a_title_says_is_not_said_twice(issue: Issue, world: Any) -> None:
    week = next(d for d in issue.view.documents if d.id == "d1week")
    documents = tuple(
        replace(d, title="Karst Review, 4 to 10 April") if d.id == week.id else d for d in issue.view.documents
    )
    statements = tuple(
        replace(s, citation=replace(s.citation, speaker="Karst Review")) if s.citation.document == week.id else s
        for s in issue.view.statements
    )
    view = replace(issue.view, documents=documents, statements=statements)
    page = render(replace(issue, view=view), world)["sources.html"]
    assert "<cite><bdi>Karst Review, 4 to 10 April</bdi></cite>" in page
    assert not re.search(r"Karst Review</bdi>, |\(<bdi>Karst Review</bdi>\)", page)
    assert "Analyst</bdi>, " in page


def test_a_contest_without_evidence_says_so_beside_what_is_planned(issue: Issue, world: Any) -> None:
    events = tuple(replace(e, factuality="planned") if e.id == "e-gas" else e for e in issue.view.events)
    binding = Binding(event="e-gas", contests=("montenegro",), favours="Russia")
    bindings = (*issue.assessment.bindings, binding)
    made = compose(
        replace(issue.view, events=events), issue.campaign, replace(issue.assessment, bindings=bindings), world
    )
    page = render(made, world)["country/MNE.html"]
    assert "Not known: there is not enough evidence" in page
    assert "Planned or announced: " in page


def test_keys_that_are_no_file_names_stay_inside_the_site(issue: Issue, world: Any, tmp_path: Path) -> None:
    odd = "../../etc/x y"
    talk, *rest = issue.view.documents
    statements = tuple(
        replace(s, citation=replace(s.citation, document=odd)) if s.citation.document == talk.id else s
        for s in issue.view.statements
    )
    view = replace(issue.view, documents=(replace(talk, id=odd), *rest), statements=statements)
    publish(replace(issue, view=view), tmp_path / "site", world)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_corrections_say_what_stood_before_and_lead_to_the_document(issue: Issue, world: Any) -> None:
    change = Correction(
        kind="correction", recorded=datetime(2020, 7, 1, tzinfo=UTC), document="d1week", title="Weekly summary",
        tlp="clear", changes=(("published", "2020-04-11", "2020-04-10"),), why="a misprint",
    )  # fmt: skip
    page = pages(render(replace(issue, corrections=(change,)), world))["corrections.html"]
    words = " ".join("".join(page.words).split())
    assert "1 July 2020 Metadata corrected: Weekly summary; published from 2020-04-11 to 2020-04-10." in words
    assert "Why: a misprint" in words
    assert "documents/d1week.html" in page.links


def test_the_place_of_an_event_leads_to_its_country_where_that_has_a_page(issue: Issue, world: Any) -> None:
    first, second, *rest = issue.view.events
    placed = (
        replace(first, place=Entity(key="SRB", name="Niš")),
        replace(second, place=Entity(key="FRA", name="Paris")),
        *rest,
    )
    files = render(replace(issue, view=replace(issue.view, events=placed)), world)
    assert '<a href="../country/SRB.html"><bdi>Niš</bdi></a>' in files[f"events/{first.id}.html"]
    assert "<dd><bdi>Paris</bdi></dd>" in files[f"events/{second.id}.html"]


def test_a_claim_with_too_many_sources_for_a_page_goes_on_on_the_next(
    issue: Issue, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchfloor.publish.site.press._SOURCES", 4)
    ids = tuple(s.id for s in issue.view.statements)[:10]
    section = replace(issue.sections[0], claims=(Claim(text="Much is known.", statements=ids),))
    files = render(replace(issue, sections=(section, *issue.sections[1:])), world)
    pages = [files["sources.html"], files["sources-2.html"], files["sources-3.html"]]
    assert [page.count("Much is known.") for page in pages] == [1, 1, 1]
    assert ["(Continued.)" in page for page in pages] == [False, True, True]
    lines = [page.partition("Much is known.")[2].partition("</li>")[0] for page in pages]
    found = [id for id in ids for line in lines if f"#s-{id}" in line]
    assert sorted(found) == sorted(ids)


def test_two_statements_of_one_sentence_have_one_number(issue: Issue, world: Any) -> None:
    one = next(s for s in issue.view.statements if s.kind == "event")
    twin = replace(one, id="twin")
    view = replace(issue.view, statements=(*issue.view.statements, twin))
    notes = Notes(wording(view, issue.campaign, world), "")
    (first,) = notes.of([one.id, twin.id])
    (second,) = notes.of(["twin"])
    assert (first.n, second.n, len(notes.called)) == (1, 1, 1)
    assert (first.href[-len(one.id) :], second.href[-4:]) == (one.id, "twin")


def test_a_step_that_blocks_stands_or_is_gone(files: dict[str, str]) -> None:
    talks, election = files["processes/talks.html"], files["processes/election.html"]
    assert '<span class="state">assumed</span>' in talks
    assert "What it blocks" in election
    assert "What needs it" not in election


def test_a_sentence_of_two_statements_is_found_once(issue: Issue, world: Any) -> None:
    one = next(s for s in issue.view.statements if s.kind == "event")
    view = replace(issue.view, statements=(*issue.view.statements, replace(one, id="twin")))
    script = render(replace(issue, view=view), world)["search-index.js"]
    found = [entry for entry in json.loads(script.partition("=")[2].rstrip(";\n")) if entry[0] == "sentence"]
    assert [entry[1] for entry in found].count(one.citation.exact) == 1
