from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from click.testing import CliRunner

from watchfloor.cli import cli
from watchfloor.desk import Desk, init

IMPRINT = "letter: {from: Quay <letter@quay.example>, unsubscribe: leave@quay.example}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = init(tmp_path / "quay")
    (made.folder / "publishing.yaml").write_text(IMPRINT, encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    about = {"format": 1, "subject": "Tides", "as_of": "2020-06-30", "tlp": "clear"}
    (folder / "letter.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "letter.html").write_text("<p>Tides</p>", encoding="utf-8")
    (folder / "letter.txt").write_text("Tides\n", encoding="utf-8")
    return made


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch, free_port: int) -> Iterator[None]:
    class Office(Sink):
        async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
            envelope.rcpt_tos.append(address)
            return "550 no such mailbox" if address.startswith("gone") else "250 OK"

    running = Controller(Office(), hostname="127.0.0.1", port=free_port)
    running.start()
    monkeypatch.setenv("WATCHFLOOR_SMTP", f"smtp://127.0.0.1:{free_port}")
    yield
    running.stop()


def run(desk: Desk, *words: str, typed: str = "") -> str:
    done = CliRunner().invoke(cli, ["--desk", str(desk.folder), "letter", *words], input=typed)
    return f"{done.exit_code}\n{done.output}"


@pytest.mark.usefixtures("mail")
def test_a_letter_goes_from_the_list_to_the_server_once(desk: Desk, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    for name in ("ana", "gone", "bo"):
        assert run(desk, "subscribe", f"{name}@quay.example", "--source", "card").startswith("0")
    assert run(desk, "unsubscribe", "bo@quay.example").startswith("0")
    dry = run(desk, "send", out, "--dry-run")
    assert "2 to send, 1 left out" in dry
    assert "bo@quay.example: unsubscribed" in dry
    assert not (desk.folder / "letters.jsonl").exists()
    assert "1 sent" not in run(desk, "send", out, typed="n\n")
    assert "1 bounced, 1 sent" in run(desk, "send", out, typed="y\n")
    assert "0 to send" in run(desk, "send", out, "--yes")
    listed = run(desk, "subscribers")
    assert "1 active, 1 bounced, 1 unsubscribed" in listed


def test_a_token_takes_its_reader_off_the_list(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchfloor.publish.letter.message import token

    monkeypatch.setenv("WATCHFLOOR_LETTER_KEY", "a key for tests")
    run(desk, "subscribe", "ana@quay.example", "--source", "card", "--consented", "2020-01-02")
    assert "ana@quay.example gets no more" in run(desk, "unsubscribe", token("a key for tests", "ana@quay.example"))
    assert run(desk, "unsubscribe", "nobody@quay.example").startswith("1")
    assert "unsubscribed  2020-01-02" in run(desk, "subscribers")
