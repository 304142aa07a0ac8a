"""What was reviewed on a desk, as gold to train on and to measure with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.desk.review import DONE
from watchfloor.errors import DeskError

if TYPE_CHECKING:
    from watchfloor.desk import Desk
    from watchfloor.evaluation.reviewed import Passage
    from watchfloor.terms import Document, Statement


def export(desk: Desk, file: Path, as_of: date, *, tlp: str = "clear") -> tuple[int, int]:
    """Write what was reviewed as gold, a passage a line; return how many were written, and left out half reviewed.

    tlp: documents above this level are left out. Raises DeskError `desk.exists`, `desk.cannot-write`.
    """
    from watchfloor.evaluation.reviewed import gold
    from watchfloor.ledger.review import standing

    if file.exists():
        raise DeskError("desk.exists", "there is a file already", where=str(file), hint="name another file")
    with desk.ledger() as ledger:
        view, rejected = ledger.view(as_of, tlp=tlp), ledger.rejected()
        done = {id for each in standing(ledger.decisions()) if each.kind in DONE for id in each.on}
    found = list(_passages(view.documents, view.statements, rejected, done))
    whole = [json.dumps(gold(each), ensure_ascii=False) for each in found if each.whole]
    try:
        file.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
    except OSError as error:
        raise DeskError(
            "desk.cannot-write", str(error.strerror or error), where=str(file), hint="name another file"
        ) from error
    return len(whole), len(found) - len(whole)


def _passages(
    documents: Iterable[Document], statements: Iterable[Statement], rejected: Iterable[Statement], done: set[str]
) -> Iterator[Passage]:
    from watchfloor.evaluation.reviewed import passages

    stand, gone = _by_document(statements), _by_document(rejected)
    for document in documents:
        yield from passages(document, stand.get(document.id, ()), gone.get(document.id, ()), done)


def _by_document(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for each in statements:
        found.setdefault(each.citation.document, []).append(each)
    return found
