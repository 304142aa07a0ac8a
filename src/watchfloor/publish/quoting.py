"""Numbered endnotes: the sentence, who said it, in which document, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from watchfloor.publish.site.notes import web
from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording, listing
from watchfloor.terms import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One endnote: a statement's own words and where they stand."""

    n: int
    id: str
    words: str
    speaker: str
    through: str  #: whom the speaker cites; empty where it is the speaker's own word
    document: str
    publisher: str
    published: str
    place: str
    url: str | None

    @property
    def source(self) -> str:
        """Return speaker, document, publisher, day and place as one phrase; each name once."""
        said = f"{self.speaker}, citing {self.through}" if self.through else self.speaker
        title = self.document.casefold()
        parts = [] if title.startswith(self.speaker.casefold()) and not self.through else [said]
        parts.append(self.document)
        if self.publisher and self.publisher != self.speaker and not title.startswith(self.publisher.casefold()):
            parts.append(self.publisher)
        return ", ".join([*parts, self.published, self.place])


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with the numbers of its endnotes; `more` further sentences are not called for here."""

    text: str
    notes: tuple[int, ...]
    more: int = 0


@dataclass(slots=True)
class Quotes:
    """The endnotes of one paper, numbered as they are called for; a sentence that says two things is quoted once.

    at_most: endnotes that one claim may call for; the rest are counted.
    """

    words: Wording
    at_most: int | None = None
    called: dict[tuple[str, str], Quote] = field(default_factory=dict)

    def said(self, claim: Claim) -> Said:
        """Return a claim with its endnotes; those called for already come first, as they cost nothing."""
        sentences: dict[tuple[str, str], str] = {}
        for id in claim.statements:
            sentences.setdefault(self._sentence(id), id)
        ids = sorted(sentences.values(), key=lambda id: self._sentence(id) not in self.called)
        shown = ids if self.at_most is None else ids[: self.at_most]
        return Said(
            text=claim.said,
            notes=tuple(sorted(self._call(id).n for id in shown)),
            more=len(ids) - len(shown),
        )

    def all_said(self, claims: Iterable[Claim]) -> tuple[Said, ...]:
        """Return claims with their endnotes."""
        return tuple(self.said(claim) for claim in claims)

    def quotes(self) -> tuple[Quote, ...]:
        """Return the endnotes in order."""
        return tuple(self.called.values())

    def _sentence(self, id: str) -> tuple[str, str]:
        citation = self.words.statements[id].citation
        return citation.document, citation.exact

    def _call(self, id: str) -> Quote:
        key = self._sentence(id)
        if key not in self.called:
            citation = self.words.statements[id].citation
            document = self.words.documents[citation.document]
            self.called[key] = Quote(
                n=len(self.called) + 1,
                id=id,
                words=" ".join(citation.exact.split()),
                speaker=citation.speaker,
                through=listing(list(self.words.statements[id].attribution)),
                document=document.title,
                publisher=document.publisher or "",
                published=span_words(document.published),
                place=citation.place,
                url=web(document.url),
            )
        return self.called[key]
