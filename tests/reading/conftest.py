"""What the tests of the reader share: the model and the world, loaded once. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from tests.reading.hearing import Said

from watchfloor.reading import coder, heads, language
from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.memory import Mention
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import Document, Statement, When
from watchfloor.terms.document import digest
from watchfloor.world import World

PUBLISHED = "2020-05-15"

Code = Callable[..., tuple[Statement, ...]]
Acts = Callable[..., list[str]]
Parse = Callable[..., Paragraph]


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Return a function that makes a document of a text."""

    def make(text: str, published: str = PUBLISHED) -> Document:
        when = When(published)
        return Document(id=digest(text), title="Test", publisher="The Harbour Gazette", published=when, text=text)

    return make


@pytest.fixture(scope="session")
def code(document: Callable[..., Document], world: World) -> Code:
    """Return a function from a text to its statements."""

    def coded(text: str, published: str = PUBLISHED) -> tuple[Statement, ...]:
        return coder.code(document(text, published), world)[0]

    return coded


@pytest.fixture(scope="session")
def acts(code: Code) -> Acts:
    """Return a function from a text to the events that rules read, as `CATEGORY actor+actor>recipient factuality`."""

    def told(text: str, published: str = PUBLISHED) -> list[str]:
        with patch.object(heads, "Heard", Said()):
            statements = code(text, published)
        return [
            f"{s.event} {'+'.join(e.label for e in s.actors)}>{'+'.join(e.label for e in s.recipients)} {s.factuality}"
            for s in statements
            if s.kind == "event"
        ]

    return told


@pytest.fixture(scope="session")
def parse(world: World) -> Parse:
    """Return a function from a paragraph to its parse with mentions; a resolver remembers what came before."""

    def parsed(text: str, resolver: Resolver | None = None, before: list[Mention] | None = None) -> Paragraph:
        (doc,) = language.parse([(text, [start for start, _ in sentence_spans(text)])])
        resolver = resolver or Resolver(world, date(2020, 5, 15))
        return Paragraph.of(doc, 0, resolver.mentions(doc), before or [], world)

    return parsed
