from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.campaign import bind, fits
from watchfloor.campaign.matching import PHRASE_GAP, holds
from watchfloor.campaign.sight import days_of, sights
from watchfloor.terms import FACTUALITY, Campaign, Matcher, View
from watchfloor.world import World

Make = Callable[..., View]
Act = Callable[..., Any]


@pytest.fixture
def fit(view: Make, campaign: Campaign, world: World) -> Callable[[Matcher, Any], bool]:
    def one(matcher: Matcher, act: Any, levers: Iterable[str] = ()) -> bool:
        (sight,) = sights(view(act), campaign, world)
        return fits(matcher, sight, tuple(levers))

    return one


def test_every_field_given_must_fit(fit: Any, act: Act) -> None:
    said = act("AID", "ITA", "MLT", words="fee port", mode=None, contexts=("economic",), place="MLT")
    whole = Matcher(
        event=("AID",), context=("economic",), actor=("ITA",), recipient=("MLT",), place=("MLT",), words=("fee",)
    )
    assert fit(whole, said)
    for field, other in [
        ("event", ("AGREE",)),
        ("mode", ("visit",)),
        ("context", ("military",)),
        ("actor", ("MLT",)),
        ("recipient", ("ITA",)),
        ("place", ("CYP",)),
        ("words", ("toll",)),
        ("lever", ("ports",)),
        ("factuality", ("planned",)),
    ]:
        changed: dict[str, Any] = {field: other}
        assert not fit(replace(whole, **changed), said), field


def test_a_list_means_any_of_its_members(fit: Any, act: Act) -> None:
    assert fit(
        Matcher(event=("AID", "AGREE"), actor=("GRC", "ITA"), words=("toll", "fee")), act("AID", "ITA", words="fee")
    )


def test_all_of_means_every_member(fit: Any, act: Act) -> None:
    both = Matcher(all_of=Matcher(actor=("MLT", "ITA"), words=("fee", "port"), factuality=()))
    assert fit(both, act("AGREE", "ITA MLT", words="port and fee"))
    assert not fit(both, act("AGREE", "ITA", "MLT", words="port and fee"))
    assert not fit(both, act("AGREE", "ITA MLT", words="port"))


def test_not_excludes_only_what_fits_all_its_fields(fit: Any, act: Act) -> None:
    matcher = Matcher(event=("AID",), not_=Matcher(recipient=("MLT",), words=("port",), factuality=()))
    assert fit(matcher, act("AID", "ITA", "MLT", words="fee"))
    assert fit(matcher, act("AID", "ITA", "CYP", words="port"))
    assert not fit(matcher, act("AID", "ITA", "MLT", words="port"))


@pytest.mark.parametrize("factuality", FACTUALITY)
def test_only_what_happened_counts_unless_the_matcher_says_otherwise(factuality: str, fit: Any, act: Act) -> None:
    said = act("AID", "ITA", factuality=factuality)
    assert fit(Matcher(event=("AID",)), said) == (factuality == "happened")
    assert fit(Matcher(event=("AID",), factuality=(factuality,)), said)


def test_a_territory_stands_for_its_sectors_and_its_office_holders_of_the_day(fit: Any, act: Act, world: World) -> None:
    assert fit(Matcher(actor=("ITA",)), act("AID", "ITA-MIL"))
    assert not fit(Matcher(actor=("ITA-MIL",)), act("AID", "ITA"))
    person, holder = next(
        (k, h[0]) for k, h in sorted(world.people.items()) if h[0].on[0] > "2000" and h[0].at != "ITA"
    )
    assert fit(Matcher(actor=(holder.at,)), act("AID", person, when=holder.on[0][:10]))
    assert not fit(Matcher(actor=(holder.at,)), act("AID", person, when="1950"))


def test_companies_and_churches_fit_only_by_their_own_key_or_a_side(fit: Any, act: Act) -> None:
    for body, side in (("eni", "Italy"), ("serbian-orthodox-church", "Greece")):
        assert fit(Matcher(actor=(body,)), act("AID", body))
        assert fit(Matcher(actor=(side,)), act("AID", body))
        assert not fit(Matcher(actor=("ITA", "SRB")), act("AID", body))


def test_a_side_stands_for_its_members_and_their_organs(fit: Any, act: Act) -> None:
    assert fit(Matcher(actor=("Italy",)), act("AID", "ITA-GOV"))
    assert not fit(Matcher(actor=("Italy",)), act("AID", "GRC"))


def test_an_unresolved_name_fits_no_key(fit: Any, act: Act) -> None:
    assert not fit(Matcher(actor=("ITA", "Italy")), act("AID", "?ITA"))


def test_words_are_lemmas_or_the_words_as_written(fit: Any, act: Act) -> None:
    assert fit(Matcher(words=("Fee",)), act("AID", "ITA", words="fee"))
    assert fit(Matcher(words=("Vucic",)), act("AID", "ITA", words="Vučić"))
    assert fit(Matcher(words=("text",)), act("AID", "ITA"))  # the cited words are "No text."


def test_a_phrase_needs_its_words_in_order_and_close_together() -> None:
    text = ("the", "price", "of", "natural", "gas", "fell")
    assert holds("price gas", text)
    assert holds("gas fell", text)
    assert not holds("gas price", text)
    assert not holds("the gas", text)
    assert not holds("- !", text)


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), min_size=1, max_size=3))
def test_a_phrase_is_found_exactly_where_a_search_by_hand_finds_it(text: list[str], phrase: list[str]) -> None:
    def by_hand(words: list[str], start: int, room: int) -> bool:
        if not words:
            return True
        places = range(start, min(start + room, len(text)))
        return any(text[i] == words[0] and by_hand(words[1:], i + 1, PHRASE_GAP + 1) for i in places)

    assert holds(" ".join(phrase), tuple(text)) == by_hand(phrase, 0, len(text))


def test_a_partial_date_never_ends_after_it_was_known(view: Make, act: Act) -> None:
    (event,) = view(act("AID", "ITA", when="2020"), as_of="2020-05-15").events
    assert [str(day) for day in days_of(event)] == ["2020-01-01", "2020-05-15"]
    (event,) = view(act("AID", "ITA", when="XXXX"), as_of="2020-05-15").events
    assert [str(day) for day in days_of(event)] == ["2020-05-15", "2020-05-15"]


def test_each_binding_says_which_line_of_the_file_spoke(
    view: Make, act: Act, campaign: Campaign, world: World, text: str
) -> None:
    (binding,) = bind(view(act("AID", "ITA", "MLT", words="port fee")), campaign, world)
    assert binding.levers == ("ports",)
    assert binding.steps == (("fee-paid", "met"),)
    for why in binding.why[:2]:
        file, line, what = why.split(":")
        assert file == "campaign.yaml"
        assert what.split()[:2] in (["lever", "ports"], ["step", "fee-paid"])
        assert what.endswith(("by actor ITA, words “port”", "by actor Italy, recipient MLT, words “fee”"))
        assert "AID" in text.splitlines()[int(line) - 1]


def test_an_event_that_nothing_binds_has_no_binding(view: Make, act: Act, campaign: Campaign, world: World) -> None:
    assert bind(view(act("AID", "FRA", "DEU")), campaign, world) == ()


def test_a_lever_may_be_asked_for_by_an_indicator(view: Make, act: Act, campaign: Campaign, world: World) -> None:
    wanting = replace(campaign, indicators=(replace(campaign.indicators[0], when=(Matcher(lever=("ports",)),)),))
    bound = bind(view(act("AID", "ITA", words="port"), act("AID", "ITA", "MLT")), wanting, world)
    assert [binding.indicators for binding in bound] == [("berth",), ()]


def test_an_announcement_or_an_attempt_begins_a_step_and_a_refusal_leaves_it_unmet(
    view: Make, act: Act, campaign: Campaign, world: World
) -> None:
    cases = [
        (act("AGREE", "MLT", words="survey"), "begun"),
        (act("CONCEDE", "MLT", words="survey", factuality="planned"), "begun"),
        (act("COOPERATE", "MLT", words="survey", factuality="planned"), "begun"),
        (act("COOPERATE", "MLT", words="survey", factuality="attempted"), "begun"),
        (act("COOPERATE", "MLT", words="survey", factuality="did-not-happen"), "not-met"),
        (act("COOPERATE", "MLT", words="survey", factuality="denied"), "not-met"),
        (act("COOPERATE", "MLT", words="survey"), "met"),
        (act("REJECT", "MLT", words="survey"), "lost"),
    ]
    for said, turn in cases:
        (binding,) = bind(view(said), campaign, world)
        assert binding.steps == (("survey", turn),), said
    assert bind(view(act("AID", "MLT", words="survey")), campaign, world) == ()


@pytest.mark.parametrize(
    ("name", "place", "theirs"),
    [
        ("?parliament", "MLT", True),
        ("?Parliament", "MLT", True),
        ("?parliament", "", False),
        ("?parliament", "NATO", False),
        ("?parliament", "CYP", False),
        ("?army", "MLT", False),
        ("CYP-LEG", "MLT", False),
    ],
)
def test_an_organ_named_without_its_country_is_that_of_the_place(
    name: str, place: str, theirs: bool, fit: Any, act: Act
) -> None:
    told = act("SUPPORT", name, "ITA", place=place)
    assert fit(Matcher(actor=("MLT",), factuality=("happened",), line=1), told) == theirs


def test_an_organ_is_named_by_the_whole_name(campaign: Campaign, world: World, view: Make, act: Act) -> None:
    seen = view(act("AID", "?x", "ITA", place="MLT"))
    doctors = replace(seen.events[0].actors[0], name="police doctors")
    seen = replace(seen, events=(replace(seen.events[0], actors=(doctors,)),))
    (sight,) = sights(seen, campaign, world)
    assert sight.actors == (frozenset(),)
