"""From text to statements: citations, ids, what is refused. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.hearing import Said

from watchfloor.reading import coder, heads
from watchfloor.reading.events import NONE
from watchfloor.reading.evidence import HEARD, chance
from watchfloor.terms import Document, Statement, Turn
from watchfloor.world import World

Make = Callable[..., Document]
Code = Callable[..., tuple[Statement, ...]]

TEXT = (
    "Host: Kenya praised Uganda on 4 April. “It was 𝒢𝓇𝑒𝒶𝓉 😀,” he said.\n\n"
    "The ceasefire is fragile.  Estonia is a member of NATO. Ghana seeks a base in Togo.\n\n"
    "If Chile lifts the tariff, Peru will probably resume talks. Ratification requires the treaty."
)


def exact(document: Document, statements: tuple[Statement, ...]) -> bool:
    """Tell whether every citation is a span of the text with its very words, trimmed."""
    cited = [s.citation for s in statements]
    return all(
        0 <= c.start < c.end <= len(document.text)
        and document.text[c.start : c.end] == c.exact == c.exact.strip()
        and c.document == document.id
        for c in cited
    )


def test_every_citation_is_a_span_of_the_text_with_its_very_words(document: Make, world: World) -> None:
    made = document(TEXT)
    statements, refused = coder.code(made, world)
    assert {s.kind for s in statements} == {"event", "state", "objective", "judgement", "requirement"}
    assert refused == ()
    assert exact(made, statements)


def test_ids_are_unique_and_stable(code: Code) -> None:
    ids = [s.id for s in code(TEXT)]
    assert len(set(ids)) == len(ids)
    assert ids == [s.id for s in code(TEXT)]


def test_statements_stand_in_textual_order(code: Code) -> None:
    starts = [s.citation.start for s in code(TEXT)]
    assert starts == sorted(starts)


def test_offsets_count_characters_outside_the_basic_plane_once(document: Make, world: World) -> None:
    made = document("😀𝒢 is a sign. Kenya praised Uganda. 🜚 is another.")
    (event,) = (s for s in coder.code(made, world)[0] if s.kind == "event")
    assert made.text[event.citation.start : event.citation.end] == "Kenya praised Uganda."
    assert exact(made, (event,))


def test_a_statement_is_of_the_turn_it_stands_in(world: World, document: Make) -> None:
    text = "Host: Kenya praised Uganda.\n\nAnalyst: Chile condemned Peru."
    first, second = text.index("Kenya"), text.index("Chile")
    turns = (
        Turn(n=1, speaker="Host", start=first, end=text.index("\n")),
        Turn(n=2, speaker="Analyst", start=second, end=len(text)),
    )
    base = document(text)
    made = Document(id=base.id, title="T", publisher="The Gazette", published=base.published, text=text, turns=turns)
    assert [(s.speaker, s.citation.exact) for s in coder.code(made, world)[0]] == [
        ("Host", "Kenya praised Uganda."),
        ("Analyst", "Chile condemned Peru."),
    ]


def test_a_heading_names_but_does_not_report(code: Code) -> None:
    assert code("Kenya praised Uganda\n\nThe day") == ()


@pytest.mark.parametrize("text", ["", "\n\n \n", "…", "?!"])
def test_a_text_without_words_says_nothing(code: Code, text: str) -> None:
    assert code(text) == ()


@pytest.mark.parametrize(
    "dateline",
    [
        "LIMA, 18 April (Example Wire) - ",
        "LIMA, April 18 — ",
        "Lima, Peru, 18 April 2020 – ",
        "LIMA (Example Wire) -- ",
    ],
)
def test_a_dateline_acts_in_nothing(acts: Callable[[str], list[str]], dateline: str) -> None:
    assert acts(f"{dateline}Kenya praised Uganda.") == ["SUPPORT KEN>UGA happened"]


@pytest.mark.parametrize(
    "foreign",
    [
        "Министр посетил соседнюю страну.",
        "Le ministre de la défense a signé mardi à Lima "
        "un accord avec le Chili, selon le gouvernement, qui livrera des radars.",
        "Der neue Außenminister reiste am Dienstag nach Lima "
        "und unterzeichnete dort mit seinem Amtskollegen ein Abkommen über Häfen und Straßen.",
        "O ministro da defesa visitou na terça-feira a cidade de Lima "
        "e assinou com o governo do Chile um acordo sobre portos e estradas.",
    ],
)
def test_another_language_is_refused_and_the_english_beside_it_read(document: Make, world: World, foreign: str) -> None:
    made = document(f"{foreign}\n\nKenya praised Uganda.")
    statements, (refused,) = coder.code(made, world)
    assert made.text[refused.start : refused.end] == foreign
    assert "not English" in refused.reason
    assert [s.event for s in statements] == ["SUPPORT"]


def test_what_is_no_prose_is_refused_with_its_span(document: Make, world: World) -> None:
    table = "1 | 2 | 3 | 4.5 | 6.7 | 8,000 | 9 | 10 | 11 | 12 | 13."
    made = document(f"Kenya praised Uganda.\n\n{table}")
    statements, (refused,) = coder.code(made, world)
    assert made.text[refused.start : refused.end] == table
    assert "not prose" in refused.reason
    assert len(statements) == 1


def test_progress_ends_at_the_length_of_the_text(document: Make, world: World) -> None:
    seen: list[tuple[int, int]] = []
    made = document(TEXT)
    coder.code(made, world, lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (len(made.text), len(made.text))


def test_an_act_in_answer_to_another_carries_its_mark(code: Code) -> None:
    answers = {s.answers for s in code("In response, Chile expelled a Peruvian diplomat. Kenya praised Uganda.")}
    assert answers == {"in response", None}


@pytest.mark.parametrize(("by_head", "proposal"), [(0.05, True), (0.5, False)])
def test_what_is_no_likelier_than_a_coin_toss_is_a_proposal(
    by_head: float, proposal: bool, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "Heard", Said((NONE, 1 - by_head), ("SUPPORT", by_head)))
    (statement,) = code("Kenya praised Uganda.")
    assert statement.p == pytest.approx(HEARD * by_head + (1 - HEARD) * chance("event", "v"), abs=1e-3)
    assert statement.proposal == (statement.p <= 0.5) == proposal


@pytest.mark.parametrize(("by_head", "proposal"), [(0.35, True), (0.5, True), (0.55, False)])
def test_an_event_that_a_head_alone_tells_of_has_its_chance(
    by_head: float, proposal: bool, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "Heard", Said(("REJECT", by_head), (NONE, 0.2)))
    (statement,) = code("The army of Kenya outflanked Uganda at the border on Monday.")
    assert (statement.p, statement.proposal) == (by_head, proposal)


def test_of_an_attempt_the_head_is_not_heard(code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "Heard", Said((NONE, 0.99), ("ASSAULT", 0.01)))
    statement = next(s for s in code("Kenya tried to invade Uganda.") if s.event == "ASSAULT")
    assert (statement.factuality, statement.proposal) == ("attempted", False)


WORDS = st.sampled_from(
    [
        "Kenya", "Peru", "praised", "attacked", "will", "may", "if", "the", "of", "who", "which", "said", "that", "it",
        "president", "Merkel", "in", "May", "2019", "(", ")", "“", "”", "—", ",", ".", "?", "\n\n", "is", "a", "member",
        "NATO", "until", "not", "condition", "for", "likely", "according", "to", "and", "’s", "Dr.", "U.S.",
    ]
)  # fmt: skip
ODD = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
MARKS = st.sampled_from(["e\u0301", "\u0301", "😀", "𝒢", "\u200d", "\u00a0", "\u202e", "ﷺ", "\ufeff", "🇷🇸"])
TEXTS = st.lists(st.one_of(WORDS, WORDS, ODD, MARKS), max_size=60).map(lambda parts: " ".join(parts)[:400])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_coded_with_exact_citations(text: str, document: Make, world: World) -> None:
    made = document(text)
    statements, refused = coder.code(made, world)
    assert exact(made, statements)
    assert len({s.id for s in statements}) == len(statements)
    assert all(0 <= r.start < r.end <= len(text) for r in refused)


def test_a_long_paragraph_is_read_in_pieces_without_a_seam(code: Code) -> None:
    text = " ".join(f"Kenya praised Uganda in {year}." for year in range(1600, 2000))
    starts = [s.citation.start for s in code(text)]
    assert starts == [text.index(f"Kenya praised Uganda in {year}.") for year in range(1600, 2000)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Kenya praised Uganda and Peru and Chile which condemned it " * 500,
        "Kenya " + "attack" * 33_334,
        "Kenya praised Uganda in May. " * 3_500,
        "the president of " * 1_700 + "Kenya praised Uganda.",
        "he said that " * 400 + "Kenya praised Uganda.",
    ],
    ids=["sentence without an end", "one word of 200 kB", "one line of 100 kB", "nested offices", "nested speech"],
)
def test_a_monstrous_text_ends(text: str, document: Make, world: World) -> None:
    made = document(text.strip())
    statements, refused = coder.code(made, world)
    assert exact(made, statements)
    assert statements or refused
