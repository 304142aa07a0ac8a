"""From documents to everything that is published: what may not be shown is in no byte of it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from watchfloor.cli import cli
from watchfloor.desk import Desk, init, publishing
from watchfloor.errors import PublishError

DAY, SINCE = date(2020, 6, 30), date(2020, 1, 1)
OPEN = """---
title: Weekly notes
publisher: Karst Review
published: 2020-05-10
rights: quote
---
On 6 May 2020 Serbia and the European Union held talks in Belgrade. On 7 May 2020 Russia sent medical aid to Serbia.
"""
SEALED = """---
title: Zirconium memorandum
publisher: Zirconium Office
published: 2020-05-12
tlp: red
---
On 8 May 2020 Montenegro expelled two Russian diplomats named Quartzov and Feldspatov. It is likely that Serbia will
join the Zirconium Pact. The Zirconium Pact requires that Serbia lifts its tariff.
"""
SECRETS = ("zirconium", "quartzov", "feldspatov")
CAMPAIGN = """campaign: Tides on the coast
theatre: [SRB, MNE]
sides:
  Russia: [RUS]
  West: [EU]
contests:
  serbia: {in: SRB, between: [Russia, West], question: "Whom does Serbia draw near to?"}
levers:
  talks: {of: West, matches: [{event: CONSULT, actor: EU}]}
"""
IMPRINT = """publisher: Harbour Review
address: https://harbour.example/
speech: {command: [PYTHON, say.py, "{text}", "{out}"]}
"""
SAY = """
import sys, wave
with wave.open(sys.argv[2], "wb") as out:
    out.setnchannels(1); out.setsampwidth(1); out.setframerate(8000)
    out.writeframes(open(sys.argv[1], "rb").read())
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk") / "coast"
    made = init(folder)
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (folder / "say.py").write_text(SAY, encoding="utf-8")
    imprint = IMPRINT.replace("PYTHON", sys.executable).replace("say.py", str(folder / "say.py"))
    (folder / "publishing.yaml").write_text(imprint, encoding="utf-8")
    for name, text in (("open.md", OPEN), ("sealed.md", SEALED)):
        (folder / "sources" / name).write_text(text, encoding="utf-8")
    assert all(outcome.error is None for outcome in made.read(sorted((folder / "sources").iterdir())))
    return made


def words(folder: Path) -> dict[str, str]:
    """Return every file as small letters; of a PDF what is read in it."""
    found = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if path.suffix == ".pdf":
            document = pypdfium2.PdfDocument(data)
            text = " ".join(page.get_textpage().get_text_range() for page in document)
            document.close()
        else:
            text = data.decode("utf-8", "replace")
        found[path.relative_to(folder).as_posix()] = f"{path.name} {text}".lower()
    return found


def test_nothing_of_a_red_document_is_in_any_byte(desk: Desk, tmp_path: Path) -> None:
    publishing.publish(desk, tmp_path / "clear", DAY, SINCE)
    publishing.publish(desk, tmp_path / "red", DAY, SINCE, tlp="red")
    clear, red = words(tmp_path / "clear"), words(tmp_path / "red")
    assert "editions/2020-06-30/episode.wav" in clear
    assert "feeds/podcast.rss" in clear
    for name, text in clear.items():
        assert not [secret for secret in SECRETS if secret in text], name
    whole = " ".join(red.values())
    assert all(secret in whole for secret in SECRETS)


def test_a_draft_of_the_red_issue_is_not_published_in_the_clear(desk: Desk, tmp_path: Path) -> None:
    publishing.draft(desk, tmp_path / "clear.md", DAY, SINCE)
    publishing.draft(desk, tmp_path / "red.md", DAY, SINCE, tlp="red")
    assert "zirconium" not in (tmp_path / "clear.md").read_text(encoding="utf-8").lower()
    with pytest.raises(PublishError, match="holds no statement"):
        publishing.publish(desk, tmp_path / "out", DAY, SINCE, draft=tmp_path / "red.md")
    assert not (tmp_path / "out").exists()


def test_an_unedited_draft_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    run = CliRunner()
    base = ["--desk", str(desk.folder), "publish"]
    days = ["--as-of", str(DAY), "--since", str(SINCE)]
    draft = str(tmp_path / "issue.md")
    assert run.invoke(cli, [*base, "--draft", draft, *days]).exit_code == 0
    assert run.invoke(cli, [*base, "--to", str(tmp_path / "one"), "--from", draft]).exit_code == 0
    assert run.invoke(cli, [*base, "--to", str(tmp_path / "two"), *days]).exit_code == 0
    one, two = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("one", "two")
    )
    assert one == two


def test_flags_stop_a_draft_until_they_are_accepted(desk: Desk, tmp_path: Path) -> None:
    draft = tmp_path / "issue.md"
    publishing.draft(desk, draft, DAY, SINCE)
    text = draft.read_text(encoding="utf-8")
    mark = text[text.rindex("\n[^") + 1 : text.rindex("]: ") + 1]
    draft.write_text(text.replace("{#changes}\n", f"{{#changes}}\n\nThere were 997 ships.{mark}\n"), encoding="utf-8")
    with pytest.raises(PublishError) as stopped:
        publishing.publish(desk, tmp_path / "out", DAY, SINCE, parts=("brief",), draft=draft)
    assert stopped.value.code == "publish.draft-flagged"
    assert "997" in str(stopped.value)
    publishing.publish(desk, tmp_path / "out", DAY, SINCE, parts=("brief",), draft=draft, accept_flags=True)
    assert "997 ships" in words(tmp_path / "out")["editions/2020-06-30/brief.html"]


def test_a_speech_command_that_fails_leaves_what_was_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.publish(desk, tmp_path / "out", DAY, SINCE, parts=("brief", "episode"))
    before = words(tmp_path / "out")
    (desk.folder / "say.py").rename(desk.folder / "gone.py")
    try:
        with pytest.raises(PublishError, match="speech command failed"):
            publishing.publish(desk, tmp_path / "out", DAY, SINCE)
    finally:
        (desk.folder / "gone.py").rename(desk.folder / "say.py")
    assert words(tmp_path / "out") == before


@pytest.mark.parametrize(
    "options", [[], ["--to", "x", "--draft", "y.md"], ["--to", "x", "--from", "y.md", "--as-of", "2020-06-30"]]
)
def test_options_that_do_not_go_together_are_refused(desk: Desk, options: list[str]) -> None:
    assert CliRunner().invoke(cli, ["--desk", str(desk.folder), "publish", *options]).exit_code == 2
