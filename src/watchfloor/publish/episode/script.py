"""The script: context, positions, response, elsewhere, why it matters, outlook; questions and cited answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchfloor.publish.brief.outline import latest_first
from watchfloor.publish.episode.spoken import Voice
from watchfloor.publish.imprint import Imprint
from watchfloor.publish.quoting import Quote, Quotes, Said
from watchfloor.publish.words.dates import day_words
from watchfloor.publish.words.openings import place_of
from watchfloor.publish.words.wording import Names, Wording, wording
from watchfloor.terms import Claim, Issue, Section

HOST, ANALYST = "host", "analyst"
#: Endnotes in the margin of one sentence; the rest are counted.
_NOTES = 3
#: What a listener bears in one answer.
_ANSWER = 6
#: Reasons that one stakeholder is given.
_REASONS = 3
#: How the next country is asked about, in turn.
_TURNS = (
    "Let us turn to {place}. {question}",
    "What about {place}? {question}",
    "Next, {place}. {question}",
    "And {place}? {question}",
)
#: How the host asks for the other side of an answer, in turn; and how a claim that tells it begins.
_BUT = ("What speaks against that?", "Is there another side to it?", "And what does not fit?")
_AGAINST = "Against this stands"
#: Sentences for the eye: intervals and the breadth of evidence are told for the first contest alone.
_FOR_THE_EYE = ("80 % interval", "This rests on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one of the two says without a break; a line without notes claims nothing."""

    speaker: str  #: host or analyst
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the conversation."""

    title: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """An episode as it is spoken."""

    series: str
    title: str
    as_of: str
    tlp: str
    address: str
    people: dict[str, str]  #: host and analyst by name
    lead: tuple[Said, ...]
    chapters: tuple[Chapter, ...]
    quotes: tuple[Quote, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Studio:
    issue: Issue
    words: Wording
    imprint: Imprint
    quotes: Quotes
    voice: Voice

    def asks(self, text: str) -> Turn:
        return Turn(speaker=HOST, lines=(Said(text=text, notes=()),))

    def answers(self, claims: Iterable[Claim]) -> Turn:
        said = [(self.voice.says(claim), self.quotes.said(claim)) for claim in list(claims)[:_ANSWER]]
        return Turn(speaker=ANALYST, lines=tuple(Said(text=t, notes=s.notes, more=s.more) for t, s in said))


def script(issue: Issue, world: Names, imprint: Imprint, tlp: str) -> Script:
    """Return the script of an issue; a question that nothing answers is not asked."""
    words = wording(issue.view, issue.campaign, world)
    series = imprint.series
    studio = _Studio(issue=issue, words=words, imprint=imprint, quotes=Quotes(words, at_most=_NOTES), voice=Voice())
    lead = studio.quotes.all_said(issue.claims("lead"))
    first, others = _contests(issue)
    parts = [
        ("Introduction", _introduction(studio)),
        ("Context", _asked(studio, [("Before we come to what is new: what does each side want, and how near is it?",
                                     issue.claims("objectives"))])),
        ("Positions", _positions(studio, first)),
        ("Response", _asked(studio, _response(issue))),
        ("Elsewhere", _elsewhere(studio, others)),
        ("Why it matters", _asked(studio, _why(words, issue))),
        ("Outlook", _asked(studio, _outlook(words, issue))),
        ("Closing", _closing(studio)),
    ]  # fmt: skip
    return Script(
        series=series.title or issue.title,
        title=issue.title,
        as_of=day_words(issue.as_of),
        tlp=tlp.upper(),
        address=imprint.address,
        people={HOST: series.host, ANALYST: series.analyst},
        lead=lead,
        chapters=tuple(Chapter(title=title, turns=turns) for title, made in parts for turns in [tuple(made)] if turns),
        quotes=studio.quotes.quotes(),
        version=issue.version,
    )


def _contests(issue: Issue) -> tuple[Section | None, list[Section]]:
    """Return the contest with the broadest evidence, and the others in the order of the campaign."""
    told = [section for section in issue.room("contest") if section.claims]
    first = max(told, key=lambda section: len(section.claims[0].statements), default=None)
    return first, [section for section in told if section is not first]


def _asked(studio: _Studio, pairs: Iterable[tuple[str, Sequence[Claim]]]) -> Iterator[Turn]:
    for question, claims in pairs:
        if claims:
            yield studio.asks(question)
            yield studio.answers(claims)


def _introduction(studio: _Studio) -> Iterator[Turn]:
    series, publisher = studio.imprint.series, studio.imprint.publisher
    name = series.title or studio.issue.title
    of = f", from {publisher}" if publisher and publisher != name else ""
    people = (
        f"I am {series.host}, and with me is {series.analyst}."
        if (series.host, series.analyst) != ("Host", "Analyst")
        else "I am your host, and with me is our analyst."
    )
    subject = f"Our subject is {studio.issue.title}, as it stood on {day_words(studio.issue.as_of)}."
    opening = (f"This is {name}{of}.", people, subject, "Where do things stand, in short?")
    yield Turn(speaker=HOST, lines=tuple(Said(text=text, notes=()) for text in opening))
    lead = studio.issue.claims("lead")
    if lead:
        yield studio.answers(lead)
    else:
        nothing = "In short: there is not enough evidence yet to say who is gaining where."
        yield Turn(speaker=ANALYST, lines=(Said(text=nothing, notes=()),))


def _positions(studio: _Studio, first: Section | None) -> Iterator[Turn]:
    since = day_words(studio.issue.assessment.since)
    yield from _asked(studio, [(f"What has changed since {since}?", studio.issue.claims("changes"))])
    if first is not None:
        yield from _contest(
            studio, f"Let us look at {_place(studio, first)} more closely. {first.title}", first.claims, 0
        )


def _response(issue: Issue) -> list[tuple[str, Sequence[Claim]]]:
    levers = [claim for section in issue.room("lever") for claim in section.claims]
    return [
        ("By what means do the two sides act, and do these work?", levers),
        ("Who acts, and who only answers?", issue.claims("initiative")),
    ]


def _elsewhere(studio: _Studio, others: Sequence[Section]) -> Iterator[Turn]:
    for n, section in enumerate(others):
        heard = [claim for claim in section.claims if not any(mark in claim.text for mark in _FOR_THE_EYE)]
        if heard:
            place = _place(studio, section)
            question = _TURNS[n % len(_TURNS)].format(place=place, question=section.title)
            yield from _contest(studio, question, heard, n + 1)


def _contest(studio: _Studio, question: str, claims: Sequence[Claim], n: int) -> Iterator[Turn]:
    """Ask about a contest, then for what speaks against the answer, where something does."""
    against = [claim for claim in claims if claim.text.startswith(_AGAINST)]
    pairs = [(question, [claim for claim in claims if claim not in against]), (_BUT[n % len(_BUT)], against)]
    yield from _asked(studio, pairs)


def _place(studio: _Studio, section: Section) -> str:
    return place_of(studio.words, section.about.partition("/")[2])


def _why(words: Wording, issue: Issue) -> list[tuple[str, Sequence[Claim]]]:
    pairs: list[tuple[str, Sequence[Claim]]] = [
        (f"Why does this matter to {words.inside(section.title)}?", section.claims[:_REASONS])
        for section in issue.room("stakeholder")
    ]
    settled_last = sorted(issue.claims("processes"), key=lambda claim: claim.text.startswith("Sources speak of"))
    pairs += [(section.title, section.claims[:1]) for section in issue.room("hypotheses")]
    return [*pairs, ("What has to happen before things can move on?", settled_last)]


def _outlook(words: Wording, issue: Issue) -> list[tuple[str, Sequence[Claim]]]:
    return [
        ("What do the sources expect?", latest_first(words, issue.claims("outlook"))),
        ("And what do we not know, or what do they not agree on?", issue.claims("gaps")[:3]),
    ]


def _closing(studio: _Studio) -> Iterator[Turn]:
    address = studio.imprint.address.removeprefix("https://").rstrip("/")
    where = f" at {address}" if address else ""
    analyst = studio.imprint.series.analyst
    thanks = "Thank you." if analyst == "Analyst" else f"Thank you, {analyst}."
    texts = (
        thanks,
        f"The full assessment, with the sentence behind everything you have heard, stands{where or ' on our site'}.",
        f"To have each issue sent to you, join our mailing list{where}.",
        "Thank you for listening.",
    )
    yield Turn(speaker=HOST, lines=tuple(Said(text=text, notes=()) for text in texts))
