"""A script in its forms: for the studio, for the reader, for the player."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchfloor.publish.charts.drawing import legal
from watchfloor.publish.episode.script import Script
from watchfloor.publish.episode.timing import Cue, clock
from watchfloor.publish.paper import marked, printed
from watchfloor.publish.quoting import Quote

_VTT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u200e": "", "\u200f": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One turn with its place in time and what its lines rest on, for the margin."""

    start: str
    name: str
    cues: tuple[Cue, ...]
    margin: tuple[Quote, ...]


def script_html(script: Script, plan: Sequence[Cue]) -> str:
    """Return the script with the sentences that each line rests on in the margin."""
    quoted: set[int] = set()
    chapters = [(title, list(_spreads(script, cues, quoted))) for title, cues in _chapters(script, plan)]
    return printed("script.html", heading=f"Script: {script.title}, {script.as_of}", script=script, chapters=chapters)


def transcript_html(script: Script, plan: Sequence[Cue], audio: str) -> str:
    """Return what is heard, as a page; audio: the file to listen to, or nothing."""
    chapters = [(title, list(_spreads(script, cues, set()))) for title, cues in _chapters(script, plan)]
    heading = f"Transcript: {script.title}, {script.as_of}"
    return printed("transcript.html", heading=heading, script=script, chapters=chapters, audio=audio)


def transcript_vtt(script: Script, plan: Sequence[Cue]) -> str:
    """Return what is heard as WebVTT, one cue a line, with its speaker."""
    blocks = [
        f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n<v {_vtt(script.people[cue.speaker])}>{_vtt(cue.line.text)}</v>"
        for cue in plan
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def chapters_json(script: Script, plan: Sequence[Cue]) -> str:
    """Return the chapters as the podcast namespace wants them (JSON chapters 1.2)."""
    starts = [{"startTime": next(iter(cues)).start, "title": title} for title, cues in _chapters(script, plan)]
    values = {"version": "1.2.0", "title": legal(script.title), "podcastName": legal(script.series), "chapters": starts}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def notes_html(script: Script, plan: Sequence[Cue]) -> str:
    """Return the show notes as a page: summary, chapters, every source."""
    starts = [(clock(cues[0].start), title) for title, cues in _chapters(script, plan)]
    return printed("notes.html", heading=f"{script.series}: {script.title}", script=script, starts=starts)


def notes_markdown(script: Script, plan: Sequence[Cue]) -> str:
    """Return the show notes as Markdown, for a directory of podcasts."""
    return "\n".join(_notes(script, plan)) + "\n"


def script_markdown(script: Script, plan: Sequence[Cue]) -> str:
    """Return the script as Markdown, each line with the numbers of its endnotes."""
    lines = [f"# {marked(script.series)}: {marked(script.title)}, {script.as_of}", ""]
    for title, cues in _chapters(script, plan):
        lines += [f"## {title} ({clock(cues[0].start)})", ""]
        for spread in _spreads(script, cues, set()):
            said = " ".join(marked(c.line.text) + "".join(f"[^{n}]" for n in c.line.notes) for c in spread.cues)
            lines += [f"**{marked(spread.name)}:** {said}", ""]
    lines += [_quotation(quote) for quote in script.quotes]
    return "\n".join(lines) + "\n"


def _notes(script: Script, plan: Sequence[Cue]) -> Iterator[str]:
    yield f"# {marked(script.series)}: {marked(script.title)}, {script.as_of}"
    yield ""
    yield " ".join(marked(line.text) for line in script.lead)
    yield ""
    people = [marked(name) for name in script.people.values()]
    yield f"With {' and '.join(people)}."
    if script.address:
        yield f"The full assessment and the mailing list: <{script.address}>"
    yield ""
    yield from (f"- {clock(cues[0].start)} {title}" for title, cues in _chapters(script, plan))
    yield ""
    yield "## Sources"
    yield ""
    for quote in script.quotes:
        url = f" <{quote.url}>" if quote.url else ""
        yield f"{quote.n}. “{marked(quote.words)}” {marked(quote.source)}.{url}"


def _quotation(quote: Quote) -> str:
    return f"[^{quote.n}]: “{marked(quote.words)}” {marked(quote.source)}.{f' <{quote.url}>' if quote.url else ''}"


def _chapters(script: Script, plan: Sequence[Cue]) -> list[tuple[str, list[Cue]]]:
    grouped = itertools.groupby(plan, key=lambda cue: cue.chapter)
    return [(script.chapters[number].title, list(cues)) for number, cues in grouped]


def _spreads(script: Script, cues: Sequence[Cue], quoted: set[int]) -> Iterator[Spread]:
    """Yield the turns; what was quoted before is not quoted again, its number leads to it."""
    quotes = {quote.n: quote for quote in script.quotes}
    turns: list[list[Cue]] = []
    for cue in cues:
        if cue.turn or not turns:
            turns.append([])
        turns[-1].append(cue)
    for turn in turns:
        called = {n for cue in turn for n in cue.line.notes} - quoted
        quoted |= called
        yield Spread(
            start=clock(turn[0].start),
            name=script.people[turn[0].speaker],
            cues=tuple(turn),
            margin=tuple(quotes[n] for n in sorted(called)),
        )


def _vtt(text: str) -> str:
    plain = re.sub(r"\s+", " ", legal(text)).strip()
    return "".join(_VTT.get(sign, sign) for sign in plain)


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
