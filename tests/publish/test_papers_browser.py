"""Brief, script, transcript, notes and letter in a real browser: no request, no complaint, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from watchfloor.publish import Imprint, print_edition
from watchfloor.terms import Issue

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser
PAGES = ("brief.html", "script.html", "transcript.html", "notes.html", "letter.html")
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield running
        running.close()


@pytest.fixture
def edition(issue: Issue, world: Any, tmp_path: Path) -> Path:
    imprint = Imprint(publisher="Harbour Review", address="https://harbour.example/")
    print_edition(issue, tmp_path / "out", world, imprint, parts=("brief", "episode", "letter"))
    return tmp_path / "out" / "editions" / "2020-06-30"


def test_every_paper_stands_alone_on_a_phone(browser: Any, edition: Path) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    for name in PAGES:
        page.goto((edition / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    assert requests == [(edition / name).as_uri() for name in PAGES]
    assert complaints == []


def test_a_note_of_the_brief_leads_to_its_sentence(browser: Any, edition: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((edition / "brief.html").as_uri())
    page.click(".lead .refs a >> nth=0")
    target = page.locator("li:target")
    sync_api.expect(target).to_be_in_viewport()
    assert "The European Union sent medical aid to Serbia in spring 2020." in target.inner_text()
