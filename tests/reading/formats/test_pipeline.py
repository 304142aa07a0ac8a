"""From a damaged text to statements: nothing crashes, nothing is invented, nothing takes for ever."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.formats import files

from watchfloor.errors import ReadingError
from watchfloor.reading import read
from watchfloor.world import World

UNDATED = (
    "The finance minister of Serbia met the ambassador of Russia and signed a treaty on transit fees. "
    "Parliament will probably ratify the treaty. The envoy said that Kosovo rejected the offer of the league.\n\n"
    "Serbia wants a naval station. Observers doubt that the government can keep its majority.\n"
)
ODD = ["𝔘", "🌍", "e\u0301", "\u202e", "\u200d", "“", "…", "\n", "\n\n", " . ", ":", "(", "— ", "Ж", "\u00a0"]


def damaged(text: str, seed: int) -> str:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 10)):
        at, length = chance.randrange(len(text)), chance.randint(1, 25)
        text = text[:at] + chance.choice([*ODD, "", text[at : at + length] * 2]) + text[at + length :]
    return text


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_text_yields_no_date_that_it_does_not_hold(tmp_path: Path, world: World, seed: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(damaged(UNDATED, seed), encoding="utf-8")
    try:
        reading = read(path, world, published="2020-05-15")
    except ReadingError:
        return
    text = reading.document.text
    for statement in reading.statements:
        cited = statement.citation
        assert text[cited.start : cited.end] == cited.exact
        assert statement.when is None
    assert all(0 <= refused.start <= refused.end <= len(text) for refused in reading.refused)


@pytest.mark.slow
def test_a_sentence_of_5000_words_takes_no_more_than_its_share(tmp_path: Path, world: World) -> None:
    def seconds(words: int) -> float:
        path = tmp_path / "a.txt"
        path.write_text("The minister of Serbia met the president of Russia and " * (words // 10) + "left.")
        begun = time.process_time()
        assert read(path, world, published="2020-05-15").statements
        return time.process_time() - begun

    seconds(100)  # the model is loaded
    short, long = seconds(1000), seconds(5000)
    assert long < max(20.0, 12 * short)


def test_a_transcript_of_captions_reaches_every_statement_with_speaker_and_second(tmp_path: Path, world: World) -> None:
    path = tmp_path / "a.vtt"
    path.write_bytes(files.VTT.replace(b"Ruritania", b"Serbia"))
    reading = read(path, world, published="2020-05-15")
    assert reading.statements
    for statement in reading.statements:
        assert statement.speaker in ("Anna Berg", "Boris Carr")
        assert statement.citation.seconds in (1.0, 3607.0)
