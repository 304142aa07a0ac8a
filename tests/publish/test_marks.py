from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from watchfloor.publish.site.marks import Close, Open, Piece, excerpts, paragraphs
from watchfloor.terms import Document, Statement, Turn, When

LENGTH = 60


def document(text: str, **more: Any) -> Document:
    return Document(id="d", title="t", publisher=None, published=When("2020"), text=text, **more)


def statement(d: Document, n: int, start: int, end: int) -> Statement:
    return Statement(id=f"s{n}", kind="state", citation=d.cite(start, end))


def words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


spans = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).filter(lambda s: s[0] < s[1]), max_size=8
)
texts = st.text(alphabet="ab \n", min_size=LENGTH, max_size=LENGTH)


@given(texts, spans)
def test_marks_nest_and_cover_exactly_what_is_cited(text: str, found: list[tuple[int, int]]) -> None:
    d = document(text)
    statements = [statement(d, n, *span) for n, span in enumerate(found)]
    covered: dict[str, str] = {s.id: "" for s in statements}
    anchors: list[str] = []
    for paragraph in paragraphs(d, statements):
        stack: list[str] = []
        for piece in paragraph.pieces:
            if isinstance(piece, Open):
                stack.append(piece.statement.id)
                anchors += [piece.statement.id] if piece.first else []
            elif isinstance(piece, Close):
                assert stack.pop() == piece.statement.id
            else:
                for id in stack:
                    covered[id] += piece
        assert stack == []
    assert len(anchors) == len(set(anchors))
    for s in statements:
        assert covered[s.id].split() == [w for line in s.citation.exact.split("\n") for w in line.split()] or (
            "".join(covered[s.id].split()) == "".join(s.citation.exact.split())
        )


@given(texts, spans)
def test_the_whole_text_is_shown_whatever_is_marked(text: str, found: list[tuple[int, int]]) -> None:
    d = document(text)
    shown = "".join(words(p.pieces) for p in paragraphs(d, [statement(d, n, *s) for n, s in enumerate(found)]))
    assert "".join(shown.split()) == "".join(text.split())


def test_a_speaker_is_named_once_a_turn() -> None:
    text = "intro\none\ntwo\nthree"
    d = document(text, turns=(Turn(n=1, speaker="A", start=6, end=13), Turn(n=2, speaker="B", start=14, end=19)))
    assert [(p.speaker, p.spoken, words(p.pieces)) for p in paragraphs(d, [])] == [
        (None, False, "intro"), ("A", True, "one"), (None, True, "two"), ("B", True, "three"),
    ]  # fmt: skip


def test_a_label_stands_with_its_speaker_and_one_that_repeats_the_name_is_not_shown_twice() -> None:
    text = "A:\none\nBob:\ntwo"
    d = document(text, turns=(Turn(n=1, speaker="A", start=3, end=6), Turn(n=2, speaker="Bob B", start=12, end=15)))
    assert [(p.speaker, p.label, words(p.pieces)) for p in paragraphs(d, [])] == [
        ("A", "", "one"), ("Bob B", "Bob:", "two"),
    ]  # fmt: skip


def test_excerpts_show_nothing_but_what_is_cited() -> None:
    d = document("aaa bbb ccc ddd")
    found = list(excerpts(d, [statement(d, 1, 0, 3), statement(d, 2, 1, 3), statement(d, 3, 8, 11)]))
    assert [words(pieces) for _, _, pieces in found] == ["aaa", "ccc"]
