"""Mending: lines to paragraphs, words made whole, furniture dropped, and every character led back to its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.reading.text.mending import Mended, mend

WORDS = frozenset(
    "russia european union minister ministers talks reaction founder co led serbia kosovo and the of on site operation "  # noqa: SIM905
    "cooperation membership member ship war post pre well known long term election re team lead on-site".split()
)


def line_at(mended: Mended, offset: int) -> int:
    return [number for start, number in mended.lines if start <= offset][-1]


def text_of(source: str, **options: bool) -> str:
    return mend(source, WORDS, **options).text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The talks in Rus-\nsia went on.", "The talks in Russia went on."),
        ("Its co-\nfounder left the team.", "Its co-founder left the team."),
        ("The Serbia-\nKosovo talks went on.", "The Serbia-Kosovo talks went on."),
        ("The European-\nled talks went on.", "The European-led talks went on."),
        ("The member-\nship talks went on.", "The membership talks went on."),
        ("It is a well-\nknown war.", "It is a well-known war."),
        ("The pre-\nand post-war talks went on.", "The pre- and post-war talks went on."),
        ("The COVID-\n19 pandemic slows it.", "The COVID-19 pandemic slows it."),
        ("An EURO-\nPEAN matter it\nis not.", "An EUROPEAN matter it is not."),
        ("The on-\nsite team; an on-site team.", "The on-site team; an on-site team."),
        ("A soft\u00ad\nened stance, a soft\u00adened one.", "A softened stance, a softened one."),
        ("The co-\noperation went on.", "The cooperation went on."),
        ("He spoke of Vučić-\nled talks.", "He spoke of Vučić-led talks."),
        ("They left -\nfor good.", "They left - for good."),
        ("They left—\nfor good.", "They left—for good."),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_the_typesetter_put_it(broken: str, whole: str) -> None:
    assert text_of(broken) == whole


def test_the_documents_own_words_decide_before_the_vocabulary() -> None:
    assert text_of("The cofounder left. Its co-\nfounder stays.") == "The cofounder left. Its cofounder stays."


def test_wrapped_lines_become_paragraphs_apart_by_a_blank_line() -> None:
    source = (
        "The talks between the two\nstates went on in spring\nand led nowhere.\n\n"
        "A second paragraph about the\nsame talks follows here.\n"
    )
    assert text_of(source) == (
        "The talks between the two states went on in spring and led nowhere.\n\n"
        "A second paragraph about the same talks follows here."
    )


def test_lines_of_an_unwrapped_text_stay_apart() -> None:
    source = "The first paragraph is one line.\nThe second is another.\nThe third ends it."
    assert text_of(source).split("\n\n") == source.split("\n")


def test_a_short_line_ends_a_paragraph_that_no_blank_line_ends() -> None:
    source = (
        "The ministers of the two states met in the capital for talks and\nwere told that the other "
        "side would not yield before the spring.\nSo it ended.\nThe next round, which the ministers have "
        "not yet prepared, will\nbe held elsewhere."
    )
    assert text_of(source).split("\n\n")[1].startswith("The next round")


def test_page_furniture_goes_and_the_paragraph_runs_on_across_the_page() -> None:
    page = "The Weekly Watch                  No. {n}\n\n{body}\n\n                 Page {n} of 3\n"
    bodies = [
        "The ministers of the two states met in\nthe capital for talks about the mem-",
        "bership of one of them. No result was\nannounced, and the talks will go on in",
        "the autumn. The host is not yet known.",
    ]
    source = "\f".join(page.format(n=n, body=body) for n, body in enumerate(bodies, start=1))
    assert text_of(source) == (
        "The ministers of the two states met in the capital for talks about the membership of one of them. "
        "No result was announced, and the talks will go on in the autumn. The host is not yet known."
    )


def test_time_codes_of_captions_are_furniture() -> None:
    time = "00:00:0{}.000 --> 00:00:0{}.500"
    source = f"WEBVTT\n\n1\n{time.format(1, 4)}\nThe talks went on.\n\n2\n{time.format(5, 6)}\nThey ended."
    assert text_of(source) == "The talks went on.\n\nThey ended."


def test_bare_page_numbers_that_count_up_go_and_a_lone_year_stays() -> None:
    source = "One.\n\n1\n\nTwo.\n\n2\n\n1999\n\nThree."
    assert text_of(source) == "One.\n\nTwo.\n\n1999\n\nThree."


def test_a_speaker_label_at_every_page_break_is_no_running_head() -> None:
    source = "Anna Berg:\nThe talks went on.\n\fAnna Berg:\nThey ended.\n\fAnna Berg:\nThey began again."
    assert text_of(source).count("Anna Berg:") == 3


def test_a_heading_that_merely_repeats_is_kept() -> None:
    source = "Serbia\n\nThe talks went on.\n\nSerbia\n\nThey ended.\n\nSerbia\n\nThey began again."
    assert text_of(source).count("Serbia") == 3


def test_a_label_is_never_joined_to_the_line_before_it() -> None:
    source = (
        "AB: We met the minister and he\ntold us that the talks\nwould go on.\n"
        "CD: So he says, and we\nshall see.\nAB: Yes."
    )
    assert text_of(source).split("\n\n") == [
        "AB: We met the minister and he told us that the talks would go on.",
        "CD: So he says, and we shall see.",
        "AB: Yes.",
    ]


def test_a_label_alone_on_its_line_stays_alone() -> None:
    source = "Anna Berg:\nWe met the minister and\nhe left.\n\nBoris Carr:\nSo he says, and\nwe shall see."
    assert text_of(source).split("\n\n")[::2] == ["Anna Berg:", "Boris Carr:"]


def test_items_of_a_list_are_paragraphs_and_keep_their_wrapped_lines() -> None:
    source = "The talks are about these\nmatters:\n- the tariff, which is\n  still in force\n- the border"
    assert text_of(source).split("\n\n") == [
        "The talks are about these matters:",
        "- the tariff, which is still in force",
        "- the border",
    ]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("# The *talks*", "The talks"),
        ("The talks\n=========\n\nwent on", "The talks\n\nwent on"),
        ("- one\n- two\n  more", "one\n\ntwo more"),
        ("1. one\n2. two", "one\n\ntwo"),
        ("**Host:** Hello\nthere", "Host: Hello there"),
        ('A [link](https://x.org/a_(b) "t") here', "A link here"),
        ("A [link\nover lines](https://x.org) here", "A link over lines here"),
        ("A [link][1] here\n\n[1]: https://x.org", "A link here"),
        ("![a map](map.png) and [![b](c.png)](d)", "a map and b"),
        ("> quoted *words*\n> go on", "quoted words go on"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd", "a | b\n1 | 2\n\nEnd"),
        ("snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4"),
        ("_one_ __two__ ***three*** ~~four~~ `five`", "one two three four five"),
        ("A \\*star\\* <https://x.org> here[^1]", "A *star* https://x.org here"),
        ("one  \ntwo", "one\n\ntwo"),
        ("a\n\n***\n\nb <!-- not\nshown --> c", "a\n\nb c"),
        ("1918 was\n1919. That was it", "1918 was 1919. That was it"),
    ],
)
def test_markdown_marks_are_taken_off_and_their_words_kept(marked: str, plain: str) -> None:
    assert text_of(marked, markdown=True) == plain


def test_markdown_headings_are_told_by_their_span() -> None:
    mended = mend("Some words.\n\n## The *talks* ##\n\nMore.", WORDS, markdown=True)
    assert [mended.text[start:end] for start, end in mended.headings] == ["The talks"]


def test_lines_are_counted_from_the_line_on_which_the_text_starts() -> None:
    mended = mend("One two\n\nthree", WORDS, first_line=7)
    assert [line_at(mended, mended.text.index(word)) for word in ("One", "two", "three")] == [7, 7, 9]


def test_a_word_mended_across_lines_belongs_to_both() -> None:
    mended = mend("The talks in Rus-\nsia went on.", WORDS)
    at = mended.text.index("Russia")
    assert [line_at(mended, at + n) for n in range(6)] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("source", ["", "\n\n", "\f", "***", "- \n-", "\u00ad", "3\n\n4"])
def test_a_text_without_words_is_mended_to_nothing_or_to_itself(source: str) -> None:
    mended = mend(source, WORDS, markdown=True)
    assert all(0 <= start < len(mended.text) for start, _ in mended.lines)


PIECES = st.sampled_from(
    [
        "talks",
        "Rus-",
        "sia",
        "co-",
        "founder",
        "**bold**",
        "[a](http://x.org)",
        "# head",
        "- item",
        "Anna Berg:",
        "AB: so",
        "Page 2",
        "3",
        "\f",
        "\u00ad",
        "e\u0301",
        "\U0001f30d",
        "Vučić",
        ">",
        "|",
        "| a | b |",
        "---",
        "*",
        "`",
        "\\*",
        "<!--",
        "-->",
        "[",
        "](",
        "\u200b",
        "\x0b",
        "\u2028",
        "end.",
        "1.",
        "–",
        "\t",
        "  ",
    ]
)
SOURCES = st.lists(st.lists(PIECES | st.text(max_size=5), max_size=6).map(" ".join), max_size=25).map("\n".join)


@given(source=SOURCES, markdown=st.booleans(), first_line=st.integers(1, 9))
def test_every_character_comes_in_order_from_the_line_that_is_named(
    source: str, markdown: bool, first_line: int
) -> None:
    mended = mend(source, WORDS, markdown=markdown, first_line=first_line)
    lines = source.split("\n")
    reached = dict.fromkeys(range(len(lines)), 0)
    for offset, char in enumerate(mended.text):
        if not char.isspace():
            n = line_at(mended, offset) - first_line
            at = lines[n].find(char, reached[n])
            assert at >= 0, (offset, char, n)
            reached[n] = at + 1
    starts = [start for start, _ in mended.lines]
    assert starts == sorted(set(starts))
    assert [number for _, number in mended.lines] == sorted(number for _, number in mended.lines)


@given(source=SOURCES, markdown=st.booleans())
def test_a_mended_text_has_no_ragged_white_space(source: str, markdown: bool) -> None:
    text = mend(source, WORDS, markdown=markdown).text
    assert text == text.strip()
    assert all(line == " ".join(line.split()) for line in text.split("\n"))
    assert "\n\n\n" not in text


@given(source=st.text(st.sampled_from("abc XY\n\u00e9\u00f1\U0001f30d\u0301"), max_size=80))
def test_plain_words_are_never_lost(source: str) -> None:
    assert "".join(mend(source, WORDS).text.split()) == "".join(source.split())
