from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor import world as reference
from watchfloor.campaign import load, parse, template
from watchfloor.errors import CampaignError, WatchfloorError
from watchfloor.terms import Campaign
from watchfloor.world import World

HEAD = "campaign: T\ntheatre: [MLT]\nsides:\n  Italy: [ITA]\n  Greece: [GRC]\n"


def errors(text: str, world: World) -> list[WatchfloorError]:
    with pytest.raises(CampaignError) as caught:
        parse(text, world, name="c.yaml")
    return [caught.value, *caught.value.others]


def only(text: str, world: World) -> WatchfloorError:
    found = errors(text, world)
    assert len(found) == 1, [str(error) for error in found]
    return found[0]


def test_a_campaign_keeps_what_the_file_says(campaign: Campaign) -> None:
    assert campaign.theatre == ("MLT", "CYP")
    assert campaign.side("Italy").members == ("ITA", "eni")
    assert campaign.step("shared-timetable").requires == ("survey", "licence")
    assert campaign.step("licence").text == "licence"
    assert campaign.contests[0].between == ("Italy", "Greece")
    assert campaign.levers[0].matches[1].favours == "Greece"


def test_a_matcher_may_stand_alone_or_in_a_list(campaign: Campaign) -> None:
    assert len(campaign.levers[0].matches) == 3
    assert len(campaign.step("survey").met) == 1


def test_matchers_see_what_happened_unless_told_otherwise(campaign: Campaign, world: World) -> None:
    assert campaign.step("survey").met[0].factuality == ("happened",)
    text = HEAD + "indicators:\n  x: {when: {event: AGREE, factuality: [planned, attempted], not: {words: a}}}\n"
    matcher = parse(text, world, name="c.yaml").indicators[0].when[0]
    assert matcher.factuality == ("planned", "attempted")
    assert matcher.not_ is not None
    assert matcher.not_.factuality == ()


def test_every_matcher_knows_its_line(campaign: Campaign, text: str) -> None:
    lines = text.splitlines()
    for matcher in campaign.levers[0].matches:
        assert "event:" in lines[matcher.line - 1]


def test_norway_is_told_its_alpha_3_code(world: World) -> None:
    error = only(HEAD.replace("[MLT]", "[MLT, NO]"), world)
    assert error.code == "campaign.unknown-name"
    assert error.what == "no territory is called 'NO'"
    assert error.where == "c.yaml:2:16"
    assert "'NOR'" in error.hint


def test_a_yes_a_number_and_a_date_stay_the_text_that_was_written(world: World) -> None:
    text = HEAD.replace("campaign: T", "campaign: yes") + "objectives:\n  no: {of: Italy, text: 2020-05-01}\n"
    campaign = parse(text, world, name="c.yaml")
    assert (campaign.title, campaign.objectives[0].key, campaign.objectives[0].text) == ("yes", "no", "2020-05-01")


def test_a_key_that_stands_twice_is_refused_with_both_lines(world: World) -> None:
    error = only(HEAD + "theatre: [CYP]\n", world)
    assert (error.code, error.where) == ("campaign.duplicate-key", "c.yaml:6:1")
    assert "line 2" in error.hint


def test_an_unknown_key_is_told_the_nearest_right_one(world: World) -> None:
    error = only(HEAD + "processes:\n  a: {require: b}\n", world)
    assert (error.code, error.hint) == ("campaign.unknown-key", "did you mean 'requires'?")


@pytest.mark.parametrize("field", ["event: [AID, AGREE]", "mode: [visit, meet]", "factuality: [happened, planned]"])
def test_all_of_two_values_where_an_event_has_one_is_refused(field: str, world: World) -> None:
    error = only(HEAD + "indicators:\n  x: {when: {all_of: {" + field + "}}}\n", world)
    assert (error.code, error.where) == ("campaign.wrong-type", f"c.yaml:7:{24 + len(field.partition(' ')[0])}")
    assert "an event has one" in error.what


def test_a_comma_that_cuts_a_text_is_explained(world: World) -> None:
    error = only(HEAD + "processes:\n  a: {text: arms, trade and more}\n", world)
    assert "quote" in error.hint


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("levers:\n  x: {of: Itly}", "Italy"),
        ("objectives:\n  win: {of: Italy}\nlevers:\n  x: {of: Italy, serves: wim}", "win"),
        ("indicators:\n  x: {when: {event: CONSULTS}}", "CONSULT"),
        ("indicators:\n  x: {when: {mode: visits}}", "visit"),
        ("indicators:\n  x: {when: {context: militry}}", "military"),
        ("indicators:\n  x: {when: {factuality: happend}}", "happened"),
        ("indicators:\n  x: {when: {actor: gazprm}}", "gazprom"),
        ("indicators:\n  x: {when: {actor: greece}}", "Greece"),
        ("indicators:\n  x: {when: {place: XITA}}", "ITA"),
        ("indicators:\n  x: {when: {place: GRE}}", "GRC"),
        ("indicators:\n  x: {when: {place: KOS}}", "XKX"),
        ("indicators:\n  x: {when: {actor: EUR}}", "EU"),
        ("indicators:\n  x: {when: {place: RUX}}", "RUS"),
        ("indicators:\n  x: {when: {place: Serbia}}", "SRB"),
        ("indicators:\n  x: {when: {actor: Kremlin}}", "RUS"),
        ("indicators:\n  x: {when: {actor: pacific-islands-forum}}", "PIF"),
        ("indicators:\n  x: {when: {actor: greek}}", "GRC"),
        ("processes:\n  talks: {requires: tlaks}\n  ad: {}", "talks"),
        ("drivers:\n  x: {slows: stp}\nprocesses:\n  step: {}", "step"),
        ("levers:\n  ports: {of: Italy}\nindicators:\n  x: {when: {lever: port}}", "ports"),
    ],
)
def test_an_unknown_name_is_told_the_nearest_right_one(line: str, near: str, world: World) -> None:
    error = only(HEAD + line + "\n", world)
    assert error.code == "campaign.unknown-name"
    assert repr(near) in error.hint


def test_all_errors_come_at_once_in_file_order(world: World) -> None:
    text = (
        "campaign: T\ntheatre: [NO]\nsides:\n  A: [ITA]\n  A: [GRC]\n"
        "levers:\n  x: {of: B, matches: {evnt: AID}}\nextra: 1\n"
    )
    found = errors(text, world)
    assert [error.where for error in found] == ["c.yaml:2:11", "c.yaml:5:3", "c.yaml:7:11", "c.yaml:7:24", "c.yaml:8:1"]
    assert all(error.hint for error in found)
    assert str(found[0]).count("hint:") == len(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "campaign.empty"),
        ("# only a comment\n", "campaign.empty"),
        ("- a list\n", "campaign.wrong-type"),
        ("a: b: c\n", "campaign.not-yaml"),
        ("a:\n\t- b\n", "campaign.not-yaml"),
        ("a: [1\n", "campaign.not-yaml"),
        ("a: 1\n---\nb: 2\n", "campaign.not-yaml"),
        ("a: &x [*x]\n", "campaign.not-yaml"),
        ("a: \x00\n", "campaign.not-yaml"),
        ("[" * 5000, "campaign.not-yaml"),
    ],
)
def test_what_is_no_campaign_at_all_is_refused(text: str, code: str, world: World) -> None:
    error = only(text, world)
    assert error.code == code
    assert error.hint


def test_a_tab_is_named(world: World) -> None:
    error = only("a:\n\t- b\n", world)
    assert (error.where, error.hint) == ("c.yaml:2:1", "indent with spaces")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("levers: [a]", "campaign.wrong-type"),
        ("levers:\n  x: text", "campaign.wrong-type"),
        ("levers:\n  x: {of: [Italy, Greece]}", "campaign.wrong-type"),
        ("levers:\n  x: {of: {a: b}}", "campaign.wrong-type"),
        ("levers:\n  x: {of: Italy, text: ''}", "campaign.wrong-type"),
        ("levers:\n  x: {of: Italy, tags: []}", "campaign.wrong-type"),
        ("levers:\n  x: {of: Italy, matches: []}", "campaign.wrong-type"),
        ("levers:\n  x: {of: Italy, matches: {}}", "campaign.wrong-type"),
        ("levers:\n  x: {text: no side}", "campaign.missing-key"),
        ("levers:\n  Big Lever: {of: Italy}", "campaign.bad-key"),
        ("levers:\n  ? [a]\n  : {of: Italy}", "campaign.wrong-type"),
        ("processes:\n  a: {for: [MLT, MLT]}", "campaign.duplicate-key"),
        ("questions:\n  q: {text: Q, by: 2020-13-01}", "campaign.bad-date"),
        ("questions:\n  q: {text: Q, by: next May}", "campaign.bad-date"),
        ("questions:\n  q: {text: Q, opens: 2020-05-02, by: 2020-05-01}", "campaign.bad-date"),
        ("contests:\n  c: {in: MLT, between: [Italy]}", "campaign.wrong-type"),
        ("contests:\n  c: {in: ITA, between: [Italy, Greece]}", "campaign.overlap"),
        ("processes:\n  a: {requires: b, blocked_by: b}\n  b: {}", "campaign.never-met"),
        ("levers:\n  x: {of: Italy, matches: {event: AID, lever: x}}", "campaign.cycle"),
        ("levers:\n  x: {of: Italy, matches: {event: AID, not: {lever: x}}}", "campaign.cycle"),
        ("stakeholders:\n  a: {interests: {i: x}}\n  b: {interests: {i: y}}", "campaign.duplicate-key"),
        ("indicators:\n  x: {when: {all_of: {favours: Italy}}}", "campaign.unknown-key"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_place_and_a_hint(line: str, code: str, world: World) -> None:
    error = only(HEAD + line + "\n", world)
    assert error.code == code
    assert error.where.startswith("c.yaml:")
    assert error.hint


def test_an_empty_step_is_a_step_of_which_only_the_key_is_known(world: World) -> None:
    assert parse(HEAD + "processes:\n  a-b:\n", world, name="c.yaml").step("a-b").text == "a b"


def test_a_cycle_is_shown_whole_and_once(world: World) -> None:
    error = only(HEAD + "processes:\n  a: {requires: b}\n  b: {any_of: [c, d]}\n  c: {blocked_by: a}\n  d: {}\n", world)
    assert error.code == "campaign.cycle"
    assert "a → b → c → a" in error.what
    assert error.where == "c.yaml:7:3"


def test_a_diamond_is_no_cycle(world: World) -> None:
    text = HEAD + "processes:\n  a: {requires: [b, c]}\n  b: {requires: d}\n  c: {requires: d}\n  d: {}\n"
    assert len(parse(text, world, name="c.yaml").processes) == 4


def test_a_side_must_not_hold_what_nobody_knows(world: World) -> None:
    error = only("campaign: T\ntheatre: [MLT]\nsides:\n  A: [ITA, gazprm]\n", world)
    assert (error.code, error.where) == ("campaign.unknown-name", "c.yaml:4:12")
    assert error.hint == "did you mean 'gazprom'? Or add it to world.yaml"


@pytest.mark.parametrize("name", ["ccecc", "telikom", "bluescope", "digicel"])
def test_a_name_that_is_only_a_little_like_another_is_not_taken_for_it(name: str, world: World) -> None:
    error = only(f"campaign: T\ntheatre: [MLT]\nsides:\n  A: [ITA, {name}]\n", world)
    assert "did you mean" not in error.hint
    assert "world.yaml" in error.hint


def test_where_nothing_is_near_the_choice_is_told(world: World) -> None:
    assert "alpha-3" in only(HEAD + "indicators:\n  x: {when: {actor: qqqqqq}}\n", world).hint
    assert only(HEAD + "levers:\n  x: {of: Italy, serves: qqqqqq}\n", world).hint == "the file defines no objective"


@pytest.mark.parametrize("sides", ["  Italy: [ITA]\n  Greece: [GRC, ITA]\n", "  Italy: [ITA]\n  Greece: [ITA-MIL]\n"])
def test_sides_must_not_overlap(sides: str, world: World) -> None:
    error = only("campaign: T\ntheatre: [MLT]\nsides:\n" + sides, world)
    assert error.code == "campaign.overlap"


def test_a_side_must_not_be_called_like_an_actor_of_the_world(world: World) -> None:
    error = only("campaign: T\ntheatre: [MLT]\nsides:\n  EU: [ITA]\n", world)
    assert error.code == "campaign.overlap"


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, world: World) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(CampaignError, match="cannot read") as caught:
            load(path, world)
        assert caught.value.code == "campaign.unreadable"
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"campaign: caf\xe9\n")
    with pytest.raises(CampaignError, match="UTF-8"):
        load(latin, world)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 4_000_001)
    with pytest.raises(CampaignError, match="too large"):
        load(large, world)


def test_the_same_file_is_the_same_campaign_in_any_folder(tmp_path: Path, text: str, world: World) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "campaign.yaml").write_text("\ufeff" + text, encoding="utf-8")
    assert load(tmp_path / "a" / "campaign.yaml", world) == load(tmp_path / "b" / "campaign.yaml", world)


def test_the_template_of_a_new_desk_loads(world: World) -> None:
    assert parse(template(), world, name="campaign.yaml").contests


def test_the_example_desk_loads(world: World) -> None:
    example = Path(__file__).parents[2] / "examples" / "balkans" / "campaign.yaml"
    assert load(example, world).theatre == ("SRB", "XKX", "MKD", "MNE", "BGR", "ALB")


@given(st.text(max_size=200))
def test_no_text_brings_a_traceback(text: str) -> None:
    with pytest.raises(CampaignError):
        parse(text, _world(), name="c.yaml")


@given(st.integers(0, 2000), st.text(alphabet="{}[]:,-#&*!|>'\"%@` \n\tax", max_size=3))
def test_no_slip_in_a_good_file_brings_a_traceback(at: int, slip: str) -> None:
    text = template()
    with contextlib.suppress(CampaignError):
        assert parse(text[:at] + slip + text[at:], _world(), name="c.yaml").theatre


@cache
def _world() -> World:
    return reference.load()
