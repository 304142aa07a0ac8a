"""The letter as HTML with its style in the elements, and as plain text; both the same for everybody."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchfloor.publish.brief.outline import latest_first
from watchfloor.publish.charts.drawing import legal
from watchfloor.publish.edition import folder
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.paper import printed
from watchfloor.publish.quoting import Quote, Quotes, Said
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.wording import Names, wording
from watchfloor.terms import Issue

#: Stands for the address at which one reader leaves the list, until a letter is addressed.
LEAVE = "https://leave.invalid/"
#: A subject longer than this is cut by every mail program.
_SUBJECT = 120
_WIDTH = 76
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says, in the order of the page."""

    publisher: str
    title: str
    subject: str
    as_of: str
    since: str
    tlp: str
    version: str
    lead: tuple[Said, ...]
    changes: tuple[Said, ...]
    standings: tuple[Said, ...]
    outlook: tuple[Said, ...]
    gaps: tuple[Said, ...]
    links: tuple[tuple[str, str], ...]  #: (what it is, its address)
    quotes: tuple[Quote, ...]
    contact: str


def letter(issue: Issue, world: Names, imprint: Imprint, tlp: str, files: Iterable[str]) -> Letter:
    """Return the letter of an issue; files: what the folder of the edition holds, to link to."""
    words = wording(issue.view, issue.campaign, world)
    quotes = Quotes(words, at_most=1)
    heads = [section.claims[0] for section in issue.room("contest") if section.claims]
    day = day_words(issue.as_of)
    subject = " ".join(legal(issue.title).split())
    return Letter(
        publisher=imprint.publisher or imprint.series.title or issue.title,
        title=issue.title,
        subject=f"{subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + '…'}, {day}",
        as_of=day,
        since=day_words(issue.assessment.since),
        tlp=tlp.upper(),
        version=issue.version,
        lead=quotes.all_said(issue.claims("lead")),
        changes=quotes.all_said(issue.claims("changes")),
        standings=quotes.all_said(heads),
        outlook=quotes.all_said(latest_first(words, issue.claims("outlook"))[:4]),
        gaps=quotes.all_said(issue.claims("gaps")[:2]),
        links=tuple(_links(imprint, issue, set(files))),
        quotes=quotes.quotes(),
        contact=imprint.contact,
    )


def letter_html(made: Letter) -> str:
    """Return the letter as HTML that any mail program shows: the style stands in the elements."""
    import css_inline

    page = printed("letter.html", letter=made, leave=LEAVE)
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False).inline(page) + "\n"


def letter_text(made: Letter) -> str:
    """Return the letter as plain text."""
    return legal("\n".join(_lines(made))) + "\n"


def letter_json(made: Letter, as_of: str) -> str:
    """Return what the one who sends must know of a letter."""
    values = {"format": FORMAT, "subject": made.subject, "as_of": as_of, "tlp": made.tlp.lower()}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _links(imprint: Imprint, issue: Issue, files: set[str]) -> Iterator[tuple[str, str]]:
    if imprint.address:
        base = imprint.address + folder(issue.as_of)
        yield "The full assessment", f"{imprint.address}index.html"
        for name, file in (("The brief as PDF", "brief.pdf"), ("The episode", "notes.html")):
            if file in files:
                yield name, base + file


def _lines(made: Letter) -> Iterator[str]:
    yield from textwrap.wrap(made.title, _WIDTH)
    yield from (f"As of {made.as_of}, compared with {made.since} · TLP:{made.tlp}", "")
    yield from _block("", made.lead, "")
    yield from _block(f"WHAT CHANGED SINCE {made.since.upper()}", made.changes, "- ")
    yield from _block("WHERE THE CONTESTS STAND", made.standings, "- ")
    yield from _block("WHAT THE SOURCES EXPECT", made.outlook, "- ")
    yield from _block("WHAT IS NOT KNOWN, OR NOT AGREED", made.gaps, "- ")
    yield from (f"{what}: {address}" for what, address in made.links)
    yield from ("", "SOURCES", "")
    for quote in made.quotes:
        yield from _wrapped(f"[{quote.n}] ", f"“{quote.words}” {quote.source}.")
    yield from ("", "-- ", f"{made.publisher}{f' · {made.contact}' if made.contact else ''}")
    yield from (f"To leave this list: {LEAVE}", f"Made with watchfloor {made.version}")


def _block(heading: str, lines: tuple[Said, ...], mark: str) -> Iterator[str]:
    if lines:
        yield from ((heading, "") if heading else ())
        for line in lines:
            notes = "".join(f" [{n}]" for n in line.notes) + (f" (+{line.more})" if line.more else "")
            yield from _wrapped(mark, line.text + notes)
        yield ""


def _wrapped(mark: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False)
