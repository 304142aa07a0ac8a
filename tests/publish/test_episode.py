from __future__ import annotations

import io
import itertools
import json
import re
import sys
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import webvtt

from watchfloor.errors import PublishError
from watchfloor.publish.episode import views
from watchfloor.publish.episode.script import ANALYST, HOST, Script, Turn, script
from watchfloor.publish.episode.speech import missing, speak
from watchfloor.publish.episode.spoken import Voice
from watchfloor.publish.episode.timing import Cue, clock, cues
from watchfloor.publish.imprint import Imprint, Series, Speech
from watchfloor.terms import Claim, Issue

IMPRINT = Imprint(
    publisher="Harbour Review",
    address="https://harbour.example/",
    series=Series(title="The Long Quay", host="Mara", analyst="Ilija"),
)
#: Speaks without a sound: a WAV file of a hundredth of a second for each letter.
SILENT = """
import sys, wave
text = open(sys.argv[1], encoding="utf-8").read()
with wave.open(sys.argv[2], "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate(8000)
    out.writeframes(bytes(2 * 80 * len(text)))
"""


@pytest.fixture
def made(issue: Issue, world: Any) -> Script:
    return script(issue, world, IMPRINT, "clear")


@pytest.fixture
def plan(made: Script) -> tuple[Cue, ...]:
    return cues(made, 150)


def turns(made: Script) -> Iterator[Turn]:
    return (turn for chapter in made.chapters for turn in chapter.turns)


def heard(made: Script, speaker: str) -> list[str]:
    return [line.text for turn in turns(made) if turn.speaker == speaker for line in turn.lines]


def test_the_conversation_goes_from_context_to_outlook(made: Script) -> None:
    assert [chapter.title for chapter in made.chapters] == [
        "Introduction", "Context", "Positions", "Response", "Why it matters", "Outlook", "Closing",
    ]  # fmt: skip


def test_the_other_contests_are_asked_about_elsewhere(issue: Issue, world: Any) -> None:
    (said,) = [section for section in issue.sections if section.about == "contest/serbia"]
    sections = tuple(
        replace(section, claims=said.claims[:1]) if section.about == "contest/montenegro" else section
        for section in issue.sections
    )
    made = script(replace(issue, sections=sections), world, IMPRINT, "clear")
    (elsewhere,) = [chapter for chapter in made.chapters if chapter.title == "Elsewhere"]
    assert elsewhere.turns[0].lines[0].text == "Let us turn to Montenegro. Whom does Montenegro draw near to?"


def test_the_host_asks_for_the_other_side(made: Script) -> None:
    (positions,) = [chapter for chapter in made.chapters if chapter.title == "Positions"]
    asked = [turn.lines[0].text for turn in positions.turns if turn.speaker == HOST]
    assert asked[-1] == "What speaks against that?"
    (answer,) = positions.turns[-1].lines
    assert answer.text == "Against this stands that Russia gave material help to Serbia in December 2019."


def test_what_the_analyst_says_is_backed_and_what_the_host_says_claims_nothing(made: Script) -> None:
    for turn in turns(made):
        assert all(bool(line.notes) == (turn.speaker == ANALYST) for line in turn.lines)
    called = {n for turn in turns(made) for line in turn.lines for n in line.notes}
    assert called | {n for line in made.lead for n in line.notes} == {quote.n for quote in made.quotes}


def test_the_two_take_turns(made: Script) -> None:
    speakers = [turn.speaker for turn in turns(made)]
    assert all(one != two for one, two in itertools.pairwise(speakers))


def test_the_opening_names_the_series_and_the_close_leads_to_the_assessment_and_the_list(made: Script) -> None:
    said = heard(made, HOST)
    assert said[0] == "This is The Long Quay, from Harbour Review."
    assert said[1] == "I am Mara, and with me is Ilija."
    assert any("harbour.example" in line and "full assessment" in line for line in said[-4:])
    assert any("mailing list" in line for line in said[-4:])


def test_what_a_word_stands_for_is_told_once(made: Script) -> None:
    told = " ".join(heard(made, ANALYST))
    assert told.count("by which we mean a chance of 80 to 95 percent") == 1
    assert "It is very likely that the West is gaining in Serbia." in told


def test_no_line_holds_what_cannot_be_spoken(made: Script) -> None:
    for line in heard(made, ANALYST):
        assert not re.search(r"[()%\[\]–→]", line), line
        assert re.search(r"[.!?]”?$", line), line


@pytest.mark.parametrize(
    ("read", "spoken"),
    [
        (
            "It is likely (55–80 %) that it rains.",
            "It is likely, by which we mean a chance of 55 to 80 percent, that it rains.",
        ),
        (
            "“The pier is open” has been met (before: lost).",
            "The condition “The pier is open” has been met; before, it was lost.",
        ),
        ("Rovenia helped Ustria (date not given) (twice).", "Rovenia helped Ustria, twice."),
        ("The latest event is of 2020-02-14.", "The latest event is of 14 February 2020."),
        (
            "Pilot (Karst Radio), citing Harbour Master, said on 3 May 2020: “It may turn.” "
            "“likely” stands for 55–80 % in ICD 203.",
            "Pilot, of Karst Radio, citing Harbour Master, said on 3 May 2020: “It may turn.” "
            "The word “likely” stands for 55 to 80 percent.",
        ),
        ("Karst Review said: “It turned.”", "Karst Review said: “It turned.”"),
        (
            "Its share is 64 % (80 % interval 44–80 %).",
            "Its share is 64 percent, within an interval of 44 to 80 percent.",
        ),
    ],
)
def test_sentences_that_are_read_become_sentences_that_are_heard(read: str, spoken: str) -> None:
    assert Voice().says(Claim(text=read, statements=("s",))) == spoken


def test_an_opinion_is_spoken_as_one() -> None:
    opinion = Claim(text="The quay is ours.", statements=(), opinion="Ana Pilot")
    assert Voice().says(opinion) == "In the opinion of Ana Pilot: The quay is ours."


def test_without_evidence_the_analyst_says_so(nothing: Issue, world: Any) -> None:
    made = script(nothing, world, IMPRINT, "clear")
    assert heard(made, ANALYST) == ["In short: there is not enough evidence yet to say who is gaining where."]


def test_without_sound_the_time_is_that_of_the_words(made: Script, plan: tuple[Cue, ...]) -> None:
    words = sum(len(cue.line.text.split()) for cue in plan)
    assert plan[-1].end == pytest.approx(60 * words / 150, rel=0.35)
    assert all(one.end < two.start for one, two in itertools.pairwise(plan))
    assert [clock(7), clock(754), clock(3723)] == ["0:07", "12:34", "1:02:03"]


def test_the_captions_are_read_back_with_their_speakers(made: Script, plan: tuple[Cue, ...]) -> None:
    captions = webvtt.from_buffer(io.StringIO(views.transcript_vtt(made, plan)))
    assert len(captions) == len(plan)
    assert [captions[n].voice for n in range(2)] == ["Mara", "Mara"]
    assert captions[0].text == plan[0].line.text
    assert captions[-1].end_in_seconds == pytest.approx(plan[-1].end, abs=1)


def test_chapters_begin_at_nought_and_rise(made: Script, plan: tuple[Cue, ...]) -> None:
    found = json.loads(views.chapters_json(made, plan))
    assert found["version"] == "1.2.0"
    starts = [chapter["startTime"] for chapter in found["chapters"]]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert [chapter["title"] for chapter in found["chapters"]] == [chapter.title for chapter in made.chapters]


def test_the_script_has_the_sentences_in_the_margin_once(made: Script, plan: tuple[Cue, ...]) -> None:
    page = views.script_html(made, plan)
    asides = "".join(re.findall(r"<aside>(.*?)</aside>", page, re.DOTALL))
    assert asides.count("Russia delivered four helicopters to Serbia in December 2019.") == 1
    assert set(re.findall(r'href="#n-(\d+)"', page)) <= set(re.findall(r'id="n-(\d+)"', page))


def test_the_notes_list_chapters_and_every_source(made: Script, plan: tuple[Cue, ...]) -> None:
    for page in (views.notes_html(made, plan), views.notes_markdown(made, plan)):
        assert "0:00" in page
        assert "https://harbour.example/" in page
        assert all(quote.words in page.replace("\\", "") for quote in made.quotes)


@pytest.mark.parametrize("text", ["</v>-->\n\n<script>alert(1)</script>", "A" * 10_000, "דסק הנמל"])
def test_a_hostile_name_stays_a_name(renamed: Any, world: Any, text: str) -> None:
    series = Series(title=text, host=text, analyst=text)
    made = script(renamed(text), world, Imprint(publisher=text, series=series), "clear")
    plan = cues(made, 150)
    captions = webvtt.from_buffer(io.StringIO(views.transcript_vtt(made, plan)))
    assert len(captions) == len(plan)
    for page in (views.script_html(made, plan), views.transcript_html(made, plan, ""), views.notes_html(made, plan)):
        assert "<script" not in page


def test_a_spoken_line_is_as_long_as_it_sounds(made: Script, tmp_path: Path) -> None:
    (tmp_path / "say.py").write_text(SILENT, encoding="utf-8")
    speech = Speech(command=(sys.executable, str(tmp_path / "say.py"), "{text}", "{out}"))
    short = replace(made, chapters=made.chapters[:1])
    spoken = speak(short, speech)
    first = spoken.cues[0]
    assert first.end - first.start == pytest.approx(0.01 * (len(first.line.text) + 1), abs=0.001)
    with wave.open(io.BytesIO(spoken.sound)) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(spoken.seconds, abs=0.01)


def test_the_sound_is_encoded_where_a_command_says_how(made: Script, tmp_path: Path) -> None:
    (tmp_path / "say.py").write_text(SILENT, encoding="utf-8")
    copy = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"
    speech = Speech(
        command=(sys.executable, str(tmp_path / "say.py"), "{text}", "{out}"),
        encode=(sys.executable, "-c", copy, "{in}", "{out}"),
    )
    spoken = speak(replace(made, chapters=made.chapters[:1]), speech)
    assert spoken.ending == "mp3"
    assert spoken.sound.startswith(b"RIFF")


@pytest.mark.parametrize(
    ("program", "says"),
    [("raise SystemExit('no voice')", "ended with 1: no voice"), ("pass", "wrote no WAV file")],
)
def test_a_speech_command_that_fails_is_named(made: Script, program: str, says: str) -> None:
    with pytest.raises(PublishError) as stopped:
        speak(made, Speech(command=(sys.executable, "-c", program, "{text}", "{out}")))
    assert stopped.value.code == "publish.speech-failed"
    assert says in stopped.value.what


def test_what_is_missing_is_named() -> None:
    assert "speech command" in missing(Speech())
    assert "'no-such-voice'" in missing(Speech(command=("no-such-voice", "{text}", "{out}")))


def test_espeak_speaks_an_episode(made: Script, espeak: str) -> None:
    speech = Speech(command=(espeak, "-v", "{voice}", "-w", "{out}", "-f", "{text}"), host="en-gb", analyst="en-us")
    spoken = speak(replace(made, chapters=made.chapters[:1]), speech)
    assert spoken.seconds > 5
    with wave.open(io.BytesIO(spoken.sound)) as sound:
        frames = sound.readframes(sound.getnframes())
    assert len(set(frames)) > 50
