from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.nouns import corpora, document

from watchfloor.ledger import origins
from watchfloor.terms import Reading

WIRE = "The ministry said on Monday that the new bridge over the river would be opened in June by the two presidents"
OTHER = "Farmers in the north of the country asked the parliament for a fund against frost after a cold and dry spring"


def test_a_copy_with_a_new_head_and_tail_is_of_the_origin_of_the_first() -> None:
    first = document(WIRE, "2020-05-02")
    copy = document(f"From our own desk. {WIRE.upper()}, the paper adds.", "2020-05-01", id="copy")
    late = document(WIRE + ".", "2020-05-03")
    assert origins([late, first, copy]) == {"copy": "copy", first.id: "copy", late.id: "copy"}


def test_texts_of_their_own_are_origins_of_their_own() -> None:
    both = [document(WIRE), document(OTHER)]
    assert origins(both) == {each.id: each.id for each in both}


def test_a_stock_phrase_does_not_make_a_copy() -> None:
    note = " This note may be quoted freely."
    both = [document("Rain again." + note), document(OTHER + note)]
    assert origins(both) == {each.id: each.id for each in both}


def test_a_digest_that_carries_two_stories_does_not_make_them_one() -> None:
    one, two = document(WIRE, "2020-05-01"), document(OTHER, "2020-05-02")
    both = document(f"{WIRE} {OTHER}", "2020-05-03")
    found = origins([both, one, two])
    assert found[one.id] == one.id
    assert found[two.id] == two.id
    assert found[both.id] == one.id


def test_a_declared_source_is_found_by_id_url_or_title_in_any_case() -> None:
    wire = document(WIRE, "2020-05-01", id="abc", url="https://example.org/Wire", title="Bridge  to open")
    for n, name in enumerate(("abc", "https://example.org/wire", "bridge to Open")):
        told = document(f"{OTHER} {n}", "2020-05-02", derives_from=name)
        assert origins([told, wire])[told.id] == "abc"


def test_two_that_name_the_same_absent_text_are_one_origin() -> None:
    one = document(WIRE, "2020-05-01", derives_from="A wire")
    two = document(OTHER, "2020-05-02", derives_from="a wire")
    assert origins([two, one])[two.id] == one.id


def test_a_source_published_after_its_copy_joins_the_copy() -> None:
    copy = document(OTHER, "2020-05-01", derives_from="Bridge")
    wire = document(WIRE, "2020-05", title="Bridge")
    assert origins([wire, copy])[wire.id] == copy.id


def test_two_issues_with_the_same_title_are_not_one_origin() -> None:
    one, two = document(WIRE, "2020-05-01", title="Weekly"), document(OTHER, "2020-05-08", title="Weekly")
    assert origins([one, two])[two.id] == two.id


@given(corpora, st.data())
def test_neither_order_nor_a_later_document_changes_an_origin(corpus: list[Reading], data: st.DataObject) -> None:
    documents = [each.document for each in corpus]
    found = origins(documents)
    assert origins(data.draw(st.permutations(documents))) == found
    last = data.draw(st.sampled_from(documents)).published.upper
    if last is not None:
        earlier = [each for each in documents if each.published.upper and each.published.upper <= last]
        assert origins(earlier) == {each.id: found[each.id] for each in earlier}


def test_a_story_whose_sentences_were_taken_over_in_part_is_a_copy() -> None:
    retold = document(
        "Two presidents are to come: the new bridge over the river would be opened in June, as the ministry said. "
        "Tickets are free, and the band of the fire brigade will play.",
        "2020-05-03",
    )
    wire = document(WIRE, "2020-05-02")
    assert origins([wire, retold])[retold.id] == wire.id


def test_a_short_report_told_again_in_other_words_is_a_copy_and_an_independent_one_is_not() -> None:
    wire = document(
        "Masked gunmen robbed a postal van near the quarry of Drina on Thursday, wounding both guards, the prefect "
        "said. The attackers escaped by motorcycle with pension money. Police closed each mountain road till midnight.",
        "2020-05-02",
    )
    retold = document(
        "According to the prefect, both guards of a postal van were wounded on Thursday when gunmen, masked, attacked "
        "it by the quarry at Drina and robbed the pension money it carried; a motorcycle took the attackers away. "
        "Till midnight police had closed the mountain road.",
        "2020-05-03",
    )
    other = document(
        "A van of the post was held up near Drina on Thursday. Our correspondent saw the two guards being carried to "
        "the clinic, where a nurse spoke of gunshot injuries. Pensioners queued in vain outside the branch next day.",
        "2020-05-03",
    )
    found = origins([other, retold, wire])
    assert (found[retold.id], found[other.id]) == (wire.id, other.id)
