from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from watchfloor.publish.charts.geography import region
from watchfloor.publish.site.pages import render
from watchfloor.terms import Issue

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def files(issue: Issue, world: Any) -> dict[str, str]:
    return render(issue, world)


def charts(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path.endswith(".svg")}


def test_each_chart_is_saved_with_its_data_and_its_words(files: dict[str, str]) -> None:
    assert set(charts(files)) == {"charts/map.svg", "charts/standing-serbia.svg", "charts/timeline.svg"}
    for path, text in charts(files).items():
        assert len(list(csv.DictReader(io.StringIO(files[path.replace(".svg", ".csv")])))) >= 3
        assert len(ElementTree.fromstring(text).attrib["aria-label"]) > 40
        assert f"{path}" in "".join(t for p, t in files.items() if p.endswith(".html"))


def test_a_chart_holds_no_script_no_style_and_no_other_host(files: dict[str, str], renamed: Any, world: Any) -> None:
    for text in [*charts(files).values(), *charts(render(renamed(HOSTILE), world)).values()]:
        names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
        assert not names & {"script", "style", "image", "foreignObject", "use"}
        assert "style=" not in text
        assert re.findall(r"(?:https?:)?//[^\"< ]+", text) == ["http://www.w3.org/2000/svg"]


def test_a_vague_date_is_a_bar_of_its_whole_length(files: dict[str, str]) -> None:
    rows = {row["event"]: row for row in csv.DictReader(io.StringIO(files["charts/timeline.csv"]))}
    assert (rows["e-arms"]["first"], rows["e-arms"]["last"]) == ("2019-12-01", "2019-12-31")
    assert (rows["e-gas"]["first"], rows["e-gas"]["last"]) == ("2020-01-01", "2020-12-31")
    assert (rows["e-chapter"]["first"], rows["e-chapter"]["last"]) == ("2019-12-10", "2019-12-10")


def test_every_bar_leads_to_its_event_and_says_what_it_is(files: dict[str, str]) -> None:
    svg = ElementTree.fromstring(files["charts/timeline.svg"])
    space = "{http://www.w3.org/2000/svg}"
    bars = list(svg.iter(f"{space}a"))
    assert {link.attrib["href"] for link in bars} == {
        f"#e-{id}" for id in ("e-arms", "e-chapter", "e-tariff", "e-aid", "e-gas", "e-bar")
    }
    assert all(title.text for link in bars for title in link.iter(f"{space}title"))


def test_the_map_draws_kosovo_and_says_that_its_status_is_disputed(files: dict[str, str]) -> None:
    assert "Kosovo" in files["charts/map.svg"]
    assert "its status is disputed" in files["index.html"]


def test_the_map_stays_small_for_any_theatre() -> None:
    for theatre in (["SRB", "XKX", "MKD", "MNE", "BGR", "ALB"], ["UKR", "GEO", "MDA"], ["FRA"], ["EST", "LVA", "LTU"]):
        features = region(theatre)
        assert set(theatre) <= {feature["key"] for feature in features}
        assert len(repr(features)) < 150_000


def test_a_theatre_without_outlines_has_no_map() -> None:
    assert region(["nowhere"]) == []


def test_what_lies_inside_another_is_drawn_after_it() -> None:
    order = [feature["key"] for feature in region(["ITA"])]
    assert order.index("ITA") < order.index("SMR") if "SMR" in order else "ITA" in order


def test_a_cell_that_a_spreadsheet_would_run_is_text(renamed: Any, world: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(render(renamed("=1+1"), world)["charts/timeline.csv"])))
    assert all(not value.startswith(("=", "+", "@")) for row in rows for value in row.values())
