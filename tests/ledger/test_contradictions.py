from __future__ import annotations

from typing import Any

import pytest
from tests.ledger.nouns import document, says

from watchfloor.ledger import cluster
from watchfloor.terms import Contradiction, Statement

DAYS = ("2020-04-03", "2020-04-06")
LEMMAS = ("fly", "doctor", "mask", "plane")


def told(first: str = "One text.", second: str = "Another text.", **differing: Any) -> tuple[list[Contradiction], int]:
    """Return the contradictions of two statements that differ in some fields, and how many events they are."""
    documents = document(first, "2020-05-01"), document(second, "2020-05-02")
    said: list[Statement] = []
    for n, each in enumerate(documents):
        fields: dict[str, Any] = {"event": "AID", "actors": "RUS", "recipients": "SRB", "when": "2020-04-03"}
        fields |= {name: values[n] for name, values in differing.items()}
        said.append(says(each, **fields, lemmas=LEMMAS))
    events = cluster(said, documents)
    found = {c: None for event in events for c in event.contradictions}
    assert all((c.first, c.second) == (said[0].id, said[1].id) for c in found)
    assert all(event.contradictions for event in events) or not found
    return list(found), len(events)


@pytest.mark.parametrize(
    ("field", "says", "events"),
    [
        ("when", ("2020-04-03", "2020-04-05"), 2),
        ("place", ("belgrade", "nis"), 2),
        ("factuality", ("happened", "denied"), 1),
        ("factuality", ("did-not-happen", "happened"), 1),
    ],
)
def test_two_sources_that_cannot_both_be_right_are_kept_side_by_side(
    field: str, says: tuple[str, str], events: int
) -> None:
    differing: dict[str, Any] = {field: says}
    found, number = told(**differing)
    assert [(each.field, each.says) for each in found] == [(field, says)]
    assert number == events


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("They sent 11 planes.", "They sent 14 planes.", ("11 planes", "14 planes")),
        ("They freed forty-five men.", "They freed twenty men.", ("forty-five men", "twenty men")),
        ("They hurt four people.", "They hurt nine persons.", ("four people", "nine persons")),
        ("They cut it by 40%.", "They cut it by 25 per cent.", ("40%", "25 per cent")),
        (
            "Two hundred and ten boats came.",
            "Some 230 boats came.",
            ("Two hundred and ten boats came", "230 boats came"),
        ),
        ("It paid 1.5 million euros.", "It paid two million euros.", ("1.5 million euros", "two million euros")),
        ("Some 1,200 soldiers came.", "Some 900 soldiers came in 2020.", ("1,200 soldiers came", "900 soldiers came")),
    ],
)
def test_other_numbers_of_the_same_thing_contradict(first: str, second: str, says: tuple[str, str]) -> None:
    found, events = told(first, second)
    assert [(each.field, each.says) for each in found] == [("number", says)]
    assert events == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They sent 11 planes.", "They sent 11 planes and 30 cars."),
        ("Some 1,200 soldiers came.", "In all 1,187 soldiers came."),
        ("They sent 3 planes and 4 planes.", "They sent 7 planes."),
        ("Some 40,000 men came.", "Forty thousand men came."),
        ("They sent two hundred and five cars.", "They sent 205 cars."),
        ("They sent two thousand three hundred and forty-five cars.", "They sent 2,345 cars."),
        ("It came after 3 days.", "It came after 5 days."),
        ("In 2020 Russia gave.", "In 2019 Russia gave."),
        ("They sent 11 doctors who landed.", "They sent 14 planes that landed."),
        ("One of them came.", "Two of them came."),
        ("They met on 3 April.", "They met on 5 April."),
    ],
)
def test_rounding_times_and_things_counted_twice_are_no_contradictions(first: str, second: str) -> None:
    assert told(first, second) == ([], 1)


def test_reports_of_one_act_on_near_days_may_differ_in_number_too() -> None:
    found, events = told(
        "It gave four Mi-8 transport helicopters.", "It gave three Mi-8 helicopters.", when=("2020-04-03", "2020-04-06")
    )
    assert [(each.field, each.says) for each in found] == [
        ("when", DAYS),
        ("number", ("four Mi-8 transport helicopters", "three Mi-8 helicopters")),
    ]
    assert events == 2


@pytest.mark.parametrize(
    "differing",
    [
        {"when": ("2020-04-03", "2020-04-20")},
        {"when": ("2020-04-03", "2020-04-05"), "place": ("belgrade", "nis")},
        {"when": ("2020-04-03", "2020-04-05"), "recipients": ("SRB", "BIH")},
        {"factuality": ("happened", "planned")},
    ],
)
def test_what_may_all_be_true_is_no_contradiction(differing: dict[str, Any]) -> None:
    assert told(**differing)[0] == []


def test_one_document_that_tells_both_days_speaks_of_two_events() -> None:
    both, other = document("They met, and they met again.", "2020-05-01"), document("They met.", "2020-05-02")
    said = [
        says(both, "AID", "RUS", "SRB", "2020-04-03", lemmas=LEMMAS),
        says(both, "AID", "RUS", "SRB", "2020-04-05", lemmas=LEMMAS, span=(0, 9)),
        says(other, "AID", "RUS", "SRB", "2020-04-05", lemmas=LEMMAS),
    ]
    assert all(event.contradictions == () for event in cluster(said, [both, other]))


def test_unlike_words_do_not_contradict() -> None:
    one, two = document("One text.", "2020-05-01"), document("Another.", "2020-05-02")
    said = [
        says(one, "AID", "RUS", "SRB", "2020-04-03", lemmas=LEMMAS),
        says(two, "AID", "RUS", "SRB", "2020-04-05", lemmas=("loan", "rail", "sign", "mask")),
    ]
    assert all(event.contradictions == () for event in cluster(said, [one, two]))


STORY = "The ferry strike at Port Almond began with a quarrel over night pay, the harbour master told the radio. "
RETOLD = "Night pay was the quarrel behind the strike of ferry crews; the harbour of Port Almond spoke of a rumour. "
OTHER = "Beekeepers asked the parliament for cheaper sugar after a cold spring, and a bridge was closed for repairs. "


def one_act(first: Statement, second: Statement, *texts: str) -> list[tuple[str, tuple[str, str]]]:
    """Return the contradictions between two statements that share not one word, in documents of these texts."""
    days = ("2020-05-01", "2020-05-02")
    documents = [document(text, day, id=id) for text, day, id in zip(texts, days, "ab", strict=True)]
    events = cluster([first, second], documents)
    return list(dict.fromkeys((c.field, c.says) for event in events for c in event.contradictions))


def of_one_story(texts: tuple[str, str], *differing: dict[str, Any]) -> list[tuple[str, tuple[str, str]]]:
    said: list[Statement] = []
    for id, day, text, fields in zip("ab", ("2020-05-01", "2020-05-02"), texts, differing, strict=True):
        whole: dict[str, Any] = {"event": "PROTEST", "actors": "GRC", "recipients": "", "when": "2020-04-30"} | fields
        said.append(says(document(text, day, id=id), **whole, span=(0, 5), lemmas=(id,)))
    return one_act(said[0], said[1], *texts)


def test_a_denial_in_another_text_of_the_story_contradicts_though_it_gives_no_day_and_uses_other_words() -> None:
    denial = {"when": None, "factuality": "denied"}
    assert of_one_story((STORY, RETOLD), {}, denial) == [("factuality", ("happened", "denied"))]
    assert of_one_story((STORY, RETOLD), {}, denial | {"actors": "ITA"}) == []
    assert of_one_story((STORY, OTHER), {}, denial) == []


def test_texts_of_one_story_may_differ_in_day_and_place_at_once() -> None:
    here, there = {"place": "almond"}, {"place": "walnut", "when": "2020-04-29"}
    assert of_one_story((STORY, RETOLD), here, there) == [
        ("when", ("2020-04-30", "2020-04-29")),
        ("place", ("almond", "walnut")),
    ]
    assert of_one_story((STORY, OTHER), here, there) == []
    assert of_one_story((STORY, RETOLD), here, there | {"when": "2020-04-22"}) == []


def test_the_boat_is_the_fishing_boat_that_another_text_names() -> None:
    assert told(recipients=("a fishing boat", "the boat")) == ([], 1)
    assert told(recipients=("a fishing boat", "the old mill"))[1] == 2


@pytest.mark.parametrize(("second", "number"), [("denied", 1), ("did-not-happen", 0), ("planned", 0)])
def test_one_text_that_reports_an_act_and_that_it_is_denied_tells_a_contradiction(second: str, number: int) -> None:
    said = document("A paper wrote that doctors were sent. The ministry denied it.", "2020-05-01")
    both = (
        says(said, "AID", "RUS", "SRB", "2020-04-03", span=(0, 37)),
        says(said, "AID", "RUS", "SRB", span=(38, 61), factuality=second),
    )
    events = cluster(both, [said])
    assert len(events) == 2
    assert {len(event.contradictions) for event in events} == {number}
