"""The site in a real browser, opened from a folder; skipped where there is no Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from watchfloor.publish import publish
from watchfloor.terms import Issue

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def site(issue: Issue, world: Any, tmp_path: Path) -> str:
    publish(issue, tmp_path / "sub path" / "site", world)
    return (tmp_path / "sub path" / "site").as_uri()


def open_page(browser: Any, address: str, **options: Any) -> tuple[Any, list[str], list[str]]:
    page = browser.new_context(**options).new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, requests, complaints


@pytest.mark.parametrize("script", [True, False])
def test_a_claim_leads_to_its_sentence_with_the_speaker(browser: Any, site: str, script: bool) -> None:
    page, requests, complaints = open_page(browser, f"{site}/index.html", java_script_enabled=script)
    page.click("#contest-serbia .verdict .refs a >> nth=1")
    target = page.locator("mark:target")
    sync_api.expect(target).to_be_in_viewport()
    assert (
        target.inner_text()
        == "The European Union opened a chapter of its accession talks with Serbia on 10 December 2019."
    )
    card = page.locator("mark:target + .card")
    sync_api.expect(card).to_be_visible()
    assert "Analyst" in card.inner_text()
    assert all(address.startswith("file://") for address in requests)
    assert complaints == []


@pytest.mark.parametrize(
    "path", ["index.html", "timeline.html", "country/SRB.html", "documents/d0talk.html", "method.html"]
)
def test_a_phone_needs_no_sideways_scroll_and_no_page_calls_out(browser: Any, site: str, path: str) -> None:
    page, requests, complaints = open_page(browser, f"{site}/{path}", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert all(address.startswith("file://") for address in requests)
    assert complaints == []


def test_a_long_name_does_not_break_the_phone(browser: Any, renamed: Any, world: Any, tmp_path: Path) -> None:
    publish(renamed("x" * 10_000), tmp_path / "site", world)
    page, _, complaints = open_page(
        browser, f"{(tmp_path / 'site').as_uri()}/index.html", viewport={"width": 360, "height": 740}
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints == []


def test_the_timeline_filters_by_country(browser: Any, site: str) -> None:
    page, _, _ = open_page(browser, f"{site}/timeline.html")
    page.select_option("#by-country", "XKX")
    assert page.locator("#entries > li:visible").count() == 1
    assert page.locator("#shown").inner_text() == "1 of 6"


def test_a_bar_leads_to_its_event(browser: Any, site: str) -> None:
    page, _, _ = open_page(browser, f"{site}/timeline.html")
    page.locator('svg a[href="#e-e-arms"]').first.click()
    assert page.url.endswith("#e-e-arms")
    sync_api.expect(page.locator("#e-e-arms")).to_be_in_viewport()


def test_hostile_names_run_nothing(browser: Any, renamed: Any, world: Any, tmp_path: Path) -> None:
    publish(
        renamed("<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"),
        tmp_path / "s",
        world,
    )
    for path in ("index.html", "timeline.html", "country/SRB.html", "documents/d0talk.html"):
        page, requests, complaints = open_page(browser, f"{(tmp_path / 's').as_uri()}/{path}")
        assert page.title() != "run"
        assert complaints == []
        assert all(address.startswith("file://") for address in requests)
