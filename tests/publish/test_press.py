"""One folder for everything that is published: whole or not at all, and nothing in it that may not be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from watchfloor.errors import PublishError
from watchfloor.publish import Imprint, press, print_edition
from watchfloor.publish.edition import RECORD
from watchfloor.terms import Issue

IMPRINT = Imprint(publisher="Harbour Review", address="https://harbour.example/", contact="desk@harbour.example")
EARLIER = date(2020, 3, 31)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_all_parts_stand_in_one_folder(issue: Issue, world: Any, tmp_path: Path) -> None:
    made = print_edition(issue, tmp_path / "out", world, IMPRINT)
    found = files(tmp_path / "out")
    for name in ("index.html", "feeds/issues.rss", "editions/2020-06-30/brief.pdf", "editions/2020-06-30/brief.md"):
        assert name in found
    assert made.bytes == sum(map(len, found.values()))


def test_the_same_issue_gives_the_same_bytes(issue: Issue, world: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        print_edition(issue, tmp_path / name, world, IMPRINT)
    print_edition(issue, tmp_path / "two", world, IMPRINT)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_only_what_is_chosen_is_written(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(issue, tmp_path / "out", world, IMPRINT, parts=("brief",))
    found = files(tmp_path / "out")
    assert "editions/2020-06-30/brief.pdf" in found
    assert "index.html" not in found
    assert not any(name.startswith("feeds/") for name in found)


def test_parts_that_are_not_chosen_stay_as_they_were(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(issue, tmp_path / "out", world, IMPRINT)
    before = files(tmp_path / "out")
    changed = replace(issue, title="Another title")
    print_edition(changed, tmp_path / "out", world, IMPRINT, parts=("letter",))
    after = files(tmp_path / "out")
    assert after.keys() == before.keys()
    different = {name for name in after if after[name] != before[name]}
    letter = {f"editions/2020-06-30/letter.{ending}" for ending in ("html", "txt", "json")}
    assert different == {*letter, RECORD}
    assert b"brief.pdf" in after["editions/2020-06-30/letter.html"]


def test_earlier_editions_stay_and_stand_in_the_feeds(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(replace(issue, as_of=EARLIER), tmp_path / "out", world, IMPRINT)
    before = files(tmp_path / "out")["editions/2020-03-31/brief.pdf"]
    print_edition(issue, tmp_path / "out", world, IMPRINT)
    found = files(tmp_path / "out")
    assert found["editions/2020-03-31/brief.pdf"] == before
    assert found["feeds/issues.rss"].count(b"<item>") == 2
    assert found["editions/2020-06-30/transcript.vtt"].startswith(b"WEBVTT")
    print_edition(issue, tmp_path / "out", world, IMPRINT)
    assert files(tmp_path / "out") == found


def test_without_an_address_feeds_are_left_out_and_it_is_said(issue: Issue, world: Any, tmp_path: Path) -> None:
    made = print_edition(issue, tmp_path / "out", world, Imprint())
    assert any("address" in line for line in made.left_out)
    assert not any(name.startswith("feeds/") for name in files(tmp_path / "out"))


def test_without_typst_the_brief_is_text_and_it_is_said(
    issue: Issue, world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "can_set", lambda: False)
    made = print_edition(issue, tmp_path / "out", world, IMPRINT, parts=("brief",))
    assert any("watchfloor[brief]" in line for line in made.left_out)
    assert "editions/2020-06-30/brief.html" in files(tmp_path / "out")


def test_a_folder_of_a_higher_level_is_refused(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(replace(issue, as_of=EARLIER), tmp_path / "out", world, IMPRINT, tlp="amber")
    before = files(tmp_path / "out")
    with pytest.raises(PublishError) as refused:
        print_edition(issue, tmp_path / "out", world, IMPRINT)
    assert refused.value.code == "publish.target-above-tlp"
    assert files(tmp_path / "out") == before


def test_a_broken_record_is_not_overwritten(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(issue, tmp_path / "out", world, IMPRINT)
    (tmp_path / "out" / RECORD).write_text('{"editions": [{}]}', encoding="utf-8")
    with pytest.raises(PublishError) as refused:
        print_edition(issue, tmp_path / "out", world, IMPRINT)
    assert refused.value.code == "publish.record-broken"


def test_the_words_that_rights_hold_back_are_in_no_file(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(issue, tmp_path / "out", world, IMPRINT)
    found = files(tmp_path / "out")
    document = pypdfium2.PdfDocument(found["editions/2020-06-30/brief.pdf"])
    found["pages of the brief"] = " ".join(p.get_textpage().get_text_range() for p in document).encode()
    document.close()
    for name, content in found.items():
        assert b"not ours to print in full" not in b" ".join(content.split()), name
    assert b"Serbia and Russia signed a gas accord in 2020." in b" ".join(found["pages of the brief"].split())
