from __future__ import annotations

from collections.abc import Callable
from typing import Any

from watchfloor.campaign import bind, cover, parse
from watchfloor.terms import Campaign, View
from watchfloor.world import World


def test_without_a_view_only_what_the_file_defines_is_told(campaign: Campaign) -> None:
    found = cover(campaign)
    assert dict(found.defines)["levers"] == 1
    assert dict(found.defines)["processes"] == 6
    assert (found.events, found.silent) == (0, ())


def test_events_bound_to_nothing_and_matchers_that_never_spoke_are_named(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT", words="port fee"), act("AID", "FRA", "DEU"))
    found = cover(campaign, seen, bind(seen, campaign, world))
    assert (found.events, found.bound) == (2, 1)
    assert found.unbound == (seen.events[1].id,)
    assert ("levers", "ports") not in found.silent
    assert ("processes", "fee-paid.met") not in found.silent
    assert ("contests", "malta") not in found.silent
    assert {("contests", "cyprus"), ("processes", "survey.lost"), ("indicators", "berth")} <= set(found.silent)
    assert not [key for _, key in found.silent if key.startswith("licence")]


def test_what_the_same_events_bind_is_told_with_the_count_and_an_example(
    view: Callable[..., View], act: Any, text: str, world: World
) -> None:
    two = text.replace("contests:", "  docks:\n    of: Italy\n    matches: {actor: ITA, words: [port]}\ncontests:")
    campaign = parse(two, world, name="campaign.yaml")
    seen = view(act("AID", "ITA", "MLT", words="port"), act("SANCTION", "ITA", "CYP", words="port"))
    (overlap,) = cover(campaign, seen, bind(seen, campaign, world)).overlaps
    assert (overlap.section, overlap.first, overlap.second) == ("levers", "ports", "docks")
    assert (overlap.shared, overlap.of, overlap.example) == (1, (1, 2), seen.events[0].id)


def test_events_bound_both_ways_are_named(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("RETREAT", "ITA GRC", "MLT", words="fare"), act("RETREAT", "ITA", "MLT", words="fare"))
    assert cover(campaign, seen, bind(seen, campaign, world)).torn == (seen.events[0].id,)


def test_needed_steps_that_nothing_can_meet_are_named(campaign: Campaign) -> None:
    assert cover(campaign).unmeetable == ("licence",)


def test_all_that_is_only_watched_is_bound_and_its_silence_told(
    view: Callable[..., View], act: Any, text: str, world: World
) -> None:
    more = (
        "drivers:\n  storm: {when: {event: PROTEST, words: [storm]}}\n"
        "assumptions:\n  calm: {when: {event: AID, words: [calm]}, against: {event: PROTEST, words: [storm]}}\n"
        "questions:\n  q: {text: Q, by: 2030-01-01, resolves: {event: PROTEST}}\n"
        "hypotheses:\n  why: {question: Q, hypotheses: {a: A, b: B}, "
        "evidence: {e: {when: {event: PROTEST}, rates: {a: C}}}}\n"
    )
    campaign = parse(text + more, world, name="campaign.yaml")
    seen = view(act("PROTEST", "MLT", words="storm"))
    (binding,) = bind(seen, campaign, world)
    assert (binding.drivers, binding.questions) == (("storm",), ("q",))
    assert (binding.assumptions, binding.evidence) == ((("calm", "against"),), (("why", "e"),))
    silent = cover(campaign, seen, (binding,)).silent
    assert ("assumptions", "calm.for") in silent
    assert not {"storm", "q", "why.e", "calm.against"} & {key for _, key in silent}


def test_a_changed_file_binds_anew_and_the_view_stays_as_it_is(
    view: Callable[..., View], act: Any, text: str, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT", words="port"))
    before = repr(seen)
    one, other = (
        bind(seen, parse(file, world, name="campaign.yaml"), world) for file in (text, text.replace("[port]", "[quay]"))
    )
    assert one[0].levers == ("ports",)
    assert other[0].levers == ()
    assert repr(seen) == before
