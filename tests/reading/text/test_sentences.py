"""Sentences: where they end, and where a full stop does not end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.reading.text.sentences import MAX_CHARS, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. (Ret.) John Marsh met Sen. J.D. Lake in Washington.| They spoke for an hour.",
        "Under Art. 5 of the treaty and Res. 1244 of the Council, the U.S. may object.| It has not.",
        "He lives in the U.S.| The talks were held in St. Petersburg on Jan. 5.",
        "Lt. Gen. Ivan Petrov and Brig. Gen. Anna K. Berg (Ret.) flew to Ft. Moore.| No. 5 on the list is Dr. Weber.",
        "Amb. Paul T. Reed cited, e.g. in Art. 12, para. 3, cf. Doc. S/2020/45.| He left at 5 p.m. on Monday.",
        "The case Berg v. Carr et al. was closed.| The U.S. Department of State declined.",
        "Presidents John W. Lake Jr. and Col. Gen. Ivan K. Orlov signed in Washington D.C. in March.| Did they?",
        "Will it end?| No.| It will not!| “It must.”| So he said.",
        "“Will it end?” he asked.| “Yes!” said she.",
        "It rose by 3.5 per cent.| Then it fell … and rose again.",
        "He came (late.)| She left.[3] [4]| They stayed.",
        "1. The first point is this.| 2020 was worse.",
        "Is plan B. better?| Neither do I.| The end.",
        "Write to www.example.org.| It is free.",
        "Vučić je otišao.| Šta sada?| Élan vital.",
        "NATO Sec. Gen. Ida Berg met Prof. Carr.| H.E. Mr. Roe, the U.N. Secretary-General, spoke.",
        "Banks, firms, etc. were hit.| Oil Co. and Gas Ltd. merged.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert sentences("A heading\n\nThe U.S.\n\nand more\nHost:") == ["A heading", "The U.S.", "and more", "Host:"]


def test_only_the_asked_part_is_read_and_offsets_are_those_of_the_text() -> None:
    text = "One. Two. Three."
    assert sentence_spans(text, 5, 9) == [(5, 9)]
    assert sentence_spans(text, 5) == [(5, 9), (10, 16)]


def test_a_sentence_without_an_end_is_cut_at_white_space() -> None:
    spans = sentence_spans("word " * 1000)
    assert all(0 < end - start <= MAX_CHARS for start, end in spans)
    assert all(end - start > MAX_CHARS - 10 for start, end in spans[:-1])
    assert sum((end - start + 1) // 5 for start, end in spans) == 1000


def test_a_word_longer_than_any_sentence_is_cut_too() -> None:
    assert sentence_spans("x" * (MAX_CHARS + 5)) == [(0, MAX_CHARS), (MAX_CHARS, MAX_CHARS + 5)]


@given(
    st.lists(
        st.sampled_from(
            ["U.S.", "Dr.", "No.", "A", "b.", "(", ")", "”", "…", "?", "\n", " ", "[3]", "\U0001f30d", "e\u0301", "1."]
        )
        | st.text(max_size=4),
        max_size=30,
    ).map(" ".join)
)
def test_sentences_are_disjoint_trimmed_and_lose_no_word(text: str) -> None:
    end = 0
    kept = []
    for start, stop in sentence_spans(text):
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        assert "\n" not in text[start:stop]
        assert not text[end:start].strip()
        kept.append(text[start:stop])
        end = stop
    assert not text[end:].strip()
