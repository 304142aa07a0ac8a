"""Captions: voices, times, joined cues, what rolls up the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.terms import Document

Open = Callable[..., Document]


def spoken(document: Document) -> list[tuple[str, str]]:
    return [(turn.speaker, " ".join(document.text[turn.start : turn.end].split())) for turn in document.turns]


def test_voice_tags_become_turns_and_broken_sentences_are_joined(opened: Open) -> None:
    document = opened("a.vtt", files.VTT)
    assert document.title == "The Harbour Hour"
    assert spoken(document) == [
        ("Anna Berg", "The minister of Ruritania visited the harbour council on 3 May."),
        ("Boris Carr", "I think they will probably delay & wait."),
    ]


def test_a_citation_names_the_second_and_the_line_of_the_cue(opened: Open) -> None:
    document = opened("a.vtt", files.VTT)
    cited = document.cite(document.text.index("I think"), len(document.text))
    assert (cited.seconds, cited.source_line, cited.speaker) == (3607.0, 14, "Boris Carr")
    assert cited.place == "1:00:07, line 14"
    second = document.text.index("harbour council")
    assert document.cite(second, second + 5).seconds == 4.1


def test_labels_and_marks_of_change_become_turns(opened: Open) -> None:
    assert spoken(opened("a.srt", files.SRT)) == [
        ("Anna Berg", "The minister visited the harbour council on 3 May."),
        ("Boris Carr", "They will probably delay."),
        ("unidentified speaker", "Who knows?"),
    ]


def test_one_speaker_alone_keeps_the_words(opened: Open) -> None:
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna Berg>The envoy left.\n"
    assert spoken(opened("a.vtt", data)) == [("Anna Berg", "The envoy left.")]


def test_words_without_a_voice_are_the_publishers(opened: Open) -> None:
    document = opened("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe envoy left.\n")
    assert document.turns == ()
    assert document.cite(0, 5).speaker == "publisher"


def test_captions_that_roll_are_read_once(opened: Open) -> None:
    shown = ["the minister went", "to the harbour and", "signed a treaty", "on transit fees"]
    cues, clock = [], 0
    for one, other in zip(["", *shown], shown, strict=False):
        cues.append(f"00:00:{clock:02}.000 --> 00:00:{clock + 2:02}.000\n{one}\n{other}".replace("\n\n", "\n"))
        cues.append(f"00:00:{clock + 2:02}.000 --> 00:00:{clock + 2:02}.010\n{other}")
        clock += 2
    document = opened("a.vtt", ("WEBVTT\n\n" + "\n\n".join(cues)).encode())
    assert document.text == " ".join(shown)


def srt(*cues: tuple[int, str]) -> bytes:
    """Write cues of a second each."""
    lines = (f"{n}\n00:00:{at:02},000 --> 00:00:{at + 1:02},000\n{words}\n" for n, (at, words) in enumerate(cues, 1))
    return "\n".join(lines).encode()


def test_a_word_said_twice_is_kept(opened: Open) -> None:
    assert opened("a.srt", srt((1, "No."), (2, "No."), (4, "Yes, they left."))).text == "No. No. Yes, they left."


def test_a_pause_after_a_sentence_opens_a_paragraph(opened: Open) -> None:
    data = srt((1, "They left."), (9, "Then came the"), (20, "news. [sic]"), (21, "[music]"))
    assert opened("a.srt", data).text == "They left.\n\nThen came the news. [sic]"


@pytest.mark.parametrize("name", ["a.txt", "a.vtt"])
def test_captions_are_known_by_their_content_too(opened: Open, name: str) -> None:
    assert len(opened(name, files.VTT).turns) == 2


def test_a_cue_with_times_that_cannot_be_read_is_named(refused: Callable[[str, bytes], ReadingError]) -> None:
    error = refused("a.vtt", files.VTT.replace(b"00:00:04.100 -->", b"soon -->"))
    assert error.code == "reading.broken"
    assert "line 10" in error.what
