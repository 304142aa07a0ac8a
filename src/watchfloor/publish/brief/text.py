"""The brief as a web page that stands alone, and as Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchfloor.publish.brief.outline import Brief
from watchfloor.publish.charts.drawing import Chart
from watchfloor.publish.paper import marked, printed
from watchfloor.publish.quoting import Said

ABOUT = (
    "Every sentence rests on the sentences under “Sources”. A likelihood word is followed by its range, after "
    "Intelligence Community Directive 203; it says how likely something is, not how sure the evidence makes us. A "
    "balance is given in PLOVER score units with an 80 % interval; zero is even. A figure such as +12 after the "
    "numbers of endnotes counts further sentences, which the full assessment gives."
)


def brief_html(brief: Brief) -> str:
    """Return the brief as one page."""
    return printed("brief.html", heading=f"{brief.title}, {brief.as_of}", brief=brief, about=ABOUT)


def brief_markdown(brief: Brief, charts: dict[str, str]) -> str:
    """Return the brief as Markdown; charts: the file of each chart by its name."""
    return "\n".join(_blocks(brief, charts)).rstrip("\n") + "\n"


def _blocks(brief: Brief, charts: dict[str, str]) -> Iterator[str]:
    yield f"# {marked(brief.title)}\n"
    masthead = f"{marked(brief.masthead)} · " if brief.masthead else ""
    yield f"{masthead}As of {brief.as_of}, compared with {brief.since} · TLP:{brief.tlp}\n"
    yield from (f"> {line}\n>" for line in _said(brief.lead))
    yield ""
    yield from _part(f"What changed since {brief.since}", [f"{n}. {s}" for n, s in enumerate(_said(brief.changes), 1)])
    yield from _part("Where the contests stand", _charts((brief.standing, brief.map), charts, brief.as_of))
    contests = [line for part in brief.contests for line in (f"### {marked(part.title)}\n", *_paragraph(part.lines))]
    yield from _part("Country by country", contests)
    sides = [line for part in brief.sides for line in (f"### {part.title}\n", *_list(part.lines), "")]
    yield from _part("What each side wants, and by what means", sides)
    yield from _part("What each process waits for", _table(brief))
    why = [line for part in brief.why for line in (f"### {marked(part.title)}\n", *_list(part.lines), "")]
    yield from _part("Why it matters", why)
    rivals = [line for part in brief.inquiries for line in (f"### {marked(part.title)}\n", *_list(part.lines), "")]
    yield from _part("Rival explanations", rivals)
    yield from _part("Outlook: what the sources expect", list(_list(brief.outlook)))
    gaps = [*_list(brief.gaps), *(f"- {marked(gap)}" for gap in brief.bare_gaps)]
    yield from _part("What is not known, or not agreed", gaps)
    yield from _part("About this brief", [marked(ABOUT), "", f"Made with watchfloor {brief.version}."])
    yield from (
        f"[^{q.n}]: “{marked(q.words)}” {marked(q.source)}.{f' <{q.url}>' if q.url else ''}" for q in brief.quotes
    )


def _part(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {heading}\n"
        yield from lines
        yield ""


def _said(lines: Iterable[Said]) -> Iterator[str]:
    for line in lines:
        more = f" (+{line.more})" if line.more else ""
        yield marked(line.text) + "".join(f"[^{n}]" for n in line.notes) + more


def _list(lines: Iterable[Said]) -> Iterator[str]:
    yield from (f"- {line}" for line in _said(lines))


def _paragraph(lines: Iterable[Said]) -> list[str]:
    return [" ".join(_said(lines)) + "\n"]


def _charts(drawn: Iterable[Chart | None], charts: dict[str, str], as_of: str) -> list[str]:
    return [
        f"![{marked(chart.alt)}]({charts[chart.name]})\n\n*{marked(chart.note)} As of {as_of}.*\n"
        for chart in drawn
        if chart is not None
    ]


def _table(brief: Brief) -> list[str]:
    if not brief.stages:
        return []
    rows = [
        f"| {marked(s.text)}{''.join(f'[^{n}]' for n in s.notes)} | {s.word} | {marked(s.waits)} |"
        for s in brief.stages
    ]
    return ["| Step | State | Waits for, or stands in its way |", "| --- | --- | --- |", *rows]
