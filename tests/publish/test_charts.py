from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.publish.charts.geography import WIDTH, region
from watchfloor.publish.charts.labels import Label, Place, arranged, extent
from watchfloor.publish.site.pages import render
from watchfloor.terms import Entity, Issue

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def files(issue: Issue, world: Any) -> dict[str, str]:
    return render(issue, world)


def charts(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path.endswith(".svg")}


def test_each_chart_is_saved_with_its_data_and_its_words(files: dict[str, str]) -> None:
    assert set(charts(files)) == {
        "charts/map.svg",
        "charts/network.svg",
        "charts/standing-serbia.svg",
        "charts/timeline.svg",
    }
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
        f"events/{id}.html" for id in ("e-arms", "e-chapter", "e-tariff", "e-aid", "e-gas", "e-bar")
    }
    assert all(title.text for link in bars for title in link.iter(f"{space}title"))


def test_the_map_draws_kosovo_and_says_that_its_status_is_disputed(files: dict[str, str]) -> None:
    assert "Kosovo" in files["charts/map.svg"]
    assert "its status is disputed" in files["index.html"]


def test_the_map_stays_small_for_any_theatre() -> None:
    for theatre in (["SRB", "XKX", "MKD", "MNE", "BGR", "ALB"], ["UKR", "GEO", "MDA"], ["FRA"], ["EST", "LVA", "LTU"]):
        found = region(theatre)
        assert found is not None
        assert set(theatre) <= {feature["key"] for feature in found.features}
        assert len(repr(found.features)) < 150_000


def test_a_theatre_without_outlines_has_no_map() -> None:
    assert region(["nowhere"]) is None


def test_what_lies_inside_another_is_drawn_after_it() -> None:
    found = region(["ITA", "SMR"])
    assert found is not None
    order = [feature["key"] for feature in found.features]
    assert order.index("ITA") < order.index("SMR")


def spread(theatre: list[str]) -> dict[str, tuple[float, float]]:
    """Return by country the middle of its outline in pixels."""
    found = region(theatre)
    assert found is not None
    return {f["key"]: f["centre"] for f in found.features if f["key"] in theatre}


def test_a_theatre_across_the_antimeridian_is_in_one_piece_and_fills_the_map() -> None:
    at = spread(["SLB", "FJI", "PNG"])
    assert at["PNG"][0] < at["SLB"][0] < at["FJI"][0]
    assert at["FJI"][0] - at["PNG"][0] > 250
    east, west = spread(["RUS", "USA"])["RUS"][0], spread(["RUS", "USA"])["USA"][0]
    assert east < west, "Russia and the United States face each other over the Pacific"


def test_islands_on_both_sides_of_the_antimeridian_make_one_outline() -> None:
    found = region(["FJI"])
    assert found is not None
    rings = next(f for f in found.features if f["key"] == "FJI")["geometry"]["coordinates"]
    widths = [max(x for x, _ in ring) - min(x for x, _ in ring) for (ring,) in rings]
    assert max(widths) < 400
    assert len(rings) > 5


def test_a_far_part_of_a_country_does_not_shrink_the_rest() -> None:
    found = region(["USA"])
    assert found is not None
    (rings,) = [f["geometry"]["coordinates"] for f in found.features if f["key"] == "USA"]
    assert max(max(x for x, _ in ring) - min(x for x, _ in ring) for (ring,) in rings) > 350


def test_antarctica_is_drawn_only_where_it_is_asked_for() -> None:
    whole, asked = region(["USA", "CHN", "AUS", "ARG", "ZAF"]), region(["ATA"])
    assert whole is not None
    assert asked is not None
    assert "ATA" not in {f["key"] for f in whole.features}
    assert "ATA" in {f["key"] for f in asked.features}


def test_a_tiny_state_is_a_dot_that_its_label_does_not_hide() -> None:
    theatre = ["FJI", "NRU", "TUV", "KIR", "PNG"]
    found = region(theatre)
    assert found is not None
    tiny = {f["key"]: f for f in found.features if f["dot"] and f["key"] in theatre}
    assert {"NRU", "TUV", "KIR"} <= tiny.keys()
    assert "PNG" not in tiny
    x, y = tiny["NRU"]["centre"]
    place = Place(x=x, y=y, lines=("Nauru",), radius=tiny["NRU"]["radius"])
    (label,) = arranged([place], 12.0, WIDTH, found.height)
    left, top, right, bottom = covered(label)
    assert not (left < x < right and top < y < bottom)


def covered(label: Label) -> tuple[float, float, float, float]:
    wide, high = extent(label.place, 12.0)
    return label.x - wide / 2, label.y - high / 2, label.x + wide / 2, label.y + high / 2


@given(
    st.lists(
        st.tuples(st.floats(80, 520), st.floats(60, 340), st.sampled_from(["Kosovo", "North Macedonia"])),
        min_size=1,
        max_size=7,
    )
)
def test_no_label_covers_another_or_leaves_the_map(spots: list[tuple[float, float, str]]) -> None:
    places = [Place(x=x, y=y, lines=(name, "→ West"), radius=0.0) for x, y, name in spots]
    areas = [covered(label) for label in arranged(places, 12.0, 600, 400)]
    for one, other in itertools.combinations(areas, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert all(left >= 0 and top >= 0 and right <= 600 and bottom <= 400 for left, top, right, bottom in areas)


def test_a_label_that_stands_far_off_is_led_to_its_place() -> None:
    here = [Place(x=300, y=200, lines=("North Macedonia", "→ West"), radius=0.0)] * 9
    labels = arranged(here, 12.0, 600, 400)
    assert not labels[0].led
    assert labels[-1].led


def test_the_map_says_whom_a_country_stands_nearer_to_and_moves_toward(files: dict[str, str]) -> None:
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(files["charts/map.csv"]))}
    assert rows["SRB"]["reading"] == "stands nearer to the West; moving toward the West"
    assert rows["MNE"]["reading"] == "not enough evidence"
    assert "<title>Serbia: stands nearer to the West" in files["charts/map.svg"]


def test_an_act_of_a_person_or_an_organ_is_in_the_lane_of_its_country(issue: Issue, world: Any) -> None:
    first, second, *rest = issue.view.events
    keeper, organ = Entity(key="lighthouse-keeper", name="the keeper"), Entity(key="XKX-MIL", name="the army")
    events = (replace(first, actors=(keeper,)), replace(second, actors=(organ,)), *rest)
    text = render(replace(issue, view=replace(issue.view, events=events)), world)["charts/timeline.csv"]
    lanes = {(row["event"], row["country"]) for row in csv.DictReader(io.StringIO(text))}
    assert {(first.id, "Montenegro"), (second.id, "Kosovo")} <= lanes


def test_a_cell_that_a_spreadsheet_would_run_is_text(renamed: Any, world: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(render(renamed("=1+1"), world)["charts/timeline.csv"])))
    assert all(not value.startswith(("=", "+", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize(("key", "name"), [("SRB", "Niš"), ("vojvodina", "Subotica")])
def test_the_scene_of_an_event_is_a_dot_on_the_map(issue: Issue, world: Any, key: str, name: str) -> None:
    first, *rest = issue.view.events
    there = replace(first, place=Entity(key=key, name=name))
    elsewhere = [replace(one, place=Entity(key="ARG", name="Buenos Aires")) for one in rest]
    svg = render(replace(issue, view=replace(issue.view, events=(there, *elsewhere))), world)["charts/map.svg"]
    assert f"<title>{name}: 1 event</title>" in svg
    assert "Buenos Aires" not in svg


def test_a_curve_of_the_network_tells_who_acts_on_whom(files: dict[str, str]) -> None:
    tips = re.findall(r"<title>([^<]*)</title>", files["charts/network.svg"])
    assert any(re.fullmatch(r".+ on .+: \d+ acts?", tip) for tip in tips)
    assert not any("tie:" in tip for tip in tips)


def test_a_drawing_drops_what_is_not_drawn(files: dict[str, str]) -> None:
    for svg in charts(files).values():
        assert not re.search(r'<path d="[^"]*" />', svg)


def test_a_ring_shows_where_a_contest_stood_before(issue: Issue, world: Any) -> None:
    standing = issue.assessment.standings[0]
    day = standing.series[1][0]
    moved = replace(standing, since=day, balance=-3.0, change=-4.5)
    earlier = replace(moved, since=date(1999, 1, 1))
    shown = [
        render(
            replace(issue, assessment=replace(issue.assessment, standings=(one, *issue.assessment.standings[1:]))),
            world,
        )
        for one in (moved, earlier)
    ]
    notes = ["The ring: where what had happened by" in files["index.html"] for files in shown]
    assert notes == [True, False]
    assert len({files["charts/standing-serbia.svg"] for files in shown}) == 2
