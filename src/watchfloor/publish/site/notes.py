"""What a template sees: lines with numbered notes, each leading to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Citation, Claim, digest

#: Notes that one line can carry and still be read.
_FEW = 8
_Span = tuple[str, int, int]  #: (document, start, end)
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_WEB = re.compile(r"https?://[^\s\"'<>]+")


def slug(key: str) -> str:
    """Return the key as it may stand in a file name and an anchor; its digest where it may not."""
    return key if _SAFE.fullmatch(key) else digest(key)


def web(url: str | None) -> str | None:
    """Return the address if it is one of the web, else None: no other scheme becomes a link."""
    return url if url is not None and _WEB.fullmatch(url) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence cited on one page: its number, its address, and what it says."""

    n: int
    href: str
    quote: str
    speaker: str
    document: str
    published: str
    publisher: str

    @property
    def who(self) -> str:
        """Return the speaker; nothing where the document's title says the name already."""
        return "" if self.document.casefold().startswith(self.speaker.casefold()) else self.speaker

    @property
    def outlet(self) -> str:
        """Return the publisher; nothing where the speaker or the title says the name already."""
        said = (self.speaker.casefold(), self.document.casefold()[: len(self.publisher)])
        return "" if self.publisher.casefold() in said else self.publisher


@dataclass(frozen=True, slots=True)
class Line:
    """A claim as the template sees it; `more` further notes stand at `rest`, and `id` is its own anchor."""

    text: str
    notes: tuple[Note, ...]
    more: int = 0
    rest: str = ""
    id: str = ""


@dataclass(slots=True)
class Notes:
    """The notes of one page, numbered in the order in which they are first called for: one for each sentence cited.

    anchors: the addresses at which the claims of the issue are repeated with all their notes; elsewhere a claim
    that rests on very many sentences shows the first few and leads there.
    """

    words: Wording
    root: str
    anchors: Mapping[Claim, str] = field(default_factory=dict)
    whole: bool = False
    called: dict[_Span, Note] = field(default_factory=dict)

    def line(self, claim: Claim) -> Line:
        """Return a claim with its notes."""
        if self.whole:
            return Line(claim.said, self.of(claim.statements))
        anchor = self.anchors.get(claim, "")
        cited = list(self._sentences(claim.statements).values())
        shown = cited[:_FEW] if anchor and len(cited) > _FEW + 1 else cited
        return Line(claim.said, self.of(shown), len(cited) - len(shown), f"{self.root}{anchor}")

    def lines(self, claims: Iterable[Claim]) -> list[Line]:
        """Return claims with their notes."""
        return [self.line(claim) for claim in claims]

    def of(self, statements: Iterable[str]) -> tuple[Note, ...]:
        """Return the note of each sentence that the statements stand in; it leads to the first of them."""
        return tuple(replace(self._note(id), href=self._address(id)) for id in self._sentences(statements).values())

    def _sentences(self, statements: Iterable[str]) -> dict[_Span, str]:
        """Return the first statement of each sentence."""
        found: dict[_Span, str] = {}
        for id in statements:
            found.setdefault(_place(self.words.statements[id].citation), id)
        return found

    def _address(self, id: str) -> str:
        document = self.words.statements[id].citation.document
        return f"{self.root}documents/{slug(document)}.html#s-{slug(id)}"

    def _note(self, id: str) -> Note:
        citation = self.words.statements[id].citation
        place = _place(citation)
        if place not in self.called:
            document = self.words.documents[citation.document]
            self.called[place] = Note(
                n=len(self.called) + 1,
                href=self._address(id),
                quote=citation.exact,
                speaker=citation.speaker,
                document=document.title,
                published=span_words(document.published),
                publisher=document.publisher or "",
            )
        return self.called[place]


def _place(citation: Citation) -> _Span:
    return citation.document, citation.start, citation.end
