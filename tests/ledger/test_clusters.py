from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.nouns import corpora, document, entity, says

from watchfloor.ledger import cluster
from watchfloor.terms import Event, Reading, Statement

ONE = document("Moscow flew doctors and masks to Belgrade.", "2020-04-06", id="one")
TWO = document("Russian planes with army doctors and masks landed in Serbia.", "2020-04-09", id="two")
GIFT = ("fly", "doctor", "mask", "plane")


def events(*statements: Statement, **more: Any) -> tuple[Event, ...]:
    return cluster(statements, [ONE, TWO], **more)


def together(first: Statement, second: Statement, **more: Any) -> bool:
    found = events(first, second, **more)
    assert sum(len(event.statements) for event in found) == 2
    return len(found) == 1


def minister_of(key: str, on: date) -> str | None:
    return {"minister": "RUS", "president": "RUS", "belgrade": "SRB"}.get(key)


def test_two_reports_of_one_day_are_one_event_with_two_origins() -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-04-03", place="belgrade", contexts=("health",))
    b = says(TWO, "AID", "RUS", "SRB", "2020-04-03", mode="medical", contexts=("military",))
    (event,) = events(b, a)
    assert event.statements == (a.id, b.id)
    assert event.origins == ("one", "two")
    assert event.known == date(2020, 4, 6)
    assert event.contexts == ("health", "military")
    assert event.mode == "medical"
    assert event.place == entity("belgrade")


def test_an_event_takes_the_most_precise_time() -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-04", lemmas=GIFT)
    b = says(TWO, "AID", "RUS", "SRB", "2020-04-03", lemmas=GIFT)
    (event,) = events(a, b)
    assert event.when.text == "2020-04-03"


def test_two_exact_days_are_two_events() -> None:
    assert not together(
        says(ONE, "AID", "RUS", "SRB", "2020-04-03", lemmas=GIFT),
        says(TWO, "AID", "RUS", "SRB", "2020-04-04", lemmas=GIFT),
    )


@pytest.mark.parametrize(
    ("a", "b"), [("2020-04", "2020-04-03"), ("2020-04", "2020-04"), ("2020", "2020-04"), (None, "2020-04")]
)
def test_a_vague_time_needs_the_words_to_agree(a: str | None, b: str) -> None:
    first = says(ONE, "AID", "RUS", "SRB", a, lemmas=GIFT)
    assert together(first, says(TWO, "AID", "RUS", "SRB", b, lemmas=("plane", "mask", "doctor", "army")))
    assert not together(first, says(TWO, "AID", "RUS", "SRB", b, lemmas=("loan", "railway", "sign", "plane")))


def test_times_that_do_not_meet_are_two_events() -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-03", lemmas=GIFT)
    assert not together(a, says(TWO, "AID", "RUS", "SRB", "2020-04", lemmas=GIFT))


def test_a_statement_joins_only_where_it_agrees_with_every_statement() -> None:
    third = document("Another text.", "2020-04-20", id="three")
    a = says(ONE, "AID", "RUS", "SRB", "2020-04-03", lemmas=GIFT)
    vague = says(TWO, "AID", "RUS", "SRB", "2020-04", lemmas=GIFT)
    other = says(third, "AID", "RUS", "SRB", "2020-04-05", lemmas=GIFT)
    found = cluster([other, vague, a], [ONE, TWO, third])
    assert [event.statements for event in found] == [(a.id, vague.id), (other.id,)]


def test_an_organ_acts_for_its_country() -> None:
    a = says(ONE, "AID", "RUS-MIL", "SRB", "2020-04-03")
    (event,) = events(a, says(TWO, "AID", "RUS", "SRB", "2020-04-03"))
    assert [actor.key for actor in event.actors] == ["RUS-MIL", "RUS"]


def test_the_vaguer_the_time_the_more_words_must_agree() -> None:
    lemmas = ("mask", "doctor", "tent", "bed")
    for when, found in (("2020-04", True), ("2020", False)):
        assert found == together(
            says(ONE, "AID", "RUS", "", when, lemmas=GIFT),
            says(TWO, "AID", "RUS", "", when, lemmas=(*lemmas, "rail")),
        )


def test_words_that_say_nothing_or_name_the_parties_are_no_evidence() -> None:
    lemmas = ("russian", "say", "the", "from", "RUS", "april")
    a = says(ONE, "AID", "RUS", "SRB", "2020-04", lemmas=(*lemmas, "loan"))
    b = says(TWO, "AID", "RUS", "SRB", "2020-04", lemmas=(*lemmas, "mask"))
    assert not together(a, b)


@pytest.mark.parametrize(
    "other",
    [
        {"event": "COOPERATE"},
        {"actors": "CHN"},
        {"recipients": "BIH"},
        {"place": "pristina"},
        {"mode": "withdraw"},
        {"factuality": "hypothetical"},
        {"actors": "SRB", "recipients": "RUS"},
        {"actors": "", "recipients": ""},
    ],
)
def test_another_act_party_place_or_mode_is_another_event(other: dict[str, str]) -> None:
    said: dict[str, Any] = {
        "event": "AID",
        "actors": "RUS",
        "recipients": "SRB",
        "when": "2020-04-03",
        "place": "belgrade",
        "mode": "give",
    }
    a = says(ONE, **said, lemmas=GIFT)
    b = says(TWO, **said | other, lemmas=GIFT)
    assert not together(a, b)


def test_a_minister_acts_for_the_country_and_both_are_kept() -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-04-03")
    b = says(TWO, "AID", "minister", "SRB", "2020-04-03")
    assert not together(a, b)
    (event,) = events(a, b, territory_of=minister_of)
    assert [actor.key for actor in event.actors] == ["RUS", "minister"]


def test_two_ministers_of_one_country_are_not_the_same() -> None:
    a = says(ONE, "AID", "president", "SRB", "2020-04-03")
    assert not together(a, says(TWO, "AID", "minister", "SRB", "2020-04-03"), territory_of=minister_of)


def test_a_town_does_not_contradict_its_country() -> None:
    a = says(ONE, "AID", "RUS", "BIH", "2020-04-03", place="SRB")
    b = says(TWO, "AID", "RUS", "BIH", "2020-04-03", place="belgrade")
    assert not together(a, b)
    (event,) = events(a, b, territory_of=minister_of)
    assert event.place == entity("belgrade")


def test_more_parties_on_one_side_need_a_word_in_common() -> None:
    a = says(ONE, "AID", "RUS,CHN", "SRB", "2020-04-03", lemmas=GIFT)
    assert together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-03", lemmas=("mask",)))
    assert not together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-03", lemmas=("loan",)))


def test_who_met_whom_is_the_same_as_both_met() -> None:
    assert together(says(ONE, "CONSULT", "RUS,SRB", "", "2020-04-03"), says(TWO, "CONSULT", "SRB", "RUS", "2020-04-03"))
    assert together(says(ONE, "CONSULT", "RUS", "SRB", "2020-04-03"), says(TWO, "CONSULT", "SRB", "RUS", "2020-04-03"))
    assert not together(
        says(ONE, "CONSULT", "RUS", "SRB", "2020-04", lemmas=GIFT),
        says(TWO, "CONSULT", "SRB", "RUS", "2020-04", lemmas=GIFT),
    )


def test_who_acts_in_a_meeting_is_not_acted_upon_as_well() -> None:
    a = says(ONE, "CONSULT", "RUS", "SRB", "2020-04-03", lemmas=("meet", "president"))
    b = says(TWO, "CONSULT", "SRB", "RUS", "2020-04-03", lemmas=("meet", "president"))
    (event,) = events(a, b)
    assert (event.actors, event.recipients) == ((entity("RUS"), entity("SRB")), ())


def test_an_unresolved_name_is_the_same_as_itself_only() -> None:
    a = says(ONE, "AID", "the Ministry", "SRB", "2020-04-03")
    assert together(a, says(TWO, "AID", "The ministry", "SRB", "2020-04-03"))
    assert not together(a, says(TWO, "AID", "an agency", "SRB", "2020-04-03"))


def test_the_same_words_in_a_copy_are_one_event_though_the_day_was_resolved_otherwise() -> None:
    copy = document(ONE.text, "2020-04-13", id="copy")
    a, b = says(ONE, "AID", "RUS", "SRB", "2020-04-03"), says(copy, "AID", "RUS", "SRB", "2020-04-10")
    (event,) = cluster([a, b], [ONE, copy])
    assert event.origins == ("one",)


@pytest.mark.parametrize(
    ("first", "second", "event"),
    [
        ("planned", "happened", "happened"),
        ("happened", "planned", "happened"),
        ("happened", "denied", "happened"),
        ("happened", "did-not-happen", "did-not-happen"),
        ("attempted", "did-not-happen", "did-not-happen"),
        ("planned", "denied", "denied"),
    ],
)
def test_the_most_decisive_then_the_latest_factuality_rules(first: str, second: str, event: str) -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-04-03", factuality=first)
    b = says(TWO, "AID", "RUS", "SRB", "2020-04-03", factuality=second)
    (found,) = events(a, b)
    assert found.factuality == event


def test_what_had_not_happened_when_it_was_published_is_not_what_happened_later() -> None:
    a = says(ONE, "AID", "RUS", "SRB", factuality="did-not-happen", lemmas=GIFT)
    assert not together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-08", lemmas=GIFT))
    assert together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-05", lemmas=GIFT))


def test_what_is_planned_without_a_time_is_not_what_happened_before() -> None:
    a = says(ONE, "AID", "RUS", "SRB", factuality="planned", lemmas=GIFT)
    assert not together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-05", lemmas=GIFT))
    assert together(a, says(TWO, "AID", "RUS", "SRB", "2020-04-08", lemmas=GIFT))


def test_two_sayings_of_the_same_words_of_a_copied_text_are_two_events() -> None:
    copy = document(ONE.text, "2020-04-13", id="copy")
    said = [says(each, "AID", actor, "SRB") for each in (ONE, copy) for actor in ("RUS", "RUS,CHN")]
    found = cluster(said, [ONE, copy])
    assert sorted(event.statements for event in found) == sorted([(said[0].id, said[2].id), (said[1].id, said[3].id)])


def test_one_text_that_says_yes_and_no_speaks_of_two_events() -> None:
    assert not together(
        says(ONE, "AID", "RUS", "SRB", "2020-04-03", factuality="happened", span=(21, 40)),
        says(ONE, "AID", "RUS", "SRB", "2020-04-03", factuality="did-not-happen", span=(0, 20)),
    )


def test_proposals_other_kinds_and_undated_documents_make_no_events() -> None:
    undated = document("A text.", "XXXX-05-06")
    said = [
        says(ONE, "AID", "RUS", proposal=True),
        says(ONE, "AID", "RUS", kind="judgement"),
        says(undated, "AID", "RUS"),
    ]
    assert cluster(said, [ONE, undated]) == ()


def test_an_id_stays_when_a_later_statement_joins_and_is_never_given_twice() -> None:
    a = says(ONE, "AID", "RUS", "SRB", "2020-04", lemmas=GIFT)
    b = says(TWO, "AID", "RUS", "SRB", "2020-04-03", lemmas=GIFT)
    other = says(TWO, "AID", "RUS", "SRB", "2020-04", lemmas=("loan", "rail"), span=(3, 30))
    (alone,) = events(a)
    ids = {event.id: event.statements for event in events(a, b, other)}
    assert ids[alone.id] == (a.id, b.id)
    assert len(ids) == 2


@given(corpora, st.data())
def test_order_changes_nothing_and_every_report_is_in_exactly_one_event(
    corpus: list[Reading], data: st.DataObject
) -> None:
    statements = [statement for each in corpus for statement in each.statements]
    documents = [each.document for each in corpus]
    found = cluster(statements, documents, territory_of=lambda key, on: "RUS" if key == "rus-minister" else None)
    again = cluster(
        data.draw(st.permutations(statements)),
        data.draw(st.permutations(documents)),
        territory_of=lambda key, on: "RUS" if key == "rus-minister" else None,
    )
    assert again == found
    dated = {each.id for each in documents if each.published.upper}
    expected = sorted(s.id for s in statements if not s.proposal and s.citation.document in dated)
    assert sorted(id for event in found for id in event.statements) == expected
    assert len({event.id for event in found}) == len(found)


@given(corpora, st.dates(date(2020, 4, 9), date(2020, 5, 2)))
def test_what_is_learned_later_only_joins_events_or_founds_new_ones(corpus: list[Reading], day: date) -> None:
    early = [each for each in corpus if each.document.published.upper and each.document.published.upper <= day]

    def gathered(some: list[Reading]) -> dict[str, tuple[str, ...]]:
        found = cluster([s for each in some for s in each.statements], [each.document for each in some])
        return {event.id: event.statements for event in found}

    later = gathered(corpus)
    for id, statements in gathered(early).items():
        assert later[id][: len(statements)] == statements


def test_texts_of_one_story_need_fewer_words_in_common() -> None:
    story = "The ferry strike at Port Almond began with a quarrel over night pay, the harbour master told the radio."
    retold = "Night pay was the quarrel behind the strike of ferry crews; the harbour of Port Almond spoke of a rumour."
    other = "Beekeepers asked the parliament for cheaper sugar after a cold spring, and a bridge was closed again."
    some = ("strike", "ferry", "harbour", "quay", "crane", "anchor", "sailor", "rope")
    others = ("strike", "ferry", "wage", "union", "banner", "whistle", "lorry", "gate")
    for text, number in ((retold, 1), (other, 2)):
        one, two = document(story, "2020-05-01"), document(text, "2020-05-02")
        a = says(one, "PROTEST", "GRC", when="2020-04", span=(0, 9), lemmas=some)
        b = says(two, "PROTEST", "GRC", when="2020-04", span=(0, 9), lemmas=others)
        assert len(cluster([a, b], [one, two])) == number
