"""What a template sees: lines with numbered notes, each leading to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording
from watchfloor.terms import Claim, digest

#: Notes that one line can carry and still be read.
_FEW = 8
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
    """One citation on one page: its number, the address of its sentence, and what it says."""

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
    def label(self) -> str:
        """Return who said it and where, for a reader who hovers or listens."""
        return f"{self.who}, {self.document}" if self.who else self.document

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
    """The notes of one page, numbered in the order in which they are first called for.

    anchors: the addresses at which the claims of the issue are repeated with all their notes; elsewhere a claim
    that rests on very many statements shows the first few and leads there.
    """

    words: Wording
    root: str
    anchors: Mapping[Claim, str] = field(default_factory=dict)
    whole: bool = False
    called: dict[str, Note] = field(default_factory=dict)

    def line(self, claim: Claim) -> Line:
        """Return a claim with its notes."""
        anchor = self.anchors.get(claim, "")
        if self.whole:
            return Line(claim.said, self.of(claim.statements), id=anchor.partition("#")[2])
        shown = claim.statements[:_FEW] if anchor and len(claim.statements) > _FEW + 1 else claim.statements
        return Line(claim.said, self.of(shown), len(claim.statements) - len(shown), f"{self.root}{anchor}")

    def lines(self, claims: Iterable[Claim]) -> list[Line]:
        """Return claims with their notes."""
        return [self.line(claim) for claim in claims]

    def of(self, statements: Iterable[str]) -> tuple[Note, ...]:
        """Return the note of each statement."""
        return tuple(self._note(id) for id in statements)

    def _note(self, id: str) -> Note:
        if id not in self.called:
            citation = self.words.statements[id].citation
            document = self.words.documents[citation.document]
            self.called[id] = Note(
                n=len(self.called) + 1,
                href=f"{self.root}documents/{slug(document.id)}.html#s-{slug(id)}",
                quote=citation.exact,
                speaker=citation.speaker,
                document=document.title,
                published=span_words(document.published),
                publisher=document.publisher or "",
            )
        return self.called[id]
