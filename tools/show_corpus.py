"""Pages of the corpus: every document with its annotations highlighted, and the sentences by category.

Usage: python tools/show_corpus.py CORPUS --to FOLDER [--part train]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from watchfloor.publish.site.marks import Close, Open, Paragraph, paragraphs
from watchfloor.terms import Document, Statement, Turn, When, statement_id

Record = dict[str, Any]


def main() -> None:
    """Write the pages and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--part", default="train", help="train, dev or test (default: train)")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    style = files("watchfloor.publish.site") / "assets" / "style.css"
    (given.to / "style.css").write_text(style.read_text(encoding="utf-8"), encoding="utf-8")
    rows = list(_read(given.corpus / f"documents.{given.part}.jsonl"))
    for row in rows:
        (given.to / f"{row['id']}.html").write_text(_page(row["title"], "".join(_document(row))), encoding="utf-8")
    sentences = "".join(_sentences(_read(given.corpus / f"sentences.{given.part}.jsonl")))
    (given.to / "sentences.html").write_text(_page(f"Sentences ({given.part})", sentences), encoding="utf-8")
    (given.to / "index.html").write_text(_page(f"The corpus ({given.part})", "".join(_index(rows))), encoding="utf-8")
    print(f"{len(rows) + 2} pages; open {given.to / 'index.html'}")


def _index(rows: list[Record]) -> Iterator[str]:
    yield '<p><a href="sentences.html">Single sentences</a></p><ul>'
    for row in rows:
        about = f"{row['genre']}, {row['region']}, {row['published']}; {len(row['statements'])} statements"
        yield f'<li><a href="{row["id"]}.html">{escape(row["title"])}</a> <small>{escape(about)}</small></li>'
    yield "</ul>"


def _document(row: Record) -> Iterator[str]:
    turns = tuple(Turn(**turn) for turn in row["turns"])
    document = Document(
        id=row["id"], title=row["title"], publisher=row["publisher"], published=When(row["published"]),
        text=row["text"], turns=turns,
    )  # fmt: skip
    marked = {_marked(document, s).id: s for s in row["statements"]}
    statements = [_marked(document, s) for s in row["statements"]]
    yield f"<p>{escape(row['publisher'] or '')}, {escape(row['published'])}; {escape(row['genre'])}</p>"
    for paragraph in paragraphs(document, statements):
        if paragraph.speaker:
            yield f"<h2 class='speaker'>{escape(paragraph.speaker)}</h2>"
        yield f"<p>{''.join(_pieces(paragraph, marked))}</p>"


def _marked(document: Document, gold: Record) -> Statement:
    citation = document.cite(*gold["span"])
    return Statement(id=statement_id(citation, gold["kind"], gold["id"]), kind=gold["kind"], citation=citation)


def _pieces(paragraph: Paragraph, marked: dict[str, Record]) -> Iterator[str]:
    for piece in paragraph.pieces:
        if isinstance(piece, Open):
            told = escape(_told(marked[piece.statement.id]), quote=True)
            yield f'<mark class="{piece.statement.kind}" title="{told}">'
        elif isinstance(piece, Close):
            short = f"<sup>{escape(_short(marked[piece.statement.id]))}</sup>" if piece.last else ""
            yield f"{short}</mark>"
        else:
            yield escape(piece)


def _sentences(rows: Iterator[Record]) -> Iterator[str]:
    yield "<ul>"
    for row in rows:
        told = "; ".join(_told(s) for s in row["statements"]) or row["kind"] or "no event"
        yield f"<li>{escape(row['text'])} <small>({escape(row['published'])}) {escape(told)}</small></li>"
    yield "</ul>"


def _short(statement: Record) -> str:
    return str(statement.get("event") or statement["kind"])


def _told(statement: Record) -> str:
    """Return a statement in one line."""
    if statement["kind"] != "event":
        cues = [cue["text"] for cue in (statement["estimate"] or {"cues": []})["cues"]]
        return " ".join([statement["kind"], *cues])
    roles = [", ".join(r["key"] or f"“{r['name']}”" for r in statement[side]) for side in ("actors", "recipients")]
    when = statement["when"]["edtf"] if statement["when"] else "no date"
    mode = f" {statement['mode']}" if statement["mode"] else ""
    return f"{statement['event']}{mode}: {roles[0] or '–'} → {roles[1] or '–'}, {when}, {statement['factuality']}"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css"></head>'
        f'<body><main class="text"><h1>{escape(title)}</h1>{body}</main></body></html>'
    )


def _read(path: Path) -> Iterator[Record]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
