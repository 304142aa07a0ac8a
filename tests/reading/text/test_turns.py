"""Turns: label styles, who a label stands for, and what only looks like a label. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.reading.text.turns import Found, find_turns

SECTIONS = frozenset({"Serbia", "Kosovo", "NATO", "Russia", "France", "United States"})


def found_in(text: str) -> Found:
    return find_turns(text, SECTIONS.__contains__)


def told(text: str) -> list[tuple[str, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in found_in(text).turns]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg:\nHello.\n\nBoris Carr:\nHi.\n\nAnna:\nWell.",
        "Anna Berg: Hello.\n\nBoris Carr: Hi.\n\nBerg: Well.",
        "Anna Berg: Hello.\nBoris Carr: Hi.\nAB: Well.",
        "AB = Anna Berg; BC = Boris Carr\n\nAB: Hello.\n\nBC: Hi.\n\nAB: Well.",
        "AB: Hello.\n\nBC: Hi.\n\nAB: Well.\n\nAB = Anna Berg, BC = Boris Carr",
        "Participants: Anna Berg (AB), Boris Carr (BC)\n\nAB: Hello.\nBC: Hi.\nAB: Well.",
        "AB – Anna Berg\nBC – Boris Carr, Institute of Y\n\nAB: Hello.\nBC: Hi.\nAB: Well.",
        "AB: Anna Berg\nBC: Boris Carr\n\nAB: Hello.\nBC: Hi.\nAB: Well.",
        "XX = Anna Berg; YY = Boris Carr\n\nXX: Hello.\nYY: Hi.\nXX: Well.",
        "Anna Berg speaks with Boris Carr about gas.\n\nAB: Hello.\n\nBC: Hi.\n\nAB: Well.",
        "[00:01:02] Anna Berg: Hello.\n[00:01:10] Boris Carr: Hi.\n[00:02:00] Anna: Well.",
        "Anna Berg (00:01): Hello.\n\nBoris Carr (00:12): Hi.\n\nAnna Berg (01:02): Well.",
        "Anna Berg  0:01\nHello.\n\nBoris Carr  0:12\nHi.\n\nAnna Berg  0:20\nWell.",
        "**Anna Berg:** Hello.\n\n**Boris Carr**: Hi.\n\n**Anna Berg:** Well.",
        "ANNA BERG: Hello.\n\nBORIS CARR: Hi.\n\nBERG: Well.",
        "Dr. Anna Berg, Institute X: Hello.\n\nProf. Boris Carr, University of Y: Hi.\n\nDr. Berg: Well.",
        "Gen. (Ret.) Anna Berg: Hello.\n\nSen. Boris Carr: Hi.\n\nBerg: Well.",
        "<v Anna Berg>Hello.\n\n<v Boris Carr>Hi.</v>\n\n<v Anna Berg>Well.",
        "Featuring Anna Berg and Boris Carr\n\nAnna: Hello.\n\nBoris: Hi.\n\nAnna: Well.",
        "With Anna Berg (Host) and Boris Carr (Guest).\n\nHost: Hello.\n\nGuest: Hi.\n\nHost: Well.",
        "Host: Anna Berg\nGuest: Boris Carr\n\nHost: Hello.\n\nGuest: Hi.\n\nHost: Well.",
        "Moderator (Anna Berg): Hello.\n\nGuest (Boris Carr): Hi.\n\nModerator: Well.",
    ],
)
def test_every_style_of_label_leads_to_the_full_name(text: str) -> None:
    assert told(text) == [("Anna Berg", "Hello."), ("Boris Carr", "Hi."), ("Anna Berg", "Well.")]
    assert found_in(text).people == ("Anna Berg", "Boris Carr")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Speaker 1 (00:01): Hello.\n\nSpeaker 2 (00:12): Hi.\n\nSpeaker 1 (01:02): Well.", ("Speaker 1", "Speaker 2")),
        ("Speaker 1: Hello, I'm Anna Berg.\n\nSpeaker 2: Hi.\n\nSpeaker 1: Well.", ("Anna Berg", "Speaker 2")),
        ("Host: I’m your host, Anna Berg.\n\nGuest: Hi.\n\nHost: Well.", ("Anna Berg", "Guest")),
        ("Host: I'm joined by Anna Berg of the Institute.\n\nBerg: Hi.\n\nHost: Well?", ("Host", "Anna Berg")),
        ("Q: What happened?\nA: Nothing.\nQ: Why?", ("Q", "A")),
        ("Q. What happened?\nA. Nothing.\nQ. Why?", ("Q", "A")),
        ("THE PRESIDENT: Thank you.\n\nQ: Sir?\n\nTHE PRESIDENT: Yes.", ("The President", "Q")),
        (
            "Programme Host:\nHi.\n\nRegional Analyst:\nHi.\n\nHost:\nWhy?\n\nAnalyst:\nSo.",
            ("Programme Host", "Regional Analyst"),
        ),
        ("With Nataliya Berg.\n\nNatalia Berg:\nHi.\n\nHost:\nYes?\n\nNatalia:\nNo.", ("Natalia Berg", "Host")),
        ("With Nataliya Berg.\n\nNatalia:\nHi.\n\nHost:\nYes?\n\nNatalia:\nNo.", ("Nataliya Berg", "Host")),
        ("Anna Berg: Hello.\n\nAnna Carr: Hi.\n\nAnna: Well.\n\nCarr: So.", ("Anna Berg", "Anna Carr", "Anna")),
        ("HO = host; EA = analyst for gas.\n\nHO: Hello.\n\nEA: Hi.\n\nHO: So?", ("host", "analyst for gas")),
        (
            "Željko Đukić: Dobro.\n\nIda von der Aue: Hi.\n\nŽeljko: So.\n\nVon der Aue: Well.",
            ("Željko Đukić", "Ida von der Aue"),
        ),
        ("Иван Петров: Привет.\n\nАнна Берг: Да.\n\nИван: Хорошо.", ("Иван Петров", "Анна Берг")),
        ("Anna: Hello.\n\nBen: Hi.", ("Anna", "Ben")),
        (
            "Dr. Ida Berg, Institute X: Hello.\n\nDr. Jon Carr, Y: Hi.\n\nBerg: So.\n\nDr. Carr: No.",
            ("Ida Berg", "Jon Carr"),
        ),
    ],
)
def test_a_speaker_bears_the_fullest_name_that_the_document_gives(text: str, people: tuple[str, ...]) -> None:
    assert found_in(text).people == people


@pytest.mark.parametrize(
    "text",
    [
        "Serbia: The minister left.\n\nKosovo: Talks failed.\n\nNATO: A summit was held.\n\nSerbia: Another thing.",
        "Key takeaways: Things went on.\n\nNote: This was edited.\n\nEnergy: The price fell.\n\nTrade: It went.",
        "10:30: The train left.\n\n11:30: It came back.",
        "Berg: EU must reform first\n\nShe said so on Monday.\n\nCarr: Talks will go on\n\nHe said so.",
        "Anna Berg: Hello.\n\nNothing more.",
        "See https://example.org: good.\nhttp://example.org: bad.",
        "From: Anna Berg\nTo: Boris Carr\nSubject: Gas\nDate: 5 May 2020\n\nDear Boris, hello.",
        "What Happened: The vote was lost.\n\nWhy It Matters: It was close.\n\nWhat's Next: A new vote.",
        "Military Ties: The exercise went on.\n\nInformation Operations: False stories were spread.",
        "Chapter 1: The road was long.\n\nChapter 2: The road was longer.",
        'Berg said: "We will not join."\n\nCarr said: "We shall see."',
        "Great Isle: It is large.\n\nLong Isle: It is long.\n\nOld Port: It is old.\n\nNew Port: It is new.",
        "Terminal 2: It is large.\n\nTerminal 4: It is new.",
        "A. The first point.\n\nB. The second point.\n\nA. The first again.",
        "",
        ":\n:\n:",
    ],
)
def test_what_only_looks_like_a_label_makes_no_turn(text: str) -> None:
    assert found_in(text).turns == ()
    assert found_in(text).people == ()


def test_countries_speak_where_the_rest_is_a_transcript() -> None:
    text = (
        "The President: The meeting is open.\n\nRussia: We object.\n\nFrance: We do not.\n\n"
        "Russia: We object again.\n\nFrance: Noted.\n\nThe President: Closed."
    )
    assert found_in(text).people == ("The President", "Russia", "France")


def test_a_country_named_once_in_a_speech_is_a_heading_in_it() -> None:
    text = "Host: Hello.\n\nGuest: Three things.\n\nSerbia: the vote was lost.\n\nHost: So?"
    assert [speaker for speaker, _ in told(text)] == ["Host", "Guest", "Host"]


def test_a_turn_is_the_speech_without_its_label_and_holds_all_its_paragraphs() -> None:
    text = "A blurb.\n\nAnna Berg:\n\n  Hello.\n\nIt goes on.\n\nBoris Carr: Hi.\n"
    assert told(text) == [("Anna Berg", "Hello.\n\nIt goes on."), ("Boris Carr", "Hi.")]
    assert [turn.n for turn in found_in(text).turns] == [1, 2]


def test_a_label_that_nobody_speaks_under_makes_no_turn() -> None:
    text = "Anna Berg:\n\nBoris Carr: Hi.\n\nAnna Berg: Hello.\n\nBoris Carr: So."
    assert [speaker for speaker, _ in told(text)] == ["Boris Carr", "Anna Berg", "Boris Carr"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "A blurb that ends as a sentence does.\n\nFeaturing Anna Berg\n\nGas and the Sea\n\nAnna: Hi.\nBen: Hi.",
            "Gas and the Sea",
        ),
        ("Letter from the coast: a law\n\nDear readers, hello.", "Letter from the coast: a law"),
        ("Date: 5 May\nSubject: Gas\n\nText here.", None),
        ("Only a sentence.", None),
    ],
)
def test_the_title_is_the_first_short_line_that_can_be_one(text: str, title: str | None) -> None:
    assert found_in(text).title == title


LINES = st.sampled_from(
    [
        "Anna Berg:",
        "Anna: Hello.",
        "AB: so",
        "AB = Anna Berg",
        "Host: Anna Berg",
        "<v Ben>Hi.</v>",
        "Serbia: vote.",
        "Q. Why?",
        "[00:01] Ben: x",
        "Ben  0:12",
        "",
        "Words.",
        "\U0001f30d: e\u0301",
        "I'm Anna Berg.",
        "**Ben:**",
        "(Ret.) X:",
        "Dr.:",
    ]
)


@given(st.lists(LINES | st.text(max_size=12), max_size=14).map("\n".join))
def test_turns_are_ascending_disjoint_trimmed_and_never_empty(text: str) -> None:
    found = found_in(text)
    end = 0
    for n, turn in enumerate(found.turns, start=1):
        assert turn.n == n
        assert turn.speaker
        assert end <= turn.start < turn.end <= len(text)
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        end = turn.end
    assert len(found.turns) != 1
    assert set(found.people) == {turn.speaker for turn in found.turns}


def test_a_title_with_a_colon_on_the_first_line_is_no_turn() -> None:
    text = (
        "Northlight: Who Keeps the Straits Open?\n\nHO = Host\nAN = Analyst\n\n"
        "HO: Welcome. What happened?\n\nAN: Two ships left.\n\nHO: Thank you."
    )
    found = find_turns(text, lambda _: False)
    assert [turn.speaker for turn in found.turns] == ["Host", "Analyst", "Host"]
    assert found.title == "Northlight: Who Keeps the Straits Open?"


def test_speech_that_begins_with_capitals_is_no_legend() -> None:
    text = (
        "HO: Go on.\n\nAN: On July 10, Prime Minister Karim signed the treaty, and the crowd cheered for hours.\n\n"
        "HO: And then?\n\nAN: Nothing."
    )
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == ["HO", "AN", "HO", "AN"]


def test_a_short_question_with_capitals_is_a_turn() -> None:
    text = "Q: A defeat?\n\nA: A retreat.\n\nQ: And Addis Ababa?\n\nA: It shrugs.\n\nQ: Will Turkey?\n\nA: No."
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == ["Q", "A"] * 3


def test_a_legend_gives_the_name_behind_a_role() -> None:
    text = "RK = the presenter, Rania Khalil; DM = a former diplomat\n\nRK: Why?\n\nDM: Money.\n\nRK: Thanks."
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == [
        "Rania Khalil", "a former diplomat", "Rania Khalil",
    ]  # fmt: skip


def test_a_full_stop_ends_a_name() -> None:
    text = (
        "**Presenter:** It has been in force since Tuesday. Correspondent, what do you see?\n\n"
        "**Correspondent:** Fog.\n\n**Presenter:** And the neighbours?\n\n**Correspondent:** They wait."
    )
    speakers = [turn.speaker for turn in find_turns(text, lambda _: False).turns]
    assert speakers == ["Presenter", "Correspondent", "Presenter", "Correspondent"]


def test_speech_that_begins_with_a_country_is_no_legend() -> None:
    text = (
        "PK is the presenter; OT a lawyer.\n\nPK: OT, could he be tried?\n\n"
        "OT: Equatorial Guinea, where he landed, is no party to the statute.\n\nPK: And the call?\n\nOT: That is odd."
    )
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == ["PK", "OT", "PK", "OT"]


def test_where_labels_stand_alone_a_colon_in_speech_makes_no_turn() -> None:
    text = (
        "Host:\nWas it about the speech?\n\nAnalyst:\nOfficially, yes: the president had said so.\n\n"
        "Host:\nAnd then?\n\nAnalyst:\nNothing."
    )
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == ["Host", "Analyst"] * 2


def test_a_line_that_lists_the_labels_is_a_legend() -> None:
    text = "PR: presenter. KA: Korea analyst.\n\nPR: Begin.\n\nKA: It was loud.\n\nPR: And Beijing?\n\nKA: Silent."
    assert [turn.speaker for turn in find_turns(text, lambda _: False).turns] == ["presenter", "Korea analyst"] * 2
