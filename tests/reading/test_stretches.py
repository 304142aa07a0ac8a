"""Documents are read in stretches: every word once for its own sake, sentences whole, with what stands before."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.reading.heads.stretches import BEFORE, LONGEST, Passage, sentences, stretches

SENTENCE = "Norway sent medicine. "


def test_a_short_document_is_one_stretch_with_the_characters_of_its_words() -> None:
    (read,) = stretches([Passage(3, "Norway sent it."), Passage(30, "Chad paid.")])
    assert list(zip(read.starts[1:-1].tolist(), read.ends[1:-1].tolist(), strict=True)) == [
        (3, 9), (10, 14), (15, 17), (17, 18), (30, 34), (35, 39), (39, 40)
    ]  # fmt: skip
    assert read.first == 3


def test_a_long_document_is_cut_where_sentences_begin_and_each_stretch_sees_what_came_before() -> None:
    begins = list(range(0, 300 * len(SENTENCE), len(SENTENCE)))
    read = stretches([Passage(0, SENTENCE * 300, begins)])
    assert len(read) > 3
    for last, one in pairwise(read):
        assert one.first in begins
        assert one.starts[1] < one.first == last.ends.max() + 1
        assert len(one.ids) <= LONGEST + 2
        assert (one.starts[1:-1] < one.first).sum() <= BEFORE


def test_a_sentence_longer_than_a_stretch_is_read_to_its_end() -> None:
    read = stretches([Passage(0, "word " * 1000)])
    assert sum(one.holds((4995, 4999)) for one in read) == 1
    assert all(len(one.ids) <= LONGEST + 2 for one in read)


@given(st.lists(st.text(max_size=200), max_size=6), st.integers(0, 40))
def test_every_piece_is_read_once_for_its_own_sake(texts: list[str], gap: int) -> None:
    passages, at = [], 0
    for text in texts:
        passages.append(Passage(at, text))
        at += len(text) + gap
    read = stretches(passages)
    firsts = [one.first for one in read]
    assert firsts == sorted(firsts)
    own = [[s for s in one.starts[1:-1].tolist() if s >= one.first] for one in read]
    assert [s for part in own for s in part] == sorted(s for part in own for s in part)


def test_sentences_are_passages_of_their_own() -> None:
    found = list(sentences([Passage(5, "One. Two."), Passage(20, "Three. Four.", (0, 7))]))
    assert [(one.start, one.text) for one in found] == [(5, "One. Two."), (20, "Three. "), (27, "Four.")]


def test_of_nothing_there_is_one_empty_stretch() -> None:
    (read,) = stretches([])
    assert len(read.ids) == 2
