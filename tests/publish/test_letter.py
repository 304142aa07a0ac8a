"""Letters as they look, and letters on their way to a real mail server on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from watchfloor.errors import PublishError
from watchfloor.publish import Imprint, print_edition
from watchfloor.publish.imprint import Post
from watchfloor.publish.letter.log import SentLog
from watchfloor.publish.letter.message import Envelope, Sender, envelope, message, sender, token
from watchfloor.publish.letter.sending import Server, send, server, the_round
from watchfloor.publish.letter.subscribers import (
    Subscriber,
    added,
    load_subscribers,
    save_subscribers,
    with_state,
)
from watchfloor.publish.letter.view import LEAVE, letter, letter_html, letter_text
from watchfloor.terms import Issue

IMPRINT = Imprint(
    publisher="Harbour Review",
    address="https://harbour.example/",
    contact="desk@harbour.example",
    post=Post(sender="Harbour Review <letter@harbour.example>", unsubscribe="leave@harbour.example"),
)
PAGE = replace(IMPRINT, post=replace(IMPRINT.post, unsubscribe_page="https://harbour.example/leave?t={token}"))
NOW = datetime(2020, 7, 1, 8, 30, tzinfo=UTC)
LETTER = Envelope(
    subject="Tides — 30 June",
    issue="2020-06-30",
    tlp="clear",
    html=f'<p>Ž <a href="{LEAVE}">x</a></p>',
    text=f"Ž {LEAVE}",
)
READERS = ("ana@harbour.example", "bo@harbour.example", "cem@harbour.example")


class Office:
    """A mail server that keeps what it is given; some addresses it does not know, some it puts off."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.unknown: set[str] = set()
        self.busy: set[str] = set()
        self.refuses = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        if address in self.busy:
            return "451 4.2.1 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses in envelope.rcpt_tos:
            return "554 5.7.1 not taken"
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.taken += [(address, found) for address in envelope.rcpt_tos]
        return "250 OK"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def mail(office: Office, free_port: int) -> Iterator[Server]:
    running = Controller(office, hostname="127.0.0.1", port=free_port)
    running.start()
    yield Server(host="127.0.0.1", port=free_port, secure=False, user="", password="")
    running.stop()


@pytest.fixture
def log(tmp_path: Path) -> SentLog:
    return SentLog(tmp_path / "letters.jsonl")


def signed() -> Sender:
    return sender(PAGE, "a key for tests")


def readers(*addresses: str) -> tuple[Subscriber, ...]:
    return tuple(Subscriber(address=a, consented="2020-01-02", source="card") for a in addresses or READERS)


def posted(mail: Server, log: SentLog, who: tuple[Subscriber, ...]) -> list[tuple[str, str]]:
    plan = the_round(who, log, LETTER.issue)
    return [(o.address, o.outcome) for o in send(LETTER, signed(), plan.recipients, mail, log, lambda: NOW)]


# how it looks


def test_the_letter_quotes_what_it_rests_on_and_leads_to_the_assessment(issue: Issue, world: Any) -> None:
    made = letter(issue, world, IMPRINT, "clear", ["brief.pdf", "notes.html"])
    for form in (letter_html(made), letter_text(made)):
        assert "very likely (80–95 %)" in form
        assert "https://harbour.example/editions/2020-06-30/brief.pdf" in form
        assert LEAVE in form
        flat = " ".join(form.split())
        assert all(quote.words in flat for quote in made.quotes)


def test_the_style_stands_in_the_elements_and_nothing_is_fetched(issue: Issue, world: Any) -> None:
    page = letter_html(letter(issue, world, IMPRINT, "clear", []))
    assert "<style" not in page
    assert page.count("style=") > 20
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert not {"img", "link", "script", "iframe"} & set(tags)


def test_the_plain_letter_is_readable_in_any_window(issue: Issue, world: Any) -> None:
    text = letter_text(letter(issue, world, IMPRINT, "clear", []))
    assert max(len(line) for line in text.splitlines() if "https://" not in line) <= 80


@pytest.mark.parametrize("text", ["<script>alert(1)</script>\r\nBcc: all@harbour.example", "A" * 10_000, "דסק", "\x00"])
def test_a_hostile_title_stays_a_title(renamed: Any, world: Any, text: str, tmp_path: Path) -> None:
    print_edition(renamed(text), tmp_path / "out", world, IMPRINT, parts=("letter",))
    made = envelope(tmp_path / "out" / "editions" / "2020-06-30", "clear")
    sent = message(made, signed(), READERS[0], NOW)
    assert "<script" not in made.html
    assert sent["Bcc"] is None
    assert len(sent["Subject"]) < 200
    assert message_from_bytes(sent.as_bytes(), policy=policy.default)["To"] == READERS[0]


# what it says in its headers


def test_a_reader_leaves_by_one_click_or_by_mail() -> None:
    sent = message(LETTER, signed(), READERS[0], NOW)
    key = token("a key for tests", READERS[0])
    assert f"<https://harbour.example/leave?t={key}>, <mailto:leave@harbour.example" in sent["List-Unsubscribe"]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in sent.walk():
        if part.get_content_maintype() == "text":
            assert key in part.get_content()
            assert LEAVE not in part.get_content()


def test_without_a_page_a_reader_leaves_by_mail_alone() -> None:
    sent = message(LETTER, sender(IMPRINT, ""), READERS[0], NOW)
    assert sent["List-Unsubscribe"].startswith("<mailto:leave@harbour.example?subject=unsubscribe")
    assert sent["List-Unsubscribe-Post"] is None


def test_a_token_is_of_one_reader_and_one_key() -> None:
    assert token("k", "Ana@harbour.example") == token("k", "ana@harbour.example")
    assert token("k", "ana@harbour.example") != token("other", "ana@harbour.example")


def test_the_same_letter_to_the_same_reader_is_the_same_message() -> None:
    assert (
        message(LETTER, signed(), READERS[0], NOW).as_bytes() == message(LETTER, signed(), READERS[0], NOW).as_bytes()
    )


@pytest.mark.parametrize(
    ("post", "key", "lacks"),
    [
        (Post(), "", "letter.from, letter.unsubscribe"),
        (replace(IMPRINT.post, unsubscribe_page="https://harbour.example/leave"), "k", "{token}"),
        (PAGE.post, "", "WATCHFLOOR_LETTER_KEY"),
    ],
)
def test_what_a_letter_lacks_is_said(post: Post, key: str, lacks: str) -> None:
    with pytest.raises(PublishError) as refused:
        sender(replace(IMPRINT, post=post), key)
    assert refused.value.code == "publish.no-sender"
    assert lacks in refused.value.what


# who gets it


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nobody,2020-01-02,card,active", "no mail address"),
        ("a..b@x.example,2020-01-02,card,active", "no mail address"),
        ("a@x.example\u2028Bcc:b@x.example,2020-01-02,card,active", "no mail address"),
        ("ANA@harbour.example,2020-01-02,card,active", "stands on line 2 already"),
        ("bo@harbour.example,,card,active", "no day of consent"),
        ("bo@harbour.example,20200102,card,active", "no day of consent"),
        ("bo@harbour.example,2020-01-02,,active", "not said how"),
        ("bo@harbour.example,2020-01-02,card,happy", "no state is called"),
    ],
)
def test_a_faulty_line_is_refused_with_its_number(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "subscribers.csv"
    path.write_text(
        f"address,consented,source,state\nana@harbour.example,2020-01-02,card,active\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(PublishError) as refused:
        load_subscribers(path)
    assert refused.value.code == "publish.subscribers-wrong"
    assert "subscribers.csv:3" in str(refused.value)
    assert says in str(refused.value)


def test_every_faulty_line_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "subscribers.csv"
    path.write_text("address,consented,source,state\nx,y,,z\n", encoding="utf-8")
    with pytest.raises(PublishError) as refused:
        load_subscribers(path)
    assert str(refused.value).count("subscribers-wrong") == 4


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "subscribers.csv"
    path.write_text("mail\nana@harbour.example\n", encoding="utf-8")
    with pytest.raises(PublishError, match="columns must be"):
        load_subscribers(path)


def test_subscribers_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    everybody = with_state(readers(), "BO@harbour.example", "unsubscribed")
    save_subscribers(tmp_path / "s.csv", everybody)
    assert load_subscribers(tmp_path / "s.csv") == everybody
    assert [path.name for path in tmp_path.iterdir()] == ["s.csv"]


def test_who_left_is_not_taken_again() -> None:
    gone = with_state(readers(), READERS[0], "unsubscribed")
    with pytest.raises(PublishError, match="already \\(unsubscribed\\)"):
        added(gone, "Ana@harbour.example", date(2020, 2, 2), "form")
    assert len(added(gone, "dora@harbour.example", date(2020, 2, 2), "form")) == 4


# on its way


def test_every_active_reader_gets_it_once(office: Office, mail: Server, log: SentLog) -> None:
    assert posted(mail, log, readers()) == [(address, "sent") for address in READERS]
    assert posted(mail, log, readers()) == []
    assert [address for address, _ in office.taken] == list(READERS)
    first = office.taken[0][1]
    assert first["Subject"] == LETTER.subject
    assert first["From"] == "Harbour Review <letter@harbour.example>"
    kinds = [part.get_content_type() for part in first.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    body = first.get_body(("plain",))
    assert body is not None
    assert "Ž" in body.get_content()


def test_who_left_or_bounced_gets_nothing(office: Office, mail: Server, log: SentLog) -> None:
    who = with_state(with_state(readers(), READERS[0], "unsubscribed"), READERS[1], "bounced")
    posted(mail, log, who)
    assert [address for address, _ in office.taken] == [READERS[2]]


def test_an_unknown_mailbox_bounces_and_is_never_tried_again(office: Office, mail: Server, log: SentLog) -> None:
    office.unknown = {READERS[1]}
    assert (READERS[1], "bounced") in posted(mail, log, readers())
    office.unknown = set()
    later = the_round(readers(), log, "2020-07-31")
    assert READERS[1] not in later.recipients
    assert (READERS[1], "bounced") in later.skipped


def test_a_busy_mailbox_is_tried_again_the_next_time(office: Office, mail: Server, log: SentLog) -> None:
    office.busy = {READERS[0]}
    assert (READERS[0], "deferred") in posted(mail, log, readers())
    office.busy = set()
    assert posted(mail, log, readers()) == [(READERS[0], "sent")]


def test_after_an_interruption_nobody_gets_it_twice(office: Office, mail: Server, log: SentLog) -> None:
    plan = the_round(readers(), log, LETTER.issue)
    under_way = send(LETTER, signed(), plan.recipients, mail, log, lambda: NOW)
    assert next(under_way).address == READERS[0]
    under_way.close()  # as when the power fails
    log.write(LETTER.issue, READERS[1], "begun", NOW)  # handed over, but the answer never came
    rest = the_round(readers(), log, LETTER.issue)
    assert rest.recipients == (READERS[2],)
    assert any("not known whether it arrived" in why for _, why in rest.skipped)
    posted(mail, log, readers())
    assert [address for address, _ in office.taken] == [READERS[0], READERS[2]]


def test_a_server_that_refuses_the_letter_stops_the_round(office: Office, mail: Server, log: SentLog) -> None:
    office.refuses = READERS[1]
    with pytest.raises(PublishError) as stopped:
        posted(mail, log, readers())
    assert stopped.value.code == "publish.mail-refused"
    assert "554" in stopped.value.what
    office.refuses = ""
    assert [address for address, _ in posted(mail, log, readers())] == [READERS[1], READERS[2]]


def test_no_server_answers(log: SentLog) -> None:
    nobody = Server(host="127.0.0.1", port=1, secure=False, user="", password="")
    with pytest.raises(PublishError) as stopped:
        posted(nobody, log, readers())
    assert stopped.value.code == "publish.mail-refused"
    assert log.outcomes(LETTER.issue) == {}


def test_a_password_is_never_sent_in_the_open(mail: Server, log: SentLog) -> None:
    with pytest.raises(PublishError, match="in the open"):
        posted(replace(mail, user="desk", password="secret"), log, readers())


def test_a_torn_line_of_the_log_counts_for_nothing_and_a_broken_one_stops(log: SentLog) -> None:
    log.write(LETTER.issue, READERS[0], "begun", NOW)
    log.path.write_text(log.path.read_text(encoding="utf-8") + '{"issue": "20', encoding="utf-8")
    assert log.outcomes(LETTER.issue) == {READERS[0]: "begun"}
    log.write(LETTER.issue, READERS[1], "sent", NOW)
    assert log.outcomes(LETTER.issue) == {READERS[0]: "begun", READERS[1]: "sent"}
    log.path.write_text("nonsense\n" + log.path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(PublishError, match="cannot be read"):
        log.outcomes(LETTER.issue)


@pytest.mark.parametrize("address", ["", "harbour.example", "http://harbour.example", "smtp://:25", "smtp://x:secret"])
def test_an_address_that_is_no_server_is_not_shown(address: str) -> None:
    with pytest.raises(PublishError) as refused:
        server(address)
    assert refused.value.code == "publish.no-mail-server"
    assert not address or address not in str(refused.value)


def test_the_server_is_read_from_its_address() -> None:
    found = server("smtps://desk%40x:p%3Ass@mail.harbour.example")
    assert (found.host, found.port, found.secure) == ("mail.harbour.example", 465, True)
    assert (found.user, found.password) == ("desk@x", "p:ss")


def test_a_letter_above_the_level_is_not_sent(issue: Issue, world: Any, tmp_path: Path) -> None:
    print_edition(issue, tmp_path / "out", world, IMPRINT, parts=("letter",), tlp="green")
    with pytest.raises(PublishError) as refused:
        envelope(tmp_path / "out" / "editions" / "2020-06-30", "clear")
    assert refused.value.code == "publish.above-tlp"
    assert re.search("TLP:GREEN", refused.value.what)
    with pytest.raises(PublishError, match="holds no letter"):
        envelope(tmp_path, "clear")
