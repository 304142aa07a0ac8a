from __future__ import annotations

from pathlib import Path

import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import Imprint, load_imprint

WHOLE = """
publisher: Harbour Review
address: https://harbour.example/
contact: desk@harbour.example
series: {title: The Long Quay, host: Mara, analyst: Ilija}
speech:
  command: [say, -o, "{out}", "{text}"]
  words-per-minute: 140
letter:
  from: Harbour Review <letter@harbour.example>
  unsubscribe: leave@harbour.example
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "publishing.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_imprint_says_nothing(tmp_path: Path) -> None:
    assert load_imprint(tmp_path / "publishing.yaml") == Imprint()


def test_everything_in_the_file_is_read(tmp_path: Path) -> None:
    made = load_imprint(write(tmp_path, WHOLE))
    assert made.address == "https://harbour.example/"
    assert (made.series.title, made.series.host) == ("The Long Quay", "Mara")
    assert made.speech.command == ("say", "-o", "{out}", "{text}")
    assert made.speech.words_per_minute == 140
    assert made.post.sender == "Harbour Review <letter@harbour.example>"
    assert made.post.unsubscribe == "leave@harbour.example"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("publsher: x", "keys here: address, contact, letter, publisher, series, speech"),
        ("address: harbour.example/", "no address of the web"),
        ("address: javascript:alert(1)/", "no address of the web"),
        ("address: https://harbour.example", "end it with a slash"),
        ("contact: nobody", "no mail address"),
        ("publisher: 7", "no text"),
        ("series: Quay", "holds no keys"),
        ("series: {hosts: x}", "series.hosts: there is no such key"),
        ("speech: {command: say}", "no list of words"),
        ("speech: {command: [say]}", "does not name {text} and {out}"),
        ("speech: {words-per-minute: 9}", "no pace of speech"),
        ("letter: {unsubscribe-page: leave}", "no address of the web"),
        ("- a", "holds no keys"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_the_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(PublishError) as refused:
        load_imprint(write(tmp_path, text))
    assert refused.value.code == "publish.imprint-wrong"
    assert says in str(refused.value)
    assert "publishing.yaml" in refused.value.where


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as refused:
        load_imprint(write(tmp_path, "publisher: x\nseries: [unclosed\n"))
    assert refused.value.code == "publish.imprint-not-readable"
    assert refused.value.where.endswith("publishing.yaml:3:1")
