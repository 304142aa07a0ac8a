"""Everything that is published of an issue, in one folder: site, brief, episode, feeds, letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watchfloor.publish.brief.outline import figures, outline
from watchfloor.publish.brief.pdf import can_set, set_pdf
from watchfloor.publish.brief.text import brief_html, brief_markdown
from watchfloor.publish.clearance import refuse_above
from watchfloor.publish.edition import RECORD, Audio, edition, editions_in, folder, record
from watchfloor.publish.episode import views
from watchfloor.publish.episode.script import script
from watchfloor.publish.episode.speech import missing, speak
from watchfloor.publish.episode.timing import cues
from watchfloor.publish.feeds import feeds
from watchfloor.publish.imprint import SOUNDS, Imprint
from watchfloor.publish.letter.view import letter, letter_html, letter_json, letter_text
from watchfloor.publish.site.pages import site_files
from watchfloor.publish.words import hedging
from watchfloor.publish.words.wording import Names
from watchfloor.publish.writing import Published, write_site
from watchfloor.terms import Issue

#: What can be published; an issue is published as all of them unless some are chosen.
PARTS = ("site", "brief", "episode", "feeds", "letter")

#: The files of an edition by their names without ending; what is left belongs to the brief: its charts.
_STEMS = {
    "episode": ("script", "transcript", "chapters", "notes", "episode"),
    "letter": ("letter",),
    "brief": (),
}
#: What the site leads to, where it is there.
_FORMS = (("brief (PDF)", "brief.pdf"), ("brief", "brief.html"), ("episode", "notes.html"), ("letter", "letter.html"))
_FEEDS = (("RSS", "feeds/issues.rss"), ("Atom", "feeds/issues.atom"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    issue: Issue
    world: Names
    imprint: Imprint
    tlp: str
    feeds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What one part yields: files of the whole folder or of the edition's own, and what could not be made."""

    whole: Mapping[str, str | bytes]
    own: Mapping[str, str | bytes]
    left_out: tuple[str, ...] = ()
    audio: Audio | None = None


def print_edition(
    issue: Issue,
    to: Path,
    world: Names,
    imprint: Imprint,
    *,
    parts: Sequence[str] = PARTS,
    tlp: str = "clear",
    force: bool = False,
) -> Published:
    """Write the chosen parts of an issue into a folder, whole or not at all, and return what was written.

    Parts that are not chosen stay as an earlier time left them, and so do the editions of earlier days. The same issue
    gives the same bytes, audio apart. Raises PublishError.
    """
    refuse_above(issue, tlp)
    hedging.refuse(issue)
    there = editions_in(to, tlp)
    before = tuple(one for one in there if one.as_of != issue.as_of)
    same = next((one for one in there if one.as_of == issue.as_of), None)
    job = _Job(issue=issue, world=world, imprint=imprint, tlp=tlp, feeds="feeds" in parts and bool(imprint.address))
    names = {name for name in (same.files if same else ()) if _part_of_edition(name) not in parts}
    made: list[_Made] = []
    for part, maker in _MAKERS.items():
        if part in parts:
            made.append(maker(job, frozenset(names)))
            names |= set(made[-1].own)
    audio = next((one.audio for one in made if one.audio is not None), None)
    audio = same.audio if same and "episode" not in parts else audio
    editions = sorted((edition(issue, world, tlp, names, audio), *before), key=lambda e: e.as_of, reverse=True)
    files: dict[str, str | bytes] = {name: content for one in made for name, content in one.whole.items()}
    files |= {folder(issue.as_of) + name: content for one in made for name, content in one.own.items()}
    files |= feeds(editions, imprint) if job.feeds else {}
    files[RECORD] = record(editions)
    kept = tuple(one.folder for one in before)
    written = write_site(
        files, to, force=force, keep=lambda name: name.startswith(kept) or _part(name, issue) in {*PARTS} - {*parts}
    )
    left_out = [line for one in made for line in one.left_out]
    if "feeds" in parts and not job.feeds:
        left_out.append("feeds: publishing.yaml gives no address")
    elif "feeds" in parts and not any(one.audio for one in editions):
        left_out.append("podcast: no episode has sound")
    return replace(written, left_out=tuple(left_out))


def _part(name: str, issue: Issue) -> str:
    """Return the part that a file of the folder belongs to; nothing for the record and for other days."""
    own = folder(issue.as_of)
    if name.startswith(own):
        return _part_of_edition(name.removeprefix(own))
    if name.startswith("feeds/"):
        return "feeds"
    return "" if name == RECORD or name.startswith("editions/") else "site"


def _part_of_edition(name: str) -> str:
    stem = name.partition(".")[0]
    return next(part for part, stems in _STEMS.items() if stem in stems or not stems)


def _brief(job: _Job, there: frozenset[str]) -> _Made:
    drawn = figures(job.issue, job.world)
    brief = outline(job.issue, job.world, job.imprint, job.tlp, drawn)
    charts = {chart.name: chart for chart in drawn if chart is not None}
    files: dict[str, str | bytes] = {
        "brief.html": brief_html(brief),
        "brief.md": brief_markdown(brief, {name: f"{name}.svg" for name in charts}),
        **{f"{name}.svg": chart.svg for name, chart in charts.items()},
        **{f"{name}.csv": chart.csv for name, chart in charts.items()},
    }
    if not can_set():
        return _Made(whole={}, own=files, left_out=("brief.pdf: pip install 'watchfloor[brief]'",))
    pdf = set_pdf(lambda full: outline(job.issue, job.world, job.imprint, job.tlp, drawn, full), job.issue.as_of)
    return _Made(whole={}, own={**files, "brief.pdf": pdf})


def _episode(job: _Job, there: frozenset[str]) -> _Made:
    made = script(job.issue, job.world, job.imprint, job.tlp)
    speech = job.imprint.speech
    silent = missing(speech)
    spoken = None if silent else speak(made, speech)
    plan = spoken.cues if spoken is not None else cues(made, speech.words_per_minute)
    file = f"episode.{spoken.ending}" if spoken is not None else ""
    files: dict[str, str | bytes] = {
        "script.html": views.script_html(made, plan),
        "script.md": views.script_markdown(made, plan),
        "transcript.html": views.transcript_html(made, plan, file),
        "transcript.vtt": views.transcript_vtt(made, plan),
        "chapters.json": views.chapters_json(made, plan),
        "notes.html": views.notes_html(made, plan),
        "notes.md": views.notes_markdown(made, plan),
    }
    if spoken is None:
        return _Made(whole={}, own=files, left_out=(f"sound of the episode: {silent}",))
    audio = Audio(file=file, type=SOUNDS[spoken.ending], bytes=len(spoken.sound), seconds=spoken.seconds)
    return _Made(whole={}, own={**files, file: spoken.sound}, audio=audio)


def _letter(job: _Job, there: frozenset[str]) -> _Made:
    made = letter(job.issue, job.world, job.imprint, job.tlp, there)
    files = {
        "letter.html": letter_html(made),
        "letter.txt": letter_text(made),
        "letter.json": letter_json(made, job.issue.as_of.isoformat()),
    }
    return _Made(whole={}, own=files)


def _site(job: _Job, there: frozenset[str]) -> _Made:
    """The site comes last: it leads to what else there is."""
    forms = [(what, folder(job.issue.as_of) + file) for what, file in _FORMS if file in there]
    links = [*forms, *(_FEEDS if job.feeds else ())]
    return _Made(whole=site_files(job.issue, job.world, tlp=job.tlp, links=links), own={})


#: In the order of making: each sees what the edition's folder holds so far. Feeds come last, from the record.
_MAKERS: dict[str, Callable[[_Job, frozenset[str]], _Made]] = {
    "brief": _brief,
    "episode": _episode,
    "letter": _letter,
    "site": _site,
}
