"""The site in a real browser, opened from a folder; skipped where there is no Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
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
    "path",
    [
        "index.html",
        "timeline.html",
        "country/SRB.html",
        "documents/d0talk.html",
        "method.html",
        "network.html",
        "replay.html",
        "search.html",
        "actors/index.html",
        "actors/RUS.html",
        "events/e-tariff.html",
        "levers/gas.html",
        "outlook.html",
        "register.html",
    ],
)
def test_a_phone_needs_no_sideways_scroll_and_no_page_calls_out(browser: Any, site: str, path: str) -> None:
    page, requests, complaints = open_page(browser, f"{site}/{path}", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert all(address.startswith("file://") for address in requests)
    assert complaints == []


def test_a_long_supposition_does_not_break_the_phone(browser: Any, ahead: Any, world: Any, tmp_path: Path) -> None:
    steps = tuple(replace(step, text=f"{step.text}, and all that goes with it in years to come") for step in
                  ahead.campaign.processes)  # fmt: skip
    publish(replace(ahead, campaign=replace(ahead.campaign, processes=steps)), tmp_path / "site", world)
    page, _, complaints = open_page(
        browser, f"{(tmp_path / 'site').as_uri()}/outlook.html", viewport={"width": 360, "height": 740}
    )
    assert page.locator("#supposition").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
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
    assert page.locator(".rows > li:visible").count() == 1
    assert page.locator("#shown").inner_text() == "1 of 6"


def test_a_bar_leads_to_its_event(browser: Any, site: str) -> None:
    page, _, _ = open_page(browser, f"{site}/timeline.html")
    page.locator('svg a[href="events/e-arms.html"]').first.click()
    assert page.url.endswith("/events/e-arms.html")
    sync_api.expect(page.get_by_text("Russia delivered four helicopters to Serbia in December 2019.")).to_be_visible()


def test_the_replay_slides_to_what_was_known_on_an_earlier_day(
    browser: Any, issue: Issue, world: Any, tmp_path: Path
) -> None:
    earlier = replace(issue, as_of=date(2020, 4, 30))
    publish(replace(issue, replay=(earlier,)), tmp_path / "s", world)
    page, _, complaints = open_page(browser, f"{(tmp_path / 's').as_uri()}/replay.html")
    assert page.locator("section.day:visible h2").inner_text() == "30 June 2020"
    page.locator("#day").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("section.day:visible h2").inner_text() == "30 April 2020"
    assert page.locator("#day-name").inner_text() == "30 April 2020"
    assert complaints == []


def test_without_script_the_replay_shows_every_day(browser: Any, issue: Issue, world: Any, tmp_path: Path) -> None:
    publish(replace(issue, replay=(replace(issue, as_of=date(2020, 4, 30)),)), tmp_path / "s", world)
    page, _, _ = open_page(browser, f"{(tmp_path / 's').as_uri()}/replay.html", java_script_enabled=False)
    assert page.locator("section.day:visible").count() == 2


def test_a_search_by_keyboard_leads_to_the_sentence(browser: Any, site: str) -> None:
    page, requests, complaints = open_page(browser, f"{site}/search.html")
    page.locator("#words").focus()
    page.keyboard.type("tariff serbian ENDED")
    assert page.locator("#found").inner_text() == "1 found"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("mark:target")).to_be_in_viewport()
    assert page.locator("mark:target").inner_text() == "The tariff on Serbian goods ended on 6 June 2020."
    assert complaints == []
    assert all(address.startswith("file://") for address in requests)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html", "timeline.html", "replay.html", "documents/d0talk.html", "search.html"])
def test_axe_finds_no_serious_fault(browser: Any, site: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page, _, _ = open_page(browser, f"{site}/{path}", color_scheme=scheme, bypass_csp=True)
    found = axe.run(page).response["violations"]
    assert [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")
    ] == []
