"""Full-text search over what was read: FTS5 in SQLite, a tsvector in PostgreSQL, one call for both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import name

from anyascii import anyascii
from sqlalchemy import Connection, Float, Integer, column, func, select, text

from watchfloor.ledger import rows
from watchfloor.ledger.stores import schema
from watchfloor.terms import TLP, When
from watchfloor.world import names

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')
_LINE = re.compile(r"[^\n]+")
#: A snippet is this long, and begins this far before the first word found.
_SNIPPET, _BEFORE = 200, 60
#: Forms of one word share all but the last letter of the shorter; the longer adds so many at most.
_ENDING = 4

_RANKED = {
    "sqlite": "select rowid as n, -rank as score from passage_words where passage_words match :query",
    "postgresql": (
        "select n, ts_rank_cd(words, asked.query, 1) as score "
        "from passage_words, (select to_tsquery('english', :query) as query) as asked where words @@ asked.query"
    ),
}
_ADD = {
    "sqlite": "insert into passage_words (rowid, words) values (:n, :words)",
    "postgresql": "insert into passage_words (n, words) values (:n, to_tsvector('english', :words))",
}
_DROP = {
    "sqlite": "insert into passage_words (passage_words, rowid, words) values ('delete', :n, :words)",
    "postgresql": "delete from passage_words where n = :n",
}
#: How the words of a phrase, and the phrases, are joined.
_PHRASE = {"sqlite": ('"{}"', " ", " "), "postgresql": ("({})", " <-> ", " & ")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that holds the words asked for."""

    document: str  #: id
    title: str
    published: When
    start: int  #: of the passage, a half-open span of the document's text
    end: int
    snippet: str  #: words of the passage
    marks: tuple[tuple[int, int], ...]  #: spans of the snippet that were asked for
    score: float  #: higher fits better; only comparable within one answer


def search(connection: Connection, words: str, *, as_of: date, limit: int, tlp: str = TLP[-1]) -> tuple[Hit, ...]:
    """Return the passages that hold all words, or phrases in double quotes, best first.

    Forms of a word, capitals and accents do not matter, nor, mostly, in which script a name is written. Only documents
    that were known on the day, and lie at or below the TLP level, are searched.
    """
    dialect = connection.dialect.name
    phrases = _phrases(words)
    if not phrases:
        return ()
    shape, inside, between = _PHRASE[dialect]
    query = between.join(shape.format(inside.join(phrase)) for phrase in phrases)
    found = text(_RANKED[dialect]).bindparams(query=query)
    ranked = found.columns(column("n", Integer), column("score", Float)).subquery("ranked")
    level = func.coalesce(schema.document.c.payload["tlp"].as_string(), TLP[0])
    allowed = TLP[: TLP.index(tlp) + 1]
    known = rows.ruling().where(schema.document.c.known <= as_of, level.in_(allowed)).subquery()
    passage = schema.passage.c
    wanted = (
        select(known.c.id, known.c.title, known.c.published, known.c.text, passage.start, passage.end, ranked.c.score)
        .join_from(ranked, schema.passage, passage.n == ranked.c.n)
        .join(known, known.c.n == passage.document)
        .order_by(ranked.c.score.desc(), known.c.known.desc(), known.c.id, passage.start)
        .limit(limit)
    )
    asked = frozenset(word for phrase in phrases for word in phrase)
    return tuple(_hit(row, asked) for row in connection.execute(wanted))


def index(connection: Connection, n: int, said: str) -> None:
    """Make the passages of a document findable: one for each line of its normalised text, which is a paragraph."""
    spans = [match.span() for match in _LINE.finditer(said)]
    if not spans:
        return
    made = schema.passage.insert().returning(schema.passage.c.n, sort_by_parameter_order=True)
    ns = connection.scalars(made, [{"document": n, "start": start, "end": end} for start, end in spans])
    folded = [{"n": n, "words": _indexed(said[a:b])} for n, (a, b) in zip(ns, spans, strict=True)]
    connection.execute(text(_ADD[connection.dialect.name]), folded)


def forget(connection: Connection, n: int, said: str) -> None:
    """Take the passages of a document, whose text this is, out of the index for good."""
    dialect = connection.dialect.name
    spans = connection.execute(select(schema.passage).where(schema.passage.c.document == n)).all()
    if not spans:
        return
    connection.execute(text(_DROP[dialect]), [{"n": p.n, "words": _indexed(said[p.start : p.end])} for p in spans])
    if dialect == "sqlite":  # else the words stay in the file until segments are merged
        connection.exec_driver_sql("insert into passage_words (passage_words) values ('optimize')")
    connection.execute(schema.passage.delete().where(schema.passage.c.document == n))


def fold(said: str) -> str:
    """Return the words of a text in lower-case ASCII, set apart by blanks."""
    return re.sub(r"[^0-9a-z]+", " ", anyascii(said).casefold()).strip()


def _indexed(said: str) -> str:
    """Return the folded words of a passage, then those with letters beyond ASCII by their sound: Вучић is vucic too."""
    return " ".join([fold(said), *(names.fold(word) for word in _WORD.findall(said) if not word.isascii())])


def _phrases(words: str) -> list[list[str]]:
    found = (_asked(quoted or bare).split() for quoted, bare in _QUOTED.findall(words))
    return [phrase for phrase in found if phrase]


def _asked(phrase: str) -> str:
    latin = all(letter.isascii() or name(letter, "").startswith("LATIN") for letter in phrase if letter.isalpha())
    return fold(phrase) if latin else " ".join(names.fold(word) for word in _WORD.findall(phrase))


def _hit(row: Any, asked: frozenset[str]) -> Hit:
    said = row.text[row.start : row.end]
    marks = [match.span() for match in _WORD.finditer(said) if _asked_for(_indexed(match[0]), asked)]
    start, end = _window(said, marks[0][0] if marks else 0)
    head, tail = "…" if start else "", "…" if end < len(said) else ""
    shift = len(head) - start
    return Hit(
        document=row.id,
        title=row.title,
        published=When(row.published),
        start=row.start,
        end=row.end,
        snippet=head + said[start:end] + tail,
        marks=tuple((a + shift, b + shift) for a, b in marks if start <= a and b <= end),
        score=float(row.score),
    )


def _window(said: str, first: int) -> tuple[int, int]:
    """Return a span of whole words around the first word found."""
    start = max(0, min(first - _BEFORE, len(said) - _SNIPPET))
    end = min(len(said), start + _SNIPPET)
    if start:
        start = said.find(" ", start, first) + 1 or start
    if end < len(said):
        blank = said.rfind(" ", first, end)
        end = blank if blank > first else end
    return start, end


def _asked_for(word: str, asked: frozenset[str]) -> bool:
    return any(_alike(part, other) for part in word.split() for other in asked)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    stem = short if len(short) < 4 else short[:-1]
    return one == other or (len(short) > 2 and long.startswith(stem) and len(long) - len(short) <= _ENDING)
